//! `2h30m`, `2 hours and 30 minutes`, `PT2H30M`, `2:30`.

use super::{number_length, without_about};
use crate::model::Outage;

/// Why a text is no duration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DurationError {
    /// A number without a unit: minutes or hours?
    Bare(String),
    /// Nothing that is understood.
    Unreadable,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;
/// A hundred years: whatever is longer is a slip, and sums stay far from overflow.
const LONGEST: i64 = 36_525 * DAY;

/// The duration that `text` says: numbers with units from large to small (`1d 5h 47m`,
/// `2 hours and 30 minutes`, `1.5h`, `an hour`), ISO 8601 without years and months (`PT2H30M`),
/// a clock reading of hours and minutes (`2:30`, `2:30:15`, `02:30 hours`), or `ongoing`; `~2h` is about right.
///
/// # Errors
/// A number without a unit, but for 0, which is one in every unit; and anything else.
pub fn read_duration(text: &str) -> Result<Outage, DurationError> {
    let text = text.to_lowercase();
    let (text, approximate) = without_about(&text);
    if text == "ongoing" {
        return Ok(Outage::Ongoing);
    }
    let bare = number_length(text);
    if bare > 0 && bare == text.len() && text.parse() != Ok(0.0) {
        return Err(DurationError::Bare(text.to_owned()));
    }
    let hours = ["hours", "hour", "hrs", "hr", "h"].iter().find_map(|unit| text.strip_suffix(unit));
    let seconds = read_zero(text)
        .or_else(|| read_clock(hours.unwrap_or(text).trim_end()))
        .or_else(|| read_iso(text))
        .or_else(|| read_units(text))
        .filter(|seconds| *seconds <= LONGEST)
        .ok_or(DurationError::Unreadable)?;
    Ok(Outage::Lasted { seconds, approximate })
}

fn read_zero(text: &str) -> Option<i64> {
    (text.parse() == Ok(0.0_f64) && number_length(text) == text.len()).then_some(0)
}

/// `h:mm` or `h:mm:ss`.
fn read_clock(text: &str) -> Option<i64> {
    let parts: Vec<&str> = text.split(':').collect();
    let (hours, minutes, seconds) = match parts[..] {
        [hours, minutes] => (hours, minutes, "00"),
        [hours, minutes, seconds] => (hours, minutes, seconds),
        _ => return None,
    };
    let two_digits = |text: &str| -> Option<i64> {
        let right = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|count| right && *count < 60)
    };
    let all_digits = (1..=5).contains(&hours.len()) && hours.bytes().all(|b| b.is_ascii_digit());
    let hours: i64 = hours.parse().ok().filter(|_| all_digits)?;
    Some(hours * HOUR + two_digits(minutes)? * MINUTE + two_digits(seconds)?)
}

/// ISO 8601-1:2019, section 5.5.2, without years and months, whose lengths differ. Lower case.
fn read_iso(text: &str) -> Option<i64> {
    let (days, time) = match text.strip_prefix('p')?.split_once('t') {
        Some((days, time)) if !time.is_empty() => (days, time),
        Some(_) => return None,
        None => (&text[1..], ""),
    };
    if days.is_empty() && time.is_empty() {
        return None;
    }
    let days = read_parts(days, &[('w', WEEK), ('d', DAY)])?;
    Some(days + read_parts(time, &[('h', HOUR), ('m', MINUTE), ('s', 1)])?)
}

fn read_parts(mut text: &str, units: &[(char, i64)]) -> Option<i64> {
    let mut sum = 0;
    let mut units = units.iter();
    while !text.is_empty() {
        let length = number_length(text);
        let unit = text[length..].chars().next()?;
        let (_, scale) = units.find(|(letter, _)| *letter == unit)?;
        sum += scaled(&text[..length], *scale)?;
        text = &text[length + unit.len_utf8()..];
    }
    Some(sum)
}

/// The duration with units that stands first in a sentence in lower case, and the byte it starts
/// at: in `it lasted for 47 minutes`, 2,820 seconds at 15. What only looks like one (`14:30 m`)
/// gives none, and neither does the end of something longer (`2 to 3 hours`, `1,5 hours`): a part
/// would be wrong.
pub fn find_duration(text: &str) -> Option<(usize, Outage)> {
    let (at, seconds, _) = find_units(text)?;
    Some((at, Outage::Lasted { seconds, approximate: false }))
}

/// True where the text says a second duration behind its first, brackets aside: which of them is
/// meant, or whether both are, it does not say.
pub fn says_several(text: &str) -> bool {
    let Some((_, _, rest)) = find_units(text) else { return false };
    find_units(rest.split('(').next().unwrap_or("")).is_some()
}

fn find_units(text: &str) -> Option<(usize, i64, &str)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let starts_word =
            !before.is_alphanumeric() && !matches!(before, ':' | '.' | ',' | '-' | '–' | '/');
        if starts_word
            && c.is_alphanumeric()
            && let Some((seconds, rest)) = units_prefix(&text[at..])
        {
            return (!is_cut_off(&text[..at])).then_some((at, seconds, rest));
        }
        before = c;
    }
    None
}

