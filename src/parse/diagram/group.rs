//! Lines that belong together: candidates for a drawing.

use super::cell;
use super::line::{Line, Trait};
use super::link::{Links, links};
use super::row::{Row, Standing};
use std::ops::Range;

/// Blank lines that a drawing may hold in one place.
const MAX_BLANKS: usize = 2;

/// Rows of text that may stand between two parts of one drawing.
const MAX_BETWEEN: usize = 8;

/// Rows with what was read from them.
pub(super) struct Survey<'r, 't> {
    /// The rows.
    pub rows: &'r [Row<'t>],
    /// What each looks like.
    pub lines: Vec<Line>,
    /// Strokes from each to the next.
    pub links: Vec<Links>,
}

impl<'r, 't> Survey<'r, 't> {
    /// Reads all open rows.
    pub(super) fn of(rows: &'r [Row<'t>]) -> Survey<'r, 't> {
        let mut survey = Survey { rows, lines: Vec::new(), links: Vec::new() };
        let mut above = Vec::new();
        for row in rows {
            let text = if row.is_open() { row.text } else { "" };
            let (line, cells) = Line::read(text);
            if !survey.lines.is_empty() {
                survey.links.push(links(&above, &cells));
            }
            survey.lines.push(line);
            above = cells;
        }
        survey.links.push(Links::default());
        survey
    }

    /// Ranges of rows that may be drawings, in order and apart.
    pub(super) fn groups(&self) -> Vec<Range<usize>> {
        let mut groups: Vec<Range<usize>> = Vec::new();
        for chunk in self.chunks() {
            let core = self.core(&chunk);
            let joined = groups.last().filter(|last| self.is_joined(last, &chunk, core.as_ref()));
            match (joined.cloned(), core) {
                (Some(last), Some(core)) => {
                    groups.pop();
                    groups.push(last.start..core.end);
                }
                (Some(last), None) => {
                    groups.pop();
                    groups.push(last.start..chunk.end);
                }
                (None, Some(core)) => groups.push(core),
                (None, None) if self.is_label(&chunk) => groups.push(chunk),
                (None, None) => {}
            }
        }
        groups
    }

    /// Runs of open rows at one depth, without headings.
    fn chunks(&self) -> Vec<Range<usize>> {
        let mut chunks: Vec<Range<usize>> = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            if !row.is_open() || self.lines[index].is(Trait::Heading) {
                continue;
            }
            match chunks.last_mut() {
                Some(last) if last.end == index && self.rows[index - 1].depth == row.depth => {
                    last.end = index + 1;
                }
                _ => chunks.push(index..index + 1),
            }
        }
        chunks
    }

    /// From the first to the last line that speaks of a drawing, with the lines attached to them.
    fn core(&self, chunk: &Range<usize>) -> Option<Range<usize>> {
        let mut first = chunk.clone().find(|&index| self.lines[index].is_structural())?;
        let mut last = chunk.clone().rev().find(|&index| self.lines[index].is_structural())?;
        while first > chunk.start && self.is_attached(first - 1, first - 1) {
            first -= 1;
        }
        while last + 1 < chunk.end && self.is_attached(last + 1, last) {
            last += 1;
        }
        Some(first..last + 1)
    }

    /// A sentence or a list item at the margin ends a drawing, unless strokes lead to it.
    fn is_attached(&self, index: usize, upper: usize) -> bool {
        let line = self.lines[index];
        let stops = line.indent <= 3 && (line.is(Trait::Item) || self.is_sentence(index));
        !stops || self.links[upper].vertical > 0
    }

    /// A sentence, or the few words that end one begun on the line above.
    fn is_sentence(&self, index: usize) -> bool {
        let is = |index: usize, what| self.lines[index].is(what);
        is(index, Trait::Sentence)
            || index > 0 && is(index, Trait::Ending) && is(index - 1, Trait::Sentence)
    }

    /// True where a chunk goes on with the group above it.
    fn is_joined(
        &self,
        above: &Range<usize>,
        chunk: &Range<usize>,
        core: Option<&Range<usize>>,
    ) -> bool {
        let between = &self.rows[above.end..chunk.start];
        let depth = self.rows[chunk.start].depth;
        let is_near = between.len() <= MAX_BLANKS
            && between.iter().all(|row| row.standing == Standing::Blank && row.depth == depth)
            && self.rows[above.end - 1].depth == depth;
        if !is_near {
            return false;
        }
        match core {
            Some(core) => core.start == chunk.start,
            None => self.is_label(chunk) || self.strokes_between(above.end - 1, chunk.start) > 0,
        }
    }

    /// True where the row holds a stroke, words set apart, or the end of a stroke from beside it.
    pub(super) fn is_drawn(&self, index: usize) -> bool {
        let is_end = |links: Links| links.vertical + links.diagonal > 0;
        self.lines[index].is_drawn()
            || is_end(self.links[index])
            || index.checked_sub(1).is_some_and(|above| is_end(self.links[above]))
    }

    /// Strokes that lead out of one row of uprights and into another, in the same columns.
    pub(super) fn uprights_between(&self, above: usize, below: usize) -> usize {
        let are_upright = self.lines[above].is_upright() && self.lines[below].is_upright();
        if are_upright { self.strokes_between(above, below) } else { 0 }
    }

    /// Upright strokes that end on one row and start again in the same columns of another.
    fn strokes_between(&self, above: usize, below: usize) -> usize {
        let cells = |index: usize| cell::cells(self.rows[index].text);
        links(&cells(above), &cells(below)).vertical
    }

    /// True where the rows `from..to` are few, at one depth, and none of them is kept verbatim.
    pub(super) fn is_open_between(&self, from: usize, to: usize) -> bool {
        let depth = self.rows[to].depth;
        from + MAX_BETWEEN >= to
            && self.rows[from - 1].depth == depth
            && (from..to).all(|index| {
                let row = self.rows[index];
                row.depth == depth
                    && row.standing != Standing::Kept
                    && !self.lines[index].is(Trait::Heading)
            })
    }

    /// Labels: words set apart or far in, no sentence.
    fn is_label(&self, chunk: &Range<usize>) -> bool {
        chunk.clone().all(|index| {
            let line = self.lines[index];
            !line.is(Trait::Sentence)
                && !line.is(Trait::Item)
                && (line.is(Trait::Gap) || line.indent >= 4)
        })
    }
}
