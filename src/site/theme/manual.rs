//! `retrospect explain theme`: all that a theme can override and see, from the default theme's own
//! files and the types of the views.

use super::super::view::{self, Field, View};
use super::tags::{Kind, blocks, tags};
use crate::diag::{Diagnostic, nearest};
use std::fmt::Write as _;

/// What stands before the lists.
const OPENING: &str = include_str!("manual.txt");

/// Width of the lines, in characters.
const WIDTH: usize = 88;

/// The whole manual.
pub fn manual() -> String {
    let mut text = OPENING.to_owned();
    text.push_str("\nTEMPLATES\n");
    let mut files = super::default_files();
    files.sort_unstable();
    let file = |folder: &'static str| {
        files.iter().filter_map(move |(path, bytes)| Some((path.strip_prefix(folder)?, *bytes)))
    };
    for (name, bytes) in file("templates/") {
        push_template(name, &String::from_utf8_lossy(bytes), &mut text);
    }
    text.push_str("\nCOMPONENTS\n");
    for (_, bytes) in file("templates/") {
        push_components(&String::from_utf8_lossy(bytes), &mut text);
    }
    text.push_str("\nASSETS\n\n");
    for (name, _) in file("assets/") {
        let _ = writeln!(text, "  {name}");
    }
    text.push_str("\nVALUES\n");
    for view in view::manual() {
        push_view(view, &mut text);
    }
    text
}

/// A template with what its first comment says and the blocks that it has.
fn push_template(name: &str, text: &str, manual: &mut String) {
    let _ = writeln!(manual, "\n  {name}");
    let about = text.find("{#").and_then(|at| comment(&text[at..])).unwrap_or_default();
    push_wrapped(&about, 6, manual);
    let names: Vec<&str> = blocks(text).iter().map(|block| block.name).collect();
    if !names.is_empty() {
        push_wrapped(&format!("Blocks: {}", names.join(", ")), 6, manual);
    }
}

/// The components that a template gives, each with the comment above it.
fn push_components(text: &str, manual: &mut String) {
    for tag in tags(text).iter().filter(|tag| tag.kind == Kind::Component) {
        let call = &text[tag.name_span.start..tag.span.end];
        let call = call.trim_end_matches("%}").trim_end_matches(['-', ' ']);
        let _ = writeln!(manual, "\n  {call}");
        let before = text[..tag.span.start].trim_end();
        if before.ends_with("#}")
            && let Some(about) = before.rfind("{#").and_then(|at| comment(&before[at..]))
        {
            push_wrapped(&about, 6, manual);
        }
    }
}

/// The words of the comment that a text begins with.
fn comment(text: &str) -> Option<String> {
    let inner = text.strip_prefix("{#")?.split("#}").next()?;
    let words: Vec<&str> = inner.trim_matches('-').split_whitespace().collect();
    Some(words.join(" "))
}

fn push_view(view: &View, manual: &mut String) {
    let _ = writeln!(manual, "\n  {}", view.name);
    push_wrapped(view.about, 6, manual);
    for Field { name, kind, about } in view.fields {
        let _ = writeln!(manual, "    {name}: {}", in_words(kind));
        push_wrapped(about, 10, manual);
    }
}

/// A type in the words of templates.
fn in_words(kind: &str) -> String {
    let kind = kind.replace(' ', "");
    let inner = |outer: &str| kind.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inner("Option<") {
        return format!("{}, or none", in_words(inner));
    }
    if let Some(inner) = inner("Vec<") {
        return format!("list of {}", in_words(inner));
    }
    if let Some(inner) = inner("std::collections::BTreeMap<String,") {
        return format!("table of {} by name", in_words(inner));
    }
    match &*kind {
        "String" | "&'staticstr" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u8" | "u32" | "i32" | "i64" => "number".to_owned(),
        "serde_json::Value" => "anything".to_owned(),
        _ => kind,
    }
}

fn push_wrapped(text: &str, indent: usize, manual: &mut String) {
    let mut column = WIDTH;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column + 1 + length > WIDTH {
            if column != WIDTH {
                manual.push('\n');
            }
            manual.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        } else {
            manual.push(' ');
            column += 1;
        }
        manual.push_str(word);
        column += length;
    }
    manual.push('\n');
}

/// The finding, with the field that was likely meant where it tells of one that is not there.
pub(super) fn with_near_field(finding: Diagnostic) -> Diagnostic {
    let Some(field) = finding.message.split('`').nth(1) else { return finding };
    let field = field.rsplit('.').next().unwrap_or(field);
    let known = view::manual().flat_map(|view| view.fields).map(|field| field.name);
    match nearest(field, known).filter(|near| *near != field) {
        Some(near) => {
            let help =
                format!("did you mean `{near}`? `retrospect explain theme` lists all fields");
            finding.help(help)
        }
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_that_a_field_holds_is_told() {
        let names: Vec<&str> = view::manual().map(|view| view.name).collect();
        for field in view::manual().flat_map(|view| view.fields) {
            let kind = in_words(field.kind);
            let last = kind.split([' ', ',']).find(|word| word.ends_with("View"));
            if let Some(name) = last {
                assert!(names.contains(&name), "{}: {name} is not in the manual", field.name);
            } else {
                assert!(!kind.contains(['<', ':']), "{}: `{kind}` has no words", field.name);
            }
        }
    }

    #[test]
    fn templates_are_told_with_their_blocks() {
        let manual = manual();
        for expected in ["  index.html\n", "Blocks: main, intro, ", "\n  origin(from, line=-1)\n"] {
            assert!(manual.contains(expected), "{expected} is not in\n{manual}");
        }
    }
}
