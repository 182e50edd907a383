//! What the preview knows of a page beside its bytes: where it went, what is wrong around it, and
//! what was made of its document.

use super::Shown;
use super::overlay::{self, Opener};
use super::panel::panel;
use crate::diag::{Diagnostic, Level};
use crate::model::UrlPath;
use crate::site::Route;
use serde_json::{Value, json};
use std::path::Path;

/// Findings of other documents that are told in full; the rest is counted.
const MOST_ELSEWHERE: usize = 50;

/// `{"moved", "blocking", "elsewhere", "nElsewhere", "panel"}` for the page at an address.
///
/// `moved` is where its document went, if it stood here before. `blocking` are the findings that
/// keep this page from being what it should be: what could not be read, settings and themes, and
/// errors of its own document. `elsewhere` are errors of other documents. `panel` is `null` for a
/// page that is no postmortem's.
pub(super) fn beside(shown: &Shown, folder: &Path, address: &UrlPath) -> Value {
    let outcome = &shown.outcome;
    let archive = &outcome.archive;
    let opener = archive.config.editor.as_ref().map(|editor| Opener { editor, folder });
    let route = shown.site.as_ref().and_then(|site| site.routes_at(address));
    let number = match route {
        // A number is of the archive that its site shows, which may be an older one.
        Some((_, Route::Postmortem(number))) => shown
            .site
            .as_ref()
            .and_then(|site| archive.by_path(&site.archive().postmortem(*number).source)),
        _ => None,
    };
    let document = number.map(|number| &archive.documents[number]);
    let own = document.map(|document| document.source.path());
    // Only what may be told: a map of all sources of thousands costs more than the page.
    let is_told =
        |problem: &&Diagnostic| problem.level == Level::Error || own == Some(&problem.place.path);
    let sources = outcome.sources_of(outcome.problems.iter().filter(is_told));
    let of_documents = |problem: &&Diagnostic| archive.by_path(&problem.place.path).is_some();
    let is_own = |problem: &&Diagnostic| own == Some(&problem.place.path);
    let is_blocking = |problem: &&Diagnostic| match problem.level {
        Level::Error => is_own(problem) || !of_documents(problem),
        Level::Warning => !of_documents(problem),
        Level::Hint => false,
    };
    let is_elsewhere = |problem: &&Diagnostic| {
        problem.level == Level::Error && of_documents(problem) && !is_own(problem)
    };
    let value = |problem: &Diagnostic| overlay::value(problem, &sources, opener);
    let problems = || outcome.problems.iter();
    let failure = shown.failure.iter().map(overlay::failure_value);
    let blocking: Vec<Value> =
        failure.chain(problems().filter(is_blocking).map(value)).take(MOST_ELSEWHERE).collect();
    let elsewhere: Vec<Value> =
        problems().filter(is_elsewhere).take(MOST_ELSEWHERE).map(value).collect();
    let findings: Vec<Value> = problems().filter(is_own).map(value).collect();
    json!({
        "moved": shown.trail.way_from(address).map(|to| format!("/{}", to.encoded())),
        "blocking": blocking,
        "elsewhere": elsewhere,
        "nElsewhere": problems().filter(is_elsewhere).count(),
        "panel": document.map(|document| panel(&document.postmortem, &findings, opener)),
    })
}
