//! A whole document of any bytes, as the archive has it and as an edition that hides: it is read,
//! nothing panics, and every place lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retrospect::config::{Config, Edition};
use retrospect::source::{Source, SourcePath, Span};

fuzz_target!(|bytes: &[u8]| {
    let hiding = Edition {
        hide_sections: ["timeline", "a"].map(|name| (name.to_owned(), Span::new(0, 0))).into(),
        hide_passages: true,
        ..Edition::default()
    };
    for edition in [Edition::default(), hiding] {
        let config = Config { edition, ..Config::default() };
        let source = Source::from_bytes(SourcePath::new("content/2024-01-12-a.md"), bytes);
        let n_lines = source.lines().count();
        let parsed = retrospect::parse::parse(source, &config, Vec::new());
        let text = parsed.source.text();
        assert_eq!(parsed.source.lines().count(), n_lines);
        for problem in &parsed.problems {
            let Some(span) = problem.place.span else { continue };
            assert!(text.get(span.start..span.end).is_some(), "{problem:?}");
            let (line, _) = parsed.source.line_and_column(span.start);
            assert!(line <= n_lines);
        }
    }
});
