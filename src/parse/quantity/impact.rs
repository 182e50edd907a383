//! `60%`, `0.6`, `10–15 % of users`.

use super::{number_length, without_about};
use crate::model::{Impact, Percent};

/// Why a text is no share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImpactError {
    /// Exactly 1 without a sign: 1 % or 100 %?
    One,
    /// Less than nothing, or more than everything.
    OutOfRange,
    /// Nothing that is understood.
    Unreadable,
}

/// The share that `text` says: a number with `%` or `percent`, a bare number above 1 in percent, a
/// bare number below 1 as a fraction; a range with its lower end first; `of` somebody.
///
/// # Errors
/// A bare 1, a share outside 0 to 100 %, and anything else.
pub fn read_impact(text: &str) -> Result<Impact, ImpactError> {
    let (text, approximate) = without_about(text);
    let (share, of) = match text.split_once(" of ") {
        Some((share, of)) => {
            (share.trim_end(), Some(without_determiner(of)).filter(|of| !of.is_empty()))
        }
        None => (text, None),
    };
    let first = number(share).ok_or(ImpactError::Unreadable)?;
    let (low, high) = match range_end(first.rest) {
        Some(rest) => (Some(first), number(rest).ok_or(ImpactError::Unreadable)?),
        None => (None, first),
    };
    if !high.rest.is_empty() {
        return Err(ImpactError::Unreadable);
    }
    let percent = percent(&high)?;
    let low = match low {
        Some(low) if low.has_sign || !high.has_sign => Some(self::percent(&low)?),
        Some(low) => Some(Percent::new(low.value).ok_or(ImpactError::OutOfRange)?),
        None => None,
    };
    if low.is_some_and(|low| low >= percent) {
        return Err(ImpactError::Unreadable);
    }
    let of = of.map(str::to_owned);
    Ok(Impact { percent: Some(percent), low, approximate, of, ..Impact::default() })
}

/// A number, whether a sign of percent follows it, and what comes after.
struct Number<'t> {
    value: f64,
    has_sign: bool,
    rest: &'t str,
}

fn number(text: &str) -> Option<Number<'_>> {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => (-1.0, digits),
        None => (1.0, text),
    };
    let length = number_length(digits);
    let value: f64 = digits[..length].parse().ok()?;
    let rest = digits[length..].trim_start();
    for word in ["%", "percent", "per cent", "pct"] {
        if let Some(rest) = rest.strip_prefix(word) {
            return Some(Number { value: sign * value, has_sign: true, rest: rest.trim_start() });
        }
    }
    Some(Number { value: sign * value, has_sign: false, rest })
}

/// What follows the dash or word between the ends of a range.
fn range_end(text: &str) -> Option<&str> {
    ["-", "–", "—", "−", "to "]
        .iter()
        .find_map(|joint| text.strip_prefix(joint))
        .map(str::trim_start)
}

fn percent(number: &Number<'_>) -> Result<Percent, ImpactError> {
    let percent = match number.value {
        value if number.has_sign => value,
        1.0 => return Err(ImpactError::One),
        value if (0.0..1.0).contains(&value) => value * 100.0,
        value => value,
    };
    Percent::new(percent).ok_or(ImpactError::OutOfRange)
}

/// `our users` → `users`.
fn without_determiner(of: &str) -> &str {
    let of = of.trim();
    let lead = ["all of our ", "all our ", "all the ", "all ", "our ", "the "];
    lead.iter().find_map(|word| of.strip_prefix(word)).unwrap_or(of)
}
