//! Markup whose characters look like strokes: put out of sight before a line is read.

/// Stands for a character that is neither blank nor stroke.
const NEUTRAL: char = '\u{FFFC}';

/// Blots out code spans, comments, `**`, `__` and `--options`; columns stay as they are.
pub(super) fn neutralise(cells: &mut [char]) {
    let mut at = 0;
    while at < cells.len() {
        let length = markup(cells, at);
        cells[at..at + length].fill(NEUTRAL);
        at += length.max(1);
    }
}

/// Cells of markup that start at `at`.
fn markup(cells: &[char], at: usize) -> usize {
    match cells[at..] {
        ['`', ..] => code_span(cells, at),
        ['<', '!', '-', '-', ..] => comment(&cells[at..]),
        ['*', '*', c, ..] if c.is_alphanumeric() => 2,
        ['-', '-', c, ..] if c.is_alphanumeric() && is_option(cells, at) => 2,
        ['*', '*', ..] if at > 0 && cells[at - 1].is_alphanumeric() => 2,
        _ => 0,
    }
}

/// An option stands after a blank, an opening bracket or a quotation mark.
fn is_option(cells: &[char], at: usize) -> bool {
    at == 0 || matches!(cells[at - 1], ' ' | '(' | '[' | '"' | '\'' | NEUTRAL)
}

/// A code span has no blank at either end: `` `-- a `` beside another branch is none.
fn code_span(cells: &[char], at: usize) -> usize {
    let ticks = cells[at..].iter().take_while(|&&c| c == '`').count();
    let inner = &cells[at + ticks..];
    let mut run = 0;
    for (offset, &c) in inner.iter().enumerate() {
        if c == '`' {
            run += 1;
            continue;
        }
        if run == ticks && offset > ticks {
            return closed(inner, offset - ticks, 2 * ticks);
        }
        run = 0;
    }
    if run == ticks && inner.len() > ticks {
        closed(inner, inner.len() - ticks, 2 * ticks)
    } else {
        0
    }
}

fn closed(inner: &[char], length: usize, ticks: usize) -> usize {
    let is_tight = inner[0] != ' ' && inner[length - 1] != ' ';
    if is_tight { length + ticks } else { 0 }
}

fn comment(cells: &[char]) -> usize {
    cells.windows(3).position(|three| three == ['-', '-', '>']).map_or(0, |at| at + 3)
}
