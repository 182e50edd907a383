//! What one line looks like, on its own.

use super::cell::{self, is_arrow_head, is_bar, is_box, is_dash, is_stroke};
use super::neutral;

/// Something a line can be or hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trait {
    /// Drawn with characters of U+2500 to U+259F.
    Box,
    /// A stroke that ends on a corner or bar (`+--`, `--'`, `|--`), or a long arrow.
    Edge,
    /// An arrow: `-->`, `<--`, `==>`, `|->`.
    Arrow,
    /// Nothing but strokes.
    Pure,
    /// Rules over or under several columns: `----  ---  ----`.
    Columns,
    /// A branch of a tree: `├── a`, `|-- a`.
    Branch,
    /// A delimiter row of a GFM table.
    Delimiter,
    /// The first line of a list item.
    Item,
    /// Words of a sentence, or a link.
    Sentence,
    /// Ends as a sentence does.
    Ending,
    /// Starts and ends on a bar, as rows of tables do.
    TableRow,
    /// Holds a vertical stroke.
    Bar,
    /// Holds blanks between words that no sentence has.
    Gap,
    /// A heading that starts with `#`.
    Heading,
}

/// What is known of a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    traits: u16,
    /// Columns between the margin of its container and the first character.
    pub indent: usize,
}

impl Line {
    /// Reads a line of which the quote's markers have been cut.
    pub(super) fn read(text: &str) -> (Line, Vec<char>) {
        let mut cells = cell::cells(text);
        let mut line = Line { traits: 0, indent: cell::indent(&cells) };
        if cells.is_empty() {
            return (line, cells);
        }
        neutral::neutralise(&mut cells);
        let inner = &cells[line.indent..];
        for (is, holds) in TESTS {
            if holds(inner) {
                line.traits |= is.bit();
            }
        }
        if !line.is(Trait::Gap) && !line.is_structural() && is_sentence(inner) {
            line.traits |= Trait::Sentence.bit();
        }
        (line, cells)
    }

    /// True where the line is or holds it.
    pub(super) fn is(self, what: Trait) -> bool {
        self.traits & what.bit() != 0
    }

    /// True where the line alone speaks of a drawing.
    pub(super) fn is_structural(self) -> bool {
        [Trait::Box, Trait::Edge, Trait::Pure, Trait::Branch, Trait::Columns]
            .iter()
            .any(|&what| self.is(what))
    }

    /// True where the line holds any stroke, or words set apart.
    pub(super) fn is_drawn(self) -> bool {
        self.is_structural()
            || [Trait::Bar, Trait::Arrow, Trait::Gap].iter().any(|&what| self.is(what))
    }

    /// True where there are only upright strokes, which lead on above and below.
    pub(super) fn is_upright(self) -> bool {
        self.is(Trait::Pure) && !self.is(Trait::Edge)
    }
}

