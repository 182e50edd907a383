//! Values that stand behind a name for secrets and are too mixed to be words: `api_key = "…"`.
//!
//! The idea and the least entropy are those of Gitleaks' `generic-api-key` (3.5 bits a character); the
//! names are fewer and the values have to be longer, because postmortems are prose and a check that cries
//! wolf is turned off.

use super::letters::{base64, entropy};
use super::{Secret, is_made_up, is_placeholder};
use crate::source::Span;

/// Ends of names, `-` and `_` left out.
const NAMES: &[&str] = &[
    "apikey",
    "apitoken",
    "accesskey",
    "secretkey",
    "secretaccesskey",
    "accesstoken",
    "authtoken",
    "bearertoken",
    "clientsecret",
    "signingsecret",
    "webhooksecret",
    "privatetoken",
    "accountkey",
    "sharedaccesskey",
    "encryptionkey",
    "secret",
    "token",
    "passwd",
    "password",
];

/// Longest name that is looked at, in bytes.
const LONGEST_NAME: usize = 40;

/// Least characters of a value, and bits of each.
const LEAST: usize = 16;
const LEAST_ENTROPY: f64 = 3.5;

/// The values behind such names, in order.
pub(super) fn generic(text: &str) -> Vec<Secret> {
    text.match_indices(['=', ':']).filter_map(|(at, _)| value_behind(text, at)).collect()
}

fn value_behind(text: &str, at: usize) -> Option<Secret> {
    let before = text[..at].trim_end_matches([' ', '\t', ':', '"', '\'', '`']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let named = before.trim_end_matches(is_name).len();
    let name = &before[named..];
    if name.is_empty() || name.len() > LONGEST_NAME {
        return None;
    }
    let plain = name.replace(['_', '-'], "").to_ascii_lowercase();
    if !NAMES.iter().any(|known| plain.ends_with(known)) {
        return None;
    }
    let rest = text[at + 1..].trim_start_matches([' ', '\t', '=', '>', '"', '\'', '`']);
    let start = text.len() - rest.len();
    if text[at..start].contains('\n') {
        return None;
    }
    let length = rest.bytes().take_while(|byte| base64(*byte)).count();
    let value = &rest[..length];
    is_secret(value).then(|| Secret {
        span: Span::new(start, start + length),
        kind: "a secret beside its name",
    })
}

/// Letters and digits in no order: no word, number, path or name of something.
fn is_secret(value: &str) -> bool {
    let has = |of: fn(&u8) -> bool| value.as_bytes().iter().any(of);
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_words = value.split(['-', '_', '/']).all(|part| {
        part.len() < 12 && (part.bytes().all(|byte| byte.is_ascii_alphabetic()) || is_number(part))
    });
    value.len() >= LEAST
        && has(u8::is_ascii_digit)
        && has(u8::is_ascii_alphabetic)
        && !is_words
        && entropy(value) >= LEAST_ENTROPY
        && !is_made_up(value)
        && !is_placeholder(value)
}
