//! The prose of a document in pieces: paragraphs, list items and rows of two cells, each with its
//! label and the kind of section it stands in.
//!
//! Left out: the timeline, whose entries speak for themselves; quotes, which are somebody else's
//! words; code.

use super::Evidence;
use crate::model::{SectionKind, fold};
use crate::parse::markdown::{BlockId, BlockKind, Document, Mark, PlainText};
use crate::parse::sections::section_kind;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Longest passage that is read, in bytes; what takes longer states nothing in short, and what is
/// looked for in it may cost the square of its length.
const LONGEST: usize = 4_000;

/// Most words of a label.
const MOST_LABEL_WORDS: usize = 6;

/// A piece of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// What the section is about that it stands in.
    pub(super) section: Section,
    /// The label before its words, folded: `Duration of the Outage:` is `duration-of-the-outage`.
    pub(super) label: Option<String>,
    /// Its words without the label, on one line.
    pub(super) text: String,
    /// The lines of the source, from 1, that bytes of `text` stand on, each with its first byte.
    lines: Vec<(usize, u32)>,
}

/// Where a passage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// Before the first section.
    Opening,
    /// In a section of a known kind.
    Of(SectionKind),
    /// In another section.
    Other,
}

impl Passage {
    /// True where its label is one of these.
    pub(super) fn is_labelled(&self, labels: &[&str]) -> bool {
        self.label.as_deref().is_some_and(|label| labels.contains(&label))
    }

    /// Its first line.
    pub(super) fn line(&self) -> u32 {
        self.line_at(0)
    }

    /// The line that byte `at` of its words stands on.
    pub(super) fn line_at(&self, at: usize) -> u32 {
        let next = self.lines.partition_point(|(start, _)| *start <= at);
        next.checked_sub(1).map_or(1, |index| self.lines[index].1)
    }

    pub(super) fn is_in(&self, kind: SectionKind) -> bool {
        self.section == Section::Of(kind)
    }

    /// True before the first section, in summaries and impact sections, and under a label that
    /// speaks of the outage.
    pub(super) fn tells_of_the_whole(&self) -> bool {
        const LABELS: [&str; 6] =
            ["duration", "outage", "incident", "downtime", "impact", "summary"];
        matches!(
            self.section,
            Section::Opening | Section::Of(SectionKind::Summary | SectionKind::Impact)
        ) || self
            .label
            .as_deref()
            .is_some_and(|label| label.split('-').any(|word| LABELS.contains(&word)))
    }
}

/// The passages of a document, in its order.
pub(super) fn passages(evidence: Evidence<'_>) -> Vec<Passage> {
    let document = evidence.document;
    let sections = sections(evidence);
    let left_out = left_out(evidence);
    let mut reader = Reader {
        document,
        around: Section::Opening,
        section: Section::Opening,
        passages: Vec::new(),
    };
    let mut skipped_until = None;
    for id in document.ids() {
        let block = document.block(id);
        if block.parent.is_none() {
            reader.around = sections.get(&id).copied().unwrap_or(Section::Opening);
            reader.section = reader.around;
        }
        if skipped_until.is_some_and(|end| block.span.start < end) {
            continue;
        }
        skipped_until = None;
        if left_out.contains(&id) || is_foreign(&block.kind) {
            skipped_until = Some(block.span.end);
            continue;
        }
        reader.enter_item(id);
        match block.kind {
            BlockKind::Paragraph | BlockKind::TightText => reader.text(id),
            BlockKind::TableHead | BlockKind::TableRow => reader.row(id),
            _ => {}
        }
    }
    reader.passages
}

fn is_foreign(kind: &BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Quote
            | BlockKind::Code { .. }
            | BlockKind::Html
            | BlockKind::FootnoteDefinition
            | BlockKind::Heading(_)
    )
}

/// The timeline, and what serves as a head.
fn left_out(evidence: Evidence<'_>) -> BTreeSet<BlockId> {
    let regions = evidence.reading.regions.iter().flat_map(|region| region.blocks.iter().copied());
    regions.chain(evidence.outline.heads.iter().map(|head| head.block)).collect()
}

/// The kind of section of each top-level block; a section about nothing known is about what the
/// one around it is about.
fn sections(evidence: Evidence<'_>) -> BTreeMap<BlockId, Section> {
    let mut open: Vec<(u8, Section)> = Vec::new();
    let mut sections = BTreeMap::new();
    for layout in &evidence.outline.sections {
        let level = layout.section.level;
        while open.pop_if(|(outer, _)| *outer >= level).is_some() {}
        let around = open.last().map_or(Section::Other, |(_, section)| *section);
        let section = layout.section.kind.map_or(around, Section::Of);
        open.push((level, section));
        sections.extend(layout.own.iter().map(|block| (*block, section)));
    }
    sections
}

