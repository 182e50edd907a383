//! Places of YAML values. `yaml_rust2`'s door.
//!
//! `gray_matter` says what the values are, but not where. Its parser's events say where, one after
//! the other without recursion, so depth and repetition are bounded here before anything else
//! reads the text.

use crate::config::node::{Entry, Meaning, Node, Scalar, Value};
use crate::config::toml::Broken;
use crate::source::Span;
use std::collections::BTreeMap;
use yaml_rust2::parser::{Event, Parser};
use yaml_rust2::scanner::{Marker, TScalarStyle};

/// Deepest nesting of lists and tables that is read; no key needs more than three levels.
const DEEPEST: usize = 32;
/// Most values that aliases (`*name`) may repeat, all together.
const MOST_REPEATED: usize = 1_000;

/// The first document of `text`, every single value of which counts as text yet; places count from
/// byte `start` of the source.
pub(super) fn outline(text: &str, start: usize) -> Result<Node, Broken> {
    let mut builder = Builder::new(text);
    let mut parser = Parser::new_from_str(text);
    let result = loop {
        match parser.next_token() {
            Ok((Event::StreamEnd, _)) => break Ok(()),
            Ok((event, marker)) => {
                if let Err(broken) = builder.take(event, marker) {
                    break Err(broken);
                }
            }
            Err(error) => {
                let at = builder.byte(*error.marker());
                break Err(broken(at, error.info()));
            }
        }
    };
    result.map_err(|broken| Broken { span: broken.span.shifted(start), ..broken })?;
    let mut root = builder.root.unwrap_or(Node { span: Span::new(0, 0), value: Value::Null });
    shift(&mut root, start);
    Ok(root)
}

fn broken(at: usize, reason: &str) -> Broken {
    Broken { span: Span::new(at, at), reason: reason.to_owned() }
}

/// Depth is bounded by [`DEEPEST`].
fn shift(node: &mut Node, by: usize) {
    node.span = node.span.shifted(by);
    match &mut node.value {
        Value::Null | Value::Scalar(_) => {}
        Value::List(items) => items.iter_mut().for_each(|item| shift(item, by)),
        Value::Table(entries) => {
            for entry in entries {
                entry.key_span = entry.key_span.shifted(by);
                shift(&mut entry.node, by);
            }
        }
    }
}

/// Puts events together, spans relative to the text.
struct Builder<'t> {
    text: &'t str,
    /// Byte of each character; empty where all are one byte long.
    bytes: Vec<usize>,
    open: Vec<Open>,
    anchored: BTreeMap<usize, Node>,
    repeated: usize,
    documents: usize,
    root: Option<Node>,
}

/// A list or table that is not closed yet.
struct Open {
    start: usize,
    anchor: usize,
    kind: OpenKind,
}

