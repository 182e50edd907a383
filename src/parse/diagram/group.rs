//! Lines that belong together: candidates for a drawing.

use super::cell;
use super::line::{Line, Trait};
use super::link::{Links, links};
use super::page::is_caption;
use super::row::{Row, Standing};
use std::ops::Range;

/// Blank lines that a drawing may hold in one place.
const MAX_BLANKS: usize = 2;

/// Columns before words that are a label: more than code is indented.
const FAR_IN: usize = 8;

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
            let (mut line, cells) = Line::read(text);
            line.indent = line.indent.saturating_sub(row.margin);
            if let Some(last) = survey.lines.last_mut() {
                let between = links(&above, &cells);
                if between.vertical > 0 {
                    last.join_heads();
                    line.join_heads();
                }
                if between.is_fanned {
                    line.join_fan();
                }
                survey.links.push(between);
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
            let mut parts = self.cores(&chunk);
            let above = groups.last().cloned();
            let goes_on = above.is_some_and(|above| self.goes_on(&above, &chunk, parts.first()));
            let labels = self.labels(&chunk);
            if parts.is_empty() && (goes_on || labels.end == chunk.end) {
                parts.push(if labels.is_empty() { chunk } else { labels });
            }
            let mut parts = parts.into_iter();
            if goes_on
                && let Some(last) = groups.last_mut()
                && let Some(part) = parts.next()
            {
                last.end = part.end;
            }
            groups.extend(parts);
        }
        groups
    }

    /// Runs of open rows at one depth, without headings.
    fn chunks(&self) -> Vec<Range<usize>> {
        let mut chunks: Vec<Range<usize>> = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            if !row.is_open() || self.is_heading(index) {
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

    fn is_heading(&self, index: usize) -> bool {
        self.lines[index].is(Trait::Heading) && self.lines[index].indent <= 3
    }

    /// Lines that speak of a drawing, with those between and those attached to them. Two lines of
    /// text divide a chunk; one may be a long label.
    fn cores(&self, chunk: &Range<usize>) -> Vec<Range<usize>> {
        let mut cores: Vec<Range<usize>> = Vec::new();
        let mut n_stops = 0;
        for index in chunk.clone() {
            let is_structural = self.lines[index].is_structural();
            match cores.last_mut() {
                Some(last) if is_structural && n_stops < 2 => last.end = index + 1,
                _ if is_structural => cores.push(index..index + 1),
                _ => {}
            }
            let is_stop = self.is_stop(index) && !self.is_on_stroke(index);
            n_stops = if is_structural { 0 } else { n_stops + usize::from(is_stop) };
        }
        let mut from = chunk.start;
        for core in &mut cores {
            core.start = self.first_attached(from, core.start);
            from = core.end;
        }
        let mut to = chunk.end;
        for core in cores.iter_mut().rev() {
            core.end = self.last_attached(core.end, to);
            to = core.start;
        }
        cores
    }

    /// First of the rows from `from` on that are attached to row `to`, without a gap.
    fn first_attached(&self, from: usize, to: usize) -> usize {
        let is_loose = |&index: &usize| self.is_stop(index) && self.links[index].vertical == 0;
        (from..to).rev().find(is_loose).map_or(from, |index| index + 1)
    }

    /// One past the last of the rows before `to` that are attached to the one before `from`.
    fn last_attached(&self, from: usize, to: usize) -> usize {
        let is_loose = |&index: &usize| self.is_stop(index) && self.links[index - 1].vertical == 0;
        (from..to).find(is_loose).unwrap_or(to)
    }

    /// A sentence, a list item, a caption or bold words at the margin are no part of a drawing by themselves.
    fn is_stop(&self, index: usize) -> bool {
        let line = self.lines[index];
        let text = self.rows[index].text.trim();
        let is_bold = text.starts_with("**") && !line.is_drawn();
        let is_text = line.is(Trait::Item) || self.is_sentence(index);
        line.indent <= 3 && (is_text || is_bold || is_caption(text))
    }

    /// A sentence, or the few words that end one begun on the line above.
    fn is_sentence(&self, index: usize) -> bool {
        let is = |index: usize, what| self.lines[index].is(what);
        is(index, Trait::Sentence)
            || index > 0 && is(index, Trait::Ending) && is(index - 1, Trait::Sentence)
    }

    /// True where a chunk, of which `core` is the first part, goes on with the group above it.
    fn goes_on(
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
            None => {
                !self.labels(chunk).is_empty()
                    || self.strokes_between(above.end - 1, chunk.start) > 0
            }
        }
    }

    /// True where the row holds a stroke, words set apart, or the end of a stroke from beside it.
    pub(super) fn is_drawn(&self, index: usize) -> bool {
        self.lines[index].is_drawn() || self.is_on_stroke(index)
    }

    /// True where a stroke of the row goes on in the one above or below.
    fn is_on_stroke(&self, index: usize) -> bool {
        let is_end = |links: Links| links.vertical + links.diagonal > 0;
        is_end(self.links[index])
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
                    && (row.is_open() || row.standing == Standing::Blank)
                    && !self.is_heading(index)
            })
    }

    /// Labels at the start of a chunk, up to its end or a line that is no part of a drawing: words
    /// set apart, far in, or with an arrow.
    fn labels(&self, chunk: &Range<usize>) -> Range<usize> {
        let is_label = |&index: &usize| {
            let line = self.lines[index];
            !line.is(Trait::Sentence)
                && !line.is(Trait::Item)
                && (line.is(Trait::Gap) || line.indent >= FAR_IN || line.is(Trait::Arrow))
        };
        let end = chunk.clone().find(|index| !is_label(index)).unwrap_or(chunk.end);
        if end == chunk.end || self.is_stop(end) {
            chunk.start..end
        } else {
            chunk.start..chunk.start
        }
    }
}
