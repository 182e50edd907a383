//! A line as cells: one for every column of a terminal.

use unicode_width::UnicodeWidthChar;

/// Cells looked at per line. Drawings end long before (the widest of 1,200 public ones has 230
/// columns), and a line of a million characters shall cost no more than any other.
pub(super) const MAX_CELLS: usize = 400;

/// Fills the second cell of a wide character: neither blank nor stroke.
const FILLER: char = '\u{FFFC}';

/// Columns between tab stops in Markdown (`CommonMark` 0.31.2, section 2.2).
const TAB: usize = 4;

/// The first [`MAX_CELLS`] cells of a line: tabs are blanks up to the next stop, wide characters
/// take two cells, combining marks none.
pub(super) fn cells(line: &str) -> Vec<char> {
    let mut cells = Vec::with_capacity(line.len().min(MAX_CELLS));
    // Marks without a width take no cell, so characters are bounded as well as cells.
    for c in line.chars().take(4 * MAX_CELLS) {
        if cells.len() >= MAX_CELLS {
            break;
        }
        match (c, c.width()) {
            ('\t', _) => cells.resize(cells.len() / TAB * TAB + TAB, ' '),
            (_, Some(2)) => cells.extend([c, FILLER]),
            (_, Some(1)) => cells.push(c),
            _ => {}
        }
    }
    while cells.last() == Some(&' ') {
        cells.pop();
    }
    cells
}

/// Number of leading blanks.
pub(super) fn indent(cells: &[char]) -> usize {
    cells.iter().take_while(|&&c| c == ' ').count()
}

/// A character drawn as a box, a block or a shade: U+2500 to U+259F.
pub(super) fn is_box(c: char) -> bool {
    ('\u{2500}'..='\u{259F}').contains(&c)
}

/// A vertical stroke.
pub(super) fn is_bar(c: char) -> bool {
    matches!(c, '|' | '│' | '┃' | '║' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏')
}

/// A horizontal stroke.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '=' | '_' | '─' | '━' | '═' | '┄' | '┈' | '╌')
}

/// What a stroke can begin or end on; letters among them only where [`stands_alone`].
pub(super) fn is_joint(c: char) -> bool {
    matches!(c, '+' | '*' | '.' | '\'' | '`' | ',' | '#' | '^' | 'v' | 'V' | 'o' | 'O')
        || matches!(c, '○' | '●' | '◆' | '◇')
        || is_arrow_head(c)
        || is_box(c)
}

/// An arrow or triangle of Unicode.
pub(super) fn is_arrow_head(c: char) -> bool {
    matches!(c, '←'..='⇿' | '▲'..='◅' | '⟵'..='⟷')
}

/// A character that lines are drawn with, letters aside.
pub(super) fn is_stroke(c: char) -> bool {
    matches!(c, '+' | '*' | '.' | '\'' | '`' | ',' | '^' | '<' | '>' | '/' | '\\' | ':' | '#')
        || matches!(c, 'v' | 'V' | 'o' | 'O' | 'x' | 'X' | '(' | ')' | '[' | ']')
        || matches!(c, '○' | '●' | '◆' | '◇')
        || is_bar(c)
        || is_dash(c)
        || is_arrow_head(c)
        || is_box(c)
}

/// True where the cell has no letter or digit beside it.
pub(super) fn stands_alone(cells: &[char], at: usize) -> bool {
    let is_word =
        |at: Option<usize>| at.and_then(|at| cells.get(at)).is_some_and(|c| c.is_alphanumeric());
    !is_word(at.checked_sub(1)) && !is_word(at.checked_add(1))
}
