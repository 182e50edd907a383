use super::super::*;
use crate::source::Source;

/// Language, what stands between the fences, the body, and the codes of findings.
#[track_caller]
fn check(text: &str, language: Option<Language>, inner: &str, body: &str) {
    check_found(text, language, (inner, body), &[]);
}

#[track_caller]
fn check_found(text: &str, language: Option<Language>, parts: (&str, &str), codes: &[&str]) {
    let source = Source::from_text("content/a.md", text);
    let mut problems = Vec::new();
    let cut = cut(&source, &mut problems);
    assert_eq!(cut.matter.map(|matter| matter.language), language, "{text:?}");
    let inner = cut.matter.map_or("", |matter| source.slice(matter.inner));
    assert_eq!((inner, &source.text()[cut.body_start..]), parts, "{text:?}");
    let found: Vec<&str> = problems.iter().map(|problem| problem.code.name()).collect();
    assert_eq!(found, codes, "{text:?}");
}

#[test]
fn three_languages_have_fences() {
    check("---\na: 1\n---\nText", Some(Language::Yaml), "a: 1\n", "Text");
    check("---  \na: 1\n---\t\nText", Some(Language::Yaml), "a: 1\n", "Text");
    check("+++\na = 1\n+++\n\nText", Some(Language::Toml), "a = 1\n", "\nText");
    check(";;;\n{\"a\": 1}\n;;;\nText", Some(Language::Json), "{\"a\": 1}\n", "Text");
    check("---\r\na: 1\r\n---\r\nText", Some(Language::Yaml), "a: 1\n", "Text");
    check("\u{feff}---\na: 1\n---", Some(Language::Yaml), "a: 1\n", "");
    check("---\n---\nText", Some(Language::Yaml), "", "Text");
    check("---\n\n---\nText", Some(Language::Yaml), "\n", "Text");
    check("---\n# note\n\ntitle: x\n---\n", Some(Language::Yaml), "# note\n\ntitle: x\n", "");
    check("+++\n+++", Some(Language::Toml), "", "");
}

#[test]
fn a_later_rule_belongs_to_the_body() {
    check(
        "---\na: 1\n---\nText\n\n---\n\nMore",
        Some(Language::Yaml),
        "a: 1\n",
        "Text\n\n---\n\nMore",
    );
    check("---\na: '---'\n ---\n---\n", Some(Language::Yaml), "a: '---'\n ---\n", "");
}

#[test]
fn a_thematic_break_is_no_fence() {
    for text in [
        "",
        "---",
        "---\n",
        "---\nText: and more\n---\n".trim_start_matches("---\n"),
        "---\n\n# Heading\n\nText\n\n---\n\nMore\n",
        "---\n# Heading\nText\n---\n",
        "---\nThis is what happened: it broke.\n",
        "---\nhttps://example.org/\n---\n",
        "----\na: 1\n----\n",
        " ---\na: 1\n---\n",
        "Text\n---\na: 1\n---\n",
        "---\n\na: 1\n",
    ] {
        check(text, None, "", text);
    }
}

#[test]
fn a_fence_that_nothing_closes_loses_nothing() {
    let code = &["unclosed-front-matter"];
    check_found("---\na: 1\n\nText", None, ("", "a: 1\n\nText"), code);
    check_found("+++\na = 1\n---\n", None, ("", "a = 1\n---\n"), code);
    check_found(";;;\n{", None, ("", "{"), code);
    check_found(";;;", None, ("", ";;;"), &[]);
    check_found("+++\n\n", None, ("", "+++\n\n"), &[]);
}
