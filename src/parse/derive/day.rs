//! The day under which an incident is filed.

use super::course;
use super::passage::Passage;
use super::{Evidence, telling};
use crate::model::{Known, Milestone, Origin};
use crate::parse::timeline::sentence_times;
use chrono::NaiveDate;

/// Labels before the day of an incident.
const LABELS: &[&str] = &[
    "incident-from",
    "incident-date",
    "date-of-incident",
    "date-of-the-incident",
    "outage-date",
    "date",
    "day",
    "when",
];

/// The day of the incident, from what speaks of it most directly: the stated start, the entry
/// marked as start, the first dated entry, a sentence about the start, a label, the title, the file's
/// name. The front matter's `date` comes last, for it is often that of publication.
pub(super) fn day(evidence: Evidence<'_>, passages: &[Passage]) -> Option<Known<NaiveDate>> {
    stated_start(evidence)
        .or_else(|| first_entry(evidence))
        .or_else(|| sentence(evidence, passages))
        .or_else(|| labelled(evidence, passages))
        .or_else(|| in_title(evidence))
        .or_else(|| evidence.clues.file_day.map(|day| Known::derived(day, 1)))
        .or_else(|| evidence.matter.date.clone())
}

fn stated_start(evidence: Evidence<'_>) -> Option<Known<NaiveDate>> {
    let started = evidence.matter.milestones.get(&Milestone::Started)?;
    Some(Known::stated(started.value.local.day()?, started.line))
}

/// Entries before a marked start tell what led up to it.
fn first_entry(evidence: Evidence<'_>) -> Option<Known<NaiveDate>> {
    let dated = || {
        let day = |entry: &crate::model::Entry| entry.start.and_then(crate::model::Local::day);
        evidence.reading.entries.iter().filter_map(move |entry| Some((entry, day(entry)?)))
    };
    let marked = dated().find(|(entry, _)| {
        entry.phase.is_some_and(|phase| {
            phase.milestone == Milestone::Started && phase.origin == Origin::Derived
        })
    });
    let (entry, day) = marked.or_else(|| dated().next())?;
    Some(Known::derived(day, entry.line))
}

fn sentence(evidence: Evidence<'_>, passages: &[Passage]) -> Option<Known<NaiveDate>> {
    telling(passages).find_map(|passage| {
        let (_, time) = course::turns(passage, evidence.clues)
            .into_iter()
            .find(|(milestone, _)| *milestone == Milestone::Started)?;
        Some(Known::derived(time.day?, passage.line_at(time.range.start)))
    })
}

fn labelled(evidence: Evidence<'_>, passages: &[Passage]) -> Option<Known<NaiveDate>> {
    let is_labelled = |passage: &&Passage| {
        passage.is_labelled(course::START_LABELS) || passage.is_labelled(LABELS)
    };
    passages.iter().filter(is_labelled).find_map(|passage| {
        let day =
            sentence_times(&passage.text, evidence.clues).into_iter().find_map(|time| time.day);
        Some(Known::derived(day?, passage.line()))
    })
}

fn in_title(evidence: Evidence<'_>) -> Option<Known<NaiveDate>> {
    let day = sentence_times(&evidence.clues.title, evidence.clues)
        .into_iter()
        .find_map(|time| time.day)?;
    let line = match (&evidence.matter.title, &evidence.outline.title) {
        (Some(title), _) => title.line,
        (None, Some((block, _))) => evidence.document.line(*block),
        (None, None) => 1,
    };
    Some(Known::derived(day, line))
}
