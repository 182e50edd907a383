//! What a fence around a drawing begins with, so that it stands in the drawing's container.

use super::super::markdown::{Block, BlockId, BlockKind, Document};
use super::cell;
use super::row::{Row, cut_markers};
use std::ops::Range;

/// Finds prefixes in one document.
pub(super) struct Prefixes<'d, 'a> {
    document: &'d Document<'a>,
    /// All blocks, in the order in which they start.
    ids: Vec<BlockId>,
}

impl<'d, 'a> Prefixes<'d, 'a> {
    /// Looks into the blocks of a document.
    pub(super) fn of(document: &'d Document<'a>) -> Prefixes<'d, 'a> {
        Prefixes { document, ids: document.ids().collect() }
    }

    /// The prefix for fences around a range of rows: the markers of its quotes as the first line
    /// has them, then blanks up to the content of the innermost list item that holds every line.
    pub(super) fn prefix(&self, rows: &[Row<'_>], range: &Range<usize>) -> String {
        let source = self.document.source();
        let first = line_number(range.start);
        let line = source.line(first);
        let depth = rows[range.start].depth;
        let markers = &line[..line.len() - cut_markers(line, depth).len()];
        let least = rows[range.clone()].iter().filter_map(indent).min().unwrap_or(0);
        let item = self
            .containers(source.lines().line_start(first))
            .take_while(|block| block.kind != BlockKind::Quote)
            .filter(|block| matches!(block.kind, BlockKind::Item(_)))
            .map(|item| content_column(self.document, item, depth))
            .find(|&column| column <= least)
            .unwrap_or(0);
        format!("{markers}{}", " ".repeat(item))
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

/// Column at which the content of a list item starts, counted after the markers of its quotes.
fn content_column(document: &Document<'_>, item: &Block, depth: usize) -> usize {
    let source = document.source();
    let number = source.line_number(item.span.start);
    let line = source.line(number);
    let start = line.len() - cut_markers(line, depth).len();
    let marker_at = (item.span.start - source.line_span(number).start).max(start);
    let before = columns(&line[start..marker_at], 0);
    let rest = &line[marker_at..];
    let before = before + columns(&rest[..rest.len() - rest.trim_start().len()], before);
    let rest = rest.trim_start();
    let marker = rest.bytes().take_while(u8::is_ascii_digit).count() + 1;
    let after = rest.get(marker..).unwrap_or("");
    let blanks = &after[..after.len() - after.trim_start_matches([' ', '\t']).len()];
    let gap = columns(blanks, before + marker);
    // Code that starts on the marker's line, or an item that starts with a blank line, has its
    // content one column after the marker (CommonMark 0.31.2, section 5.2).
    before + marker + if gap > 4 || after.trim().is_empty() { 1 } else { gap }
}

/// Columns that blanks take from column `from` on.
fn columns(blanks: &str, from: usize) -> usize {
    let end = blanks.chars().fold(from, |at, c| if c == '\t' { at / 4 * 4 + 4 } else { at + 1 });
    end - from
}
