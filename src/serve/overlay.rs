//! Findings for the panel that the preview lays over a page.

use crate::diag::report;
use crate::failure::Failure;
use crate::pipeline::Outcome;
use serde_json::{Value, json};

/// The findings as JSON: `{"findings": [{level, code, message, help, position, line}]}`.
pub fn findings_json(outcome: &Outcome) -> String {
    let sources = outcome.sources();
    let findings: Vec<Value> = outcome
        .problems
        .iter()
        .map(|problem| {
            let line = problem
                .place
                .span
                .zip(sources.get(&problem.place.path))
                .map(|(span, source)| source.line(source.line_number(span.start)).to_owned());
            json!({
                "level": problem.level.name(),
                "code": problem.code.name(),
                "message": problem.message,
                "help": problem.help,
                "position": report::position(&problem.place, &sources),
                "line": line,
            })
        })
        .collect();
    json!({ "findings": findings }).to_string()
}

/// A failure in the form of a finding.
pub(super) fn failure_json(failure: &Failure) -> String {
    let finding = json!({
        "level": "error",
        "code": "failure",
        "message": failure.to_string(),
        "help": null,
        "position": "",
        "line": null,
    });
    json!({ "findings": [finding] }).to_string()
}
