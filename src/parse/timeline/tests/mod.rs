//! Cases are documents; each entry is shown on one line.

mod documents;
mod findings;
mod layouts;
mod properties;
mod sentences;
mod tokens;

use super::{Clues, Reading, read};
use crate::diag::Diagnostic;
use crate::model::{Entry, Origin};
use crate::parse::markdown::Document;
use crate::source::Source;
use std::fmt::Write as _;

fn read_with(markdown: &str, clues: &Clues) -> (Reading, Vec<Diagnostic>) {
    let source = Source::from_text("content/a.md", markdown);
    let document = Document::parse(&source, 0);
    let mut problems = Vec::new();
    let reading = read(&document, clues, &mut problems);
    (reading, problems)
}

/// `line token = start → end @instant ~ phase? | text`, parts that are not there left out.
fn shown(entry: &Entry) -> String {
    let mut out = format!("{} {}", entry.line, entry.as_written);
    if let Some(start) = entry.start {
        let _ = write!(out, " = {}", start.iso());
    }
    if let Some(end) = entry.end {
        let _ = write!(out, " → {}", end.iso());
    }
    if let Some(utc) = entry.start_utc {
        let _ = write!(out, " @{}", utc.format("%d %H:%M"));
    }
    if entry.approximate {
        out += " ~";
    }
    if let Some(phase) = entry.phase {
        let doubt = if phase.origin == Origin::Guessed { "?" } else { "" };
        let _ = write!(out, " {}{doubt}", phase.milestone.word());
    }
    out + " | " + &entry.text
}

#[track_caller]
fn check(markdown: &str, want: &[&str]) {
    check_with(markdown, &Clues::default(), want);
}

#[track_caller]
fn check_with(markdown: &str, clues: &Clues, want: &[&str]) {
    let (reading, _) = read_with(markdown, clues);
    let got: Vec<String> = reading.entries.iter().map(shown).collect();
    assert_eq!(got, want);
}

/// The list item alone under a timeline's heading, in UTC, on 12 January 2024.
#[track_caller]
fn check_item(item: &str, want: &str) {
    let clues = Clues { file_day: "2024-01-12".parse().ok(), ..Clues::default() };
    let markdown = format!("## Timeline (UTC)\n\n- {item}\n");
    let (reading, _) = read_with(&markdown, &clues);
    let got: Vec<String> = reading.entries.iter().map(shown).collect();
    assert_eq!(got.join("\n").trim_start_matches("3 "), want);
}
