//! A whole document of any bytes: it is read, and nothing panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retrospect::config::Config;
use retrospect::source::{Source, SourcePath};

fuzz_target!(|bytes: &[u8]| {
    let source = Source::from_bytes(SourcePath::new("content/2024-01-12-a.md"), bytes);
    let length = source.text().len();
    let parsed = retrospect::parse::parse(source, &Config::default(), Vec::new());
    for problem in &parsed.problems {
        assert!(problem.place.span.is_none_or(|span| span.start <= span.end && span.end <= length));
    }
});
