//! Events → HTML with holes.

use super::events::{clip, take_code, take_image_words};
use super::footnote::Footnotes;
pub use super::page::escaped;
use super::page::{self, PLAIN_CODE, Page, hole};
use super::written::Finder;
use super::{BlockId, BlockKind, Document, sanitise};
use crate::config::RawHtml;
use crate::model::{Chunk, Code, Destination, Image, ImageSource, Link, decode};
use crate::source::Span;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// What becomes of single blocks; every other block is rendered as CommonMark says.
#[derive(Debug, Default)]
pub struct Plan {
    /// Blocks that stand for something else, wherever they are shown.
    pub blocks: BTreeMap<BlockId, Role>,
    /// What becomes of HTML in the document.
    pub html: RawHtml,
    /// Blocks that stand for something else in the body, and are shown as they are in pieces.
    pub in_body: BTreeMap<BlockId, Role>,
}

/// What a block stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is not shown: the title, which the page's head shows.
    LeftOut,
    /// It is a heading of the page.
    Heading {
        /// Level on the page, 2 to 6.
        level: u8,
        /// Id on the page.
        anchor: String,
        /// The words to show where the block is no Markdown heading; `None` shows its own.
        words: Option<String>,
    },
    /// It is diagram number n.
    Diagram(usize),
    /// Region number n of the timeline stands here.
    Timeline(usize),
}

/// A part of a document that is shown on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The block it is of.
    pub block: BlockId,
    /// How much of the block.
    pub keep: Keep,
}

/// How much of a block is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// All of it.
    Whole,
    /// What is in it, without the element around it.
    Inside,
    /// Of its words, those in this span of the source, without the element around them.
    Part(Span),
}

/// Renders the parts of one document, numbering links and footnotes across all of them.
pub struct Renderer<'d, 'a> {
    document: &'d Document<'a>,
    plan: &'d Plan,
    footnotes: Footnotes,
    view: View,
    /// Links to files and documents of the archive, in the order of their holes.
    pub links: Vec<Link>,
    /// Code in a named language, in the order of its holes.
    pub code: Vec<Code>,
    /// Images, in the order of their holes.
    pub images: Vec<Image>,
    in_link: bool,
}

/// What is being rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Body,
    Pieces,
}

/// Event with its number and place.
pub(super) type Numbered<'a> = (usize, Event<'a>, Span);

impl<'d, 'a> Renderer<'d, 'a> {
    /// A renderer that follows `plan`.
    pub fn new(document: &'d Document<'a>, plan: &'d Plan) -> Renderer<'d, 'a> {
        let footnotes = Footnotes::of(document.events.iter().map(|(event, _)| event));
        Renderer {
            document,
            plan,
            footnotes,
            view: View::Body,
            links: Vec::new(),
            code: Vec::new(),
            images: Vec::new(),
            in_link: false,
        }
    }

    /// The whole document, footnotes at its end.
    pub fn body(&mut self) -> Vec<Chunk> {
        self.view = View::Body;
        let mut page = Page::default();
        self.convert(self.numbered(0..self.document.events.len()), &mut page);
        self.footnote_section(&mut page);
        self.finish(page, 0)
    }

    /// Some parts of the document, one after the other.
    pub fn pieces(&mut self, pieces: &[Piece]) -> Vec<Chunk> {
        self.view = View::Pieces;
        let mut page = Page::default();
        for piece in pieces {
            let block = self.document.block(piece.block);
            let events = block.events.clone();
            let inside = match block.kind {
                BlockKind::TightText | BlockKind::Rule => events.clone(),
                _ => events.start + 1..events.end.saturating_sub(1).max(events.start + 1),
            };
            let events = match piece.keep {
                Keep::Whole => self.numbered(events),
                Keep::Inside => self.numbered(inside),
                Keep::Part(span) => clip(self.numbered(inside), span),
            };
            // Cells of a row that stand without their table must not run together.
            let is_cell = block.kind == BlockKind::Cell && pieces.len() > 1;
            if is_cell {
                page.raw("<div class=\"cell\">");
            }
            self.convert(events, &mut page);
            if is_cell {
                page.raw("</div>");
            }
        }
        let start = pieces.first().map_or(0, |piece| self.document.block(piece.block).events.start);
        self.finish(page, start)
    }

