//! The day under which an incident is filed.

use super::passage::Passage;
use super::{Evidence, telling};
use super::{course, labelled as labels};
use crate::diag::{self, Diagnostic};
use crate::model::{Entry, FILE_NAME, Known, Local, Milestone, Milestones, Origin};
use crate::parse::timeline::{sentence_times, undecided_date};
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
        .or_else(|| marked_entry(evidence))
        .or_else(|| titled_entry(evidence))
        .or_else(|| first_entry(evidence))
        .or_else(|| sentence(evidence, passages))
        .or_else(|| labelled(evidence, passages))
        .or_else(|| in_title(evidence))
        .or_else(|| evidence.clues.file_day.map(|day| Known::derived(day, FILE_NAME)))
        .or_else(|| evidence.matter.date.clone())
        .or_else(|| only_day(evidence, passages))
}

/// The one day that the telling names, whatever it says of it: a guess.
fn only_day(evidence: Evidence<'_>, passages: &[Passage]) -> Option<Known<NaiveDate>> {
    let mut days = telling(passages).flat_map(|passage| {
        let times = sentence_times(&passage.text, evidence.clues);
        times
            .into_iter()
            .filter_map(|time| Some(Known::guessed(time.day?, passage.line_at(time.range.start))))
    });
    let first = days.next()?;
    days.all(|other| other.value == first.value).then_some(first)
}

/// A day that is not known, or guessed, is that of the first turn that is known for sure.
pub(super) fn or_of_first_turn(
    day: Option<Known<NaiveDate>>,
    milestones: &Milestones,
) -> Option<Known<NaiveDate>> {
    let is_sure = |day: &Known<NaiveDate>| day.origin != Origin::Guessed;
    let first = milestones
        .values()
        .filter(|turn| turn.origin == Origin::Derived)
        .find_map(|turn| Some(Known::derived(turn.value.local.day()?, turn.line)));
    day.clone().filter(is_sure).or(first).or(day)
}

fn stated_start(evidence: Evidence<'_>) -> Option<Known<NaiveDate>> {
    let started = evidence.matter.milestones.get(&Milestone::Started)?;
    Some(Known::stated(started.value.local.day()?, started.line))
}

/// The entries that have a day.
fn dated(evidence: Evidence<'_>) -> impl Iterator<Item = (&Entry, NaiveDate)> {
    let entries = evidence.reading.entries.iter();
    entries.filter_map(|entry| Some((entry, entry.start.and_then(Local::day)?)))
}

/// Entries before a marked start tell what led up to it.
fn marked_entry(evidence: Evidence<'_>) -> Option<Known<NaiveDate>> {
    let is_start = |entry: &Entry| {
        entry.phase.is_some_and(|phase| {
            phase.milestone == Milestone::Started && phase.origin == Origin::Derived
        })
    };
    let (entry, day) = dated(evidence).find(|(entry, _)| is_start(entry))?;
    Some(Known::derived(day, entry.line))
}

/// So do entries before the day that the title names.
fn titled_entry(evidence: Evidence<'_>) -> Option<Known<NaiveDate>> {
    let day = in_title(evidence)?.value;
    let (entry, day) = dated(evidence).find(|(_, of_entry)| *of_entry == day)?;
    Some(Known::derived(day, entry.line))
}

fn first_entry(evidence: Evidence<'_>) -> Option<Known<NaiveDate>> {
    let (entry, day) = dated(evidence).next()?;
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
        passage.is_labelled(labels::START_LABELS) || passage.is_labelled(LABELS)
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
    Some(Known::derived(day, title_line(evidence)))
}

fn title_line(evidence: Evidence<'_>) -> u32 {
    match (&evidence.matter.title, &evidence.outline.title) {
        (Some(title), _) => title.line,
        (None, Some((block, _))) => evidence.document.line(*block),
        (None, None) => 1,
    }
}

/// Where no day is known: the date that would be it, if one could tell its day from its month.
pub(super) fn undecided(evidence: Evidence<'_>, passages: &[Passage]) -> Option<Diagnostic> {
    let told = |line: u32, text: &str| {
        let written = &text[undecided_date(text, evidence.clues)?];
        Some(diag::undecidable_date(evidence.place(line), written))
    };
    let may_say = |passage: &&Passage| {
        passage.tells_of_the_whole()
            || passage.is_labelled(LABELS)
            || passage.is_labelled(labels::START_LABELS)
    };
    told(title_line(evidence), &evidence.clues.title).or_else(|| {
        passages.iter().filter(may_say).find_map(|passage| told(passage.line(), &passage.text))
    })
}
