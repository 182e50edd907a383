//! `[editions.NAME]` → what an edition shows.

use super::node::{Entry, Node, Stray, Value, keys};
use super::read::{Reader, text_of};
use crate::diag::{self, Place};
use crate::model::{ReviewStatus, Visibility};
use crate::source::Span;
use std::collections::BTreeMap;

keys! {
    /// The keys of an edition.
    EditionKeys {
        visibility = "visibility",
        status = "status",
        hide_sections = "hide_sections",
        hide_keys = "hide_keys",
        hide_passages = "hide_passages",
    }
}

/// What an edition of an archive shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Documents of these are shown.
    pub visibility: Vec<Visibility>,
    /// Documents of these are shown, drafts aside; `None` shows those that say nothing too.
    pub status: Option<Vec<ReviewStatus>>,
    /// Sections that are hidden: words of their heads, or kinds (`lessons`), each with its place in
    /// `site.toml`.
    pub hide_sections: Vec<(String, Span)>,
    /// Keys of front matter that are hidden, each with its place in `site.toml`.
    pub hide_keys: Vec<(String, Span)>,
    /// Whether passages between `<!-- internal -->` and `<!-- /internal -->` are hidden.
    pub hide_passages: bool,
}

impl Default for Edition {
    /// The whole archive.
    fn default() -> Edition {
        Edition {
            visibility: vec![Visibility::Public, Visibility::Internal],
            status: None,
            hide_sections: Vec::new(),
            hide_keys: Vec::new(),
            hide_passages: false,
        }
    }
}

impl Edition {
    /// Shows no document: what is made where it is not known what may be shown.
    pub fn nothing() -> Edition {
        Edition { visibility: Vec::new(), hide_passages: true, ..Edition::default() }
    }

    /// True where it hides nothing.
    pub fn is_whole(&self) -> bool {
        let Edition { visibility, status, hide_sections, hide_keys, hide_passages } = self;
        let all = [Visibility::Public, Visibility::Internal];
        all.iter().all(|one| visibility.contains(one))
            && status.is_none()
            && hide_sections.is_empty()
            && hide_keys.is_empty()
            && !hide_passages
    }

    /// True where documents of this visibility and status are shown. Drafts have a switch of their
    /// own.
    pub fn shows(&self, visibility: Visibility, status: Option<ReviewStatus>) -> bool {
        let is_listed = |listed: &Vec<ReviewStatus>| {
            status.is_some_and(|one| one == ReviewStatus::Draft || listed.contains(&one))
        };
        self.visibility.contains(&visibility) && self.status.as_ref().is_none_or(is_listed)
    }
}

impl Reader<'_> {
    /// Editions by name.
    pub(super) fn editions(&mut self, entry: Option<&Entry>) -> BTreeMap<String, Edition> {
        let Some(entry) = entry else { return BTreeMap::new() };
        let Some(entries) = entry.node.entries() else {
            self.bad(entry.node.span, "editions", "tables such as `[editions.public]`");
            return BTreeMap::new();
        };
        let named = |entry: &Entry| (entry.key.clone(), self.edition(&entry.node));
        entries.iter().map(named).collect()
    }

    /// A table that says nothing gives the edition for everybody.
    fn edition(&mut self, node: &Node) -> Edition {
        let Some(entries) = self.entries(node, "editions") else { return Edition::nothing() };
        let (keys, strays) = EditionKeys::of(entries);
        self.edition_strays(&strays);
        let EditionKeys { visibility, status, hide_sections, hide_keys, hide_passages } = keys;
        let visibility = match visibility {
            Some(entry) => self.words(entry, Visibility::WORDS, Visibility::from_word),
            None => vec![Visibility::Public],
        };
        let texts = |entry: Option<&Entry>, reader: &mut Self| {
            entry.map(|entry| reader.placed_texts(entry)).unwrap_or_default()
        };
        Edition {
            status: status.map(|entry| self.statuses(entry)),
            hide_sections: texts(hide_sections, self),
            hide_keys: texts(hide_keys, self),
            hide_passages: hide_passages
                .map_or(!visibility.contains(&Visibility::Internal), |entry| self.truth(entry)),
            visibility,
        }
    }

    /// Elsewhere a key that nothing knows is a warning; here something would be shown that was
    /// meant to be hidden.
    fn edition_strays(&mut self, strays: &[Stray<'_>]) {
        for stray in strays {
            let (Stray::Unknown(entry) | Stray::Again { second: entry, .. }) = stray;
            let known = EditionKeys::KEYS.join("`, `");
            self.bad(entry.key_span, &entry.key, &format!("one of `{known}`, and once"));
        }
    }

    fn statuses(&mut self, entry: &Entry) -> Vec<ReviewStatus> {
        let words: Vec<&str> =
            ReviewStatus::WORDS.iter().copied().filter(|word| *word != "draft").collect();
        self.words(entry, &words, ReviewStatus::from_word)
    }

    /// One of the known words, or a list of them.
    fn words<T>(
        &mut self,
        entry: &Entry,
        known: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let mut values = Vec::new();
        for (text, span) in self.placed_texts(entry) {
            match read(&text).filter(|_| known.contains(&text.as_str())) {
                Some(value) => values.push(value),
                None => self.bad(span, &entry.key, &format!("one of `{}`", known.join("`, `"))),
            }
        }
        values
    }

    /// A text, or a list of texts.
    fn placed_texts(&mut self, entry: &Entry) -> Vec<(String, Span)> {
        let items = match &entry.node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(&entry.node),
        };
        let mut texts = Vec::new();
        for item in items {
            match text_of(item) {
                Some(text) => texts.push((text.to_owned(), item.span)),
                None => self.bad(item.span, &entry.key, "a list of texts"),
            }
        }
        texts
    }

    /// What cannot be read hides.
    fn truth(&mut self, entry: &Entry) -> bool {
        let truth = entry.node.as_truth();
        if truth.is_none() {
            self.bad(entry.node.span, &entry.key, "`true` or `false`");
        }
        truth.unwrap_or(true)
    }

    /// The edition that is made where none is named.
    pub(super) fn default_edition(
        &mut self,
        entry: Option<&Entry>,
        editions: &BTreeMap<String, Edition>,
    ) -> Edition {
        let Some(entry) = entry else { return Edition::default() };
        let Some(name) = self.text(Some(entry)) else { return Edition::nothing() };
        editions.get(&name).cloned().unwrap_or_else(|| {
            let known: Vec<&str> = editions.keys().map(String::as_str).collect();
            let place = Place::new(self.path, entry.node.span);
            self.problems.push(diag::unknown_edition(place, &name, &known));
            Edition::nothing()
        })
    }
}
