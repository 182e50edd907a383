//! Entries → regions of the page: what takes the place of which blocks, and who holds what stands
//! between two entries.

use super::container::{Candidate, Place};
use super::region::Region;
use super::select::Kind;
use super::{Document, RegionLayout};
use crate::parse::markdown::{BlockId, BlockKind, Mark};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

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

pub(super) struct Layout<'s, 'a> {
    pub document: &'s Document<'a>,
    pub lines: &'s [Line<'s>],
    /// Lines by the block that holds their words.
    by_block: BTreeMap<BlockId, Vec<usize>>,
    /// Lines of tables by their row.
    pub by_row: BTreeMap<BlockId, usize>,
    /// Of lists that hold a line, the outermost list around them with an item that is a line.
    outermost: BTreeMap<BlockId, BlockId>,
    /// Blocks that hold a line at any depth.
    pub holders: BTreeSet<BlockId>,
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
    pub fn time_heads(&self, table: BlockId) -> &[BlockId] {
        let line = self.units.get(&table).and_then(|line| self.lines.get(*line));
        match line.map(|line| &line.candidate.place) {
            Some(Place::Row(row)) => &row.heads,
            _ => &[],
        }
    }

    pub fn lines_of(&self, block: BlockId) -> &[usize] {
        self.by_block.get(&block).map_or(&[], Vec::as_slice)
    }

    /// True where a block is nothing but a picture.
    pub fn is_picture(&self, block: BlockId) -> bool {
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
