//! Durations and shares as people write them → values. Pure: text in, value or reason out.
//!
//! A bare number is refused where it has two readings; which two, the error says.

mod duration;
mod impact;

#[cfg(test)]
mod tests;

pub use duration::{DurationError, find_duration, read_duration, says_several};
pub use impact::{ImpactError, read_impact};

/// Words and signs that mark a quantity as about right.
const ABOUT: &[&str] = &[
    "~",
    "≈",
    "about",
    "around",
    "approximately",
    "approx.",
    "approx",
    "roughly",
    "circa",
    "ca.",
    "c.",
    "nearly",
    "almost",
    "some",
];

/// The text without a mark that it is about right, and whether there was one.
pub fn without_about(text: &str) -> (&str, bool) {
    let text = text.trim();
    for about in ABOUT {
        let Some((start, rest)) = text.split_at_checked(about.len()) else { continue };
        let is_word = about.ends_with(|c: char| c.is_ascii_alphabetic());
        let ends = !is_word || rest.starts_with(char::is_whitespace);
        if ends && start.eq_ignore_ascii_case(about) {
            return (rest.trim_start(), true);
        }
    }
    (text, false)
}

/// True where the text, in lower case, ends in a mark that what follows is about right.
pub fn ends_in_about(text: &str) -> bool {
    ABOUT.iter().any(|about| {
        let is_word = about.starts_with(|c: char| c.is_ascii_alphabetic());
        text.strip_suffix(about)
            .is_some_and(|rest| !is_word || !rest.ends_with(char::is_alphanumeric))
    })
}

/// Bytes of the decimal number (`12`, `0.5`) that the text starts with.
pub fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let fraction = text[whole..].strip_prefix('.').map_or(0, digits);
    match (whole, fraction) {
        (0, _) => 0,
        (_, 0) => whole,
        _ => whole + 1 + fraction,
    }
}
