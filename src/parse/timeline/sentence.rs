//! Times and dates inside a sentence, for what the prose says about start and end.

use super::Clues;
use super::clock::Shape;
use super::date::{Date, Form};
use super::day::Calendar;
use super::point::Point;
use super::scan::Cursor;
use super::stamp::Stamp;
use super::zone::{Answer, Zone};
use crate::model::{Local, Moment};
use chrono::{NaiveDate, NaiveTime};
use std::ops::Range;

/// A time, a date or both in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct SentenceTime {
    /// Bytes of the text that say it.
    pub range: Range<usize>,
    /// The day: its own, that of `on the same day`, or the one nearest in the text.
    pub day: Option<NaiveDate>,
    /// The time of day.
    pub time: Option<NaiveTime>,
    /// The day of a range's end (`from … until …`), its own or that of the start.
    pub end_day: Option<NaiveDate>,
    /// The time of day at a range's end.
    pub end_time: Option<NaiveTime>,
    /// The zone: its own, or the one nearest in the text.
    pub zone: Option<Zone>,
    /// Marked as about right (`around`, `~`).
    pub approximate: bool,
}

impl SentenceTime {
    /// The point in time, as far as day, time and zone are known.
    pub fn moment(&self, clues: &Clues) -> Option<Moment> {
        self.point(self.day, self.time, clues)
    }

    /// The end of a range.
    pub fn end(&self, clues: &Clues) -> Option<Moment> {
        self.point(self.end_day.or(self.day), Some(self.end_time?), clues)
    }

    fn point(
        &self,
        day: Option<NaiveDate>,
        time: Option<NaiveTime>,
        clues: &Clues,
    ) -> Option<Moment> {
        let local = match (day, time) {
            (Some(day), Some(time)) => Local::Minute(day.and_time(time)),
            (Some(day), None) => Local::Day(day),
            (None, Some(time)) => Local::TimeOnly(time),
            (None, None) => return None,
        };
        let answer = local.date_time().zip(self.zone.as_ref()).map(|(at, zone)| zone.at(at, clues));
        let offset = match answer {
            Some(Answer::Offset(offset)) => Some(offset),
            _ => None,
        };
        Some(Moment { local, offset, approximate: self.approximate })
    }
}

/// The times that a text says, in its order. What one lacks (a day, a zone) is taken from the one
/// before it, else from the next: `2:00 PM GMT on January 12, 2024, and ended at 4:30 PM`.
pub fn sentence_times(text: &str, clues: &Clues) -> Vec<SentenceTime> {
    let found = points(text, clues);
    let dates: Vec<Date> = found.iter().filter_map(|(_, stamp)| stamp.start.date).collect();
    let calendar = Calendar::learn(&dates, &clues.days());
    let near = clues.days().first().copied();
    let day = |point: Point| point.date.and_then(|date| calendar.day(date, near));
    let time = |point: Point| point.clock.and_then(|clock| clock.settle().reading.time());
    let mut times: Vec<SentenceTime> = found
        .into_iter()
        .map(|(range, stamp)| SentenceTime {
            range,
            day: day(stamp.start).or_else(|| day(stamp.end?)),
            time: time(stamp.start),
            end_day: stamp.end.and_then(day),
            end_time: stamp.end.and_then(time),
            zone: stamp.zone,
            approximate: stamp.approximate,
        })
        .collect();
    carry(&mut times, |time| &mut time.day);
    carry(&mut times, |time| &mut time.zone);
    times
}

/// Fills gaps forward, then backward.
fn carry<T: Clone>(times: &mut [SentenceTime], part: impl Fn(&mut SentenceTime) -> &mut Option<T>) {
    let fill = |known: &mut Option<T>, time: &mut SentenceTime| {
        let own = part(time);
        if own.is_none() {
            own.clone_from(known);
        }
        known.clone_from(own);
    };
    let mut known = None;
    for time in times.iter_mut() {
        fill(&mut known, time);
    }
    let mut known = None;
    for time in times.iter_mut().rev() {
        fill(&mut known, time);
    }
}

/// Dates of a text, in its order.
pub(super) fn dates_in(text: &str, clues: &Clues) -> Vec<(Range<usize>, Date)> {
    let with_end = |(range, stamp): (Range<usize>, Stamp)| {
        let end = stamp.end.and_then(|end| end.date);
        [stamp.start.date, end].into_iter().flatten().map(move |date| (range.clone(), date))
    };
    points(text, clues).into_iter().flat_map(with_end).collect()
}

/// The first date of a text whose day and month may be each other.
pub fn undecided_date(text: &str, clues: &Clues) -> Option<Range<usize>> {
    let is_undecided = |date: &Date| {
        matches!(date.form, Form::Numbers(first, second, Some(_))
            if first <= 12 && second <= 12 && first != second)
    };
    dates_in(text, clues).into_iter().find(|(_, date)| is_undecided(date)).map(|(range, _)| range)
}

/// Every point of a text that stands as a word of its own.
pub(super) fn points(text: &str, clues: &Clues) -> Vec<(Range<usize>, Stamp)> {
    let mut found = Vec::new();
    // Most prose names no time: whatever is sure to be one holds a digit.
    let end = text.rfind(|c: char| c.is_ascii_digit()).map_or(0, |last| last + 1);
    let mut at = 0;
    while at < end {
        let mut cursor = Cursor::new(text, at);
        let starts_word = may_open(cursor.rest()) && !cursor.before().is_some_and(is_part_of_name);
        let stamp = if starts_word { Stamp::inside(&mut cursor, clues) } else { None };
        match stamp.filter(|stamp| is_sure(stamp.start)) {
            Some(stamp) => {
                let end = cursor.at().max(at + 1);
                found.push((at..end, stamp));
                at = end;
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// True where a sure point may begin: at a digit, at a mark for "about", at the first letter of a
/// word for "about", of a month or of a day of the week.
fn may_open(rest: &str) -> bool {
    rest.starts_with(|c: char| {
        c.is_ascii_digit()
            || matches!(c, '~' | '≈')
            || matches!(
                c.to_ascii_lowercase(),
                'a' | 'c' | 'd' | 'f' | 'j' | 'm' | 'n' | 'o' | 'r' | 's' | 't' | 'w'
            )
    })
}

/// Behind these, digits belong to a path, a version or another number.
fn is_part_of_name(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '.' | '/' | ':' | '-' | '_' | '#' | '+' | '$' | '=' | '&' | '%')
}

/// In a sentence only what can be nothing else is a time.
fn is_sure(point: Point) -> bool {
    let date = point.date.is_some_and(|date| match date.form {
        Form::Full(_) | Form::MonthDay(..) | Form::Numbers(_, _, Some(_)) => true,
        Form::YearMonth(..) | Form::Numbers(_, _, None) | Form::Weekday | Form::Unknown => false,
    });
    let clock = point.clock.is_some_and(|clock| clock.shape == Shape::Clear);
    match (point.date, point.clock) {
        (Some(_), Some(_)) => date && clock,
        (Some(_), None) => date,
        (None, _) => clock,
    }
}
