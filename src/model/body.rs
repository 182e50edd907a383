//! The rendered body of a document, with holes where other documents or the theme have a say.

use crate::source::Span;

/// A document's body as HTML with holes, and what the holes refer to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The HTML in order.
    pub chunks: Vec<Chunk>,
    /// Links that lead to files of the archive, by number of [`Chunk::Href`].
    pub links: Vec<Link>,
    /// Drawings, by number of [`Chunk::Diagram`].
    pub diagrams: Vec<Diagram>,
    /// Code in a named language, by number of [`Chunk::Code`].
    pub code: Vec<Code>,
    /// Images of the prose, by number of [`Chunk::Image`].
    pub images: Vec<Image>,
    /// Headings with their ids, in order.
    pub headings: Vec<Heading>,
    /// Number of words of the prose.
    pub words: usize,
}

/// Words that most people read in a minute (Brysbaert, "How many words do we read per minute?",
/// 2019, gives 238 for English non-fiction; technical text is slower).
const WORDS_PER_MINUTE: usize = 220;

impl Body {
    /// Minutes that reading takes, at least one.
    pub fn reading_minutes(&self) -> usize {
        self.words.div_ceil(WORDS_PER_MINUTE).max(1)
    }
}

/// A stretch of a rendered body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chunk {
    /// Finished HTML.
    Html(String),
    /// The address of link number n, to stand inside an attribute.
    Href(usize),
    /// Diagram number n as a figure.
    Diagram(usize),
    /// Code block number n.
    Code(usize),
    /// Image number n.
    Image(usize),
    /// Region number n of the timeline.
    Timeline(usize),
}

/// A link to be resolved once all documents are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written and with percent-encoding undone.
    pub to: Destination,
    /// The fragment after `#`, percent-encoding undone.
    pub fragment: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// What kind of thing a link names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A file, by its path relative to the document's folder.
    File(String),
    /// A postmortem, by slug or id (`[[orders]]`).
    Reference(String),
    /// A place in the same document.
    Here,
}

/// A code block whose fence names a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The language as the fence names it.
    pub language: String,
    /// The code, character for character, with the end of its last line.
    pub text: String,
}

/// An image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Where it lies.
    pub source: ImageSource,
    /// What it shows, in words.
    pub alternative: String,
    /// What is told on pointing at it; empty for nothing.
    pub title: String,
    /// Whether it stands in a link.
    pub is_linked: bool,
}

/// Where an image lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageSource {
    /// In the archive, by number of its link.
    Link(usize),
    /// On another host, by its address.
    Outside(String),
    /// Where a page must not look.
    Refused,
}

/// A text diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    /// The drawing, character for character: lines joined by LF, without a last one, container
    /// prefixes (`> `, list indentation) taken off.
    pub text: String,
    /// First line of the drawing in the source, from 1, fences left out.
    pub start_line: u32,
    /// Last line, inclusive.
    pub end_line: u32,
    /// How it was found.
    pub kind: DiagramKind,
    /// Its caption, where the writer gave one.
    pub caption: Option<String>,
    /// What a screen reader says instead of the characters, where the writer gave it.
    pub alternative: Option<String>,
}

/// How a diagram was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiagramKind {
    /// It stood in the open and was recognised.
    Detected,
    /// It stood in a fence.
    Fenced,
    /// It stood in an indented code block.
    Indented,
}

impl DiagramKind {
    /// The word used in exports.
    pub fn name(self) -> &'static str {
        match self {
            DiagramKind::Detected => "detected",
            DiagramKind::Fenced => "fenced",
            DiagramKind::Indented => "indented",
        }
    }
}

/// A heading of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its words, marks removed.
    pub text: String,
    /// Its id, unique on the page.
    pub anchor: String,
    /// Its level on the page, 2 to 6.
    pub level: u8,
    /// Its line in the source, from 1.
    pub line: u32,
}