impl Trait {
    fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The tests, each over the cells of a line from its first character on.
const TESTS: [(Trait, fn(&[char]) -> bool); 13] = [
    (Trait::Box, is_boxed),
    (Trait::Edge, has_edge),
    (Trait::Arrow, has_arrow),
    (Trait::Pure, is_pure),
    (Trait::Columns, is_columns),
    (Trait::TableRow, is_table_row),
    (Trait::Gap, has_gap),
    (Trait::Branch, is_branch),
    (Trait::Delimiter, is_delimiter),
    (Trait::Item, is_item),
    (Trait::Bar, has_bar),
    (Trait::Heading, is_heading),
    (Trait::Ending, is_ending),
];

/// Two box characters; four where all are horizontal, as `──` also serves as a dash.
fn is_boxed(cells: &[char]) -> bool {
    let boxes = cells.iter().filter(|&&c| is_box(c)).count();
    let flat = cells.iter().filter(|&&c| is_box(c) && is_dash(c)).count();
    boxes >= 4 || boxes >= 2 && flat < boxes
}

fn has_bar(cells: &[char]) -> bool {
    cells.iter().any(|&c| is_bar(c))
}

fn has_edge(cells: &[char]) -> bool {
    let is_joined = |three: &[char]| {
        matches!(three, ['+', '-', '+'] | ['|' | '+', '-', '>'] | ['<', '-', '|' | '+'])
    };
    !is_delimiter(cells)
        && !is_banner(cells)
        && (runs(cells).any(|run| run.is_edge()) || cells.windows(3).any(is_joined))
}

fn has_arrow(cells: &[char]) -> bool {
    runs(cells).any(|run| run.is_arrow())
}

/// One word of `-`, `=`, `*`, `#`, `~`, `/` that begins or ends as no drawing does: `*-----`,
/// `===---===//`. It divides text; a box may have stars at both of its corners.
fn is_banner(cells: &[char]) -> bool {
    let is_rule = cells.iter().all(|&c| matches!(c, '-' | '=' | '*' | '#' | '~' | '/'));
    let is_starred = cells.first() == Some(&'*') && cells.last() == Some(&'*');
    is_rule && cells.len() >= 4 && !is_starred
}

/// Only strokes, one of them a bar, a diagonal, a box character or an arrow.
fn is_pure(cells: &[char]) -> bool {
    let tells = |&c: &char| is_bar(c) || matches!(c, '/' | '\\') || is_box(c) || is_arrow_head(c);
    // A lone `\` is a hard break that makes room; the others open blocks of code or mathematics.
    let is_markup = matches!(cells, ['\\' | '/'])
        || matches!(
            cells,
            ['\\', '[' | ']' | '(' | ')' | '\\', ..] | ['/', '*' | '/', ..] | ['*', '/', ..]
        );
    !is_markup
        && !is_delimiter(cells)
        && !is_banner(cells)
        && cells.iter().all(|&c| c == ' ' || is_stroke(c))
        && (cells.iter().any(tells) || has_arrow(cells) || has_edge(cells))
}

/// Two or more rules of three or more equal dashes.
fn is_columns(cells: &[char]) -> bool {
    let mut rules = 0;
    for word in cells.split(|&c| c == ' ').filter(|word| !word.is_empty()) {
        if word.len() < 3 || word.iter().any(|&c| c != word[0] || !is_dash(c)) {
            return false;
        }
        rules += 1;
    }
    rules >= 2
}

fn is_table_row(cells: &[char]) -> bool {
    cells.len() >= 3 && cells.first() == Some(&'|') && cells.last() == Some(&'|')
}

/// `├── a`, `|-- a`, `` `-- a ``, after bars and blanks of the levels above.
fn is_branch(cells: &[char]) -> bool {
    let Some(at) = cells.iter().position(|&c| c != ' ' && !matches!(c, '|' | '│' | '┃')) else {
        return false;
    };
    let (start, knot) = match cells[at] {
        '├' | '└' | '╰' | '┣' | '┗' | '╠' | '╚' | '`' | '\\' | '+' => {
            (at + 1, cells[at])
        }
        c if is_dash(c) && at > 0 && cells[at - 1] != ' ' => (at, cells[at - 1]),
        _ => return false,
    };
    let dashes = cells[start..].iter().take_while(|&&c| is_dash(c)).count();
    let least = if is_box(knot) { 1 } else { 2 };
    let name = cells[start + dashes..].iter().find(|&&c| c != ' ');
    dashes >= least
        && dashes <= 4
        && name.is_some_and(|&c| !is_dash(c) && !matches!(c, '+' | '|' | '>'))
}

/// `|---|:-:|`, with or without its outer pipes (GFM 0.29, section 4.10).
fn is_delimiter(cells: &[char]) -> bool {
    let inner = cells.strip_prefix(&['|']).unwrap_or(cells);
    let inner = inner.strip_suffix(&['|']).unwrap_or(inner);
    cells.contains(&'|')
        && inner.split(|&c| c == '|').all(|cell| {
            let dashes = cell.iter().filter(|&&c| c == '-').count();
            dashes > 0 && cell.iter().all(|&c| matches!(c, '-' | ':' | ' '))
        })
}

fn is_item(cells: &[char]) -> bool {
    let digits = cells.iter().take_while(|c| c.is_ascii_digit()).count();
    let marker = match (digits, cells.get(digits)) {
        (0, Some('-' | '*' | '+')) => 1,
        (1..=9, Some('.' | ')')) => digits + 1,
        _ => return false,
    };
    cells.get(marker) == Some(&' ') && cells[marker..].iter().any(|&c| c != ' ')
}

fn is_heading(cells: &[char]) -> bool {
    let hashes = cells.iter().take_while(|&&c| c == '#').count();
    (1..=6).contains(&hashes) && matches!(cells.get(hashes), Some(' ') | None)
}

/// Runs of three blanks, or of two beside a bar, corner or head, or of two time and again.
fn has_gap(inner: &[char]) -> bool {
    let is_border =
        |c: Option<&char>| c.is_some_and(|&c| is_bar(c) || matches!(c, '+' | '<' | '>'));
    let mut wide = 0;
    let mut narrow = 0;
    let mut at = 0;
    while at < inner.len() {
        let blanks = inner[at..].iter().take_while(|&&c| c == ' ').count();
        let is_beside = is_border(inner.get(at + blanks)) || at > 0 && is_border(inner.get(at - 1));
        wide += usize::from(blanks >= 3 || blanks == 2 && is_beside);
        narrow += usize::from(blanks == 2);
        at += blanks.max(1);
    }
    wide > 0 || narrow >= 3
}

/// Nine words; five and a mark at the end; three from a capital to a full stop or colon. A script
/// without blanks between words speaks in sentences from twenty wide characters on.
fn is_sentence(cells: &[char]) -> bool {
    let words =
        cells.split(|&c| c == ' ').filter(|word| word.iter().any(|c| c.is_alphabetic())).count();
    let wide = cells.iter().filter(|&&c| ('\u{3000}'..'\u{A000}').contains(&c)).count();
    let first = cells.iter().find(|c| c.is_alphanumeric());
    let is_link = cells.windows(2).any(|two| two == [']', '('])
        || cells.windows(5).any(|five| five == ['<', 'h', 't', 't', 'p']);
    words >= 9
        || wide >= 20
        || words >= 5 && (is_ending(cells) || matches!(last(cells), Some(';' | ',')))
        || words >= 3 && first.is_some_and(|c| c.is_uppercase()) && is_ending(cells)
        || is_link
}

/// The last character, brackets, quotation marks and emphasis aside.
fn last(cells: &[char]) -> Option<char> {
    cells.iter().rev().find(|&&c| !matches!(c, '*' | '_' | ')' | '"' | '”')).copied()
}

fn is_ending(cells: &[char]) -> bool {
    matches!(last(cells), Some('.' | ':' | '!' | '?' | '…' | '。' | '：'))
}

/// Equal dashes in a row, with what stands beside them.
struct Run<'c> {
    cells: &'c [char],
    start: usize,
    end: usize,
}

