//! `[markdown]` → how documents are rendered.

use super::Switch;
use super::node::{Entry, keys};
use super::read::Reader;

keys! {
    /// The keys of the documents' markup.
    MarkdownKeys { html = "html", highlight = "highlight", }
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

/// What `[markdown]` says.
#[derive(Default)]
pub(super) struct Markdown {
    pub(super) html: RawHtml,
    pub(super) highlight: Switch,
}

impl Reader<'_> {
    /// `[markdown]`; the safe way of HTML where it cannot be read.
    pub(super) fn markdown(&mut self, entry: Option<&Entry>) -> Markdown {
        let Some(entries) = entry.and_then(|entry| self.entries(&entry.node, "markdown")) else {
            return Markdown::default();
        };
        let (MarkdownKeys { html, highlight }, strays) = MarkdownKeys::of(entries);
        self.strays(&strays, MarkdownKeys::KEYS);
        Markdown { html: self.raw_html(html), highlight: self.switch(highlight) }
    }

    fn raw_html(&mut self, entry: Option<&Entry>) -> RawHtml {
        let word = self.text(entry);
        let known = word.as_deref().and_then(RawHtml::from_word);
        if let (Some(_), None, Some(entry)) = (word, known, entry) {
            let wanted = format!("one of `{}`", RawHtml::WORDS.join("`, `"));
            self.bad(entry.node.span, "html", &wanted);
        }
        known.unwrap_or_default()
    }
}
