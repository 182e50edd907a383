//! Proposals → lines of front matter.
//!
//! YAML and TOML have comments: each value is followed by the line it comes from, and what a person
//! is to decide stands commented out. JSON has none, so that only sure values are written.

use super::proposal::{Basis, From, Proposal, Value};
use crate::parse::front_matter::Language;
use std::ops::RangeInclusive;

/// The lines for all proposals, each with its key. `shift` is how many lines are added above the
/// body: the comments name lines of the result, which are the ones that its reader sees.
pub(super) fn lines(
    proposals: &[Proposal],
    language: Language,
    shift: u32,
) -> Vec<(&'static str, String)> {
    let of_one = |proposal: &Proposal| {
        let key = proposal.key;
        block(proposal, language, shift)
            .into_iter()
            .map(move |line| (key, line))
            .collect::<Vec<_>>()
    };
    proposals.iter().flat_map(of_one).collect()
}

/// The lines, from number `first` on, that each key takes.
pub(super) fn places(
    lines: &[(&'static str, String)],
    first: u32,
) -> Vec<(&'static str, RangeInclusive<u32>)> {
    let numbered = (first..).zip(lines);
    numbered.map(|(number, (key, _))| (*key, number..=number)).collect()
}

fn block(proposal: &Proposal, language: Language, shift: u32) -> Vec<String> {
    let Proposal { key, value, basis } = proposal;
    let stated = || statement(key, value, language);
    match basis {
        Basis::Derived(_) if language == Language::Json => stated(),
        _ if language == Language::Json => Vec::new(),
        Basis::Derived(from) => {
            let mut lines = stated();
            if let Some(first) = lines.first_mut() {
                *first = format!("{first} # {}, derived", place(*from, shift));
            }
            lines
        }
        Basis::Guessed(from) => {
            commented(&format!("guessed from {}", place(*from, shift)), stated())
        }
        Basis::Doubted(from, code) => {
            let why =
                format!("from {}, not stated because of {}", place(*from, shift), code.name());
            commented(&why, stated())
        }
        Basis::Missing(hint) => vec![format!("# {key}{} # {hint}", sign(language))],
    }
}

fn sign(language: Language) -> &'static str {
    if language == Language::Toml { " =" } else { ":" }
}

fn commented(why: &str, lines: Vec<String>) -> Vec<String> {
    let lead = format!("# {why}:");
    std::iter::once(lead).chain(lines.into_iter().map(|line| format!("# {line}"))).collect()
}

fn place(from: From, shift: u32) -> String {
    match from {
        From::Line(line) => format!("line {}", line.saturating_add(shift)),
        From::FileName => "the file's name".to_owned(),
    }
}

/// A key with its value.
fn statement(key: &str, value: &Value, language: Language) -> Vec<String> {
    match (language, value) {
        (Language::Yaml, Value::Single(text)) => vec![format!("{key}: {}", yaml(text))],
        (Language::Yaml, Value::Table(entries)) => {
            let entries = entries.iter().map(|(name, values)| match &values[..] {
                [one] => format!("  {name}: {}", yaml(one)),
                many => format!("  {name}: [{}]", joined(many, yaml)),
            });
            std::iter::once(format!("{key}:")).chain(entries).collect()
        }
        (Language::Toml, Value::Single(text)) => vec![format!("{key} = {}", quoted(text))],
        (Language::Toml, Value::Table(entries)) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(name, values)| format!("{name} = {}", one_or_list(values)))
                .collect();
            vec![format!("{key} = {{ {} }}", entries.join(", "))]
        }
        (Language::Json, Value::Single(text)) => vec![format!("\"{key}\": {}", quoted(text))],
        (Language::Json, Value::Table(entries)) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(name, values)| format!("{}: {}", quoted(name), one_or_list(values)))
                .collect();
            vec![format!("\"{key}\": {{ {} }}", entries.join(", "))]
        }
    }
}

fn one_or_list(values: &[String]) -> String {
    match values {
        [one] => quoted(one),
        many => format!("[{}]", joined(many, quoted)),
    }
}

fn joined(values: &[String], write: fn(&str) -> String) -> String {
    values.iter().map(|value| write(value)).collect::<Vec<_>>().join(", ")
}

/// A JSON string is a TOML basic string and a YAML double-quoted one too (TOML 1.0, "String";
/// YAML 1.2, section 7.3.1) but for the delete character, which TOML wants escaped.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// Bare where it can be read in one way only.
fn yaml(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// True for a plain scalar that no YAML reads as anything but text (YAML 1.1's types included:
/// `no` is false there, `12e3` a number, `2:30` one of base 60).
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let inner = text.strip_prefix('~').unwrap_or(text);
    let is_quiet =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '%' | '+' | ':');
    let is_number =
        |text: &str| text.parse::<f64>().is_ok() || text.replace('_', "").parse::<f64>().is_ok();
    let is_sexagesimal = !inner.is_empty()
        && inner.chars().all(|c| c.is_ascii_digit() || c == ':' || c == '.')
        && inner.contains(':');
    inner.starts_with(char::is_alphanumeric)
        && inner.chars().all(is_quiet)
        && !inner.contains(": ")
        && !inner.ends_with([':', ' '])
        && !WORDS.contains(&inner.to_lowercase().as_str())
        && !is_number(inner)
        && !is_sexagesimal
        && !inner.starts_with("0x")
}
