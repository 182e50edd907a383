//! The words of a block, with a way back to the source.

use super::{BlockId, BlockKind, Document};
use crate::source::Span;
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// Words of a block without their marks: escapes undone, line breaks (`<br>` included) as LF.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainText {
    /// The words.
    pub text: String,
    /// What was marked: byte ranges of `text`, in the order in which the marks open.
    pub marks: Vec<(Span, Mark)>,
    /// Byte of `text` → byte of the source, ascending; between two places both run alike.
    places: Vec<(usize, usize)>,
    /// End of the last piece in the source.
    end: usize,
    /// Where images stand in the source, Markdown's and the writer's own, with words or without.
    images: Vec<Span>,
}

/// A mark on words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `**strong**`
    Strong,
    /// `*emphasis*`
    Emphasis,
    /// `~~struck~~`
    Struck,
    /// `` `code` ``
    Code,
    /// A link, with its destination as written.
    Link(String),
    /// An image, with its destination as written; the words are its description.
    Image(String),
}

impl PlainText {
    /// The source byte that byte `at` of the words stands for; its end for the words' end.
    pub fn to_source(&self, at: usize) -> usize {
        if at >= self.text.len() {
            return self.end;
        }
        let index = self.places.partition_point(|(plain, _)| *plain <= at);
        match index.checked_sub(1).map(|i| self.places[i]) {
            Some((plain, source)) => {
                let ceiling = self.places.get(index).map_or(self.end, |(_, next)| *next);
                (source + (at - plain)).min(ceiling.max(source))
            }
            None => self.end,
        }
    }

    /// The source span of a byte range of the words.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let from = self.to_source(start);
        let last = end.checked_sub(1).filter(|last| *last >= start);
        let to = last.map_or(from, |last| self.to_source(last) + 1);
        Span::new(from, to.max(from))
    }

    /// The source span of a byte range of the words, with the images between these and the words
    /// around them; `None` where there is nothing to see.
    pub fn span_with_images(&self, words: Range<usize>) -> Option<Span> {
        let before = words.start.checked_sub(1).map_or(0, |last| self.to_source(last) + 1);
        let is_last = words.end >= self.text.len();
        let after = if is_last { usize::MAX } else { self.to_source(words.end) };
        let is_beside = |image: &&Span| before <= image.start && image.end <= after;
        let has_words = !self.text[words.clone()].trim().is_empty();
        let own = has_words.then(|| self.span(words.start, words.end));
        let beside = self.images.iter().filter(is_beside).copied();
        own.into_iter()
            .chain(beside)
            .reduce(|one, other| Span::new(one.start.min(other.start), one.end.max(other.end)))
    }

    /// Words that stand in the source as they are, piece by piece, without marks.
    pub fn of_pieces<'t>(pieces: impl IntoIterator<Item = (&'t str, Span)>) -> PlainText {
        let mut reader = Reader::default();
        for (words, span) in pieces {
            reader.push(words, span);
        }
        reader.plain
    }

    /// The words on one line, runs of white space as one blank.
    pub fn one_line(&self) -> String {
        one_line(&self.text)
    }
}

/// Runs of white space become one blank; none at either end.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// See [`Document::plain_text`].
pub(super) fn plain_text(document: &Document<'_>, id: BlockId) -> PlainText {
    let block = document.block(id);
    let mut reader = Reader::default();
    let holds_text = matches!(
        block.kind,
        BlockKind::Paragraph
            | BlockKind::TightText
            | BlockKind::Heading(_)
            | BlockKind::Cell
            | BlockKind::Term
    );
    if holds_text {
        for (event, span) in &document.events[block.events.clone()] {
            reader.take(event, *span);
        }
    }
    reader.plain
}

#[derive(Default)]
struct Reader {
    plain: PlainText,
    open: Vec<usize>,
}

impl Reader {
    fn take(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => {
                if matches!(tag, Tag::Image { .. }) {
                    self.plain.images.push(span);
                }
                if let Some(mark) = mark_of(tag) {
                    let at = self.plain.text.len();
                    self.open.push(self.plain.marks.len());
                    self.plain.marks.push((Span::new(at, at), mark));
                }
            }
            Event::End(tag) if is_mark_end(*tag) => {
                if let Some(index) = self.open.pop() {
                    self.plain.marks[index].0.end = self.plain.text.len();
                }
            }
            Event::Text(text) => self.push(text, span),
            Event::Code(code) => {
                let start = self.plain.text.len();
                let written = span.len();
                // The marks around code are as long on both sides, blanks aside.
                let inset = written.saturating_sub(code.len()) / 2;
                self.push(code, Span::new(span.start + inset, span.end - inset));
                let end = self.plain.text.len();
                self.plain.marks.push((Span::new(start, end), Mark::Code));
            }
            Event::SoftBreak | Event::HardBreak => self.push("\n", span),
            Event::InlineHtml(html) if is_line_break(html) => self.push("\n", span),
            Event::InlineHtml(html) if is_image(html) => self.plain.images.push(span),
            _ => {}
        }
    }

    fn push(&mut self, text: &str, span: Span) {
        self.plain.places.push((self.plain.text.len(), span.start));
        self.plain.text.push_str(text);
        self.plain.end = span.end;
    }
}

fn mark_of(tag: &Tag<'_>) -> Option<Mark> {
    Some(match tag {
        Tag::Strong => Mark::Strong,
        Tag::Emphasis => Mark::Emphasis,
        Tag::Strikethrough => Mark::Struck,
        Tag::Link { dest_url, .. } => Mark::Link(dest_url.to_string()),
        Tag::Image { dest_url, .. } => Mark::Image(dest_url.to_string()),
        _ => return None,
    })
}

fn is_mark_end(tag: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd;
    matches!(
        tag,
        TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// `<img …>` in any case.
fn is_image(html: &str) -> bool {
    html.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("<img"))
}

/// `<br>`, `<br/>`, `<br />` in any case.
fn is_line_break(html: &str) -> bool {
    let inner = html.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    inner.trim().eq_ignore_ascii_case("br")
}
