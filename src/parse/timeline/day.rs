//! Which day a time belongs to: dates near it, numbers in the document's order, days and years
//! carried on.

use super::date::{Date, Form, Order, in_order};
use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// A time that goes back past midnight opens a new day only where that leaves at most this gap:
/// of nine backward steps in 65 real documents, eight were slips or out of order.
const LONGEST_GAP_OVER_MIDNIGHT: TimeDelta = TimeDelta::hours(6);

/// What is known of a document's days.
#[derive(Clone, Debug, Default)]
pub(super) struct Calendar {
    /// How the document orders day and month, where its dates say so.
    pub order: Option<Order>,
    /// True where dates were written that can be read in two ways.
    pub is_undecided: bool,
    /// The day that times without any date belong to.
    pub first_day: Option<NaiveDate>,
    /// A year that dates without one are near to.
    pub year: Option<i32>,
}

impl Calendar {
    /// Learns the order of numbers from all dates of a document, and from days known otherwise.
    pub fn learn(dates: &[Date], known: &[NaiveDate]) -> Calendar {
        let pairs: Vec<(u32, u32, Option<i32>)> = dates
            .iter()
            .filter_map(|date| match date.form {
                Form::Numbers(first, second, year) => Some((first, second, year)),
                _ => None,
            })
            .collect();
        let day_first = pairs.iter().any(|(first, ..)| *first > 12);
        let month_first = pairs.iter().any(|(_, second, _)| *second > 12);
        let order = match (day_first, month_first) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            (true, true) => None,
            (false, false) => nearer_order(&pairs, known).or_else(|| closer_order(&pairs)),
        };
        let open = |(first, second, _): &(u32, u32, _)| {
            in_order(*first, *second, order).is_none() && *first <= 12 && *second <= 12
        };
        let is_undecided = pairs.iter().any(open);
        let year =
            known.first().map(Datelike::year).or_else(|| dates.iter().find_map(|d| d.year()));
        Calendar { order, is_undecided, first_day: None, year }
    }

    /// The day of a written date; a missing year is the one nearest to `near`.
    pub fn day(&self, date: Date, near: Option<NaiveDate>) -> Option<NaiveDate> {
        if date.form == Form::Weekday {
            return on_weekday(date, near?);
        }
        let Some(near) = near.or(self.first_day) else { return date.day(self.order, self.year) };
        let distance = |day: &NaiveDate| (*day - near).abs();
        (near.year() - 1..=near.year() + 1)
            .filter_map(|year| date.day(self.order, Some(year)))
            .min_by_key(distance)
    }
}

/// The first such weekday on or after a day.
fn on_weekday(date: Date, from: NaiveDate) -> Option<NaiveDate> {
    let wanted = date.weekday?;
    from.iter_days().take(7).find(|day| day.weekday() == wanted)
}

/// The order that puts dates near to days that are known, where the other does not.
fn nearer_order(pairs: &[(u32, u32, Option<i32>)], known: &[NaiveDate]) -> Option<Order> {
    let is_near = |order: Order| {
        pairs.iter().all(|(first, second, year)| {
            known.iter().any(|day| {
                let date = Date {
                    form: Form::Numbers(*first, *second, year.or(Some(day.year()))),
                    weekday: None,
                    last_day: None,
                };
                date.day(Some(order), None)
                    .is_some_and(|read| (read - *day).abs() <= TimeDelta::days(20))
            })
        })
    };
    match (is_near(Order::DayFirst), is_near(Order::MonthFirst)) {
        (true, false) if !pairs.is_empty() => Some(Order::DayFirst),
        (false, true) if !pairs.is_empty() => Some(Order::MonthFirst),
        _ => None,
    }
}

/// The order that puts several dates close together, where the other spreads them over months.
fn closer_order(pairs: &[(u32, u32, Option<i32>)]) -> Option<Order> {
    let spread = |order: Order| {
        let days: Option<Vec<NaiveDate>> = pairs
            .iter()
            .map(|(first, second, year)| {
                let (day, month) = in_order(*first, *second, Some(order))?;
                NaiveDate::from_ymd_opt(year.unwrap_or(2024), month, day)
            })
            .collect();
        let days = days?;
        Some(*days.iter().max()? - *days.iter().min()?)
    };
    let (day_first, month_first) = (spread(Order::DayFirst)?, spread(Order::MonthFirst)?);
    let (near, far) = (TimeDelta::days(20), TimeDelta::days(28));
    match () {
        () if day_first <= near && month_first >= far => Some(Order::DayFirst),
        () if month_first <= near && day_first >= far => Some(Order::MonthFirst),
        () => None,
    }
}

/// How a time stands to the one before it on the same clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Later, or the same.
    Forward,
    /// Over midnight.
    NextDay,
    /// Back by more than half a day: the next day may be meant, or a slip.
    Unsure,
    /// Back.
    Back,
}

/// The entry before.
#[derive(Clone, Copy)]
pub(super) struct Last {
    pub at: NaiveTime,
    pub day: Option<NaiveDate>,
    /// Number of the heading that it stands under.
    pub heading: usize,
    /// Its clock's distance from UTC, where that is known.
    pub offset: Option<FixedOffset>,
}

impl Last {
    /// What a clock at `offset` showed then. Where either zone is unknown, the clocks are taken for
    /// one; where the day is, `day` serves.
    pub fn on_clock(self, offset: Option<FixedOffset>, day: NaiveDate) -> NaiveDateTime {
        let at = self.day.unwrap_or(day).and_time(self.at);
        let utc = self.offset.zip(offset).and_then(|(own, _)| at.checked_sub_offset(own));
        utc.zip(offset).and_then(|(utc, offset)| utc.checked_add_offset(offset)).unwrap_or(at)
    }
}

/// The step from one time to the next, on one clock; the second was written without a date and is
/// tried on the day that holds so far.
pub(super) fn step(from: NaiveDateTime, to: NaiveDateTime) -> Step {
    if to >= from {
        Step::Forward
    } else if TimeDelta::days(1) - (from - to) <= LONGEST_GAP_OVER_MIDNIGHT {
        Step::NextDay
    } else if from - to > TimeDelta::hours(12) {
        Step::Unsure
    } else {
        Step::Back
    }
}
