//! Blocks → lines that start with a time, each with the company it stands in.

use super::section::{self, Section, Tracker};
use super::stamp::Stamp;
use super::{Clues, raw, table};
use crate::parse::markdown::{BlockId, BlockKind, Document, PlainText};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// What a line stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A heading of this level.
    Heading(u8),
    /// The first text of a list's item.
    Item {
        /// Its list.
        list: BlockId,
        /// The list that its list stands in.
        outer: Option<BlockId>,
    },
    /// A paragraph, or a term of a definition list.
    Paragraph,
    /// A table's row.
    Row(table::Row),
    /// Raw HTML or indented code, which stays on the page as it is.
    Raw,
}

/// A line that starts with a time.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// The block that holds the words.
    pub block: BlockId,
    /// Its words, shared by all lines of the block.
    pub plain: Rc<PlainText>,
    pub place: Place,
    pub section: Section,
    /// The block that opened the timeline that it stands in.
    pub head: Option<BlockId>,
    /// Number of the heading that it stands under, in the order of the text.
    pub heading: usize,
    /// Bytes of the block's words that the line and its continuation take.
    pub line: Range<usize>,
    /// True where the heading right above is a time or day itself.
    pub is_under_time: bool,
    /// True for the first line of its block.
    pub is_first: bool,
    /// The token; its places count from the line's start.
    pub stamp: Stamp,
    /// Bytes of the block's words that are the writer's own, token and separator left out.
    pub words: Range<usize>,
}

/// All that was seen on a walk through the document.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub candidates: Vec<Candidate>,
    /// Items per list.
    pub items_in: BTreeMap<BlockId, usize>,
    /// Blocks that open a timeline.
    pub heads: BTreeSet<BlockId>,
    /// Code blocks under a timeline's heading.
    pub codes: Vec<BlockId>,
    /// Blocks that hold words, outside quotes, with their section.
    pub texts: Vec<Text>,
}

/// A block that holds words.
#[derive(Debug)]
pub(super) struct Text {
    pub block: BlockId,
    pub section: Section,
    /// The block that opened the timeline that it stands in.
    pub head: Option<BlockId>,
}

/// Walks through the document once.
pub(super) fn survey(document: &Document<'_>, clues: &Clues) -> Survey {
    let mut walk = Walk {
        document,
        clues,
        tracker: Tracker::default(),
        apart: BTreeSet::new(),
        heading: 0,
        is_under_time: false,
        survey: Survey::default(),
    };
    for id in document.ids() {
        walk.visit(id);
    }
    walk.survey
}

struct Walk<'d, 'a> {
    document: &'d Document<'a>,
    clues: &'d Clues,
    tracker: Tracker,
    /// Quotes and footnotes, and all blocks in them.
    apart: BTreeSet<BlockId>,
    heading: usize,
    /// The last heading was a time or day.
    is_under_time: bool,
    survey: Survey,
}

impl Walk<'_, '_> {
    fn visit(&mut self, id: BlockId) {
        let block = self.document.block(id);
        self.tracker.advance(block.span.start);
        let in_quote = block.parent.is_some_and(|parent| self.apart.contains(&parent));
        if in_quote || section::is_apart(self.document, id) {
            self.apart.insert(id);
        }
        match &block.kind {
            BlockKind::Heading(level) => self.heading(id, *level),
            BlockKind::Paragraph | BlockKind::TightText | BlockKind::Term => {
                self.words(id, in_quote);
            }
            BlockKind::Item(_) if !in_quote => {
                if let Some(list) = block.parent {
                    *self.survey.items_in.entry(list).or_default() += 1;
                }
            }
            BlockKind::Table if !in_quote => self.table(id),
            BlockKind::Html | BlockKind::Code { .. } if !in_quote => self.raw(id),
            _ => {}
        }
    }

    fn heading(&mut self, id: BlockId, level: u8) {
        let plain = self.document.plain_text(id);
        let before = self.tracker.head;
        self.tracker.heading(id, level, &plain.text, self.clues);
        self.note_head(before);
        self.push_text(id);
        let stamp = Stamp::read(&plain.text, self.clues);
        self.is_under_time = stamp.is_some() && self.tracker.head != Some(id);
        if let Some(stamp) = stamp {
            let line = Line { place: Place::Heading(level), range: 0..plain.text.len(), stamp };
            self.push(id, &Rc::new(plain), line);
        } else {
            self.heading += 1;
        }
    }

    fn push_text(&mut self, block: BlockId) {
        let (section, head) = (self.tracker.section(), self.tracker.head);
        self.survey.texts.push(Text { block, section, head });
    }

    fn note_head(&mut self, before: Option<BlockId>) {
        if let Some(head) = self.tracker.head
            && before != Some(head)
        {
            self.survey.heads.insert(head);
        }
    }

    /// A paragraph, the text of an item, or a term.
    fn words(&mut self, id: BlockId, in_quote: bool) {
        let plain = self.document.plain_text(id);
        if let Some(words) = section::pseudo_heading(&plain, in_quote) {
            let before = self.tracker.head;
            self.tracker.pseudo_heading(id, words, self.item_end(id));
            self.note_head(before);
            if self.tracker.head == Some(id) {
                self.heading += 1;
                self.push_text(id);
                return;
            }
        }
        if in_quote {
            return;
        }
        self.push_text(id);
        if let Some(place) = self.place(id) {
            self.lines(id, &place, plain);
        }
    }

