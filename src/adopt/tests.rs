use super::*;
use crate::config;
use crate::source::SourcePath;
use proptest::prelude::*;

const BODY: &str =
    "# 0. Orders down\n\n**Duration:** 2 hours\n\n## Impact\n\n60% of users were hit.\n";

fn file(text: &str) -> File {
    let path = SourcePath::new("content/2024-01-12-orders.md");
    File { path, bytes: text.as_bytes().into() }
}

fn adopted(text: &str) -> Result<String, Vec<Code>> {
    let config = config::read(&Source::from_text("site.toml", ""), &mut Vec::new());
    match adopt(&file(text), &config) {
        Ok(adoption) => Ok(String::from_utf8(adoption.bytes).unwrap()),
        Err(refusal) => Err(refusal.problems.iter().map(|problem| problem.code).collect()),
    }
}

/// What is added to a text, and that a second run adds nothing.
#[track_caller]
fn check(text: &str, before: &str, added: &str) {
    let found = adopted(text).unwrap();
    let after = text.strip_prefix(before).unwrap();
    assert_eq!(found, format!("{before}{added}{after}"));
    assert_eq!(adopted(&found).unwrap(), found, "a second run adds nothing");
}

#[test]
fn new_front_matter_stands_above_the_body() {
    let keys = "---\ntitle: Orders down # line 10, derived\n\
                date: 2024-01-12 # the file's name, derived\n\
                duration: 2h # line 12, derived\nimpact: # line 16, derived\n  percent: 60%\n  \
                of: users\n# root_cause: # a short tag, such as expired-certificate; nothing in \
                the text says it\n---\n";
    check(BODY, "", keys);
    check(&format!("\u{feff}{BODY}"), "\u{feff}", keys);
    let crlf = |text: &str| text.replace('\n', "\r\n");
    check(&crlf(BODY), "", &crlf(keys));
}

#[test]
fn nothing_comes_out_of_what_is_hidden() {
    let text = "# Orders\n\n<!-- internal -->\n**Duration:** 2 hours\n<!-- /internal -->\n\n\
                ## Customer impact\n\n60% of users were hit.\n";
    let site = "[editions.public]\nhide_sections = [\"impact\"]\n";
    let config = config::read(&Source::from_text("site.toml", site), &mut Vec::new());
    let found = String::from_utf8(adopt(&file(text), &config).unwrap().bytes).unwrap();
    assert!(found.ends_with(text) && !found.contains("duration: 2h"), "{found}");
    assert!(found.contains("title: Orders") && !found.contains("percent: 60"), "{found}");
    let open = "# Orders\n\n<!-- internal -->\nDuration: 2 hours\n";
    assert_eq!(adopted(open), Err(vec![Code::InternalPassageUnclosed]));
}

#[test]
fn keys_that_are_stated_stay_and_others_join_them() {
    check(
        "---\nimpact_pct: 5   # mine\ntitle: T\ndate: 2024-01-12\nroot_cause: dns\n---\n\
         **Duration:** 2 hours\n",
        "---\nimpact_pct: 5   # mine\ntitle: T\ndate: 2024-01-12\nroot_cause: dns\n",
        "duration: 2h # line 8, derived\n",
    );
    check(
        "+++\ntitle = \"T\"\ndate = \"2024-01-12\"\nroot_cause = \"dns\"\n[impact]\npercent = 5\n\
         +++\n**Duration:** 2 hours\n",
        "+++\ntitle = \"T\"\ndate = \"2024-01-12\"\nroot_cause = \"dns\"\n",
        "duration = \"2h\" # line 9, derived\n",
    );
    check(
        ";;;\n{\n  \"title\": \"T\",\n  \"date\": \"2024-01-12\"\n}\n;;;\n**Duration:** 2 hours\n",
        ";;;\n{\n  \"title\": \"T\",\n  \"date\": \"2024-01-12\"",
        ",\n  \"duration\": \"2h\"",
    );
    check(
        ";;;\n{ \"title\": \"T\", \"date\": \"2024-01-12\" }\n;;;\n**Duration:** 2 hours\n",
        ";;;\n{ \"title\": \"T\", \"date\": \"2024-01-12\"",
        ", \"duration\": \"2h\"",
    );
}

#[test]
fn guesses_are_commented_out() {
    let found = adopted(
        "---\ntitle: T\ndate: 2024-01-12\nduration: 5m\nimpact: 5%\n---\n## Root cause\n\nA DNS \
         record was gone.\n",
    );
    let found = found.unwrap();
    assert!(found.contains("# guessed from line 11:\n# root_cause: dns\n---\n"), "{found}");
}

#[test]
fn what_check_would_doubt_is_not_stated() {
    let text = "---\ntitle: T\ndate: 2024-01-12\nimpact: 5%\nroot_cause: dns\n---\n\
                **Start time:** 2024-01-12 14:00 UTC\n**End time:** 2024-01-12 15:00 UTC\n\
                **Duration:** 2 hours\n";
    let found = adopted(text).unwrap();
    let doubt = "not stated because of duration-disagrees:\n# duration: 2h\n";
    assert!(found.contains(doubt), "{found}");
    assert!(found.contains("\nstarted: 2024-01-12T14:00Z # line"), "{found}");
}

#[test]
fn what_cannot_be_read_is_refused() {
    let cases = [
        ("---\ntitle: T\n", Code::UnclosedFrontMatter),
        ("---\ntitle: [T\n---\n**Duration:** 2 hours\n", Code::BrokenFrontMatter),
        ("---\n{title: T}\n---\n**Duration:** 2 hours\n", Code::BrokenFrontMatter),
    ];
    for (text, code) in cases {
        if let Ok(found) = adopted(text) {
            assert!(found.ends_with(text), "{text:?} gave {found:?}");
        } else {
            assert_eq!(adopted(text).unwrap_err(), [code], "{text:?}");
        }
    }
}

#[test]
fn names_say_day_and_subject() {
    let name = |path: &str, text: &str| {
        let file = File { path: SourcePath::new(path), bytes: text.as_bytes().into() };
        adopt(&file, &Config::default()).unwrap().name
    };
    let dated = "# Orders down\n\n**Start time:** 2024-01-12 14:00 UTC\n";
    assert_eq!(name("old/Orders Outage.md", dated), "2024-01-12-orders-outage.md");
    assert_eq!(name("old/2024-01-13-orders.md", dated), "2024-01-12-orders.md");
    assert_eq!(name("old/README.md", dated), "2024-01-12-orders-down.md");
    assert_eq!(name("2024-01-12.md", "# Orders down\n"), "2024-01-12-orders-down.md");
    assert_eq!(name("old/orders.md", "# Orders down\n"), "orders.md");
}

proptest! {
    #[test]
    fn any_document_keeps_its_bytes(
        text in "(\u{feff})?(---\n)?(title: T|x: \\|\n  a|duration: 5m|# duration:|a: \\[|\\{|\n|\r\n){0,6}(---\n|\\.\\.\\.\n)?(# T|\\*\\*Duration:\\*\\* 2 hours|60% of users|14:00|2024-01-12|    |```|\n|\r\n|é){0,20}"
    ) {
        if let Ok(found) = adopted(&text) {
            let start = text.bytes().zip(found.bytes()).take_while(|(old, new)| old == new).count();
            let end = text.len() - start;
            prop_assert!(found.len() >= text.len());
            prop_assert!(found.as_bytes().ends_with(&text.as_bytes()[text.len() - end..]), "{:?}", found);
            prop_assert_eq!(adopted(&found), Ok(found.clone()), "{:?}", text);
        }
    }
}
