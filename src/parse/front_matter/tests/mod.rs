mod fences;
mod keys;
mod trouble;

use super::*;
use crate::config::{self, Config};
use crate::diag::{Diagnostic, report};
use crate::source::Source;

const SITE: &str = r#"
timezone = "Europe/Berlin"
[[severities]]
name = "sev1"
[[severities]]
name = "sev2"
[[root_causes]]
tag = "capacity"
aliases = ["server overload"]
[[root_causes]]
tag = "expired-certificate"
[[services]]
name = "Orders"
[[teams]]
name = "platform"
"#;

fn site() -> Config {
    let mut problems = Vec::new();
    let config = config::read(&Source::from_text("site.toml", SITE), &mut problems);
    assert_eq!(problems, []);
    config
}

fn read_text(text: &str, config: &Config) -> (Source, Cut, FrontMatter, Vec<Diagnostic>) {
    let source = Source::from_text("content/a.md", text);
    let mut problems = Vec::new();
    let cut = cut(&source, &mut problems);
    let front_matter = read(&source, &cut, config, &mut problems);
    (source, cut, front_matter, problems)
}

/// Findings as `line:column [marked] code: message | help`.
fn shown(source: &Source, problems: &[Diagnostic]) -> Vec<String> {
    let sources = report::Sources::from([(source.path(), source)]);
    problems
        .iter()
        .map(|problem| {
            let at = report::position(&problem.place, &sources);
            let at = at.trim_start_matches("content/a.md:");
            let marked = problem.place.span.map_or("", |span| source.slice(span));
            let help = problem.help.as_deref().unwrap_or("-");
            format!("{at} [{marked}] {}: {} | {help}", problem.code.name(), problem.message)
        })
        .collect()
}

/// The front matter between YAML fences has these findings, in the archive of [`SITE`].
#[track_caller]
fn check(yaml: &str, findings: &[&str]) {
    check_document(&format!("---\n{yaml}\n---\nText.\n"), findings);
}

#[track_caller]
fn check_document(text: &str, findings: &[&str]) {
    let (source, _, _, problems) = read_text(text, &site());
    assert_eq!(shown(&source, &problems), findings);
}

/// What the front matter between YAML fences states, without any finding.
#[track_caller]
fn state(yaml: &str) -> FrontMatter {
    let (source, _, front_matter, problems) =
        read_text(&format!("---\n{yaml}\n---\nText.\n"), &site());
    assert_eq!(shown(&source, &problems), Vec::<String>::new());
    front_matter
}
