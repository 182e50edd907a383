//! Doubts → findings, one for many where a document repeats the same thing.

use super::clock::Fault;
use super::container::{Candidate, Survey};
use super::context::Context;
use super::resolve::{Doubt, Placed};
use super::sentence::dates_in;
use super::stamp::{Stamp, Strength};
use super::zone::Answer;
use super::{Clues, Document};
use crate::diag::{self, Diagnostic, Place};
use crate::model::Entry;
use crate::parse::markdown::{BlockId, BlockKind, Mark};
use crate::source::Span;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::collections::BTreeSet;

/// All that findings are made from.
pub(super) struct Facts<'f, 'a> {
    pub document: &'f Document<'a>,
    pub clues: &'f Clues,
    pub survey: &'f Survey,
    pub context: &'f Context,
    /// Entries, in the writer's order.
    pub placed: &'f [(&'f Candidate, Placed)],
    /// The same as they are told.
    pub entries: &'f [Entry],
}

/// An entry this far from both of its neighbours is likely a slip of the pen.
const FAR_AWAY: TimeDelta = TimeDelta::days(20);

/// Adds what is doubtful about a timeline.
pub(super) fn check(facts: &Facts<'_, '_>, problems: &mut Vec<Diagnostic>) {
    problems.extend(facts.no_zone());
    problems.extend(facts.seasons());
    for index in 0..facts.placed.len() {
        facts.entry(index, problems);
    }
    problems.extend(facts.clocks());
    problems.extend(facts.templates());
    problems.extend(facts.ambiguous_zones());
    problems.extend(facts.far_away());
    problems.extend(facts.undecided());
    problems.extend(facts.title());
    problems.extend(facts.in_code());
}

impl Facts<'_, '_> {
    fn place(&self, candidate: &Candidate) -> Place {
        Place::new(self.document.source().path(), candidate.span())
    }

    /// The token of entry number `index` as written.
    fn written(&self, index: usize) -> &str {
        self.entries.get(index).map_or("", |entry| &entry.as_written)
    }

