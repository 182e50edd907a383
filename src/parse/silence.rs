//! What a document does not want to hear of: codes in its front matter and in comments.

use super::markdown::Document;
use crate::diag::policy::Silence;
use crate::diag::{self, Code, Diagnostic, Place};
use crate::source::{Source, Span};

/// The silences that front matter states and that stand in comments
/// (`<!-- retrospect: silence wide-diagram -->`, several with commas or blanks between them).
pub(super) fn silences(
    document: &Document<'_>,
    stated: &[(String, Span)],
    problems: &mut Vec<Diagnostic>,
) -> Vec<Silence> {
    let source = document.source();
    let in_comments = document.comments();
    let in_comments = in_comments.iter().flat_map(|comment| codes(source, *comment));
    let named = stated.iter().map(|(name, span)| (name.as_str(), *span)).chain(in_comments);
    named
        .filter_map(|(name, span)| silence(name, Place::new(source.path(), span), problems))
        .collect()
}

fn silence(name: &str, place: Place, problems: &mut Vec<Diagnostic>) -> Option<Silence> {
    match Code::from_name(name) {
        None => problems.push(diag::unknown_code(place, name)),
        Some(code) if code.is_fixed() => problems.push(diag::cannot_silence(place, code)),
        Some(code) => return Some(Silence { code, place }),
    }
    None
}

/// The names behind `retrospect: silence` in a comment, with their places.
fn codes(source: &Source, comment: Span) -> Vec<(&str, Span)> {
    let text = source.slice(comment);
    let inner = text.trim_start_matches("<!--").trim_end_matches("-->");
    let names = inner
        .trim_start()
        .strip_prefix("retrospect:")
        .and_then(|rest| rest.trim_start().strip_prefix("silence"))
        .filter(|names| names.starts_with(char::is_whitespace));
    let Some(names) = names else { return Vec::new() };
    let first = comment.end - "-->".len() - names.len();
    let mut at = first;
    let mut found = Vec::new();
    for name in names.split_inclusive(|c: char| c.is_whitespace() || c == ',') {
        let bare = name.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
        if !bare.is_empty() {
            found.push((bare, Span::new(at, at + bare.len())));
        }
        at += name.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, silenced: &[(&str, &str)], wanted: &[&str]) {
        let source = Source::from_text("content/a.md", text);
        let mut problems = Vec::new();
        let found = silences(&Document::parse(&source, 0), &[], &mut problems);
        let shown: Vec<(&str, &str)> = found
            .iter()
            .map(|silence| (silence.code.name(), source.slice(silence.place.span.unwrap())))
            .collect();
        assert_eq!(shown, silenced);
        let messages: Vec<&str> = problems.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(messages, wanted);
    }

    #[test]
    fn comments_silence_codes() {
        check(
            "Text.\n\n<!-- retrospect: silence wide-diagram -->\n",
            &[("wide-diagram", "wide-diagram")],
            &[],
        );
        check(
            "A word <!--retrospect:silence Broken_Link, wide-diagram--> more.\n",
            &[("broken-link", "Broken_Link"), ("wide-diagram", "wide-diagram")],
            &[],
        );
    }

    #[test]
    fn other_comments_and_code_silence_nothing() {
        check("<!-- silence wide-diagram -->\n", &[], &[]);
        check("<!-- retrospect: silencewide-diagram -->\n", &[], &[]);
        check("```html\n<!-- retrospect: silence wide-diagram -->\n```\n", &[], &[]);
        check("`<!-- retrospect: silence wide-diagram -->`\n", &[], &[]);
    }

    #[test]
    fn names_are_checked() {
        check(
            "<!-- retrospect: silence wide-diagrams -->\n",
            &[],
            &["no finding is `wide-diagrams`"],
        );
        check(
            "<!-- retrospect: silence duplicate-slug -->\n",
            &[],
            &["`duplicate-slug` cannot be silenced: the site would be wrong without a word"],
        );
    }
}
