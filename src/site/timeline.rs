//! One incident's timeline on a line of time: where entries stand, what went on between them, and
//! how long the silences were.

use super::clock;
use super::view::{GapView, TimelineItemView};
use crate::model::{Entry, Item, Milestone, Milestones, Moment, Postmortem};
use chrono::NaiveDate;

/// Seconds on the line of time.
pub type Position = i64;

/// Which clock places are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axis {
    /// Instants: every entry with a day and time has one.
    Utc,
    /// The writer's clock: some entry has no zone, so instants cannot be compared.
    Local,
}

/// What went on between two milestones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// Harm is done and nobody knows.
    Detection,
    /// Somebody looks for the cause.
    Investigation,
    /// The cause is known and harm goes on.
    Mitigation,
    /// Harm has ended; things are put right.
    Recovery,
}

impl Band {
    /// The word in views and class names.
    pub fn name(self) -> &'static str {
        match self {
            Band::Detection => "detection",
            Band::Investigation => "investigation",
            Band::Mitigation => "mitigation",
            Band::Recovery => "recovery",
        }
    }
}

/// The entries and milestones of an incident on one line of time.
#[derive(Debug)]
pub struct TimeLine<'p> {
    postmortem: &'p Postmortem,
    axis: Axis,
    /// Seconds of a gap that make one step of its drawn height.
    step: f64,
    bands: Vec<(Position, Position, Band)>,
    start: Option<Position>,
}

/// Most steps that a gap is drawn with; a longer one is folded.
const MOST_STEPS: f64 = 12.0;
/// Steps of an average gap.
const AVERAGE_STEPS: f64 = 4.0;

