use super::*;
use crate::diag::{Diagnostic, report};
use crate::model::Tag;
use crate::source::Source;
use proptest::prelude::*;

fn read_text(text: &str) -> (Config, Vec<Diagnostic>, Source) {
    let source = Source::from_text("site.toml", text);
    let mut problems = Vec::new();
    let config = read(&source, &mut problems);
    (config, problems, source)
}

/// Findings as `line:column code message | help`, the marked text in brackets.
fn shown(problems: &[Diagnostic], source: &Source) -> Vec<String> {
    let sources = report::Sources::from([(source.path(), source)]);
    problems
        .iter()
        .map(|problem| {
            let at = report::position(&problem.place, &sources);
            let marked = problem.place.span.map_or("", |span| source.slice(span));
            let at = at.trim_start_matches("site.toml:");
            let help = problem.help.as_deref().unwrap_or("-");
            format!("{at} [{marked}] {}: {} | {help}", problem.code.name(), problem.message)
        })
        .collect()
}

#[track_caller]
fn check(text: &str, findings: &[&str]) {
    let (_, problems, source) = read_text(text);
    assert_eq!(shown(&problems, &source), findings);
}

#[test]
fn a_title_is_enough() {
    let (config, problems, _) = read_text("title = \"Ours\"\n");
    assert_eq!(config, Config { title: "Ours".to_owned(), ..Config::default() });
    assert_eq!(problems, []);
}

#[test]
fn every_key_is_read() {
    let (config, problems, source) = read_text(
        r#"
title = "Ours"
description = "What broke."
base_url = "https://example.org/x"
language = "pt-BR"
timezone = "Europe/Berlin"
theme = "night"
repository = "https://git.example.org/blob/main"
diagrams = "fenced-only"
[[severities]]
name = "sev1"
meaning = "All is lost."
[[severities]]
name = "SEV 2"
[[root_causes]]
tag = "capacity"
description = "Too much."
aliases = ["server overload"]
[[services]]
name = "orders"
description = "The basket."
[[teams]]
name = "platform"
[abbreviations]
ist = "Asia/Kolkata"
"#,
    );
    assert_eq!(shown(&problems, &source), Vec::<String>::new());
    assert_eq!(config.base_url.as_deref(), Some("https://example.org/x/"));
    assert_eq!(config.repository.as_deref(), Some("https://git.example.org/blob/main/"));
    assert_eq!(config.language, "pt-BR");
    assert_eq!(config.timezone, Some(chrono_tz::Europe::Berlin));
    assert_eq!(config.diagrams, Diagrams::FencedOnly);
    assert_eq!(config.abbreviation("Ist"), Some(chrono_tz::Asia::Kolkata));
    let tag = |text: &str| Tag::of(text).unwrap();
    assert_eq!(config.severity(&tag("sev-2")).rank, Some(1));
    assert_eq!(config.severity(&tag("sev9")).rank, None);
    assert_eq!(config.root_cause(&tag("Server overload")).unwrap().tag.as_str(), "capacity");
    assert_eq!(config.services[0].description.as_deref(), Some("The basket."));
    assert_eq!(config.teams[0].name.slug(), "platform");
}

#[test]
fn unknown_keys_name_the_nearest() {
    check(
        "titel = \"Ours\"\n[[services]]\nname = \"a\"\ndescripton = \"b\"\n",
        &[
            "1:1 [titel] unknown-key: unknown key `titel` | did you mean `title`?",
            "4:1 [descripton] unknown-key: unknown key `descripton` | did you mean `description`?",
        ],
    );
}

#[test]
fn values_of_the_wrong_kind_are_shown_where_they_stand() {
    check("title = 3", &["1:9 [3] bad-site-value: `title` must be a text | -"]);
    check("title = \" \"", &["1:9 [\" \"] bad-site-value: `title` must be a text | -"]);
    check(
        "base_url = \"example.org\"",
        &["1:12 [\"example.org\"] bad-site-value: `base_url` must be an absolute address such as \
           `https://example.org/postmortems/` | -"],
    );
    check(
        "language = \"English (UK)\"",
        &["1:12 [\"English (UK)\"] bad-site-value: `language` must be a language tag such as \
           `en` or `pt-BR` | -"],
    );
    check(
        "diagrams = \"on\"",
        &["1:12 [\"on\"] bad-site-value: `diagrams` must be `detect`, `fenced-only` or `off` | -"],
    );
    check(
        "services = [\"a\"]\nteams = \"b\"",
        &[
            "1:13 [\"a\"] bad-site-value: `services` must be a table | -",
            "2:9 [\"b\"] bad-site-value: `teams` must be written as `[[teams]]` tables | -",
        ],
    );
    check(
        "[[root_causes]]\ndescription = \"x\"\naliases = [1]\n",
        &[
            "3:12 [1] bad-site-value: `aliases` must be a list of texts | -",
            "1:1 [[[root_causes]]] bad-site-value: `tag` must be given | -",
        ],
    );
    check(
        "[[teams]]\nname = \"A b\"\n[[teams]]\nname = \"a-b\"\n",
        &["3:1 [[[teams]]] bad-site-value: `teams.a-b` must be declared once | -"],
    );
}

#[test]
fn zones_are_those_of_the_database() {
    check(
        "timezone = \"Berlin\"",
        &["1:12 [\"Berlin\"] unknown-time-zone: unknown time zone `Berlin` | did you mean \
           `Europe/Berlin`?"],
    );
    check(
        "[abbreviations]\nIST = \"asia/kolkata\"\nX = 1",
        &[
            "2:7 [\"asia/kolkata\"] unknown-time-zone: unknown time zone `asia/kolkata` | did you \
             mean `Asia/Kolkata`?",
            "3:5 [1] bad-site-value: `X` must be a text | -",
        ],
    );
}

#[test]
fn a_file_that_is_no_toml_gives_the_defaults() {
    let (config, problems, source) = read_text("title = \"Ours\"\nlanguage = \n");
    assert_eq!(config, Config::default());
    let found = shown(&problems, &source);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("2:12 "), "{found:?}");
    assert!(found[0].contains("broken-site-file"), "{found:?}");
}

#[test]
fn depth_is_refused_rather_than_followed() {
    for text in [format!("a = {}", "[".repeat(100_000)), format!("a{} = 1", ".a".repeat(100_000))] {
        let (config, problems, _) = read_text(&text);
        assert_eq!(config, Config::default());
        assert_eq!(problems.len(), 1);
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "([a-z_]{1,8}|\\[\\[?(teams|services)\\]\\]?|[ =\"'.,{}\\[\\]0-9\n]|name|title|é){0,40}") {
        let (_, problems, source) = read_text(&text);
        for problem in problems {
            let span = problem.place.span.unwrap();
            prop_assert!(span.start <= span.end && span.end <= source.text().len());
        }
    }
}
