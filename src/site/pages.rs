//! The pages, each from archive to HTML.

use super::actions::Part;
use super::view::{
    FacetView, FeedView, GlossaryView, IndexView, LedgerView, LinkView, MonthView, OnThisDayView,
    PageView, PostmortemView, SearchView, ShelfView, SiteView, TrendsView,
};
use super::{Route, Site, characters, feed, glossary, postmortem, search, trends};
use crate::archive::{FacetKind, Number};
use crate::config::Switch;
use crate::diag::Diagnostic;
use crate::model::UrlPath;
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
    /// Not at all, where only words are wanted.
    Nowhere,
}

/// What a template sees: the site, the page, and the value of its kind.
#[derive(Serialize)]
pub(super) struct Frame<'v> {
    site: SiteView,
    page: PageView,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) index: Option<&'v IndexView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postmortem: Option<&'v PostmortemView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) facet: Option<&'v FacetView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) shelf: Option<&'v ShelfView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ledger: Option<&'v LedgerView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) on_this_day: Option<&'v OnThisDayView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) month: Option<&'v MonthView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) trends: Option<&'v TrendsView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) search: Option<&'v SearchView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) glossary: Option<&'v GlossaryView>,
}

/// Title and description of a page, and its kind.
pub(super) struct Head {
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) description: Option<String>,
}

impl Page<'_> {
    /// The way from this page to an address of the site. The page for addresses that are not there
    /// answers at any depth, so its ways start at the host's root.
    pub fn href(&self, to: &UrlPath) -> String {
        if self.ways == Ways::Nowhere {
            String::new()
        } else if self.ways == Ways::Absolute {
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

    /// `postmortem.html`
    pub(super) fn postmortem(&self, number: Number) -> Result<String, Box<Diagnostic>> {
        let view = postmortem::view(self, number)?;
        let head = Head {
            kind: "postmortem",
            title: view.row.title.clone(),
            description: view.row.summary.clone().or_else(|| {
                let day = view.row.day.as_ref()?;
                Some(format!("Postmortem of {}: {}", day.long, view.row.title))
            }),
        };
        let html = self.render("postmortem.html", head, |frame| frame.postmortem = Some(&view))?;
        characters::check(self.site.archive.postmortem(number), &html)?;
        Ok(html)
    }

    /// `not-found.html`
    pub(super) fn not_found(&self) -> Result<String, Box<Diagnostic>> {
        let title = "Page not found".to_owned();
        let head = Head { kind: "not-found", title, description: None };
        self.render("not-found.html", head, |_| {})
    }

    pub(super) fn render<'v>(
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
            ledger: None,
            on_this_day: None,
            month: None,
            trends: None,
            search: None,
            glossary: None,
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
            shortcuts: config.shortcuts == Switch::On,
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
            search_href: self.site.has_search().then(|| self.href(&search::address())),
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
            Some((_, Route::Shelf(kind, slug, _))) => {
                archive.facet(*kind).shelf(slug).map(|found| {
                    (
                        Some(*kind),
                        format!("{title}: {}", found.name),
                        kind.shelf_address(&found.slug),
                    )
                })
            }
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

    /// The places of every page's head; the other facets are reached from the index.
    fn navigation(&self) -> Vec<LinkView> {
        let places = [
            (UrlPath::new(""), "Incidents"),
            (FacetKind::Cause.address(), FacetKind::Cause.plural()),
            (FacetKind::Service.address(), FacetKind::Service.plural()),
            (Part::All.address(), "Action items"),
            (trends::address(), "Trends"),
        ];
        let glossary = (glossary::address(), "Glossary");
        let is_explained = !self.site.archive.glossary.is_empty();
        places
            .into_iter()
            .chain(is_explained.then_some(glossary))
            .map(|(address, name)| LinkView {
                name: name.to_owned(),
                href: self.href(&address),
                is_current: address == *self.address,
            })
            .collect()
    }
}

/// A page that leads on at once, for old addresses; it works without scripts.
pub(super) fn redirect(to: &str) -> String {
    let to = crate::parse::markdown::render::escaped(to);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:\">\n\
         <title>Moved to {to}</title>\n<meta name=\"robots\" content=\"noindex\">\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"canonical\" href=\"{to}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={to}\">\n</head>\n\
         <body>\n<h1>Moved</h1>\n<p>This page has moved to <a href=\"{to}\">{to}</a>.</p>\n</body>\n</html>\n"
    )
}
