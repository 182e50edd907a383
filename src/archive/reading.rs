//! What to read first of many incidents, and why.

use super::statistics::sure;
use super::{Archive, Number};
use crate::model::{Outage, Severity};
use std::collections::BTreeMap;

/// Most incidents that a list names.
const MOST: usize = 5;

/// Fewest incidents that need a list; fewer are read one after the other.
const LEAST: usize = 3;

/// Why an incident is worth reading before others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// More other postmortems refer to it than to any other of these.
    MostReferred(usize),
    /// None of these is as bad.
    Worst(String),
    /// None of these lasted as long, in seconds.
    Longest(i64),
    /// The latest one of the cause that most of these have.
    TypicalCause {
        /// The cause's tag.
        cause: String,
        /// How many have it.
        count: usize,
    },
    /// None has more action items that nobody finished.
    MostUnfinished(usize),
    /// The newest.
    Newest,
}

/// An incident that is worth reading first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The incident.
    pub number: Number,
    /// Why; at least one reason.
    pub reasons: Vec<Reason>,
}

/// What to read first of these incidents, which are newest first; nothing where they are few.
pub fn reading_list(archive: &Archive, numbers: &[Number]) -> Vec<Pick> {
    if numbers.len() < LEAST {
        return Vec::new();
    }
    let found = [
        most_referred(archive, numbers),
        worst(archive, numbers),
        typical(archive, numbers),
        longest(archive, numbers),
        most_unfinished(archive, numbers),
        numbers.first().map(|number| (*number, Reason::Newest)),
    ];
    let mut picks: Vec<Pick> = Vec::new();
    for (number, reason) in found.into_iter().flatten() {
        match picks.iter_mut().find(|pick| pick.number == number) {
            Some(pick) => pick.reasons.push(reason),
            None => picks.push(Pick { number, reasons: vec![reason] }),
        }
    }
    picks.truncate(MOST);
    picks
}

/// The newest of those that have most of something.
fn most<K: Ord>(numbers: &[Number], of: impl Fn(Number) -> Option<K>) -> Option<(Number, K)> {
    let known = numbers.iter().rev().filter_map(|number| Some((*number, of(*number)?)));
    known.max_by(|(_, one), (_, other)| one.cmp(other))
}

fn most_referred(archive: &Archive, numbers: &[Number]) -> Option<(Number, Reason)> {
    let n_links = |number| Some(archive.backlinks(number).len()).filter(|count| *count > 0);
    most(numbers, n_links).map(|(number, count)| (number, Reason::MostReferred(count)))
}

fn worst(archive: &Archive, numbers: &[Number]) -> Option<(Number, Reason)> {
    let severity =
        |number| -> Option<&Severity> { sure(archive.postmortem(number).severity.as_ref()) };
    let rank = |number| severity(number)?.rank.map(std::cmp::Reverse);
    let (number, _) = most(numbers, rank)?;
    Some((number, Reason::Worst(severity(number)?.name.as_str().to_owned())))
}

fn longest(archive: &Archive, numbers: &[Number]) -> Option<(Number, Reason)> {
    let seconds = |number| {
        sure(archive.postmortem(number).duration.as_ref())
            .and_then(|outage| Outage::seconds(*outage))
    };
    most(numbers, seconds).map(|(number, seconds)| (number, Reason::Longest(seconds)))
}

fn typical(archive: &Archive, numbers: &[Number]) -> Option<(Number, Reason)> {
    let mut counts: BTreeMap<&str, (usize, Number)> = BTreeMap::new();
    for number in numbers {
        if let Some(cause) = sure(archive.postmortem(*number).root_cause.as_ref()) {
            counts.entry(cause.slug()).or_insert((0, *number)).0 += 1;
        }
    }
    let (count, number) = counts.into_values().max_by_key(|(count, _)| *count)?;
    let cause = sure(archive.postmortem(number).root_cause.as_ref())?.as_str().to_owned();
    (count > 1).then_some((number, Reason::TypicalCause { cause, count }))
}

fn most_unfinished(archive: &Archive, numbers: &[Number]) -> Option<(Number, Reason)> {
    let count = |number| {
        let items = archive.postmortem(number).action_items.iter();
        Some(items.filter(|item| item.is_open()).count()).filter(|count| *count > 0)
    };
    most(numbers, count).map(|(number, count)| (number, Reason::MostUnfinished(count)))
}
