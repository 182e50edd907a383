//! Where the sections of a document begin, whatever form their heads have.
//!
//! Heads are Markdown headings, and three forms that people write instead: a short line in a
//! double quote (`>> Timeline:`), a paragraph that is one of the field's words and a colon
//! (`Root cause:`), and a short paragraph all in bold (`**Impact**`). The heads' nesting becomes
//! the page's outline: the title is its level 1, and no level is skipped.

mod kind;
pub mod title;

pub use kind::section_kind;

use super::markdown::{BlockId, BlockKind, Document, Mark};
use crate::model::{Heading, Section, fold};
use std::collections::BTreeSet;

/// A heading of the page and the block that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The block: a heading, or the quote or paragraph that serves as one.
    pub block: BlockId,
    /// Its words, id and level on the page.
    pub heading: Heading,
    /// False for the forms that are no Markdown headings.
    pub is_markdown: bool,
}

/// A section: its head and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionLayout {
    /// What it is about, and its head's words.
    pub section: Section,
    /// The block of its head.
    pub head: BlockId,
    /// The top-level blocks under it up to the next head of any level.
    pub own: Vec<BlockId>,
    /// The top-level blocks under it, those of the sections inside it included.
    pub all: Vec<BlockId>,
}

/// The outline of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The first heading, where it is of level 1.
    pub title: Option<(BlockId, String)>,
    /// All other heads, in order.
    pub heads: Vec<Head>,
    /// The sections, in order; heads inside lists and quotes begin none.
    pub sections: Vec<SectionLayout>,
    /// The top-level blocks before the first section, the title left out.
    pub opening: Vec<BlockId>,
}

impl Outline {
    /// Reads a document's outline. `stated_title` is the front matter's: a level-1 heading that
    /// says something else stays part of the body.
    pub fn of(document: &Document<'_>, stated_title: Option<&str>) -> Outline {
        let title = title_of(document)
            .filter(|(_, words)| stated_title.is_none_or(|stated| is_same_title(stated, words)));
        let heads = Levels::default().heads(document, title.as_ref().map(|(block, _)| *block));
        let mut outline = Outline { title, heads, ..Outline::default() };
        outline.divide(document);
        outline
    }

    /// Deals the top-level blocks out to the sections.
    fn divide(&mut self, document: &Document<'_>) {
        let mut heads = self.heads.iter().peekable();
        let title = self.title.as_ref().map(|(block, _)| *block);
        for block in document.children(None) {
            while heads.next_if(|head| head.block < block).is_some() {}
            if let Some(head) = heads.next_if(|head| head.block == block) {
                self.sections.push(section_of(head));
                continue;
            }
            match self.sections.last_mut() {
                _ if Some(block) == title => {}
                Some(section) => section.own.push(block),
                None => self.opening.push(block),
            }
        }
        for index in 0..self.sections.len() {
            let level = self.sections[index].section.level;
            let inside =
                self.sections[index + 1..].iter().take_while(|other| other.section.level > level);
            let blocks: Vec<BlockId> = inside.flat_map(|other| other.own.iter().copied()).collect();
            let section = &mut self.sections[index];
            section.all = section.own.iter().copied().chain(blocks).collect();
        }
    }

    /// The sections of one kind, in order.
    pub fn of_kind(&self, kind: crate::model::SectionKind) -> impl Iterator<Item = &SectionLayout> {
        self.sections.iter().filter(move |section| section.section.kind == Some(kind))
    }
}

/// True for a heading that says the stated title, a number or the document's kind in front aside.
fn is_same_title(stated: &str, words: &str) -> bool {
    let stated = fold(stated);
    stated == fold(words) || stated == fold(title::without_lead(words))
}

fn section_of(head: &Head) -> SectionLayout {
    let heading = &head.heading;
    SectionLayout {
        section: Section {
            kind: section_kind(&heading.text),
            heading: heading.text.clone(),
            anchor: heading.anchor.clone(),
            level: heading.level,
            line: heading.line,
        },
        head: head.block,
        own: Vec::new(),
        all: Vec::new(),
    }
}

/// The first heading of the document, if it is of level 1 and stands at the top level. Where no
/// heading is of level 1, the very first block, if it is a head of another form and not that of a
/// section.
fn title_of(document: &Document<'_>) -> Option<(BlockId, String)> {
    let mut headings = document
        .children(None)
        .filter(|id| matches!(document.block(*id).kind, BlockKind::Heading(_)));
    if let Some(first) = headings.clone().next()
        && document.block(first).kind == BlockKind::Heading(1)
    {
        let words = document.plain_text(first).one_line();
        return (!words.is_empty()).then_some((first, words));
    }
    let has_title = headings.any(|id| document.block(id).kind == BlockKind::Heading(1));
    let first = document.children(None).next().filter(|_| !has_title)?;
    let words = match document.block(first).kind {
        BlockKind::Heading(_) => document.plain_text(first).one_line(),
        BlockKind::Paragraph => {
            stand_in(document, first).or_else(|| with_kind(&document.plain_text(first).text))?
        }
        BlockKind::Quote => {
            let (paragraph, _) = only_paragraph(document, first)?;
            with_kind(&document.plain_text(paragraph).text)?
        }
        _ => return None,
    };
    (section_kind(&words).is_none() && !words.is_empty()).then_some((first, words))
}

