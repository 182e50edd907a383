//! Entries → regions of the page: what takes the place of which blocks, and who holds what stands
//! between two entries.

use super::container::{Candidate, Place};
use super::select::Kind;
use super::table::Row;
use super::{Document, ItemLayout, RegionLayout};
use crate::parse::markdown::render::{Keep, Piece};
use crate::parse::markdown::{BlockId, BlockKind, Mark};
use crate::source::Span;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A line of a timeline with what it became.
#[derive(Debug)]
pub(super) struct Line<'s> {
    pub candidate: &'s Candidate,
    pub became: Became,
}

/// What a line became.
#[derive(Clone, Copy, Debug)]
pub(super) enum Became {
    /// Entry number n.
    Entry(usize),
    /// A day.
    Day(Option<NaiveDate>),
}

impl Became {
    pub fn of(kind: Kind, entry: usize, day: Option<NaiveDate>) -> Became {
        match kind {
            Kind::Entry => Became::Entry(entry),
            Kind::Day => Became::Day(day),
        }
    }
}

/// Lays out all lines, which are in the order of the text.
pub(super) fn regions(document: &Document<'_>, lines: &[Line<'_>]) -> Vec<RegionLayout> {
    let layout = Layout::new(document, lines);
    let mut parents: Vec<Option<BlockId>> = Vec::new();
    let mut seen = BTreeSet::new();
    for unit in layout.units.keys() {
        let parent = document.block(*unit).parent;
        if seen.insert(parent) {
            parents.push(parent);
        }
    }
    let mut regions: Vec<RegionLayout> =
        parents.into_iter().flat_map(|parent| layout.among(parent)).collect();
    regions.sort_by_key(|region| region.blocks.first().copied());
    regions
}

struct Layout<'s, 'a> {
    document: &'s Document<'a>,
    lines: &'s [Line<'s>],
    /// Lines by the block that holds their words.
    by_block: BTreeMap<BlockId, Vec<usize>>,
    /// Lines of tables by their row.
    by_row: BTreeMap<BlockId, usize>,
    /// Of lists that hold a line, the outermost list around them with an item that is a line.
    outermost: BTreeMap<BlockId, BlockId>,
    /// Blocks that hold a line at any depth.
    holders: BTreeSet<BlockId>,
    /// Siblings that regions are made of, with their lines' number.
    units: BTreeMap<BlockId, usize>,
}

impl<'s, 'a> Layout<'s, 'a> {
    fn new(document: &'s Document<'a>, lines: &'s [Line<'s>]) -> Layout<'s, 'a> {
        let mut layout = Layout {
            document,
            lines,
            by_block: BTreeMap::new(),
            by_row: BTreeMap::new(),
            outermost: BTreeMap::new(),
            holders: BTreeSet::new(),
            units: BTreeMap::new(),
        };
        for (index, line) in lines.iter().enumerate() {
            match &line.candidate.place {
                Place::Raw => continue,
                Place::Row(row) => {
                    layout.by_row.insert(row.id, index);
                }
                _ => layout.by_block.entry(line.candidate.block).or_default().push(index),
            }
            let mut above = Some(line.candidate.block);
            while let Some(block) = above.filter(|block| layout.holders.insert(*block)) {
                above = document.block(block).parent;
            }
        }
        layout.find_outermost();
        for (index, line) in lines.iter().enumerate() {
            if let Some(unit) = layout.unit(line.candidate) {
                layout.units.entry(unit).or_insert(index);
            }
        }
        layout
    }

    /// Lists are met before those in them, so one look at the list above is enough.
    fn find_outermost(&mut self) {
        let timed: BTreeSet<BlockId> = self
            .lines
            .iter()
            .filter_map(|line| match line.candidate.place {
                Place::Item { list, .. } => Some(list),
                _ => None,
            })
            .collect();
        for list in self.holders.iter().copied() {
            let block = self.document.block(list);
            if !matches!(block.kind, BlockKind::List(_)) {
                continue;
            }
            let above = block.parent.and_then(|item| self.document.block(item).parent);
            let outer = above.and_then(|above| self.outermost.get(&above).copied());
            if let Some(outer) = outer.or_else(|| timed.contains(&list).then_some(list)) {
                self.outermost.insert(list, outer);
            }
        }
    }

    /// The sibling that a line's region is made of: the outermost list whose lists down to the
    /// line's own all hold lines; the table; the paragraph or heading itself.
    fn unit(&self, candidate: &Candidate) -> Option<BlockId> {
        Some(match &candidate.place {
            Place::Raw => return None,
            Place::Row(row) => row.table,
            Place::Heading(_) => candidate.block,
            Place::Paragraph => {
                let parent = self.document.block(candidate.block).parent;
                parent
                    .filter(|id| self.document.block(*id).kind == BlockKind::DefinitionList)
                    .unwrap_or(candidate.block)
            }
            Place::Item { list, .. } => self.outermost.get(list).copied().unwrap_or(*list),
        })
    }

    /// The regions among the blocks of one parent.
    fn among(&self, parent: Option<BlockId>) -> Vec<RegionLayout> {
        let mut regions = Vec::new();
        let mut open: Option<Region<'_, 's, 'a>> = None;
        for block in self.document.children(parent) {
            if let Some(line) = self.units.get(&block) {
                open.get_or_insert_with(|| Region::new(self)).unit(block, *line);
            } else if self.breaks(block) {
                regions.extend(open.take().map(Region::finish));
            } else if let Some(region) = &mut open {
                region.between(block);
            }
        }
        regions.extend(open.map(Region::finish));
        regions
    }

    /// Headings that are no entry end a region, and so do rules.
    fn breaks(&self, block: BlockId) -> bool {
        match self.document.block(block).kind {
            BlockKind::Heading(_) => true,
            BlockKind::Paragraph | BlockKind::Quote => {
                let words = super::section::heading_words(self.document, block);
                words.is_some_and(|words| super::section::named(&words).is_some())
            }
            _ => false,
        }
    }

    /// Heads of the columns that hold the times of a table.
    fn time_heads(&self, table: BlockId) -> &[BlockId] {
        let line = self.units.get(&table).and_then(|line| self.lines.get(*line));
        match line.map(|line| &line.candidate.place) {
            Some(Place::Row(row)) => &row.heads,
            _ => &[],
        }
    }

    fn lines_of(&self, block: BlockId) -> &[usize] {
        self.by_block.get(&block).map_or(&[], Vec::as_slice)
    }

    /// True where a block is nothing but a picture.
    fn is_picture(&self, block: BlockId) -> bool {
        let plain = self.document.plain_text(block);
        let covered: usize = plain
            .marks
            .iter()
            .filter(|(_, mark)| matches!(mark, Mark::Image(_)))
            .map(|(span, _)| span.len())
            .sum();
        let words = plain.text.chars().filter(|c| !c.is_whitespace()).count();
        let has_image = plain.marks.iter().any(|(_, mark)| matches!(mark, Mark::Image(_)));
        has_image && words <= covered
    }
}

