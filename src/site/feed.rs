//! The newest incidents as Atom (RFC 4287) and JSON Feed 1.1, whole text, every address absolute.
//!
//! A feed's days come from the documents: nothing here asks what day it is.

use super::Site;
use super::fill::Filling;
use super::pages::{Page, Ways};
use crate::archive::{Archive, FacetKind, Number, last_day, postmortem_address};
use crate::model::{Postmortem, UrlPath};
use crate::parse::markdown::absolute;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::fmt::Write;
use std::sync::OnceLock;

/// Incidents in a feed; who comes later reads the archive.
const MOST: usize = 20;

/// The form of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedForm {
    /// `feed.xml`
    Atom,
    /// `feed.json`
    Json,
}

impl FeedForm {
    const ALL: [FeedForm; 2] = [FeedForm::Atom, FeedForm::Json];

    /// Where the feed of a page stands: beside it.
    pub fn address(self, page: &UrlPath) -> UrlPath {
        let name = match self {
            FeedForm::Atom => "feed.xml",
            FeedForm::Json => "feed.json",
        };
        UrlPath::new(&format!("{page}{name}"))
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FeedForm::Atom => "application/atom+xml",
            FeedForm::Json => "application/feed+json",
        }
    }
}

/// The forms in which the feed of the archive, or of a shelf, is there: none without a `base_url`,
/// because readers of feeds need absolute addresses; none of years, which do not go on.
pub fn forms_of(archive: &Archive, shelf_of: Option<FacetKind>) -> &'static [FeedForm] {
    let is_there = archive.config.base_url.is_some() && shelf_of != Some(FacetKind::Year);
    if is_there { &FeedForm::ALL } else { &[] }
}

/// The bodies of incidents as feeds have them, by number: an incident stands in the feeds of the
/// archive and of its shelves, in each form, and is made ready for them once.
#[derive(Debug)]
pub(super) struct Bodies(Vec<OnceLock<String>>);

impl Bodies {
    pub(super) fn of(archive: &Archive) -> Bodies {
        Bodies(archive.documents.iter().map(|_| OnceLock::new()).collect())
    }
}

/// A feed in the making.
pub(super) struct Feed<'s> {
    pub(super) site: &'s Site,
    /// Its own address.
    pub(super) address: &'s UrlPath,
    /// The shelf that it follows; `None` for the whole archive.
    pub(super) shelf: Option<&'s (FacetKind, String)>,
}

struct Head {
    title: String,
    description: Option<String>,
    /// Absolute address of the page that it follows.
    page: String,
    own: String,
    updated: String,
}

struct Entry<'s> {
    postmortem: &'s Postmortem,
    address: String,
    published: Option<String>,
    updated: String,
    html: &'s str,
}

impl<'s> Feed<'s> {
    /// The feed's bytes.
    pub(super) fn text(&self, form: FeedForm) -> String {
        let numbers = self.numbers();
        let entries: Vec<Entry<'_>> = numbers.iter().map(|number| self.entry(*number)).collect();
        let head = self.head(&numbers);
        match form {
            FeedForm::Atom => atom(&head, &entries, &self.site.archive),
            FeedForm::Json => json_feed(&head, &entries, &self.site.archive),
        }
    }

    fn numbers(&self) -> Vec<Number> {
        let archive = &self.site.archive;
        match self.shelf {
            None => (0..archive.documents.len().min(MOST)).collect(),
            Some((kind, slug)) => {
                let found = archive.facet(*kind).shelf(slug);
                found.into_iter().flat_map(|found| &found.numbers).take(MOST).copied().collect()
            }
        }
    }

    fn head(&self, numbers: &[Number]) -> Head {
        let archive = &self.site.archive;
        let config = &archive.config;
        let followed = self
            .shelf
            .and_then(|(kind, slug)| archive.facet(*kind).shelf(slug).map(|found| (*kind, found)));
        let page = match followed {
            Some((kind, found)) => kind.shelf_address(&found.slug),
            None => UrlPath::new(""),
        };
        let title = match followed {
            Some((_, found)) => format!("{}: {}", config.title, found.name),
            None => config.title.clone(),
        };
        let newest = numbers.iter().filter_map(|number| last_day(archive.postmortem(*number)));
        Head {
            title,
            description: match followed {
                Some((_, found)) => found.description.clone(),
                None => config.description.clone(),
            },
            page: self.page().href(&page),
            own: self.page().href(self.address),
            updated: midnight(newest.max().or_else(|| archive.newest_day()).unwrap_or_default()),
        }
    }

