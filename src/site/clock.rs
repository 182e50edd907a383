//! Days, clock times and spans as people read them.

use super::view::DayView;
use crate::model::{Known, Local, Moment, human_seconds};
use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, SecondsFormat, Utc};

/// `12 January 2024`.
pub fn long_day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// `Friday, 12 January 2024`.
pub fn day_with_weekday(day: NaiveDate) -> String {
    day.format("%A, %-d %B %Y").to_string()
}

/// `2024-01-12T14:00:00Z`.
pub fn utc(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A day in all its forms.
pub fn day_view(day: &Known<NaiveDate>) -> DayView {
    DayView {
        iso: day.value.to_string(),
        long: long_day(day.value),
        short: day.value.format("%-d %b").to_string(),
        weekday: day.value.format("%A").to_string(),
        year: day.value.year(),
        origin: day.origin.name(),
        line: day.line,
    }
}

/// `14:00 UTC`, with the day where it is not `day` (`13 Jan, 14:00 UTC`); coarser moments as they
/// are known.
pub fn moment(moment: &Moment, day: Option<NaiveDate>) -> String {
    let zone = moment.offset.map(|offset| format!(" {}", offset_name(offset))).unwrap_or_default();
    let about = if moment.approximate { "~" } else { "" };
    let clock = match moment.local {
        Local::Month(..) => return format!("{about}{}", moment.local.iso()),
        Local::Day(day) => return format!("{about}{}", long_day(day)),
        Local::Hour(_, hour) => format!("{hour:02}:XX"),
        Local::Minute(at) => at.format("%H:%M").to_string(),
        Local::Second(at) => at.format("%H:%M:%S").to_string(),
        Local::TimeOnly(time) => time.format("%H:%M").to_string(),
    };
    match moment.local.day() {
        Some(own) if Some(own) != day => {
            let is_near = day.is_some_and(|day| day.year() == own.year());
            let own = if is_near { own.format("%-d %b").to_string() } else { long_day(own) };
            format!("{own}, {about}{clock}{zone}")
        }
        _ => format!("{about}{clock}{zone}"),
    }
}

/// `UTC`, `UTC+1`, `UTC−3:30`.
pub fn offset_name(offset: FixedOffset) -> String {
    let seconds = offset.local_minus_utc();
    let sign = if seconds < 0 { '−' } else { '+' };
    let minutes = seconds.abs() / 60;
    match (minutes / 60, minutes % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// `+2h 00m`, `+12m`, `−5m`, `+1d 3h 05m`: time since the start; minutes stand with two digits
/// after hours, so that a column of them lines up.
pub fn elapsed(seconds: i64) -> String {
    let sign = if seconds < 0 { '−' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours) {
        (0, 0) => format!("{sign}{minutes}m"),
        (0, hours) => format!("{sign}{hours}h {minutes:02}m"),
        (days, hours) => format!("{sign}{days}d {hours}h {minutes:02}m"),
    }
}

/// `1h 30m`.
pub fn span(seconds: i64) -> String {
    human_seconds(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elapsed_times_line_up() {
        let cases =
            [(0, "+0m"), (720, "+12m"), (7200, "+2h 00m"), (-300, "−5m"), (97_500, "+1d 3h 05m")];
        for (seconds, text) in cases {
            assert_eq!(elapsed(seconds), text);
        }
    }

    #[test]
    fn offsets_have_names() {
        let cases = [(0, "UTC"), (3600, "UTC+1"), (-12_600, "UTC−3:30"), (20_700, "UTC+5:45")];
        for (seconds, name) in cases {
            let offset = FixedOffset::east_opt(seconds).expect("a real offset");
            assert_eq!(offset_name(offset), name);
        }
    }
}
