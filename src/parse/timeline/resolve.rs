//! Tokens → points in time: gaps filled from what stands above, doubts kept apart.

use super::Clues;
use super::clock::{Clock, Fault, Meridiem, Reading};
use super::container::{Candidate, Place};
use super::context::Context;
use super::date::{Date, Form};
use super::day::{Last, Step, step};
use super::declaration::zone_in;
use super::point::Point;
use super::select::Kind;
use super::zone::{Answer, Zone};
use crate::model::{Local, Precision};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, Utc};

/// Why a time is shown as written, but not believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Its clock shows no such time.
    Clock(Fault),
    /// It lies before the entry above.
    GoesBack,
    /// It lies so far before the entry above that the next day may be meant.
    DayUnsure,
    /// Its end lies before its start.
    EndsBefore,
    /// Its zone says nothing sure.
    Zone(Zone, Answer),
    /// Its two zones name two instants; the second one's time in the first.
    TwoInstants(NaiveDateTime),
    /// No zone is known.
    NoZone,
    /// A template's letters were left in.
    Template,
}

/// A token with its gaps filled.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    pub start: Option<Local>,
    pub offset: Option<FixedOffset>,
    pub start_utc: Option<DateTime<Utc>>,
    pub end: Option<Local>,
    pub end_utc: Option<DateTime<Utc>>,
    pub precision: Option<Precision>,
    pub approximate: bool,
    pub inherited: bool,
    pub doubts: Vec<Doubt>,
}

/// Fills the gaps of one token after the other.
pub(super) struct Resolver<'c> {
    context: &'c Context,
    clues: &'c Clues,
    /// The day that times without one belong to.
    day: Option<NaiveDate>,
    /// Where the last date was written, as far as it still holds: no later day was inferred.
    last: Option<Last>,
    /// The zone that the day's heading names.
    day_zone: Option<Zone>,
    /// Number of the heading that the entry at hand stands under.
    heading: usize,
    /// The zone of the entry at hand.
    entry_zone: Option<Zone>,
    /// A time went back so far since the last date that the day may be another.
    is_day_unsure: bool,
}

