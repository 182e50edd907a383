//! Shares as sentences put them: `60%`, `12,5 percent`, `3/4`, `two thirds`, `1 in 3`.

use std::ops::Range;

/// Most words between a share and whom it is of.
const MOST_WORDS: usize = 6;

/// A share as it stands in a sentence.
pub(super) struct Share {
    /// Bytes of the sentence that say it.
    pub(super) range: Range<usize>,
    /// 0–100, or more where the writer says so.
    pub(super) percent: f64,
    /// True for `half`, which nobody counts.
    pub(super) is_word: bool,
    /// What stands between it and the words that say whom it is of.
    pub(super) joint: &'static str,
    /// Most words up to whom it is of.
    pub(super) reach: usize,
}

impl Share {
    /// A share whose words go on with `of`; the rest is to be filled in.
    const OF: Share =
        Share { range: 0..0, percent: 0.0, is_word: false, joint: " of ", reach: MOST_WORDS };
}

/// All shares of a sentence in lower case; what each is of stands behind it.
pub(super) fn shares_in(lower: &str) -> Vec<Share> {
    let mut shares = percentages(lower);
    shares.extend(fractions(lower));
    shares
}

/// `60%`, `60 percent`
fn percentages(lower: &str) -> Vec<Share> {
    let signs = ["%", "percent", "per cent"].iter().flat_map(|sign| lower.match_indices(sign));
    signs
        .filter_map(|(at, sign)| {
            let (start, percent) = number_before(&lower[..at])?;
            Some(Share { range: start..at + sign.len(), percent, is_word: false, ..Share::OF })
        })
        .collect()
}

/// `3/4`, `three quarters`, `a third`, `half` before ` of `, and `1 in 3` before whom it is.
fn fractions(lower: &str) -> Vec<Share> {
    let of = lower.match_indices(" of ").map(|(end, _)| end);
    let mut shares: Vec<Share> =
        of.filter_map(|end| in_digits(&lower[..end]).or_else(|| in_words(&lower[..end]))).collect();
    for joint in [" in ", " out of "] {
        shares.extend(lower.match_indices(joint).filter_map(|(at, _)| one_in(lower, at, joint)));
    }
    shares
}

/// `3/4`, as a number of its own.
fn in_digits(before: &str) -> Option<Share> {
    let (rest, whole) = number_at_end(before)?;
    let (rest, part) = number_at_end(rest.strip_suffix('/')?)?;
    let is_whole = rest.chars().next_back().is_none_or(|c| " (~≈".contains(c));
    let percent = ratio(part, whole).filter(|_| is_whole)?;
    Some(Share { range: rest.len()..before.len(), percent, is_word: false, ..Share::OF })
}

/// `1 in 3`, `3 out of 4`, of which the words between begin at `at`.
fn one_in(lower: &str, at: usize, joint: &str) -> Option<Share> {
    let (rest, part) = number_at_end(&lower[..at])?;
    let behind = &lower[at + joint.len()..];
    let n_digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let percent = ratio(part, behind[..n_digits].parse().ok()?)?;
    let is_whole = rest.is_empty() || rest.ends_with(' ');
    let range = rest.len()..at + joint.len() + n_digits;
    // It is how people put a rough count.
    is_whole.then_some(Share { range, percent, is_word: true, joint: " ", reach: 3 })
}

/// What stands before the whole number that the text ends in, and the number.
fn number_at_end(text: &str) -> Option<(&str, u32)> {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((rest, text[rest.len()..].parse().ok()?))
}

/// A part of a whole in percent, to a tenth: people write no finer by a fraction.
fn ratio(part: u32, whole: u32) -> Option<f64> {
    let percent = f64::from(part) / f64::from(whole) * 100.0;
    (0 < part && part < whole).then(|| (percent * 10.0).round() / 10.0)
}

/// `half`, `a third`, `two thirds`, `three-quarters`
fn in_words(before: &str) -> Option<Share> {
    const FRACTIONS: [(&str, f64); 9] = [
        ("half", 50.0),
        ("a third", 33.3),
        ("one third", 33.3),
        ("two thirds", 66.7),
        ("a quarter", 25.0),
        ("one quarter", 25.0),
        ("three quarters", 75.0),
        ("a fifth", 20.0),
        ("a tenth", 10.0),
    ];
    const ORDINALS: [&str; 6] = ["first", "second", "other", "latter", "former", "last"];
    // One byte for one byte, so that places stay.
    let spaced = before.replace('-', " ");
    FRACTIONS.iter().find_map(|(words, percent)| {
        let start = spaced.strip_suffix(words)?.len();
        let begins = spaced[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        // `the second half of requests` is no share.
        let last_word = spaced[..start].split_whitespace().next_back();
        let is_one_of_two = last_word.is_some_and(|word| ORDINALS.contains(&word));
        (begins && !is_one_of_two).then_some(Share {
            range: start..before.len(),
            percent: *percent,
            is_word: true,
            ..Share::OF
        })
    })
}

/// The number right before a sign of percent, and where it starts. A comma before one or two digits
/// is a decimal one (`12,5 %`); before three it has two readings, and gives none.
pub(super) fn number_before(text: &str) -> Option<(usize, f64)> {
    let text = text.trim_end();
    let is_part = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
    let start = text.len() - text.bytes().rev().take_while(is_part).count();
    let number = text[start..].trim_start_matches([',', '.']);
    let start = text.len() - number.len();
    let decimal = match number.split_once(',') {
        Some((_, fraction)) if !(1..=2).contains(&fraction.len()) => return None,
        Some((whole, fraction)) => format!("{whole}.{fraction}"),
        None => number.to_owned(),
    };
    Some((start, decimal.parse().ok()?))
}
