//! Where front matter begins and ends.

use super::{Cut, Language, Matter, key_name};
use crate::diag::{self, Diagnostic, Place};
use crate::source::{Source, Span};

/// Longest key that a line may open with and still be taken for front matter, in bytes.
const LONGEST_KEY: usize = 64;

/// Cuts a document into front matter and body.
///
/// A fence is `---` (YAML), `+++` (TOML) or `;;;` (JSON), alone on the first line; the next such
/// line closes it. `---` is a thematic break in Markdown too, so it opens front matter only where
/// what follows looks like keys. Where nothing closes the fence, everything after it is body; where
/// nothing follows at all, the fence is body too.
pub fn cut(source: &Source, problems: &mut Vec<Diagnostic>) -> Cut {
    let text = source.text();
    let first = source.line_span(1);
    let whole = Cut { matter: None, body_start: 0 };
    let Some(language) = Language::of_fence(source.slice(first)) else { return whole };
    let inner_start = (first.end + 1).min(text.len());
    let closing = closing_fence(text, inner_start, language);
    let inner = Span::new(inner_start, closing.map_or(text.len(), |line| line.start));
    if language == Language::Yaml && !looks_like_yaml(source.slice(inner), closing.is_some()) {
        return whole;
    }
    let fence = Span::new(first.start, first.start + language.fence().len());
    if closing.is_none() && source.slice(inner).trim().is_empty() {
        return whole;
    }
    let Some(line) = closing else {
        let place = Place::new(source.path(), fence);
        problems.push(diag::unclosed_front_matter(place, language.fence()));
        return Cut { matter: None, body_start: inner_start };
    };
    Cut { matter: Some(Matter { language, inner }), body_start: (line.end + 1).min(text.len()) }
}

impl Language {
    /// The language whose fence is alone on `line`, trailing blanks aside.
    fn of_fence(line: &str) -> Option<Language> {
        let line = line.trim_end_matches([' ', '\t']);
        [Language::Yaml, Language::Toml, Language::Json]
            .into_iter()
            .find(|language| language.fence() == line)
    }

    /// What stands on the lines above and below.
    pub fn fence(self) -> &'static str {
        match self {
            Language::Yaml => "---",
            Language::Toml => "+++",
            Language::Json => ";;;",
        }
    }
}

/// The first line from byte `start` on that is the fence.
fn closing_fence(text: &str, start: usize, language: Language) -> Option<Span> {
    let mut at = start;
    for line in text[start..].split('\n') {
        if Language::of_fence(line) == Some(language) {
            return Some(Span::new(at, at + line.len()));
        }
        at += line.len() + 1;
    }
    None
}

/// True where the first line opens with a key, or there is nothing at all between the fences. After
/// blanks and comments, which stand below a thematic break just as well (`# Heading`), a closing
/// fence is needed too, and nothing but keys and their values before it; a key of front matter that
/// is commented out (`# duration: 2h`) counts as one.
fn looks_like_yaml(inner: &str, closed: bool) -> bool {
    let Some(first) = inner.lines().next() else { return closed };
    if opens_with_key(first) {
        return true;
    }
    let is_blank = |line: &str| line.trim().is_empty();
    let is_aside = |line: &str| is_blank(line) || line.starts_with('#');
    let belongs =
        |line: &str| is_aside(line) || line.starts_with([' ', '-']) || opens_with_key(line);
    closed
        && is_aside(first)
        && inner.lines().all(belongs)
        && (inner.lines().any(|line| opens_with_key(line) || commented_key(line).is_some())
            || inner.lines().all(is_blank))
}

/// The key of front matter that a line comments out, by its own name: `# duration: 2h`.
pub fn commented_key(line: &str) -> Option<&'static str> {
    let (key, _) = line.trim_start().strip_prefix('#')?.split_once([':', '='])?;
    key_name(key.trim())
}

/// `key:`, `key: value`, `"key": value`.
fn opens_with_key(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let bare = key.trim_end().trim_matches(['"', '\'']);
    let is_key_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    !bare.is_empty()
        && bare.len() <= LONGEST_KEY
        && bare.chars().all(is_key_letter)
        && (value.is_empty() || value.starts_with([' ', '\t']))
}