    /// Entries with a doubt of some kind, in order.
    fn with<'s, T>(
        &'s self,
        find: impl Fn(&'s Doubt) -> Option<T> + 's,
    ) -> impl Iterator<Item = (usize, &'s Candidate, T)> + 's {
        self.placed.iter().enumerate().filter_map(move |(index, (candidate, placed))| {
            placed.doubts.iter().find_map(&find).map(|found| (index, *candidate, found))
        })
    }

    fn no_zone(&self) -> Option<Diagnostic> {
        let without: Vec<&Candidate> = self
            .with(|doubt| (*doubt == Doubt::NoZone).then_some(()))
            .map(|(_, candidate, ())| candidate)
            .collect();
        let first = without.first()?;
        let place = self.place(first);
        Some(match &self.context.unknown_zone {
            Some(name) => diag::unknown_zone_of_all(place, name, without.len()),
            None => diag::no_time_zone(place, without.len()),
        })
    }

    /// One finding for all entries of an abbreviation.
    fn seasons(&self) -> Vec<Diagnostic> {
        let mut names = BTreeSet::new();
        let found: Vec<_> = self
            .with(|doubt| match doubt {
                Doubt::Zone(zone, Answer::OtherSeason { name, place, .. }) => {
                    Some((zone.name.as_str(), name.as_str(), place.name()))
                }
                _ => None,
            })
            .collect();
        let mut findings = Vec::new();
        for (index, candidate, (written, in_force, zone)) in &found {
            if names.insert(*written) {
                let n_entries = found.iter().filter(|(_, _, (name, ..))| name == written).count();
                let day = self.day_of(*index);
                let about = diag::OtherSeason { written, day: &day, in_force, zone, n_entries };
                findings.push(diag::winter_zone_in_summer(self.place(candidate), about));
            }
        }
        findings
    }

    fn day_of(&self, index: usize) -> String {
        let day = self.placed.get(index).and_then(|(_, placed)| placed.start?.day());
        day.map(|day| day.to_string()).unwrap_or_default()
    }

    /// One finding for each abbreviation that nothing settles.
    fn ambiguous_zones(&self) -> Vec<Diagnostic> {
        let mut names = BTreeSet::new();
        self.with(|doubt| match doubt {
            Doubt::Zone(zone, Answer::Ambiguous(places)) => Some((&zone.name, *places)),
            _ => None,
        })
        .filter(|(_, _, (name, _))| names.insert((*name).clone()))
        .map(|(_, candidate, (name, places))| {
            let zones: Vec<&str> = places.iter().map(|place| place.name()).collect();
            diag::ambiguous_zone(self.place(candidate), name, &zones)
        })
        .collect()
    }

    /// Clocks that cannot be, one finding for each kind of fault.
    fn clocks(&self) -> Vec<Diagnostic> {
        let faults = [Fault::Redundant, Fault::Contradiction, Fault::OutOfRange];
        let one = |fault: Fault| {
            let mut found = self.with(move |doubt| (*doubt == Doubt::Clock(fault)).then_some(()));
            let (index, candidate, ()) = found.next()?;
            let n_others = found.count();
            let read_as = self.placed.get(index).and_then(|(_, placed)| placed.start?.time());
            let read_as = read_as.map(|time| time.format("%H:%M").to_string());
            let place = self.place(candidate);
            Some(diag::impossible_clock(place, self.written(index), read_as.as_deref(), n_others))
        };
        faults.into_iter().filter_map(one).collect()
    }

    /// One finding for all letters left over from the template.
    fn templates(&self) -> Option<Diagnostic> {
        let mut found = self.with(|doubt| (*doubt == Doubt::Template).then_some(()));
        let (index, candidate, ()) = found.next()?;
        let n_others = found.count();
        Some(diag::time_template_leftover(self.place(candidate), self.written(index), n_others))
    }

    /// What is to be said about one entry alone.
    fn entry(&self, index: usize, problems: &mut Vec<Diagnostic>) {
        let Some((candidate, placed)) = self.placed.get(index) else { return };
        let above = index.checked_sub(1).and_then(|above| self.placed.get(above));
        let above = || above.map_or_else(|| self.place(candidate), |(above, _)| self.place(above));
        let place = || self.place(candidate);
        let written = self.written(index);
        for doubt in &placed.doubts {
            problems.extend(match doubt {
                Doubt::GoesBack => Some(diag::entry_goes_back(place(), written, above())),
                Doubt::DayUnsure => Some(diag::day_unsure(place(), written, above())),
                Doubt::EndsBefore => Some(diag::range_ends_before(place(), written)),
                Doubt::TwoInstants(meant) => {
                    let meant = meant.format("%H:%M").to_string();
                    Some(diag::zones_disagree(place(), written, &meant))
                }
                Doubt::Zone(_, Answer::Gap(zone)) => {
                    Some(diag::dst_gap(place(), written, zone.name()))
                }
                Doubt::Zone(_, Answer::Overlap(zone)) => {
                    Some(diag::dst_overlap(place(), written, zone.name()))
                }
                Doubt::Zone(..) | Doubt::NoZone | Doubt::Clock(_) | Doubt::Template => None,
            });
        }
        problems.extend(self.link(candidate, placed));
    }

    /// A message linked from an entry, posted whole hours before or after it, shows a wrong zone.
    fn link(&self, candidate: &Candidate, placed: &Placed) -> Option<Diagnostic> {
        let at = placed.start_utc?;
        let marks = &candidate.plain.marks;
        let first = marks.partition_point(|(span, _)| span.start < candidate.line.start);
        let own = marks[first..].iter().take_while(|(span, _)| span.start < candidate.line.end);
        let posted = own.filter_map(|(_, mark)| match mark {
            Mark::Link(address) => posted_at(address),
            _ => None,
        });
        let posted = posted.into_iter().find(|posted| is_hours_off(*posted, at))?;
        let time = |at: DateTime<Utc>| format!("{} UTC", at.format("%H:%M"));
        Some(diag::link_time_disagrees(self.place(candidate), &time(posted), &time(at)))
    }

    /// Entries far from both neighbours, which lie close together.
    fn far_away(&self) -> Vec<Diagnostic> {
        let days: Vec<(&Candidate, NaiveDate)> = self
            .placed
            .iter()
            .filter_map(|(candidate, placed)| Some((*candidate, placed.start?.day()?)))
            .collect();
        let far = |a: NaiveDate, b: NaiveDate| (a - b).abs() > FAR_AWAY;
        days.windows(3)
            .filter_map(|window| {
                let [(_, before), (candidate, day), (_, after)] = window else { return None };
                let is_far = far(*day, *before) && far(*day, *after) && !far(*before, *after);
                is_far.then(|| {
                    let n_days = (*day - *before).num_days().abs();
                    diag::entry_far_away(self.place(candidate), &day.to_string(), n_days)
                })
            })
            .collect()
    }

    fn undecided(&self) -> Option<Diagnostic> {
        let (block, range) = self.context.undecided.clone()?;
        let span = self.document.plain_text(block).span(range.start, range.end);
        let written = super::one_line(self.document.source().slice(span));
        let place = Place::new(self.document.source().path(), span);
        Some(diag::undecidable_date(place, &written))
    }

    /// The title's day lies outside the timeline, a day's grace for zones on both sides.
    fn title(&self) -> Option<Diagnostic> {
        let days: Vec<NaiveDate> =
            self.placed.iter().filter_map(|(_, placed)| placed.start?.day()).collect();
        let (first, last) = (*days.iter().min()?, *days.iter().max()?);
        let title = dates_in(&self.clues.title, self.clues)
            .iter()
            .filter(|(_, date)| date.year().is_some())
            .find_map(|(_, date)| date.day(self.context.calendar.order, None))?;
        let grace = TimeDelta::days(1);
        if first - grace <= title && title <= last + grace {
            return None;
        }
        let place = Place::new(self.document.source().path(), self.title_span()?);
        Some(diag::title_date_disagrees(place, &title.to_string(), &first.to_string()))
    }

    /// The heading with the title's words, or the first entry.
    fn title_span(&self) -> Option<Span> {
        let is_title = |id: &BlockId| {
            matches!(self.document.block(*id).kind, BlockKind::Heading(_))
                && self.document.plain_text(*id).one_line() == self.clues.title
        };
        let heading = self.document.ids().find(is_title);
        heading
            .map(|id| self.document.block(id).span)
            .or_else(|| self.placed.first().map(|(candidate, _)| candidate.span()))
    }

    /// A code block right under a timeline's heading, most of whose lines start with a time.
    fn in_code(&self) -> Vec<Diagnostic> {
        let timed = |code: &str| {
            let is_entry = |line: &&str| {
                let words = line.trim_start().trim_start_matches(['*', '-', '+', ' ']);
                Stamp::read(words, self.clues)
                    .is_some_and(|stamp| stamp.strength() == Strength::Time)
            };
            let all = code.lines().filter(|line| !line.trim().is_empty()).count();
            let n_lines = code.lines().filter(is_entry).count();
            (n_lines >= 3 && n_lines * 2 > all).then_some(n_lines)
        };
        let first_entry = self.placed.first().map(|(candidate, _)| candidate.block);
        self.survey
            .codes
            .iter()
            .filter(|id| first_entry.is_none_or(|first| **id <= first))
            .filter_map(|id| {
                let n_lines = timed(&self.document.code(*id)?)?;
                let span = self.document.block(*id).span;
                let place = Place::new(self.document.source().path(), span);
                Some(diag::timeline_in_code_block(place, n_lines))
            })
            .collect()
    }
}

/// True where two instants are one to fourteen whole hours apart, give or take two minutes.
fn is_hours_off(posted: DateTime<Utc>, at: DateTime<Utc>) -> bool {
    let seconds = (posted - at).num_seconds().abs();
    let to_hour = (seconds % 3600).min(3600 - seconds % 3600);
    to_hour <= 120 && (3600 - 120..=14 * 3600 + 120).contains(&seconds)
}

/// When the message behind a chat permalink was posted: Slack's links end in `/p` and the epoch in
/// microseconds.
fn posted_at(address: &str) -> Option<DateTime<Utc>> {
    let (_, behind) = address.split_once("/archives/")?;
    let digits: String = behind
        .split('/')
        .nth(1)?
        .strip_prefix('p')?
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let micros = digits.parse().ok().filter(|_| digits.len() == 16)?;
    DateTime::from_timestamp_micros(micros)
}