struct Reader<'d> {
    document: &'d Document<'d>,
    /// What the section is about that the top-level block stands in.
    around: Section,
    /// The same, or what the item of a top-level list is about that opens with a head of its own.
    section: Section,
    passages: Vec<Passage>,
}

impl Reader<'_> {
    /// `- **Impact**:` is the head of what is below it in its item.
    fn enter_item(&mut self, item: BlockId) {
        let block = self.document.block(item);
        let is_top = block.parent.is_some_and(|list| self.document.block(list).parent.is_none());
        if !is_top || !matches!(block.kind, BlockKind::Item(_)) {
            return;
        }
        let mut children = self.document.children(Some(item));
        let head = children.next().map(|head| self.document.plain_text(head).text);
        let words = head.as_deref().and_then(|text| text.trim().strip_suffix(':'));
        let kind = words.filter(|_| children.next().is_some()).and_then(section_kind);
        self.section = kind.map_or(self.around, Section::Of);
    }

    /// A paragraph is one passage, or one for each of its lines that has a label.
    fn text(&mut self, block: BlockId) {
        let plain = self.document.plain_text(block);
        let mut start = 0;
        let mut at = 0;
        for line in plain.text.split_inclusive('\n') {
            if at > start && label(line, at, &plain).is_some() {
                self.push(&plain, start, at);
                start = at;
            }
            at += line.len();
        }
        self.push(&plain, start, at);
    }

    fn push(&mut self, plain: &PlainText, start: usize, end: usize) {
        let text = &plain.text[start..end];
        let (label, words) = match label(text, start, plain) {
            Some((label, length)) => (Some(fold(label)), &text[length..]),
            None => (None, text),
        };
        self.add(label, plain, Span::new(end - words.len(), end));
    }

    /// A row of two cells is a label and its words.
    fn row(&mut self, row: BlockId) {
        let cells: Vec<BlockId> = self.document.children(Some(row)).collect();
        if let [label, words] = cells[..] {
            let label = self.document.plain_text(label).one_line();
            let words = self.document.plain_text(words);
            let is_label = is_label(label.trim_end_matches(':'));
            let whole = Span::new(0, words.text.len());
            self.add(is_label.then(|| fold(&label)), &words, whole);
        }
    }

    fn add(&mut self, label: Option<String>, plain: &PlainText, span: Span) {
        let mut text = String::new();
        let mut lines = Vec::new();
        let mut at = span.start;
        for piece in plain.text[span.start..span.end].split_inclusive('\n') {
            for (index, word) in piece.split_whitespace().enumerate() {
                if !text.is_empty() {
                    text.push(' ');
                }
                if index == 0 {
                    let line = self.document.source().line_number(plain.to_source(at));
                    lines.push((text.len(), line));
                }
                text.push_str(word);
            }
            at += piece.len();
        }
        text.truncate(text.floor_char_boundary(LONGEST));
        if !text.is_empty() {
            self.passages.push(Passage { section: self.section, label, text, lines });
        }
    }
}

/// The label that a text opens with, and the bytes up to the words behind it: up to a colon, or in
/// bold.
fn label<'t>(text: &'t str, start: usize, plain: &PlainText) -> Option<(&'t str, usize)> {
    let lead = text.len() - text.trim_start().len();
    let first = plain.marks.partition_point(|(span, _)| span.start < start + lead);
    let bold = plain.marks[first..]
        .iter()
        .take_while(|(span, _)| span.start == start + lead)
        .find(|(_, mark)| *mark == Mark::Strong)
        .map(|(span, _)| span.end.saturating_sub(start).min(text.len()));
    if let Some(end) = bold
        && let Some(words) = text.get(lead..end)
        && is_label(words.trim_end_matches([':', ' ']))
    {
        let rest = text[end..].trim_start_matches([':', ' ', '-', '–', '—']);
        return Some((words.trim_end_matches([':', ' ']), text.len() - rest.len()));
    }
    let (words, _) = text.split_once(':')?;
    let is_set_off = text[words.len() + 1..].starts_with(char::is_whitespace);
    (is_set_off && is_label(words.trim())).then(|| (words.trim(), words.len() + 1))
}

/// A few words on one line that are no sentence.
fn is_label(words: &str) -> bool {
    words.split_whitespace().count() <= MOST_LABEL_WORDS
        && words.starts_with(char::is_alphabetic)
        && !words.contains(['.', '!', '?', ';', '\n', ','])
}
