//! What a fence around a drawing begins with, so that it stands in the drawing's container.

use super::super::markdown::{Block, BlockId, BlockKind, Document};
use super::cell;
use super::row::{Row, cut_markers};
use std::ops::Range;

/// The blocks of one document that hold others.
pub(super) struct Containers<'d, 'a> {
    document: &'d Document<'a>,
    /// All blocks, in the order in which they start.
    ids: Vec<BlockId>,
}

impl<'d, 'a> Containers<'d, 'a> {
    /// Looks into the blocks of a document.
    pub(super) fn of(document: &'d Document<'a>) -> Containers<'d, 'a> {
        Containers { document, ids: document.ids().collect() }
    }

    /// What fences around a range of rows begin with: the markers of its quotes as the first line
    /// has them, then blanks up to the margin.
    pub(super) fn prefix(&self, rows: &[Row<'_>], range: &Range<usize>) -> String {
        let line = self.document.source().line(line_number(range.start));
        let markers = &line[..line.len() - rows[range.start].text.len()];
        format!("{markers}{}", " ".repeat(self.margin(rows, range)))
    }

    /// Column at which the content of the innermost list item starts that holds a range of rows,
    /// counted after the markers of its quotes.
    pub(super) fn margin(&self, rows: &[Row<'_>], range: &Range<usize>) -> usize {
        let least = rows[range.clone()].iter().filter_map(indent).min().unwrap_or(0);
        let start = self.document.source().lines().line_start(line_number(range.start));
        self.containers(start)
            .take_while(|block| block.kind != BlockKind::Quote)
            .filter_map(|block| content_column(self.document, block, rows[range.start].depth))
            .find(|&column| column <= least)
            .unwrap_or(0)
    }

    /// The blocks that are open at byte `at`, innermost first.
    fn containers(&self, at: usize) -> impl Iterator<Item = &'d Block> {
        let document = self.document;
        // Blocks are in the order of their starts and a block's descendants follow it directly, so
        // whatever holds `at` is the last block that starts before it, or around that one.
        let before = document.blocks().partition_point(|block| block.span.start < at);
        let last = before.checked_sub(1).map(|index| self.ids[index]);
        std::iter::successors(last, |&id| document.block(id).parent)
            .map(|id| document.block(id))
            .filter(move |block| at < block.span.end)
    }
}

/// Number of the line that row `index` is, from 1.
pub(super) fn line_number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

fn indent(row: &Row<'_>) -> Option<usize> {
    row.is_open().then(|| cell::indent(&cell::cells(row.text)))
}

/// Column at which the content of a list item, definition or footnote starts, counted after the
/// markers of its quotes; `None` for other blocks.
fn content_column(document: &Document<'_>, block: &Block, depth: usize) -> Option<usize> {
    match block.kind {
        BlockKind::FootnoteDefinition => return Some(4),
        BlockKind::Item(_) | BlockKind::Definition => {}
        _ => return None,
    }
    let source = document.source();
    let start = source.lines().line_start(source.line_number(block.span.start));
    // No line end is looked for: a line may be long, and many drawings may ask for it.
    let (line, _) = cut_markers(&source.text()[start..], depth);
    let line_start = source.text().len() - line.len();
    let before = block.span.start.checked_sub(line_start).and_then(|at| line.get(..at))?;
    let (blanks, rest) = split_blanks(&line[before.len()..]);
    let marker_column = columns(before, 0) + columns(blanks, columns(before, 0));
    let marker = rest.bytes().take_while(u8::is_ascii_digit).count() + 1;
    let (blanks, content) = split_blanks(rest.get(marker..).unwrap_or(""));
    let gap = columns(blanks, marker_column + marker);
    // Code that starts on the marker's line, or an item that starts with a blank line, has its
    // content one column after the marker (CommonMark 0.31.2, section 5.2).
    let is_one = gap > 4 || content.is_empty() || content.starts_with('\n');
    Some(marker_column + marker + if is_one { 1 } else { gap })
}

/// Blanks at the start of a text, and the rest.
fn split_blanks(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches([' ', '\t']);
    text.split_at(text.len() - rest.len())
}

/// Columns that a text takes from column `from` on.
fn columns(text: &str, from: usize) -> usize {
    let end = text.chars().fold(from, |at, c| if c == '\t' { at / 4 * 4 + 4 } else { at + 1 });
    end - from
}
