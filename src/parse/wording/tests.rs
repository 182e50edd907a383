use super::*;
use proptest::prelude::*;

/// What is found in a body, as `code [marked text]`.
fn found(markdown: &str) -> Vec<String> {
    let source = Source::from_text("content/a.md", markdown);
    let document = Document::parse(&source, 0);
    let outline = Outline::of(&document, None);
    let mut problems = of_prose(&document, &outline);
    problems.extend(of_text(&source, 0));
    let marked = |problem: &Diagnostic| problem.place.span.map_or("", |span| source.slice(span));
    problems
        .iter()
        .map(|problem| format!("{} [{}]", problem.code.name(), marked(problem)))
        .collect()
}

#[track_caller]
fn check(markdown: &str, wanted: &[&str]) {
    assert_eq!(found(markdown), wanted, "{markdown}");
}

#[track_caller]
fn clean(markdown: &str) {
    check(markdown, &[]);
}

#[test]
fn words_that_judge_people_are_found_where_they_stand() {
    check("It was **human\nerror**.", &["blaming-words [human\nerror]"]);
    check("- The *engineer should have* asked.", &["blaming-words [engineer should have]"]);
    check("| a |\n|---|\n| He ought to have known. |", &["blaming-words [He ought to have]"]);
    check("Ää: somebody forgot to restart it.", &["blaming-words [forgot to]"]);
}

#[test]
fn quotations_code_and_systems_are_not_blamed() {
    clean("She wrote \"it was human error\" and left.");
    clean("Sie schrieb „human error“, er «human error».");
    clean("> It was human error.");
    clean("Run `forgot to`.");
    clean("The alert should have fired, and they should have been told.");
    clean("A humane error, an unforgot tool.");
}

#[test]
fn an_open_quotation_mark_hides_nothing() {
    check("A 5\" disk and human error.", &["blaming-words [human error]"]);
}

#[test]
fn places_to_be_filled_in_are_found() {
    check("TBD", &["template-leftover [TBD]"]);
    check("**Owner:** TBD", &["template-leftover [TBD]"]);
    check("Impact: ??", &["template-leftover [??]"]);
    check("TODO.", &["template-leftover [TODO]"]);
    check("See [Insert link here].", &["template-leftover [[Insert link here]]"]);
    check("Led by {your name}.", &["template-leftover [{your name}]"]);
}

#[test]
fn a_task_a_question_and_a_time_are_no_leftovers() {
    clean("## Action items\n\n- TODO\n\n| Item | Status |\n|---|---|\n| x | TODO |");
    clean("We left a TODO in the code. Why??");
    clean("12:??");
    clean("[add a line](b.md) and `[insert x]`");
}

#[test]
fn secrets_are_found_by_their_shapes() {
    let token = format!("ghp_{}", "a1B2c3D4e5".repeat(4));
    check(&format!("`{token}`"), &[&format!("secret-looking-string [{token}]")]);
    check("key AKIAIOSFODNN7ABCDEFG.", &["secret-looking-string [AKIAIOSFODNN7ABCDEFG]"]);
    check(
        "    mysql://root:t0psecr3t@db/orders",
        &["secret-looking-string [mysql://root:t0psecr3t@db]"],
    );
    let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA75x0b2Y1qv9c8wXk3pTz\n";
    check(key, &["secret-looking-string [-----BEGIN RSA PRIVATE KEY-----]"]);
}

/// A made-up secret of every shape, as mixed as a real one.
#[test]
fn every_shape_is_found() {
    for (prefix, least) in secret::prefixes() {
        let letters = if prefix.starts_with("eyJ") { "1f.9c3.07b" } else { "10f39c3A07B2D5E6" };
        let letters = letters.to_ascii_lowercase();
        let upper = letters.to_ascii_uppercase();
        let token = |letters: &str| format!("{prefix}{}", letters.repeat(least));
        let cut = |token: String| token[..prefix.len() + least].to_owned();
        let found = [cut(token(&letters)), cut(token(&upper))]
            .iter()
            .any(|token| found(&format!("see {token} here")).len() == 1);
        assert!(found || prefix == "eyJ", "{prefix}");
    }
}

