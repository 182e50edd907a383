use super::{check, check_document, read_text, shown, site};
use proptest::prelude::*;

#[track_caller]
fn check_code(text: &str, position: &str, code: &str) {
    let (source, _, _, problems) = read_text(text, &site());
    let found = shown(&source, &problems);
    assert_eq!(found.len(), 1, "{found:?}");
    let start = format!("{position} [");
    assert!(found[0].starts_with(&start) && found[0].contains(code), "{found:?}");
}

#[test]
fn what_is_not_of_its_language_is_found_where_it_breaks() {
    check_code(
        "---\ntitle: \"x\nid: 1\n---\n",
        "2:8",
        "broken-front-matter: front matter is not YAML",
    );
    check_code("+++\ntitle = \n+++\n", "2:9", "broken-front-matter: front matter is not TOML");
    check_code(";;;\n{\"a\": 1,}\n;;;\n", "2:9", "broken-front-matter: front matter is not JSON");
    check_code("---\na: 1\n...\nb: 2\n---\n", "4:2", "a second document begins here");
    // The parser's byte lies inside a character.
    check_code(";;;\n\"\\u\u{1}\u{FFFD}\u{FFFD}\"\n;;;\n", "2:5", "invalid escape");
}

#[test]
fn what_holds_no_keys_is_found() {
    check_document(
        ";;;\n[1]\n;;;\n",
        &["2:1 [[1]] broken-front-matter: front matter is a list, not keys | write keys with \
           values, such as `title: Checkout down`"],
    );
    for text in ["---\n---\n", "+++\n+++\n", ";;;\n;;;\n", "---\n\n---\n", "---\ntitle:\n---\n"] {
        check_document(text, &[]);
    }
}

#[test]
fn repeated_keys_keep_the_first() {
    check(
        "title: a\nid: 1\ntitle: b",
        &["4:1 [title] duplicate-key: `title` is stated a second time | keep one of them; the \
           first is used"],
    );
    check(
        "cause: capacity\nroot-cause: expired-certificate",
        &["3:1 [root-cause] duplicate-key: `root_cause` is stated a second time | keep one of \
           them; the first is used"],
    );
    let (_, _, stated, problems) =
        read_text(";;;\n{\"title\": \"a\", \"title\": \"b\"}\n;;;\n", &site());
    assert_eq!(problems.len(), 1);
    assert_eq!(stated.title.unwrap().value, "a");
}

#[test]
fn aliases_stand_for_their_anchors() {
    let text = "---\nauthors: &us [Kim, Li]\nreviewers: *us\n---\n";
    let (_, _, stated, problems) = read_text(text, &site());
    assert_eq!(problems, []);
    assert_eq!(stated.reviewers, ["Kim", "Li"]);
}

#[test]
fn bombs_do_not_go_off() {
    let mut bomb = "---\nx-a0: &a0 [a,a,a,a,a,a,a,a,a]\n".to_owned();
    for level in 1..12 {
        let previous = vec![format!("*a{}", level - 1); 9].join(",");
        bomb.extend([format!("x-a{level}: &a{level} [{previous}]\n")]);
    }
    check_code(&(bomb + "---\n"), "5:12", "aliases repeat more than 1,000 values");
    let deep = format!("---\na: {}\n---\n", "[".repeat(100_000));
    check_code(&deep, "2:259", "recursion limit exceeded");
    let deep = format!("---\na: {}{}\n---\n", "[".repeat(40), "]".repeat(40));
    check_code(&deep, "2:35", "nested more than 32 levels deep");
    let deep: String = (0..1000).map(|level| " ".repeat(level) + "a:\n").collect();
    check_code(&format!("---\n{deep}---\n"), "34:34", "nested more than 32 levels deep");
    let deep = format!(";;;\n{}{}\n;;;\n", "[".repeat(100_000), "]".repeat(100_000));
    check_code(&deep, "2:128", "recursion limit");
    check_code(&format!("+++\na = {}\n+++\n", "[".repeat(100_000)), "2:85", "not TOML");
    check_code("---\na: &a [*a]\n---\n", "2:1", "unknown-key");
}

#[test]
fn odd_keys_and_characters_are_survived() {
    check_code("---\n'id': 1\n? [b, c]\n: 2\n---\n", "3:3", "unknown key `[b, c]`");
}

proptest! {
    #[test]
    fn any_text_is_read(
        fence in "---|\\+\\+\\+|;;;",
        text in "(title|duration|impact|x-a|action_items|roles|[ \n:=\\[\\]{},\"'|>&*#\\-!%?0-9]|é|😀|\\\\u00e9|\0|\n  |: ){0,60}",
    ) {
        let (source, cut, _, problems) =
            read_text(&format!("{fence}\ntitle: x\n{text}\n{fence}\nText"), &site());
        prop_assert!(cut.body_start <= source.text().len());
        for problem in problems {
            let span = problem.place.span.unwrap();
            prop_assert!(span.start <= span.end, "{:?}", problem);
            prop_assert!(source.text().get(span.start..span.end).is_some(), "{:?}", problem);
        }
    }
}

/// Any JSON of texts, whole numbers, truths, lists and tables.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        "[ -~é😀\n\t]{0,12}".prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let list = proptest::collection::vec(inner.clone(), 0..4);
        let table = proptest::collection::btree_map("[a-z\"\\\\é]{1,4}", inner, 0..4);
        prop_oneof![
            list.prop_map(serde_json::Value::from),
            table.prop_map(|table| table.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn free_keys_keep_their_values(value in json()) {
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        let tabbed: Vec<String> = pretty
            .lines()
            .map(|line| {
                let words = line.trim_start_matches(' ');
                format!("{}{words}", "\t".repeat((line.len() - words.len()) / 2))
            })
            .collect();
        for written in [value.to_string(), tabbed.join("\n")] {
            let (source, _, stated, problems) =
                read_text(&format!(";;;\n{{\"x-a\":{written}}}\n;;;\n"), &site());
            prop_assert_eq!(shown(&source, &problems), Vec::<String>::new());
            prop_assert_eq!(&stated.extra["x-a"], &value);
        }
    }
}
