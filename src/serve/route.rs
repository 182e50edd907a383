//! What a request gets, decided without sockets.

use super::OWN_FOLDER;
use crate::model::UrlPath;
use crate::site::{Route, Site, is_of_index};

/// What a request is to be answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply<'s> {
    /// A route of the site.
    Found(&'s UrlPath, &'s Route),
    /// The same page under its proper address, from the host's root.
    Moved(String),
    /// Nothing is there.
    NotFound,
    /// A file of the search index, which is still being made.
    NotYet,
    /// The preview's script.
    Client,
    /// The findings.
    Findings,
    /// What the preview knows of the page at this address, there or not.
    Beside(UrlPath),
}

/// Decides by the path of a request, percent-encoded as it came.
pub fn route<'s>(site: Option<&'s Site>, path: &str) -> Reply<'s> {
    let decoded = decode(path);
    let path = decoded.trim_start_matches('/');
    if let Some(own) = path.strip_prefix(OWN_FOLDER) {
        return match (own, own.strip_prefix("/beside/")) {
            ("/client.js", _) => Reply::Client,
            ("/findings", _) => Reply::Findings,
            (_, Some(page)) => Reply::Beside(UrlPath::new(plain(page))),
            _ => Reply::NotFound,
        };
    }
    let Some(site) = site else { return Reply::NotFound };
    if let Some(found) = find(site, path).or_else(|| find(site, plain(path))) {
        return found;
    }
    if site.has_search() && site.index().is_none() && is_of_index(&UrlPath::new(path)) {
        return Reply::NotYet;
    }
    // A static host leads `/incidents/orders` to the folder.
    match find(site, &format!("{path}/")) {
        Some(_) if !path.is_empty() => Reply::Moved(format!("/{}/", UrlPath::new(path).encoded())),
        _ => Reply::NotFound,
    }
}

/// A folder's page stands at the folder.
fn plain(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}

fn find<'s>(site: &'s Site, path: &str) -> Option<Reply<'s>> {
    let address = UrlPath::new(path);
    let (address, route) = site.routes_at(&address)?;
    Some(Reply::Found(address, route))
}

/// True where a request's `Host` names this machine, so that a foreign page cannot reach the
/// preview through a name of its own (DNS rebinding). A server that was bound to another address
/// on purpose also answers to that.
pub fn is_own_host(host: &str, bound: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    let is_loopback = name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    is_loopback || name == bound || bound == "0.0.0.0" || bound == "::"
}

/// True where a request comes from a page of this preview, or from no page. `host` is what the
/// request calls this server; a page of another site names itself, and a page without a name of
/// its own (`null`: a file, a sandbox) is as foreign.
pub fn is_own_origin(origin: Option<&str>, host: &str) -> bool {
    origin.is_none_or(|origin| {
        origin.strip_prefix("http://").is_some_and(|name| name.eq_ignore_ascii_case(host))
    })
}

/// Undoes percent-encoding; what is no UTF-8 then leads nowhere.
fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next(), rest.next()].map(|d| d.and_then(|d| char::from(d).to_digit(16)));
        match digits {
            [Some(high), Some(low)] => bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?')),
            _ => return "\u{FFFD}".to_owned(),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| "\u{FFFD}".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machines_names_are_answered() {
        let cases = [
            ("localhost:3000", true),
            ("127.0.0.1:3000", true),
            ("[::1]:3000", true),
            ("evil.example", false),
            ("127.0.0.1.evil.example", false),
            ("", false),
        ];
        for (host, is_own) in cases {
            assert_eq!(is_own_host(host, "127.0.0.1"), is_own, "{host}");
        }
        assert!(is_own_host("wiki.internal", "0.0.0.0"));
    }

    #[test]
    fn only_its_own_pages_are_answered() {
        let cases = [
            (None, true),
            (Some("http://127.0.0.1:3000"), true),
            (Some("http://127.0.0.1:3001"), false),
            (Some("https://127.0.0.1:3000"), false),
            (Some("http://evil.example"), false),
            (Some("http://127.0.0.1:3000.evil.example"), false),
            (Some("null"), false),
            (Some(""), false),
        ];
        for (origin, is_own) in cases {
            assert_eq!(is_own_origin(origin, "127.0.0.1:3000"), is_own, "{origin:?}");
        }
    }

    #[test]
    fn the_previews_own_addresses_need_no_site() {
        assert_eq!(route(None, "/_retrospect/findings"), Reply::Findings);
        let page = UrlPath::new("incidents/a/");
        for path in ["incidents/a/", "incidents/a/index.html", "%69ncidents/a/"] {
            let asked = route(None, &format!("/_retrospect/beside/{path}"));
            assert_eq!(asked, Reply::Beside(page.clone()), "{path}");
        }
        assert_eq!(route(None, "/_retrospect/../x"), Reply::NotFound);
        assert_eq!(route(None, "/"), Reply::NotFound);
    }
}
