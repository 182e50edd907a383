//! Milestones that a label names: `Start time: …`, and the key events of a list (`First detected
//! 2020-08-25 11:01`), whose labels have no colon.

use super::course::Placer;
use super::passage::Passage;
use crate::model::{Known, Milestone, Milestones, fold};
use crate::parse::timeline::sentence_times;

/// Labels before the start.
pub(super) const START_LABELS: &[&str] = &[
    "start",
    "started",
    "start-time",
    "started-at",
    "began",
    "begin",
    "incident-start",
    "incident-started",
    "outage-start",
    "outage-started",
    "start-of-incident",
    "start-of-outage",
    "start-of-the-outage",
    "fault-occurs",
    "fault-occurred",
    "outage-begins",
    "outage-began",
    "impact-start",
    "time-started",
];

/// Labels before the time of a milestone.
const LABELS: &[(Milestone, &[&str])] = &[
    (Milestone::Started, START_LABELS),
    (
        Milestone::Detected,
        &["detected", "first-detected", "detected-at", "time-detected", "detection-time"],
    ),
    (Milestone::Acknowledged, &["acknowledged", "incident-acknowledged", "acknowledged-at"]),
    (Milestone::Declared, &["declared", "incident-declared", "declared-at"]),
    (Milestone::Escalated, &["escalated", "escalated-at"]),
    (Milestone::Identified, &["identified", "cause-identified", "root-cause-identified"]),
    (Milestone::Mitigated, &["mitigated", "repaired", "mitigated-at", "time-mitigated"]),
    (
        Milestone::Resolved,
        &[
            "end",
            "ended",
            "end-time",
            "ended-at",
            "incident-end",
            "incident-ended",
            "outage-end",
            "outage-ended",
            "end-of-incident",
            "end-of-outage",
            "end-of-the-outage",
            "impact-end",
            "resolved",
            "resolved-at",
            "time-resolved",
            "resolution-time",
            "fixed-at",
        ],
    ),
];

/// Longest line of a list of key events, in bytes.
const LONGEST_KEY_EVENT: usize = 80;

/// Days of the week, which say no more than the date behind them.
const WEEKDAYS: &[&str] =
    &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A label that is there twice with different times belongs to two incidents, and settles nothing.
pub(super) fn milestones(passages: &[Passage], placer: &Placer<'_>) -> Milestones {
    let mut known = Milestones::new();
    for (milestone, labels) in LABELS {
        let mut moments = passages.iter().filter_map(|passage| {
            let is_labelled = passage.is_labelled(labels);
            if !is_labelled && !may_be_key_event(passage) {
                return None;
            }
            let first = sentence_times(&passage.text, placer.evidence.clues).into_iter().next()?;
            let before = passage.text.get(..first.range.start)?;
            // The time is what the label is about, not something told in passing.
            let is_said =
                if is_labelled { is_filler(before) } else { is_key_event(before, labels) };
            is_said.then_some(())?;
            Some(Known::derived(placer.place(&first)?, passage.line_at(first.range.start)))
        });
        if let Some(first) = moments.next()
            && moments.all(|other| other.value == first.value)
        {
            known.insert(*milestone, first);
        }
    }
    known
}

/// A line of a list of key events is short, and its label has no colon.
fn may_be_key_event(passage: &Passage) -> bool {
    passage.label.is_none() && passage.text.len() <= LONGEST_KEY_EVENT
}

/// `First detected 2020-08-25 11:01`: the words before the time are a label without its colon.
fn is_key_event(before: &str, labels: &[&str]) -> bool {
    let words = before.trim_end().trim_end_matches([':', '-', '–']);
    labels.contains(&fold(words).as_str())
}

/// True for what may stand between a label and its time.
fn is_filler(before: &str) -> bool {
    const FILLERS: [&str; 12] = [
        "at",
        "on",
        "around",
        "about",
        "approximately",
        "approx",
        "roughly",
        "circa",
        "ca",
        "by",
        "the",
        "~",
    ];
    before
        .to_lowercase()
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ':' | '-' | '–'))
        .filter(|word| !word.is_empty())
        .all(|word| FILLERS.contains(&word) || WEEKDAYS.contains(&word))
}
