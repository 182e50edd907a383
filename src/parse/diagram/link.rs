//! Strokes that meet between one line and the next: what makes a drawing of lines of text.

use super::cell::{indent, is_bar, is_dash, is_joint, stands_alone};

/// Columns before an arrow that continues the line above rather than opening one.
const FAR_IN: usize = 4;

/// How many strokes lead from one line to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    /// Columns in which a bar meets a bar, a corner or a head.
    pub vertical: usize,
    /// Places in which a `/` or `\` goes on, or ends on a corner.
    pub diagonal: usize,
    /// The line below begins, four columns in or more, with an arrow whose head stands below that of
    /// another.
    pub is_fanned: bool,
}

/// Counts the strokes between two lines of cells.
pub(super) fn links(above: &[char], below: &[char]) -> Links {
    let mut links = Links { is_fanned: is_fanned(above, below), ..Links::default() };
    for column in 0..above.len() {
        links.vertical += usize::from(meets_vertically(above, below, column));
        links.diagonal += usize::from(meets_diagonally(above, below, column));
    }
    links
}

fn is_fanned(above: &[char], below: &[char]) -> bool {
    let start = indent(below);
    let dashes = below[start..].iter().take_while(|&&c| is_dash(c)).count();
    let head = start + dashes;
    let is_arrow =
        |cells: &[char]| cells.get(head) == Some(&'>') && head > 0 && is_dash(cells[head - 1]);
    start >= FAR_IN && dashes >= 1 && is_arrow(below) && is_arrow(above)
}

fn meets_vertically(above: &[char], below: &[char], column: usize) -> bool {
    let (Some(&upper), Some(&lower)) = (above.get(column), below.get(column)) else {
        return false;
    };
    match (is_bar(upper), is_bar(lower)) {
        (true, true) => true,
        (true, false) => is_joint_at(below, column),
        (false, true) => is_joint_at(above, column),
        (false, false) => false,
    }
}

fn meets_diagonally(above: &[char], below: &[char], column: usize) -> bool {
    let down_left = column.checked_sub(1).filter(|_| above[column] == '/');
    let down_right = Some(column + 1).filter(|_| above[column] == '\\');
    let Some(next) = down_left.or(down_right) else { return false };
    below.get(next).is_some_and(|&c| c == above[column] || is_joint_at(below, next))
}

/// A corner or head, not a letter of a word.
fn is_joint_at(cells: &[char], at: usize) -> bool {
    cells.get(at).is_some_and(|&c| is_joint(c)) && stands_alone(cells, at)
}
