//! `[findings]` → how loudly codes are told.

use super::node::Entry;
use super::read::Reader;
use crate::diag::policy::Loudness;
use crate::diag::{self, Code, Place};
use std::collections::BTreeMap;

impl Reader<'_> {
    /// Codes with their levels; one that nothing may turn off keeps its own.
    pub(super) fn findings(&mut self, entry: Option<&Entry>) -> BTreeMap<Code, Loudness> {
        let Some(entry) = entry else { return BTreeMap::new() };
        let Some(entries) = entry.node.entries() else {
            self.bad(entry.node.span, "findings", "a table such as `wide-diagram = \"off\"`");
            return BTreeMap::new();
        };
        entries.iter().filter_map(|entry| self.loudness(entry)).collect()
    }

    fn loudness(&mut self, entry: &Entry) -> Option<(Code, Loudness)> {
        let place = Place::new(self.path, entry.key_span);
        let Some(code) = Code::from_name(&entry.key) else {
            self.problems.push(diag::unknown_code(place, &entry.key));
            return None;
        };
        let word = self.text(Some(entry))?;
        let Some(loudness) = Loudness::from_word(&word.to_ascii_lowercase()) else {
            let wanted = format!("one of {}", Loudness::WORDS.join(", "));
            self.bad(entry.node.span, &format!("findings.{}", code.name()), &wanted);
            return None;
        };
        if code.is_fixed() && loudness != Loudness::At(code.level()) {
            self.problems.push(diag::cannot_silence(place, code));
            return None;
        }
        Some((code, loudness))
    }
}
