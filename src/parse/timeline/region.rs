//! One region in the making: which entry holds what, block by block.

use super::container::Place;
use super::layout::{Became, Layout, Line};
use super::table;
use super::{ItemLayout, RegionLayout};
use crate::parse::markdown::render::{Keep, Piece};
use crate::parse::markdown::{BlockId, BlockKind};
use crate::source::Span;
use std::ops::Range;

/// A region in the making.
pub(super) struct Region<'l, 's, 'a> {
    layout: &'l Layout<'s, 'a>,
    done: RegionLayout,
    /// Blocks since the last unit, which belong to the region only if another unit follows.
    waiting: Vec<BlockId>,
    /// Who holds what follows.
    owner: Owner,
}

/// Who holds the words between two entries.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// The entry above, down to the next one: entries that are headings.
    Heading,
    /// The entry above, as long as another one follows: entries that are paragraphs.
    Paragraph,
    /// Nobody: entries that are items or rows are whole.
    Nobody,
}

impl<'l, 's, 'a> Region<'l, 's, 'a> {
    pub fn new(layout: &'l Layout<'s, 'a>) -> Region<'l, 's, 'a> {
        Region { layout, done: RegionLayout::default(), waiting: Vec::new(), owner: Owner::Nobody }
    }

    pub fn unit(&mut self, block: BlockId, line: usize) {
        let waiting = std::mem::take(&mut self.waiting);
        for between in waiting {
            self.take(between);
        }
        self.done.blocks.push(block);
        let place = &self.layout.lines[line].candidate.place;
        match place {
            Place::Heading(_) => self.owner = Owner::Heading,
            Place::Paragraph => self.owner = Owner::Paragraph,
            Place::Item { .. } | Place::Row(_) | Place::Raw => self.owner = Owner::Nobody,
        }
        match &self.layout.document.block(block).kind {
            BlockKind::List(_) => self.list(block),
            BlockKind::Table => self.table(block),
            BlockKind::DefinitionList => self.definitions(block),
            _ => self.words(block),
        }
    }

    pub fn between(&mut self, block: BlockId) {
        let kind = &self.layout.document.block(block).kind;
        let is_evidence = matches!(kind, BlockKind::Code { .. } | BlockKind::Html)
            || self.layout.is_picture(block);
        // A time alone on its line has its words in the next block.
        let is_wanted = matches!(self.done.items.last(),
            Some(ItemLayout::Entry(_, pieces)) if pieces.is_empty());
        let belongs = self.owner == Owner::Heading
            || self.waiting.is_empty()
                && (is_evidence || is_wanted && self.owner == Owner::Paragraph);
        if belongs {
            self.take(block);
        } else {
            self.waiting.push(block);
        }
    }

    /// Gives a block between two entries to the one above, or keeps it as a note.
    fn take(&mut self, block: BlockId) {
        self.done.blocks.push(block);
        let piece = Piece { block, keep: Keep::Whole };
        let kind = &self.layout.document.block(block).kind;
        let is_evidence =
            matches!(kind, BlockKind::Code { .. } | BlockKind::Html | BlockKind::Quote)
                || self.layout.is_picture(block);
        let belongs = is_evidence || self.owner != Owner::Nobody;
        match self.done.items.last_mut() {
            Some(ItemLayout::Entry(_, pieces)) if belongs => pieces.push(piece),
            Some(ItemLayout::Note(pieces)) if is_evidence => pieces.push(piece),
            _ => self.done.items.push(ItemLayout::Note(vec![piece])),
        }
    }

    pub fn finish(mut self) -> RegionLayout {
        let is_empty = |item: &ItemLayout| matches!(item, ItemLayout::Note(p) if p.is_empty());
        self.done.items.retain(|item| !is_empty(item));
        self.done
    }

    /// A block of words with one line or more.
    fn words(&mut self, block: BlockId) {
        for line in self.layout.lines_of(block) {
            self.line(*line);
        }
    }

    fn line(&mut self, line: usize) {
        let Line { candidate, became } = &self.layout.lines[line];
        let plain = &candidate.plain;
        let pieces = |words: Range<usize>| -> Vec<Piece> {
            let keep = plain.span_with_images(words).map(Keep::Part);
            keep.map(|keep| Piece { block: candidate.block, keep }).into_iter().collect()
        };
        let item = match became {
            Became::Entry(number) => ItemLayout::Entry(*number, pieces(candidate.words.clone())),
            Became::Day(day) => ItemLayout::Day(*day, pieces(candidate.line.clone())),
        };
        self.done.items.push(item);
    }

    /// All items of a list and of the lists in it, in the writer's order.
    fn list(&mut self, list: BlockId) {
        let document = self.layout.document;
        // A stack of what is still to come, so that no depth of nesting costs stack.
        let mut open = vec![document.children(Some(list))];
        while let Some(children) = open.last_mut() {
            let Some(child) = children.next() else {
                open.pop();
                continue;
            };
            match document.block(child).kind {
                BlockKind::Item(_) => {
                    if self.item(child) {
                        open.push(document.children(Some(child)));
                    }
                }
                BlockKind::List(_) if self.layout.holders.contains(&child) => {
                    open.push(document.children(Some(child)));
                }
                _ => self.content(child),
            }
        }
    }

    /// True where the item's blocks are to be walked one by one; else it is laid out whole.
    fn item(&mut self, item: BlockId) -> bool {
        let mut children = self.layout.document.children(Some(item));
        let is_timed = children.next().is_some_and(|first| !self.layout.lines_of(first).is_empty());
        if is_timed || self.layout.holders.contains(&item) {
            if !is_timed {
                self.done.items.push(ItemLayout::Note(Vec::new()));
            }
            return true;
        }
        let piece = Piece { block: item, keep: Keep::Inside };
        self.done.items.push(ItemLayout::Note(vec![piece]));
        false
    }

    /// A block of an item: lines of their own, or a part of what is above.
    fn content(&mut self, block: BlockId) {
        if !self.layout.lines_of(block).is_empty() {
            self.words(block);
            return;
        }
        let piece = Piece { block, keep: Keep::Whole };
        match self.done.items.last_mut() {
            Some(ItemLayout::Entry(_, pieces) | ItemLayout::Note(pieces)) => pieces.push(piece),
            _ => self.done.items.push(ItemLayout::Note(vec![piece])),
        }
    }

    fn table(&mut self, table: BlockId) {
        let document = self.layout.document;
        for row in document.children(Some(table)) {
            let is_head = document.block(row).kind == BlockKind::TableHead;
            let cells: Vec<BlockId> = document.children(Some(row)).collect();
            if let Some(line) = self.layout.by_row.get(&row) {
                self.row(*line, &cells);
                continue;
            }
            let heads = if is_head { self.layout.time_heads(table) } else { &[] };
            let pieces = self.cells(&cells, heads);
            // One column's name says nothing that the view does not show.
            if !is_head || pieces.len() > 1 {
                self.done.items.push(ItemLayout::Note(pieces));
            }
        }
    }

    fn row(&mut self, line: usize, cells: &[BlockId]) {
        let Line { candidate, became } = &self.layout.lines[line];
        let Place::Row(row) = &candidate.place else { return };
        // The times and the name stand beside the words.
        let mut hidden = row.also_time.clone();
        hidden.push(candidate.block);
        hidden.extend(table::actor(self.layout.document, row).map(|(cell, _)| cell));
        let mut pieces = Vec::new();
        let plain = &candidate.plain;
        if let Some(span) = plain.span_with_images(candidate.words.clone()) {
            pieces.push(Piece { block: candidate.block, keep: Keep::Part(span) });
        }
        pieces.extend(self.cells(cells, &hidden));
        self.done.items.push(match became {
            Became::Entry(number) => ItemLayout::Entry(*number, pieces),
            Became::Day(day) => ItemLayout::Day(*day, pieces),
        });
    }

    /// The cells with something in them, but for the hidden ones.
    fn cells(&self, cells: &[BlockId], hidden: &[BlockId]) -> Vec<Piece> {
        let source = self.layout.document.source();
        cells
            .iter()
            .filter(|cell| !hidden.contains(cell))
            .filter(|cell| {
                let span: Span = self.layout.document.block(**cell).span;
                !source.slice(span).trim_matches([' ', '|', '\t']).is_empty()
            })
            .map(|cell| Piece { block: *cell, keep: Keep::Inside })
            .collect()
    }

    /// Terms that are lines hold the definitions below them.
    fn definitions(&mut self, list: BlockId) {
        for child in self.layout.document.children(Some(list)) {
            self.content(child);
        }
    }
}