/// True where the words before a duration are a part of it that was not understood.
fn is_cut_off(before: &str) -> bool {
    let last = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
    let is_number = last.starts_with(|c: char| c.is_ascii_digit())
        && last.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/'));
    is_number
        || matches!(last, "to" | "or" | "and" | "half" | "quarter" | "-" | "–")
        || (last.len() > 2 && COUNTS.iter().any(|(name, _)| *name == last))
}

/// Numbers with units and nothing else.
fn read_units(text: &str) -> Option<i64> {
    units_prefix(text).filter(|(_, rest)| rest.is_empty()).map(|(seconds, _)| seconds)
}

/// The seconds that numbers with units at the start of the text say, each unit smaller than the one
/// before, and what follows.
fn units_prefix(text: &str) -> Option<(i64, &str)> {
    let (mut sum, mut last_scale, mut rest) = unit_prefix(text, i64::MAX)?;
    while let Some((seconds, scale, after)) = unit_prefix(after_joint(rest), last_scale) {
        sum += seconds;
        (last_scale, rest) = (scale, after);
    }
    Some((sum, rest)).filter(|_| !rest.starts_with(char::is_alphanumeric))
}

/// One number with a unit smaller than `last_scale`: its seconds, its unit's, and what follows.
fn unit_prefix(text: &str, last_scale: i64) -> Option<(i64, i64, &str)> {
    let (count, after) = count_prefix(text)?;
    let count = count.as_str();
    let after = after.trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    let length = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let scale = match unit_seconds(&after[..length]) {
        Some(scale) => scale,
        // `2h30`: after hours, two digits are minutes.
        None if after.is_empty() && last_scale == HOUR && count.len() == 2 => MINUTE,
        None => return None,
    };
    let seconds = scaled(count, scale).filter(|_| scale < last_scale)?;
    let rest = &after[length..];
    // `an hour and a half`
    Some(match rest.trim_start().strip_prefix("and a half") {
        Some(rest) if !rest.starts_with(char::is_alphanumeric) => {
            (seconds + scale / 2, scale, rest)
        }
        _ => (seconds, scale, rest),
    })
}

/// What follows the blanks, the comma and the word between two parts.
fn after_joint(text: &str) -> &str {
    let rest = text.trim_start();
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    let joint = ["and ", "& ", "+ "].iter().find_map(|joint| rest.strip_prefix(joint));
    joint.unwrap_or(rest).trim_start()
}

/// The number that the text starts with, in digits or as words, as digits, and what follows.
fn count_prefix(text: &str) -> Option<(String, &str)> {
    for (words, count) in FRACTIONS {
        if let Some(rest) = text.strip_prefix(words) {
            return Some(((*count).to_owned(), rest));
        }
    }
    let length = number_length(text);
    let (count, rest) = if length > 0 {
        text.split_at(length)
    } else {
        let (word, rest) = text.split_once(char::is_whitespace)?;
        (COUNTS.iter().find(|(name, _)| *name == word)?.1, rest)
    };
    // `two and a half hours`, `2½ hours`
    let half = rest.strip_prefix('½').or_else(|| rest.trim_start().strip_prefix("and a half "));
    Some(match half {
        Some(rest) if !count.contains('.') => (format!("{count}.5"), rest),
        _ => (count.to_owned(), rest),
    })
}

const FRACTIONS: &[(&str, &str)] = &[
    ("half an ", "0.5"),
    ("half a ", "0.5"),
    ("a quarter of an ", "0.25"),
    ("quarter of an ", "0.25"),
    ("three quarters of an ", "0.75"),
    ("½ ", "0.5"),
];

const COUNTS: &[(&str, &str)] = &[
    ("a", "1"),
    ("an", "1"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("half", "0.5"),
];

fn unit_seconds(word: &str) -> Option<i64> {
    Some(match word {
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => MINUTE,
        "h" | "hr" | "hrs" | "hour" | "hours" => HOUR,
        "d" | "day" | "days" => DAY,
        "w" | "wk" | "wks" | "week" | "weeks" => WEEK,
        _ => return None,
    })
}

/// `count` times `scale`, rounded to the second; the text holds digits and at most one point.
fn scaled(count: &str, scale: i64) -> Option<i64> {
    if let Ok(count) = count.parse::<i64>() {
        return count.checked_mul(scale).filter(|seconds| *seconds <= LONGEST);
    }
    let count: f64 = count.parse().ok()?;
    #[expect(clippy::cast_precision_loss, reason = "units are below 2^53 seconds")]
    let seconds = (count * scale as f64).round();
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and LONGEST")]
    #[expect(clippy::cast_precision_loss, reason = "LONGEST is below 2^53")]
    (0.0..=LONGEST as f64).contains(&seconds).then_some(seconds as i64)
}
