//! The pages that list incidents: the index, the facets and their shelves.

use super::pages::{Head, Page};
use super::view::{DaysView, FacetView, FigureView, IndexView, ShelfLinkView, ShelfView, YearView};
use super::{Compact, Part, on_this_day, paging};
use crate::archive::{Facet, FacetKind, Number, Shelf};
use crate::diag::Diagnostic;
use crate::model::UrlPath;
use std::ops::Range;

/// Shelves of a facet that the index names.
const FOREMOST: usize = 8;

/// Shelves or incidents that the description of a page names.
const NAMED: usize = 4;

impl Page<'_> {
    /// `index.html`
    pub(super) fn index(&self, number: usize) -> Result<String, Box<Diagnostic>> {
        let archive = &self.site.archive;
        let n_rows = archive.documents.len();
        let facets = archive.facets.iter().filter(|facet| !facet.shelves.is_empty());
        let view = IndexView {
            years: self.years(paging::rows(number, n_rows, paging::ROWS)),
            facets: facets.map(|facet| self.facet_view(facet, &facet.foremost(FOREMOST))).collect(),
            pages: paging::pages(
                self,
                &UrlPath::new(""),
                number,
                paging::n_pages(n_rows, paging::ROWS),
            ),
            data_href: self.href(&Compact::Incidents.address()),
            figures: self.figures(),
            days: self.days(),
        };
        let config = &archive.config;
        let head = Head {
            kind: "index",
            title: paging::title(&config.title, number),
            description: config
                .description
                .clone()
                .or_else(|| self.in_short("", paging::rows(number, n_rows, paging::ROWS))),
        };
        self.render("index.html", head, |frame| frame.index = Some(&view))
    }

    /// `shelves.html`
    pub(super) fn facet(&self, kind: FacetKind, number: usize) -> Result<String, Box<Diagnostic>> {
        let facet = self.site.archive.facet(kind);
        let shelves = facet.foremost(usize::MAX);
        let total = paging::n_pages(shelves.len(), paging::SHELVES);
        let shown = &shelves[paging::rows(number, shelves.len(), paging::SHELVES)];
        let view = FacetView {
            pages: Some(paging::pages(self, &kind.address(), number, total)),
            ..self.facet_view(facet, shown)
        };
        let title = paging::title(kind.plural(), number);
        let names: Vec<&str> =
            facet.foremost(NAMED).iter().map(|shelf| shelf.name.as_str()).collect();
        let description = (!names.is_empty())
            .then(|| format!("Incidents by {}: {}", kind.word(), names.join(", ")));
        let head = Head { kind: "shelves", title, description };
        self.render("shelves.html", head, |frame| frame.facet = Some(&view))
    }

    /// `shelf.html`
    pub(super) fn shelf(
        &self,
        kind: FacetKind,
        slug: &str,
        number: usize,
    ) -> Result<String, Box<Diagnostic>> {
        let found = self.site.archive.facet(kind).shelf(slug);
        let numbers = found.map_or(&[][..], |shelf| &shelf.numbers);
        let name = found.map_or(slug, |shelf| &shelf.name);
        let shown = &numbers[paging::rows(number, numbers.len(), paging::ROWS)];
        let n_pages = paging::n_pages(numbers.len(), paging::ROWS);
        let view = ShelfView {
            facet: kind.singular().to_owned(),
            facet_href: self.href(&kind.address()),
            name: name.to_owned(),
            description: found.and_then(|shelf| shelf.description.clone()),
            n_incidents: numbers.len(),
            reading: self.reading(kind, numbers, number),
            courses: self.courses(kind, numbers, number),
            fixes: self.fixes(kind, numbers, number),
            incidents: shown.iter().map(|number| self.row(*number)).collect(),
            pages: paging::pages(self, &kind.shelf_address(slug), number, n_pages),
        };
        let head = Head {
            kind: "shelf",
            title: paging::title(&format!("{}: {name}", kind.singular()), number),
            description: view.description.clone().or_else(|| {
                self.in_short(&format!(" of {} {name}", kind.word()), shown.iter().copied())
            }),
        };
        self.render("shelf.html", head, |frame| frame.shelf = Some(&view))
    }

    /// What stands on a page of a list that nobody describes, for search engines: what its incidents
    /// are of, and the titles of the first.
    pub(super) fn in_short(
        &self,
        of: &str,
        shown: impl IntoIterator<Item = Number>,
    ) -> Option<String> {
        let title = |number| self.site.archive.postmortem(number).title.value.as_str();
        let titles: Vec<&str> = shown.into_iter().take(NAMED).map(title).collect();
        (!titles.is_empty()).then(|| format!("Incidents{of}: {}", titles.join("; ")))
    }

    fn years(&self, numbers: Range<Number>) -> Vec<YearView> {
        let archive = &self.site.archive;
        let mut years: Vec<YearView> = Vec::new();
        for number in numbers {
            let day = archive.postmortem(number).day.as_ref();
            let year = day.map(|day| day.value.format("%Y").to_string());
            let name = year.clone().unwrap_or_else(|| "Day unknown".to_owned());
            if years.last().is_none_or(|last| last.name != name) {
                let href = year.map(|year| self.href(&FacetKind::Year.shelf_address(&year)));
                years.push(YearView { name, href, incidents: Vec::new() });
            }
            if let Some(last) = years.last_mut() {
                last.incidents.push(self.row(number));
            }
        }
        years
    }

    fn facet_view(&self, facet: &Facet, shelves: &[&Shelf]) -> FacetView {
        let shelves = shelves.iter().map(|shelf| ShelfLinkView {
            name: shelf.name.clone(),
            slug: shelf.slug.clone(),
            href: self.href(&facet.kind.shelf_address(&shelf.slug)),
            count: shelf.numbers.len(),
            description: shelf.description.clone(),
        });
        FacetView {
            name: facet.kind.plural().to_owned(),
            word: facet.kind.word(),
            href: self.href(&facet.kind.address()),
            shelves: shelves.collect(),
            n_shelves: facet.shelves.len(),
            pages: None,
        }
    }

    /// Where the days of the year are, if the archive knows any.
    fn days(&self) -> Option<DaysView> {
        let asked = on_this_day::asked(&self.site.archive);
        (!asked.is_empty()).then(|| DaysView {
            href: self.href(&on_this_day::address()),
            months: asked.iter().map(|month| format!("{month:02}")).collect(),
        })
    }

    fn figures(&self) -> Vec<FigureView> {
        let archive = &self.site.archive;
        let unfinished = self.site.ledger().of(Part::Unfinished).len();
        let drafts = archive.postmortems().filter(|postmortem| postmortem.is_draft()).count();
        [
            (archive.documents.len(), "incident", "incidents", None),
            (unfinished, "open action item", "open action items", Some(Part::Unfinished.address())),
            (drafts, "draft", "drafts", None),
        ]
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many, list)| FigureView {
            number,
            of: if number == 1 { one } else { many }.to_owned(),
            href: list.map(|list| self.href(&list)),
        })
        .collect()
    }
}
