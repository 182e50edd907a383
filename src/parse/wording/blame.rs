//! Words that judge people.
//!
//! "Human error" ends an inquiry where it should begin (Google, *Site Reliability Engineering*,
//! chapter 15; Dekker, *The Field Guide to Understanding 'Human Error'*). Only words are listed that
//! say something about a person whatever stands around them; `should have` counts behind a person,
//! for an alert may well have to fire.

use super::Passage;
use crate::parse::lexicon::Lexicon;
use crate::source::Span;
use std::sync::LazyLock;

/// Words that judge, and what to write instead.
pub(super) struct Blame {
    /// The words, in the source.
    pub(super) span: Span,
    /// What to write instead.
    pub(super) rewording: &'static str,
}

const CONDITIONS: &str = "describe what made it a sensible thing to do, and what let it get \
                          through: `the tool accepted …`, `nothing showed that …`";
const HINDSIGHT: &str = "say what was known at the time and what would have shown more: \
                         `the dashboard showed …; an alert on … would have told`";
const CHARACTER: &str = "say what happened, not what somebody is like: `the change was applied \
                         to all hosts at once`";
const MEMORY: &str = "say what relied on memory: `the step was not on the list`, `nothing \
                      reminded of …`";
const RULES: &str = "say how work is really done and why: `the procedure took 40 minutes, the \
                     shortcut 2`";

/// Phrases in lower case.
const PHRASES: &[(&str, &str)] = &[
    ("human error", CONDITIONS),
    ("human mistake", CONDITIONS),
    ("user error", CONDITIONS),
    ("operator error", CONDITIONS),
    ("pilot error", CONDITIONS),
    ("fat finger", CONDITIONS),
    ("fat-finger", CONDITIONS),
    ("fat-fingered", CONDITIONS),
    ("careless", CHARACTER),
    ("carelessly", CHARACTER),
    ("carelessness", CHARACTER),
    ("negligent", CHARACTER),
    ("negligence", CHARACTER),
    ("incompetent", CHARACTER),
    ("incompetence", CHARACTER),
    ("reckless", CHARACTER),
    ("recklessly", CHARACTER),
    ("sloppy", CHARACTER),
    ("sloppiness", CHARACTER),
    ("complacency", CHARACTER),
    ("lack of attention", CHARACTER),
    ("inattention", CHARACTER),
    ("did not bother", CHARACTER),
    ("didn't bother", CHARACTER),
    ("didn’t bother", CHARACTER),
    ("forgot to", MEMORY),
    ("neglected to", MEMORY),
    ("failed to follow", RULES),
    ("did not follow procedure", RULES),
    ("did not follow the procedure", RULES),
];

/// People before `should have`; a word that may be a system (`they`, `it`, `the team's`) is none.
const PEOPLE: &[&str] = &[
    "he",
    "she",
    "engineer",
    "engineers",
    "developer",
    "developers",
    "operator",
    "operators",
    "author",
    "reviewer",
    "reviewers",
    "admin",
    "administrator",
    "on-call",
    "oncall",
    "responder",
    "responders",
    "someone",
    "somebody",
    "employee",
    "contractor",
];

const COUNTERFACTUALS: &[&str] =
    &["should have", "should've", "should’ve", "ought to have", "should not have"];

/// Both, and what to write instead; nothing for those that only count behind a person.
static WORDS: LazyLock<Lexicon<Option<&str>>> = LazyLock::new(|| {
    let phrases = PHRASES.iter().map(|(phrase, rewording)| (*phrase, Some(*rewording)));
    Lexicon::new(phrases.chain(COUNTERFACTUALS.iter().map(|phrase| (*phrase, None))))
});

/// The words of a passage that judge people.
pub(super) fn blame(passage: &Passage) -> Vec<Blame> {
    // Lower case may be longer or shorter in other scripts, which would shift places.
    let text = passage.said.to_ascii_lowercase().replace('\n', " ");
    let judged = WORDS.find(&text).filter_map(|(found, rewording)| {
        let (start, rewording) = match rewording {
            Some(rewording) => (found.start, rewording),
            None => (person_before(&text, found.start)?, HINDSIGHT),
        };
        Some(Blame { span: passage.plain.span(start, found.end), rewording })
    });
    let mut found: Vec<Blame> = judged.collect();
    found.sort_by_key(|blame| blame.span);
    found
}

/// Where the word right before byte `at` begins, if it is a person.
fn person_before(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].trim_end();
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let word = before[start..].trim_start_matches(['(', '*', '_']);
    PEOPLE.contains(&word).then_some(before.len() - word.len())
}