    fn entry(&self, number: Number) -> Entry<'s> {
        let archive = &self.site.archive;
        let postmortem = archive.postmortem(number);
        let page = self.page();
        let address = page.href(&postmortem_address(&postmortem.slug));
        let html = self.site.bodies.0[number]
            .get_or_init(|| absolute(&Filling { page: &page, number }.told(), &address));
        let day = postmortem.published.or(postmortem.day.as_ref().map(|day| day.value));
        // Every entry has a day (RFC 4287, section 4.1.2), one of an unknown day the archive's.
        let updated = last_day(postmortem).or_else(|| archive.newest_day()).unwrap_or_default();
        Entry {
            postmortem,
            html,
            address,
            published: day.map(midnight),
            updated: midnight(updated),
        }
    }

    fn page(&self) -> Page<'s> {
        Page { site: self.site, address: self.address, ways: Ways::Absolute }
    }
}

fn midnight(day: NaiveDate) -> String {
    format!("{}T00:00:00Z", day.format("%Y-%m-%d"))
}

fn atom(head: &Head, entries: &[Entry<'_>], archive: &Archive) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{}</title>\n<id>{own}</id>\n<updated>{}</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
         <author><name>{}</name></author>\n\
         <generator version=\"{}\">retrospect</generator>\n",
        xml(&archive.config.language),
        xml(&head.title),
        head.updated,
        xml(&head.page),
        xml(&archive.config.title),
        env!("CARGO_PKG_VERSION"),
        own = xml(&head.own),
    );
    if let Some(description) = &head.description {
        let _ = writeln!(text, "<subtitle>{}</subtitle>", xml(description));
    }
    for entry in entries {
        push_entry(entry, &mut text);
    }
    text.push_str("</feed>\n");
    text
}

fn push_entry(entry: &Entry<'_>, text: &mut String) {
    let Entry { postmortem, address, published, updated, html } = entry;
    let address = xml(address);
    let _ = write!(
        text,
        "<entry>\n<title>{}</title>\n<id>{address}</id>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>\n\
         <updated>{updated}</updated>\n",
        xml(&postmortem.title.value),
    );
    if let Some(published) = published {
        let _ = writeln!(text, "<published>{published}</published>");
    }
    for author in &postmortem.authors {
        let _ = writeln!(text, "<author><name>{}</name></author>", xml(author));
    }
    for tag in categories(postmortem) {
        let _ = writeln!(text, "<category term=\"{}\"/>", xml(tag));
    }
    if let Some(summary) = &postmortem.summary {
        let _ = writeln!(text, "<summary>{}</summary>", xml(summary));
    }
    let _ = write!(text, "<content type=\"html\">{}</content>\n</entry>\n", xml(html));
}

fn json_feed(head: &Head, entries: &[Entry<'_>], archive: &Archive) -> String {
    let items: Vec<Value> = entries.iter().map(json_item).collect();
    let feed = without_absent(json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": head.own,
        "description": head.description,
        "language": archive.config.language,
        "items": items,
    }));
    format!("{feed:#}\n")
}

fn json_item(entry: &Entry<'_>) -> Value {
    let Entry { postmortem, address, published, updated, html } = entry;
    let authors: Vec<Value> =
        postmortem.authors.iter().map(|author| json!({ "name": author })).collect();
    let authors = (!authors.is_empty()).then_some(authors);
    without_absent(json!({
        "id": address,
        "url": address,
        "title": postmortem.title.value,
        "summary": postmortem.summary,
        "content_html": html,
        "date_published": published,
        "date_modified": updated,
        "authors": authors,
        "tags": categories(postmortem).collect::<Vec<_>>(),
    }))
}

/// The contract knows no `null`: what there is not is left out.
fn without_absent(mut object: Value) -> Value {
    if let Some(fields) = object.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    object
}

/// Cause, services and tags.
fn categories(postmortem: &Postmortem) -> impl Iterator<Item = &str> {
    let cause = postmortem.root_cause.iter().map(|cause| cause.value.as_str());
    let named = postmortem.services.iter().chain(&postmortem.tags).map(crate::model::Tag::as_str);
    cause.chain(named)
}

/// Text for XML 1.0, which has no place for most control characters (section 2.2).
pub(super) fn xml(text: &str) -> String {
    let is_char =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..);
    crate::parse::markdown::render::escaped(&text.chars().filter(is_char).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_holds_no_control_characters() {
        assert_eq!(xml("a\u{0}\u{8}<b> & \"c\"\n\u{FFFF}"), "a&lt;b&gt; &amp; &quot;c&quot;\n");
    }
}
