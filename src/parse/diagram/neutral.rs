//! Markup whose characters look like strokes: put out of sight before a line is read.

/// Stands for a character that is neither blank nor stroke.
const NEUTRAL: char = '\u{FFFC}';

/// Blots out code spans, comments, `**` and `--options`; columns stay as they are.
pub(super) fn neutralise(cells: &mut [char]) {
    let mut at = 0;
    while at < cells.len() {
        let length = markup(cells, at);
        cells[at..at + length].fill(NEUTRAL);
        // Backticks that open nothing are passed over together: half of them would open less.
        at += length.max(run_of_ticks(cells, at)).max(1);
    }
}

/// Cells of markup that start at `at`.
fn markup(cells: &[char], at: usize) -> usize {
    match cells[at..] {
        ['`', ..] => code_span(cells, at),
        ['<', '!', '-', '-', ..] => comment(&cells[at..]),
        ['*', '*', c, ..] if c.is_alphanumeric() => 2,
        ['*', '*', ..] if at > 0 && cells[at - 1].is_alphanumeric() => 2,
        ['-', '-', c, ..] if c.is_alphanumeric() && is_option(cells, at) => 2,
        _ => 0,
    }
}

/// An option stands after a blank, an opening bracket or a quotation mark.
fn is_option(cells: &[char], at: usize) -> bool {
    at == 0 || matches!(cells[at - 1], ' ' | '(' | '[' | '"' | '\'' | NEUTRAL)
}

/// A code span has no blank at either end: `` `-- a `` beside another branch is none.
fn code_span(cells: &[char], at: usize) -> usize {
    let ticks = run_of_ticks(cells, at);
    let mut close = at + ticks;
    while close < cells.len() {
        let run = run_of_ticks(cells, close);
        if run == ticks {
            let inner = &cells[at + ticks..close];
            let is_tight = inner.first() != Some(&' ') && inner.last() != Some(&' ');
            return if is_tight { close + ticks - at } else { 0 };
        }
        close += run.max(1);
    }
    0
}

fn run_of_ticks(cells: &[char], at: usize) -> usize {
    cells[at..].iter().take_while(|&&c| c == '`').count()
}

fn comment(cells: &[char]) -> usize {
    cells.windows(3).position(|three| three == ['-', '-', '>']).map_or(0, |at| at + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, seen: &str) {
        let mut cells: Vec<char> = line.chars().collect();
        neutralise(&mut cells);
        let shown = |c: char| if c == NEUTRAL { '?' } else { c };
        assert_eq!(cells.into_iter().map(shown).collect::<String>(), seen);
    }

    #[test]
    fn markup_is_blotted_out() {
        check("a `-- | ` b", "a `-- | ` b");
        check("a `|-|` b", "a ????? b");
        check("``a ` b`` |", "????????? |");
        check("``` a", "``` a");
        check("use --force, not --yes-->", "use ??force, not ??yes-->");
        check("|--text--|", "|--text--|");
        check("**a** <!-- | --> --", "??a?? ?????????? --");
        check("", "");
    }
}
