//! Postmortems that have something to do with each other, and what.

use super::{Archive, FacetKind, LinkKind, Number};
use std::collections::BTreeMap;

/// Another postmortem and the reason why it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The other one.
    pub number: Number,
    /// `same cause and service`.
    pub reason: String,
}

/// Most that are named.
const MOST: usize = 6;

/// What is known of a candidate.
#[derive(Default)]
struct Ties {
    reference: Option<&'static str>,
    same_cause: bool,
    same_service: bool,
}

/// References come first, then those with the same cause and service, then with the same cause.
/// A shared service alone is told only where nothing stronger fills the list.
pub(super) fn related(archive: &Archive, number: Number) -> Vec<Related> {
    let mut ties: BTreeMap<Number, Ties> = BTreeMap::new();
    for link in archive.backlinks(number) {
        ties.entry(link.from).or_default().reference = Some(back(link.kind));
    }
    for (other, kind) in archive.references(number) {
        ties.entry(other).or_default().reference = Some(forth(kind));
    }
    let postmortem = archive.postmortem(number);
    if let Some(cause) = &postmortem.root_cause {
        for other in near(archive, FacetKind::Cause, cause.value.slug(), number) {
            ties.entry(other).or_default().same_cause = true;
        }
    }
    for service in &postmortem.services {
        for other in near(archive, FacetKind::Service, service.slug(), number) {
            ties.entry(other).or_default().same_service = true;
        }
    }
    let mut found: Vec<(Number, Ties)> =
        ties.into_iter().filter(|(other, _)| *other != number).collect();
    found.sort_by_key(|(other, ties)| (std::cmp::Reverse(ties.weight()), other.abs_diff(number)));
    found.truncate(MOST);
    found.into_iter().map(|(number, ties)| Related { number, reason: ties.reason() }).collect()
}

impl Ties {
    fn weight(&self) -> u8 {
        u8::from(self.reference.is_some()) * 4
            + u8::from(self.same_cause) * 2
            + u8::from(self.same_service)
    }

    fn reason(&self) -> String {
        let shared = match (self.same_cause, self.same_service) {
            (true, true) => Some("same cause and service"),
            (true, false) => Some("same cause"),
            (false, true) => Some("same service"),
            (false, false) => None,
        };
        let parts: Vec<&str> = self.reference.into_iter().chain(shared).collect();
        parts.join(", ")
    }
}

fn back(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Supersedes => "supersedes this one",
        LinkKind::Duplicates => "tells the same incident",
        LinkKind::Related => "names this one as related",
        LinkKind::Mentions => "refers to this one",
    }
}

fn forth(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Supersedes => "superseded by this one",
        LinkKind::Duplicates => "tells the same incident",
        LinkKind::Related => "related",
        LinkKind::Mentions => "referred to here",
    }
}

/// The incidents on a shelf that lie nearest in time; a shelf of thousands costs no more.
fn near(
    archive: &Archive,
    kind: FacetKind,
    slug: &str,
    number: Number,
) -> impl Iterator<Item = Number> {
    let numbers = archive.facet(kind).shelf(slug).map_or(&[][..], |shelf| &shelf.numbers);
    let at = numbers.partition_point(|other| *other < number);
    let from = at.saturating_sub(MOST);
    numbers[from..numbers.len().min(at + MOST + 1)].iter().copied()
}
