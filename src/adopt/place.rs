//! Where in a document's bytes keys are added.
//!
//! Lines are those of [`Source`]: CR LF, CR and LF end one. A [`Source`] holds neither byte-order
//! mark nor CR, so that places are led back to the bytes by line, and by column within one.

use crate::config::toml;
use crate::parse::front_matter::{Language, Matter};
use crate::source::Source;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A place for keys.
pub(super) struct Slot {
    pub(super) language: Language,
    kind: Kind,
    /// Line on which it lies, from 1.
    line: u32,
    /// Bytes before it on its line.
    column: usize,
}

enum Kind {
    /// Before the body of a document without front matter.
    New,
    /// Before a line of front matter.
    Lines,
    /// Behind the last value of a JSON object.
    Json(Object),
}

/// How a JSON object is written.
struct Object {
    /// What its keys are indented by; `None` where it stands on one line.
    indent: Option<String>,
    is_empty: bool,
}

/// Bytes to add.
pub(super) struct Insertion {
    line: u32,
    column: usize,
    /// Lines of what is added, to be parted by the file's own line end.
    text: String,
}

/// The place for keys: in the front matter that is there, else above everything. `None` where
/// there is no room in it.
pub(super) fn slot(source: &Source, matter: Option<&Matter>) -> Option<Slot> {
    let Some(matter) = matter else {
        return Some(Slot { language: Language::Yaml, kind: Kind::New, line: 1, column: 0 });
    };
    let inner = source.slice(matter.inner);
    let before = |at: usize| {
        let line = source.line_number(matter.inner.start + at);
        Slot { language: matter.language, kind: Kind::Lines, line, column: 0 }
    };
    match matter.language {
        Language::Yaml => Some(before(inner.len())),
        Language::Toml => Some(before(first_table(inner))),
        Language::Json => json_slot(source, matter),
    }
}

/// Where the first table of a TOML text begins: keys behind its head would belong to it.
fn first_table(inner: &str) -> usize {
    let mut at = 0;
    for line in inner.split_inclusive('\n') {
        // Inside a text or list of several lines, what is above is no TOML by itself.
        if line.trim_start().starts_with('[') && toml::parse(&inner[..at], 0).is_ok() {
            return at;
        }
        at += line.len();
    }
    inner.len()
}

fn json_slot(source: &Source, matter: &Matter) -> Option<Slot> {
    let inner = source.slice(matter.inner);
    let body = inner.trim_end().strip_suffix('}')?.trim_end();
    let is_empty = body.trim_start() == "{";
    let indent = body
        .split_once('\n')
        .map(|(_, rest)| rest[..rest.len() - rest.trim_start().len()].to_owned());
    let line = source.line_number(matter.inner.start + body.len());
    let column = matter.inner.start + body.len() - source.lines().line_start(line);
    let kind = Kind::Json(Object { indent, is_empty });
    Some(Slot { language: Language::Json, kind, line, column })
}

impl Slot {
    /// How many lines beside the keys are added.
    pub(super) fn n_fences(&self) -> u32 {
        match self.kind {
            Kind::New => 2,
            Kind::Lines | Kind::Json(_) => 0,
        }
    }

    /// The line of the result on which the first key will stand.
    pub(super) fn first_line(&self) -> u32 {
        match &self.kind {
            Kind::New => 2,
            Kind::Lines => self.line,
            Kind::Json(object) => self.line + u32::from(object.indent.is_some()),
        }
    }

    /// The keys' lines, put in here.
    pub(super) fn insertion(&self, lines: &[String]) -> Insertion {
        let text = match &self.kind {
            _ if lines.is_empty() => String::new(),
            Kind::New => format!("---\n{}\n---\n", lines.join("\n")),
            Kind::Lines => format!("{}\n", lines.join("\n")),
            Kind::Json(object) => object.behind(lines),
        };
        Insertion { line: self.line, column: self.column, text }
    }
}

impl Object {
    fn behind(&self, lines: &[String]) -> String {
        let lead = match &self.indent {
            Some(indent) => format!("\n{indent}"),
            None => " ".to_owned(),
        };
        let comma = if self.is_empty { "" } else { "," };
        format!("{comma}{lead}{}", lines.join(&format!(",{lead}")))
    }
}

impl Insertion {
    /// The file with what is added; every other byte stays as it is.
    pub(super) fn applied(&self, bytes: &[u8]) -> Vec<u8> {
        let at = (line_start(bytes, self.line) + self.column).min(bytes.len());
        let text = self.text.replace('\n', line_end(bytes));
        [&bytes[..at], text.as_bytes(), &bytes[at..]].concat()
    }
}

/// The line end that a file uses first; that of most systems where it has none.
fn line_end(bytes: &[u8]) -> &'static str {
    match bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        Some(at) if bytes[at..].starts_with(b"\r\n") => "\r\n",
        Some(at) if bytes[at] == b'\r' => "\r",
        _ => "\n",
    }
}

/// First byte of line `number`, from 1, behind the byte-order mark.
fn line_start(bytes: &[u8], number: u32) -> usize {
    let mut at = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    for _ in 1..number {
        let Some(end) = bytes[at..].iter().position(|byte| matches!(byte, b'\r' | b'\n')) else {
            return bytes.len();
        };
        let length = if bytes[at + end..].starts_with(b"\r\n") { 2 } else { 1 };
        at += end + length;
    }
    at
}
