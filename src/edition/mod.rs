//! What an edition must not show is cut from the source text, before anything else reads it.
//!
//! Passages are marked by comments, so that other Markdown viewers pass over the marks:
//! `<!-- internal -->` … `<!-- /internal -->`. They are looked for in the bare text, code and front
//! matter included, and before any Markdown is understood: no fence, quotation or table can make a
//! mark that a writer sees into one that the program does not. Passages may lie in one another.
//!
//! What is left stands on the lines and in the columns of the file. A mark that does not pair is an
//! error; where its edition hides passages, everything is hidden that it might have been meant to.

use crate::config::{Config, Edition};
use crate::diag::{self, Diagnostic, Place};
use crate::model::{Section, SectionKind, fold};
use crate::source::{Source, Span};

/// The word of the marks.
const WORD: &str = "internal";

/// What a comment is to passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark<'t> {
    Opening,
    Closing,
    /// No mark, but likely meant to be this one: the comment, and the mark's words.
    Misspelt(&'t str, &'static str),
}

/// The source without what `edition` hides of its passages, and without their marks in any case;
/// `None` where there are none.
pub fn without_passages(
    source: &Source,
    edition: &Edition,
    problems: &mut Vec<Diagnostic>,
) -> Option<Source> {
    let marks = marks(source.text());
    let Pairs { mut hidden, single } = Pairs::of(&marks, source.text().len());
    if !edition.hide_passages {
        let is_paired = |(mark, span): &&(Mark, Span)| {
            matches!(mark, Mark::Opening | Mark::Closing) && !single.contains(span)
        };
        hidden = marks.iter().filter(is_paired).map(|(_, span)| *span).collect();
    }
    // What is told stays to be seen; it says nothing.
    let hidden: Vec<Span> = hidden.iter().flat_map(|span| around(*span, &single)).collect();
    let left = (!hidden.is_empty()).then(|| without(source, &hidden));
    for (mark, span) in marks.iter().filter(|(_, span)| single.contains(span)) {
        let span = left.as_ref().map_or(*span, |left| left.place_of(source, *span));
        let place = Place::new(source.path(), span);
        problems.push(match mark {
            Mark::Opening => diag::internal_passage_unclosed(place),
            Mark::Closing => diag::internal_passage_unopened(place),
            Mark::Misspelt(found, meant) => diag::internal_passage_misspelt(place, found, meant),
        });
    }
    left
}

/// How the marks of a text belong together.
#[derive(Default)]
struct Pairs {
    /// What is between them, and what might be where one has no partner.
    hidden: Vec<Span>,
    /// Those that have no partner, and those that are none, in order.
    single: Vec<Span>,
}

impl Pairs {
    fn of(marks: &[(Mark, Span)], length: usize) -> Pairs {
        let mut pairs = Pairs::default();
        let mut open: Vec<Span> = Vec::new();
        for (mark, span) in marks {
            match mark {
                Mark::Opening => open.push(*span),
                Mark::Closing => match open.pop() {
                    Some(opening) if open.is_empty() => {
                        pairs.hidden.push(Span::new(opening.start, span.end));
                    }
                    Some(_) => {}
                    None => {
                        pairs.single.push(*span);
                        pairs.hidden = vec![Span::new(0, span.end)];
                    }
                },
                Mark::Misspelt(..) => pairs.single.push(*span),
            }
        }
        pairs.hidden.extend(open.first().map(|opening| Span::new(opening.start, length)));
        pairs.single.extend(open);
        pairs.single.sort_unstable();
        pairs
    }
}

/// The parts of a span outside of `kept`, which are in order.
fn around(span: Span, kept: &[Span]) -> Vec<Span> {
    let inside = kept.iter().filter(|other| span.contains(**other));
    let starts = [span.start].into_iter().chain(inside.clone().map(|other| other.end));
    let ends = inside.map(|other| other.start).chain([span.end]);
    let parts = starts.zip(ends).map(|(start, end)| Span::new(start, end));
    parts.filter(|part| !part.is_empty()).collect()
}

