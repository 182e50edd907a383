//! Findings → text for people. `annotate_snippets`' door.

use super::{Code, Diagnostic, Level, Place};
use crate::source::{Source, SourcePath};
use annotate_snippets::{AnnotationKind, Group, Level as Title, Renderer, Snippet};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The sources that findings speak of, by path.
pub type Sources<'s> = BTreeMap<&'s SourcePath, &'s Source>;

/// Whether a report carries colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Terminal colours.
    Colored,
    /// Letters only.
    Plain,
}

/// Sorts findings by file and place, worse ones first at one place.
pub fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| {
        (&a.place, Reverse(a.level), a.code, &a.message).cmp(&(
            &b.place,
            Reverse(b.level),
            b.code,
            &b.message,
        ))
    });
}

/// All findings, one after the other, each with its line of the source.
pub fn human(findings: &[Diagnostic], sources: &Sources<'_>, style: Style) -> String {
    let renderer = match style {
        Style::Colored => Renderer::styled(),
        Style::Plain => Renderer::plain(),
    };
    findings.iter().map(|finding| one(finding, sources, &renderer) + "\n\n").collect()
}

fn one(finding: &Diagnostic, sources: &Sources<'_>, renderer: &Renderer) -> String {
    let level = match finding.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Hint => Title::INFO.with_name("hint"),
    };
    let title = level.primary_title(&finding.message).id(finding.code.name());
    let first = match finding.code {
        // Reports end up in logs, where a secret is as public as on a page.
        Code::SecretLookingString => without_text(&finding.place, sources),
        _ => excerpt(&finding.place, sources),
    };
    let others: Vec<_> = finding
        .related
        .iter()
        .map(|(place, label)| (excerpt(place, sources), label.as_str()))
        .collect();
    let mut group = Group::with_title(title);
    group = first.add_to(group, AnnotationKind::Primary, None);
    for (excerpt, label) in &others {
        group = excerpt.add_to(group, AnnotationKind::Context, Some(label));
    }
    if let Some(help) = &finding.help {
        group = group.element(Title::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The lines of a place, or only where it is.
struct Excerpt<'s> {
    path: &'s str,
    /// Line and column, from 1.
    position: Option<(u32, u32)>,
    lines: Option<Lines<'s>>,
}

struct Lines<'s> {
    text: Cow<'s, str>,
    first: u32,
    from: usize,
    to: usize,
}

/// Longest stretch of a line that a report shows, in bytes; a line of a megabyte helps nobody.
const MOST_BYTES: usize = 400;

fn excerpt<'s>(place: &'s Place, sources: &Sources<'s>) -> Excerpt<'s> {
    let lines = place.span.zip(sources.get(&place.path)).map(|(span, source)| {
        let first = source.line_number(span.start);
        let whole = source.line_span(first);
        let start =
            floor(source.text(), span.start.saturating_sub(MOST_BYTES / 2)).max(whole.start);
        let end = floor(source.text(), start + MOST_BYTES).min(whole.end).max(start);
        let to = span.end.min(end).max(span.start);
        let (mut from, mut to) = (span.start.min(end), to.min(end));
        let mut text = Cow::from(source.text().get(start..end).unwrap_or(""));
        // A line is shown with all its columns, and blocks where something was cut out of it.
        for gap in source.gaps(first).iter().rev().filter(|_| start == whole.start) {
            let at = whole.start + gap.at;
            if at <= end {
                text.to_mut().insert_str(gap.at, &gap.shown);
                from += if at <= from { gap.shown.len() } else { 0 };
                to += if at < to || at <= span.start { gap.shown.len() } else { 0 };
            }
        }
        Lines { text, first, from: from - start, to: to.max(from) - start }
    });
    Excerpt { path: place.path.as_str(), position: None, lines }
}

/// Where a place is, without what stands there.
fn without_text<'s>(place: &'s Place, sources: &Sources<'s>) -> Excerpt<'s> {
    let known = place.span.zip(sources.get(&place.path));
    let position = known.map(|(span, source)| source.line_and_column(span.start));
    Excerpt { path: place.path.as_str(), position, lines: None }
}

/// The character border at or before byte `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl<'s> Excerpt<'s> {
    fn add_to(
        &'s self,
        group: Group<'s>,
        kind: AnnotationKind,
        label: Option<&'s str>,
    ) -> Group<'s> {
        let Some(lines) = &self.lines else {
            let origin = annotate_snippets::Origin::path(self.path);
            return group.element(match self.position {
                Some((line, column)) => origin.line(line as usize).char_column(column as usize),
                None => origin,
            });
        };
        let mut annotation = kind.span(lines.from..lines.to);
        if let Some(label) = label {
            annotation = annotation.label(label);
        }
        let snippet = Snippet::source(lines.text.as_ref())
            .path(self.path)
            .line_start(lines.first as usize)
            .fold(false)
            .annotation(annotation);
        group.element(snippet)
    }
}

/// `path:line:column`, or the path alone.
pub fn position(place: &Place, sources: &Sources<'_>) -> String {
    match place.span.zip(sources.get(&place.path)) {
        Some((span, source)) => {
            let (line, column) = source.line_and_column(span.start);
            format!("{}:{line}:{column}", place.path)
        }
        None => place.path.to_string(),
    }
}
