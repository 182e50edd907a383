//! Fences that only the parser sees: a drawing that stands in the open is put into a code block
//! without a character of it being changed, and every place is led back to the source.

use crate::source::{HOLE_OPEN, Source, Span};
use std::ops::Range;

/// A drawing that wants a fence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fenced {
    /// First line, from 1.
    pub first_line: u32,
    /// Last line, inclusive.
    pub last_line: u32,
    /// What the fence lines begin with, so that they stand in the drawing's container.
    pub prefix: String,
}

/// The body with virtual fences, and the way back.
#[derive(Debug)]
pub struct VirtualText {
    text: String,
    body_start: usize,
    /// Inserted lines in the order of `text`.
    inserted: Vec<Inserted>,
}

#[derive(Debug)]
struct Inserted {
    /// First byte in the virtual text.
    start: usize,
    length: usize,
    /// Bytes of all that was inserted before.
    before: usize,
}

/// Marks the info string of a virtual fence; no source holds it.
const MARK: char = HOLE_OPEN;

impl VirtualText {
    /// The body of `source` from byte `body_start` with a fence around each of `drawings`, which
    /// are in order and apart, and a blank line before each of the lines `breaks`, in order.
    pub fn new(
        source: &Source,
        body_start: usize,
        drawings: &[Fenced],
        breaks: &[u32],
    ) -> VirtualText {
        let breaks: Vec<usize> =
            breaks.iter().map(|number| source.lines().line_start(*number)).collect();
        let mut virtual_text =
            VirtualText { text: String::new(), body_start, inserted: Vec::new() };
        let mut at = body_start;
        for (number, drawing) in drawings.iter().enumerate() {
            let start = source.lines().line_start(drawing.first_line);
            let end = source.lines().line_start(drawing.last_line + 1);
            let inner = &source.text()[start..end];
            let ticks = "`".repeat(longest_backtick_run(inner).max(2) + 1);
            virtual_text.prose(source, at..start, &breaks);
            virtual_text.insert(&format!("{}{ticks}{MARK}{number}\n", drawing.prefix));
            virtual_text.text.push_str(inner);
            // A drawing at the end of a file without a last line end needs one before its fence.
            let line_end = if inner.ends_with('\n') { "" } else { "\n" };
            virtual_text.insert(&format!("{line_end}{}{ticks}\n", drawing.prefix));
            at = end;
        }
        virtual_text.prose(source, at..source.text().len(), &breaks);
        virtual_text
    }

    /// Text between drawings.
    fn prose(&mut self, source: &Source, range: Range<usize>, breaks: &[usize]) {
        let mut at = range.start;
        for start in breaks.iter().filter(|start| range.contains(start)) {
            self.text.push_str(&source.text()[at..*start]);
            self.insert("\n");
            at = *start;
        }
        self.text.push_str(&source.text()[at..range.end]);
    }

    fn insert(&mut self, line: &str) {
        let before = self.inserted.last().map_or(0, |last| last.before + last.length);
        self.inserted.push(Inserted { start: self.text.len(), length: line.len(), before });
        self.text.push_str(line);
    }

    /// What the parser is to read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The span of the source that a range of the virtual text stands for.
    pub fn to_source(&self, range: Range<usize>) -> Span {
        Span::new(self.place(range.start), self.place(range.end))
    }

    fn place(&self, at: usize) -> usize {
        let index = self.inserted.partition_point(|line| line.start < at);
        let before = index.checked_sub(1).map_or(0, |last| {
            let line = &self.inserted[last];
            line.before + line.length.min(at - line.start)
        });
        self.body_start + at - before
    }

    /// The number of the drawing that an info string of a virtual fence names.
    pub fn drawing_number(info: &str) -> Option<usize> {
        info.strip_prefix(MARK)?.parse().ok()
    }
}

fn longest_backtick_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
