//! What a whole document is wrapped in by accident: it is taken off before anything reads it.
//!
//! - **Indentation.** A postmortem pasted from an editor or a generated answer may stand four blanks
//!   to the right; then CommonMark (0.31.2, section 4.4) sees one code block. [`outdented`] reads
//!   it further left. Heads may have kept their place; nothing else may.
//! - **A fence.** ```` ``` ```` typed twice, or never closed, makes code of the sections that follow
//!   (section 4.5). [`swallowing`] names the fence lines to pass over.
//!
//! - **The paragraph.** A head without a blank line around it is part of the text it is over;
//!   [`breaks`] says where one is missing.
//!
//! Lines stay where they are, so that every finding and every value names the line of the file.

use super::markdown::{BlockKind, Document};
use super::sections::section_kind;
use crate::source::{Source, Span};
use std::ops::RangeInclusive;

/// Columns of an indented code block, and of a tab stop (CommonMark 0.31.2, section 2.2).
const CODE_INDENT: usize = 4;

/// Longest line that is a head, in bytes.
const LONGEST_HEAD: usize = 60;

/// Heads of known sections that make a document of what stands to the right of them.
const FEWEST_HEADS: usize = 2;

/// Info strings of a fence that holds prose.
const PROSE_INFOS: &[&str] = &["", "md", "markdown", "text", "txt", "plaintext"];

/// The source with its body further left, where all of the body stands to the right.
///
/// All of it: every line that is not blank and no section head. Where nothing but heads kept its
/// place, several of them have to be of the field's words, for `# Log` above a code block is a
/// document too.
pub fn outdented(source: &Source, body_start: usize) -> Option<Source> {
    let body = source.text().get(body_start..)?;
    let mut columns: Option<usize> = None;
    let mut stays = None;
    let mut known_heads = 0;
    let mut has_head = false;
    for line in body.lines().filter(|line| !line.trim().is_empty()) {
        let indent = indent_columns(line);
        if indent >= CODE_INDENT {
            columns = Some(columns.map_or(indent, |least| least.min(indent)));
            has_head |= is_head(line.trim());
        } else {
            stays = Some(head_words(line)?);
            known_heads += usize::from(stays.and_then(section_kind).is_some());
        }
    }
    let steps = columns? / CODE_INDENT;
    // Without a head of its own it is code, or a drawing.
    (stays.is_none() && has_head || known_heads >= FEWEST_HEADS)
        .then(|| source.outdented(body_start, |line| indent_bytes(line, steps * CODE_INDENT)))
}

/// True for a Markdown heading, and for a line that is a head of a known section.
fn is_head(line: &str) -> bool {
    line.starts_with('#') || head_words(line).and_then(section_kind).is_some()
}

/// Columns of the blanks that a line begins with.
fn indent_columns(line: &str) -> usize {
    let blanks = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t'));
    blanks.fold(0, next_column)
}

fn next_column(column: usize, blank: u8) -> usize {
    if blank == b'\t' { column / CODE_INDENT * CODE_INDENT + CODE_INDENT } else { column + 1 }
}

/// Bytes of the blanks that fill `columns` at the start of a line; none where it has fewer, all of
/// them where it has nothing else.
fn indent_bytes(line: &str, columns: usize) -> usize {
    if line.trim().is_empty() {
        return line.len();
    }
    let mut column = 0;
    for (at, byte) in line.bytes().enumerate() {
        if column >= columns {
            return at;
        }
        if !matches!(byte, b' ' | b'\t') {
            return 0;
        }
        column = next_column(column, byte);
    }
    line.len()
}

