//! Long lists, cut into pages that can be linked.

use super::pages::Page;
use super::view::{PageNumberView, PagesView};
use crate::model::UrlPath;
use std::ops::Range;

/// Rows of a page of incidents or action items.
pub(super) const ROWS: usize = 50;

/// Shelves of a page; each is a line.
pub(super) const SHELVES: usize = 400;

/// Pages on either side of the current one that are named beside the first and the last.
const AROUND: usize = 2;

/// How many pages a list has; an empty one has one.
pub(super) fn n_pages(n_rows: usize, per_page: usize) -> usize {
    n_rows.div_ceil(per_page).max(1)
}

/// The places in a list of those that stand on a page, from 1.
pub(super) fn rows(page: usize, n_rows: usize, per_page: usize) -> Range<usize> {
    let first = page.saturating_sub(1).saturating_mul(per_page).min(n_rows);
    first..first.saturating_add(per_page).min(n_rows)
}

/// The address of a page of the list that begins at `first`.
pub(super) fn address(first: &UrlPath, page: usize) -> UrlPath {
    if page <= 1 { first.clone() } else { UrlPath::new(&format!("{first}page/{page}/")) }
}

/// A title that tells pages apart.
pub(super) fn title(title: &str, page: usize) -> String {
    if page <= 1 { title.to_owned() } else { format!("{title}, page {page}") }
}

/// The `total` pages of the list that begins at `first`, as seen from one of them.
pub(super) fn pages(page: &Page<'_>, first: &UrlPath, current: usize, total: usize) -> PagesView {
    let href = |number: usize| page.href(&address(first, number));
    let mut before = 0;
    let numbers = shown(current, total).into_iter().map(|number| PageNumberView {
        number,
        href: href(number),
        is_current: number == current,
        is_after_gap: std::mem::replace(&mut before, number) + 1 < number,
    });
    PagesView {
        current,
        total,
        previous: (current > 1).then(|| href(current - 1)),
        next: (current < total).then(|| href(current + 1)),
        numbers: numbers.collect(),
    }
}

/// The numbers that are named: both ends and those around the current page.
fn shown(current: usize, total: usize) -> Vec<usize> {
    (1..=total)
        .filter(|number| *number == 1 || *number == total || number.abs_diff(current) <= AROUND)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_cut_after_fifty() {
        let cases = [(0, 1), (1, 1), (50, 1), (51, 2), (10_000, 200)];
        for (n_rows, pages) in cases {
            assert_eq!(n_pages(n_rows, ROWS), pages, "{n_rows}");
        }
        assert_eq!(rows(1, 51, ROWS), 0..50);
        assert_eq!(rows(2, 51, ROWS), 50..51);
        assert_eq!(rows(3, 51, ROWS), 51..51);
    }

    #[test]
    fn numbers_stay_few() {
        assert_eq!(shown(1, 1), [1]);
        assert_eq!(shown(2, 4), [1, 2, 3, 4]);
        assert_eq!(shown(100, 200), [1, 98, 99, 100, 101, 102, 200]);
    }

    #[test]
    fn the_first_page_stands_at_the_list_itself() {
        let list = UrlPath::new("causes/capacity/");
        assert_eq!(address(&list, 1), list);
        assert_eq!(address(&list, 2).as_str(), "causes/capacity/page/2/");
    }
}
