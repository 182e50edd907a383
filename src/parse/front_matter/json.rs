//! Places of JSON values.
//!
//! JSON is almost YAML, but not with tabs before keys, nor with escapes in two halves
//! (`"\ud83d\ude00"`). The text is known to be JSON by the time it is read here, so that finding
//! its values takes no more than counting brackets.

use crate::config::node::{Entry, Meaning, Node, Scalar, Value};
use crate::source::Span;

/// The value that `text`, which is JSON, holds; places count from byte `start` of the source.
/// Nesting is as deep as `serde_json` allows, 128 levels.
pub(super) fn outline(text: &str, start: usize) -> Node {
    let mut scanner = Scanner { text, at: 0, start };
    scanner.value()
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    start: usize,
}

impl Scanner<'_> {
    /// The next byte that is no white space and no separator.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text[self.at..];
        let skipped = rest.trim_start_matches([' ', '\t', '\n', '\r', ',', ':']);
        self.at += rest.len() - skipped.len();
        skipped.bytes().next()
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(start, self.at).shifted(self.start)
    }

    fn value(&mut self) -> Node {
        let first = self.peek();
        let start = self.at;
        let value = match first {
            Some(b'{') => self.table(),
            Some(b'[') => self.list(),
            Some(b'"') => Value::Scalar(Scalar { text: self.string(), meaning: Meaning::Text }),
            _ => self.word(),
        };
        Node { span: self.span_from(start), value }
    }

    fn table(&mut self) -> Value {
        self.at += 1;
        let mut entries = Vec::new();
        while self.peek() == Some(b'"') {
            let start = self.at;
            let key = self.string();
            let key_span = self.span_from(start);
            entries.push(Entry { key, key_span, node: self.value() });
        }
        self.step();
        Value::Table(entries)
    }

    fn list(&mut self) -> Value {
        self.at += 1;
        let mut items = Vec::new();
        while self.peek().is_some_and(|next| next != b']') {
            items.push(self.value());
        }
        self.step();
        Value::List(items)
    }

    /// Past a closing bracket.
    fn step(&mut self) {
        self.at = (self.at + 1).min(self.text.len());
    }

    fn string(&mut self) -> String {
        let rest = &self.text[self.at..];
        let mut escaped = false;
        let closing = rest.bytes().skip(1).position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        });
        let written = closing.map_or(rest, |at| &rest[..at + 2]);
        self.at += written.len();
        serde_json::from_str(written).unwrap_or_else(|_| written.to_owned())
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Value {
        let rest = &self.text[self.at..];
        let end = rest.find([',', ']', '}', ' ', '\t', '\n', '\r']).unwrap_or(rest.len()).max(1);
        let word = rest.get(..end).unwrap_or(rest);
        self.at += word.len();
        match word {
            "null" => Value::Null,
            _ => Value::Scalar(Scalar { text: word.to_owned(), meaning: Meaning::Text }),
        }
    }
}
