//! What a review would ask for: a duration, and who does what by when.
//!
//! Whether a day has passed is not asked here; documents are remembered, and days pass.

use super::front_matter::Statement;
use crate::diag::{self, Diagnostic, Place};
use crate::model::{ActionItem, Outage, Postmortem, ReviewStatus};
use crate::source::Source;

/// Finds what is missing from a record; `stated` is the front matter's duration,
/// where there is front matter.
pub(super) fn review(
    source: &Source,
    stated: Option<&Statement<Outage>>,
    postmortem: &Postmortem,
) -> Vec<Diagnostic> {
    let items = &postmortem.action_items;
    let place = |item: &ActionItem| line(source, item.line);
    let first_of = |wanted: fn(&ActionItem) -> bool| {
        let mut found = items.iter().filter(|item| wanted(item));
        let first = found.next()?;
        Some((place(first), 1 + found.count()))
    };
    let unowned = first_of(|item| !item.is_finished() && item.owner.is_none());
    let undated = first_of(|item| !item.is_finished() && item.due.is_none());
    let is_closed =
        postmortem.status.as_ref().is_some_and(|status| status.value == ReviewStatus::Closed);
    let unfinished = first_of(ActionItem::is_open).filter(|_| is_closed);
    [
        duration(source, stated, postmortem),
        unowned.map(|(place, n_items)| diag::action_items_without_owner(place, n_items)),
        undated.map(|(place, n_items)| diag::action_items_without_due(place, n_items)),
        unfinished.map(|(place, n_items)| diag::closed_with_open_items(place, n_items)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A duration that is not stated beside other keys: with the one that the text gives, where it gives
/// one. A document without front matter states nothing at all, and is left to what it says.
fn duration(
    source: &Source,
    stated: Option<&Statement<Outage>>,
    postmortem: &Postmortem,
) -> Option<Diagnostic> {
    if stated != Some(&Statement::Silent) {
        return None;
    }
    let top = line(source, 1);
    Some(match &postmortem.duration {
        Some(known) => {
            let written = match known.value {
                Outage::Lasted { .. } => known.value.human().replace(' ', ""),
                Outage::Ongoing => "ongoing".to_owned(),
            };
            let from = line(source, known.line);
            diag::duration_not_stated(top, &known.value.human(), &written, from)
        }
        None => diag::no_duration(top),
    })
}

fn line(source: &Source, number: u32) -> Place {
    Place::new(source.path(), source.line_words(number))
}
