//! The tree of blocks, flat: each block knows where its descendants end, so that no depth of
//! nesting costs stack.

use crate::source::Span;
use pulldown_cmark::{CodeBlockKind, Event, Tag};
use std::ops::Range;

/// Number of a block in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub(super) usize);

/// A block of Markdown.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the source.
    pub span: Span,
    /// The block that it stands directly in.
    pub parent: Option<BlockId>,
    /// One past its last descendant.
    pub(super) end: usize,
    /// Its events, those that open and close it included.
    pub(super) events: Range<usize>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// The text of a tight list item, which CommonMark gives without a paragraph.
    TightText,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A block quote or alert.
    Quote,
    /// A code block.
    Code {
        /// The info string of a fence; `None` where the block is indented.
        info: Option<String>,
    },
    /// A block of raw HTML.
    Html,
    /// A list; numbered lists have their first number.
    List(Option<u64>),
    /// An item of a list, with the state of its check box where it has one.
    Item(Option<bool>),
    /// A table.
    Table,
    /// The head of a table, which holds cells.
    TableHead,
    /// A row of a table's body, which holds cells.
    TableRow,
    /// A cell of a table.
    Cell,
    /// The text of a footnote.
    FootnoteDefinition,
    /// A list of terms and definitions.
    DefinitionList,
    /// A term of a definition list.
    Term,
    /// A definition of a term.
    Definition,
    /// A thematic break.
    Rule,
}

/// Builds blocks from events.
#[derive(Default)]
pub(super) struct Builder {
    blocks: Vec<Block>,
    open: Vec<BlockId>,
}

impl Builder {
    /// Takes event number `index`.
    pub(super) fn take(&mut self, index: usize, event: &Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => match kind_of(tag) {
                Some(kind) => self.push(kind, index, span),
                None => self.take_inline(index, span),
            },
            Event::End(tag) if is_block_end(*tag) => {
                self.close_tight_text(index);
                self.close(index + 1);
            }
            Event::Rule => {
                self.push(BlockKind::Rule, index, span);
                self.close(index + 1);
            }
            Event::TaskListMarker(done) => {
                if let Some(item) = self.open.iter().rev().find(|id| self.is_item(**id)).copied() {
                    self.blocks[item.0].kind = BlockKind::Item(Some(*done));
                }
                self.take_inline(index, span);
            }
            _ => self.take_inline(index, span),
        }
    }

    fn is_item(&self, id: BlockId) -> bool {
        matches!(self.blocks[id.0].kind, BlockKind::Item(_))
    }

    fn push(&mut self, kind: BlockKind, index: usize, span: Span) {
        self.close_tight_text(index);
        let parent = self.open.last().copied();
        let id = BlockId(self.blocks.len());
        self.blocks.push(Block { kind, span, parent, end: id.0 + 1, events: index..index });
        self.open.push(id);
    }

    /// Inline content right inside an item opens a block of its own.
    fn take_inline(&mut self, index: usize, span: Span) {
        let Some(&top) = self.open.last() else { return };
        match self.blocks[top.0].kind {
            BlockKind::Item(_) | BlockKind::Definition => {
                self.push(BlockKind::TightText, index, span);
            }
            BlockKind::TightText => {
                let known = &mut self.blocks[top.0].span;
                known.end = known.end.max(span.end);
            }
            _ => {}
        }
    }

    fn close_tight_text(&mut self, index: usize) {
        if let Some(&top) = self.open.last()
            && self.blocks[top.0].kind == BlockKind::TightText
        {
            self.close(index);
        }
    }

    fn close(&mut self, events_end: usize) {
        if let Some(id) = self.open.pop() {
            let end = self.blocks.len();
            let block = &mut self.blocks[id.0];
            block.end = end;
            block.events.end = events_end;
        }
    }

    pub(super) fn finish(mut self, n_events: usize) -> Vec<Block> {
        while !self.open.is_empty() {
            self.close(n_events);
        }
        self.blocks
    }
}

fn kind_of(tag: &Tag<'_>) -> Option<BlockKind> {
    Some(match tag {
        Tag::Paragraph => BlockKind::Paragraph,
        Tag::Heading { level, .. } => BlockKind::Heading(*level as u8),
        Tag::BlockQuote(_) => BlockKind::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            BlockKind::Code { info: Some(info.to_string()) }
        }
        Tag::CodeBlock(CodeBlockKind::Indented) => BlockKind::Code { info: None },
        Tag::HtmlBlock => BlockKind::Html,
        Tag::List(start) => BlockKind::List(*start),
        Tag::Item => BlockKind::Item(None),
        Tag::Table(_) => BlockKind::Table,
        Tag::TableHead => BlockKind::TableHead,
        Tag::TableRow => BlockKind::TableRow,
        Tag::TableCell => BlockKind::Cell,
        Tag::FootnoteDefinition(_) => BlockKind::FootnoteDefinition,
        Tag::DefinitionList => BlockKind::DefinitionList,
        Tag::DefinitionListTitle => BlockKind::Term,
        Tag::DefinitionListDefinition => BlockKind::Definition,
        Tag::MetadataBlock(_)
        | Tag::Emphasis
        | Tag::Strong
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript
        | Tag::Link { .. }
        | Tag::Image { .. } => return None,
    })
}

fn is_block_end(tag: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd;
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::MetadataBlock(_)
    )
}