/// A line that says in front what kind of document it opens: `Postmortem: Orders down`.
fn with_kind(text: &str) -> Option<String> {
    let words = head_words(text, MOST_WORDS_OF_TITLE)?;
    title::without_kind(&words)?;
    Some(words)
}

/// Turns the levels that people write into those of the page.
#[derive(Default)]
struct Levels {
    /// The written levels of the heads that are open.
    open: Vec<u8>,
    /// The written level of the last Markdown heading, 1 before the first.
    last_markdown: u8,
    anchors: BTreeSet<String>,
}

impl Levels {
    fn heads(mut self, document: &Document<'_>, title: Option<BlockId>) -> Vec<Head> {
        let mut heads: Vec<Head> = Vec::new();
        for block in document.ids().filter(|block| Some(*block) != title) {
            if let Some(head) = self.head(document, block) {
                heads.push(head);
            }
        }
        heads
    }

    fn head(&mut self, document: &Document<'_>, block: BlockId) -> Option<Head> {
        let (words, written) = match document.block(block).kind {
            BlockKind::Heading(level) => {
                self.last_markdown = level;
                (document.plain_text(block).one_line(), level)
            }
            _ => (stand_in(document, block)?, self.last_markdown.max(1) + 1),
        };
        while self.open.pop_if(|level| *level >= written).is_some() {}
        self.open.push(written);
        let level = u8::try_from(self.open.len() + 1).map_or(6, |level| level.min(6));
        let anchor = self.anchor(document.heading_id(block), &words);
        let line = document.line(block);
        let is_markdown = matches!(document.block(block).kind, BlockKind::Heading(_));
        Some(Head { block, heading: Heading { text: words, anchor, level, line }, is_markdown })
    }

    /// An id that no other heading and nothing else on the page has.
    fn anchor(&mut self, stated: Option<&str>, words: &str) -> String {
        const TAKEN: [&str; 5] = ["t-", "fn-", "fnref-", "diagram-", "page-"];
        let mut wanted = stated.map_or_else(|| fold(words), str::to_owned);
        if TAKEN.iter().any(|prefix| wanted.starts_with(prefix)) {
            wanted.insert_str(0, "section-");
        }
        let mut anchor = wanted.clone();
        let mut number = 1;
        while !self.anchors.insert(anchor.clone()) {
            number += 1;
            anchor = format!("{wanted}-{number}");
        }
        anchor
    }
}

/// Most words that a head may have which is no Markdown heading.
const MOST_WORDS: usize = 8;

/// Most words that a title may have which is no Markdown heading.
const MOST_WORDS_OF_TITLE: usize = 20;

/// The words of a top-level block that serves as a heading without being one.
fn stand_in(document: &Document<'_>, block: BlockId) -> Option<String> {
    if document.block(block).parent.is_some() {
        return None;
    }
    match document.block(block).kind {
        BlockKind::Quote => {
            let (paragraph, depth) = only_paragraph(document, block)?;
            let text = document.plain_text(paragraph).text;
            let words = head_words(&text, MOST_WORDS)?;
            (depth >= 2 || text.trim_end().ends_with(':') && section_kind(&words).is_some())
                .then_some(words)
        }
        BlockKind::Paragraph => {
            let plain = document.plain_text(block);
            let words = head_words(&plain.text, MOST_WORDS)?;
            let is_bold = plain.marks.first().is_some_and(|(span, mark)| {
                *mark == Mark::Strong
                    && span.start == 0
                    && plain.text[span.end..].trim_matches([':', ' ', ';']).is_empty()
            });
            let is_label = plain.text.trim_end().ends_with(':') && section_kind(&words).is_some();
            (is_bold || is_label).then_some(words)
        }
        _ => None,
    }
}

/// The paragraph that is all a quote holds, and how deep the quote is.
fn only_paragraph(document: &Document<'_>, quote: BlockId) -> Option<(BlockId, usize)> {
    let mut depth = 1;
    let mut outer = quote;
    loop {
        let mut children = document.children(Some(outer));
        let (only, None) = (children.next()?, children.next()) else { return None };
        match document.block(only).kind {
            BlockKind::Paragraph => return Some((only, depth)),
            BlockKind::Quote => {
                depth += 1;
                outer = only;
            }
            _ => return None,
        }
    }
}

/// One line of at most so many words that is no sentence, without its colon.
fn head_words(text: &str, most_words: usize) -> Option<String> {
    let text = text.trim();
    let words = text.trim_end_matches([':', ';', ' ']);
    let is_head = !words.is_empty()
        && !words.contains('\n')
        && !words.ends_with(['.', '!', '?', ','])
        && !words.starts_with(|c: char| c.is_ascii_digit() && words.contains(':'))
        && words.split_whitespace().count() <= most_words;
    is_head.then(|| words.to_owned())
}

#[cfg(test)]
mod tests;
