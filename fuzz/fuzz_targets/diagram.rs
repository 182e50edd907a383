//! The diagram detector alone: drawings lie inside the text, in order and apart, and a virtual
//! fence changes no character of them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retrospect::parse::diagram::{Setting, find};
use retrospect::parse::markdown::{Document, VirtualText};
use retrospect::source::Source;

fuzz_target!(|text: &str| {
    let source = Source::from_text("content/a.md", text);
    let document = Document::parse(&source, 0);
    let found = find(&document, Setting::Detect, &mut Vec::new());
    let mut after = 0;
    for drawing in &found {
        assert!(drawing.first_line > after && drawing.last_line >= drawing.first_line);
        assert!(drawing.last_line <= source.lines().count());
        after = drawing.last_line;
    }
    let fenced = VirtualText::new(&source, 0, &found, &[]);
    let document = Document::parse_fenced(&source, &fenced);
    for id in document.ids() {
        assert!(document.block(id).span.end <= source.text().len());
    }
});
