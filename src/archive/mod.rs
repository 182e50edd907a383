//! All postmortems of a site together, immutable: their order, shelves and links.
//!
//! Assembled in full whenever what it sees of a document changes; nothing here parses, renders or
//! knows Markdown.

mod address;
mod course;
mod days;
mod facet;
mod fixes;
mod glossary;
mod ledger;
mod links;
mod mentions;
mod outside;
mod overdue;
mod reading;
mod related;
mod sections;
mod stated;
pub mod statistics;

pub use address::{CONTENT, Layout, postmortem_address};
pub use course::{Course, courses};
pub use days::{DayOfYear, days_of_year};
pub use facet::{Facet, FacetKind, Shelf};
pub use fixes::{Fix, recurring};
pub use glossary::{Meaning, Term};
pub use ledger::{Owed, last_day, ledger};
pub use links::{Backlink, LinkKind, Target};
pub use overdue::overdue;
pub use reading::{Pick, Reason, reading_list};
pub use related::Related;
pub use sections::unknown_sections;
pub use stated::Lead;

use crate::config::Config;
use crate::diag::{self, Diagnostic, Place};
use crate::model::Postmortem;
use crate::parse::Parsed;
use crate::source::SourcePath;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// Whether drafts are part of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out of everything.
    Hide,
    /// They are shown and marked.
    Show,
}

/// Number of a postmortem in its archive: its place among them, newest first.
pub type Number = usize;

/// A site's postmortems.
#[derive(Debug)]
pub struct Archive {
    /// What `site.toml` says.
    pub config: Config,
    /// Newest first; those without a day at the end, by title.
    pub documents: Vec<Arc<Parsed>>,
    /// Shelves of every facet.
    pub facets: Arc<Vec<Facet>>,
    /// Where postmortems and files beside them stand in the site.
    pub layout: Arc<Layout>,
    /// Every term that the archive explains, by its name.
    pub glossary: Arc<Vec<Term>>,
    by_slug: Arc<HashMap<String, Number>>,
    by_path: Arc<HashMap<SourcePath, Number>>,
    targets: Arc<Vec<Vec<Target>>>,
    backlinks: Arc<Vec<Vec<Backlink>>>,
    newest_day: OnceLock<Option<NaiveDate>>,
}

impl Archive {
    /// Assembles an archive from parsed documents and the paths of the files beside them.
    pub fn assemble(
        config: Config,
        parsed: &[Arc<Parsed>],
        assets: &BTreeSet<SourcePath>,
        drafts: Drafts,
        problems: &mut Vec<Diagnostic>,
    ) -> Archive {
        let mut documents = without_doubles(parsed, problems);
        let hidden = links::Hidden::of(&documents, drafts);
        documents.retain(|document| !hidden.holds(&document.postmortem.source));
        let documents = newest_first(documents);
        let facets = facet::facets(&config, &documents);
        let glossary = glossary::terms(&config, &documents);
        let by_slug = by_slug(&documents);
        let by_path = documents
            .iter()
            .enumerate()
            .map(|(number, document)| (document.postmortem.source.clone(), number))
            .collect();
        let mut archive = Archive {
            config,
            documents,
            facets: Arc::new(facets),
            layout: Arc::default(),
            glossary: Arc::new(glossary),
            by_slug: Arc::new(by_slug),
            by_path: Arc::new(by_path),
            targets: Arc::default(),
            backlinks: Arc::default(),
            newest_day: OnceLock::new(),
        };
        archive.layout = Arc::new(Layout::new(&archive, assets, hidden.paths(), problems));
        links::connect(&mut archive, &hidden, problems);
        stated::broken(&archive, problems);
        if !archive.config.edition.is_whole() {
            let referred = mentions::assets(&archive);
            Arc::make_mut(&mut archive.layout).keep(&referred);
        }
        archive
    }

    /// This archive with other documents in place of those of the same files, where nothing that
    /// an archive is put together from differs; what it would find must be nothing about them.
    /// Law: it is what [`Archive::assemble`] gives.
    pub fn with(&self, changed: &[&Arc<Parsed>]) -> Option<Archive> {
        outside::with(self, changed)
    }

    /// The postmortem of a number.
    ///
    /// # Panics
    /// Where the number is of another archive.
    pub fn postmortem(&self, number: Number) -> &Postmortem {
        &self.documents[number].postmortem
    }

    /// All postmortems, newest first.
    pub fn postmortems(&self) -> impl DoubleEndedIterator<Item = &Postmortem> {
        self.documents.iter().map(|document| &document.postmortem)
    }

    /// The postmortem that a slug or id names.
    pub fn by_name(&self, name: &str) -> Option<Number> {
        self.by_slug.get(&*lowered(name)).copied()
    }

    /// The postmortem that was read from a file.
    pub fn by_path(&self, path: &SourcePath) -> Option<Number> {
        self.by_path.get(path).copied()
    }

