//! A value of a configuration language, with the place where it is written.
//!
//! `site.toml` and front matter of every language become [`Node`]s, so that one way of reading
//! serves all of them; `keys!` makes the readers of tables.

use crate::source::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where the value stands; of a list or table that spans lines, at least its beginning.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: `key:`, `null`, `~`.
    Null,
    /// A single value.
    Scalar(Scalar),
    /// Values in order.
    List(Vec<Node>),
    /// Keys with values, in the order of the text.
    Table(Vec<Entry>),
}

/// A single value, as its writer wrote it and as its language reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// The content of a string; the characters of anything else (`12e3`, `no`, `0x1F`).
    pub text: String,
    /// What the language makes of it.
    pub meaning: Meaning,
}

/// What a configuration language makes of a single value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// Text, or a date.
    Text,
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
    /// True or false.
    Truth(bool),
}

/// A key of a table and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// A string.
    pub fn text(text: impl Into<String>, span: Span) -> Node {
        Node { span, value: Value::Scalar(Scalar { text: text.into(), meaning: Meaning::Text }) }
    }

    /// The characters of a single value that is not blank.
    pub fn as_written(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar.text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// True or false.
    pub fn as_truth(&self) -> Option<bool> {
        match &self.value {
            Value::Scalar(Scalar { meaning: Meaning::Truth(truth), .. }) => Some(*truth),
            _ => None,
        }
    }

    /// The keys and values of a table.
    pub fn entries(&self) -> Option<&[Entry]> {
        match &self.value {
            Value::Table(entries) => Some(entries),
            _ => None,
        }
    }

    /// What it is, in words: `a list`.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Scalar(scalar) => match scalar.meaning {
                Meaning::Text if scalar.text.trim().is_empty() => "an empty text",
                Meaning::Text => "a text",
                Meaning::Integer(_) | Meaning::Float(_) => "a number",
                Meaning::Truth(_) => "true or false",
            },
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// A key's own name, and what else it is called.
pub type Names = (&'static str, &'static [&'static str]);

/// A key that found no place of its own.
#[derive(Clone, Copy, Debug)]
pub enum Stray<'n> {
    /// A key that nothing knows.
    Unknown(&'n Entry),
    /// A key that is there already, perhaps under another of its names.
    Again {
        /// The key's own name.
        name: &'static str,
        /// Where it stands first.
        first: &'n Entry,
        /// Where it stands again.
        second: &'n Entry,
    },
}

/// Makes the reader of a table: a struct with one `Option<&Entry>` for each key.
///
/// `field = "key" | "other name",` names the field, the key and what else the key is called.
/// `-` and `_` are one in keys, and a key without a value is as good as absent. Checked values are
/// made by destructuring the struct in full, so that no key can be declared and forgotten.
macro_rules! keys {
    ($(#[$doc:meta])* $name:ident { $($field:ident = $key:literal $(| $also:literal)*,)+ }) => {
        $(#[$doc])*
        pub(crate) struct $name<'n> {
            $(pub(crate) $field: Option<&'n $crate::config::node::Entry>,)+
        }

        impl<'n> $name<'n> {
            /// The keys' own names, in the order of their declaration.
            pub(crate) const KEYS: &'static [&'static str] = &[$($key),+];

            /// The own name of a key, whichever of its names it is called by.
            pub(crate) fn name_of(key: &str) -> Option<&'static str> {
                match key.replace('-', "_").as_str() {
                    $($key $(| $also)* => Some($key),)+
                    _ => None,
                }
            }

            /// The keys' own names, each with what else it is called.
            pub(crate) const NAMES: &'static [$crate::config::node::Names] =
                &[$(($key, &[$($also),*])),+];

            /// Sorts a table's entries into their places.
            pub(crate) fn of(
                entries: &'n [$crate::config::node::Entry],
            ) -> ($name<'n>, Vec<$crate::config::node::Stray<'n>>) {
                use $crate::config::node::{Stray, Value};
                let mut keys = $name { $($field: None,)+ };
                let mut strays = Vec::new();
                for entry in entries {
                    let name = $name::name_of(&entry.key).unwrap_or("");
                    let place = match name {
                        $($key => &mut keys.$field,)+
                        _ => {
                            strays.push(Stray::Unknown(entry));
                            continue;
                        }
                    };
                    match *place {
                        Some(first) => strays.push(Stray::Again { name, first, second: entry }),
                        None if entry.node.value == Value::Null => {}
                        None => *place = Some(entry),
                    }
                }
                (keys, strays)
            }
        }
    };
}
pub(crate) use keys;
