//! Words that are looked for together.

use crate::source::Span;

/// Words to be found in one pass over a text, whatever their number.
pub(super) struct Lexicon<V> {
    /// By the first byte of the words.
    by_first: Vec<Vec<(&'static str, V)>>,
}

impl<V: Copy> Lexicon<V> {
    pub(super) fn new(words: impl IntoIterator<Item = (&'static str, V)>) -> Lexicon<V> {
        let mut by_first = vec![Vec::new(); 256];
        for (word, value) in words {
            by_first[usize::from(word.as_bytes()[0])].push((word, value));
        }
        Lexicon { by_first }
    }

    /// Where one of the words stands in `text` with no letter or digit on either side.
    pub(super) fn find(&self, text: &str) -> impl Iterator<Item = (Span, V)> {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let mut is_inside = false;
        text.char_indices().flat_map(move |(at, c)| {
            let may_begin = !std::mem::replace(&mut is_inside, is_part(c));
            let known = c.is_ascii().then(|| &self.by_first[c as usize]).filter(|_| may_begin);
            known.into_iter().flatten().filter_map(move |(word, value)| {
                let rest = text[at..].strip_prefix(word)?;
                (!rest.starts_with(is_part)).then(|| (Span::new(at, at + word.len()), *value))
            })
        })
    }
}
