//! What a document says about its times as a whole: zone, first day, order of numbers.

use super::clock::Shape;
use super::container::{Candidate, Place, Survey, Text};
use super::date::{Date, Form};
use super::day::Calendar;
use super::declaration::{Declared, declaration, unknown_name, zone_in};
use super::section::Section;
use super::select::Kind;
use super::sentence::{dates_in, points};
use super::zone::Zone;
use super::{Clues, Document};
use crate::parse::markdown::BlockId;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What holds for all times of a document, unless they say otherwise themselves.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub calendar: Calendar,
    /// The zone of times that name none, where their own timeline declares none.
    pub zone: Option<Zone>,
    /// What the document names as the zone of all times, where that is none.
    pub unknown_zone: Option<String>,
    /// Zones that timelines declare, by the block that opens them.
    pub of_timeline: BTreeMap<BlockId, Zone>,
    /// Zones that heads of table columns name, by their cell.
    pub of_column: BTreeMap<BlockId, Zone>,
    /// Years that heads of table columns name (`Date (2022)`), by their cell.
    pub year_of_column: BTreeMap<BlockId, i32>,
    /// Times without `AM` or `PM` stand among such with it: the clock has twelve hours.
    pub is_twelve_hour: bool,
    /// "All times approximate".
    pub all_approximate: bool,
    /// The first date of numbers that can be read in two ways.
    pub undecided: Option<(BlockId, std::ops::Range<usize>)>,
}

/// Reads what a document says about its times.
pub(super) fn read(
    document: &Document<'_>,
    clues: &Clues,
    survey: &Survey,
    selected: &[(Candidate, Kind)],
) -> Context {
    let prose = Prose::read(document, clues, survey, selected);
    let mut known = clues.days();
    known.extend(prose.full_days());
    let dates: Vec<Date> = prose
        .dates
        .iter()
        .map(|found| found.date)
        .chain(selected.iter().flat_map(|(candidate, _)| candidate.stamp.dates()))
        .collect();
    let mut calendar = Calendar::learn(&dates, &known);
    let near = clues.days().first().copied();
    calendar.first_day = clues
        .started_day
        .or_else(|| prose.first_day(&calendar, near))
        .or_else(|| title_day(clues, &calendar))
        .or(clues.file_day)
        .or(clues.stated_day);
    let undecided = calendar.is_undecided.then(|| first_undecided(selected)).flatten();
    Context {
        zone: zone_of_all(&prose, selected, clues),
        unknown_zone: prose.unknown_zone,
        of_timeline: prose.of_timeline,
        of_column: columns(selected, |head| zone_in(&document.plain_text(head).text, clues)),
        year_of_column: columns(selected, |head| year_in(&document.plain_text(head).text)),
        is_twelve_hour: is_twelve_hour(selected),
        all_approximate: prose.all_approximate,
        calendar,
        undecided,
    }
}

/// The zone of times whose own timeline declares none. What another timeline declares counts only
/// where the entries and the telling before them say nothing else.
fn zone_of_all(prose: &Prose, selected: &[(Candidate, Kind)], clues: &Clues) -> Option<Zone> {
    if prose.declared.is_some() {
        return prose.declared.clone();
    }
    let others = all_one(prose.of_timeline.values().cloned());
    let own = agreed(selected).or_else(|| prose.zone.clone());
    match (others, own) {
        (Some(other), Some(own)) if other.meaning != own.meaning => None,
        (Some(zone), _) | (None, Some(zone)) => Some(zone),
        (None, None) => {
            // The site's zone is a default, not what a document with another one means.
            let default = clues.site_zone.filter(|_| prose.unknown_zone.is_none());
            clues.document_zone.or(default).map(Zone::place)
        }
    }
}

/// The first day that a title names.
fn title_day(clues: &Clues, calendar: &Calendar) -> Option<NaiveDate> {
    let near = clues.file_day.or(clues.stated_day);
    let dates = dates_in(&clues.title, clues);
    dates.iter().find_map(|(_, date)| calendar.day(*date, near))
}

/// A date in a text.
struct FoundDate {
    date: Date,
    /// It stands in a timeline's heading, or in the telling before the timeline.
    rank: Rank,
}

/// How much a date says about the day of times without one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// In a timeline's heading.
    Head,
    /// In a sentence that tells of the incident, before the timeline.
    Telling,
    /// Elsewhere.
    Other,
}

/// What was read from the document's words outside entries.
#[derive(Default)]
struct Prose {
    dates: Vec<FoundDate>,
    /// What a line outside timelines says of all times.
    declared: Option<Zone>,
    /// What a line names as the zone of all times, where that is none.
    unknown_zone: Option<String>,
    of_timeline: BTreeMap<BlockId, Zone>,
    zone: Option<Zone>,
    all_approximate: bool,
}

