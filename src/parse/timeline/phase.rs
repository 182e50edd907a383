//! What an entry marks in the course of the incident: by the writer's own mark, else by a word.
//!
//! A wrong phase is worse than none: negations, plans and questions give none.

use super::scan::Cursor;
use crate::model::{Milestone, Origin, Phase};
use crate::parse::lexicon::Lexicon;
use crate::parse::markdown::{Mark, PlainText};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Labels that a writer sets before the text or in bold; longer ones first.
const LABELS: &[(&str, Milestone)] = &[
    ("outage begins", Milestone::Started),
    ("outage starts", Milestone::Started),
    ("outage started", Milestone::Started),
    ("incident begins", Milestone::Started),
    ("incident started", Milestone::Started),
    ("incident starts", Milestone::Started),
    ("impact begins", Milestone::Started),
    ("impact starts", Milestone::Started),
    ("impact started", Milestone::Started),
    ("started", Milestone::Started),
    ("start", Milestone::Started),
    ("first detected", Milestone::Detected),
    ("incident detected", Milestone::Detected),
    ("detected", Milestone::Detected),
    ("detection", Milestone::Detected),
    ("acknowledged", Milestone::Acknowledged),
    ("incident acknowledged", Milestone::Acknowledged),
    ("incident is declared", Milestone::Declared),
    ("incident declared", Milestone::Declared),
    ("incident begins (declared)", Milestone::Declared),
    ("declared", Milestone::Declared),
    ("escalated", Milestone::Escalated),
    ("escalation", Milestone::Escalated),
    ("root cause identified", Milestone::Identified),
    ("root cause found", Milestone::Identified),
    ("root cause", Milestone::Identified),
    ("cause identified", Milestone::Identified),
    ("identified", Milestone::Identified),
    ("outage mitigated", Milestone::Mitigated),
    ("incident mitigated", Milestone::Mitigated),
    ("mitigated", Milestone::Mitigated),
    ("mitigation", Milestone::Mitigated),
    ("incident repaired", Milestone::Mitigated),
    ("repaired", Milestone::Mitigated),
    ("outage ends", Milestone::Resolved),
    ("outage over", Milestone::Resolved),
    ("outage ended", Milestone::Resolved),
    ("incident ends", Milestone::Resolved),
    ("incident ended", Milestone::Resolved),
    ("incident resolved", Milestone::Resolved),
    ("incident is resolved", Milestone::Resolved),
    ("all clear", Milestone::Resolved),
    ("resolved", Milestone::Resolved),
    ("resolution", Milestone::Resolved),
];

/// Words of a sentence that tell of a milestone; guesses.
const KEYWORDS: &[(&str, Milestone)] = &[
    ("was detected", Milestone::Detected),
    ("detected by", Milestone::Detected),
    ("issue detected", Milestone::Detected),
    ("detected the", Milestone::Detected),
    ("we detected", Milestone::Detected),
    ("monitoring detected", Milestone::Detected),
    ("alerted", Milestone::Detected),
    ("alert triggered", Milestone::Detected),
    ("alert fired", Milestone::Detected),
    ("alerts fired", Milestone::Detected),
    ("first alert", Milestone::Detected),
    ("first report", Milestone::Detected),
    ("received alert", Milestone::Detected),
    ("acknowledged the alert", Milestone::Acknowledged),
    ("acknowledged the page", Milestone::Acknowledged),
    ("acknowledges the", Milestone::Acknowledged),
    ("alert acknowledged", Milestone::Acknowledged),
    ("alert was acknowledged", Milestone::Acknowledged),
    ("page acknowledged", Milestone::Acknowledged),
    ("declared an incident", Milestone::Declared),
    ("incident declared", Milestone::Declared),
    ("incident was declared", Milestone::Declared),
    ("incident is declared", Milestone::Declared),
    ("declared incident", Milestone::Declared),
    ("declares an incident", Milestone::Declared),
    ("escalated to", Milestone::Escalated),
    ("escalated the", Milestone::Escalated),
    ("was escalated", Milestone::Escalated),
    ("identified the root cause", Milestone::Identified),
    ("identifies the root cause", Milestone::Identified),
    ("identified root cause", Milestone::Identified),
    ("root cause identified", Milestone::Identified),
    ("root cause is identified", Milestone::Identified),
    ("root cause was identified", Milestone::Identified),
    ("root cause detected", Milestone::Identified),
    ("root cause found", Milestone::Identified),
    ("found the root cause", Milestone::Identified),
    ("identified as the root cause", Milestone::Identified),
    ("identified as the cause", Milestone::Identified),
    ("as the root cause", Milestone::Identified),
    ("determines the root cause", Milestone::Identified),
    ("determined the root cause", Milestone::Identified),
    ("was mitigated", Milestone::Mitigated),
    ("is mitigated", Milestone::Mitigated),
    ("incident mitigated", Milestone::Mitigated),
    ("outage mitigated", Milestone::Mitigated),
    ("incident repaired", Milestone::Mitigated),
    ("was resolved", Milestone::Resolved),
    ("is resolved", Milestone::Resolved),
    ("incident resolved", Milestone::Resolved),
    ("issue resolved", Milestone::Resolved),
    ("declared resolved", Milestone::Resolved),
    ("declared as resolved", Milestone::Resolved),
    ("fully resolved", Milestone::Resolved),
    ("fully restored", Milestone::Resolved),
    ("service restored", Milestone::Resolved),
    ("fully recovered", Milestone::Resolved),
    ("(resolved)", Milestone::Resolved),
];

