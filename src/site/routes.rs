//! Every address of a site and what it answers with.

use super::feed::{self, FeedForm};
use super::theme::Theme;
use super::{Compact, Part, Route, Table, actions, aliases, glossary, paging, trends};
use crate::archive::{Archive, Facet, Shelf, postmortem_address, postmortem_at};
use crate::diag::Diagnostic;
use crate::export;
use crate::model::UrlPath;
use std::collections::BTreeMap;

/// The routes of a site. Those of postmortems' pages are not listed: of thousands, each is found by
/// its address alone.
#[derive(Debug)]
pub(super) struct Routes {
    others: BTreeMap<UrlPath, Route>,
}

impl Routes {
    /// What the site makes itself stands over a writer's old addresses; one that cannot be had is
    /// a finding.
    pub(super) fn new(archive: &Archive, theme: &Theme, problems: &mut Vec<Diagnostic>) -> Routes {
        let mut others = files(archive);
        for facet in archive.facets.iter() {
            others.insert(facet.kind.address(), Route::Facet(facet.kind));
            others.extend(facet.shelves.iter().flat_map(|shelf| of_shelf(archive, facet, shelf)));
        }
        let assets = theme.assets().iter();
        others.extend(assets.map(|(name, to)| (to.clone(), Route::ThemeAsset(name.clone()))));
        others.extend(for_machines(archive));
        others.insert(trends::address(), Route::Trends);
        if !archive.glossary.is_empty() {
            others.insert(glossary::address(), Route::Glossary);
        }
        others.insert(UrlPath::new("404.html"), Route::NotFound);
        others.extend(cut(&UrlPath::new(""), archive.documents.len(), Route::Index));
        others.extend(ledger_pages(archive));
        let routes = Routes { others };
        if !aliases::may_clash(archive) {
            return routes;
        }
        let mut all = routes.all(archive);
        aliases::add(archive, &mut all, problems);
        all.retain(|_, route| !matches!(route, Route::Postmortem(_)));
        Routes { others: all }
    }

    /// What an address answers with.
    pub(super) fn at(&self, archive: &Archive, address: &UrlPath) -> Option<Route> {
        let page = || postmortem_at(archive, address).map(Route::Postmortem);
        self.others.get(address).cloned().or_else(page)
    }

    /// All of them.
    pub(super) fn all(&self, archive: &Archive) -> BTreeMap<UrlPath, Route> {
        let pages = archive.postmortems().enumerate().map(|(number, postmortem)| {
            (postmortem_address(&postmortem.slug), Route::Postmortem(number))
        });
        let others = self.others.iter().map(|(address, route)| (address.clone(), route.clone()));
        pages.chain(others).collect()
    }
}

fn files(archive: &Archive) -> BTreeMap<UrlPath, Route> {
    let files = archive.layout.assets();
    files.map(|(path, to)| (to.clone(), Route::ContentAsset(path.clone()))).collect()
}

fn of_shelf(archive: &Archive, facet: &Facet, shelf: &Shelf) -> Vec<(UrlPath, Route)> {
    let address = facet.kind.shelf_address(&shelf.slug);
    let key = (facet.kind, shelf.slug.clone());
    let feeds = feed::forms_of(archive, Some(facet.kind))
        .iter()
        .map(|form| (form.address(&address), Route::Feed(*form, Some(key.clone()))));
    let page = |number| Route::Shelf(facet.kind, shelf.slug.clone(), number);
    let pages = cut(&address, shelf.numbers.len(), page);
    feeds.chain(pages).collect()
}

fn ledger_pages(archive: &Archive) -> Vec<(UrlPath, Route)> {
    let of_part = |(part, n_items): (Part, usize)| {
        cut(&part.address(), n_items, move |number| Route::Actions(part, number))
    };
    actions::counts(archive).into_iter().flat_map(of_part).collect()
}

/// The pages of a list that begins at `first`.
fn cut(first: &UrlPath, n_rows: usize, page: impl Fn(usize) -> Route) -> Vec<(UrlPath, Route)> {
    let numbers = 1..=paging::n_pages(n_rows);
    numbers.map(|number| (paging::address(first, number), page(number))).collect()
}

/// The files that programs read. A calendar has at least one event (RFC 5545, section 3.6), and
/// feeds and site maps hold absolute addresses; where that cannot be, they are left out.
fn for_machines(archive: &Archive) -> Vec<(UrlPath, Route)> {
    let mut routes = vec![
        (UrlPath::new("robots.txt"), Route::Robots),
        (Table::Incidents.address(), Route::Table(Table::Incidents)),
        (Table::IncidentsJson.address(), Route::Table(Table::IncidentsJson)),
        (Table::Actions.address(), Route::Table(Table::Actions)),
        (Compact::Incidents.address(), Route::Compact(Compact::Incidents)),
        (Compact::Actions.address(), Route::Compact(Compact::Actions)),
    ];
    if export::has_dated(archive) {
        routes.push((Table::Calendar.address(), Route::Table(Table::Calendar)));
    }
    if archive.config.base_url.is_some() {
        routes.push((UrlPath::new("sitemap.xml"), Route::SiteMap));
    }
    let root = UrlPath::new("");
    let feeds: &[FeedForm] = feed::forms_of(archive, None);
    routes.extend(feeds.iter().map(|form| (form.address(&root), Route::Feed(*form, None))));
    routes
}
