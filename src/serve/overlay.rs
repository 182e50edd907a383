//! Findings as JSON, for what the preview lays over a page.

use super::Shown;
use crate::config::Editor;
use crate::diag::{Diagnostic, report};
use crate::failure::Failure;
use serde_json::{Value, json};
use std::path::Path;

/// All findings: `{"findings": [{level, code, message, help, position, line}]}`. A failure comes
/// first, in the form of a finding.
pub(super) fn findings(shown: &Shown) -> Value {
    let sources = shown.outcome.sources();
    let failure = shown.failure.iter().map(failure_value);
    let problems = shown.outcome.problems.iter();
    let findings: Vec<Value> =
        failure.chain(problems.map(|problem| value(problem, &sources, None))).collect();
    json!({ "findings": findings })
}

/// How places become addresses that open an editor.
#[derive(Clone, Copy)]
pub(super) struct Opener<'o> {
    pub(super) editor: &'o Editor,
    /// The site's folder without links.
    pub(super) folder: &'o Path,
}

impl Opener<'_> {
    /// The address of a place in a file of the site.
    pub(super) fn address(&self, path: &str, line: u32, column: u32) -> String {
        self.editor.address(&self.folder.join(path).to_string_lossy(), line, column)
    }
}

/// A finding with the line of its source, and the address that opens it.
pub(super) fn value(
    problem: &Diagnostic,
    sources: &report::Sources<'_>,
    opener: Option<Opener<'_>>,
) -> Value {
    let place = &problem.place;
    let found = place.span.zip(sources.get(&place.path)).map(|(span, source)| {
        let (number, column) = source.line_and_column(span.start);
        (source.line(number), number, column)
    });
    let (number, column) = found.map_or((1, 1), |(_, number, column)| (number, column));
    json!({
        "level": problem.level.name(),
        "code": problem.code.name(),
        "message": problem.message,
        "help": problem.help,
        "position": report::position(place, sources),
        "line": found.map(|(text, ..)| shortened(text)),
        "number": found.map(|(_, number, _)| number),
        "href": opener.map(|opener| opener.address(place.path.as_str(), number, column)),
    })
}

/// Characters of a line that a panel shows; a line of a megabyte helps nobody.
const MOST_CHARACTERS: usize = 400;

fn shortened(line: &str) -> &str {
    line.char_indices().nth(MOST_CHARACTERS).map_or(line, |(end, _)| &line[..end])
}

/// A failure in the form of a finding.
pub(super) fn failure_value(failure: &Failure) -> Value {
    json!({
        "level": "error",
        "code": "failure",
        "message": failure.to_string(),
        "help": null,
        "position": "",
        "line": null,
        "number": null,
        "href": null,
    })
}
