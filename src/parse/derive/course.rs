//! The milestones of an incident: when it started, was detected, …, resolved.
//!
//! Front matter goes before an entry that its writer marked, that before a label (`Start time:`),
//! that before a sentence ("started at X and ended at Y"), and that before a guess at an entry's
//! words.

use super::passage::Passage;
use super::{Evidence, find_word, has_word, telling};
use crate::model::{Entry, Known, Milestone, Milestones, Moment, Origin};
use crate::parse::timeline::{Clues, SentenceTime, sentence_times};
use chrono::{Days, FixedOffset, NaiveDate, Offset, TimeZone};

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

/// Words before a time that say what turned at it. Words that also say other things (`over`,
/// `through`, `restored a backup`) are left out, or need the company of another.
const TRIGGERS: &[(Milestone, &[&str])] = &[
    (
        Milestone::Started,
        &["started", "began", "begun", "starting", "beginning", "starts", "begins"],
    ),
    (Milestone::Detected, &["detected", "noticed", "discovered", "alerted"]),
    (Milestone::Mitigated, &["mitigated"]),
    (
        Milestone::Resolved,
        &[
            "ended",
            "ends",
            "ending",
            "until",
            "till",
            "resolved",
            "was restored",
            "were restored",
            "service restored",
            "recovered",
            "was fixed",
            "were fixed",
            "was over",
        ],
    ),
];

/// Words that open a range, and say that something started only where its end follows.
const RANGE_OPENERS: &[&str] = &["from", "between"];

/// Words of sentences that speak of an incident.
const INCIDENTS: &[&str] = &[
    "outage",
    "outages",
    "incident",
    "disruption",
    "downtime",
    "issue",
    "issues",
    "interruption",
    "degradation",
    "degraded",
    "problem",
    "problems",
    "unavailable",
    "unavailability",
    "failure",
    "failures",
    "failed",
    "down",
    "errors",
    "impact",
    "impacted",
    "affected",
];

/// Longest stretch between a trigger and its time, in bytes.
const LONGEST_GAP: usize = 60;

/// All that is known of the course; `day` is that of the incident, for times that state none.
pub(super) fn milestones(
    evidence: Evidence<'_>,
    passages: &[Passage],
    day: Option<NaiveDate>,
) -> Milestones {
    let placer = Placer { evidence, day };
    let mut known = evidence.matter.milestones.clone();
    let sources = [
        from_entries(evidence, Origin::Derived),
        from_labels(passages, &placer),
        from_sentences(passages, &placer),
        from_entries(evidence, Origin::Guessed),
    ];
    for source in sources {
        for (milestone, moment) in source {
            known.entry(milestone).or_insert(moment);
        }
    }
    known
}

fn from_entries(evidence: Evidence<'_>, origin: Origin) -> Milestones {
    let marked = |entry: &Entry| {
        let phase = entry.phase.filter(|phase| phase.origin == origin)?;
        let moment =
            Moment { local: entry.start?, offset: entry.offset, approximate: entry.approximate };
        // Without a day, a time turns nothing that could be compared.
        moment.local.day()?;
        Some((phase.milestone, Known { value: moment, origin, line: entry.line }))
    };
    evidence.reading.entries.iter().filter_map(marked).collect()
}

