//! Text of a file and places in it.
//!
//! A [`Source`] is read once: the byte-order mark is cut, line ends become LF, and the characters
//! that would break what comes later (NUL, two noncharacters that mark holes in rendered HTML)
//! become U+FFFD. What was changed is kept as [`Flaw`]s, so that a finding can name it. After
//! this, every room works on byte [`Span`]s of `Source::text`; lines are numbered from 1, and
//! columns count characters from 1, as editors do.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Opens a hole in rendered HTML. A noncharacter (Unicode 16, section 23.7), so no text needs it.
pub const HOLE_OPEN: char = '\u{FDD0}';
/// Closes a hole in rendered HTML.
pub const HOLE_CLOSE: char = '\u{FDD1}';

/// Path of a file of the site, relative to the site's root, with `/` between its parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// The path as written; `\` is not understood as a separator.
    pub fn new(path: &str) -> SourcePath {
        SourcePath(path.into())
    }

    /// The path's text, such as `content/2024/db.md`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the last `/`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or("")
    }

    /// The part before the last `/`, empty for a file at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it lies, from the site's folder.
    pub path: SourcePath,
    /// What it holds.
    pub bytes: Arc<[u8]>,
}

/// Half-open byte range of a source's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// `start..end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// True where nothing is spanned.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// True where the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True where `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The bytes that both span; empty where they are apart.
    #[must_use]
    pub fn cut_to(self, other: Span) -> Span {
        let start = self.start.max(other.start);
        Span { start, end: self.end.min(other.end).max(start) }
    }

    /// The same length, `by` bytes further on.
    #[must_use]
    pub fn shifted(self, by: usize) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Span {
        Span { start: range.start, end: range.end }
    }
}

/// What reading the bytes had to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Not UTF-8 from this place of the text on; the first bad sequence stands there as U+FFFD.
    InvalidUtf8(Span),
    /// A NUL byte, which CommonMark (0.31.2, section 2.3) replaces by U+FFFD.
    Nul(Span),
}

/// Text of one file, ready to be read.
#[derive(Clone, Debug)]
pub struct Source {
    path: SourcePath,
    text: String,
    lines: LineIndex,
    flaws: Vec<Flaw>,
    /// What lines of the file hold and the text does not, by line number.
    gaps: BTreeMap<u32, Vec<Gap>>,
}

/// A stretch of a line of the file that the text does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The byte of the line's text before which it stood.
    pub at: usize,
    /// What stands for it where the line is shown, character for character.
    pub shown: String,
}

/// Stands for a character that was cut out.
const CUT: &str = "█";

impl Source {
    /// Reads a file's bytes; never fails.
    pub fn from_bytes(path: SourcePath, bytes: &[u8]) -> Source {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let decoded = String::from_utf8_lossy(bytes);
        let text = with_lf_ends(&decoded);
        let mut flaws = Vec::new();
        if let std::borrow::Cow::Owned(_) = decoded
            && let Some(at) = text.find('\u{FFFD}')
        {
            flaws.push(Flaw::InvalidUtf8(Span::new(at, at + '\u{FFFD}'.len_utf8())));
        }
        let unusable = |c: char| matches!(c, '\0' | HOLE_OPEN | HOLE_CLOSE);
        let text = if text.contains(unusable) {
            let clean = text.replace(unusable, "\u{FFFD}");
            // What is replaced before the first NUL is as long as what replaces it.
            if let Some(at) = text.find('\0') {
                flaws.push(Flaw::Nul(Span::new(at, at + '\u{FFFD}'.len_utf8())));
            }
            clean
        } else {
            text
        };
        Source { path, lines: LineIndex::new(&text), text, flaws, gaps: BTreeMap::new() }
    }

    /// The same source with the lines from byte `start` on moved to the left, by as many bytes as
    /// `indent` says of each. Line numbers and columns stay those of the file.
    #[must_use]
    pub fn outdented(&self, start: usize, indent: impl Fn(&str) -> usize) -> Source {
        let start = self.text.floor_char_boundary(start);
        let mut text = self.text[..start].to_owned();
        let mut gaps = self.gaps.clone();
        let first = self.lines.line_number(start);
        for (number, line) in (first..).zip(self.text[start..].split_inclusive('\n')) {
            let words = line.strip_suffix('\n').unwrap_or(line);
            let (cut, _) = words.split_at(words.floor_char_boundary(indent(words)));
            text.push_str(&line[cut.len()..]);
            if !cut.is_empty() {
                let known = gaps.entry(number).or_default();
                for gap in &mut *known {
                    gap.at = gap.at.saturating_sub(cut.len());
                }
                known.insert(0, Gap { at: 0, shown: cut.to_owned() });
            }
        }
        Source { lines: LineIndex::new(&text), text, gaps, ..self.clone() }
    }

