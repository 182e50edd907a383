//! Facets: the ways of sorting an archive into shelves.

use super::Number;
use super::address::grouped;
use crate::config::Config;
use crate::model::{Tag, UrlPath};
use crate::parse::Parsed;
use chrono::Datelike as _;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A way of sorting the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FacetKind {
    /// By the year of the incident.
    Year,
    /// By root cause.
    Cause,
    /// By service.
    Service,
    /// By severity.
    Severity,
}

impl FacetKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [FacetKind; 4] =
        [FacetKind::Year, FacetKind::Cause, FacetKind::Service, FacetKind::Severity];

    /// Folder of its pages in the site.
    pub fn folder(self) -> &'static str {
        match self {
            FacetKind::Year => "years",
            FacetKind::Cause => "causes",
            FacetKind::Service => "services",
            FacetKind::Severity => "severities",
        }
    }

    /// Its name over a list of shelves.
    pub fn plural(self) -> &'static str {
        match self {
            FacetKind::Year => "Years",
            FacetKind::Cause => "Causes",
            FacetKind::Service => "Services",
            FacetKind::Severity => "Severities",
        }
    }

    /// Its name over one shelf.
    pub fn singular(self) -> &'static str {
        match self {
            FacetKind::Year => "Year",
            FacetKind::Cause => "Cause",
            FacetKind::Service => "Service",
            FacetKind::Severity => "Severity",
        }
    }

    /// The address of the list of its shelves.
    pub fn address(self) -> UrlPath {
        UrlPath::new(&format!("{}/", self.folder()))
    }

    /// The address of the shelf that `slug` names.
    pub fn shelf_address(self, slug: &str) -> UrlPath {
        UrlPath::new(&format!("{}/{slug}/", self.folder()))
    }
}

/// A facet's shelves.
#[derive(Debug)]
pub struct Facet {
    /// Which facet.
    pub kind: FacetKind,
    /// Its shelves: years newest first, severities worst first, others by name.
    pub shelves: Vec<Shelf>,
}

impl Facet {
    /// The shelf that a slug names.
    pub fn shelf(&self, slug: &str) -> Option<&Shelf> {
        self.shelves.iter().find(|shelf| shelf.slug == slug)
    }
}

/// All postmortems that share a value.
#[derive(Debug)]
pub struct Shelf {
    /// Last part of its address.
    pub slug: String,
    /// The value as the archive writes it.
    pub name: String,
    /// What the archive's vocabulary says of it.
    pub description: Option<String>,
    /// Its postmortems, newest first.
    pub numbers: Vec<Number>,
}

/// Shelves of every facet, by number of [`FacetKind`].
pub(super) fn facets(config: &Config, documents: &[Arc<Parsed>]) -> Vec<Facet> {
    // One walk over the documents for all facets: of thousands none is near at hand.
    let values = documents
        .iter()
        .enumerate()
        .flat_map(|(number, document)| values(document).map(move |value| (value, number)));
    let mut by_kind: BTreeMap<FacetKind, Vec<(Shared<'_>, Vec<Number>)>> = BTreeMap::new();
    for ((kind, value), numbers) in grouped(values) {
        by_kind.entry(kind).or_default().push((value, numbers));
    }
    FacetKind::ALL
        .into_iter()
        .map(|kind| facet(kind, config, by_kind.remove(&kind).unwrap_or_default()))
        .collect()
}

fn facet(kind: FacetKind, config: &Config, values: Vec<(Shared<'_>, Vec<Number>)>) -> Facet {
    let mut shelves: Vec<Shelf> = values
        .into_iter()
        .map(|(value, numbers)| {
            let (slug, name) = value.words();
            let description = description(kind, config, &slug);
            Shelf { slug, name, description, numbers }
        })
        .collect();
    one_spelling(&mut shelves);
    match kind {
        FacetKind::Year => shelves.reverse(),
        FacetKind::Severity => shelves.sort_by_key(|shelf| rank(config, &shelf.slug)),
        FacetKind::Cause | FacetKind::Service => {}
    }
    Facet { kind, shelves }
}

/// A value that postmortems share, as they hold it: of thousands only shelves are written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shared<'p> {
    Year(i32),
    Word { slug: &'p str, name: &'p str },
}

impl<'p> Shared<'p> {
    fn of(tag: &'p Tag) -> Shared<'p> {
        Shared::Word { slug: tag.slug(), name: tag.as_str() }
    }

    /// Slug and name.
    fn words(self) -> (String, String) {
        match self {
            Shared::Year(year) => (format!("{year:04}"), format!("{year:04}")),
            Shared::Word { slug, name } => (slug.to_owned(), name.to_owned()),
        }
    }
}

/// Every value that a postmortem has.
fn values(document: &Parsed) -> impl Iterator<Item = (FacetKind, Shared<'_>)> {
    let postmortem = &document.postmortem;
    let year = postmortem.day.iter().map(|day| (FacetKind::Year, Shared::Year(day.value.year())));
    let cause = postmortem.root_cause.iter();
    let cause = cause.map(|cause| (FacetKind::Cause, Shared::of(&cause.value)));
    let services = postmortem.services.iter();
    let services = services.map(|service| (FacetKind::Service, Shared::of(service)));
    let severity = postmortem.severity.iter();
    let severity = severity.map(|severity| (FacetKind::Severity, Shared::of(&severity.value.name)));
    year.chain(cause).chain(services).chain(severity)
}

/// Spellings that fold to one slug share a shelf, under the spelling of the newest document.
fn one_spelling(shelves: &mut Vec<Shelf>) {
    shelves.dedup_by(|later, first| {
        let is_same = later.slug == first.slug;
        if is_same {
            if later.numbers.first() < first.numbers.first() {
                first.name.clone_from(&later.name);
            }
            first.numbers.append(&mut later.numbers);
            first.numbers.sort_unstable();
            first.numbers.dedup();
        }
        is_same
    });
}

fn description(kind: FacetKind, config: &Config, slug: &str) -> Option<String> {
    match kind {
        FacetKind::Year => None,
        FacetKind::Cause => {
            config.root_causes.iter().find(|cause| cause.tag.slug() == slug)?.description.clone()
        }
        FacetKind::Service => {
            config.services.iter().find(|service| service.name.slug() == slug)?.description.clone()
        }
        FacetKind::Severity => config.severities.get(rank(config, slug))?.meaning.clone(),
    }
}

/// Place among the declared severities; past the end for others.
fn rank(config: &Config, slug: &str) -> usize {
    let at = config.severities.iter().position(|severity| severity.name.slug() == slug);
    at.unwrap_or(config.severities.len())
}
