//! Facets: the ways of sorting an archive into shelves.

use super::Number;
use crate::config::Config;
use crate::model::{Tag, UrlPath};
use crate::parse::Parsed;
use chrono::Datelike as _;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A way of sorting the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FacetKind {
    /// By the year of the incident.
    Year,
    /// By root cause.
    Cause,
    /// By service.
    Service,
    /// By severity.
    Severity,
    /// By team.
    Team,
    /// By region.
    Region,
    /// By free tag.
    Tag,
}

impl FacetKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [FacetKind; 7] = [
        FacetKind::Year,
        FacetKind::Cause,
        FacetKind::Service,
        FacetKind::Severity,
        FacetKind::Team,
        FacetKind::Region,
        FacetKind::Tag,
    ];

    /// Folder of its pages in the site.
    pub fn folder(self) -> &'static str {
        match self {
            FacetKind::Year => "years",
            FacetKind::Cause => "causes",
            FacetKind::Service => "services",
            FacetKind::Severity => "severities",
            FacetKind::Team => "teams",
            FacetKind::Region => "regions",
            FacetKind::Tag => "tags",
        }
    }

    /// Its name in the address of a filtered list.
    pub fn word(self) -> &'static str {
        match self {
            FacetKind::Year => "year",
            FacetKind::Cause => "cause",
            FacetKind::Service => "service",
            FacetKind::Severity => "severity",
            FacetKind::Team => "team",
            FacetKind::Region => "region",
            FacetKind::Tag => "tag",
        }
    }

    /// Its name over a list of shelves.
    pub fn plural(self) -> &'static str {
        match self {
            FacetKind::Year => "Years",
            FacetKind::Cause => "Causes",
            FacetKind::Service => "Services",
            FacetKind::Severity => "Severities",
            FacetKind::Team => "Teams",
            FacetKind::Region => "Regions",
            FacetKind::Tag => "Tags",
        }
    }

    /// Its name over one shelf.
    pub fn singular(self) -> &'static str {
        match self {
            FacetKind::Year => "Year",
            FacetKind::Cause => "Cause",
            FacetKind::Service => "Service",
            FacetKind::Severity => "Severity",
            FacetKind::Team => "Team",
            FacetKind::Region => "Region",
            FacetKind::Tag => "Tag",
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
    /// At most `most` shelves: the most used ones, or of years and severities the first.
    pub fn foremost(&self, most: usize) -> Vec<&Shelf> {
        let mut shelves: Vec<&Shelf> = self.shelves.iter().collect();
        if !matches!(self.kind, FacetKind::Year | FacetKind::Severity) {
            shelves.sort_by_key(|shelf| std::cmp::Reverse(shelf.numbers.len()));
        }
        shelves.truncate(most);
        shelves
    }

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
    let mut numbers: HashMap<(FacetKind, Shared<'_>), Vec<Number>> = HashMap::new();
    for (number, document) in documents.iter().enumerate() {
        for value in values(document) {
            numbers.entry(value).or_default().push(number);
        }
    }
    let mut by_kind: BTreeMap<FacetKind, Vec<(Shared<'_>, Vec<Number>)>> = BTreeMap::new();
    #[expect(clippy::iter_over_hash_type, reason = "each kind's values are sorted afterwards")]
    for ((kind, value), numbers) in numbers {
        by_kind.entry(kind).or_default().push((value, numbers));
    }
    let of_kind = |kind: FacetKind| {
        let mut values = by_kind.remove(&kind).unwrap_or_default();
        values.sort_unstable_by_key(|(value, _)| *value);
        facet(kind, config, values)
    };
    FacetKind::ALL.into_iter().map(of_kind).collect()
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
        _ => {}
    }
    Facet { kind, shelves }
}

/// A value that postmortems share, as they hold it: of thousands only shelves are written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    let cause = postmortem.root_cause.iter().map(|cause| (FacetKind::Cause, &cause.value));
    let severity =
        postmortem.severity.iter().map(|severity| (FacetKind::Severity, &severity.value.name));
    let lists = [
        (FacetKind::Service, &postmortem.services),
        (FacetKind::Team, &postmortem.teams),
        (FacetKind::Region, &postmortem.regions),
        (FacetKind::Tag, &postmortem.tags),
    ];
    let many = lists.into_iter().flat_map(|(kind, tags)| tags.iter().map(move |tag| (kind, tag)));
    let tags = cause.chain(severity).chain(many).map(|(kind, tag)| (kind, Shared::of(tag)));
    year.chain(tags)
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
        FacetKind::Year | FacetKind::Team | FacetKind::Region | FacetKind::Tag => None,
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
