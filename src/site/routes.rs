//! Every address of a site and what it answers with.

use super::feed::{self, FeedForm};
use super::theme::Theme;
use super::{
    Compact, Part, Route, Table, actions, aliases, glossary, on_this_day, paging, search, trends,
};
use crate::archive::{Archive, Facet, Shelf, postmortem_address};
use crate::config::Switch;
use crate::diag::Diagnostic;
use crate::export;
use crate::model::UrlPath;
use std::collections::BTreeMap;

/// All routes. What the site makes itself stands over a writer's old addresses; one that cannot be
/// had is a finding.
pub(super) fn routes(
    archive: &Archive,
    theme: &Theme,
    problems: &mut Vec<Diagnostic>,
) -> BTreeMap<UrlPath, Route> {
    let mut routes: BTreeMap<UrlPath, Route> = postmortems(archive).collect();
    for facet in archive.facets.iter() {
        let page = |number| Route::Facet(facet.kind, number);
        let shelves = (facet.shelves.len(), paging::SHELVES);
        routes.extend(cut(&facet.kind.address(), shelves, page));
        routes.extend(facet.shelves.iter().flat_map(|shelf| of_shelf(archive, facet, shelf)));
    }
    let assets = theme.assets().iter();
    routes.extend(assets.map(|(name, to)| (to.clone(), Route::ThemeAsset(name.clone()))));
    routes.extend(for_machines(archive));
    routes.extend(days(archive));
    routes.insert(trends::address(), Route::Trends);
    if archive.config.search == Switch::On {
        routes.insert(search::address(), Route::Search);
    }
    if !archive.glossary.is_empty() {
        routes.insert(glossary::address(), Route::Glossary);
    }
    routes.insert(UrlPath::new("404.html"), Route::NotFound);
    routes.extend(cut(&UrlPath::new(""), (archive.documents.len(), paging::ROWS), Route::Index));
    routes.extend(ledger_pages(archive));
    aliases::add(archive, &mut routes, problems);
    routes
}

fn postmortems(archive: &Archive) -> impl Iterator<Item = (UrlPath, Route)> {
    let pages = archive.postmortems().enumerate().map(|(number, postmortem)| {
        (postmortem_address(&postmortem.slug), Route::Postmortem(number))
    });
    let files = archive.layout.assets();
    pages.chain(files.map(|(path, to)| (to.clone(), Route::ContentAsset(path.clone()))))
}

fn of_shelf(archive: &Archive, facet: &Facet, shelf: &Shelf) -> Vec<(UrlPath, Route)> {
    let address = facet.kind.shelf_address(&shelf.slug);
    let key = (facet.kind, shelf.slug.clone());
    let feeds = feed::forms_of(archive, Some(facet.kind))
        .iter()
        .map(|form| (form.address(&address), Route::Feed(*form, Some(key.clone()))));
    let page = |number| Route::Shelf(facet.kind, shelf.slug.clone(), number);
    let pages = cut(&address, (shelf.numbers.len(), paging::ROWS), page);
    feeds.chain(pages).collect()
}

/// The days of the year, where the archive knows any.
fn days(archive: &Archive) -> Vec<(UrlPath, Route)> {
    let months = on_this_day::months(archive);
    let calendar = (!months.is_empty()).then(|| (on_this_day::address(), Route::OnThisDay));
    let lists = months.into_iter().flat_map(|(month, n_rows)| {
        let page = |number| Route::Month(month, number);
        cut(&on_this_day::month_address(month), (n_rows, paging::ROWS), page)
    });
    let asked = on_this_day::asked(archive).into_iter();
    let data = asked.map(|month| (on_this_day::data_address(month), Route::MonthData(month)));
    calendar.into_iter().chain(lists).chain(data).collect()
}

fn ledger_pages(archive: &Archive) -> Vec<(UrlPath, Route)> {
    let of_part = |(part, n_items): (Part, usize)| {
        cut(&part.address(), (n_items, paging::ROWS), move |number| Route::Actions(part, number))
    };
    actions::counts(archive).into_iter().flat_map(of_part).collect()
}

/// The pages of a list that begins at `first`: of its rows, so many on each page.
fn cut(
    first: &UrlPath,
    (n_rows, per_page): (usize, usize),
    page: impl Fn(usize) -> Route,
) -> Vec<(UrlPath, Route)> {
    let numbers = 1..=paging::n_pages(n_rows, per_page);
    numbers.map(|number| (paging::address(first, number), page(number))).collect()
}

/// The files that programs read. A calendar has at least one event (RFC 5545, section 3.6), and
/// feeds and site maps hold absolute addresses; where that cannot be, they are left out.
fn for_machines(archive: &Archive) -> Vec<(UrlPath, Route)> {
    let mut routes = vec![
        (UrlPath::new("robots.txt"), Route::Robots),
        (UrlPath::new(".nojekyll"), Route::NoJekyll),
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
    if let Some(host) = &archive.config.cname {
        routes.push((UrlPath::new("CNAME"), Route::Host(host.clone())));
    }
    let root = UrlPath::new("");
    let feeds: &[FeedForm] = feed::forms_of(archive, None);
    routes.extend(feeds.iter().map(|form| (form.address(&root), Route::Feed(*form, None))));
    routes
}
