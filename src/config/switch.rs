//! Settings that are on or off.

use super::node::{Entry, Meaning, Node, Value, keys};
use super::read::Reader;

keys! {
    /// The keys of full-text search.
    SearchKeys { enabled = "enabled", }
}

/// A setting that is on or off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Switch {
    /// As it is where nothing is stated.
    #[default]
    On,
    /// Turned off.
    Off,
}

impl Reader<'_> {
    /// `true` or `false`.
    pub(super) fn switch(&mut self, entry: Option<&Entry>) -> Switch {
        let Some(entry) = entry else { return Switch::On };
        match &entry.node.value {
            Value::Scalar(scalar) if scalar.meaning == Meaning::Truth(true) => Switch::On,
            Value::Scalar(scalar) if scalar.meaning == Meaning::Truth(false) => Switch::Off,
            _ => {
                self.bad(entry.node.span, &entry.key, "`true` or `false`");
                Switch::On
            }
        }
    }

    /// `[search]`
    pub(super) fn search(&mut self, node: &Node) -> Switch {
        let Some(entries) = self.entries(node, "search") else { return Switch::On };
        let (SearchKeys { enabled }, strays) = SearchKeys::of(entries);
        self.strays(&strays, SearchKeys::KEYS);
        self.switch(enabled)
    }
}
