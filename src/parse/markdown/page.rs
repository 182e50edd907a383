//! HTML in the making, and its cutting at the holes.

use super::render::Role;
use super::{sanitise, written};
use crate::model::Chunk;
use crate::source::{HOLE_CLOSE, HOLE_OPEN};
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, html};
use std::collections::BTreeSet;

/// HTML in the making.
#[derive(Default)]
pub(super) struct Page<'a> {
    events: Vec<Event<'a>>,
    heading: Option<(u8, String)>,
    table: Option<Table>,
    /// Numbers of the events that are the writer's own HTML.
    foreign: Vec<usize>,
}

impl<'a> Page<'a> {
    pub(super) fn push(&mut self, event: Event<'a>) {
        self.events.push(event);
    }

    pub(super) fn raw(&mut self, html: &'static str) {
        self.events.push(Event::InlineHtml(html.into()));
    }

    pub(super) fn raw_owned(&mut self, html: String) {
        self.events.push(Event::InlineHtml(html.into()));
    }

    pub(super) fn stand_in(&mut self, role: &Role) {
        match role {
            Role::LeftOut => {}
            Role::Heading { level, anchor, words } => {
                self.open_heading(*level, anchor);
                self.raw_owned(escaped(words.as_deref().unwrap_or("")));
                self.close_heading();
            }
            Role::Diagram(number) => self.raw_owned(hole('d', *number)),
            Role::Timeline(number) => self.raw_owned(hole('t', *number)),
        }
    }

    pub(super) fn open_table(&mut self, alignments: Vec<Alignment>) {
        self.table = Some(Table { alignments, column: 0, cell: "th" });
        self.raw(
            "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>",
        );
    }

    pub(super) fn close_table_head(&mut self) {
        if let Some(table) = &mut self.table {
            table.cell = "td";
        }
        self.raw("</tr></thead><tbody>\n");
    }

    pub(super) fn open_row(&mut self) {
        if let Some(table) = &mut self.table {
            table.column = 0;
        }
        self.raw("<tr>");
    }

    /// Alignment goes by class: the page's security policy refuses inline styles.
    pub(super) fn open_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        table.column += 1;
        let scope = if table.cell == "th" { " scope=\"col\"" } else { "" };
        let html = format!("<{}{scope}{class}>", table.cell);
        self.raw_owned(html);
    }

    pub(super) fn close_cell(&mut self) {
        let cell = self.table.as_ref().map_or("td", |table| table.cell);
        self.raw(if cell == "th" { "</th>" } else { "</td>" });
    }

    pub(super) fn open_heading(&mut self, level: u8, anchor: &str) {
        self.raw_owned(if anchor.is_empty() {
            format!("<h{level}>")
        } else {
            format!("<h{level} id=\"{}\">", escaped(anchor))
        });
        self.heading = Some((level, anchor.to_owned()));
    }

    pub(super) fn close_heading(&mut self) {
        let Some((level, anchor)) = self.heading.take() else { return };
        self.raw_owned(if anchor.is_empty() {
            format!("</h{level}>\n")
        } else {
            let anchor = escaped(&anchor);
            format!(
                " <a class=\"anchor\" href=\"#{anchor}\" aria-label=\"Link to this section\">#</a></h{level}>\n"
            )
        });
    }

    pub(super) fn open_link(&mut self, address: Option<&str>, title: &str) {
        let href = address.map(|address| format!(" href=\"{address}\"")).unwrap_or_default();
        self.raw_owned(format!("<a{href}{}>", title_attribute(title)));
    }

    pub(super) fn open_alert(&mut self, kind: BlockQuoteKind) {
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", "Note"),
            BlockQuoteKind::Tip => ("tip", "Tip"),
            BlockQuoteKind::Important => ("important", "Important"),
            BlockQuoteKind::Warning => ("warning", "Warning"),
            BlockQuoteKind::Caution => ("caution", "Caution"),
        };
        self.raw_owned(format!(
            "<div class=\"alert alert-{class}\"><p class=\"alert-title\">{word}</p>\n"
        ));
    }

    /// HTML of the writer's, to be looked at when all is there.
    pub(super) fn push_foreign(&mut self, html: Event<'a>) {
        self.foreign.push(self.events.len());
        self.events.push(html);
    }

    /// The HTML with its holes. What the writer's own HTML would swallow (everything behind a
    /// `<style>` that is never closed) is not lost: that HTML is shown as text then. `link` numbers
    /// the addresses that stand in that HTML.
    pub(super) fn finish(mut self, link: impl FnMut(&str) -> usize) -> Vec<Chunk> {
        if self.foreign.is_empty() {
            let mut rendered = String::new();
            html::push_html(&mut rendered, self.events.into_iter());
            return chunks(&rendered, link);
        }
        self.raw_owned(hole(END, 0));
        let whole = rendered(&self.events);
        let clean = sanitise::sanitise(&whole);
        if holes(&whole).is_subset(&holes(&clean)) {
            return chunks(&clean, link);
        }
        for number in self.foreign {
            if let Some(event) = self.events.get_mut(number)
                && let Event::InlineHtml(html) | Event::Html(html) = event
            {
                *event = Event::Text(std::mem::replace(html, "".into()));
            }
        }
        chunks(&rendered(&self.events), link)
    }
}

