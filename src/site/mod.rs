//! A site: a function from address to bytes.
//!
//! [`Site::new`] lists the routes; [`Site::render`] makes the bytes of one. Both are pure, so a
//! build renders all of them in parallel and the preview renders the one that is asked for.

mod actions;
mod aliases;
mod characters;
mod chart;
pub mod clock;
mod compact;
mod feed;
mod fill;
mod glossary;
mod highlight;
mod lessons;
mod lists;
mod on_this_day;
mod pages;
mod paging;
mod plot;
mod postmortem;
mod routes;
mod row;
mod search;
mod searched;
mod sitemap;
pub mod theme;
mod timeline;
mod trends;
pub mod view;

use crate::archive::{Archive, FacetKind, Number};
use crate::diag::Diagnostic;
use crate::export;
use crate::model::UrlPath;
use crate::source::SourcePath;
use actions::Parts;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};
use theme::Theme;

pub use actions::Part;
pub use compact::Compact;
pub use feed::FeedForm;
pub use postmortem::milestone_name;
pub use search::{PART, SearchIndex, is_of_index};
pub use searched::Searched;

/// What an address answers with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// A page of the list of all incidents, from 1.
    Index(usize),
    /// One incident.
    Postmortem(Number),
    /// A page of the shelves of a facet, from 1.
    Facet(FacetKind, usize),
    /// A page of a shelf, by its slug and from 1.
    Shelf(FacetKind, String, usize),
    /// A page of a part of the ledger, from 1.
    Actions(Part, usize),
    /// The calendar of the days of the year.
    OnThisDay,
    /// A page of the list of a month of all years, both from 1.
    Month(u32, usize),
    /// What the index's script is told of a month.
    MonthData(u32),
    /// The statistics.
    Trends,
    /// The page of full-text search.
    Search,
    /// A file of the full-text index.
    SearchIndex,
    /// The terms that the archive explains.
    Glossary,
    /// What a filter in the browser loads.
    Compact(Compact),
    /// The archive in a form for programs.
    Table(Table),
    /// The newest incidents, of the archive or of one shelf.
    Feed(FeedForm, Option<(FacetKind, String)>),
    /// `sitemap.xml`
    SiteMap,
    /// `robots.txt`
    Robots,
    /// `.nojekyll`, without which GitHub Pages leaves out what begins with `_`.
    NoJekyll,
    /// `CNAME`, from which GitHub Pages reads the host that it is to answer for.
    Host(String),
    /// What is shown for an address that is not there.
    NotFound,
    /// A way on from an old address.
    Redirect(UrlPath),
    /// A file of the theme, by its name without hash.
    ThemeAsset(String),
    /// A file beside a document.
    ContentAsset(SourcePath),
}

impl Route {
    /// True for what is made from a template.
    fn is_page(&self) -> bool {
        matches!(
            self,
            Route::Index(_)
                | Route::Postmortem(_)
                | Route::Facet(..)
                | Route::Shelf(..)
                | Route::Actions(..)
                | Route::OnThisDay
                | Route::Month(..)
                | Route::Trends
                | Route::Search
                | Route::Glossary
                | Route::NotFound
        )
    }

    /// What pages have in common that are made from one template for one purpose.
    fn kind(&self) -> String {
        match self {
            Route::Shelf(facet, ..) => format!("shelf of {}", facet.word()),
            Route::Facet(facet, _) => format!("shelves of {}", facet.word()),
            Route::Postmortem(_) => "postmortem".to_owned(),
            Route::Index(_) => "index".to_owned(),
            Route::Actions(..) => "actions".to_owned(),
            Route::Month(..) => "month".to_owned(),
            other => format!("{other:?}"),
        }
    }
}

/// A form of the archive for programs; the same as `export` writes, but for the heads alone of
/// what it writes as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// The head of each incident, as JSON.
    IncidentsJson,
    /// A row for each incident.
    Incidents,
    /// A row for each action item.
    Actions,
    /// What is due when.
    Calendar,
}

impl Table {
    /// Where it stands.
    pub fn address(self) -> UrlPath {
        UrlPath::new(match self {
            Table::IncidentsJson => "incidents.json",
            Table::Incidents => "incidents.csv",
            Table::Actions => "actions.csv",
            Table::Calendar => "actions.ics",
        })
    }

    fn text(self, archive: &Archive) -> String {
        match self {
            Table::IncidentsJson => export::heads(archive),
            Table::Incidents => export::incidents(archive),
            Table::Actions => export::actions(archive),
            Table::Calendar => export::calendar(archive),
        }
    }
}

/// The bytes of a route, or where they lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// The bytes.
    Bytes(Vec<u8>),
    /// Those of a file of the site's folder.
    CopyOf(SourcePath),
}

/// Pages of one kind that stand for all of it.
const SAMPLED: usize = 3;

/// A compiled site.
#[derive(Clone, Debug)]
pub struct Site {
    archive: Arc<Archive>,
    theme: Arc<Theme>,
    preview: Option<String>,
    terms: Arc<glossary::Terms>,
    routes: Arc<BTreeMap<UrlPath, Route>>,
    ledger: OnceLock<Arc<Parts>>,
    bodies: Arc<feed::Bodies>,
    index: Option<Arc<SearchIndex>>,
}

