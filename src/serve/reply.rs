//! Answers: pages with a tag of their bytes, so that a browser can ask whether they changed.

use super::route::{Reply, route};
use super::{MARKUP, Shown, State, beside, overlay};
use crate::diag::Diagnostic;
use crate::diag::report::{Sources, Style, human};
use crate::disk;
use crate::model::UrlPath;
use crate::site::{Artifact, Route, Site};
use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use std::hash::{DefaultHasher, Hasher as _};

/// The preview's script, and what it morphs pages with.
const CLIENT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("idiomorph.min.js"),
    "\n",
    include_str!("panel.js"),
    "\n",
    include_str!("client.js"),
    "})();\n"
);

/// Answers a request for a path, percent-encoded as it came; `known` is the tag of the bytes that
/// the client has.
pub(super) fn reply(state: &State, path: &str, known: Option<&str>) -> Response<Body> {
    let shown = state.shown();
    match route(shown.site.as_deref(), path) {
        Reply::Client => bytes("text/javascript; charset=utf-8", CLIENT.as_bytes().to_vec()),
        Reply::Findings => json(overlay::findings(&shown).to_string()),
        Reply::Beside(address) => json(beside::beside(&shown, &state.folder, &address).to_string()),
        Reply::Moved(to) => moved(&to),
        Reply::NotYet => {
            state.indexing.want();
            plain(StatusCode::ACCEPTED, "the search index is being made")
        }
        Reply::Found(address, found) => match &shown.site {
            Some(site) => {
                let mut response = tagged(page(state, (&shown, site), address, found), known);
                confine(&mut response, found);
                response
            }
            None => nothing_yet(),
        },
        Reply::NotFound => not_found(state, &shown),
    }
}

/// What a page is made of, or why it cannot be.
type Page = Result<(String, Vec<u8>), String>;

fn page(state: &State, (shown, site): (&Shown, &Site), address: &UrlPath, route: &Route) -> Page {
    let media_type = media_type(address.output().as_str());
    let rendered = match site.render(address, route) {
        Ok(Artifact::Bytes(rendered)) if media_type.starts_with("text/html") => following(rendered),
        Ok(Artifact::Bytes(rendered)) => rendered,
        Ok(Artifact::CopyOf(path)) => {
            disk::asset(&state.place, &path).map_err(|failure| failure.to_string())?
        }
        Err(problem) => return Err(told(&problem, &shown.outcome.sources())),
    };
    Ok((media_type, rendered))
}

/// The page with the preview's markup, which a theme need not give it: a template that is empty
/// for the moment in which an editor writes it would leave a page that never follows again.
fn following(mut page: Vec<u8>) -> Vec<u8> {
    let markup = MARKUP.as_bytes();
    if !page.windows(markup.len()).rev().any(|window| window == markup) {
        page.extend([markup, b"\n"].concat());
    }
    page
}

/// What a file of a writer's may do that a browser opens by itself: be looked at. Pages have their
/// policy in their heads, and a static host has to be told (`SECURITY.md`).
fn confine(response: &mut Response<Body>, route: &Route) {
    if matches!(route, Route::ContentAsset(_)) {
        let policy = "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'";
        set(response, header::CONTENT_SECURITY_POLICY, policy);
    }
}

fn told(problem: &Diagnostic, sources: &Sources<'_>) -> String {
    human(std::slice::from_ref(problem), sources, Style::Plain)
}

/// The page with its tag; without its bytes where the client has them.
fn tagged(page: Page, known: Option<&str>) -> Response<Body> {
    let (media_type, rendered) = match page {
        Ok(page) => page,
        Err(reason) => return broken(&reason),
    };
    let tag = tag(&rendered);
    let is_known = known.is_some_and(|known| known == tag);
    let mut response = bytes(&media_type, if is_known { Vec::new() } else { rendered });
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    set(&mut response, header::ETAG, &tag);
    // The one header of a page's own answer that its scripts can read.
    let timing = format!("retrospect;desc={tag}");
    set(&mut response, HeaderName::from_static("server-timing"), &timing);
    response
}

/// A tag of bytes: equal bytes have equal tags, and others would have to collide in 64 bits.
fn tag(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    format!("\"{:016x}\"", hasher.finish())
}

/// A page that a template failed on; its script brings the page as soon as it can be made.
fn broken(reason: &str) -> Response<Body> {
    let escaped = reason.replace('&', "&amp;").replace('<', "&lt;");
    let main = format!("<h1>This page cannot be made</h1><pre>{escaped}</pre>");
    let mut response = own_page(&main);
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

fn not_found(state: &State, shown: &Shown) -> Response<Body> {
    let Some(site) = &shown.site else { return nothing_yet() };
    let page = page(state, (shown, site), &UrlPath::new("404.html"), &Route::NotFound);
    let mut response = tagged(page, None);
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// A page without a site: the theme could not be used from the start.
fn nothing_yet() -> Response<Body> {
    own_page("<h1>Nothing to show yet</h1>")
}

fn own_page(main: &str) -> Response<Body> {
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">\
         <title>retrospect</title>\
         <main id=\"main\">{main}</main>{MARKUP}"
    );
    bytes("text/html; charset=utf-8", page.into_bytes())
}

fn moved(to: &str) -> Response<Body> {
    let mut response = plain(StatusCode::FOUND, "moved");
    set(&mut response, header::LOCATION, to);
    response
}

/// A line of text.
pub(super) fn plain(status: StatusCode, text: &str) -> Response<Body> {
    let mut response = bytes("text/plain; charset=utf-8", text.as_bytes().to_vec());
    *response.status_mut() = status;
    response
}

fn json(text: String) -> Response<Body> {
    bytes("application/json", text.into_bytes())
}

fn bytes(media_type: &str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(Bytes::from(bytes)));
    set(&mut response, header::CONTENT_TYPE, media_type);
    set(&mut response, header::CACHE_CONTROL, "no-store");
    set(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Other sites may not take the preview's pages for their own pictures and scripts.
    let policy = HeaderName::from_static("cross-origin-resource-policy");
    set(&mut response, policy, "same-origin");
    response
}

/// A value that no header can hold is left out.
fn set(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// The media type of a file by its ending.
fn media_type(name: &str) -> String {
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    if guess.type_() == mime_guess::mime::TEXT || guess.subtype() == "javascript" {
        format!("{guess}; charset=utf-8")
    } else {
        guess.to_string()
    }
}