/// Runs of two or more dashes.
fn runs(cells: &[char]) -> impl Iterator<Item = Run<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < cells.len() {
            let start = at;
            let length =
                cells[at..].iter().take_while(|&&c| is_dash(c) && c == cells[start]).count();
            at += length.max(1);
            if length >= 2 {
                return Some(Run { cells, start, end: start + length });
            }
        }
        None
    })
}

impl Run<'_> {
    fn before(&self, by: usize) -> Option<char> {
        self.start.checked_sub(by).and_then(|at| self.cells.get(at)).copied()
    }

    fn after(&self, by: usize) -> Option<char> {
        self.cells.get(self.end + by - 1).copied()
    }

    fn length(&self) -> usize {
        self.end - self.start
    }

    /// `-->`, `<--`.
    fn is_arrow(&self) -> bool {
        self.after(1) == Some('>') || self.before(1) == Some('<')
    }

    /// Ends on a corner or bar, or is an arrow of six dashes.
    fn is_edge(&self) -> bool {
        let left = [self.before(1), self.before(2), self.after(1)];
        let right = [self.after(1), self.after(2), self.before(1)];
        self.meets(left) || self.meets(right) || self.length() >= 6 && self.is_arrow()
    }

    /// True where the run meets a corner: the character beside it, the one beyond, and the one at
    /// the run's other end. What also stands in text (`*--flag*`, `'--'`, `//---`) has to be more.
    fn meets(&self, [beside, beyond, opposite]: [Option<char>; 3]) -> bool {
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let least = if self.cells[self.start] == '-' { 2 } else { 3 };
        !is_word(beyond)
            && match beside {
                Some('/') => self.length() >= least && !matches!(beyond, Some('/' | '*')),
                Some('+' | '\\' | '`') => self.length() >= least,
                Some('.' | '\'' | ',' | '*') => self.length() >= 3 && !is_word(opposite),
                Some(c) => is_bar(c) && self.length() >= least,
                None => false,
            }
    }
}