    /// The end of the item that a block is the text of.
    fn item_end(&self, id: BlockId) -> Option<usize> {
        let parent = self.document.block(self.document.block(id).parent?);
        matches!(parent.kind, BlockKind::Item(_)).then_some(parent.span.end)
    }

    /// Where the words of a block may be entries: not in the later paragraphs of an item.
    fn place(&self, id: BlockId) -> Option<Place> {
        let block = self.document.block(id);
        let Some(parent) = block.parent else { return Some(Place::Paragraph) };
        match self.document.block(parent).kind {
            BlockKind::Item(_) => {
                let is_first = self.document.children(Some(parent)).next() == Some(id);
                let list = self.document.block(parent).parent?;
                let above = self.document.block(list).parent;
                let outer = above.and_then(|item| self.document.block(item).parent);
                is_first.then_some(Place::Item { list, outer })
            }
            BlockKind::DefinitionList => Some(Place::Paragraph),
            _ => None,
        }
    }

    /// Every line that starts with a time opens a stretch up to the next such line.
    fn lines(&mut self, id: BlockId, place: &Place, plain: PlainText) {
        let plain = Rc::new(plain);
        let mut at = 0;
        let mut found: Vec<(usize, Stamp)> = Vec::new();
        let may_be_labelled = self.tracker.section() == Section::Timeline
            && matches!(place, Place::Item { .. })
            && !plain.text.contains('\n');
        for line in plain.text.split('\n') {
            let stamp = Stamp::read(line, self.clues);
            let labelled = || may_be_labelled.then(|| Stamp::behind_label(line, self.clues));
            if let Some(stamp) = stamp.or_else(|| labelled().flatten())
                && (at == 0 || *place == Place::Raw || continues(&found, &stamp))
            {
                found.push((at, stamp));
            }
            at += line.len() + 1;
        }
        let starts: Vec<usize> = found.iter().map(|(at, _)| *at).collect();
        for (number, (start, stamp)) in found.into_iter().enumerate() {
            let end = starts.get(number + 1).copied().unwrap_or(plain.text.len());
            self.push(id, &plain, Line { place: place.clone(), range: start..end, stamp });
        }
    }

    /// Raw HTML and code: their lines may name a timeline and be its entries.
    fn raw(&mut self, id: BlockId) {
        let is_code = matches!(self.document.block(id).kind, BlockKind::Code { .. });
        let Some(plain) = raw::words(self.document, id) else {
            if self.tracker.section() == Section::Timeline {
                self.survey.codes.push(id);
            }
            return;
        };
        let before = self.tracker.head;
        for line in plain.text.lines().filter(|line| line.len() <= 80) {
            self.tracker.raw_heading(id, line);
        }
        self.note_head(before);
        if is_code && self.tracker.section() == Section::Timeline {
            self.survey.codes.push(id);
        }
        self.lines(id, &Place::Raw, plain);
    }

    fn table(&mut self, id: BlockId) {
        let section = self.tracker.section();
        for (cell, row, stamp) in table::rows(self.document, id, section, self.clues) {
            let plain = Rc::new(self.document.plain_text(cell));
            let line = Line { place: Place::Row(row), range: 0..plain.text.len(), stamp };
            self.push(cell, &plain, line);
        }
    }

    fn push(&mut self, block: BlockId, plain: &Rc<PlainText>, line: Line) {
        let words = line.words(&plain.text);
        self.survey.candidates.push(Candidate {
            block,
            words,
            plain: Rc::clone(plain),
            place: line.place,
            section: self.tracker.section(),
            head: self.tracker.head,
            heading: self.heading,
            is_under_time: self.is_under_time,
            is_first: line.range.start == 0,
            line: line.range,
            stamp: line.stamp,
        });
    }
}

/// What is to become a candidate.
struct Line {
    place: Place,
    range: Range<usize>,
    stamp: Stamp,
}

impl Line {
    /// What stands behind the token, or before it where it stands last; no blanks at the end.
    fn words(&self, text: &str) -> Range<usize> {
        let (start, end) = match self.stamp.label {
            Some(label) => (self.range.start, self.range.start + label),
            None => ((self.range.start + self.stamp.rest).min(self.range.end), self.range.end),
        };
        start..start + text[start..end].trim_end().len()
    }
}

/// Within a block, only lines like the first one are entries of their own: a sentence that was
/// wrapped before a time is not.
fn continues(found: &[(usize, Stamp)], stamp: &Stamp) -> bool {
    use super::stamp::{Separator, Strength};
    found.first().is_some_and(|(at, first)| {
        let shape = |stamp: &Stamp| stamp.start.clock.map(|clock| clock.shape);
        *at == 0
            && stamp.strength() >= Strength::Weak
            && !stamp.is_prose
            && (stamp.separator == first.separator || stamp.separator == Separator::Mark)
            && shape(stamp).is_some() == shape(first).is_some()
    })
}
