//! Drawings that stand in the open, found by rules over lines. `docs/diagrams.md` explains them.
//!
//! 1. `row` asks the bare parse which lines may be read at all, and cuts the markers of quotes.
//! 2. `line` says what each line looks like (`cell`, `neutral`, `stroke`, `word`), `link`
//!    which strokes lead from one to the next.
//! 3. `group` puts lines together, `evidence` says whether they are a drawing.
//! 4. `prefix` finds the container for the virtual fence, `finding` what is to be said.
//!
//! `control` reads what authors say about drawings, `page` makes text and HTML of one.
//!
//! Never: a change to the text, a table that GFM takes, what Markdown keeps verbatim already. All
//! steps are linear in the text, and none looks at more than the first 400 columns of a line.

mod cell;
mod control;
mod evidence;
mod finding;
mod group;
mod line;
mod link;
mod neutral;
mod page;
mod prefix;
mod row;
mod stroke;
#[cfg(test)]
mod tests;
mod word;

pub use control::{Comment, Words, comment, is_drawing_info, is_plain_info};
pub use page::{alternative, display_columns, inner_html, is_caption, labels};

use super::markdown::{BlockKind, Document, Fenced, VirtualText};
use crate::diag::{Code, Diagnostic};
use crate::source::Source;
use evidence::Tally;
use group::Survey;
use prefix::{Containers, line_number};
use row::Row;
use std::collections::BTreeSet;
use std::ops::Range;

/// A drawing that was found, in lines of the source from 1, both inclusive.
pub type Found = Fenced;

/// What is done about drawings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Setting {
    /// Drawings in the open are found; those in fences get a figure.
    #[default]
    Detect,
    /// Only drawings in fences get a figure.
    FencedOnly,
    /// Nothing is a drawing.
    Off,
}

/// Finds the drawings that stand in the open, in order and apart from each other, and says what is
/// to be said about them and about what comes near.
pub fn find(
    document: &Document<'_>,
    setting: Setting,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Found> {
    if setting != Setting::Detect {
        return Vec::new();
    }
    let source = document.source();
    let rows = row::rows(document);
    let survey = Survey::of(&rows);
    let mut drawings: Vec<Drawing> = Vec::new();
    for range in survey.groups() {
        let tally = Tally::of(&survey, &range);
        match tally.reason() {
            Some(reason) => add(&mut drawings, Drawing { range, reason }, &survey),
            None => problems.extend(finding::about_text(source, &range, &tally)),
        }
    }
    let ranges: Vec<_> = drawings.iter().map(|drawing| drawing.range.clone()).collect();
    for drawing in &drawings {
        problems.extend(finding::about_drawing(source, &rows, &drawing.range, drawing.reason));
    }
    problems.extend(finding::about_split(source, &survey, &ranges));
    problems.extend(finding::about_tables(source, &survey, &ranges));
    problems.extend(finding::about_fences(document));
    let containers = Containers::of(document);
    let fenced = |range: &Range<usize>| Found {
        first_line: line_number(range.start),
        last_line: line_number(range.end - 1),
        prefix: containers.prefix(&rows, range),
    };
    ranges.iter().map(fenced).collect()
}

/// True where each drawing stands in the code block of its virtual fence.
pub fn all_stand(document: &Document<'_>, found: &[Found]) -> bool {
    standing(document).len() == found.len()
}

fn standing(document: &Document<'_>) -> BTreeSet<usize> {
    let number = |id| match &document.block(id).kind {
        BlockKind::Code { info: Some(info) } => VirtualText::drawing_number(info),
        _ => None,
    };
    document.ids().filter_map(number).collect()
}

/// The drawings that can have virtual fences all together. One around a drawing may end a list or a
/// definition in which a writer's own fence began; that one then holds what comes below it, later
/// drawings included, and what was said of these is not true any more.
pub fn settled(
    source: &Source,
    body_start: usize,
    mut found: Vec<Found>,
    breaks: &[u32],
    problems: &mut Vec<Diagnostic>,
) -> Vec<Found> {
    loop {
        let fenced = VirtualText::new(source, body_start, &found, breaks);
        let document = Document::parse_fenced(source, &fenced);
        let standing = standing(&document);
        if standing.len() == found.len() {
            problems.extend(finding::about_fences(&document));
            return found;
        }
        let (kept, lost): (Vec<_>, Vec<_>) =
            found.into_iter().enumerate().partition(|(number, _)| standing.contains(number));
        found = kept.into_iter().map(|(_, drawing)| drawing).collect();
        let is_of =
            |line: u32, drawing: &Found| (drawing.first_line..=drawing.last_line).contains(&line);
        problems.retain(|problem| {
            let line = problem.place.span.map_or(0, |span| source.line_number(span.start));
            problem.code != Code::UnfencedDiagram || !lost.iter().any(|(_, it)| is_of(line, it))
        });
    }
}

/// Rows that are a drawing, and the rule that says so.
struct Drawing {
    range: Range<usize>,
    reason: &'static str,
}

/// Strokes that have to go on below a passage for it to be part of the drawing.
const BRIDGE: usize = 3;

/// Adds a drawing below the others. Text between two parts of one belongs to it where at least
/// [`BRIDGE`] upright strokes end above the text and go on below it in the same columns.
fn add(drawings: &mut Vec<Drawing>, next: Drawing, survey: &Survey<'_, '_>) {
    if let Some(last) = drawings.last_mut()
        && survey.is_open_between(last.range.end, next.range.start)
        && survey.uprights_between(last.range.end - 1, next.range.start) >= BRIDGE
    {
        last.range.end = next.range.end;
    } else {
        drawings.push(next);
    }
}

/// True where the lines of a code block are a drawing for the most part.
pub fn looks_drawn(lines: &[&str]) -> bool {
    let rows: Vec<Row<'_>> = lines.iter().map(|line| Row::of_line(line)).collect();
    let survey = Survey::of(&rows);
    let drawn: usize = survey
        .groups()
        .iter()
        .map(|range| Tally::of(&survey, range))
        .filter(|tally| tally.reason().is_some())
        .map(|tally| tally.lines)
        .sum();
    drawn > 0 && 2 * drawn >= rows.iter().filter(|row| row.is_open()).count()
}
