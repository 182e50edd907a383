//! `[markdown]` → how documents are rendered.

use super::node::{Entry, keys};
use super::read::Reader;

keys! {
    /// The keys of rendering.
    MarkdownKeys { html = "html", }
}

/// What becomes of HTML in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// What an allow-list knows is kept, the rest falls away.
    #[default]
    Sanitise,
    /// It is shown as the characters that were written.
    Escape,
    /// It stays as it is; the pages' security policy keeps scripts in it from running.
    Allow,
}

impl RawHtml {
    /// Every value's word.
    pub const WORDS: &'static [&'static str] = &["sanitize", "escape", "allow"];

    /// The value that a word stands for.
    pub fn from_word(word: &str) -> Option<RawHtml> {
        match word {
            "sanitize" => Some(RawHtml::Sanitise),
            "escape" => Some(RawHtml::Escape),
            "allow" => Some(RawHtml::Allow),
            _ => None,
        }
    }
}

impl Reader<'_> {
    /// The way of a document's HTML; the safe one where it cannot be read.
    pub(super) fn raw_html(&mut self, entry: Option<&Entry>) -> RawHtml {
        let Some(entries) = entry.and_then(|entry| self.entries(&entry.node, "markdown")) else {
            return RawHtml::default();
        };
        let (keys, strays) = MarkdownKeys::of(entries);
        self.strays(&strays, MarkdownKeys::KEYS);
        let MarkdownKeys { html } = keys;
        let word = self.text(html);
        let known = word.as_deref().and_then(RawHtml::from_word);
        if let (Some(_), None, Some(entry)) = (word, known, html) {
            let wanted = format!("one of `{}`", RawHtml::WORDS.join("`, `"));
            self.bad(entry.node.span, "html", &wanted);
        }
        known.unwrap_or_default()
    }
}
