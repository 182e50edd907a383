//! A point in time that somebody states in a key → [`Moment`]. Pure: text in, value or reason out.
//!
//! `2024-01-12T14:00Z`, `2024-01-12T14:00:00+01:00`, `2024-01-12 2:00 PM Europe/London`,
//! `~2024-01-12 14:00`, `2024-01-12`. The many ways in which people write times into prose are the
//! timeline's business; a key is stated in one of few.

#[cfg(test)]
mod tests;

use crate::model::{Local, Moment};
use chrono::{FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;

/// Why a text is no point in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InstantError {
    /// It does not start with a day as `2024-01-12`.
    NoDay,
    /// What follows the day is no time of day.
    NoTime,
    /// An abbreviation (`CET`, `PST`), which names different zones to different people.
    Abbreviation(String),
    /// A zone that the IANA database does not know.
    UnknownZone(String),
    /// A time that the zone's clocks skipped when they were put forward.
    Skipped,
    /// A time that the zone's clocks showed twice when they were put back.
    Twice,
}

/// The point in time that `text` says: a day, a time of day, a zone, the latter two as far as they
/// are stated; without a zone, that of `zone`.
///
/// # Errors
/// See [`InstantError`].
pub fn read_instant(text: &str, zone: Option<Tz>) -> Result<Moment, InstantError> {
    let text = text.trim();
    let (text, approximate) = match text.strip_prefix('~') {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    };
    let (day, rest) = day_prefix(text).ok_or(InstantError::NoDay)?;
    if rest.trim().is_empty() {
        return Ok(Moment { local: Local::Day(day), offset: None, approximate });
    }
    let rest = rest.strip_prefix(['T', 't']).or_else(|| rest.strip_prefix([' ', ',', '\u{a0}']));
    let clock =
        rest.and_then(|rest| clock_prefix(rest.trim_start())).ok_or(InstantError::NoTime)?;
    let at = day.and_time(clock.time);
    let offset = match zone_of(clock.rest.trim())? {
        Zone::Unstated => zone.map(|zone| offset_at(zone, at)).transpose()?,
        Zone::Fixed(offset) => Some(offset),
        Zone::Named(zone) => Some(offset_at(zone, at)?),
    };
    let local = if clock.has_seconds { Local::Second(at) } else { Local::Minute(at) };
    Ok(Moment { local, offset, approximate })
}

/// The day of a text that is a day or a point in time.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    let (day, rest) = day_prefix(text.trim())?;
    rest.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, 'T' | 't')).then_some(day)
}

/// `2024-01-12` at the start, and what follows.
fn day_prefix(text: &str) -> Option<(NaiveDate, &str)> {
    let (day, rest) = text.split_at_checked(10)?;
    let well_formed = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let number = |from: usize, to: usize| day.get(from..to)?.parse::<u32>().ok();
    let year = i32::try_from(number(0, 4).filter(|_| well_formed)?).ok()?;
    Some((NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?, rest))
}

/// A time of day and what follows it.
struct Clock<'t> {
    time: NaiveTime,
    has_seconds: bool,
    rest: &'t str,
}

/// `14:00`, `14:00:15`, `14:00:15.250`, `2:00 PM`, `2 pm`; an hour alone is no time of day.
fn clock_prefix(text: &str) -> Option<Clock<'_>> {
    let (hour, rest) = hour_prefix(text)?;
    let (minute, rest) = colon_and_two_digits(rest);
    let (second, rest) = match minute {
        Some(_) => colon_and_two_digits(rest),
        None => (None, rest),
    };
    let rest = if second.is_some() { without_fraction(rest) } else { rest };
    let (half, rest) = half_of_day(rest);
    let hour = match half {
        Some(half) => (1..=12).contains(&hour).then_some(hour % 12 + half)?,
        None => minute.map(|_| hour)?,
    };
    let time = NaiveTime::from_hms_opt(hour, minute.unwrap_or(0), second.unwrap_or(0))?;
    Some(Clock { time, has_seconds: second.is_some(), rest })
}

/// One or two digits.
fn hour_prefix(text: &str) -> Option<(u32, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&length).then_some(())?;
    Some((text[..length].parse().ok()?, &text[length..]))
}

fn colon_and_two_digits(text: &str) -> (Option<u32>, &str) {
    let read = || {
        let (digits, rest) = text.strip_prefix(':')?.split_at_checked(2)?;
        let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
        Some((digits.parse().ok().filter(|_| all_digits)?, rest))
    };
    match read() {
        Some((number, rest)) => (Some(number), rest),
        None => (None, text),
    }
}

/// Fractions of a second are finer than any clock on any wall.
fn without_fraction(text: &str) -> &str {
    match text.strip_prefix('.') {
        Some(rest) => rest.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => text,
    }
}

/// `AM` or `PM` as the hours that it adds, and what follows.
fn half_of_day(text: &str) -> (Option<u32>, &str) {
    let trimmed = text.trim_start();
    for (word, hours) in [("am", 0), ("pm", 12), ("a.m.", 0), ("p.m.", 12)] {
        if let Some((start, rest)) = trimmed.split_at_checked(word.len())
            && start.eq_ignore_ascii_case(word)
            && !rest.starts_with(char::is_alphanumeric)
        {
            return (Some(hours), rest);
        }
    }
    (None, text)
}

/// A zone as it is stated.
enum Zone {
    Unstated,
    Fixed(FixedOffset),
    Named(Tz),
}

fn zone_of(text: &str) -> Result<Zone, InstantError> {
    if text.is_empty() {
        return Ok(Zone::Unstated);
    }
    if matches!(text, "Z" | "z" | "UTC" | "GMT" | "utc" | "gmt") {
        return Ok(Zone::Fixed(chrono::Utc.fix()));
    }
    let signed = ["UTC", "GMT"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text);
    if let Some(offset) = offset(signed) {
        return Ok(Zone::Fixed(offset));
    }
    // `EST`, `CET` and a few more are zones of the database too, but not the ones that people mean
    // in summer.
    if text.bytes().all(|byte| byte.is_ascii_uppercase()) && text.len() <= 5 {
        return Err(InstantError::Abbreviation(text.to_owned()));
    }
    text.parse().map(Zone::Named).map_err(|_| InstantError::UnknownZone(text.to_owned()))
}

/// `+01:00`, `+0100`, `+1`, `-05`.
fn offset(text: &str) -> Option<FixedOffset> {
    let (sign, digits) = match text.chars().next()? {
        '+' => (1, &text[1..]),
        '-' => (-1, &text[1..]),
        '−' => (-1, &text['−'.len_utf8()..]),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let number = |text: &str| {
        let all_digits = text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i32>().ok().filter(|_| all_digits)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    // The widest offset in use is UTC+14.
    (hours <= 14 && minutes < 60).then_some(())?;
    FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60))
}

fn offset_at(zone: Tz, at: NaiveDateTime) -> Result<FixedOffset, InstantError> {
    match zone.offset_from_local_datetime(&at) {
        LocalResult::Single(offset) => Ok(offset.fix()),
        LocalResult::Ambiguous(..) => Err(InstantError::Twice),
        LocalResult::None => Err(InstantError::Skipped),
    }
}
