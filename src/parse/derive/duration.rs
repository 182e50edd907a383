//! How long an incident lasted.

use super::occasion::own_sentences;
use super::passage::Passage;
use super::{Evidence, find_word, has_word, lowered, telling};
use crate::model::{Known, Milestone, Milestones, Origin, Outage, seconds_between};
use crate::parse::front_matter::Statement;
use crate::parse::quantity::{find_duration, read_duration, says_several, without_about};

/// Labels before the length of an incident.
const LABELS: &[&str] = &[
    "duration",
    "total-duration",
    "duration-of-the-outage",
    "duration-of-outage",
    "duration-of-the-incident",
    "outage-duration",
    "incident-duration",
    "impact-duration",
    "total-impact-duration",
    "total-outage-duration",
    "length-of-outage",
    "downtime",
    "total-downtime",
    "time-to-resolve",
    "time-to-resolution",
];

/// Labels before a time that some count from the start and some from detection.
const RECOVERY_LABELS: &[&str] =
    &["time-to-recovery", "time-to-recover", "time-to-restore", "ttr", "mttr"];

/// Words right before a length.
const LASTING: &[&str] =
    &["lasted", "lasting", "lasts", "outage of", "downtime of", "down for", "unavailable for"];

/// Words between the two that make it a bound.
const BOUNDS: &[&str] = &[
    "at least",
    "at most",
    "more than",
    "less than",
    "up to",
    "just over",
    "just under",
    "over",
    "under",
];

/// The duration: as stated; as a label says; from start to resolution; as a sentence says; or,
/// guessed, the time to recovery. `year` is that of the incident.
pub(super) fn duration(
    evidence: Evidence<'_>,
    passages: &[Passage],
    milestones: &Milestones,
    year: Option<i32>,
) -> Option<Known<Outage>> {
    match &evidence.matter.duration {
        Statement::Says(known, _) => Some(known.clone()),
        Statement::Unknown => None,
        Statement::Silent => labelled(passages, LABELS, Origin::Derived)
            .or_else(|| between(milestones))
            .or_else(|| told(passages, year))
            .or_else(|| labelled(passages, RECOVERY_LABELS, Origin::Guessed)),
    }
}

/// How long it lasted in seconds, as a label says to the minute.
pub(super) fn said_seconds(passages: &[Passage]) -> Option<i64> {
    let said = labelled(passages, LABELS, Origin::Derived)
        .or_else(|| labelled(passages, RECOVERY_LABELS, Origin::Guessed))?;
    match said.value {
        Outage::Lasted { seconds, approximate: false } => Some(seconds),
        Outage::Lasted { .. } | Outage::Ongoing => None,
    }
}

/// A label that is there twice with different lengths settles nothing.
fn labelled(passages: &[Passage], labels: &[&str], origin: Origin) -> Option<Known<Outage>> {
    let mut lengths =
        passages.iter().filter(|passage| passage.is_labelled(labels)).filter_map(|passage| {
            let origin = if is_in_hours(&passage.text) { Origin::Guessed } else { origin };
            Some(Known { value: length(&passage.text)?, origin, line: passage.line() })
        });
    let first = lengths.next()?;
    lengths.all(|other| other.value == first.value).then_some(first)
}

/// True for `7h (during support hours 10:00-17:00)`: the nights between are not counted.
fn is_in_hours(text: &str) -> bool {
    let hours = ["support hours", "business hours", "working hours", "office hours"];
    has_word(&lowered(text), &hours)
}

/// The length that a label's words are or hold.
fn length(text: &str) -> Option<Outage> {
    if let Ok(outage) = read_duration(text.trim_end_matches('.')) {
        return Some(outage);
    }
    let text = lowered(text);
    let (at, outage) = find_duration(&text).filter(|_| !says_several(&text))?;
    Some(with_mark(outage, &text[..at]))
}

/// From start to resolution, where neither is a guess and they are in order.
fn between(milestones: &Milestones) -> Option<Known<Outage>> {
    let (started, resolved) =
        (milestones.get(&Milestone::Started)?, milestones.get(&Milestone::Resolved)?);
    let is_sure = started.origin != Origin::Guessed && resolved.origin != Origin::Guessed;
    let seconds = seconds_between(milestones, Milestone::Started, Milestone::Resolved)
        .filter(|seconds| is_sure && *seconds >= 0)?;
    let approximate = started.value.approximate || resolved.value.approximate;
    Some(Known::derived(Outage::Lasted { seconds, approximate }, resolved.line))
}

/// `The outage lasted for 47 minutes`.
fn told(passages: &[Passage], year: Option<i32>) -> Option<Known<Outage>> {
    telling(passages).find_map(|passage| {
        own_sentences(&passage.text, year).find_map(|(start, sentence)| {
            let (at, outage) = told_in(&lowered(sentence))?;
            Some(Known::derived(outage, passage.line_at(start + at)))
        })
    })
}

/// The length that a sentence in lower case tells, and where the words before it stand.
fn told_in(sentence: &str) -> Option<(usize, Outage)> {
    LASTING.iter().find_map(|word| {
        let place = find_word(sentence, word)?;
        let after = &sentence[place + word.len()..];
        let (at, outage) = find_duration(after)?;
        is_bridge(after[..at].trim()).then(|| (place, with_mark(outage, &after[..at])))
    })
}

/// True for nothing, `for`, and marks that the length is about right or a bound.
fn is_bridge(between: &str) -> bool {
    let rest = between.strip_prefix("for").unwrap_or(between).trim();
    rest.is_empty() || rest == "a total of" || is_about(rest) || BOUNDS.contains(&rest)
}

/// True where nothing but a mark stands there that what follows is about right.
fn is_about(words: &str) -> bool {
    without_about(&format!("{words} x")) == ("x", true)
}

fn with_mark(outage: Outage, before: &str) -> Outage {
    let words = before.rsplit(['.', ',', '(']).next().unwrap_or("").trim();
    let last = words.rsplit(' ').next().unwrap_or("");
    match outage {
        Outage::Lasted { seconds, approximate } => Outage::Lasted {
            seconds,
            approximate: approximate || is_about(last) || has_word(words, BOUNDS),
        },
        Outage::Ongoing => Outage::Ongoing,
    }
}
