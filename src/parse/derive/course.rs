//! The milestones of an incident: when it started, was detected, …, resolved.
//!
//! Front matter goes before an entry that its writer marked, that before a label (`Start time:`),
//! that before a sentence ("started at X and ended at Y"), and that before a guess at an entry's
//! words.

use super::occasion::tells_of_another;
use super::passage::Passage;
use super::{Evidence, agreement, find_word, has_word, labelled, lowered, telling};
use crate::model::{Entry, Known, Milestone, Milestones, Moment, Origin};
use crate::parse::timeline::{Answer, Clues, SentenceTime, Zone, sentence_times};
use chrono::{Days, FixedOffset, NaiveDate};

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
            "fully restored",
            "restored at",
            "back online",
            "back up",
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
    "failing",
    "error",
    "errors",
    "timed out",
    "timeouts",
    "offline",
    "impact",
    "impacted",
    "affected",
];

/// Words that say that the range behind them is the outage's own.
const OUTAGES: &[&str] = &[
    "outage",
    "downtime",
    "lasted",
    "lasting",
    "was down",
    "were down",
    "unavailable",
    "duration",
];

/// Labels before the range of an outage that name nothing else.
const WHEN: &[&str] = &["when", "time", "times", "window", "time-frame", "timeframe"];

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
        labelled::milestones(passages, &placer),
        from_sentences(passages, &placer),
    ];
    for source in sources {
        for (milestone, moment) in source {
            known.entry(milestone).or_insert(moment);
        }
    }
    let has_end =
        known.contains_key(&Milestone::Started) || known.contains_key(&Milestone::Resolved);
    let agreed =
        if has_end { Milestones::new() } else { agreement::milestones(evidence, passages) };
    for source in [agreed, from_entries(evidence, Origin::Guessed)] {
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
    let text = lowered(&passage.text);
    let labelled = passage.label.as_deref().is_some_and(|label| {
        WHEN.contains(&label)
            || label.split('-').any(|word| INCIDENTS.contains(&word) || word == "duration")
    });
    let mut turns: Vec<(Milestone, SentenceTime)> = Vec::new();
    let mut opener: Option<SentenceTime> = None;
    let mut after = 0;
    for time in sentence_times(&passage.text, clues) {
        let gap = text.get(after.min(time.range.start)..time.range.start).unwrap_or("");
        after = time.range.end;
        let clause = gap.rsplit(". ").next().unwrap_or("");
        let sentence = sentence_around(&text, time.range.start);
        if tells_of_another(sentence, None) {
            continue;
        }
        let speaks = labelled || !turns.is_empty() || has_word(sentence, INCIDENTS);
        let is_begun = opener.is_some()
            || turns.last().is_some_and(|(milestone, _)| *milestone == Milestone::Started);
        let begins = opener.take();
        if !speaks {
            continue;
        }
        if let Some(end) = range_end(&time) {
            let within = &text[time.range.clone()];
            // `14:00 – 16:30` by itself is about the outage only where words say so.
            let is_of_outage = labelled
                || opens_range(clause)
                || RANGE_OPENERS.iter().any(|word| find_word(within, word).is_some())
                || has_word(clause, OUTAGES)
                || trigger(clause) == Some(Milestone::Started);
            if is_of_outage && trigger(clause).is_none_or(|it| it == Milestone::Started) {
                turns.push((Milestone::Started, time));
                turns.push((Milestone::Resolved, end));
            }
        } else if is_begun && ends_range(clause) {
            turns.extend(begins.map(|begin| (Milestone::Started, begin)));
            turns.push((Milestone::Resolved, time));
        } else if opens_range(clause) {
            opener = Some(time);
        } else if let Some(milestone) = trigger(clause) {
            turns.push((milestone, time));
        } else if labelled || has_word(clause, OUTAGES) {
            opener = Some(time);
        }
    }
    turns
}

/// The end of `14:00 to 16:30`, a time of its own.
fn range_end(time: &SentenceTime) -> Option<SentenceTime> {
    if time.end_time.is_none() && time.end_day.is_none() {
        return None;
    }
    Some(SentenceTime {
        day: time.end_day.or(time.day),
        time: time.end_time,
        end_day: None,
        end_time: None,
        ..time.clone()
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
pub(super) struct Placer<'p> {
    pub(super) evidence: Evidence<'p>,
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

    pub(super) fn place(&self, time: &SentenceTime) -> Option<Moment> {
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

    /// The offset that all entries share, else that of the document's zone.
    fn offset(&self, moment: &Moment) -> Option<FixedOffset> {
        let at = moment.local.date_time()?;
        let mut offsets = self.evidence.reading.entries.iter().map(|entry| entry.offset);
        if let Some(first) = offsets.next() {
            return first.filter(|_| offsets.all(|other| other == first));
        }
        let clues = self.evidence.clues;
        let stated = clues.document_zone.map(Zone::place);
        match stated.or_else(|| self.evidence.reading.zone.clone())?.at(at, clues) {
            Answer::Offset(offset) => Some(offset),
            _ => None,
        }
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