    /// The same source without what `hidden` spans, line ends aside: line numbers and columns stay
    /// those of the file, and nothing of what was cut is kept but its length. The spans are in order
    /// and apart.
    #[must_use]
    pub fn without(&self, hidden: &[Span]) -> Source {
        let mut text = String::with_capacity(self.text.len());
        let mut gaps: BTreeMap<u32, Vec<Gap>> = BTreeMap::new();
        let mut hidden = hidden.iter().peekable();
        for number in 1..=self.lines.count() {
            let line = self.line_span(number);
            let mut known = self.gaps(number).iter().peekable();
            let mut made = Vec::new();
            let (start, mut at) = (text.len(), line.start);
            while at <= line.end {
                while hidden.next_if(|span| span.end <= at).is_some() {}
                while let Some(gap) = known.next_if(|gap| line.start + gap.at <= at) {
                    widen(&mut made, text.len() - start, &gap.shown);
                }
                let rest = &self.text[at..line.end];
                let Some(c) = rest.chars().next() else { break };
                if hidden.peek().is_some_and(|span| span.start <= at) {
                    widen(&mut made, text.len() - start, CUT);
                } else {
                    text.push(c);
                }
                at += c.len_utf8();
            }
            if number < self.lines.count() {
                text.push('\n');
            }
            if !made.is_empty() {
                gaps.insert(number, made);
            }
        }
        Source { lines: LineIndex::new(&text), text, gaps, ..self.clone() }
    }

    /// The same source with these lines blank; no place in it moves.
    #[must_use]
    pub fn without_lines(&self, lines: &[Span]) -> Source {
        let mut text = self.text.clone();
        for line in lines {
            let blanks = " ".repeat(self.slice(*line).len());
            text.replace_range(line.start..line.start + blanks.len(), &blanks);
        }
        Source { text, ..self.clone() }
    }

    /// What line `number` (from 1) holds in the file and not in the text, in order.
    pub fn gaps(&self, number: u32) -> &[Gap] {
        self.gaps.get(&number).map_or(&[], Vec::as_slice)
    }

    /// The place in this source of a span of `other`, which has the same lines.
    pub fn place_of(&self, other: &Source, span: Span) -> Span {
        let place = |at: usize| {
            let (line, column) = other.line_and_column(at);
            self.lines.line_start(line) + self.byte_at(line, column as usize - 1)
        };
        Span::new(place(span.start), place(span.end))
    }

    /// The byte of a line's text that stands in a column of the file, from 0.
    fn byte_at(&self, line: u32, column: usize) -> usize {
        let text = self.line(line);
        let (mut byte, mut left) = (0, column);
        for gap in self.gaps(line) {
            let before = text[byte..gap.at].chars().count();
            if left < before {
                break;
            }
            left = (left - before).saturating_sub(gap.shown.chars().count());
            byte = gap.at;
        }
        let rest = &text[byte..];
        byte + rest.char_indices().nth(left).map_or(rest.len(), |(at, _)| at)
    }

    /// A source from text at hand, read as a file of these bytes would be.
    pub fn from_text(path: &str, text: &str) -> Source {
        Source::from_bytes(SourcePath::new(path), text.as_bytes())
    }

    /// Where the file lies.
    pub fn path(&self) -> &SourcePath {
        &self.path
    }

    /// The text, with LF line ends and without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line starts of the text.
    pub fn lines(&self) -> &LineIndex {
        &self.lines
    }

    /// What had to be changed to read the file.
    pub fn flaws(&self) -> &[Flaw] {
        &self.flaws
    }

    /// The text of `span`, empty where the span does not lie on character borders of the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// Number of the line that holds byte `offset`, from 1.
    pub fn line_number(&self, offset: usize) -> u32 {
        self.lines.line_number(offset)
    }

    /// Line and column of byte `offset`, both from 1; the column counts characters.
    pub fn line_and_column(&self, offset: usize) -> (u32, u32) {
        let line = self.lines.line_number(offset);
        let start = self.lines.line_start(line);
        let before = self.text.get(start..offset.min(self.text.len())).unwrap_or("");
        let gaps = self.gaps(line).iter().take_while(|gap| gap.at <= before.len());
        let absent: usize = gaps.map(|gap| gap.shown.chars().count()).sum();
        let count = before.chars().count() + absent;
        let column = u32::try_from(count).unwrap_or(u32::MAX - 1) + 1;
        (line, column)
    }

    /// Text of line `number` (from 1) without its line end; empty past the end.
    pub fn line(&self, number: u32) -> &str {
        let span = self.line_span(number);
        self.slice(span)
    }

    /// Span of line `number` (from 1) without its line end; empty past the end.
    pub fn line_span(&self, number: u32) -> Span {
        let start = self.lines.line_start(number);
        let is_last = number >= self.lines.count();
        let next = self.lines.line_start(number.saturating_add(1));
        let end = if is_last { self.text.len() } else { next.saturating_sub(1) };
        Span::new(start, end.max(start))
    }

    /// Span of the words of line `number` (from 1), the blanks around them left out.
    pub fn line_words(&self, number: u32) -> Span {
        let line = self.line_span(number);
        let text = self.slice(line);
        let start = line.start + (text.len() - text.trim_start().len());
        Span::new(start, start + text.trim().len())
    }
}