/// Words before a keyword that turn it into something else.
const TURNS: &[&str] = &[
    "not",
    "never",
    "no",
    "until",
    "if",
    "when",
    "once",
    "after",
    "before",
    "would",
    "should",
    "could",
    "will",
    "to",
    "hoping",
    "believed",
    "thought",
    "assumed",
    "previously",
    "partially",
    "unless",
    "cannot",
    "isn't",
    "wasn't",
    "hasn't",
    "similar",
    "yet",
];

/// The phase of an entry whose words are `text`, which take `range` of the block's.
pub(super) fn of_entry(plain: &PlainText, range: Range<usize>) -> Option<Phase> {
    let text = plain.text.get(range.clone())?;
    let labelled = label(text).or_else(|| {
        // Marks are in the order in which they open.
        let first = plain.marks.partition_point(|(span, _)| span.start < range.start);
        let bold = plain.marks[first..]
            .iter()
            .take_while(|(span, _)| span.start < range.end)
            .filter(|(span, mark)| *mark == Mark::Strong && span.end <= range.end);
        bold.filter_map(|(span, _)| plain.text.get(span.start..span.end)).find_map(marked)
    });
    labelled
        .map(|milestone| Phase { milestone, origin: Origin::Derived })
        .or_else(|| keyword(text).map(|milestone| Phase { milestone, origin: Origin::Guessed }))
}

/// `Detected: …`, `Incident resolved.` at the start of the text.
fn label(text: &str) -> Option<Milestone> {
    let cursor = Cursor::new(text.trim_start(), 0);
    LABELS.iter().find_map(|(label, milestone)| {
        let mut cursor = cursor;
        let found = cursor.eat_word(&[label]);
        cursor.blanks();
        // The label must be all there is, or be set off by a colon.
        let ends =
            cursor.peek() == Some(':') || cursor.rest().trim_matches(['.', '!', ' ']).is_empty();
        (found && ends).then_some(*milestone)
    })
}

/// Bold words that are a label and nothing else.
fn marked(words: &str) -> Option<Milestone> {
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    LABELS
        .iter()
        .find(|(label, _)| words.eq_ignore_ascii_case(label))
        .map(|(_, milestone)| *milestone)
}

/// So far into an entry its words still say what it marks.
const FIRST_WORDS: usize = 240;

/// A milestone that the first sentences tell of. What a keyword means is told by its first place.
fn keyword(text: &str) -> Option<Milestone> {
    static WORDS: LazyLock<Lexicon<Milestone>> =
        LazyLock::new(|| Lexicon::new(KEYWORDS.iter().copied()));
    let end = text.char_indices().nth(FIRST_WORDS).map_or(text.len(), |(at, _)| at);
    let text = text[..end].to_lowercase();
    let mut known = BTreeSet::new();
    let mut found = WORDS.find(&text).filter(|(span, _)| known.insert(&text[span.start..span.end]));
    let meant = found.find(|(span, milestone)| {
        let is_over = *milestone == Milestone::Declared && is_declared_over(&text[span.end..]);
        !is_turned(&text[..span.start]) && !is_over
    });
    meant.map(|(_, milestone)| milestone)
}

/// `… declared as resolved`: the end, and no declaration.
fn is_declared_over(behind: &str) -> bool {
    let mut words = behind.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let next = words.find(|word| *word != "as" && *word != "to" && *word != "be");
    next.is_some_and(|word| {
        matches!(word, "resolved" | "mitigated" | "over" | "closed" | "fixed" | "ended")
    })
}

/// True where one of the words right before makes the keyword a plan, a doubt or its opposite.
fn is_turned(before: &str) -> bool {
    let clause = before.rsplit(['.', ';', '!', '?', ',']).next().unwrap_or("");
    clause.split_whitespace().rev().take(6).any(|word| TURNS.contains(&word))
}

/// Leaves each milestone at one entry: the first that fits, of resolution the last. A mark of the
/// writer's goes before a guess.
pub(super) fn once_each(phases: &mut [Option<Phase>]) {
    for milestone in crate::model::MILESTONES {
        let rank = |index: usize, phase: &Phase| {
            let place = i64::try_from(index).unwrap_or(i64::MAX);
            let place = if milestone == Milestone::Resolved { -place } else { place };
            (phase.origin, place)
        };
        let keep = phases
            .iter()
            .enumerate()
            .filter_map(|(index, phase)| Some((index, phase.as_ref()?)))
            .filter(|(_, phase)| phase.milestone == milestone)
            .min_by_key(|(index, phase)| rank(*index, phase))
            .map(|(index, _)| index);
        for (index, phase) in phases.iter_mut().enumerate() {
            if phase.is_some_and(|phase| phase.milestone == milestone) && Some(index) != keep {
                *phase = None;
            }
        }
    }
}
