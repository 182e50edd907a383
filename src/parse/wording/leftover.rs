//! Places of a template that nobody filled in. Times (`HH:mm`) are the timeline's.

use super::Passage;
use crate::parse::lexicon::Lexicon;
use crate::source::Span;
use std::sync::LazyLock;

/// What stands for words to come where it stands alone, or behind a label.
const ALONE: &[&str] = &["TODO", "TBD", "TBA", "TBC", "FIXME", "??", "???", "XXX"];

/// What stands for words to come wherever it stands.
static ANYWHERE: LazyLock<Lexicon<()>> =
    LazyLock::new(|| Lexicon::new([("TBD", ()), ("FIXME", ())]));

/// What a template says in its brackets.
const PROMPTS: &[&str] = &[
    "insert ",
    "fill in",
    "your name",
    "describe ",
    "add ",
    "placeholder",
    "todo",
    "tbd",
    "name of ",
    "link to ",
];

/// Places of a passage that were to be filled in.
pub(super) fn leftover(passage: &Passage) -> Vec<Span> {
    let text = passage.said.as_str();
    let mut found: Vec<(usize, usize)> = Vec::new();
    found.extend(alone(text, passage));
    found.extend(ANYWHERE.find(text).map(|(span, ())| (span.start, span.end)));
    found.extend(prompts(text));
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|(start, end)| passage.plain.span(start, end)).collect()
}

/// A passage that is nothing but a word to come, or ends in one behind a colon. `TODO` among
/// action items is how far one is.
fn alone(text: &str, passage: &Passage) -> Option<(usize, usize)> {
    let bare = text.trim().trim_end_matches(['.', '!']);
    // `12:??` is a time, and the timeline's.
    let last = bare.rsplit_once(": ").map_or(bare, |(_, last)| last).trim();
    let is_status = passage.is_task && last == "TODO";
    if !ALONE.contains(&last) || is_status {
        return None;
    }
    let end = text.rfind(last)? + last.len();
    Some((end - last.len(), end))
}

/// `[Insert link here]`, `<your name>`: short, in brackets, and no link.
fn prompts(text: &str) -> Vec<(usize, usize)> {
    const LONGEST: usize = 60;
    let mut found = Vec::new();
    for (open, close) in [('[', ']'), ('<', '>'), ('{', '}')] {
        for (at, _) in text.match_indices(open) {
            let rest = &text[at..];
            let near = &rest[..rest.floor_char_boundary(LONGEST + 1)];
            let Some(length) = near.find(close) else { continue };
            let inner = text[at + 1..at + length].to_ascii_lowercase();
            if length <= LONGEST && PROMPTS.iter().any(|prompt| inner.starts_with(prompt)) {
                found.push((at, at + length + 1));
            }
        }
    }
    found
}
