//! TOML text → [`Node`]s. `toml`'s door.

use super::node::{Entry, Meaning, Node, Scalar, Value};
use crate::source::Span;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Why a text is not of its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Where it stops making sense.
    pub span: Span,
    /// The parser's words, on one line.
    pub reason: String,
}

/// The table that `text` is; its places count from byte `start` of the source.
///
/// # Errors
/// The first place that is no TOML (1.1).
pub fn parse(text: &str, start: usize) -> Result<Node, Broken> {
    let table = DeTable::parse(text).map_err(|error| Broken {
        span: error.span().map_or(Span::new(0, 0), Span::from).shifted(start),
        reason: error.message().lines().collect::<Vec<_>>().join("; "),
    })?;
    let reader = Reader { text, start };
    Ok(Node { span: reader.span(&table), value: reader.table(table.get_ref()) })
}

struct Reader<'t> {
    text: &'t str,
    start: usize,
}

impl Reader<'_> {
    fn span<T>(&self, spanned: &Spanned<T>) -> Span {
        Span::from(spanned.span()).shifted(self.start)
    }

    fn written<T>(&self, spanned: &Spanned<T>) -> String {
        self.text.get(spanned.span()).unwrap_or("").trim().to_owned()
    }

    /// The parser keeps keys in the order of the alphabet; the text's order is wanted.
    fn table(&self, table: &DeTable<'_>) -> Value {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                key_span: self.span(key),
                node: self.node(value),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_span);
        Value::Table(entries)
    }

    /// The parser refuses nesting beyond 80 levels, so this cannot run out of stack.
    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let scalar = |text: String, meaning| Value::Scalar(Scalar { text, meaning });
        let kind = match value.get_ref() {
            DeValue::String(text) => scalar(text.to_string(), Meaning::Text),
            DeValue::Integer(number) => scalar(
                self.written(value),
                i64::from_str_radix(number.as_str(), number.radix())
                    .map_or(Meaning::Text, Meaning::Integer),
            ),
            DeValue::Float(number) => scalar(
                self.written(value),
                number.as_str().parse().map_or(Meaning::Text, Meaning::Float),
            ),
            DeValue::Boolean(truth) => scalar(truth.to_string(), Meaning::Truth(*truth)),
            DeValue::Datetime(_) => scalar(self.written(value), Meaning::Text),
            DeValue::Array(items) => {
                Value::List(items.iter().map(|item| self.node(item)).collect())
            }
            DeValue::Table(table) => self.table(table),
        };
        Node { span: self.span(value), value: kind }
    }
}
