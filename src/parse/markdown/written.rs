//! Addresses in HTML that a writer wrote: they lead where Markdown's lead.
//!
//! The sanitiser, which alone knows where HTML has addresses, marks them; when the HTML is cut at
//! its holes, each mark becomes a link as Markdown's are.

use super::Document;
use super::page::escaped;
use super::sanitise::{Address, classify};
use crate::source::{HOLE_CLOSE, HOLE_OPEN, Span};
use pulldown_cmark::Event;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Kind of a mark. An address stands in it in hexadecimal digits, which are the same in an attribute
/// as anywhere.
pub(super) const KIND: char = 'u';

/// A relative address as a mark; `None` for one that no page may lead to. One of a place in the same
/// document stays, and so does the hole of an address that is known already.
pub(super) fn mark(address: &str) -> Option<Cow<'_, str>> {
    if address.is_empty() || address.starts_with(['#', HOLE_OPEN]) {
        return Some(Cow::Borrowed(address));
    }
    match classify(address) {
        Address::Inside => {}
        Address::Outside => return Some(Cow::Borrowed(address)),
        Address::Refused => return None,
    }
    let mut mark = format!("{HOLE_OPEN}{KIND}");
    for byte in address.bytes() {
        let _ = write!(mark, "{byte:02x}");
    }
    mark.push(HOLE_CLOSE);
    Some(Cow::Owned(mark))
}

/// The address that a mark holds, from its digits.
pub(super) fn unmark(digits: &str) -> String {
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Vec<u8> = digits.as_bytes().chunks(2).filter_map(byte).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Finds where addresses stand in the source, asked in the order of the page.
pub(super) struct Finder<'d, 'a> {
    document: &'d Document<'a>,
    /// The event at which the search goes on.
    at: usize,
}

/// Events that are searched for an address. One that is written with entities is not found, and a
/// document may hold thousands of these.
const REACH: usize = 200;

impl<'d, 'a> Finder<'d, 'a> {
    /// One that begins at an event.
    pub(super) fn from(document: &'d Document<'a>, at: usize) -> Finder<'d, 'a> {
        Finder { document, at }
    }

    /// Where an address stands; about there, where it is written in another form.
    pub(super) fn find(&mut self, address: &str) -> Span {
        let in_attribute = escaped(address);
        let events = self.document.events.iter().enumerate().skip(self.at);
        let html = events.filter_map(|(number, (event, span))| {
            matches!(event, Event::Html(_) | Event::InlineHtml(_)).then_some((number, *span))
        });
        let mut html = html.take(REACH).peekable();
        let near = html.peek().map_or(Span::new(0, 0), |(_, span)| *span);
        let found = html.find_map(|(number, span)| {
            let text = self.document.source.slice(span);
            let is_in = |form: &str| text.find(form).map(|start| (start, form.len()));
            let (start, length) = is_in(address).or_else(|| is_in(&in_attribute))?;
            let start = span.start + start;
            Some((number, Span::new(start, start + length)))
        });
        found.map_or(near, |(number, span)| {
            self.at = number;
            span
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_hold_their_address() {
        for address in ["a.png", "b c&d=\"e\".md?x#y", "数据/../\u{1F600}.svg"] {
            let marked = mark(address).unwrap();
            let digits = marked.strip_prefix(HOLE_OPEN).and_then(|rest| rest.strip_prefix(KIND));
            let digits = digits.and_then(|rest| rest.strip_suffix(HOLE_CLOSE)).unwrap();
            assert_eq!(unmark(digits), address);
        }
        for kept in ["", "#part", "\u{FDD0}h0\u{FDD1}", "//example.org/x"] {
            assert_eq!(mark(kept).as_deref(), Some(kept));
        }
        assert_eq!(mark("java\nscript:x"), None);
    }
}