impl Site {
    /// The site of an archive in a theme. `preview` is markup for the end of every page. What two
    /// want to stand at one address is found here.
    pub fn new(
        archive: Arc<Archive>,
        theme: Arc<Theme>,
        preview: Option<String>,
        problems: &mut Vec<Diagnostic>,
    ) -> Site {
        let routes = Arc::new(routes::routes(&archive, &theme, problems));
        let terms = Arc::new(glossary::Terms::of(&archive.glossary));
        let bodies = Arc::new(feed::Bodies::of(&archive));
        let ledger = OnceLock::new();
        Site { archive, theme, preview, terms, routes, ledger, bodies, index: None }
    }

    /// The same site, without its search index, for an archive that differs inside of documents
    /// only.
    #[must_use]
    pub fn with(&self, archive: Arc<Archive>) -> Site {
        let bodies = Arc::new(feed::Bodies::of(&archive));
        Site { archive, ledger: OnceLock::new(), bodies, index: None, ..self.clone() }
    }

    /// The archive that it shows.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// The same, to be kept.
    pub fn shared_archive(&self) -> &Arc<Archive> {
        &self.archive
    }

    /// Every address of the site with what it answers.
    pub fn routes(&self) -> impl Iterator<Item = (&UrlPath, &Route)> {
        self.routes.iter().chain(self.index_routes())
    }

    /// What an address answers with, and the site's own copy of the address.
    pub fn routes_at(&self, address: &UrlPath) -> Option<(&UrlPath, &Route)> {
        let in_index = || Some((self.index.as_ref()?.at(address)?.0, &Route::SearchIndex));
        self.routes.get_key_value(address).or_else(in_index)
    }

    fn ledger(&self) -> &Parts {
        self.ledger.get_or_init(|| Arc::new(Parts::new(&self.archive)))
    }

    /// True where the site has a theme of its own, whose templates may fail.
    pub fn is_own_theme(&self) -> bool {
        self.theme.is_own()
    }

    /// Every address that is made from a template.
    pub fn pages(&self) -> Vec<(&UrlPath, &Route)> {
        self.routes().filter(|(_, route)| route.is_page()).collect()
    }

    /// A few pages of every kind, among them one of each kind of shelf.
    pub fn sample(&self) -> Vec<(&UrlPath, &Route)> {
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        let mut pages = self.pages();
        pages.retain(|(_, route)| {
            let n_taken = taken.entry(route.kind()).or_default();
            *n_taken += 1;
            *n_taken <= SAMPLED
        });
        pages
    }

    /// Renders a route of this site at its address.
    ///
    /// # Errors
    /// Where a template fails while it runs, or a diagram's characters are not those of its source.
    pub fn render(&self, address: &UrlPath, route: &Route) -> Result<Artifact, Box<Diagnostic>> {
        let page = pages::Page { site: self, address, ways: pages::Ways::Relative };
        let text = match route {
            Route::Index(number) => page.index(*number),
            Route::Postmortem(number) => page.postmortem(*number),
            Route::Facet(kind, number) => page.facet(*kind, *number),
            Route::Shelf(kind, slug, number) => page.shelf(*kind, slug, *number),
            Route::Actions(part, number) => page.actions(*part, *number),
            Route::OnThisDay => page.on_this_day(),
            Route::Month(month, number) => page.month(*month, *number),
            Route::MonthData(month) => Ok(on_this_day::data(&self.archive, *month)),
            Route::Trends => page.trends(),
            Route::Search => page.search(),
            Route::Glossary => page.glossary(),
            Route::Compact(compact) => Ok(compact.text(&self.archive)),
            Route::Table(table) => Ok(table.text(&self.archive)),
            Route::Feed(form, of) => {
                Ok(feed::Feed { site: self, address, shelf: of.as_ref() }.text(*form))
            }
            Route::SiteMap => Ok(sitemap::sitemap(self)),
            Route::Robots => Ok(sitemap::robots(self)),
            Route::NoJekyll => Ok(String::new()),
            Route::Host(host) => Ok(format!("{host}\n")),
            Route::NotFound => page.not_found(),
            Route::Redirect(to) => Ok(pages::redirect(&to.relative_to(address))),
            Route::ThemeAsset(name) => {
                return Ok(Artifact::Bytes(self.theme.asset(name).to_vec()));
            }
            Route::SearchIndex => {
                let file = self.index.as_ref().and_then(|index| index.at(address));
                return Ok(Artifact::Bytes(
                    file.map_or_else(Vec::new, |(_, bytes)| bytes.to_vec()),
                ));
            }
            Route::ContentAsset(path) => return Ok(Artifact::CopyOf(path.clone())),
        };
        match text {
            Ok(text) => Ok(Artifact::Bytes(text.into_bytes())),
            Err(problem) if problem.help.is_none() => {
                let page =
                    if address.as_str().is_empty() { "index.html" } else { address.as_str() };
                Err(Box::new(problem.help(format!("met while making `{page}`"))))
            }
            Err(problem) => Err(problem),
        }
    }
}
