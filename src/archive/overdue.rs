//! Action items whose day has passed.

use super::Archive;
use crate::diag::{self, Diagnostic, Place};
use crate::model::ActionItem;
use crate::parse::Parsed;
use chrono::NaiveDate;

/// What was due before `today` and is not marked as finished. The day comes from outside: the
/// archive never asks the clock.
pub fn overdue(archive: &Archive, today: NaiveDate) -> Vec<Diagnostic> {
    let documents = archive.documents.iter();
    documents.flat_map(|document| overdue_of(document, today)).collect()
}

fn overdue_of(document: &Parsed, today: NaiveDate) -> impl Iterator<Item = Diagnostic> {
    let items = document.postmortem.action_items.iter().filter(|item| !item.is_finished());
    items.filter_map(move |item| {
        let due = item.due.filter(|due| *due < today)?;
        let n_days = (today - due).num_days();
        Some(diag::overdue_action_item(place(document, item), &due.to_string(), n_days))
    })
}

fn place(document: &Parsed, item: &ActionItem) -> Place {
    Place::new(document.source.path(), document.source.line_words(item.line))
}
