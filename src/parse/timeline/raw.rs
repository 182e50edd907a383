//! Words that Markdown does not read: lists in raw HTML, and lines that four blanks made code.

use crate::parse::markdown::{BlockId, BlockKind, Document, PlainText};
use crate::source::Span;

/// The words of a block of raw HTML or indented code, each item or line of code on a line of its
/// own; `None` for other blocks.
pub(super) fn words(document: &Document<'_>, id: BlockId) -> Option<PlainText> {
    let block = document.block(id);
    let text = document.source().slice(block.span);
    match &block.kind {
        BlockKind::Html => Some(PlainText::of_pieces(outside_tags(text, block.span.start))),
        BlockKind::Code { info: None } => {
            Some(PlainText::of_pieces(unmarked_lines(text, block.span.start)))
        }
        _ => None,
    }
}

/// Elements that begin or end a line of words.
const LINES: &[&str] = &[
    "li", "p", "br", "tr", "dt", "ul", "ol", "div", "table", "h1", "h2", "h3", "h4", "h5", "h6",
    "summary", "details",
];

/// The words between tags; line breaks of the source are blanks, as HTML has it.
fn outside_tags(html: &str, start: usize) -> Vec<(&str, Span)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        let length = match rest.find(['<', '\n']) {
            Some(0) if rest.starts_with('\n') => {
                pieces.push((" ", Span::new(start + at, start + at + 1)));
                1
            }
            Some(0) => {
                let length = rest.find('>').map_or(rest.len(), |end| end + 1);
                if LINES.contains(&tag_name(&rest[..length]).as_str()) {
                    pieces.push(("\n", Span::new(start + at, start + at + length)));
                }
                length
            }
            next => {
                let length = next.unwrap_or(rest.len());
                pieces.push((&rest[..length], Span::new(start + at, start + at + length)));
                length
            }
        };
        at += length;
    }
    pieces
}

fn tag_name(tag: &str) -> String {
    let inner = tag.trim_start_matches(['<', '/']);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    inner[..end.min(16)].to_ascii_lowercase()
}

/// Lines of code without the blanks and the list mark before their words.
fn unmarked_lines(code: &str, start: usize) -> Vec<(&str, Span)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let words = &line[blanks..];
        let mark = ["* ", "- ", "+ "].iter().find(|mark| words.starts_with(**mark));
        let from = blanks + mark.map_or(0, |mark| mark.len());
        pieces.push((&line[from..], Span::new(start + at + from, start + at + line.len())));
        at += line.len();
    }
    pieces
}
