//! What crawlers ask for: `sitemap.xml` (sitemaps.org, protocol 0.9) and `robots.txt` (RFC 9309).

use super::feed::xml;
use super::{Route, Site};
use crate::archive::last_day;
use crate::model::UrlPath;
use std::fmt::Write;

/// Every page that is worth finding, with the day of its content where that is known.
pub(super) fn sitemap(site: &Site) -> String {
    let base = site.archive.config.base_url.as_deref().unwrap_or("/");
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (address, route) in site.routes().filter(|(_, route)| is_listed(route)) {
        let _ = write!(text, "<url><loc>{}</loc>", xml(&absolute(base, address)));
        if let Route::Postmortem(number) = route
            && let Some(day) = last_day(site.archive.postmortem(*number))
        {
            let _ = write!(text, "<lastmod>{day}</lastmod>");
        }
        text.push_str("</url>\n");
    }
    text.push_str("</urlset>\n");
    text
}

/// Everything may be read; where the site map stands.
pub(super) fn robots(site: &Site) -> String {
    let base = site.archive.config.base_url.as_ref();
    let map = base.map(|base| format!("Sitemap: {base}sitemap.xml\n")).unwrap_or_default();
    format!("User-agent: *\nDisallow:\n{map}")
}

fn absolute(base: &str, address: &UrlPath) -> String {
    format!("{base}{}", address.encoded())
}

/// A page that is worth finding: one with content of its own.
fn is_listed(route: &Route) -> bool {
    route.is_page() && !matches!(route, Route::Search | Route::NotFound)
}
