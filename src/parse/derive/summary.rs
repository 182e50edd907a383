//! What happened, in a few sentences.

use super::passage::{Passage, Section};
use super::sentence::sentences;
use crate::model::SectionKind;

/// Longest summary, in characters, unless its first sentence is longer.
const LONGEST: usize = 300;
/// Fewest words of something that is told and not named.
const FEWEST_WORDS: usize = 4;

/// The first sentences of the summary section, else of what stands before the first section. Where
/// all of a summary is labelled, what it says of the impact tells most.
pub(super) fn summary(passages: &[Passage]) -> Option<String> {
    let in_summary = || passages.iter().filter(|passage| passage.is_in(SectionKind::Summary));
    let tells = |passage: &&Passage| passage.text.split(' ').count() >= FEWEST_WORDS;
    let plain = |passage: &&Passage| passage.label.is_none() && tells(passage);
    let opening = || passages.iter().filter(|passage| passage.section == Section::Opening);
    let chosen = in_summary()
        .find(plain)
        .or_else(|| {
            in_summary().find(|passage| passage.is_labelled(&["impact", "summary", "issue"]))
        })
        .or_else(|| in_summary().find(tells))
        .or_else(|| passages.iter().find(|passage| passage.is_labelled(&["summary", "tl-dr"])))
        .or_else(|| opening().find(plain))?;
    Some(shortened(&chosen.text))
}

/// Whole sentences up to [`LONGEST`], the first of them in any case.
fn shortened(text: &str) -> String {
    let mut short = String::new();
    for (_, sentence) in sentences(text) {
        let length = short.chars().count() + 1 + sentence.chars().count();
        if !short.is_empty() && length > LONGEST {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(sentence);
    }
    short
}
