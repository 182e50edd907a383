//! The timeline reader alone: entries lie inside the text, and anchors are unique.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retrospect::parse::markdown::Document;
use retrospect::parse::timeline::{Clues, read};
use retrospect::source::Source;
use std::collections::BTreeSet;

fuzz_target!(|text: &str| {
    let source = Source::from_text("content/a.md", text);
    let document = Document::parse(&source, 0);
    let reading = read(&document, &Clues::default(), &mut Vec::new());
    let mut anchors = BTreeSet::new();
    for entry in &reading.entries {
        assert!(entry.line >= 1 && entry.line <= source.lines().count());
        assert!(anchors.insert(entry.anchor.as_str()), "{} stands twice", entry.anchor);
    }
});
