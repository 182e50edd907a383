//! A site: a function from address to bytes.
//!
//! [`Site::new`] lists the routes; [`Site::render`] makes the bytes of one. Both are pure, so a
//! build renders all of them in parallel and the preview renders the one that is asked for.

mod characters;
mod chart;
pub mod clock;
mod fill;
mod pages;
mod postmortem;
mod row;
pub mod theme;
mod timeline;
pub mod view;

use crate::archive::{Archive, FacetKind, Number, postmortem_address};
use crate::diag::Diagnostic;
use crate::model::UrlPath;
use crate::source::SourcePath;
use std::collections::BTreeMap;
use std::sync::Arc;
use theme::Theme;

/// What an address answers with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The list of all incidents.
    Index,
    /// One incident.
    Postmortem(Number),
    /// The shelves of a facet.
    Facet(FacetKind),
    /// One shelf, by its slug.
    Shelf(FacetKind, String),
    /// What is shown for an address that is not there.
    NotFound,
    /// A way on from an old address.
    Redirect(UrlPath),
    /// A file of the theme, by its name without hash.
    ThemeAsset(String),
    /// A file beside a document.
    ContentAsset(SourcePath),
}

/// The bytes of a route, or where they lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// The bytes.
    Bytes(Vec<u8>),
    /// Those of a file of the site's folder.
    CopyOf(SourcePath),
}

/// A compiled site.
#[derive(Debug)]
pub struct Site {
    archive: Arc<Archive>,
    theme: Arc<Theme>,
    preview: Option<String>,
    routes: BTreeMap<UrlPath, Route>,
}

impl Site {
    /// The site of an archive in a theme. `preview` is markup for the end of every page.
    pub fn new(archive: Arc<Archive>, theme: Arc<Theme>, preview: Option<String>) -> Site {
        let routes = routes(&archive, &theme);
        Site { archive, theme, preview, routes }
    }

    /// The archive that it shows.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Every address of the site with what it answers.
    pub fn routes(&self) -> impl Iterator<Item = (&UrlPath, &Route)> {
        self.routes.iter()
    }

    /// What an address answers with, and the site's own copy of the address.
    pub fn routes_at(&self, address: &UrlPath) -> Option<(&UrlPath, &Route)> {
        self.routes.get_key_value(address)
    }

    /// Renders a route of this site at its address.
    ///
    /// # Errors
    /// Where a template fails while it runs, or a diagram's characters are not those of its source.
    pub fn render(&self, address: &UrlPath, route: &Route) -> Result<Artifact, Box<Diagnostic>> {
        let page = pages::Page { site: self, address };
        let html = match route {
            Route::Index => page.index(),
            Route::Postmortem(number) => page.postmortem(*number),
            Route::Facet(kind) => page.facet(*kind),
            Route::Shelf(kind, slug) => page.shelf(*kind, slug),
            Route::NotFound => page.not_found(),
            Route::Redirect(to) => Ok(pages::redirect(&to.relative_to(address))),
            Route::ThemeAsset(name) => {
                return Ok(Artifact::Bytes(self.theme.asset(name).to_vec()));
            }
            Route::ContentAsset(path) => return Ok(Artifact::CopyOf(path.clone())),
        };
        html.map(|html| Artifact::Bytes(html.into_bytes()))
    }
}

fn routes(archive: &Archive, theme: &Theme) -> BTreeMap<UrlPath, Route> {
    let mut routes = BTreeMap::new();
    for (number, postmortem) in archive.postmortems().enumerate() {
        let page = postmortem_address(&postmortem.slug);
        for alias in &postmortem.aliases {
            if let Some(address) = alias_address(alias) {
                routes.insert(address, Route::Redirect(page.clone()));
            }
        }
        routes.insert(page, Route::Postmortem(number));
    }
    for (path, address) in archive.layout.assets() {
        routes.insert(address.clone(), Route::ContentAsset(path.clone()));
    }
    for facet in &archive.facets {
        routes.insert(facet.kind.address(), Route::Facet(facet.kind));
        for shelf in &facet.shelves {
            let address = facet.kind.shelf_address(&shelf.slug);
            routes.insert(address, Route::Shelf(facet.kind, shelf.slug.clone()));
        }
    }
    for (name, address) in theme.assets() {
        routes.insert(address.clone(), Route::ThemeAsset(name.clone()));
    }
    routes.insert(UrlPath::new("404.html"), Route::NotFound);
    routes.insert(UrlPath::new(""), Route::Index);
    routes
}

/// The page of an old address (`/2024/orders`, `old/orders.html`); `None` where it leaves the site.
fn alias_address(alias: &str) -> Option<UrlPath> {
    let path = alias.trim_matches('/');
    let is_inside = !path.is_empty()
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && !path.contains(['\\', ':', '\0']);
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    is_inside.then(|| UrlPath::new(&if is_file { path.to_owned() } else { format!("{path}/") }))
}
