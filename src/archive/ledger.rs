//! Every action item of every incident, in the order in which somebody should look at them.

use super::{Archive, Number};
use crate::model::{ActionItem, Postmortem};
use chrono::NaiveDate;

/// An action item and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Owed<'a> {
    /// The incident that it belongs to.
    pub number: Number,
    /// Its place among the incident's action items, from 0.
    pub place: usize,
    /// The item.
    pub item: &'a ActionItem,
    /// Days from the day of its incident to the newest day that the archive speaks of.
    pub age_days: Option<i64>,
}

impl<'a> Owed<'a> {
    /// The action item at a place of an incident's.
    ///
    /// # Panics
    /// Where there is none.
    pub fn at(archive: &'a Archive, number: Number, place: usize) -> Owed<'a> {
        let postmortem = archive.postmortem(number);
        let age_days = age(postmortem, archive.newest_day());
        Owed { number, place, item: &postmortem.action_items[place], age_days }
    }
}

/// All action items: unfinished ones first, those by what is due first, undated ones after them
/// and the oldest of these first; finished ones last, of the newest incident first.
pub fn ledger(archive: &Archive) -> Vec<Owed<'_>> {
    let newest = archive.newest_day();
    let mut all: Vec<Owed<'_>> = archive
        .postmortems()
        .enumerate()
        .flat_map(|(number, postmortem)| {
            let age_days = age(postmortem, newest);
            let items = postmortem.action_items.iter().enumerate();
            items.map(move |(place, item)| Owed { number, place, item, age_days })
        })
        .collect();
    all.sort_by_cached_key(urgency);
    all
}

/// Finished, without a day, the day, and the incident from the oldest (or, of finished items, from
/// the newest).
fn urgency(owed: &Owed<'_>) -> (bool, bool, Option<NaiveDate>, usize, usize) {
    if owed.item.is_finished() {
        (true, false, None, owed.number, owed.place)
    } else {
        let from_oldest = usize::MAX - owed.number;
        (false, owed.item.due.is_none(), owed.item.due, from_oldest, owed.place)
    }
}

/// The newest day that a postmortem speaks of as past.
pub fn last_day(postmortem: &Postmortem) -> Option<NaiveDate> {
    postmortem.published.max(postmortem.day.as_ref().map(|day| day.value))
}

fn age(postmortem: &Postmortem, newest: Option<NaiveDate>) -> Option<i64> {
    Some((newest? - postmortem.day.as_ref()?.value).num_days())
}
