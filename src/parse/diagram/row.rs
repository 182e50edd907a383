//! Lines of the body with what `CommonMark` makes of them: which may be read as a drawing, which are
//! kept verbatim already, and how deep in quotes they stand.

use super::super::markdown::{BlockId, BlockKind, Document};
use super::control;
use super::prefix::Containers;
use crate::source::Span;
use std::ops::Range;

/// What a line is to the detector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing but blanks.
    Blank,
    /// Text in the open.
    Open,
    /// Indented code: it may belong to a drawing that is not all code.
    Code,
    /// A block of HTML, which may be a comment to the detector.
    Html,
    /// Verbatim already, a table, or switched off by a comment.
    Kept,
}

/// A line of the body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    /// The line without the markers of its quotes.
    pub text: &'t str,
    /// Number of markers of quotes before it.
    pub depth: usize,
    /// Column at which the content of the list item around it starts.
    pub margin: usize,
    /// What may be done with it.
    pub standing: Standing,
}

impl Row<'_> {
    /// A line in no quote.
    pub(super) fn of_line(text: &str) -> Row<'_> {
        let standing = if is_blank(text) { Standing::Blank } else { Standing::Open };
        Row { text, depth: 0, margin: 0, standing }
    }

    /// True for text that a drawing may consist of.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Open | Standing::Code)
    }
}

/// The lines of a document from the first on; those before its first block (front matter) and those
/// of no block (link definitions) are kept.
pub(super) fn rows<'t>(document: &Document<'t>) -> Vec<Row<'t>> {
    let text = document.source().text();
    let mut rows: Vec<Row<'t>> = text.split('\n').map(Row::of_line).collect();
    cut_quotes(document, &mut rows);
    let mut covered = vec![false; rows.len()];
    for id in document.ids() {
        covered[text_lines(document, id)].fill(true);
    }
    for (row, covered) in rows.iter_mut().zip(covered) {
        if !covered && row.standing == Standing::Open {
            row.standing = Standing::Kept;
        }
    }
    for block in document.blocks() {
        let range = lines(document, block.span);
        match &block.kind {
            BlockKind::Code { info: None } => set(&mut rows[range], Standing::Code),
            BlockKind::Code { info: Some(_) } => set(&mut rows[range], Standing::Kept),
            BlockKind::Html => set(&mut rows[range], Standing::Html),
            BlockKind::Table if !is_framed(&rows, &range) => set(&mut rows[range], Standing::Kept),
            _ => {}
        }
    }
    keep_math(&mut rows);
    control::keep_switched_off(&mut rows);
    set_margins(document, &mut rows);
    rows
}

/// Lines without a blank one between them share a margin.
fn set_margins(document: &Document<'_>, rows: &mut [Row<'_>]) {
    let containers = Containers::of(document);
    let mut start = 0;
    while start < rows.len() {
        let end = start + rows[start..].iter().take_while(|row| row.is_open()).count();
        if start < end {
            let margin = containers.margin(rows, &(start..end));
            rows[start..end].iter_mut().for_each(|row| row.margin = margin);
        }
        start = end + 1;
    }
}

/// Indexes of the lines whose text a block holds itself: definitions of links stand in containers
/// without being text of any block.
fn text_lines(document: &Document<'_>, id: BlockId) -> Range<usize> {
    let block = document.block(id);
    let range = lines(document, block.span);
    let is_leaf = document.children(Some(id)).next().is_none();
    match block.kind {
        BlockKind::Table => range,
        BlockKind::Item(_) if is_leaf => range.start..range.start + 1,
        BlockKind::Quote | BlockKind::FootnoteDefinition | BlockKind::Definition => 0..0,
        _ if is_leaf => range,
        _ => 0..0,
    }
}

/// Indexes of the lines that a span touches.
fn lines(document: &Document<'_>, span: Span) -> Range<usize> {
    let source = document.source();
    let first = source.line_number(span.start) as usize - 1;
    let last = source.line_number(span.end.max(span.start + 1) - 1) as usize;
    first..last
}

fn set(rows: &mut [Row<'_>], standing: Standing) {
    for row in rows.iter_mut().filter(|row| row.standing != Standing::Blank) {
        row.standing = standing;
    }
}

/// Cuts as many markers as there are quotes around a line; a lazy line has fewer.
fn cut_quotes(document: &Document<'_>, rows: &mut [Row<'_>]) {
    let mut change = vec![0_isize; rows.len() + 1];
    for block in document.blocks().iter().filter(|block| block.kind == BlockKind::Quote) {
        let range = lines(document, block.span);
        change[range.start] += 1;
        change[range.end] -= 1;
    }
    let mut depth = 0;
    for (row, change) in rows.iter_mut().zip(change) {
        depth += change;
        let (text, depth) = cut_markers(row.text, usize::try_from(depth).unwrap_or(0));
        *row = Row { depth, ..Row::of_line(text) };
    }
}

/// The text after up to `depth` markers, each with the blank that belongs to it, and their number.
pub(super) fn cut_markers(line: &str, depth: usize) -> (&str, usize) {
    let mut rest = line;
    for cut in 0..depth {
        let Some(after) = rest.trim_start_matches([' ', '\t']).strip_prefix('>') else {
            return (rest, cut);
        };
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    (rest, depth)
}

/// A table that touches a border line such as `+----+---+` is part of a drawn grid.
fn is_framed(rows: &[Row<'_>], range: &Range<usize>) -> bool {
    let around = range.start.saturating_sub(1)..(range.end + 1).min(rows.len());
    rows[around].iter().any(|row| is_border(row.text))
}

fn is_border(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|b| matches!(b, b'-' | b'=' | b'+'))
}

/// Ways to open and close a block of mathematics.
const MATH: [(&str, &str); 3] = [("$$", "$$"), ("\\[", "\\]"), ("\\begin{", "\\end{")];

/// Keeps blocks of mathematics, which are no Markdown of their own.
fn keep_math(rows: &mut [Row<'_>]) {
    for (open, close) in MATH {
        let mut at = 0;
        while let Some(start) = find(&rows[at..], |text| text.starts_with(open)).map(|n| n + at) {
            let after = &rows[start].text.trim()[open.len()..];
            let end = if after.contains(close) {
                Some(start)
            } else {
                find(&rows[start + 1..], |text| text.contains(close)).map(|n| n + start + 1)
            };
            let Some(end) = end else { break };
            set(&mut rows[start..=end], Standing::Kept);
            at = end + 1;
        }
    }
}

fn find(rows: &[Row<'_>], is: impl Fn(&str) -> bool) -> Option<usize> {
    rows.iter().position(|row| row.is_open() && is(row.text.trim()))
}

fn is_blank(text: &str) -> bool {
    text.trim_matches([' ', '\t']).is_empty()
}
