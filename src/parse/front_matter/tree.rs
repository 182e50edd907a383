//! Front matter → [`Node`]s: what the values are says `gray_matter`, where they are their outline.

use super::{Language, Matter, json, yaml};
use crate::config::node::{Entry, Meaning, Node, Scalar, Value};
use crate::config::toml::{self, Broken};
use crate::diag::{self, Diagnostic, Place};
use crate::source::{Source, Span};
use gray_matter::Pod;
use gray_matter::engine::{Engine, JSON, TOML, YAML};
use std::collections::BTreeMap;

/// The keys and values of front matter, in the order of the text; a key that is there twice is
/// found, and taken as first stated. None where the text is not of its language, or no table.
pub fn entries(source: &Source, matter: &Matter, problems: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let node = match read(source, matter) {
        Ok(node) => node,
        Err(broken) => {
            let place = Place::new(source.path(), broken.span);
            let language = matter.language.name();
            problems.push(diag::broken_front_matter(place, language, &broken.reason));
            return Vec::new();
        }
    };
    let mut repeats = Vec::new();
    let first_of_each = without_repeats(node, &mut repeats);
    for (key, first, second) in &repeats {
        let place = |span: Span| Place::new(source.path(), span);
        problems.push(diag::duplicate_key(place(*second), key, place(*first)));
    }
    // The engines refuse a repeated key, or take the last.
    let node = match engine(source.slice(matter.inner), matter.language) {
        Ok(pod) if repeats.is_empty() => with_meaning(first_of_each, pod),
        Err(reason) if repeats.is_empty() => {
            let place = Place::new(source.path(), matter.inner);
            problems.push(diag::broken_front_matter(place, matter.language.name(), &reason));
            return Vec::new();
        }
        _ => first_of_each,
    };
    table(node, source, problems)
}

fn table(node: Node, source: &Source, problems: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let kind = node.describe();
    match node.value {
        Value::Table(entries) => entries,
        Value::Null => Vec::new(),
        Value::Scalar(_) | Value::List(_) => {
            let place = Place::new(source.path(), node.span);
            problems.push(diag::front_matter_without_keys(place, kind));
            Vec::new()
        }
    }
}

/// Values with their places, as far as those tell what they are.
fn read(source: &Source, matter: &Matter) -> Result<Node, Broken> {
    let text = source.slice(matter.inner);
    let start = matter.inner.start;
    match matter.language {
        Language::Yaml => yaml::outline(text, start),
        Language::Toml => toml::parse(text, start),
        Language::Json if text.trim().is_empty() => {
            Ok(Node { span: matter.inner, value: Value::Null })
        }
        // Read as values, for only then is depth refused.
        Language::Json => match serde_json::from_str::<serde_json::Value>(text) {
            Ok(_) => Ok(json::outline(text, start)),
            Err(error) => Err(json_error(&error, source, start)),
        },
    }
}

/// The parser counts lines and bytes of lines from 1.
fn json_error(error: &serde_json::Error, source: &Source, start: usize) -> Broken {
    let first_line = source.line_number(start);
    let line = first_line + u32::try_from(error.line().saturating_sub(1)).unwrap_or(0);
    let span = source.line_span(line);
    // A byte that the parser names may stand inside a character.
    let at = (span.start + error.column().saturating_sub(1)).min(span.end);
    let at = source.text().floor_char_boundary(at);
    let whole = error.to_string();
    let reason = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
    Broken { span: Span::new(at, at), reason }
}

fn engine(text: &str, language: Language) -> Result<Pod, String> {
    let parsed = match language {
        Language::Yaml => YAML::parse(text),
        Language::Toml => TOML::parse(text),
        Language::Json if text.trim().is_empty() => Ok(Pod::Null),
        Language::Json => JSON::parse(text),
    };
    parsed.map_err(|error| error.to_string())
}

/// A repeated key, where it stands first, and where again.
type Repeat = (String, Span, Span);

/// Depth is bounded by the parsers.
fn without_repeats(node: Node, repeats: &mut Vec<Repeat>) -> Node {
    let value = match node.value {
        Value::List(items) => {
            Value::List(items.into_iter().map(|item| without_repeats(item, repeats)).collect())
        }
        Value::Table(entries) => {
            let mut first: BTreeMap<String, Span> = BTreeMap::new();
            let mut kept = Vec::with_capacity(entries.len());
            for entry in entries {
                if let Some(place) = first.get(&entry.key) {
                    repeats.push((entry.key, *place, entry.key_span));
                } else {
                    first.insert(entry.key.clone(), entry.key_span);
                    let node = without_repeats(entry.node, repeats);
                    kept.push(Entry { node, ..entry });
                }
            }
            Value::Table(kept)
        }
        single => single,
    };
    Node { value, ..node }
}

/// Lays the engine's reading over the outline. The writer's characters stay: `12e3` is a number to
/// YAML, and may be an id all the same.
fn with_meaning(node: Node, pod: Pod) -> Node {
    let Node { span, value } = node;
    let value = match (value, pod) {
        (Value::Scalar(_), Pod::Null) => Value::Null,
        (Value::Scalar(Scalar { text, .. }), pod) => match pod {
            Pod::String(text) => Value::Scalar(Scalar { text, meaning: Meaning::Text }),
            Pod::Integer(number) => scalar(text, Meaning::Integer(number)),
            Pod::Float(number) => scalar(text, Meaning::Float(number)),
            Pod::Boolean(truth) => scalar(text, Meaning::Truth(truth)),
            Pod::Null | Pod::Array(_) | Pod::Hash(_) => scalar(text, Meaning::Text),
        },
        (Value::List(items), Pod::Array(pods)) => {
            let mut pods = pods.into_iter();
            let join = |item| match pods.next() {
                Some(pod) => with_meaning(item, pod),
                None => item,
            };
            Value::List(items.into_iter().map(join).collect())
        }
        (Value::Table(entries), Pod::Hash(mut pods)) => {
            let join = |entry: Entry| match pods.remove(&entry.key) {
                Some(pod) => Entry { node: with_meaning(entry.node, pod), ..entry },
                None => entry,
            };
            Value::Table(entries.into_iter().map(join).collect())
        }
        (value, _) => value,
    };
    Node { span, value }
}

fn scalar(text: String, meaning: Meaning) -> Value {
    Value::Scalar(Scalar { text, meaning })
}