impl<'p> TimeLine<'p> {
    /// The line of a postmortem's timeline.
    pub fn new(postmortem: &'p Postmortem) -> TimeLine<'p> {
        let entries = &postmortem.timeline.entries;
        let lacks_instant = |entry: &Entry| {
            entry.start.is_some_and(|start| start.date_time().is_some())
                && entry.start_utc.is_none()
        };
        let axis = if entries.iter().any(lacks_instant) { Axis::Local } else { Axis::Utc };
        let mut line = TimeLine { postmortem, axis, step: 1.0, bands: Vec::new(), start: None };
        line.step = step_of(&line.gaps());
        line.bands = line.find_bands(&postmortem.milestones);
        line.start = line
            .milestone(&postmortem.milestones, Milestone::Started)
            .or_else(|| entries.iter().find_map(|entry| line.position(entry)));
        line
    }

    /// Where an entry stands; `None` where its day or time is unknown.
    pub fn position(&self, entry: &Entry) -> Option<Position> {
        match self.axis {
            Axis::Utc => entry.start_utc.map(|at| at.timestamp()),
            Axis::Local => Some(entry.start?.date_time()?.and_utc().timestamp()),
        }
    }

    /// Where every placed entry stands, and whether it marks a milestone.
    pub fn dots(&self) -> Vec<(Position, bool)> {
        let entries = self.postmortem.timeline.entries.iter();
        entries.filter_map(|entry| Some((self.position(entry)?, entry.phase.is_some()))).collect()
    }

    /// The first and the last place of entries, ranges and bands; `None` where all is one point.
    pub fn extent(&self) -> Option<(Position, Position)> {
        let dots = self.dots().into_iter().map(|(at, _)| at);
        let ranges = self.ranges().into_iter().map(|(_, to)| to);
        let bands = self.bands.iter().flat_map(|(from, to, _)| [*from, *to]);
        let places: Vec<Position> = dots.chain(ranges).chain(bands).collect();
        let (first, last) = (*places.iter().min()?, *places.iter().max()?);
        (first < last).then_some((first, last))
    }

    /// Both ends of the extent as clock times, `14:00`, or with days where there are several. Those
    /// of a line of instants are on the clock of its first entry and say so.
    pub fn ends(&self) -> Option<(String, String)> {
        let own = self.postmortem.timeline.entries.iter().find_map(|entry| entry.offset);
        let offset = own.filter(|_| self.axis == Axis::Utc);
        let zone = offset.map(|o| format!(" {}", clock::offset_name(o))).unwrap_or_default();
        let shift = offset.map_or(0, |offset| i64::from(offset.local_minus_utc()));
        let at = |position: i64| chrono::DateTime::from_timestamp(position + shift, 0);
        let (first, last) = self.extent()?;
        let (first, last) = (at(first)?, at(last)?);
        let form = if first.date_naive() == last.date_naive() { "%H:%M" } else { "%-d %b, %H:%M" };
        Some((format!("{}{zone}", first.format(form)), format!("{}{zone}", last.format(form))))
    }

    /// Where every range starts and ends.
    pub fn ranges(&self) -> Vec<(Position, Position)> {
        let entries = self.postmortem.timeline.entries.iter();
        entries
            .filter_map(|entry| {
                let end = match self.axis {
                    Axis::Utc => entry.end_utc?.timestamp(),
                    Axis::Local => entry.end?.date_time()?.and_utc().timestamp(),
                };
                Some((self.position(entry)?, end))
            })
            .filter(|(from, to)| from < to)
            .collect()
    }

    /// The bands, in order.
    pub fn bands(&self) -> &[(Position, Position, Band)] {
        &self.bands
    }

    fn moment(&self, moment: &Moment) -> Option<Position> {
        match self.axis {
            Axis::Utc => moment.utc().map(|at| at.timestamp()),
            Axis::Local => Some(moment.local.date_time()?.and_utc().timestamp()),
        }
    }

    fn milestone(&self, milestones: &Milestones, milestone: Milestone) -> Option<Position> {
        self.moment(&milestones.get(&milestone)?.value)
    }

    /// Bands lie between the milestones that are known; out of order they are left out.
    fn find_bands(&self, milestones: &Milestones) -> Vec<(Position, Position, Band)> {
        let at = |milestone| self.milestone(milestones, milestone);
        let mut marks: Vec<(Position, Option<Band>)> = Vec::new();
        // Until when nobody knew is told by the detection alone.
        let detection = at(Milestone::Detected).map(|_| Band::Detection);
        let turns = [
            (at(Milestone::Started), detection),
            (at(Milestone::Detected), Some(Band::Investigation)),
            (at(Milestone::Identified), Some(Band::Mitigation)),
            (at(Milestone::Mitigated), Some(Band::Recovery)),
            (at(Milestone::Resolved), None),
        ];
        for (position, band) in turns {
            if let Some(position) = position {
                if marks.last().is_some_and(|(last, _)| *last > position) {
                    return Vec::new();
                }
                marks.push((position, band));
            }
        }
        marks
            .windows(2)
            .filter(|pair| pair[0].0 < pair[1].0)
            .filter_map(|pair| Some((pair[0].0, pair[1].0, pair[0].1?)))
            .collect()
    }

    /// Seconds between placed entries that follow one another in the text, where time goes on.
    fn gaps(&self) -> Vec<i64> {
        let entries = self.postmortem.timeline.entries.iter();
        let positions: Vec<Position> = entries.filter_map(|entry| self.position(entry)).collect();
        positions.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > 0).collect()
    }

    fn gap(&self, seconds: i64) -> Option<GapView> {
        #[expect(clippy::cast_precision_loss, reason = "seconds of years fit")]
        let steps = seconds as f64 / self.step;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 12")]
        let size = steps.clamp(0.0, MOST_STEPS).round() as u32;
        (seconds > 0).then(|| GapView {
            text: clock::span(seconds),
            size,
            is_folded: steps > MOST_STEPS,
        })
    }