    /// Where the links of a postmortem's body lead, in the order of their holes.
    pub fn targets(&self, number: Number) -> &[Target] {
        &self.targets[number]
    }

    /// What names this postmortem: links in prose and keys of front matter.
    pub fn backlinks(&self, number: Number) -> &[Backlink] {
        &self.backlinks[number]
    }

    /// What a postmortem names: its links in prose and the keys of its front matter.
    fn references(&self, number: Number) -> Vec<(Number, LinkKind)> {
        let postmortem = self.postmortem(number);
        let mentioned = self.targets(number).iter().filter_map(|target| match target {
            Target::Postmortem(to, _) => Some((*to, LinkKind::Mentions)),
            _ => None,
        });
        let stated = |found: &(String, crate::source::Span), kind| {
            self.by_name(&found.0).map(|to| (to, kind))
        };
        mentioned
            .chain(postmortem.related.iter().filter_map(|f| stated(f, LinkKind::Related)))
            .chain(postmortem.duplicate_of.iter().filter_map(|f| stated(f, LinkKind::Duplicates)))
            .chain(postmortem.supersedes.iter().filter_map(|f| stated(f, LinkKind::Supersedes)))
            .collect()
    }

    /// The nearest earlier postmortem.
    pub fn earlier(&self, number: Number) -> Option<Number> {
        (number + 1 < self.documents.len()).then_some(number + 1)
    }

    /// The nearest later postmortem.
    pub fn later(&self, number: Number) -> Option<Number> {
        number.checked_sub(1)
    }

    /// Postmortems that are like this one, most alike first.
    pub fn related(&self, number: Number) -> Vec<Related> {
        related::related(self, number)
    }

    /// The newest day that the archive speaks of as past: of an incident or of a publication. It
    /// stands in for today, because what is built from the same files must be the same.
    pub fn newest_day(&self) -> Option<NaiveDate> {
        *self.newest_day.get_or_init(|| self.postmortems().filter_map(last_day).max())
    }

    /// The facet of a kind.
    pub fn facet(&self, kind: FacetKind) -> &Facet {
        &self.facets[kind as usize]
    }
}

/// Lower-cased names by which a postmortem can be referred to.
fn names(postmortem: &Postmortem) -> impl Iterator<Item = String> {
    let slug = postmortem.slug.as_str().to_lowercase();
    std::iter::once(slug).chain(postmortem.id.as_ref().map(|id| id.to_lowercase()))
}

fn by_slug(documents: &[Arc<Parsed>]) -> HashMap<String, Number> {
    let postmortems = || documents.iter().map(|document| &document.postmortem).enumerate();
    let ids = postmortems().filter_map(|(n, postmortem)| Some((postmortem.id.as_deref()?, n)));
    let slugs = postmortems().map(|(n, postmortem)| (postmortem.slug.as_str(), n));
    // Of two the later stays: a slug wins over another document's id.
    ids.chain(slugs).map(|(name, number)| (lowered(name).into_owned(), number)).collect()
}

/// The text in lower case; most names are already.
fn lowered(name: &str) -> Cow<'_, str> {
    let is_lower = name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_lowercase()) }
}

/// Of documents with one address the first by path stays; the others are findings.
fn without_doubles<'p>(
    parsed: &'p [Arc<Parsed>],
    problems: &mut Vec<Diagnostic>,
) -> Vec<&'p Arc<Parsed>> {
    let mut taken: HashMap<Cow<'_, str>, &SourcePath> = HashMap::with_capacity(parsed.len());
    let mut kept = Vec::with_capacity(parsed.len());
    for document in parsed {
        let postmortem = &document.postmortem;
        let slug = postmortem.slug.as_str();
        let name = lowered(slug);
        if let Some(first) = taken.get(&name) {
            let (place, first) = (Place::file(&postmortem.source), Place::file(first));
            problems.push(diag::duplicate_slug(place, slug, first));
        } else {
            taken.insert(name, &postmortem.source);
            kept.push(document);
        }
    }
    kept
}

/// The documents in order. What they are sorted by is taken out first: of thousands, each would
/// have to be fetched a dozen times.
fn newest_first(documents: Vec<&Arc<Parsed>>) -> Vec<Arc<Parsed>> {
    let key = |postmortem: &Postmortem| {
        let started = postmortem.milestones.get(&crate::model::Milestone::Started);
        let start = started.and_then(|moment| moment.value.local.date_time());
        (Reverse(postmortem.day.as_ref().map(|day| day.value)), Reverse(start))
    };
    let mut keyed: Vec<_> =
        documents.into_iter().map(|document| (key(&document.postmortem), document)).collect();
    keyed.sort_by(|(a, one), (b, other)| {
        let (one, other) = (&one.postmortem, &other.postmortem);
        a.cmp(b)
            .then_with(|| one.title.value.cmp(&other.title.value))
            .then_with(|| one.source.cmp(&other.source))
    });
    keyed.into_iter().map(|(_, document)| Arc::clone(document)).collect()
}