/// Kind of the hole at the end, which holds nothing.
const END: char = 'e';

fn rendered(events: &[Event<'_>]) -> String {
    let mut rendered = String::new();
    html::push_html(&mut rendered, events.iter().cloned());
    rendered
}

/// The marks of the holes in HTML.
fn holes(html: &str) -> BTreeSet<&str> {
    html.split(HOLE_OPEN).skip(1).filter_map(|rest| Some(rest.split_once(HOLE_CLOSE)?.0)).collect()
}

/// A table in the making.
struct Table {
    alignments: Vec<Alignment>,
    /// Number of the next cell in its row.
    column: usize,
    /// The element of a cell: `th` in the head, `td` after it.
    cell: &'static str,
}

/// What opens a code block of no language.
pub(super) const PLAIN_CODE: &str = "<div class=\"code\"><pre tabindex=\"0\"><code>";

/// The language that a fence names.
pub(super) fn language<'k>(kind: &'k CodeBlockKind<'_>) -> Option<&'k str> {
    match kind {
        CodeBlockKind::Fenced(info) => {
            info.split([' ', ',', '{']).next().filter(|language| !language.is_empty())
        }
        CodeBlockKind::Indented => None,
    }
}

fn title_attribute(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escaped(title)) }
}

/// The mark of a hole in HTML that is still in the making.
pub(super) fn hole(kind: char, number: usize) -> String {
    format!("{HOLE_OPEN}{kind}{number}{HOLE_CLOSE}")
}

/// Text for an attribute or element, by HTML's rules.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut rest = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        html.push_str(&text[rest..at]);
        html.push_str(entity);
        rest = at + 1;
    }
    html.push_str(&text[rest..]);
    html
}

/// Cuts HTML at its holes and marks.
fn chunks(html: &str, mut link: impl FnMut(&str) -> usize) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(HOLE_OPEN) {
        if !before.is_empty() {
            chunks.push(Chunk::Html(before.to_owned()));
        }
        let (mark, tail) = after.split_once(HOLE_CLOSE).unwrap_or((after, ""));
        let inner = mark.get(1..).unwrap_or_default();
        match (mark.chars().next(), inner.parse().ok()) {
            (Some(written::KIND), _) => chunks.push(Chunk::Href(link(&written::unmark(inner)))),
            (Some('h'), Some(number)) => chunks.push(Chunk::Href(number)),
            (Some('d'), Some(number)) => chunks.push(Chunk::Diagram(number)),
            (Some('c'), Some(number)) => chunks.push(Chunk::Code(number)),
            (Some('i'), Some(number)) => chunks.push(Chunk::Image(number)),
            (Some('t'), Some(number)) => chunks.push(Chunk::Timeline(number)),
            _ => {}
        }
        rest = tail;
    }
    if !rest.is_empty() {
        chunks.push(Chunk::Html(rest.to_owned()));
    }
    chunks
}
