//! The terms that the archive explains.

use super::node::Entry;
use super::read::Reader;

impl Reader<'_> {
    /// Terms with what each means, in their order.
    pub(super) fn glossary(&mut self, entry: Option<&Entry>) -> Vec<(String, String)> {
        let Some(entry) = entry else { return Vec::new() };
        let Some(entries) = entry.node.entries() else {
            self.bad(
                entry.node.span,
                "glossary",
                "a table such as `SLO = \"Service level objective\"`",
            );
            return Vec::new();
        };
        let term = |entry: &Entry| Some((entry.key.clone(), self.text(Some(entry))?));
        entries.iter().filter_map(term).collect()
    }
}