    /// Cuts a page at its holes; what is on it begins at this event.
    fn finish(&mut self, page: Page<'a>, start: usize) -> Vec<Chunk> {
        let mut finder = Finder::from(self.document, start);
        page.finish(|address| self.link(inside(address, Destination::File), finder.find(address)))
    }

    fn numbered(&self, range: Range<usize>) -> Vec<Numbered<'a>> {
        let events = &self.document.events[range.clone()];
        range.zip(events).map(|(index, (event, span))| (index, event.clone(), *span)).collect()
    }

    /// Event number → the block with a role that opens there, and its last event.
    fn role_at(&self, index: usize) -> Option<(&'d Role, usize)> {
        let id = self.document.block_at_event(index)?;
        let in_body = match self.view {
            View::Body => self.plan.in_body.get(&id),
            View::Pieces => None,
        };
        let role = in_body.or_else(|| self.plan.blocks.get(&id))?;
        Some((role, self.document.block(id).events.end))
    }

    fn convert(&mut self, events: Vec<Numbered<'a>>, page: &mut Page<'a>) {
        let mut events = events.into_iter().peekable();
        while let Some((index, event, span)) = events.next() {
            let skip_to = match self.role_at(index) {
                Some((Role::Heading { words: None, .. }, _)) | None => None,
                Some((role, end)) => {
                    page.stand_in(role);
                    Some(end)
                }
            }
            .or_else(|| self.hidden_until(index, &event));
            if let Some(end) = skip_to {
                while events.next_if(|(next, _, _)| *next < end).is_some() {}
                continue;
            }
            if let Event::Start(Tag::CodeBlock(kind)) = &event
                && let Some(language) = page::language(kind)
            {
                let text = take_code(&mut events);
                page.raw_owned(hole('c', self.code.len()));
                self.code.push(Code { language: language.to_owned(), text });
                continue;
            }
            if let Event::Start(Tag::Image { dest_url, title, .. }) = &event {
                page.raw_owned(hole('i', self.images.len()));
                let image = Image {
                    source: self.image_source(dest_url, span),
                    alternative: take_image_words(&mut events),
                    title: title.to_string(),
                    is_linked: self.in_link,
                };
                self.images.push(image);
                continue;
            }
            self.convert_one(index, event, span, page);
        }
    }

    /// Footnote texts wait for the end, and comments are nobody's business but the writer's.
    fn hidden_until(&self, index: usize, event: &Event<'_>) -> Option<usize> {
        let is_hidden = match event {
            Event::Start(Tag::FootnoteDefinition(_)) => true,
            Event::Start(Tag::HtmlBlock) => {
                let block = self.document.block(self.document.block_at_event(index)?);
                sanitise::is_comment(self.document.source.slice(block.span))
            }
            _ => false,
        };
        let id = self.document.block_at_event(index).filter(|_| is_hidden)?;
        Some(self.document.block(id).events.end)
    }

    fn convert_one(&mut self, index: usize, event: Event<'a>, span: Span, page: &mut Page<'a>) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.in_link = true;
                let address = self.address(link_type, &dest_url, span);
                page.open_link(address.as_deref(), &title);
            }
            Event::End(TagEnd::Link) => {
                self.in_link = false;
                page.raw("</a>");
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let (level, anchor) = match self.role_at(index) {
                    Some((Role::Heading { level, anchor, .. }, _)) => (*level, anchor.as_str()),
                    _ => (level as u8, ""),
                };
                page.open_heading(level, anchor);
            }
            Event::End(TagEnd::Heading(_)) => page.close_heading(),
            Event::Start(Tag::CodeBlock(_)) => page.raw(PLAIN_CODE),
            Event::End(TagEnd::CodeBlock) => page.raw("</code></pre></div>\n"),
            Event::Start(Tag::Table(alignments)) => page.open_table(alignments),
            Event::Start(Tag::TableHead) => page.raw("<thead><tr>"),
            Event::End(TagEnd::TableHead) => page.close_table_head(),
            Event::Start(Tag::TableRow) => page.open_row(),
            Event::End(TagEnd::TableRow) => page.raw("</tr>\n"),
            Event::Start(Tag::TableCell) => page.open_cell(),
            Event::End(TagEnd::TableCell) => page.close_cell(),
            Event::End(TagEnd::Table) => page.raw("</tbody></table></div>\n"),
            Event::Start(Tag::BlockQuote(Some(kind))) => page.open_alert(kind),
            Event::End(TagEnd::BlockQuote(Some(_))) => page.raw("</div>\n"),
            Event::TaskListMarker(done) => page.raw(if done {
                "<input type=\"checkbox\" disabled checked aria-label=\"done\"> "
            } else {
                "<input type=\"checkbox\" disabled aria-label=\"open\"> "
            }),
            Event::FootnoteReference(label) => {
                let reference = self.footnotes.reference(&label, index);
                page.raw_owned(reference);
            }
            Event::InlineHtml(html) if sanitise::is_comment(&html) => {}
            Event::InlineHtml(html) | Event::Html(html) if self.plan.html == RawHtml::Escape => {
                page.push(Event::Text(html));
            }
            Event::Start(Tag::HtmlBlock) if self.plan.html == RawHtml::Escape => page.raw("<p>"),
            Event::End(TagEnd::HtmlBlock) if self.plan.html == RawHtml::Escape => {
                page.raw("</p>\n");
            }
            Event::InlineHtml(_) | Event::Html(_) if self.plan.html == RawHtml::Sanitise => {
                page.push_foreign(event);
            }
            other => page.push(other),
        }
    }

    /// The text of an `href`: an address outside, or the hole of a link inside; `None`
    /// for a scheme that a page must not follow.
    fn address(&mut self, kind: LinkType, destination: &str, span: Span) -> Option<String> {
        if kind == LinkType::Email {
            return Some(format!("mailto:{}", escaped(destination)));
        }
        let wiki = matches!(kind, LinkType::WikiLink { .. });
        let link = match sanitise::classify(destination) {
            _ if wiki => inside(destination, Destination::Reference),
            sanitise::Address::Outside => return Some(escaped(destination)),
            sanitise::Address::Refused => return None,
            sanitise::Address::Inside => inside(destination, Destination::File),
        };
        Some(hole('h', self.link(link, span)))
    }

    /// The number of a new link.
    fn link(&mut self, link: Link, span: Span) -> usize {
        self.links.push(Link { span, ..link });
        self.links.len() - 1
    }

    fn image_source(&mut self, destination: &str, span: Span) -> ImageSource {
        match sanitise::classify(destination) {
            sanitise::Address::Outside => ImageSource::Outside(destination.to_owned()),
            sanitise::Address::Refused => ImageSource::Refused,
            sanitise::Address::Inside => {
                ImageSource::Link(self.link(inside(destination, Destination::File), span))
            }
        }
    }

    fn footnote_section(&mut self, page: &mut Page<'a>) {
        let notes = self.footnotes.order(self.document);
        if notes.is_empty() {
            return;
        }
        page.raw("<section class=\"footnotes\" aria-label=\"Footnotes\"><ol>\n");
        for note in notes {
            page.raw_owned(format!("<li id=\"fn-{}\">", note.number));
            let block = self.document.block(note.block);
            self.convert(self.numbered(block.events.start + 1..block.events.end - 1), page);
            page.raw_owned(note.way_back());
            page.raw("</li>\n");
        }
        page.raw("</ol></section>\n");
    }
}

/// Splits a destination into path and fragment, percent-encoding undone.
fn inside(destination: &str, to: fn(String) -> Destination) -> Link {
    let (path, fragment) = match destination.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment))),
        None => (destination, None),
    };
    let path = path.split('?').next().unwrap_or("");
    let to = if path.is_empty() { Destination::Here } else { to(decode(path)) };
    Link { to, fragment, span: Span::new(0, 0) }
}
