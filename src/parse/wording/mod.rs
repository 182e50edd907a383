//! Words that should not be read by everybody, found before they are published.
//!
//! [`blame`] and [`leftover`] read prose: blocks of words, without code and quotations, for what
//! somebody said stays as it was said. [`secret`] and [`personal`] read the text itself, code and
//! logs included, because that is where keys and addresses stand. All of them would rather miss
//! something than be wrong: a check that cries wolf is turned off.
//!
//! Never: another file, a decision about what is published.

mod blame;
mod leftover;
mod personal;
mod secret;

#[cfg(test)]
mod tests;

use super::markdown::{BlockId, BlockKind, Document, Mark, PlainText};
use super::sections::Outline;
use crate::diag::{self, Diagnostic, Place};
use crate::model::SectionKind;
use crate::source::{Source, Span};
use std::collections::BTreeSet;

/// What should be worded otherwise, or is still to be written.
pub(super) fn of_prose(document: &Document<'_>, outline: &Outline) -> Vec<Diagnostic> {
    let source = document.source();
    let place = |span| Place::new(source.path(), span);
    let mut found = Vec::new();
    for passage in passages(document, outline) {
        found.extend(blame::blame(&passage).into_iter().map(|blame| {
            let written = source.slice(blame.span).split_whitespace().collect::<Vec<_>>().join(" ");
            diag::blaming_words(place(blame.span), &written, blame.rewording)
        }));
        let leftovers = leftover::leftover(&passage);
        found.extend(
            leftovers
                .into_iter()
                .map(|span| diag::template_leftover(place(span), source.slice(span))),
        );
    }
    found
}

/// What should be taken out of a text whose body starts at byte `body_start`: secrets, and what
/// leads to people, who are named in front matter on purpose.
pub(super) fn of_text(source: &Source, body_start: usize) -> Vec<Diagnostic> {
    let secrets = secret::secrets(source.text()).into_iter().map(|secret| {
        diag::secret_looking_string(Place::new(source.path(), secret.span), secret.kind)
    });
    secrets.chain(personal_data(source, body_start)).collect()
}

/// One finding for all addresses of a kind: a log repeats them.
fn personal_data(source: &Source, body_start: usize) -> Vec<Diagnostic> {
    let body = &source.text()[body_start..];
    [("this e-mail address", personal::mail(body)), ("this IP address", personal::internet(body))]
        .into_iter()
        .filter_map(|(kind, found)| {
            let first = found.first()?.shifted(body_start);
            let place = Place::new(source.path(), first);
            Some(diag::personal_data(place, kind, found.len()))
        })
        .collect()
}

/// A block's words.
struct Passage {
    plain: PlainText,
    /// The words with those in code and in quotation marks blanked, byte for byte as long, so that
    /// places are the same.
    said: String,
    /// True in a section of action items, where `TODO` is a status.
    is_task: bool,
}

/// The prose of a document. Block quotes are somebody else's words, headings are names.
fn passages(document: &Document<'_>, outline: &Outline) -> Vec<Passage> {
    let tasks: BTreeSet<BlockId> = outline
        .of_kind(SectionKind::ActionItems)
        .flat_map(|section| section.all.iter().copied())
        .collect();
    let holds_prose = |id: &BlockId| {
        let kind = &document.block(*id).kind;
        matches!(kind, BlockKind::Paragraph | BlockKind::TightText | BlockKind::Cell)
    };
    document
        .ids()
        .filter(holds_prose)
        .filter_map(|id| {
            let above = ancestors(document, id);
            let is_quote = |id: &BlockId| document.block(*id).kind == BlockKind::Quote;
            if above.iter().any(is_quote) {
                return None;
            }
            let plain = document.plain_text(id);
            let said = said(&plain);
            let is_task = above.iter().chain([&id]).any(|id| tasks.contains(id));
            Some(Passage { plain, said, is_task })
        })
        .collect()
}

/// The blocks that a block stands in, the nearest first.
fn ancestors(document: &Document<'_>, id: BlockId) -> Vec<BlockId> {
    std::iter::successors(document.block(id).parent, |id| document.block(*id).parent).collect()
}

/// The words with code and quotations blanked.
fn said(plain: &PlainText) -> String {
    let code = plain.marks.iter().filter(|(_, mark)| *mark == Mark::Code).map(|(span, _)| *span);
    let quoted = quotations(&plain.text);
    let mut bytes = plain.text.clone().into_bytes();
    for span in code.chain(quoted) {
        bytes[span.start..span.end].fill(b' ');
    }
    // Only whole characters were blanked.
    String::from_utf8(bytes).unwrap_or_default()
}

/// What stands between quotation marks; a single one is as likely an apostrophe.
fn quotations(text: &str) -> Vec<Span> {
    let closing = |opening: char| match opening {
        '"' => Some('"'),
        '“' => Some('”'),
        '„' => Some('“'),
        '«' => Some('»'),
        '»' => Some('«'),
        _ => None,
    };
    let mut spans = Vec::new();
    let mut rest = 0;
    // What closes nothing any more is not looked for again.
    let mut missing: Vec<char> = Vec::new();
    while let Some((at, close)) = text[rest..].char_indices().find_map(|(at, c)| {
        closing(c).filter(|close| !missing.contains(close)).map(|close| (rest + at, close))
    }) {
        let inner = at + text[at..].chars().next().map_or(1, char::len_utf8);
        let Some(length) = text[inner..].find(close) else {
            missing.push(close);
            rest = inner;
            continue;
        };
        rest = inner + length + close.len_utf8();
        spans.push(Span::new(at, rest));
    }
    spans
}