/// The marks of a text, and what is nearly one. The last `<!--` before a `-->` is its own, whatever
/// a comment that was not closed properly makes of it.
fn marks(text: &str) -> Vec<(Mark<'_>, Span)> {
    const OPEN: &str = "<!--";
    let mut marks = Vec::new();
    let mut from = 0;
    for (at, close) in text.match_indices("-->") {
        let Some(before) = text.get(from..at) else { continue };
        if let Some(start) = before.rfind(OPEN).map(|start| from + start)
            && let Some(mark) = mark(&text[start..at + close.len()])
        {
            marks.push((mark, Span::new(start, at + close.len())));
        }
        from = at + close.len();
    }
    marks
}

fn mark(comment: &str) -> Option<Mark<'_>> {
    const LONGEST: usize = 40;
    const CLOSING: &str = "/internal";
    let inner = comment.get("<!--".len()..comment.len() - "-->".len())?;
    if comment.len() > LONGEST {
        return None;
    }
    let words: String = inner.to_ascii_lowercase().split_whitespace().collect();
    let bare = words.trim_start_matches('/');
    match words.as_str() {
        WORD => Some(Mark::Opening),
        CLOSING => Some(Mark::Closing),
        "endinternal" | "internalend" | "internal/" => Some(Mark::Misspelt(comment, CLOSING)),
        "begininternal" | "startinternal" | "internalbegin" | "internalstart" => {
            Some(Mark::Misspelt(comment, WORD))
        }
        _ => {
            let meant = if bare == words { WORD } else { CLOSING };
            let is_meant = is_nearly(bare, WORD) || has_remark(bare);
            is_meant.then_some(Mark::Misspelt(comment, meant))
        }
    }
}

/// True for `internal:` and what somebody has noted behind it. `internal notes` is a note.
fn has_remark(found: &str) -> bool {
    found
        .strip_prefix(WORD)
        .is_some_and(|rest| rest.starts_with([':', ',', ';', '-', '–', '—', '(']))
}

/// True where one letter is another, missing, too many, or two neighbours have changed places.
fn is_nearly(found: &str, word: &str) -> bool {
    let (found, word) = (found.as_bytes(), word.as_bytes());
    let ahead = found.iter().zip(word).take_while(|(a, b)| a == b).count();
    let (found, word) = (&found[ahead..], &word[ahead..]);
    let behind = found.iter().rev().zip(word.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&found[..found.len() - behind], &word[..word.len() - behind]) {
        ([a, b], [c, d]) => a == d && b == c,
        (found, word) => found.len() <= 1 && word.len() <= 1,
    }
}

/// The source without these stretches. Of a line that they begin in stays what is before them, of a
/// line that they end in what is after them, each in the quotation or indentation that it is in.
fn without(source: &Source, hidden: &[Span]) -> Source {
    let text = source.text();
    let mut cuts: Vec<Span> = Vec::new();
    for span in hidden {
        let first = source.line_number(span.start);
        let last = source.line_number(span.end.saturating_sub(1).max(span.start));
        let depth = depth(&text[source.line_span(first).start..span.start]);
        for number in first..=last {
            let line = source.line_span(number);
            let container = line.start + container(&text[line.start..line.end], depth);
            let start = if number == first { span.start } else { container.min(span.end) };
            cuts.push(with_blanks(text, line, Span::new(start, span.end.min(line.end))));
        }
    }
    let left = source.without(&cuts);
    let bare: Vec<Span> = (1..=left.lines().count())
        .filter(|number| !left.gaps(*number).is_empty())
        .filter_map(|number| emptied(&left, number))
        .collect();
    if bare.is_empty() { left } else { left.without(&bare) }
}

/// How many quotations the start of a line opens.
fn depth(start: &str) -> usize {
    start.chars().take_while(|c| matches!(c, ' ' | '\t' | '>')).filter(|c| *c == '>').count()
}

