//! Strings that open something.
//!
//! Only shapes are known that their makers made to be found: a prefix of their own and a length.
//! A password beside the word `password` is not among them; most of those are no passwords.

use crate::source::Span;

/// A string that looks like a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Secret {
    /// Where it stands.
    pub(super) span: Span,
    /// What it looks like, with its article.
    pub(super) kind: &'static str,
}

/// A prefix, and what has to follow it.
struct Shape {
    prefix: &'static str,
    /// Characters of what follows.
    letters: fn(u8) -> bool,
    /// Least number of them.
    least: usize,
    kind: &'static str,
}

const fn shape(
    prefix: &'static str,
    letters: fn(u8) -> bool,
    least: usize,
    kind: &'static str,
) -> Shape {
    Shape { prefix, letters, least, kind }
}

fn capitals(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

fn alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn dotted(byte: u8) -> bool {
    word(byte) || byte == b'.'
}

fn path(byte: u8) -> bool {
    alphanumeric(byte) || byte == b'/'
}

/// The shapes, as their makers document them.
const SHAPES: &[Shape] = &[
    shape("AKIA", capitals, 16, "an access key id of AWS"),
    shape("ASIA", capitals, 16, "a temporary access key id of AWS"),
    shape("ghp_", alphanumeric, 36, "a personal access token of GitHub"),
    shape("gho_", alphanumeric, 36, "an OAuth token of GitHub"),
    shape("ghu_", alphanumeric, 36, "a user token of GitHub"),
    shape("ghs_", alphanumeric, 36, "a server token of GitHub"),
    shape("ghr_", alphanumeric, 36, "a refresh token of GitHub"),
    shape("github_pat_", word, 40, "a personal access token of GitHub"),
    shape("glpat-", word, 20, "a personal access token of GitLab"),
    shape("xoxb-", word, 20, "a bot token of Slack"),
    shape("xoxp-", word, 20, "a user token of Slack"),
    shape("xoxa-", word, 20, "a token of Slack"),
    shape("hooks.slack.com/services/T", path, 30, "a webhook of Slack"),
    shape("AIza", word, 35, "an API key of Google"),
    shape("sk_live_", alphanumeric, 16, "a secret key of Stripe"),
    shape("rk_live_", alphanumeric, 16, "a restricted key of Stripe"),
    shape("npm_", alphanumeric, 36, "an access token of npm"),
    shape("pypi-AgE", word, 40, "an API token of PyPI"),
    shape("SG.", dotted, 60, "an API key of SendGrid"),
    shape("sk-ant-", word, 40, "an API key of Anthropic"),
    shape("sk-proj-", word, 40, "an API key of OpenAI"),
    shape("dop_v1_", alphanumeric, 64, "a token of DigitalOcean"),
    shape("hvs.", word, 24, "a token of Vault"),
    shape("eyJ", dotted, 60, "a JSON Web Token"),
];

/// Everything in a text that looks like a secret, in order.
pub(super) fn secrets(text: &str) -> Vec<Secret> {
    let mut found: Vec<Secret> = SHAPES.iter().flat_map(|shape| of_shape(text, shape)).collect();
    found.extend(private_keys(text));
    found.extend(connection_strings(text));
    found.sort_by_key(|secret| secret.span);
    found
}

fn of_shape(text: &str, shape: &'static Shape) -> impl Iterator<Item = Secret> {
    text.match_indices(shape.prefix).filter_map(move |(at, _)| {
        let before = text[..at].bytes().next_back();
        let rest = &text[at + shape.prefix.len()..];
        let length = rest.bytes().take_while(|byte| (shape.letters)(*byte)).count();
        let stands_alone = !before.is_some_and(word);
        let is_whole_token = shape.prefix != "eyJ" || rest[..length].matches('.').count() == 2;
        let is_secret =
            stands_alone && is_whole_token && length >= shape.least && !is_made_up(&rest[..length]);
        is_secret.then(|| Secret {
            span: Span::new(at, at + shape.prefix.len() + length),
            kind: shape.kind,
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