/// The lines of fences that make code of sections: a fence that is never closed, or one around the
/// whole body.
pub fn swallowing(document: &Document<'_>) -> Vec<Span> {
    let source = document.source();
    let mut blocks = document.children(None).filter(|id| !document.block(*id).span.is_empty());
    let Some(last) = blocks.by_ref().last() else { return Vec::new() };
    let block = document.block(last);
    let BlockKind::Code { info: Some(info) } = &block.kind else { return Vec::new() };
    let is_alone = document.children(None).next() == Some(last);
    let closing = closing_fence(source, block.span);
    if closing.is_some() && !is_alone {
        return Vec::new();
    }
    let heads = document.code(last).map_or(0, |code| heads(&code));
    let needed = if PROSE_INFOS.contains(&info.trim().to_lowercase().as_str()) { 1 } else { 2 };
    if heads < needed {
        return Vec::new();
    }
    let opening = source.line_span(document.line(last));
    [Some(opening), closing].into_iter().flatten().collect()
}

/// The line that closes a fenced block, where one does.
fn closing_fence(source: &Source, block: Span) -> Option<Span> {
    let text = source.slice(block).trim_end();
    let fence = text.chars().next()?;
    let length = text.chars().take_while(|&c| c == fence).count();
    let last = source.line_span(source.line_number(block.start + text.len().saturating_sub(1)));
    let closing = source.slice(last).trim();
    let closes =
        last.start > block.start && closing.len() >= length && closing.chars().all(|c| c == fence);
    closes.then_some(last)
}

/// The lines before which a blank line is missing: a head in one of the field's words (`Timeline:`,
/// `**Impact**`, `>> Tasks:`) runs into the text around it, which CommonMark makes one paragraph of
/// (0.31.2, section 4.8), or a part of the quote (section 5.1, laziness).
pub fn breaks(document: &Document<'_>) -> Vec<u32> {
    let source = document.source();
    let mut breaks = Vec::new();
    for id in document.ids() {
        let block = document.block(id);
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::TightText) {
            let first = document.line(id);
            let end = block.span.start + source.slice(block.span).trim_end().len();
            let last = source.line_number(end.max(block.span.start + 1) - 1);
            breaks
                .extend((first..=last).flat_map(|number| breaks_at(source, number, first..=last)));
        }
    }
    breaks.sort_unstable();
    breaks.dedup();
    breaks
}

/// The breaks around line `number` of a paragraph, where it is a head that is not alone.
fn breaks_at(source: &Source, number: u32, lines: RangeInclusive<u32>) -> Vec<u32> {
    let line = source.line(number);
    let is_head = line.starts_with(|c: char| !c.is_whitespace())
        && line.len() <= LONGEST_HEAD
        && head_words(line).and_then(section_kind).is_some();
    // What goes on with a `>` of its own belongs to the quote.
    let is_apart = |other: u32| !line.starts_with('>') || !source.line(other).starts_with('>');
    let mut breaks = Vec::new();
    if is_head && number > *lines.start() && is_apart(number - 1) {
        breaks.push(number);
    }
    if is_head && number < *lines.end() && is_apart(number + 1) {
        breaks.push(number + 1);
    }
    breaks
}

/// How many lines of a text are heads of sections that the field knows, set off by a blank line.
fn heads(text: &str) -> usize {
    let mut is_set_off = true;
    let mut count = 0;
    for line in text.lines() {
        let known = head_words(line).and_then(section_kind).is_some();
        count += usize::from(is_set_off && known);
        is_set_off = line.trim().is_empty();
    }
    count
}

