//! Which code blocks are diagrams, and the words that go with each.

use super::diagram::{self, Comment, Found, Setting, Words};
use super::markdown::{BlockId, BlockKind, Document, VirtualText};
use crate::diag::{self, Diagnostic, Place};
use crate::model::{Diagram, DiagramKind};
use crate::source::Source;
use std::collections::BTreeMap;

/// A document's diagrams and where they stand.
#[derive(Debug, Default)]
pub(super) struct Drawings {
    /// The diagrams, in order.
    pub(super) diagrams: Vec<Diagram>,
    /// Code block → its diagram's number.
    pub(super) blocks: BTreeMap<BlockId, usize>,
    /// Paragraphs that became captions.
    pub(super) captions: Vec<BlockId>,
}

impl Drawings {
    /// Drawings that a screen reader has no words for.
    pub(super) fn without_words<'d>(
        &'d self,
        source: &'d Source,
    ) -> impl Iterator<Item = Diagnostic> + 'd {
        let is_silent =
            |diagram: &&Diagram| diagram.caption.is_none() && diagram.alternative.is_none();
        self.diagrams.iter().filter(is_silent).map(|diagram| {
            let place = Place::new(source.path(), source.line_span(diagram.start_line));
            diag::diagram_without_caption(place)
        })
    }
}

/// Collects the diagrams of a document; `found` is what its virtual fences stand around.
pub(super) fn drawings(document: &Document<'_>, setting: Setting, found: &[Found]) -> Drawings {
    let mut drawings = Drawings::default();
    if setting == Setting::Off {
        return drawings;
    }
    let neighbours = Neighbours::of(document);
    for block in document.ids() {
        let BlockKind::Code { info } = &document.block(block).kind else { continue };
        let Some(text) = document.code(block) else { continue };
        let Some((kind, start_line)) = kind(document, block, info.as_deref(), &text, found) else {
            continue;
        };
        let n_lines = u32::try_from(text.split('\n').count()).unwrap_or(u32::MAX);
        let Words { caption, alt } = words(document, block, info.as_deref(), &neighbours);
        let (caption, from) = match caption {
            Some(caption) => (Some(caption), None),
            None => caption_after(document, neighbours.after(block)),
        };
        drawings.captions.extend(from);
        drawings.blocks.insert(block, drawings.diagrams.len());
        drawings.diagrams.push(Diagram {
            text,
            start_line,
            end_line: start_line + n_lines - 1,
            kind,
            alternative: alt.or_else(|| match &caption {
                Some(_) => None,
                None => sentence_before(document, neighbours.before(block)),
            }),
            caption,
        });
    }
    drawings
}

/// How a code block came to be a diagram, and its first line without the fence; `None` for code.
fn kind(
    document: &Document<'_>,
    block: BlockId,
    info: Option<&str>,
    text: &str,
    found: &[Found],
) -> Option<(DiagramKind, u32)> {
    let line = document.line(block);
    let looks_drawn = || {
        let lines: Vec<&str> = text.split('\n').collect();
        diagram::looks_drawn(&lines)
    };
    match info {
        None => looks_drawn().then_some((DiagramKind::Indented, line)),
        Some(info) => {
            match VirtualText::drawing_number(info).and_then(|number| found.get(number)) {
                Some(found) => Some((DiagramKind::Detected, found.first_line)),
                None if diagram::is_drawing_info(info) => Some((DiagramKind::Fenced, line + 1)),
                None if diagram::is_plain_info(info) && looks_drawn() => {
                    Some((DiagramKind::Fenced, line + 1))
                }
                None => None,
            }
        }
    }
}

/// The words of the info string, else those of a comment right before.
fn words(
    document: &Document<'_>,
    block: BlockId,
    info: Option<&str>,
    neighbours: &Neighbours,
) -> Words {
    let own = info.map(Words::read).unwrap_or_default();
    if own != Words::default() {
        return own;
    }
    let comment = neighbours
        .before(block)
        .filter(|before| document.block(*before).kind == BlockKind::Html)
        .and_then(|before| diagram::comment(document.source().slice(document.block(before).span)));
    match comment {
        Some(Comment::Words(words)) => words,
        _ => Words::default(),
    }
}

/// A paragraph right after the drawing that opens with `Figure`, `Fig.` or `Diagram`.
fn caption_after(
    document: &Document<'_>,
    after: Option<BlockId>,
) -> (Option<String>, Option<BlockId>) {
    let caption = after
        .filter(|after| document.block(*after).kind == BlockKind::Paragraph)
        .map(|after| (document.plain_text(after).one_line(), after))
        .filter(|(text, _)| diagram::is_caption(text));
    match caption {
        Some((text, block)) => (Some(text), Some(block)),
        None => (None, None),
    }
}

/// The sentence that leads to the drawing, without its colon: its name for a screen reader.
fn sentence_before(document: &Document<'_>, before: Option<BlockId>) -> Option<String> {
    let mut block = before?;
    // A lead-in may stand in a quote, as the seed has it.
    while document.block(block).kind == BlockKind::Quote {
        block = document.children(Some(block)).last()?;
    }
    let text = document.plain_text(block).one_line();
    let sentence = text.rsplit(['.', '!', '?']).next().unwrap_or("").trim();
    let name = sentence.strip_suffix(':')?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// The siblings before and after every block.
struct Neighbours {
    before: BTreeMap<BlockId, BlockId>,
    after: BTreeMap<BlockId, BlockId>,
}

impl Neighbours {
    fn of(document: &Document<'_>) -> Neighbours {
        let mut last: BTreeMap<Option<BlockId>, BlockId> = BTreeMap::new();
        let mut neighbours = Neighbours { before: BTreeMap::new(), after: BTreeMap::new() };
        for block in document.ids() {
            if let Some(before) = last.insert(document.block(block).parent, block) {
                neighbours.before.insert(block, before);
                neighbours.after.insert(before, block);
            }
        }
        neighbours
    }

    fn before(&self, block: BlockId) -> Option<BlockId> {
        self.before.get(&block).copied()
    }

    fn after(&self, block: BlockId) -> Option<BlockId> {
        self.after.get(&block).copied()
    }
}
