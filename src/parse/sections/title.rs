//! The title without what every title of an archive begins with.

use crate::model::fold;

/// Words that say what kind of document it is, not which.
const KINDS: &[&str] = &[
    "postmortem",
    "post-mortem",
    "post mortem",
    "postmortem report",
    "post-mortem report",
    "post mortem report",
    "incident",
    "incident report",
    "incident postmortem report",
    "incident review",
    "incident postmortem",
    "outage report",
    "outage postmortem",
    "rca",
    "root cause analysis",
    "retrospective",
    "pir",
    "title",
    "incident title",
];

/// Words that a template has in a title's place, folded, beside those of [`KINDS`].
const PLACEHOLDERS: &[&str] =
    &["title-of-incident", "incident-name", "name-of-incident", "postmortem-template", "template"];

/// True for words that say what a document is and not which: `Incident report`, `Title:`.
pub fn is_template(words: &str) -> bool {
    let folded = fold(words);
    PLACEHOLDERS.contains(&folded.as_str()) || KINDS.iter().any(|kind| fold(kind) == folded)
}

/// The title without a number (`0.`) or the document's kind (`Postmortem:`, `Incident report -`) in
/// front; it is never cut down to nothing.
pub fn without_lead(words: &str) -> &str {
    let unnumbered = without_number(words.trim());
    let rest = without_kind(unnumbered).unwrap_or(unnumbered);
    if rest.chars().any(char::is_alphanumeric) { rest } else { words.trim() }
}

/// `0. Title`, `12) Title`; not `2024 in review`, nor `3.5 is slow`.
fn without_number(words: &str) -> &str {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits)
        && let Some(rest) = words[digits..].strip_prefix(['.', ')'])
        && rest.starts_with(' ')
    {
        return rest.trim_start();
    }
    words
}

/// What follows the document's kind, where a title begins with one.
pub fn without_kind(words: &str) -> Option<&str> {
    KINDS.iter().find_map(|kind| {
        let (start, rest) = words.split_at_checked(kind.len())?;
        let rest = rest.trim_start();
        let is_kind =
            start.eq_ignore_ascii_case(kind) && rest.starts_with([':', '-', '–', '—', '|']);
        is_kind.then(|| rest.trim_start_matches([':', '-', '–', '—', '|', ' ']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_are_left_out() {
        let cases = [
            ("0. My first postmortem", "My first postmortem"),
            ("Postmortem: Orders down", "Orders down"),
            ("Incident Report - DNS", "DNS"),
            ("Post-mortem – 決済", "決済"),
            ("Postmortem of the year", "Postmortem of the year"),
            ("2024 in review", "2024 in review"),
            ("3.5 is slow", "3.5 is slow"),
            ("Postmortem:", "Postmortem:"),
            ("Title: Orders down", "Orders down"),
            ("1.", "1."),
        ];
        for (words, title) in cases {
            assert_eq!(without_lead(words), title);
        }
    }
}