/// A label that is there twice with different times belongs to two incidents, and settles nothing.
fn from_labels(passages: &[Passage], placer: &Placer<'_>) -> Milestones {
    let mut known = Milestones::new();
    for (milestone, labels) in LABELS {
        let mut moments =
            passages.iter().filter(|passage| passage.is_labelled(labels)).filter_map(|passage| {
                let first =
                    sentence_times(&passage.text, placer.evidence.clues).into_iter().next()?;
                // The time is what the label is about, not something told in passing.
                (first.range.start <= LONGEST_GAP).then_some(())?;
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

/// Both ends are best told by one passage.
fn from_sentences(passages: &[Passage], placer: &Placer<'_>) -> Milestones {
    let told: Vec<Milestones> = telling(passages).map(|passage| placer.told(passage)).collect();
    let tells_both = |told: &&Milestones| {
        told.contains_key(&Milestone::Started) && told.contains_key(&Milestone::Resolved)
    };
    let mut known = told.iter().find(tells_both).cloned().unwrap_or_default();
    if known.is_empty() {
        for (milestone, moment) in told.into_iter().flatten() {
            known.entry(milestone).or_insert(moment);
        }
    }
    known
}

/// The times of a passage that something turned at, in its order.
pub(super) fn turns(passage: &Passage, clues: &Clues) -> Vec<(Milestone, SentenceTime)> {
    let text = passage.text.to_lowercase();
    // Lower-casing may change lengths; then places no longer fit, and nothing is read.
    if text.len() != passage.text.len() {
        return Vec::new();
    }
    let labelled = passage.label.as_deref().is_some_and(|label| {
        label.split('-').any(|word| INCIDENTS.contains(&word) || word == "duration")
    });
    let mut turns: Vec<(Milestone, SentenceTime)> = Vec::new();
    let mut opener: Option<SentenceTime> = None;
    let mut after = 0;
    for time in times(&passage.text, clues) {
        let gap = text.get(after.min(time.range.start)..time.range.start).unwrap_or("");
        after = time.range.end;
        let clause = gap.rsplit(". ").next().unwrap_or("");
        let speaks = labelled
            || !turns.is_empty()
            || has_word(sentence_around(&text, time.range.start), INCIDENTS);
        let is_begun = opener.is_some()
            || turns.last().is_some_and(|(milestone, _)| *milestone == Milestone::Started);
        let begins = opener.take();
        if !speaks {
            continue;
        }
        if is_begun && ends_range(clause) {
            turns.extend(begins.map(|begin| (Milestone::Started, begin)));
            turns.push((Milestone::Resolved, time));
        } else if opens_range(clause) {
            opener = Some(time);
        } else if let Some(milestone) = trigger(clause) {
            turns.push((milestone, time));
        }
    }
    turns
}

/// The times of a text, both ends of `14:00 to 16:30` told apart.
fn times(text: &str, clues: &Clues) -> Vec<SentenceTime> {
    let mut times = Vec::new();
    for time in sentence_times(text, clues) {
        let end = range_end(text, &time, clues);
        let day = time.day.or(end.as_ref().and_then(|end| end.day));
        times.push(SentenceTime { day, ..time });
        times.extend(end);
    }
    times
}

fn range_end(text: &str, time: &SentenceTime, clues: &Clues) -> Option<SentenceTime> {
    let written = text.get(time.range.clone())?;
    let (from, to) = [" to ", " and ", " until ", " till ", " - ", "–", "-"]
        .iter()
        .find_map(|joint| written.rsplit_once(joint))?;
    let has_time =
        |text: &str| sentence_times(text, clues).into_iter().find(|time| time.time.is_some());
    has_time(from)?;
    let end = has_time(to)?;
    let start = time.range.end - to.len();
    Some(SentenceTime {
        range: start..time.range.end,
        day: end.day.or(time.day),
        zone: end.zone.or_else(|| time.zone.clone()),
        ..end
    })
}

fn sentence_around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(". ").map_or(0, |end| end + 2);
    let end = text[at..].find(". ").map_or(text.len(), |end| at + end);
    &text[start..end]
}

/// True for what stands between the ends of a range.
fn ends_range(clause: &str) -> bool {
    const JOINTS: [&str; 9] = ["", "to", "and", "-", "–", "—", "until", "till", "through"];
    JOINTS.contains(&clause.trim_matches([' ', ',']))
}

fn opens_range(clause: &str) -> bool {
    let last = clause.trim_end().rsplit(' ').next().unwrap_or("");
    RANGE_OPENERS.contains(&last)
}

/// What the words before a time say, the last of them first.
fn trigger(clause: &str) -> Option<Milestone> {
    if has_word(clause, &["before"]) {
        return None;
    }
    let last_place = |words: &[&str]| words.iter().filter_map(|word| find_last(clause, word)).max();
    let (place, milestone) = TRIGGERS
        .iter()
        .filter_map(|(milestone, words)| Some((last_place(words)?, *milestone)))
        .max_by_key(|(place, _)| *place)?;
    (clause.len() - place <= LONGEST_GAP).then_some(milestone)
}

fn find_last(text: &str, word: &str) -> Option<usize> {
    let mut last = None;
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| find_word(rest, word)) {
        last = Some(from + at);
        from += at + word.len();
    }
    last
}

/// Gives times of the prose the day and zone that they leave to their document.
struct Placer<'p> {
    evidence: Evidence<'p>,
    day: Option<NaiveDate>,
}

impl Placer<'_> {
    fn told(&self, passage: &Passage) -> Milestones {
        let mut told = Milestones::new();
        for (milestone, time) in turns(passage, self.evidence.clues) {
            if let Some(moment) = self.place(&time) {
                let line = passage.line_at(time.range.start);
                told.entry(milestone).or_insert(Known::derived(moment, line));
            }
        }
        past_midnight(&mut told);
        told
    }

    fn place(&self, time: &SentenceTime) -> Option<Moment> {
        // A day that could not be placed is not that of the incident; only times are left to it.
        let day = time.day.or(self.day.filter(|_| time.time.is_some()));
        let placed = SentenceTime { day, ..time.clone() };
        let mut moment = placed.moment(self.evidence.clues)?;
        moment.local.day()?;
        if moment.offset.is_none() && time.zone.is_none() {
            moment.offset = self.offset(&moment);
        }
        Some(moment)
    }

    /// The offset that all entries share, else that of the document's or the archive's zone.
    fn offset(&self, moment: &Moment) -> Option<FixedOffset> {
        let at = moment.local.date_time()?;
        let mut offsets = self.evidence.reading.entries.iter().map(|entry| entry.offset);
        if let Some(first) = offsets.next() {
            return first.filter(|_| offsets.all(|other| other == first));
        }
        let clues = self.evidence.clues;
        let zone = clues.document_zone.or(clues.site_zone)?;
        zone.offset_from_local_datetime(&at).single().map(|offset| offset.fix())
    }
}

/// `from 22:30 to 05:39` ends on the next day.
fn past_midnight(told: &mut Milestones) {
    let Some(started) = told.get(&Milestone::Started).map(|known| known.value) else { return };
    let Some(resolved) = told.get_mut(&Milestone::Resolved) else { return };
    let both = started.local.date_time().zip(resolved.value.local.date_time());
    if let Some((start, end)) = both
        && end < start
        && end.date() == start.date()
        && let Some(next) = end.checked_add_days(Days::new(1))
    {
        resolved.value.local = crate::model::Local::Minute(next);
    }
}
