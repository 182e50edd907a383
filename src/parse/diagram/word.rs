//! Words of one line, and marks of Markdown: what speaks of text, lists and tables.

use super::cell::is_bar;

/// Nine words; five and a mark at the end; three from a capital to a full stop or colon. A script
/// without blanks between words speaks in sentences from twenty wide characters on.
pub(super) fn is_sentence(cells: &[char]) -> bool {
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

/// Ends as a sentence does.
pub(super) fn is_ending(cells: &[char]) -> bool {
    cells.iter().any(|c| c.is_alphanumeric()) && ends_on_mark(cells)
}

fn ends_on_mark(cells: &[char]) -> bool {
    matches!(last(cells), Some('.' | ':' | '!' | '?' | '…' | '。' | '：'))
}

/// The first line of a list item that holds something.
pub(super) fn is_item(cells: &[char]) -> bool {
    let digits = cells.iter().take_while(|c| c.is_ascii_digit()).count();
    let marker = match (digits, cells.get(digits)) {
        (0, Some('-' | '*' | '+')) => 1,
        (1..=9, Some('.' | ')')) => digits + 1,
        _ => return false,
    };
    cells.get(marker) == Some(&' ') && cells[marker..].iter().any(|&c| c != ' ')
}

/// A heading that starts with `#`.
pub(super) fn is_heading(cells: &[char]) -> bool {
    let hashes = cells.iter().take_while(|&&c| c == '#').count();
    (1..=6).contains(&hashes) && matches!(cells.get(hashes), Some(' ') | None)
}

/// Starts and ends on a bar.
pub(super) fn is_table_row(cells: &[char]) -> bool {
    cells.len() >= 3 && cells.first() == Some(&'|') && cells.last() == Some(&'|')
}

/// `|---|:-:|`, with or without its outer pipes (GFM 0.29, section 4.10).
pub(super) fn is_delimiter(cells: &[char]) -> bool {
    let inner = cells.strip_prefix(&['|']).unwrap_or(cells);
    let inner = inner.strip_suffix(&['|']).unwrap_or(inner);
    cells.contains(&'|')
        && inner.split(|&c| c == '|').all(|cell| {
            let dashes = cell.iter().filter(|&&c| c == '-').count();
            dashes > 0 && cell.iter().all(|&c| matches!(c, '-' | ':' | ' '))
        })
}

/// Three blanks, or two beside a bar, corner or head, or two times two that follow no sentence.
pub(super) fn has_gap(cells: &[char]) -> bool {
    let is_border = |c: char| is_bar(c) || matches!(c, '+' | '<' | '>');
    let mut narrow = 0;
    let mut at = 0;
    while at < cells.len() {
        let blanks = cells[at..].iter().take_while(|&&c| c == ' ').count();
        let before = at.checked_sub(1).map_or(' ', |before| cells[before]);
        let after = cells.get(at + blanks).copied().unwrap_or(' ');
        if blanks >= 3 || blanks == 2 && (is_border(before) || is_border(after)) {
            return true;
        }
        narrow += usize::from(blanks == 2 && !ends_on_mark(&[before]));
        at += blanks.max(1);
    }
    narrow >= 2
}
