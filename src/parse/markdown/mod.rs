//! Markdown text → blocks with places, and blocks → HTML with holes. `pulldown_cmark`'s door.
//!
//! 1. [`Document::parse`] keeps the parser's events and the tree of blocks they describe; every
//!    place is a span of the *source*, virtual fences and front matter taken into account.
//! 2. The other rooms of `parse` ask it for blocks and their [`PlainText`].
//! 3. [`render`] turns events into HTML, following a [`Plan`](render::Plan) of what
//!    to leave out, to move or to leave to the theme.
//!
//! Never: another file, an address of the site, a decision about what a block means.

mod block;
mod events;
mod fence;
mod footnote;
mod page;
pub mod render;
mod sanitise;
mod text;
mod written;

pub use block::{Block, BlockId, BlockKind};
pub use fence::{Fenced, VirtualText};
pub use sanitise::absolute;
pub use text::{Mark, PlainText};

use crate::source::{Source, Span};
use block::Builder;
use pulldown_cmark::{Event, Options, Parser};

/// The extensions that are understood: those of GFM, footnotes, heading attributes, definition
/// lists and `[[links]]`.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

/// A parsed document: events and blocks in the order of the text.
pub struct Document<'a> {
    source: &'a Source,
    events: Vec<(Event<'a>, Span)>,
    blocks: Vec<Block>,
}

impl<'a> Document<'a> {
    /// Parses the body, which starts at byte `body_start` of the source.
    pub fn parse(source: &'a Source, body_start: usize) -> Document<'a> {
        let body = &source.text()[body_start..];
        let events = Parser::new_ext(body, options())
            .into_offset_iter()
            .map(|(event, range)| (event, Span::from(range).shifted(body_start)))
            .collect();
        Document::of_events(source, events)
    }

    /// Parses the body with fences around what was found to be a drawing.
    pub fn parse_fenced(source: &'a Source, text: &'a VirtualText) -> Document<'a> {
        let events = Parser::new_ext(text.text(), options())
            .into_offset_iter()
            .map(|(event, range)| (event, text.to_source(range)))
            .collect();
        Document::of_events(source, events)
    }

    /// The parser's places in definition lists may lie inside a character (0.13); they are moved to
    /// its borders.
    fn of_events(source: &'a Source, mut events: Vec<(Event<'a>, Span)>) -> Document<'a> {
        let text = source.text();
        for (_, span) in &mut events {
            let start = text.floor_char_boundary(span.start);
            *span = Span::new(start, text.ceil_char_boundary(span.end).max(start));
        }
        let mut builder = Builder::default();
        for (index, (event, span)) in events.iter().enumerate() {
            builder.take(index, event, *span);
        }
        Document { source, blocks: builder.finish(events.len()), events }
    }

    /// The source that every span lies in.
    pub fn source(&self) -> &'a Source {
        self.source
    }

    /// All blocks in the order of the text; a block's descendants follow it directly.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The ids of all blocks in the order of the text.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = BlockId> + use<> {
        (0..self.blocks.len()).map(BlockId)
    }

    /// One block.
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.0]
    }

    /// The blocks directly inside `id`, in order; those of the document for `None`.
    pub fn children(&self, id: Option<BlockId>) -> Children<'_> {
        let (next, end) = match id {
            Some(id) => (id.0 + 1, self.blocks[id.0].end),
            None => (0, self.blocks.len()),
        };
        Children { blocks: &self.blocks, next, end }
    }

    /// The words directly inside a block that holds text (paragraph, heading, cell, term), marks
    /// told apart; of other blocks, nothing.
    pub fn plain_text(&self, id: BlockId) -> PlainText {
        text::plain_text(self, id)
    }

    /// The id that a heading's attributes state (`## Words {#id}`).
    pub fn heading_id(&self, id: BlockId) -> Option<&str> {
        match self.events.get(self.block(id).events.start)? {
            (Event::Start(pulldown_cmark::Tag::Heading { id, .. }), _) => id.as_deref(),
            _ => None,
        }
    }

    /// The block that event number `index` opens.
    fn block_at_event(&self, index: usize) -> Option<BlockId> {
        let at = self.blocks.partition_point(|block| block.events.start < index);
        // A block of tight text starts on the event that opens nothing itself; so does no other.
        self.blocks.get(at).filter(|block| block.events.start == index).map(|_| BlockId(at))
    }

    /// Line of the source on which a block starts, from 1.
    pub fn line(&self, id: BlockId) -> u32 {
        self.source.line_number(self.blocks[id.0].span.start)
    }

    /// The comments of the body (`<!-- … -->`), in order; those in code are none.
    pub fn comments(&self) -> Vec<Span> {
        let blocks = self.blocks.iter().filter(|block| block.kind == BlockKind::Html);
        let inline = self.events.iter().filter(|(event, _)| matches!(event, Event::InlineHtml(_)));
        let mut spans: Vec<Span> = blocks
            .map(|block| block.span)
            .chain(inline.map(|(_, span)| *span))
            .flat_map(|span| comments_in(self.source.slice(span), span.start))
            .collect();
        spans.sort_unstable();
        spans
    }

    /// Text of a code block as CommonMark gives it, without its last line end; `None` for others.
    pub fn code(&self, id: BlockId) -> Option<String> {
        let block = self.block(id);
        matches!(block.kind, BlockKind::Code { .. }).then(|| {
            let mut code = String::new();
            for (event, _) in &self.events[block.events.clone()] {
                if let Event::Text(text) = event {
                    code.push_str(text);
                }
            }
            if code.ends_with('\n') {
                code.pop();
            }
            code
        })
    }
}

/// The comments in HTML that starts at byte `start` of the source.
fn comments_in(html: &str, start: usize) -> Vec<Span> {
    let closed = |(at, _): (usize, &str)| {
        let length = html[at..].find("-->")? + "-->".len();
        Some(Span::new(start + at, start + at + length))
    };
    html.match_indices("<!--").filter_map(closed).collect()
}

/// Walks the blocks directly inside another.
#[derive(Clone)]
pub struct Children<'d> {
    blocks: &'d [Block],
    next: usize,
    end: usize,
}

impl Iterator for Children<'_> {
    type Item = BlockId;

    fn next(&mut self) -> Option<BlockId> {
        if self.next >= self.end {
            return None;
        }
        let id = self.next;
        self.next = self.blocks[id].end;
        Some(BlockId(id))
    }
}

#[cfg(test)]
mod tests;