#[test]
fn values_behind_names_of_secrets_are_found() {
    let value = "q8Zr2LmX0vTt7KpY4sWc";
    for text in ["API_KEY=@", "\"api-key\": \"@\"", "client_secret: '@'", "MY_TOKEN := @"] {
        let text = text.replace('@', value);
        check(&text, &[&format!("secret-looking-string [{value}]")]);
    }
    clean(
        "token: 2024-01-12, secret: checkout-service-2, password: $DB_PASSWORD, token=aaaa1111aaaa1111",
    );
    clean("The token: a word. apikey: 123456789012345678, token: orders/2024/01/12/checkout");
    clean("accesskey\nq8Zr2LmX0vTt7KpY4sWc, monkey: q8Zr2LmX0vTt7KpY4sWc");
}

#[test]
fn what_stands_for_a_secret_is_none() {
    clean("AKIAIOSFODNN7EXAMPLE, AKIAXXXXXXXXXXXXXXXX, xAKIAIOSFODNN7ABCDEFG");
    clean(
        "mysql://root:***@db, mysql://root:$PASSWORD@db, mysql://root:password@db, http://a/b@c:d",
    );
    clean("ghp_short, -----BEGIN PRIVATE KEY----- and nothing, -----BEGIN CERTIFICATE-----");
    clean("https://example.org:8080/@kim and eyJhbGciOi");
}

#[test]
fn addresses_of_people_are_found_once() {
    check("jane@shop.com wrote to <kim@shop.com>", &["personal-data [jane@shop.com]"]);
    check(
        "from 98.114.90.221:443 and 2600:1700:10f0:5c00::1",
        &["personal-data [98.114.90.221:443]"],
    );
    check("[mail](mailto:jane.roe@shop.com)", &["personal-data [jane.roe@shop.com]"]);
}

#[test]
fn functions_networks_and_versions_are_nobody() {
    clean("support@shop.com, checkout-team@shop.com, kim@example.com, git@github.com:a/b.git");
    clean("logo@2x.png, orders@3.service, serde@1.0.228, user@host, https://kim@shop.com/x");
    clean("10.0.0.1, 192.168.2.7, 127.0.0.1, 203.0.113.9, 100.64.1.1, 8.8.8.8, 0.0.0.0");
    clean("34.118.0.0/16, version 34.118.1.2, v34.118.1.2, 1.2.3.4.5, 14:00:05, a::b, fe80::1");
}

#[test]
fn people_in_front_matter_are_named_on_purpose() {
    let source = Source::from_text("content/a.md", "---\nauthors: kim@shop.com\n---\n");
    assert_eq!(of_text(&source, source.text().len()), []);
}

proptest! {
    /// Whatever stands in a text, it is read to its end, and what is marked lies on its characters.
    #[test]
    fn any_text_is_read(
        parts in prop::collection::vec(
            prop_oneof![
                "\\PC{0,6}",
                Just("@".to_owned()),
                Just("://".to_owned()),
                Just("ä:b@c.de".to_owned()),
                Just("-----BEGIN PRIVATE KEY-----".to_owned()),
                Just("TODO: TBD".to_owned()),
                Just("\"„“`[<{".to_owned()),
                Just("98.114.90.221".to_owned()),
                Just("human error\n".to_owned()),
            ],
            0..12,
        )
    ) {
        let text = parts.concat();
        let source = Source::from_text("content/a.md", &text);
        let document = Document::parse(&source, 0);
        let mut problems = of_prose(&document, &Outline::of(&document, None));
        problems.extend(of_text(&source, 0));
        for problem in problems {
            let span = problem.place.span.unwrap();
            prop_assert!(source.text().get(span.start..span.end).is_some(), "{span:?} in {text:?}");
        }
    }
}