    /// The views of one region's items; `html` renders an item's chunks.
    pub fn items(
        &self,
        items: &[Item],
        mut html: impl FnMut(&[crate::model::Chunk]) -> String,
    ) -> Vec<TimelineItemView> {
        let mut above: Option<&Entry> = None;
        let mut day: Option<NaiveDate> = None;
        let mut views = Vec::with_capacity(items.len());
        for item in items {
            views.push(match item {
                Item::Day { day: stated, html: chunks } => {
                    day = stated.or(day);
                    bare("day", html(chunks))
                }
                Item::Note(chunks) => bare("note", html(chunks)),
                Item::Entry(number, chunks) => {
                    let entry = &self.postmortem.timeline.entries[*number];
                    let mut view = self.entry(entry, html(chunks));
                    let seconds = above.and_then(|above| self.between(above, entry));
                    view.gap = seconds.and_then(|seconds| self.gap(seconds));
                    let own = entry.start.and_then(crate::model::Local::day);
                    let changed = own.filter(|own| day.is_some_and(|day| day != *own));
                    view.new_day = changed.map(clock::day_with_weekday);
                    day = own.or(day);
                    above = Some(entry);
                    view
                }
            });
        }
        views
    }

    fn between(&self, above: &Entry, entry: &Entry) -> Option<i64> {
        Some(self.position(entry)? - self.position(above)?)
    }

    fn entry(&self, entry: &Entry, html: String) -> TimelineItemView {
        let position = self.position(entry);
        let elapsed = position.zip(self.start).map(|(at, start)| clock::elapsed(at - start));
        let lasted = entry.start_utc.zip(entry.end_utc).map(|(from, to)| (to - from).num_seconds());
        let lasted = lasted.or_else(|| {
            let (from, to) = (entry.start?.date_time()?, entry.end?.date_time()?);
            Some((to - from).num_seconds())
        });
        let band = position
            .and_then(|at| self.bands.iter().find(|(from, to, _)| (*from..*to).contains(&at)));
        TimelineItemView {
            anchor: Some(entry.anchor.clone()),
            as_written: Some(entry.as_written.clone()),
            local: entry.start.map(crate::model::Local::iso),
            utc: entry.start_utc.map(clock::utc),
            utc_clock: entry.start_utc.map(|at| at.format("%H:%M").to_string()),
            elapsed,
            lasted: lasted.filter(|seconds| *seconds > 0).map(clock::span),
            is_approximate: entry.approximate,
            phase: entry.phase.map(|phase| phase.milestone.word()),
            phase_origin: entry.phase.map(|phase| phase.origin.name()),
            band: band.map(|(_, _, band)| band.name()),
            actor: entry.actor.clone(),
            ..bare("entry", html)
        }
    }
}

fn bare(kind: &'static str, html: String) -> TimelineItemView {
    TimelineItemView {
        kind,
        html,
        anchor: None,
        as_written: None,
        local: None,
        utc: None,
        utc_clock: None,
        elapsed: None,
        lasted: None,
        is_approximate: false,
        phase: None,
        phase_origin: None,
        band: None,
        actor: None,
        gap: None,
        new_day: None,
    }
}

/// Seconds of one step, such that an average gap has [`AVERAGE_STEPS`]; gaps that are folded then
/// do not count, so that one night does not press an hour's work flat.
fn step_of(gaps: &[i64]) -> f64 {
    let mut kept: Vec<i64> = gaps.to_vec();
    loop {
        if kept.is_empty() {
            return 1.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "seconds of years fit")]
        let step = kept.iter().sum::<i64>() as f64 / kept.len() as f64 / AVERAGE_STEPS;
        let before = kept.len();
        #[expect(clippy::cast_precision_loss, reason = "seconds of years fit")]
        kept.retain(|gap| *gap as f64 <= step * MOST_STEPS);
        if kept.len() == before {
            return step.max(1.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_night_does_not_press_the_evening_flat() {
        let step = step_of(&[600, 600, 1200, 600, 36_000]);
        assert!((step - 750.0 / 4.0).abs() < 0.01, "{step}");
        assert!((step_of(&[]) - 1.0).abs() < f64::EPSILON);
        assert!((step_of(&[7200]) - 1800.0).abs() < 0.01);
    }
}