/// The words of a line that is a head in one of the forms that people write: `## X`, `>> X`,
/// `**X**`, `X:`.
fn head_words(line: &str) -> Option<&str> {
    let line = line.trim();
    let hashes = line.trim_start_matches('#');
    if hashes.len() < line.len() {
        return Some(hashes.trim().trim_end_matches(':')).filter(|_| hashes.starts_with(' '));
    }
    if let Some(quoted) = line.strip_prefix(">>") {
        return Some(quoted.trim().trim_end_matches(':'));
    }
    if let Some(inner) = line.strip_prefix("**") {
        return inner.trim_end_matches(':').strip_suffix("**").map(|it| it.trim_end_matches(':'));
    }
    line.strip_suffix(':').filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check_outdented(text: &str, expected: Option<&str>) {
        let source = Source::from_text("content/a.md", text);
        let found = outdented(&source, 0);
        assert_eq!(found.as_ref().map(Source::text), expected, "{text:?}");
    }

    #[test]
    fn a_document_that_stands_to_the_right_is_read_further_left() {
        check_outdented("    # T\n\n    a\n", Some("# T\n\na\n"));
        check_outdented("\t# T\n\n\t\tcode\n\ta\n", Some("# T\n\n\tcode\na\n"));
        check_outdented("      # T\n     a\n   \n", Some("  # T\n a\n\n"));
        check_outdented("# T\n\n    a\n", None);
        check_outdented(
            "# T\n\n>> Timeline:\n\n    * 14:00 a\n\n**Impact**\n\n    b\n",
            Some("# T\n\n>> Timeline:\n\n* 14:00 a\n\n**Impact**\n\nb\n"),
        );
        check_outdented("## Timeline\n\n    14:00 a\n", None);
        check_outdented("Words.\n\n    a\n", None);
        check_outdented("", None);
    }

    #[test]
    fn columns_are_those_of_the_file() {
        let source = Source::from_text("content/a.md", "    # T\n\n\tab\n");
        let read = outdented(&source, 0).unwrap();
        assert_eq!(read.line_and_column(read.text().find('b').unwrap()), (3, 3));
        assert_eq!(read.line_and_column(0), (1, 5));
    }

    #[track_caller]
    fn check_swallowing(text: &str, expected: &[u32]) {
        let source = Source::from_text("content/a.md", text);
        let document = Document::parse(&source, 0);
        let lines: Vec<u32> =
            swallowing(&document).iter().map(|span| source.line_number(span.start)).collect();
        assert_eq!(lines, expected, "{text:?}");
    }

    #[test]
    fn fences_around_sections_are_passed_over() {
        check_swallowing("# T\n\n```\n\n>> Timeline:\n\n* 14:00 a\n", &[3]);
        check_swallowing("# T\n\n```\n```\nab\n```\n\n## Root cause\n\nx\n", &[6]);
        check_swallowing("```markdown\n# T\n\n## Timeline\n\n- 14:00 a\n```\n", &[1, 7]);
        check_swallowing("# T\n\n```\nls\n```\n\n## Timeline\n", &[]);
        check_swallowing("# T\n\n```\nls -l\n\nmore\n", &[]);
        check_swallowing("# T\n\n```sh\n\n# Fix\nls\n", &[]);
        check_swallowing("# T\n\n## Timeline\n\n```\n## Timeline\n```\n", &[]);
    }

    #[track_caller]
    fn check_breaks(text: &str, expected: &[u32]) {
        let source = Source::from_text("content/a.md", text);
        assert_eq!(breaks(&Document::parse(&source, 0)), expected, "{text:?}");
    }

    #[test]
    fn heads_stand_apart_from_their_text() {
        check_breaks("Timeline:\n14:00 a\n14:05 b\n", &[2]);
        check_breaks("Text\n**Impact**\nmore\n\nRoot cause:\n\nx\n", &[2, 3]);
        check_breaks("- a\nRoot cause:\nb\n", &[2, 3]);
        check_breaks(">> Timeline:\n14:00 a\n", &[2]);
        check_breaks("> Timeline:\n> 14:00 a\n", &[]);
        check_breaks("Timeline: at 14:00 all went\nwrong\n", &[]);
        check_breaks("Timeline:\n=====\nx\n\n```\nImpact:\nx\n```\n", &[]);
        check_breaks("a sentence ends in this word:\nb\n", &[]);
    }

    proptest! {
        #[test]
        fn any_text_keeps_its_lines(text in "(    |\t| |# T|>> Timeline:|```|a|é|\n){0,40}") {
            let source = Source::from_text("content/a.md", &text);
            if let Some(read) = outdented(&source, 0) {
                prop_assert_eq!(read.lines().count(), source.lines().count());
                for number in 1..=source.lines().count() {
                    prop_assert!(source.line(number).ends_with(read.line(number)));
                }
            }
            let document = Document::parse(&source, 0);
            for span in swallowing(&document) {
                prop_assert!(span.end <= source.text().len());
            }
        }
    }
}
