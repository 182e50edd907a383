//! What a site answers, looked at as a reader would.

use chrono::NaiveDate;
use retrospect::archive::Drafts;
use retrospect::diag::Diagnostic;
use retrospect::diag::report::{Style, human};
use retrospect::disk::{self, Place};
use retrospect::model::UrlPath;
use retrospect::pipeline::{Memo, Options, Outcome, compile};
use retrospect::site::{Artifact, Route, Site};
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeMap;
use std::path::Path;

/// A site in a folder, compiled from nothing.
pub struct Built {
    /// What compiling gave.
    pub outcome: Outcome,
}

impl Built {
    /// Reads and compiles the site of a folder.
    pub fn of(root: &Path, drafts: Drafts) -> Built {
        Built::on(root, drafts, None)
    }

    /// The same on a day, after which action items are overdue.
    pub fn on(root: &Path, drafts: Drafts, today: Option<NaiveDate>) -> Built {
        let place = Place { root: root.to_path_buf(), site_file: root.join("site.toml") };
        let inputs = disk::read(&place).unwrap_or_else(|failure| panic!("{failure}"));
        let options = Options { drafts, today, ..Options::default() };
        Built { outcome: compile(&inputs, &options, &mut Memo::default()) }
    }

    /// Every finding: of the content, then those of pages that cannot be rendered.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let site = self.outcome.site.iter();
        let rendered = site.flat_map(|site| {
            site.routes().filter_map(|(address, route)| site.render(address, route).err())
        });
        self.outcome.problems.iter().cloned().chain(rendered.map(|problem| *problem)).collect()
    }

    /// The report that a person reads.
    pub fn report(&self) -> String {
        human(&self.problems(), &self.outcome.sources(), Style::Plain)
    }

    /// The compiled site.
    #[track_caller]
    pub fn site(&self) -> &Site {
        self.outcome.site.as_ref().expect("the theme can be used")
    }

    /// The text that stands at an address.
    #[track_caller]
    pub fn text_at(&self, address: &str) -> String {
        let site = self.site();
        let (address, route) = site
            .routes_at(&UrlPath::new(address))
            .unwrap_or_else(|| panic!("nothing stands at `{address}`"));
        String::from_utf8(rendered(site, address, route)).unwrap()
    }
}

/// Every address of a site with what it answers.
pub fn rendered_all(site: &Site) -> BTreeMap<String, Vec<u8>> {
    site.routes()
        .map(|(address, route)| (address.as_str().to_owned(), rendered(site, address, route)))
        .collect()
}

/// What an address answers; for a file beside a document, the path of that file.
pub fn rendered(site: &Site, address: &UrlPath, route: &Route) -> Vec<u8> {
    match site
        .render(address, route)
        .unwrap_or_else(|problem| panic!("{address}: {}", problem.message))
    {
        Artifact::Bytes(bytes) => bytes,
        Artifact::CopyOf(path) => path.as_str().as_bytes().to_vec(),
    }
}

/// Every element of a page that a CSS selector names, as `show` has it.
pub fn select(html: &str, selector: &str, show: fn(ElementRef<'_>) -> String) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a CSS selector");
    Html::parse_document(html).select(&selector).map(show).collect()
}

/// The markup inside an element, without the white space around it.
pub fn markup(element: ElementRef<'_>) -> String {
    element.inner_html().trim().to_owned()
}

/// The text of an element, to the character.
pub fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}
