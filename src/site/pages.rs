//! The pages, each from archive to HTML.

use super::view::{
    FacetView, FeedView, FigureView, IndexView, LinkView, PageView, PostmortemView, ShelfLinkView,
    ShelfView, SiteView, YearView,
};
use super::{Route, Site, characters, feed, postmortem};
use crate::archive::{Facet, FacetKind, Number};
use crate::diag::Diagnostic;
use crate::model::{ActionStatus, UrlPath};
use serde::Serialize;

/// A page in the making.
pub struct Page<'s> {
    /// The site that it is part of.
    pub site: &'s Site,
    /// Its own address.
    pub address: &'s UrlPath,
    /// How it leads to others.
    pub ways: Ways,
}

/// How addresses are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ways {
    /// From the page, so that the site works under any mount and from a disk.
    Relative,
    /// In full, for what is read elsewhere.
    Absolute,
}

#[derive(Serialize)]
struct Frame<'v> {
    site: SiteView,
    page: PageView,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<&'v IndexView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postmortem: Option<&'v PostmortemView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facet: Option<&'v FacetView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shelf: Option<&'v ShelfView>,
}

/// Title and description of a page, and its kind.
struct Head {
    kind: &'static str,
    title: String,
    description: Option<String>,
}

impl Page<'_> {
    /// The way from this page to an address of the site. The page for addresses that are not there
    /// answers at any depth, so its ways start at the host's root.
    pub fn href(&self, to: &UrlPath) -> String {
        if self.ways == Ways::Absolute {
            let base = self.site.archive.config.base_url.as_deref().unwrap_or("/");
            format!("{base}{}", to.encoded())
        } else if self.address.as_str() == "404.html" {
            format!("{}{}", self.mount(), to.encoded())
        } else {
            to.relative_to(self.address)
        }
    }

    /// The path under which the site is mounted, with `/` at both ends; the preview has it at the
    /// host's root.
    fn mount(&self) -> String {
        if self.site.preview.is_some() {
            return "/".to_owned();
        }
        let base = self.site.archive.config.base_url.as_deref().unwrap_or("/");
        let after_scheme = base.split_once("://").map_or(base, |(_, rest)| rest);
        let path = after_scheme.find('/').map_or("/", |at| &after_scheme[at..]);
        if path.ends_with('/') { path.to_owned() } else { format!("{path}/") }
    }

    /// `index.html`
    pub(super) fn index(&self) -> Result<String, Box<Diagnostic>> {
        let archive = &self.site.archive;
        let view = IndexView {
            years: self.years(),
            facets: archive.facets.iter().map(|facet| self.facet_view(facet)).collect(),
            figures: self.figures(),
        };
        let config = &archive.config;
        let head = Head {
            kind: "index",
            title: config.title.clone(),
            description: config.description.clone(),
        };
        self.render("index.html", head, |frame| frame.index = Some(&view))
    }

    /// `postmortem.html`
    pub(super) fn postmortem(&self, number: Number) -> Result<String, Box<Diagnostic>> {
        let view = postmortem::view(self, number)?;
        let head = Head {
            kind: "postmortem",
            title: view.row.title.clone(),
            description: view.row.summary.clone(),
        };
        let html = self.render("postmortem.html", head, |frame| frame.postmortem = Some(&view))?;
        characters::check(self.site.archive.postmortem(number), &html)?;
        Ok(html)
    }

    /// `shelves.html`
    pub(super) fn facet(&self, kind: FacetKind) -> Result<String, Box<Diagnostic>> {
        let view = self.facet_view(self.site.archive.facet(kind));
        let head = Head { kind: "shelves", title: kind.plural().to_owned(), description: None };
        self.render("shelves.html", head, |frame| frame.facet = Some(&view))
    }

    /// `shelf.html`
    pub(super) fn shelf(&self, kind: FacetKind, slug: &str) -> Result<String, Box<Diagnostic>> {
        let found = self.site.archive.facet(kind).shelf(slug);
        let numbers = found.map_or(&[][..], |shelf| &shelf.numbers);
        let name = found.map_or(slug, |shelf| &shelf.name);
        let view = ShelfView {
            facet: kind.singular().to_owned(),
            facet_href: self.href(&kind.address()),
            name: name.to_owned(),
            description: found.and_then(|shelf| shelf.description.clone()),
            incidents: numbers.iter().map(|number| self.row(*number)).collect(),
        };
        let head = Head {
            kind: "shelf",
            title: format!("{}: {name}", kind.singular()),
            description: view.description.clone(),
        };
        self.render("shelf.html", head, |frame| frame.shelf = Some(&view))
    }

    /// `not-found.html`
    pub(super) fn not_found(&self) -> Result<String, Box<Diagnostic>> {
        let title = "Page not found".to_owned();
        let head = Head { kind: "not-found", title, description: None };
        self.render("not-found.html", head, |_| {})
    }

    fn render<'v>(
        &self,
        template: &str,
        head: Head,
        fill: impl FnOnce(&mut Frame<'v>),
    ) -> Result<String, Box<Diagnostic>> {
        let mut frame = Frame {
            site: self.site_view(),
            page: self.page_view(head),
            index: None,
            postmortem: None,
            facet: None,
            shelf: None,
        };
        fill(&mut frame);
        self.site.theme.render(template, &frame)
    }

    fn site_view(&self) -> SiteView {
        let config = &self.site.archive.config;
        SiteView {
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.clone(),
            base_url: config.base_url.clone(),
            n_incidents: self.site.archive.documents.len(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    fn page_view(&self, head: Head) -> PageView {
        let assets = self.site.theme.assets();
        let canonical = self.site.archive.config.base_url.as_ref();
        let is_found = head.kind != "not-found";
        let root = if is_found { UrlPath::new("").relative_to(self.address) } else { self.mount() };
        PageView {
            title: head.title,
            description: head.description,
            kind: head.kind,
            root,
            assets: assets
                .iter()
                .map(|(name, address)| (name.clone(), self.href(address)))
                .collect(),
            navigation: self.navigation(),
            canonical: canonical
                .filter(|_| is_found)
                .map(|base| format!("{base}{}", self.address.encoded())),
            feeds: if is_found { self.feeds() } else { Vec::new() },
            preview: self.site.preview.clone(),
        }
    }

    /// The archive's feeds and, on a shelf, the shelf's.
    fn feeds(&self) -> Vec<FeedView> {
        let archive = &self.site.archive;
        let title = &archive.config.title;
        let followed = match self.site.routes_at(self.address) {
            Some((_, Route::Shelf(kind, slug))) => archive.facet(*kind).shelf(slug).map(|found| {
                (Some(*kind), format!("{title}: {}", found.name), kind.shelf_address(&found.slug))
            }),
            _ => None,
        };
        let whole = (None, title.clone(), UrlPath::new(""));
        std::iter::once(whole)
            .chain(followed)
            .flat_map(|(kind, title, address)| {
                feed::forms_of(archive, kind).iter().map(move |form| FeedView {
                    title: title.clone(),
                    media_type: form.media_type(),
                    href: self.href(&form.address(&address)),
                })
            })
            .collect()
    }

    fn navigation(&self) -> Vec<LinkView> {
        let index = (UrlPath::new(""), "Incidents");
        let facets = FacetKind::ALL.iter().map(|kind| (kind.address(), kind.plural()));
        std::iter::once(index)
            .chain(facets)
            .map(|(address, name)| LinkView {
                name: name.to_owned(),
                href: self.href(&address),
                is_current: address == *self.address,
            })
            .collect()
    }

    fn years(&self) -> Vec<YearView> {
        let archive = &self.site.archive;
        let mut years: Vec<YearView> = Vec::new();
        for (number, postmortem) in archive.postmortems().enumerate() {
            let year = postmortem.day.as_ref().map(|day| day.value.format("%Y").to_string());
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

    fn facet_view(&self, facet: &Facet) -> FacetView {
        let shelves = facet.shelves.iter().map(|shelf| ShelfLinkView {
            name: shelf.name.clone(),
            href: self.href(&facet.kind.shelf_address(&shelf.slug)),
            count: shelf.numbers.len(),
            description: shelf.description.clone(),
        });
        FacetView {
            name: facet.kind.plural().to_owned(),
            href: self.href(&facet.kind.address()),
            shelves: shelves.collect(),
        }
    }

    fn figures(&self) -> Vec<FigureView> {
        let archive = &self.site.archive;
        let is_open = |status: Option<ActionStatus>| {
            !matches!(status, Some(ActionStatus::Done | ActionStatus::WontDo))
        };
        let open = archive
            .postmortems()
            .flat_map(|postmortem| &postmortem.action_items)
            .filter(|item| is_open(item.status))
            .count();
        let drafts = archive.postmortems().filter(|postmortem| postmortem.is_draft()).count();
        [
            (archive.documents.len(), "incident", "incidents"),
            (open, "open action item", "open action items"),
            (drafts, "draft", "drafts"),
        ]
        .into_iter()
        .filter(|(number, ..)| *number > 0)
        .map(|(number, one, many)| FigureView {
            number,
            of: if number == 1 { one } else { many }.to_owned(),
        })
        .collect()
    }
}

/// A page that leads on at once, for old addresses; it works without scripts.
pub(super) fn redirect(to: &str) -> String {
    let to = crate::parse::markdown::render::escaped(to);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>Moved</title>\n<link rel=\"canonical\" href=\"{to}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={to}\">\n</head>\n\
         <body>\n<p>This page has moved to <a href=\"{to}\">{to}</a>.</p>\n</body>\n</html>\n"
    )
}
