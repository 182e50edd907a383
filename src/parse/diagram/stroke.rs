//! Strokes of one line: what only drawings have.

use super::cell::{is_arrow_head, is_bar, is_box, is_dash, is_stroke};
use super::word::is_delimiter;

/// Two box characters, one of them not flat, or a flat stroke of four; `──` also serves as a dash.
pub(super) fn is_boxed(cells: &[char]) -> bool {
    let is_flat = |c: char| is_box(c) && is_dash(c);
    let boxes = cells.iter().filter(|&&c| is_box(c)).count();
    let flat = cells.iter().filter(|&&c| is_flat(c)).count();
    let has_long = runs(cells).any(|run| is_flat(cells[run.start]) && run.length() >= 4);
    !is_banner(cells) && (boxes >= 2 && flat < boxes || has_long)
}

/// Holds a vertical stroke.
pub(super) fn has_bar(cells: &[char]) -> bool {
    cells.iter().any(|&c| is_bar(c))
}

/// Holds a stroke that ends on a corner or bar.
pub(super) fn has_edge(cells: &[char]) -> bool {
    let is_joined = |three: &[char]| {
        matches!(three, ['+', '-', '+'] | ['|' | '+', '-', '>'] | ['<', '-', '|' | '+'])
    };
    // `-->|` right before a word is an edge with a label in Mermaid's language.
    let lands_on_bar =
        |four: &[char]| matches!(four, ['-', '>', bar, ' '] | [' ', bar, '<', '-'] if is_bar(*bar));
    !is_delimiter(cells)
        && !is_banner(cells)
        && (runs(cells).any(|run| run.is_edge())
            || cells.windows(3).any(is_joined)
            || cells.windows(4).any(lands_on_bar)
            || matches!(cells, [bar, '<', '-', ..] | [.., '-', '>', bar] if is_bar(*bar)))
}

/// Holds an arrow of six or more dashes.
pub(super) fn has_long_arrow(cells: &[char]) -> bool {
    runs(cells).any(|run| run.length() >= 6 && run.is_arrow())
}

/// Holds an arrow of two or more dashes.
pub(super) fn has_arrow(cells: &[char]) -> bool {
    runs(cells).any(|run| run.is_arrow())
}

/// One word of flat strokes, `*`, `#`, `~`, `/`: `*-----`, `===---===//`, `──────`. It divides text;
/// only a box may have stars at both of its corners.
fn is_banner(cells: &[char]) -> bool {
    let is_rule =
        cells.iter().all(|&c| matches!(c, '-' | '=' | '*' | '#' | '~' | '/' | '─' | '━' | '═'));
    let is_starred = cells.first() == Some(&'*') && cells.last() == Some(&'*');
    is_rule && cells.len() >= 4 && !is_starred
}

/// Only strokes, one of them a bar, a diagonal, a box character, an arrow or an edge; not what opens
/// mathematics or a comment of code.
pub(super) fn is_pure(cells: &[char]) -> bool {
    let tells = |&c: &char| is_bar(c) || matches!(c, '/' | '\\') || is_box(c) || is_arrow_head(c);
    let opens_block = matches!(
        cells,
        ['\\', '[' | ']' | '(' | ')' | '\\', ..] | ['/', '*' | '/', ..] | ['*', '/', ..]
    );
    !opens_block
        && !is_delimiter(cells)
        && !is_banner(cells)
        && cells.iter().all(|&c| c == ' ' || is_stroke(c))
        && (cells.iter().any(tells) || has_arrow(cells) || has_edge(cells))
}

/// Only heads of upright arrows, in letters and signs that text has too.
pub(super) fn is_heads(cells: &[char]) -> bool {
    cells
        .split(|&c| c == ' ')
        .filter(|word| !word.is_empty())
        .all(|word| matches!(word, ['v' | 'V' | '^']))
}

/// One rule of six or more equal dashes and nothing else.
pub(super) fn is_rule(cells: &[char]) -> bool {
    cells.len() >= 6 && is_dash(cells[0]) && cells.iter().all(|&c| c == cells[0])
}

/// Two or more rules of three or more equal dashes.
pub(super) fn is_columns(cells: &[char]) -> bool {
    let mut rules = 0;
    for word in cells.split(|&c| c == ' ').filter(|word| !word.is_empty()) {
        if word.len() < 3 || word.iter().any(|&c| c != word[0] || !is_dash(c)) {
            return false;
        }
        rules += 1;
    }
    rules >= 2
}

/// `├── a`, `|-- a`, `` `-- a ``, after bars and blanks of the levels above.
pub(super) fn is_branch(cells: &[char]) -> bool {
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

    /// Ends on a corner or bar.
    fn is_edge(&self) -> bool {
        let left = [self.before(1), self.before(2), self.after(1)];
        let right = [self.after(1), self.after(2), self.before(1)];
        self.meets(left) || self.meets(right)
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
