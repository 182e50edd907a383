//! The timeline of one incident.

use super::{Chunk, Local, Milestone, Milestones, Origin, Precision};
use crate::source::Span;
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

/// Everything timed that the writer told, in the writer's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// All entries, by their place in the source.
    pub entries: Vec<Entry>,
    /// The stretches of the document that the timeline view takes the place of.
    pub regions: Vec<Region>,
}

/// One timed entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Line of the time token, from 1.
    pub line: u32,
    /// The time token as the writer wrote it, zone included.
    pub as_written: String,
    /// The start on the writer's clock; `None` where nothing could be placed.
    pub start: Option<Local>,
    /// Distance from UTC, where a zone is known.
    pub offset: Option<FixedOffset>,
    /// The instant, only where day, time and zone are known and nothing contradicts them.
    pub start_utc: Option<DateTime<Utc>>,
    /// The end of a range on the writer's clock.
    pub end: Option<Local>,
    /// The end of a range as an instant.
    pub end_utc: Option<DateTime<Utc>>,
    /// How fine the start was written.
    pub precision: Precision,
    /// Marked as about right (`~`, `ca.`, `14:??`).
    pub approximate: bool,
    /// Day or zone were taken from elsewhere in the document.
    pub inherited: bool,
    /// What the entry marks in the course of the incident.
    pub phase: Option<Phase>,
    /// Who acted, where the entry opens with a name (`@nova`, `[QuietMisdreavus]`).
    pub actor: Option<String>,
    /// The entry's text without its time, marks removed, on one line.
    pub text: String,
    /// Last part of the entry's permalink, unique in its timeline: `t-1400`.
    pub anchor: String,
}

/// A milestone that an entry marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    /// Which milestone.
    pub milestone: Milestone,
    /// How it is known: an inline mark is derived, a keyword is guessed.
    pub origin: Origin,
}

/// A stretch of the document that holds timeline entries and what belongs to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region {
    /// What stands in it, in the writer's order; nothing of the source is left out.
    pub items: Vec<Item>,
    /// The bytes of the source that it takes the place of.
    pub spans: Vec<Span>,
}

/// One thing in a timeline.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A day that the writer set as a heading or line of its own.
    Day {
        /// The day, where it could be read.
        day: Option<NaiveDate>,
        /// The heading's own words, rendered.
        html: Vec<Chunk>,
    },
    /// A timed entry: its place in [`Timeline::entries`], and its rendered text and nested content.
    Entry(usize, Vec<Chunk>),
    /// Something untimed that is part of the story, rendered.
    Note(Vec<Chunk>),
}

/// A time between two named ends, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metric {
    /// Where it begins.
    pub from: Milestone,
    /// Where it ends.
    pub to: Milestone,
    /// Seconds from the one to the other.
    pub seconds: i64,
}

/// Seconds from one milestone to another, where both are known as instants, or both on clocks
/// without a zone.
pub fn seconds_between(milestones: &Milestones, from: Milestone, to: Milestone) -> Option<i64> {
    let (from, to) = (&milestones.get(&from)?.value, &milestones.get(&to)?.value);
    match (from.utc(), to.utc()) {
        (Some(from), Some(to)) => Some((to - from).num_seconds()),
        _ if from.offset.is_none() && to.offset.is_none() => {
            Some((to.local.date_time()? - from.local.date_time()?).num_seconds())
        }
        _ => None,
    }
}

/// The times from the start to detection, acknowledgement, mitigation and resolution, as far as
/// both ends are known and in order.
pub fn metrics(milestones: &Milestones) -> Vec<Metric> {
    let ends =
        [Milestone::Detected, Milestone::Acknowledged, Milestone::Mitigated, Milestone::Resolved];
    ends.into_iter()
        .filter_map(|to| {
            let seconds = seconds_between(milestones, Milestone::Started, to)?;
            (seconds >= 0).then_some(Metric { from: Milestone::Started, to, seconds })
        })
        .collect()
}
