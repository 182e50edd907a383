//! What the template engine says of a template → findings with places.
//!
//! The engine tells several errors at once, and the way that led to one, as text only. That text
//! is read here; the test holds its form, so that another version of the engine cannot change it
//! unnoticed.

use super::texts::Texts;
use crate::diag::{self, Diagnostic, Place};
use crate::source::Span;

/// An error in the engine's words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Report<'t> {
    message: &'t str,
    at: At<'t>,
    /// What led there, the nearest first, each with what it has to do with it.
    notes: Vec<(&'t str, At<'t>)>,
}

/// A place in a template; line and column from 1, the width in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct At<'t> {
    template: &'t str,
    line: usize,
    column: usize,
    width: usize,
}

/// The findings of the engine's text; one without place, at `fallback`, where it has another form.
pub(super) fn findings(text: &str, texts: &Texts, fallback: &Place) -> Vec<Diagnostic> {
    let reports = reports(text);
    if reports.is_empty() {
        return vec![diag::broken_template(fallback.clone(), text)];
    }
    reports
        .into_iter()
        .map(|report| {
            let place = report.at.place(texts).unwrap_or_else(|| fallback.clone());
            let finding = diag::broken_template(place, report.message);
            report.notes.into_iter().fold(finding, |finding, (label, at)| match at.place(texts) {
                Some(place) => finding.related(place, label),
                None => finding,
            })
        })
        .collect()
}

impl At<'_> {
    fn place(self, texts: &Texts) -> Option<Place> {
        let source = texts.source(self.template)?;
        let line = source.line_span(u32::try_from(self.line).ok()?);
        let offset = |column: usize| {
            let text = source.slice(line);
            line.start + text.char_indices().nth(column).map_or(text.len(), |(byte, _)| byte)
        };
        let from = offset(self.column.saturating_sub(1));
        let to = offset(self.column.saturating_sub(1) + self.width);
        Some(Place::new(source.path(), Span::new(from, to)))
    }
}

/// Each error is `error: message`, where it is, and notes of what led there.
fn reports(text: &str) -> Vec<Report<'_>> {
    let mut found: Vec<Report<'_>> = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(message) = line.strip_prefix("error: ") {
            let at = lines.next().and_then(|line| line.trim_start().strip_prefix("--> "));
            let Some(mut at) = at.and_then(at_of) else { continue };
            at.width = width(&mut lines);
            found.push(Report { message, at, notes: Vec::new() });
        } else if let Some(note) = line.strip_prefix("note: ")
            && let Some((label, at)) = note.rsplit_once(' ')
            && let Some(mut at) = at_of(at)
            && let Some(report) = found.last_mut()
        {
            at.width = width(&mut lines);
            report.notes.push((label, at));
        }
    }
    found
}

/// `index.html:12:3`
fn at_of(text: &str) -> Option<At<'_>> {
    let mut parts = text.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some(At { template: parts.next()?, line, column, width: 1 })
}

/// The number of signs under the line of a place: the line itself stands between two bars.
fn width<'t>(lines: &mut impl Iterator<Item = &'t str>) -> usize {
    let marks = lines.nth(2).unwrap_or("");
    marks.chars().filter(|c| *c == '^').count().max(1)
}