/// Bytes of the blanks and of the marks of at most `depth` quotations that a line begins with.
fn container(line: &str, depth: usize) -> usize {
    let mut quotes = 0;
    let belongs = |byte: &u8| match byte {
        b' ' | b'\t' => true,
        b'>' => {
            quotes += 1;
            quotes <= depth
        }
        _ => false,
    };
    line.bytes().take_while(belongs).count()
}

/// The cut with the blanks that would stand doubly, or at an end of the line, without it.
fn with_blanks(text: &str, line: Span, cut: Span) -> Span {
    let (before, after) = (&text[line.start..cut.start], &text[cut.end..line.end]);
    let blanks = [' ', '\t'];
    if after.trim_matches(blanks).is_empty() {
        return Span::new(line.start + before.trim_end_matches(blanks).len(), line.end);
    }
    let taken = if before.is_empty() || before.ends_with(blanks) {
        after.len() - after.trim_start_matches(blanks).len()
    } else {
        0
    };
    Span::new(cut.start, cut.end + taken)
}

/// What is left of a line whose words were cut: the mark of a list item or a heading without any.
fn emptied(source: &Source, number: u32) -> Option<Span> {
    let line = source.line_span(number);
    let words = source.line_words(number);
    let rest = source.slice(words).trim_start_matches(['>', ' ', '\t']);
    let mark = rest.trim_end_matches("[ ]").trim_end_matches("[x]").trim_end_matches("[X]").trim();
    let digits = mark.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_bare = matches!(mark, "-" | "*" | "+")
        || digits.len() < mark.len() && matches!(digits, "." | ")")
        || !mark.is_empty() && mark.len() <= 6 && mark.bytes().all(|byte| byte == b'#');
    is_bare.then(|| Span::new(words.end - rest.len(), line.end))
}

/// The lines of the sections that `edition` hides, from each head to the next one that is not below
/// it. `heads` are all heads of the document.
pub fn hidden_sections(source: &Source, edition: &Edition, heads: &[Section]) -> Vec<Span> {
    let mut hidden: Vec<Span> = Vec::new();
    let mut heads: Vec<&Section> = heads.iter().collect();
    heads.sort_by_key(|head| head.line);
    for (index, head) in heads.iter().enumerate() {
        if !is_hidden(head, edition) {
            continue;
        }
        let next = heads[index + 1..].iter().find(|other| other.level <= head.level);
        let end = next.map_or(source.text().len(), |next| source.lines().line_start(next.line));
        let start = source.lines().line_start(head.line);
        match hidden.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => hidden.push(Span::new(start, end)),
        }
    }
    hidden.retain(|span| !source.slice(*span).trim().is_empty());
    hidden
}

fn is_hidden(head: &Section, edition: &Edition) -> bool {
    let words = format!("-{}-", fold(&head.heading));
    edition.hide_sections.iter().any(|(hidden, _)| answers_to(head, &words, &fold(hidden)))
}

/// Whether a section is of the kind `name`, or has it among the words of its head.
fn answers_to(head: &Section, words: &str, name: &str) -> bool {
    head.kind.is_some_and(|kind| SectionKind::from_word(name) == Some(kind))
        || words.contains(&format!("-{name}-"))
}

/// The names in `hide_sections`, of every edition there is, that one of these heads answers to.
pub fn named_sections<'c>(config: &'c Config, heads: &[Section]) -> Vec<&'c str> {
    let names = config.editions.values().flat_map(|edition| &edition.hide_sections);
    let names: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
    let heads = if names.is_empty() { &[] } else { heads };
    let heads: Vec<(&Section, String)> =
        heads.iter().map(|head| (head, format!("-{}-", fold(&head.heading)))).collect();
    let is_named = |name: &str| heads.iter().any(|(head, words)| answers_to(head, words, name));
    names.into_iter().filter(|name| is_named(&fold(name))).collect()
}

#[cfg(test)]
mod tests;