impl<'c> Resolver<'c> {
    pub fn new(context: &'c Context, clues: &'c Clues) -> Resolver<'c> {
        let day = context.calendar.first_day;
        Resolver {
            context,
            clues,
            day,
            last: None,
            day_zone: None,
            is_day_unsure: false,
            heading: 0,
            entry_zone: None,
        }
    }

    /// Takes the next line; gives the day of a day's line too.
    pub fn place(&mut self, candidate: &Candidate, kind: Kind) -> Placed {
        self.heading = candidate.heading;
        self.entry_zone = self.zone(candidate).map(|(zone, _)| zone);
        match kind {
            Kind::Day => self.place_day(candidate),
            Kind::Entry => self.place_entry(candidate),
        }
    }

    fn place_day(&mut self, candidate: &Candidate) -> Placed {
        let stamp = &candidate.stamp;
        let words = &candidate.plain.text[candidate.words.clone()];
        self.day_zone = stamp.zone.clone().or_else(|| zone_in(words, self.clues));
        self.day = stamp.start.date.and_then(|date| self.date(date));
        self.last = None;
        self.is_day_unsure = false;
        Placed { start: self.day.map(Local::Day), ..Placed::default() }
    }

    fn date(&self, date: Date) -> Option<NaiveDate> {
        self.context.calendar.day(date, self.day)
    }

    fn place_entry(&mut self, candidate: &Candidate) -> Placed {
        let stamp = &candidate.stamp;
        let mut placed = Placed {
            approximate: stamp.approximate || self.context.all_approximate,
            ..Placed::default()
        };
        if stamp.is_template() {
            placed.doubts.push(Doubt::Template);
        }
        let start = stamp.start;
        let year = |date| borrowed_year(date, stamp.end).or_else(|| self.column_year(candidate));
        let start_date = start.date.map(|date| date.with_year(year(date)));
        let clock = start.clock.map(|clock| self.with_half(clock, self.last.map(|last| last.at)));
        self.start(Point { date: start_date, clock }, &mut placed);
        if stamp.is_relative {
            placed.precision = Some(Precision::Relative);
        }
        self.end(stamp.end, start_date, &mut placed);
        self.instant(candidate, &mut placed);
        placed
    }

    fn start(&mut self, point: Point, placed: &mut Placed) {
        let own_day = point.date.and_then(|date| self.date(date));
        if point.date.is_some() {
            // A day that cannot be read is no reason to go on with the one before.
            self.day = own_day;
            self.is_day_unsure = false;
        }
        placed.inherited = match point.date {
            None => true,
            Some(date) => !matches!(date.form, Form::Full(_) | Form::Numbers(_, _, Some(_))),
        };
        let Some(clock) = point.clock else {
            if own_day.is_some() {
                self.last = None;
            }
            placed.start = match (point.date.map(|date| date.form), own_day) {
                (Some(Form::YearMonth(year, month)), _) => Some(Local::Month(year, month)),
                (_, day) => day.map(Local::Day),
            };
            return;
        };
        let settled = clock.settle();
        placed.doubts.extend(settled.fault.map(Doubt::Clock));
        if let Some(time) = settled.reading.time().filter(|_| !settled.next_day) {
            self.advance(time, own_day.is_some(), placed);
        }
        let is_dateless = point.date.is_some() && own_day.is_none();
        let day = if is_dateless { None } else { self.day };
        let day = day.and_then(|day| if settled.next_day { day.succ_opt() } else { Some(day) });
        let month = match point.date.map(|date| date.form) {
            Some(Form::YearMonth(year, month)) => Some(Local::Month(year, month)),
            _ => None,
        };
        placed.approximate |= matches!(settled.reading, Reading::Hour(_));
        placed.start = local(day, settled.reading)
            .or_else(|| own_day.map(Local::Day))
            .filter(|_| !is_dateless)
            .or(month);
    }

    /// Rolls the day over midnight, or notes that the entry lies before the one above.
    fn advance(&mut self, time: NaiveTime, has_day: bool, placed: &mut Placed) {
        let now = self.day.unwrap_or_default().and_time(time);
        let offset = self.offset_at(now);
        let this = Last { at: time, day: self.day, heading: self.heading, offset };
        let Some(last) = self.last.replace(this) else { return };
        // A new heading may start the story again.
        let goes_back = (last.heading == self.heading).then_some(Doubt::GoesBack);
        let then = last.on_clock(offset, now.date());
        if has_day {
            if last.day.is_some() && now < then {
                placed.doubts.extend(goes_back);
            }
            return;
        }
        match step(then, now) {
            Step::Forward => {}
            Step::Back => placed.doubts.extend(goes_back),
            Step::Unsure => {
                self.is_day_unsure = true;
                placed.doubts.push(Doubt::DayUnsure);
            }
            Step::NextDay => {
                self.day = self.day.and_then(|day| day.succ_opt());
                self.last = Some(Last { day: self.day, ..this });
            }
        }
    }

    /// The distance from UTC of the clock of the entry at hand.
    fn offset_at(&self, at: NaiveDateTime) -> Option<FixedOffset> {
        match self.entry_zone.as_ref()?.at(at, self.clues) {
            Answer::Offset(offset) => Some(offset),
            _ => None,
        }
    }

    /// On a clock of twelve hours, a time without its half is the next one after another.
    fn with_half(&self, clock: Clock, after: Option<NaiveTime>) -> Clock {
        if !self.context.is_twelve_hour || !clock.is_half_open() {
            return clock;
        }
        let halves =
            [Meridiem::Am, Meridiem::Pm].map(|half| Clock { meridiem: Some(half), ..clock });
        let follows = |half: &Clock| half.settle().reading.time() >= after;
        halves.into_iter().find(follows).unwrap_or(clock)
    }

    /// The year that the head of the date's column names.
    fn column_year(&self, candidate: &Candidate) -> Option<i32> {
        let Place::Row(row) = &candidate.place else { return None };
        row.heads.iter().find_map(|head| self.context.year_of_column.get(head).copied())
    }

    fn end(&mut self, end: Option<Point>, start: Option<Date>, placed: &mut Placed) {
        let Some(from) = placed.start else { return };
        let last_day = start
            .and_then(|date| date.last_day)
            .or_else(|| end.filter(|end| end.clock.is_none()).and_then(|end| end.date)?.last_day);
        let to = match end {
            Some(Point { clock: Some(clock), date }) => {
                let clock = self.with_half(clock, from.time());
                let day = date.and_then(|date| self.date(date));
                let settled = clock.settle();
                let base = day.or(from.day());
                local(base, settled.reading)
                    .map(|to| if day.is_none() { after(from, to) } else { to })
            }
            Some(Point { date: Some(date), .. }) => self.date(date).map(Local::Day),
            _ => last_day.and_then(|day| {
                use chrono::Datelike;
                from.day()?.with_day(day).map(Local::Day)
            }),
        };
        let is_back = |to: Local| match (from.date_time(), to.date_time()) {
            (Some(from), Some(to)) => to < from,
            _ => from.day().zip(to.day()).is_some_and(|(from, to)| to < from),
        };
        match to {
            Some(to) if is_back(to) => placed.doubts.push(Doubt::EndsBefore),
            to => placed.end = to,
        }
    }

    /// The zone that holds for a line, and whether the line names it itself.
    fn zone(&self, candidate: &Candidate) -> Option<(Zone, bool)> {
        if let Some(zone) = &candidate.stamp.zone {
            return Some((zone.clone(), true));
        }
        let column = match &candidate.place {
            Place::Row(row) => row.heads.iter().find_map(|head| self.context.of_column.get(head)),
            _ => None,
        };
        let timeline = candidate.head.and_then(|head| self.context.of_timeline.get(&head));
        let zone = column.or(self.day_zone.as_ref()).or(timeline).or(self.context.zone.as_ref())?;
        Some((zone.clone(), false))
    }

    fn instant(&self, candidate: &Candidate, placed: &mut Placed) {
        let precision = placed.start.map_or(Precision::Unknown, Local::precision);
        let precision = *placed.precision.get_or_insert(precision);
        let Some(at) = placed.start.and_then(Local::date_time) else {
            let is_time = matches!(placed.start, Some(Local::TimeOnly(_)));
            if is_time && precision != Precision::Relative && self.zone(candidate).is_none() {
                placed.doubts.push(Doubt::NoZone);
            }
            return;
        };
        let Some((zone, is_own)) = self.zone(candidate) else {
            self.by_second(candidate, at, placed);
            return;
        };
        placed.inherited |= !is_own;
        match zone.at(at, self.clues) {
            Answer::Offset(offset) => self.believe(candidate, at, offset, placed),
            answer => placed.doubts.push(Doubt::Zone(zone, answer)),
        }
    }

    /// Takes an offset, unless something contradicts it.
    fn believe(
        &self,
        candidate: &Candidate,
        at: NaiveDateTime,
        offset: FixedOffset,
        placed: &mut Placed,
    ) {
        let utc = |at: NaiveDateTime| at.checked_sub_offset(offset).map(|utc| utc.and_utc());
        placed.offset = Some(offset);
        if let Some(other) = self.second_instant(candidate, at)
            && let Some(first) = at.checked_sub_offset(offset)
            && other != first
        {
            let meant = other.checked_add_offset(offset).unwrap_or(other);
            placed.doubts.push(Doubt::TwoInstants(meant));
            return;
        }
        if self.is_day_unsure || placed.doubts.contains(&Doubt::Clock(Fault::Contradiction)) {
            return;
        }
        placed.start_utc = utc(at);
        placed.end_utc = placed.end.and_then(Local::date_time).and_then(utc);
    }

    /// The instant (in UTC) that the time in brackets names, on the day that brings it nearest.
    fn second_instant(&self, candidate: &Candidate, at: NaiveDateTime) -> Option<NaiveDateTime> {
        let (clock, zone) = candidate.stamp.second.as_ref()?;
        let time = clock.settle().reading.time()?;
        [-1, 0, 1]
            .into_iter()
            .filter_map(|days| {
                let other = at.date().checked_add_signed(TimeDelta::days(days))?.and_time(time);
                match zone.at(other, self.clues) {
                    Answer::Offset(offset) => {
                        let utc = other.checked_sub_offset(offset)?;
                        Some((utc, (other - at).abs()))
                    }
                    _ => None,
                }
            })
            .min_by_key(|(_, distance)| *distance)
            .map(|(utc, _)| utc)
    }

    /// Where only the time in brackets has a zone, it tells how far the writer's clock is off.
    fn by_second(&self, candidate: &Candidate, at: NaiveDateTime, placed: &mut Placed) {
        let offset = self
            .second_instant(candidate, at)
            .and_then(|utc| i32::try_from((at - utc).num_seconds()).ok())
            .filter(|seconds| seconds.abs() <= 14 * 3600 && seconds % 900 == 0)
            .and_then(FixedOffset::east_opt);
        match offset {
            Some(offset) => {
                placed.offset = Some(offset.fix());
                placed.start_utc = at.checked_sub_offset(offset).map(|utc| utc.and_utc());
            }
            None => placed.doubts.push(Doubt::NoZone),
        }
    }
}

