//! The page of full-text search, and the files that a browser loads for it. Those are made of a
//! whole [`Site`](super::Site) by `search`.

use super::Route;
use super::pages::{Head, Page};
use super::view::{LinkView, SearchFilterView, SearchView};
use crate::archive::FacetKind;
use crate::diag::Diagnostic;
use crate::model::UrlPath;
use std::collections::BTreeMap;

/// Folder of the index in the site.
const FOLDER: &str = "search/pagefind/";

/// Incidents of a part of the index. The indexer holds a part whole, several times over, so this
/// bounds the memory; a browser asks every part, so there should be few of them.
pub const PART: usize = 2000;

/// Where the page stands.
pub(super) fn address() -> UrlPath {
    UrlPath::new("search/")
}

/// The facets that a search can be narrowed by.
pub(super) const FACETS: [FacetKind; 5] =
    [FacetKind::Severity, FacetKind::Cause, FacetKind::Service, FacetKind::Team, FacetKind::Year];

/// What it can be narrowed by besides: how far the review is.
pub(super) const STATUS: &str = "status";

/// The files of a full-text index, by address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchIndex {
    files: BTreeMap<UrlPath, Vec<u8>>,
}

/// True for the address of a file of an index, there or not.
pub fn is_of_index(address: &UrlPath) -> bool {
    address.as_str().starts_with(FOLDER)
}

impl SearchIndex {
    /// An index of files with their paths in its folder.
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> SearchIndex {
        let placed = |(path, bytes): (String, Vec<u8>)| (SearchIndex::address(&path), bytes);
        SearchIndex { files: files.into_iter().map(placed).collect() }
    }

    /// Where a file of an index stands.
    pub fn address(path: &str) -> UrlPath {
        UrlPath::new(&format!("{FOLDER}{path}"))
    }

    /// Every file with its address.
    pub fn files(&self) -> impl Iterator<Item = (&UrlPath, &[u8])> {
        self.files.iter().map(|(address, bytes)| (address, bytes.as_slice()))
    }

    /// The file at an address, and the index's own copy of the address.
    pub(super) fn at(&self, address: &UrlPath) -> Option<(&UrlPath, &[u8])> {
        self.files.get_key_value(address).map(|(address, bytes)| (address, bytes.as_slice()))
    }
}

impl Page<'_> {
    /// `search.html`
    pub(super) fn search(&self) -> Result<String, Box<Diagnostic>> {
        let filter =
            |(word, name): (&'static str, &str)| SearchFilterView { word, name: name.to_owned() };
        let facets = FACETS.iter().map(|kind| (kind.word(), kind.singular()));
        let shelved = self.site.archive.facets.iter().filter(|facet| !facet.shelves.is_empty());
        let view = SearchView {
            index_href: format!("{}{FOLDER}", self.address.to_root()),
            n_parts: self.site.archive.documents.len().div_ceil(PART),
            filters: facets.chain([(STATUS, "Status")]).map(filter).collect(),
            shelves: shelved
                .map(|facet| LinkView {
                    name: facet.kind.plural().to_owned(),
                    href: self.href(&facet.kind.address()),
                    is_current: false,
                })
                .collect(),
        };
        let description = Some("Search the whole text of all incidents.".to_owned());
        let head = Head { kind: "search", title: "Search".to_owned(), description };
        self.render("search.html", head, |frame| frame.search = Some(&view))
    }
}

impl super::Site {
    /// True where the site has full-text search.
    pub fn has_search(&self) -> bool {
        self.archive.config.search == crate::config::Switch::On
    }

    /// The same site with an index to search in.
    #[must_use]
    pub fn with_index(self, index: std::sync::Arc<SearchIndex>) -> super::Site {
        super::Site { index: Some(index), ..self }
    }

    /// The index that it is searched by, where it has one.
    pub fn index(&self) -> Option<std::sync::Arc<SearchIndex>> {
        self.index.clone()
    }

    /// The routes of the index.
    pub(super) fn index_routes(&self) -> impl Iterator<Item = (&UrlPath, &Route)> {
        let files = self.index.iter().flat_map(|index| index.files());
        files.map(|(address, _)| (address, &Route::SearchIndex))
    }
}
