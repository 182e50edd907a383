//! What is said about drawings, and about text that nearly is one.

use super::super::markdown::{Block, BlockKind, Document};
use super::evidence::Tally;
use super::group::Survey;
use super::line::Trait;
use super::page::display_columns;
use super::prefix::line_number;
use super::row::Row;
use crate::diag::{self, Diagnostic, Place};
use crate::source::{Source, Span};
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// Columns that fit on most screens.
const MAX_COLUMNS: usize = 100;

/// The place of a range of rows.
fn place(source: &Source, range: &Range<usize>) -> Place {
    let start = source.lines().line_start(line_number(range.start));
    let end = source.line_span(line_number(range.end.max(1) - 1)).end;
    Place::new(source.path(), Span::new(start, end.max(start)))
}

/// What is to be said about a drawing that was found, and why it is one.
pub(super) fn about_drawing(
    source: &Source,
    rows: &[Row<'_>],
    range: &Range<usize>,
    reason: &str,
) -> Vec<Diagnostic> {
    let lines = (line_number(range.start), line_number(range.end - 1));
    let mut said = vec![diag::unfenced_diagram(place(source, range), lines, reason)];
    let texts = || range.clone().map(|index| (index, rows[index].text));
    if let Some((index, _)) = texts().find(|(_, text)| text.trim_end().contains('\t')) {
        said.push(diag::tab_in_diagram(place(source, &(index..index + 1))));
    }
    if let Some((index, found, why)) =
        texts().find_map(|(i, text)| odd(text).map(|(c, why)| (i, c, why)))
    {
        said.push(diag::odd_width_in_diagram(place(source, &(index..index + 1)), found, why));
    }
    let columns = texts().map(|(_, text)| display_columns(text.trim_end())).max().unwrap_or(0);
    if columns > MAX_COLUMNS {
        said.push(diag::wide_diagram(place(source, range), columns, MAX_COLUMNS));
    }
    said
}

/// The first character of a line that is not sure to take one cell, and what it is.
fn odd(text: &str) -> Option<(char, &'static str)> {
    text.chars().find_map(|c| match (c, c.width()) {
        ('\t', _) => None,
        ('\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}', _) => {
            Some((c, "a mark that turns the direction of text"))
        }
        (_, None) => Some((c, "a control character")),
        (_, Some(2)) => Some((c, "two columns wide")),
        _ => None,
    })
}

/// What is to be said about a group that was left as it is.
pub(super) fn about_text(
    source: &Source,
    range: &Range<usize>,
    tally: &Tally,
) -> Option<Diagnostic> {
    tally.is_near_miss().then(|| diag::looks_like_diagram(place(source, range)))
}

/// Says that a drawing goes on below text, where strokes end above it and start again below.
pub(super) fn about_split(
    source: &Source,
    survey: &Survey<'_, '_>,
    found: &[Range<usize>],
) -> Vec<Diagnostic> {
    found
        .windows(2)
        .filter(|two| two[1].start - two[0].end > 2 && two[1].start - two[0].end <= 8)
        .filter(|two| survey.uprights_between(two[0].end - 1, two[1].start) >= 2)
        .map(|two| diag::diagram_split(place(source, &two[1]), place(source, &two[0])))
        .collect()
}

/// Names tables that are shown as paragraphs because of their delimiter row.
pub(super) fn about_tables(
    source: &Source,
    survey: &Survey<'_, '_>,
    found: &[Range<usize>],
) -> Vec<Diagnostic> {
    let is_open = |index: usize| survey.rows[index].is_open();
    (1..survey.rows.len())
        .filter(|&index| is_open(index) && is_open(index - 1))
        .filter(|&index| {
            survey.lines[index].is(Trait::Delimiter) && survey.lines[index - 1].is(Trait::Bar)
        })
        .filter(|&index| !holds(found, index))
        .map(|index| {
            (index, n_cells(survey.rows[index].text), n_cells(survey.rows[index - 1].text))
        })
        .filter(|(_, delimiters, header)| delimiters != header)
        .map(|(index, delimiters, header)| {
            diag::broken_table(place(source, &(index - 1..index + 1)), delimiters, header)
        })
        .collect()
}

/// True where one of the ranges, which are in order and apart, holds the row.
fn holds(found: &[Range<usize>], index: usize) -> bool {
    let at = found.partition_point(|range| range.end <= index);
    found.get(at).is_some_and(|range| range.contains(&index))
}

/// Cells of a row of a table: bars that are not escaped divide them, those at the ends do not.
fn n_cells(row: &str) -> usize {
    let row = row.trim().replace("\\|", "");
    let inner = row.strip_prefix('|').unwrap_or(&row);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').count()
}

/// Names drawings that a fence without an end swallows.
pub(super) fn about_fences(document: &Document<'_>) -> Vec<Diagnostic> {
    let source = document.source();
    let fences = document.ids().filter(|&id| is_unclosed_fence(source, document.block(id)));
    let mut said = Vec::new();
    for id in fences {
        let first = document.line(id) as usize;
        let code = document.code(id).unwrap_or_default();
        let rows: Vec<Row<'_>> = code.split('\n').map(Row::of_line).collect();
        let survey = Survey::of(&rows);
        let drawn =
            survey.groups().into_iter().find(|range| Tally::of(&survey, range).reason().is_some());
        if let Some(range) = drawn {
            let place_of = |range: Range<usize>| place(source, &range);
            let drawing = place_of(range.start + first..range.end + first);
            said.push(diag::diagram_in_unclosed_fence(drawing, place_of(first - 1..first)));
        }
    }
    said
}

/// True for a fenced block whose last line is no closing fence.
fn is_unclosed_fence(source: &Source, block: &Block) -> bool {
    let BlockKind::Code { info: Some(_) } = block.kind else { return false };
    let text = source.slice(block.span).trim_end();
    let Some(fence) = text.chars().next().filter(|c| matches!(c, '`' | '~')) else { return false };
    let length = text.chars().take_while(|&c| c == fence).count();
    let last = text.lines().skip(1).last().unwrap_or("");
    let closing = last.trim_start_matches([' ', '\t', '>']);
    closing.len() < length || closing.chars().any(|c| c != fence)
}