enum OpenKind {
    List(Vec<Node>),
    Table(Vec<Entry>, Option<(String, Span)>),
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Builder<'t> {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at).collect()
        };
        Builder {
            text,
            bytes,
            open: Vec::new(),
            anchored: BTreeMap::new(),
            repeated: 0,
            documents: 0,
            root: None,
        }
    }

    /// Markers count characters.
    fn byte(&self, marker: Marker) -> usize {
        if self.bytes.is_empty() {
            marker.index().min(self.text.len())
        } else {
            self.bytes.get(marker.index()).copied().unwrap_or(self.text.len())
        }
    }

    fn take(&mut self, event: Event, marker: Marker) -> Result<(), Broken> {
        let at = self.byte(marker);
        match event {
            Event::DocumentStart => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(broken(at, "a second document begins here"));
                }
            }
            Event::SequenceStart(anchor, _) => {
                self.open(at, anchor, OpenKind::List(Vec::new()))?;
            }
            Event::MappingStart(anchor, _) => {
                self.open(at, anchor, OpenKind::Table(Vec::new(), None))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(at),
            Event::Scalar(text, style, anchor, _) => {
                let span = scalar_span(self.text, at, &text, style);
                let node = Node { span, value: scalar(text, style) };
                self.finish(node, anchor);
            }
            Event::Alias(anchor) => self.repeat(at, anchor)?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn open(&mut self, start: usize, anchor: usize, kind: OpenKind) -> Result<(), Broken> {
        if self.open.len() >= DEEPEST {
            return Err(broken(start, "values are nested more than 32 levels deep"));
        }
        self.open.push(Open { start, anchor, kind });
        Ok(())
    }

    fn close(&mut self, at: usize) {
        let Some(Open { start, anchor, kind }) = self.open.pop() else { return };
        let value = match kind {
            OpenKind::List(items) => Value::List(items),
            OpenKind::Table(entries, _) => Value::Table(entries),
        };
        // Only `[…]` and `{…}` close with a character of their own.
        let bracket = self.text[at..].starts_with([']', '}']);
        let end = if bracket { at + 1 } else { last_end(&value).unwrap_or(start) };
        // A table without brackets is marked at the colon behind its first key.
        let start = first_start(&value).map_or(start, |first| first.min(start));
        self.finish(Node { span: Span::new(start, end.max(start)), value }, anchor);
    }

    /// An alias stands for what its anchor named; inside of that itself, for nothing.
    fn repeat(&mut self, at: usize, anchor: usize) -> Result<(), Broken> {
        let value = self.anchored.get(&anchor).map_or(Value::Null, |node| node.value.clone());
        self.repeated += count(&value);
        if self.repeated > MOST_REPEATED {
            return Err(broken(at, "aliases repeat more than 1,000 values"));
        }
        let length = self.text[at..].find(|c: char| c.is_whitespace() || ",]}".contains(c));
        let end = length.map_or(self.text.len(), |length| at + length);
        self.finish(Node { span: Span::new(at, end), value }, 0);
        Ok(())
    }

    fn finish(&mut self, node: Node, anchor: usize) {
        if anchor > 0 {
            self.anchored.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.kind) {
            None => self.root = Some(node),
            Some(OpenKind::List(items)) => items.push(node),
            Some(OpenKind::Table(entries, key)) => match key.take() {
                Some((key, key_span)) => entries.push(Entry { key, key_span, node }),
                None => *key = Some((key_text(&node, self.text), node.span)),
            },
        }
    }
}

/// Lists and tables can be keys in YAML; they are no key of ours, and named by what stands there.
fn key_text(node: &Node, text: &str) -> String {
    match &node.value {
        Value::Scalar(scalar) => scalar.text.clone(),
        _ => text.get(node.span.start..node.span.end).unwrap_or("").to_owned(),
    }
}

fn count(value: &Value) -> usize {
    match value {
        Value::Null | Value::Scalar(_) => 1,
        Value::List(items) => 1 + items.iter().map(|item| count(&item.value)).sum::<usize>(),
        Value::Table(entries) => {
            1 + entries.iter().map(|entry| count(&entry.node.value)).sum::<usize>()
        }
    }
}

fn first_start(value: &Value) -> Option<usize> {
    match value {
        Value::Table(entries) => entries.first().map(|entry| entry.key_span.start),
        Value::List(_) | Value::Null | Value::Scalar(_) => None,
    }
}

fn last_end(value: &Value) -> Option<usize> {
    match value {
        Value::List(items) => items.last().map(|item| item.span.end),
        Value::Table(entries) => entries.last().map(|entry| entry.node.span.end),
        Value::Null | Value::Scalar(_) => None,
    }
}

fn scalar(text: String, style: TScalarStyle) -> Value {
    let is_null = matches!(text.as_str(), "" | "~" | "null");
    if style == TScalarStyle::Plain && is_null {
        return Value::Null;
    }
    Value::Scalar(Scalar { text, meaning: Meaning::Text })
}

/// Where a single value ends; of a value that spans lines, the end of its first.
fn scalar_span(text: &str, start: usize, value: &str, style: TScalarStyle) -> Span {
    let rest = &text[start..];
    let line = rest.lines().next().unwrap_or("").trim_end().len();
    let length = match style {
        TScalarStyle::Plain if rest.starts_with(value) => value.len(),
        TScalarStyle::SingleQuoted | TScalarStyle::DoubleQuoted => {
            closing_quote(rest).unwrap_or(line)
        }
        _ => line,
    };
    Span::new(start, start + length)
}

/// Bytes of the quoted string that the text starts with. `\` takes the next character's meaning
/// between double quotes, and a second quote that of the first between single ones.
fn closing_quote(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        if c == '\\' && quote == '"' {
            characters.next();
        } else if c == quote
            && (quote == '"' || characters.next_if(|(_, next)| *next == quote).is_none())
        {
            return Some(at + 1);
        }
    }
    None
}
