//! Front matter alone, in every language: it is cut and read, and every place lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use retrospect::config::Config;
use retrospect::parse::front_matter::{cut, read, stated_keys};
use retrospect::source::Source;

fuzz_target!(|text: &str| {
    for fence in ["---", "+++", ";;;"] {
        let source =
            Source::from_text("content/a.md", &format!("{fence}\n{text}\n{fence}\nBody\n"));
        let length = source.text().len();
        let mut problems = Vec::new();
        let cut = cut(&source, &mut problems);
        assert!(cut.body_start <= length);
        let matter = read(&source, &cut, &Config::default(), &mut problems);
        if let Some(inner) = &cut.matter {
            assert!(inner.inner.end <= length);
            let _ = stated_keys(&source, inner);
        }
        for problem in &problems {
            let Some(span) = problem.place.span else { continue };
            assert!(source.text().get(span.start..span.end).is_some(), "{problem:?}");
        }
        assert!(matter.aliases.iter().all(|(alias, _)| !alias.split('/').any(|part| part == "..")));
    }
});
