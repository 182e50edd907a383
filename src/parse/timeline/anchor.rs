//! Permalinks of entries: made of the time as its writer wrote it, so that no edit elsewhere
//! changes them.

use super::clock::{Part, Reading};
use super::date::Form;
use super::stamp::Stamp;
use std::collections::BTreeMap;

/// `t-1400`, `t-2024-01-12-1400`, `t-0112-1400`, `t-2024-01-12`, else the token's letters and
/// digits (`t-t-5m`).
pub(super) fn of_token(stamp: &Stamp, written: &str) -> String {
    let date = stamp.start.date.and_then(|date| match date.form {
        Form::Full(day) => Some(day.format("%Y-%m-%d").to_string()),
        Form::MonthDay(month, day) => Some(format!("{month:02}{day:02}")),
        Form::Numbers(first, second, Some(year)) => Some(format!("{first:02}{second:02}{year}")),
        Form::Numbers(first, second, None) => Some(format!("{first:02}{second:02}")),
        Form::YearMonth(year, month) => Some(format!("{year:04}-{month:02}")),
        Form::Weekday | Form::Unknown => None,
    });
    let clock = stamp.start.clock.and_then(|clock| match clock.settle().reading {
        Reading::Minute(time) => Some(time.format("%H%M").to_string()),
        Reading::Second(time) => Some(time.format("%H%M%S").to_string()),
        Reading::Hour(hour) => Some(format!("{hour:02}")),
        Reading::Nothing => match clock.hour {
            Part::Known(hour) => Some(format!("{hour:02}")),
            Part::Unknown | Part::Template => None,
        },
    });
    match (date, clock) {
        (Some(date), Some(clock)) => format!("t-{date}-{clock}"),
        (Some(only), None) | (None, Some(only)) => format!("t-{only}"),
        (None, None) => format!("t-{}", letters(written)),
    }
}

/// Letters and digits of a token in small, `-` for every run of others.
fn letters(written: &str) -> String {
    let mut out = String::new();
    for c in written.chars().take(24) {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "unknown".to_owned() } else { out.to_owned() }
}

/// Anchors that are taken, with how often each was asked for.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    asked: BTreeMap<String, usize>,
}

impl Anchors {
    /// The anchor itself, or with `-2`, `-3` … where it is taken.
    pub fn unique(&mut self, wanted: &str) -> String {
        let mut times = self.asked.get(wanted).copied().unwrap_or(0);
        loop {
            times += 1;
            let anchor = if times == 1 { wanted.to_owned() } else { format!("{wanted}-{times}") };
            let is_taken = times > 1 && self.asked.contains_key(&anchor);
            if !is_taken {
                self.asked.insert(wanted.to_owned(), times);
                if times > 1 {
                    self.asked.insert(anchor.clone(), 1);
                }
                return anchor;
            }
        }
    }
}
