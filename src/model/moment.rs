//! Points in time as precisely as somebody wrote them.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// A wall-clock reading, cut to what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    /// A year and a month (1 to 12).
    Month(i32, u32),
    /// A calendar day.
    Day(NaiveDate),
    /// A day and an hour (0 to 23), such as `22:XX`.
    Hour(NaiveDate, u32),
    /// To the minute.
    Minute(NaiveDateTime),
    /// To the second.
    Second(NaiveDateTime),
    /// A time to the minute on a day that nothing states.
    TimeOnly(NaiveTime),
}

impl Local {
    /// The calendar day, where one is known.
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Local::Month(..) | Local::TimeOnly(_) => None,
            Local::Day(day) | Local::Hour(day, _) => Some(day),
            Local::Minute(at) | Local::Second(at) => Some(at.date()),
        }
    }

    /// The reading as a date and time, where it is known to the minute or better.
    pub fn date_time(self) -> Option<NaiveDateTime> {
        match self {
            Local::Minute(at) | Local::Second(at) => Some(at),
            _ => None,
        }
    }

    /// The time of day, where it is known to the minute or better.
    pub fn time(self) -> Option<NaiveTime> {
        match self {
            Local::Minute(at) | Local::Second(at) => Some(at.time()),
            Local::TimeOnly(time) => Some(time),
            _ => None,
        }
    }

    /// How fine the reading is.
    pub fn precision(self) -> Precision {
        match self {
            Local::Month(..) => Precision::Month,
            Local::Day(_) => Precision::Day,
            Local::Hour(..) => Precision::Hour,
            Local::Minute(_) | Local::TimeOnly(_) => Precision::Minute,
            Local::Second(_) => Precision::Second,
        }
    }

    /// ISO 8601, cut to the precision: `2018-02-20T14:17`, `2022-06-02`, `2022-05`,
    /// `2022-12-17T22`, `T13:20`.
    pub fn iso(self) -> String {
        match self {
            Local::Month(year, month) => format!("{year:04}-{month:02}"),
            Local::Day(day) => day.format("%Y-%m-%d").to_string(),
            Local::Hour(day, hour) => format!("{}T{hour:02}", day.format("%Y-%m-%d")),
            Local::Minute(at) => at.format("%Y-%m-%dT%H:%M").to_string(),
            Local::Second(at) => at.format("%Y-%m-%dT%H:%M:%S").to_string(),
            Local::TimeOnly(time) => time.format("T%H:%M").to_string(),
        }
    }
}

/// How fine a time was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// To the second.
    Second,
    /// To the minute.
    Minute,
    /// To the hour.
    Hour,
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// An offset from another point, such as `T+5m`.
    Relative,
    /// Nothing that can be placed, such as `??:??`.
    Unknown,
}

impl Precision {
    /// The word used in exports.
    pub fn name(self) -> &'static str {
        match self {
            Precision::Second => "second",
            Precision::Minute => "minute",
            Precision::Hour => "hour",
            Precision::Day => "day",
            Precision::Month => "month",
            Precision::Relative => "relative",
            Precision::Unknown => "unknown",
        }
    }
}

/// A point in time: the reading of a clock, and the instant where its zone is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// What the clock on the wall showed.
    pub local: Local,
    /// The clock's distance from UTC, where a zone is known.
    pub offset: Option<FixedOffset>,
    /// Marked as about right by its writer (`~`, `around`).
    pub approximate: bool,
}

impl Moment {
    /// The instant, where the reading is to the minute or better and its zone is known.
    pub fn utc(&self) -> Option<DateTime<Utc>> {
        let local = self.local.date_time()?;
        local.checked_sub_offset(self.offset?).map(|utc| utc.and_utc())
    }
}