/// A region in the making.
struct Region<'l, 's, 'a> {
    layout: &'l Layout<'s, 'a>,
    done: RegionLayout,
    /// Blocks since the last unit, which belong to the region only if another unit follows.
    waiting: Vec<BlockId>,
    /// True while what follows belongs to the entry above: under a heading or a paragraph.
    is_open: Owner,
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
    fn new(layout: &'l Layout<'s, 'a>) -> Region<'l, 's, 'a> {
        Region {
            layout,
            done: RegionLayout::default(),
            waiting: Vec::new(),
            is_open: Owner::Nobody,
        }
    }

    fn unit(&mut self, block: BlockId, line: usize) {
        let waiting = std::mem::take(&mut self.waiting);
        for between in waiting {
            self.take(between);
        }
        self.done.blocks.push(block);
        let place = &self.layout.lines[line].candidate.place;
        match place {
            Place::Heading(_) => self.is_open = Owner::Heading,
            Place::Paragraph => self.is_open = Owner::Paragraph,
            Place::Item { .. } | Place::Row(_) | Place::Raw => self.is_open = Owner::Nobody,
        }
        match &self.layout.document.block(block).kind {
            BlockKind::List(_) => self.list(block),
            BlockKind::Table => self.table(block),
            BlockKind::DefinitionList => self.definitions(block),
            _ => self.words(block),
        }
    }

    fn between(&mut self, block: BlockId) {
        let kind = &self.layout.document.block(block).kind;
        let is_evidence = matches!(kind, BlockKind::Code { .. } | BlockKind::Html)
            || self.layout.is_picture(block);
        // A time alone on its line has its words in the next block.
        let is_wanted = matches!(self.done.items.last(),
            Some(ItemLayout::Entry(_, pieces)) if pieces.is_empty());
        let belongs = self.is_open == Owner::Heading
            || self.waiting.is_empty()
                && (is_evidence || is_wanted && self.is_open == Owner::Paragraph);
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
        let belongs = is_evidence || self.is_open != Owner::Nobody;
        match self.done.items.last_mut() {
            Some(ItemLayout::Entry(_, pieces)) if belongs => pieces.push(piece),
            Some(ItemLayout::Note(pieces)) if is_evidence => pieces.push(piece),
            _ => self.done.items.push(ItemLayout::Note(vec![piece])),
        }
    }

    fn finish(mut self) -> RegionLayout {
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
            let keep = Keep::Part(plain.span(words.start, words.end));
            let is_empty = plain.text[words].trim().is_empty();
            (!is_empty).then_some(Piece { block: candidate.block, keep }).into_iter().collect()
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
        let Place::Row(Row { also_time, .. }) = &candidate.place else { return };
        let mut hidden = also_time.clone();
        hidden.push(candidate.block);
        let mut pieces = Vec::new();
        let plain = &candidate.plain;
        if !candidate.words.is_empty() {
            let keep = Keep::Part(plain.span(candidate.words.start, candidate.words.end));
            pieces.push(Piece { block: candidate.block, keep });
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