/// Adds to the gap at byte `at`, the last one so far.
fn widen(gaps: &mut Vec<Gap>, at: usize, shown: &str) {
    match gaps.last_mut().filter(|last| last.at == at) {
        Some(last) => last.shown.push_str(shown),
        None => gaps.push(Gap { at, shown: shown.to_owned() }),
    }
}

/// CR LF and lone CR become LF: both end a line in CommonMark (0.31.2, section 2.1).
fn with_lf_ends(text: &str) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

/// Byte offsets at which lines start.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    length: usize,
}

impl LineIndex {
    /// Index of a text with LF line ends.
    pub fn new(text: &str) -> LineIndex {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        LineIndex { starts, length: text.len() }
    }

    /// Number of the line that holds byte `offset`, from 1.
    pub fn line_number(&self, offset: usize) -> u32 {
        let index = self.starts.partition_point(|&start| start <= offset);
        u32::try_from(index.max(1)).unwrap_or(u32::MAX)
    }

    /// First byte of line `number` (from 1); the text's length past its end.
    pub fn line_start(&self, number: u32) -> usize {
        let index = (number as usize).saturating_sub(1);
        self.starts.get(index).copied().unwrap_or(self.length)
    }

    /// Number of lines; a text that ends in LF has an empty last line.
    pub fn count(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flaw_lies_at_its_own_bytes() {
        let path = SourcePath::new("a.md");
        let source = Source::from_bytes(path, b"\n\xC3\xA4\xEF\xB7\x90\xFF\xFE\0b");
        let at = |flaw: &Flaw| match flaw {
            Flaw::InvalidUtf8(span) | Flaw::Nul(span) => source.line_and_column(span.start),
        };
        assert_eq!(source.flaws().iter().map(at).collect::<Vec<_>>(), [(2, 3), (2, 5)]);
    }

    #[track_caller]
    fn check(bytes: &[u8], text: &str, flaws: usize) {
        let source = Source::from_bytes(SourcePath::new("content/a.md"), bytes);
        assert_eq!(source.text(), text);
        assert_eq!(source.flaws().len(), flaws, "{:?}", source.flaws());
    }

    #[test]
    fn marks_and_line_ends_are_settled_once() {
        check(b"\xEF\xBB\xBFa\r\nb\rc\n", "a\nb\nc\n", 0);
        check(b"a\0b", "a\u{FFFD}b", 1);
        check(b"a\xFFb", "a\u{FFFD}b", 1);
        check("a\u{FDD0}1\u{FDD1}".as_bytes(), "a\u{FFFD}1\u{FFFD}", 0);
        check("kept \u{FFFD}".as_bytes(), "kept \u{FFFD}", 0);
    }

    #[test]
    fn columns_count_characters() {
        let source = Source::from_text("a.md", "häß\nüx");
        assert_eq!(source.line_and_column("häß\nü".len()), (2, 2));
        assert_eq!(source.line(2), "üx");
        assert_eq!(source.line(9), "");
        assert_eq!(source.line_and_column(999), (2, 3));
    }

    /// `text` with what stands between `<` and `>` cut out, the two included.
    #[track_caller]
    fn check_cut(text: &str, left: &str, places: &[(&str, (u32, u32))]) {
        let source = Source::from_text("a.md", text);
        let opening = text.match_indices('<').map(|(at, _)| at);
        let closing = text.match_indices('>').map(|(at, _)| at + 1);
        let hidden: Vec<Span> = opening.zip(closing).map(|(a, b)| Span::new(a, b)).collect();
        let cut = source.without(&hidden);
        assert_eq!(cut.text(), left);
        for (word, place) in places {
            let (before, after) = (text.find(word).unwrap(), left.find(word).unwrap());
            assert_eq!(source.line_and_column(before), *place, "{word} in the file");
            assert_eq!(cut.line_and_column(after), *place, "{word} in what is left");
            let span = Span::new(before, before + word.len());
            let found = cut.place_of(&source, span);
            assert_eq!(cut.slice(found), *word);
        }
    }

    #[test]
    fn what_is_left_keeps_its_lines_and_columns() {
        check_cut("a <é> b\nc", "a  b\nc", &[("b", (1, 7)), ("c", (2, 1))]);
        check_cut("a <é\n\nü> b", "a \n\n b", &[("a", (1, 1)), ("b", (3, 4))]);
        check_cut("<x>a<y><z>b<w>\nc", "ab\nc", &[("a", (1, 4)), ("b", (1, 11)), ("c", (2, 1))]);
        check_cut("<x>", "", &[]);
    }

    #[test]
    fn a_line_may_be_cut_and_read_further_left() {
        let source = Source::from_text("a.md", "    a <x> b\n    c\n");
        let cut = source.without(&[Span::new(6, 9)]).outdented(0, |_| 4);
        assert_eq!(cut.text(), "a  b\nc\n");
        assert_eq!(cut.line_and_column(3), (1, 11));
        assert_eq!(cut.line_and_column(5), (2, 5));
        let again = cut.without(&[Span::new(0, 1)]);
        assert_eq!(again.line_and_column(2), (1, 11));
    }
}