/// The year of a range's end, for a start that has none.
fn borrowed_year(start: Date, end: Option<Point>) -> Option<i32> {
    if start.year().is_some() { None } else { end?.date?.year() }
}

/// A reading on a day.
fn local(day: Option<NaiveDate>, reading: Reading) -> Option<Local> {
    Some(match (reading, day) {
        (Reading::Second(time), Some(day)) => Local::Second(day.and_time(time)),
        (Reading::Minute(time), Some(day)) => Local::Minute(day.and_time(time)),
        (Reading::Hour(hour), Some(day)) => Local::Hour(day, hour),
        (Reading::Minute(time) | Reading::Second(time), None) => Local::TimeOnly(time),
        (Reading::Hour(_), None) | (Reading::Nothing, _) => return None,
    })
}

/// An end without a day of its own lies on the next one where it goes over midnight.
fn after(from: Local, to: Local) -> Local {
    match (from.date_time(), to) {
        (Some(start), Local::Minute(end)) => Local::Minute(over_midnight(start, end)),
        (Some(start), Local::Second(end)) => Local::Second(over_midnight(start, end)),
        _ => to,
    }
}

fn over_midnight(start: NaiveDateTime, end: NaiveDateTime) -> NaiveDateTime {
    match step(start, start.date().and_time(end.time())) {
        Step::NextDay => end.checked_add_signed(TimeDelta::days(1)).unwrap_or(end),
        Step::Forward | Step::Back | Step::Unsure => end,
    }
}