impl Prose {
    fn read(
        document: &Document<'_>,
        clues: &Clues,
        survey: &Survey,
        selected: &[(Candidate, Kind)],
    ) -> Prose {
        let mut prose = Prose::default();
        let first = selected.first().map(|(candidate, _)| candidate.block);
        let mut zones: Vec<Zone> = Vec::new();
        for Text { block: id, section, head } in &survey.texts {
            let text = document.plain_text(*id).text;
            let is_head = survey.heads.contains(id);
            prose.all_approximate |=
                (is_head || *section == Section::Timeline) && says_all_approximate(&text);
            let place = match section {
                _ if is_head => Declared::Head,
                Section::Timeline => Declared::Timeline,
                Section::Plain | Section::Closed => Declared::Elsewhere,
            };
            if let Some(zone) = declaration(&text, place, clues) {
                match head {
                    Some(head) => prose.of_timeline.entry(*head).or_insert(zone),
                    None => prose.declared.get_or_insert(zone),
                };
            } else if prose.unknown_zone.is_none() {
                prose.unknown_zone = unknown_name(&text, place, clues);
            }
            let is_before = first.is_none_or(|first| *id < first);
            for line in text.split('\n') {
                let rank = match () {
                    () if is_head => Rank::Head,
                    () if is_before && tells(line) => Rank::Telling,
                    () => Rank::Other,
                };
                for (_, stamp) in points(line, clues) {
                    prose.dates.extend(stamp.dates().map(|date| FoundDate { date, rank }));
                    zones.extend(stamp.zone.filter(|_| is_before));
                }
            }
        }
        prose.zone = all_one(zones);
        prose
    }

    fn full_days(&self) -> impl Iterator<Item = NaiveDate> {
        self.dates.iter().filter_map(|found| match found.date.form {
            Form::Full(day) => Some(day),
            _ => None,
        })
    }

    fn first_day(&self, calendar: &Calendar, near: Option<NaiveDate>) -> Option<NaiveDate> {
        [Rank::Head, Rank::Telling].into_iter().find_map(|rank| {
            let mut ranked = self.dates.iter().filter(|found| found.rank == rank);
            ranked.find_map(|found| calendar.day(found.date, near))
        })
    }
}

/// True where a text tells when something happened, and not when it was written down.
fn tells(text: &str) -> bool {
    let text = text.to_lowercase();
    let any = |known: &[&str]| known.iter().any(|known| text.contains(known));
    !any(&[
        "published",
        "posted on",
        "last updated",
        "written on",
        "review",
        "meeting",
        "author",
        "deadline",
        "due ",
    ])
}

fn says_all_approximate(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("approximat") && text.contains("times")
}

/// The zone that all of several are; `None` where they differ.
fn all_one(zones: impl IntoIterator<Item = Zone>) -> Option<Zone> {
    let mut zones = zones.into_iter();
    let first = zones.next()?;
    zones.all(|zone| zone.meaning == first.meaning).then_some(first)
}

/// The zone that all entries that name one agree on.
fn agreed(selected: &[(Candidate, Kind)]) -> Option<Zone> {
    all_one(selected.iter().filter_map(|(candidate, _)| candidate.stamp.zone.clone()))
}

/// What the heads of the time columns say, by their cell.
fn columns<T>(
    selected: &[(Candidate, Kind)],
    read: impl Fn(BlockId) -> Option<T>,
) -> BTreeMap<BlockId, T> {
    let mut found: BTreeMap<BlockId, Option<T>> = BTreeMap::new();
    for (candidate, _) in selected {
        if let Place::Row(row) = &candidate.place {
            for head in &row.heads {
                found.entry(*head).or_insert_with(|| read(*head));
            }
        }
    }
    found.into_iter().filter_map(|(head, value)| Some((head, value?))).collect()
}

/// A year alone in a text.
fn year_in(text: &str) -> Option<i32> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() == 4)
        .find_map(|word| word.parse().ok().filter(|year| (1990..2100).contains(year)))
}

/// True where some times have their half of the day, and none of the others can be of a clock
/// with 24 hours alone.
fn is_twelve_hour(selected: &[(Candidate, Kind)]) -> bool {
    let clocks = || selected.iter().filter_map(|(candidate, _)| candidate.stamp.start.clock);
    let has_halves = clocks().any(|clock| clock.meridiem.is_some());
    has_halves && clocks().all(|clock| clock.meridiem.is_some() || clock.is_half_open())
}

fn first_undecided(selected: &[(Candidate, Kind)]) -> Option<(BlockId, std::ops::Range<usize>)> {
    let (candidate, _) = selected.iter().find(|(candidate, _)| {
        candidate.stamp.dates().any(|date| {
            matches!(date.form, Form::Numbers(first, second, _)
                if first <= 12 && second <= 12 && first != second)
        })
    })?;
    Some((candidate.block, candidate.token()))
}

impl super::stamp::Stamp {
    /// The dates that the token holds.
    pub fn dates(&self) -> impl Iterator<Item = Date> + use<> {
        [self.start.date, self.end.and_then(|end| end.date)].into_iter().flatten()
    }

    /// True where a part of the time was left as the template has it.
    pub fn is_template(&self) -> bool {
        self.start.clock.is_some_and(|clock| clock.shape == Shape::Open && clock.is_template())
    }
}
