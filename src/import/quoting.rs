//! Words that others wrote, kept from being read as facts of the document they are put into.
//!
//! A list of times in a status page's message, or in a postmortem that came out days later, says
//! neither its day nor its zone. The archive would take both from the entries around it, and be
//! wrong. So the document is read as the archive will read it, and whatever becomes an entry that
//! the import did not write is quoted: a quote's times are words.

use crate::parse::markdown::Document;
use crate::parse::timeline::{self, Clues};
use crate::source::{Source, SourcePath};
use std::collections::BTreeSet;

/// Spaces that make a line part of an entry's item.
pub(super) const INDENT: &str = "  ";

/// A document's body in the making.
#[derive(Debug)]
pub(super) struct Told<'t> {
    /// The lines, heads and entries included.
    pub(super) text: &'t str,
    /// The lines that open an entry of the import's own, from 0.
    pub(super) own: BTreeSet<usize>,
    /// The first line of what others wrote; nothing before it is touched.
    pub(super) from: usize,
}

impl Told<'_> {
    /// The text with every stretch quoted that would be read as an entry, and how many they are.
    pub(super) fn quoted(&self) -> (String, usize) {
        let mut lines: Vec<String> = self.text.lines().map(str::to_owned).collect();
        let inside = self.inside_fences(&lines);
        let mut stretches = 0;
        // A stretch that is quoted may leave another the first of its kind.
        while let Some(line) = self.other_entry(&lines) {
            for line in self.stretch(&lines, &inside, line) {
                let indent = if self.is_in_item(&lines, line) { INDENT } else { "" };
                let words = lines[line].strip_prefix(indent).unwrap_or("");
                let quoted = format!("{indent}> {words}");
                quoted.trim_end().clone_into(&mut lines[line]);
            }
            stretches += 1;
        }
        (lines.join("\n") + "\n", stretches)
    }

    /// The first line that is read as an entry, is none of the import's own, and no quote yet.
    fn other_entry(&self, lines: &[String]) -> Option<usize> {
        let text = lines.join("\n") + "\n";
        let source = Source::from_bytes(SourcePath::new("import.md"), text.as_bytes());
        let document = Document::parse(&source, 0);
        let reading = timeline::read(&document, &Clues::default(), &mut Vec::new());
        let read = reading.entries.iter().map(|entry| entry.line as usize - 1);
        read.filter(|line| *line >= self.from && !self.own.contains(line))
            .find(|line| !lines[*line].trim_start().starts_with('>'))
    }

    /// The lines that make one block with this one, and what is indented below them.
    fn stretch(
        &self,
        lines: &[String],
        inside: &[bool],
        line: usize,
    ) -> std::ops::RangeInclusive<usize> {
        let goes_on = |line: usize| !lines[line].trim().is_empty() || inside[line];
        let is_head = |line: usize| lines[line].trim_start().starts_with('#') && !inside[line];
        let is_part =
            |at: usize| at >= self.from && !self.own.contains(&at) && goes_on(at) && !is_head(at);
        let mut begin = line;
        let mut end = line;
        if !is_head(line) {
            while begin > 0 && is_part(begin - 1) {
                begin -= 1;
            }
        }
        loop {
            let next = (end + 1..lines.len()).find(|at| goes_on(*at));
            let Some(next) = next.filter(|next| is_part(*next) && !is_head(line)) else { break };
            let indent = if self.is_in_item(lines, next) { INDENT } else { "" };
            let words = lines[next].strip_prefix(indent).unwrap_or(&lines[next]);
            if next > end + 1 && !words.starts_with([' ', '\t']) {
                break;
            }
            end = next;
        }
        begin..=end
    }

    /// True between an entry of the import's own and the next head.
    fn is_in_item(&self, lines: &[String], line: usize) -> bool {
        let above = self.own.range(..line).next_back();
        above.is_some_and(|above| !lines[*above..line].iter().any(|line| line.starts_with('#')))
    }

    /// For each line whether it stands in fenced code; an item's end closes what is open.
    fn inside_fences(&self, lines: &[String]) -> Vec<bool> {
        let mut fence = Fence::default();
        let inside = lines.iter().enumerate().map(|(at, line)| {
            if self.own.contains(&at) {
                fence = Fence::default();
            }
            fence.holds(line)
        });
        inside.collect()
    }
}

/// What keeps a line of an update from becoming a heading.
pub(super) fn without_heads(body: &str) -> Vec<String> {
    let mut fence = Fence::default();
    let mut follows_words = true;
    let escaped = body.lines().map(|line| {
        let words = line.trim();
        let is_underline = follows_words
            && !words.is_empty()
            && (words.chars().all(|c| c == '=') || words.chars().all(|c| c == '-'));
        let is_code = fence.holds(line);
        follows_words = !words.is_empty();
        if !is_code && (words.starts_with('#') || is_underline) {
            format!("\\{words}")
        } else {
            line.trim_end().to_owned()
        }
    });
    escaped.collect()
}

/// Fenced code that is open, if any (CommonMark 0.31, section 4.5).
#[derive(Default)]
struct Fence(Option<(char, usize)>);

impl Fence {
    /// Whether the line stands in fenced code; the fences themselves do.
    fn holds(&mut self, line: &str) -> bool {
        let words = line.trim();
        let mark = words.chars().next().filter(|mark| matches!(mark, '`' | '~'));
        let length = words.chars().take_while(|c| Some(*c) == mark).count();
        match (self.0, mark) {
            (None, Some(mark)) if length >= 3 => {
                self.0 = Some((mark, length));
                true
            }
            (None, _) => false,
            (Some((open, least)), mark) => {
                if mark == Some(open) && length >= least && words.len() == length {
                    self.0 = None;
                }
                true
            }
        }
    }
}
