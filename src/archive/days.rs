//! What happened on which day of the year, over all years.

use super::{Archive, Number};
use chrono::{Datelike as _, Days, NaiveDate};
use std::collections::BTreeMap;

/// A year that has every day of the year.
const LEAP_YEAR: i32 = 2024;

/// A day of the year in any year: 29 February is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayOfYear {
    /// From 1.
    pub month: u32,
    /// From 1.
    pub day: u32,
}

impl DayOfYear {
    /// That of a date.
    pub fn of(date: NaiveDate) -> DayOfYear {
        DayOfYear { month: date.month(), day: date.day() }
    }

    /// Its date in a year that has every day.
    fn date(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(LEAP_YEAR, self.month, self.day)
    }

    /// `January`.
    pub fn month_name(self) -> String {
        self.date().map(|date| date.format("%B").to_string()).unwrap_or_default()
    }

    /// The days of a month, from 1; 29 of February.
    pub fn all_of(month: u32) -> impl Iterator<Item = DayOfYear> {
        (1..=31).map(move |day| DayOfYear { month, day }).filter(|day| day.date().is_some())
    }

    /// The day so many days before and the one after, 31 December and 1 January being neighbours.
    pub fn ends_of_reach(self, days: u64) -> impl Iterator<Item = DayOfYear> {
        let (back, on) = (Days::new(days), Days::new(days));
        let ends = self.date().map(|date| [date.checked_sub_days(back), date.checked_add_days(on)]);
        ends.into_iter().flatten().flatten().map(DayOfYear::of)
    }
}

/// The incidents of each wanted day of the year that has any, newest first.
pub fn days_of_year(
    archive: &Archive,
    is_wanted: impl Fn(DayOfYear) -> bool,
) -> BTreeMap<DayOfYear, Vec<Number>> {
    let mut days: BTreeMap<DayOfYear, Vec<Number>> = BTreeMap::new();
    for (number, postmortem) in archive.postmortems().enumerate() {
        let day = postmortem.day.as_ref().map(|day| DayOfYear::of(day.value));
        if let Some(day) = day.filter(|day| is_wanted(*day)) {
            days.entry(day).or_default().push(number);
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_has_its_days() {
        let counts: Vec<usize> = (1..=12).map(|month| DayOfYear::all_of(month).count()).collect();
        assert_eq!(counts, [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
        assert_eq!(DayOfYear { month: 2, day: 29 }.month_name(), "February");
    }

    #[test]
    fn days_near_the_ends_reach_over_them() {
        let check = |(month, day): (u32, u32), expected: [(u32, u32); 2]| {
            let ends = DayOfYear { month, day }.ends_of_reach(3);
            let ends: Vec<(u32, u32)> = ends.map(|day| (day.month, day.day)).collect();
            assert_eq!(ends, expected, "{month}-{day}");
        };
        check((1, 2), [(12, 30), (1, 5)]);
        check((12, 31), [(12, 28), (1, 3)]);
        check((2, 27), [(2, 24), (3, 1)]);
        check((6, 15), [(6, 12), (6, 18)]);
    }
}
