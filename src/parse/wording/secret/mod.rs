//! Strings that open something.
//!
//! - [`shapes`]: what its maker made to be found, by a prefix of its own and a length.
//! - [`generic`]: what stands behind a name for secrets and is too mixed to be words.
//! - Private keys and addresses with passwords, by their standards.
//!
//! A password in prose is not among them: most words beside `password` are none.

mod generic;
mod letters;
mod shapes;

use crate::source::Span;
use letters::{alphanumeric, dotted, word};
use shapes::{INFIXES, SHAPES, Shape};
use std::sync::LazyLock;

/// A string that looks like a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Secret {
    /// Where it stands.
    pub(super) span: Span,
    /// What it looks like, with its article.
    pub(super) kind: &'static str,
}

/// Everything in a text that looks like a secret, in order; of two that overlap, the first.
pub(super) fn secrets(text: &str) -> Vec<Secret> {
    let mut found: Vec<Secret> = tokens(text).collect();
    found.extend(infixes(text));
    found.extend(private_keys(text));
    found.extend(connection_strings(text));
    found.extend(generic::generic(text));
    found.sort_by_key(|secret| secret.span);
    let mut end = 0;
    found.retain(|secret| {
        let is_apart = secret.span.start >= end;
        end = end.max(secret.span.end);
        is_apart
    });
    found
}

/// Shapes by the first byte of their prefix.
static BY_FIRST: LazyLock<Vec<Vec<&'static Shape>>> = LazyLock::new(|| {
    let mut by_first = vec![Vec::new(); 256];
    for shape in SHAPES {
        by_first[usize::from(shape.prefix.as_bytes()[0])].push(shape);
    }
    by_first
});

/// What has one of the shapes and stands alone; one pass, whatever the number of shapes.
fn tokens(text: &str) -> impl Iterator<Item = Secret> {
    let mut before = b' ';
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        let stands_alone = !word(before);
        before = byte;
        let shapes = stands_alone.then(|| &BY_FIRST[usize::from(byte)])?;
        shapes.iter().find_map(|shape| of_shape(text, at, shape))
    })
}

fn of_shape(text: &str, at: usize, shape: &Shape) -> Option<Secret> {
    let rest = text.get(at..)?.strip_prefix(shape.prefix)?;
    let length = rest.bytes().take_while(|byte| (shape.letters)(*byte)).count();
    let is_whole_token = shape.prefix != "eyJ" || rest[..length].matches('.').count() == 2;
    let is_secret = is_whole_token && length >= shape.least && !is_made_up(&rest[..length]);
    is_secret
        .then(|| Secret { span: Span::new(at, at + shape.prefix.len() + length), kind: shape.kind })
}

/// Words with a secret's mark inside.
fn infixes(text: &str) -> impl Iterator<Item = Secret> {
    let least = 40;
    INFIXES.iter().flat_map(move |(infix, kind)| {
        text.match_indices(infix).filter_map(move |(at, _)| {
            let is_part = |c: char| c.is_ascii() && dotted(c as u8);
            let start = text[..at].trim_end_matches(is_part).len();
            let length = text[start..].bytes().take_while(|byte| dotted(*byte)).count();
            let span = Span::new(start, start + length);
            (length >= least && !is_made_up(&text[start..start + length]))
                .then_some(Secret { span, kind })
        })
    })
}

/// `XXXXXXXX…`, `…EXAMPLE`: what stands for a secret in a text about secrets.
fn is_made_up(secret: &str) -> bool {
    const LEAST_DIFFERENT: usize = 6;
    let mut letters = secret.to_ascii_lowercase().into_bytes();
    letters.sort_unstable();
    letters.dedup();
    letters.len() < LEAST_DIFFERENT || secret.to_ascii_lowercase().contains("example")
}

/// `-----BEGIN … PRIVATE KEY-----` (RFC 7468) with a key behind it.
fn private_keys(text: &str) -> impl Iterator<Item = Secret> {
    text.match_indices("-----BEGIN ").filter_map(|(at, opening)| {
        let label_at = at + opening.len();
        let length = text[label_at..].find("-----")?;
        let label = &text[label_at..label_at + length];
        let end = label_at + length + "-----".len();
        let key = text[end..].trim_start();
        let is_key = key.bytes().take_while(|byte| alphanumeric(*byte) || b"+/=".contains(byte));
        let holds_key = is_key.count() >= 32 && !is_made_up(&key[..32]);
        (label.ends_with("PRIVATE KEY") && !label.contains('\n') && holds_key)
            .then_some(Secret { span: Span::new(at, end), kind: "a private key" })
    })
}

/// `scheme://user:password@host` (RFC 3986, section 3.2.1, which says not to).
fn connection_strings(text: &str) -> impl Iterator<Item = Secret> {
    text.match_indices("://").filter_map(|(at, separator)| {
        let start = text[..at]
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')))
            .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
        let authority_at = at + separator.len();
        let rest = &text[authority_at..];
        let is_end = |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'' | '`');
        let authority = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        let (user, host) = authority.rsplit_once('@')?;
        let (_, password) = user.split_once(':')?;
        let is_secret = start < at && !host.is_empty() && !is_placeholder(password);
        is_secret.then(|| Secret {
            span: Span::new(start, authority_at + authority.len()),
            kind: "an address with a password in it",
        })
    })
}

/// `***`, `<password>`, `$PASSWORD`, `{{ secret }}`, `password`: a place for a password.
fn is_placeholder(password: &str) -> bool {
    const WORDS: &[&str] =
        &["password", "passwd", "pass", "pwd", "secret", "token", "redacted", "xxx", "changeme"];
    let bare = password.to_ascii_lowercase();
    bare.is_empty()
        || bare.contains(['<', '>', '$', '{', '}', '*', '[', ']', '%', '…'])
        || bare.contains("...")
        || WORDS.contains(&bare.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
        || bare.bytes().all(|byte| byte == b'x')
}

/// Every prefix with the least that follows it.
#[cfg(test)]
pub(super) fn prefixes() -> impl Iterator<Item = (&'static str, usize)> {
    SHAPES.iter().map(|shape| (shape.prefix, shape.least))
}
