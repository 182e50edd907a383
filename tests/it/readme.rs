//! What the README shows is right.

use retrospect::config;
use retrospect::diag::report::{Sources, Style, human};
use retrospect::source::{Source, SourcePath};

/// The texts in the README's fences of a language.
fn fences(language: &str) -> Vec<String> {
    let readme = include_str!("../../README.md");
    let opening = format!("```{language}\n");
    readme
        .split(&opening)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn every_site_file_it_shows_is_one() {
    let shown = fences("toml");
    assert!(shown.len() >= 3, "{} examples of `site.toml`", shown.len());
    for text in shown {
        let source = Source::from_bytes(SourcePath::new("site.toml"), text.as_bytes());
        let mut problems = Vec::new();
        config::read(&source, &mut problems);
        let sources: Sources<'_> = std::iter::once((source.path(), &source)).collect();
        assert!(problems.is_empty(), "{}", human(&problems, &sources, Style::Plain));
    }
}
