//! The index of an earlier build, taken over where nothing that it is made of has changed.
//!
//! Beside the index stands a list: first a fingerprint of everything that the index is a function
//! of, then a fingerprint of each of its files. An index is taken over where the first is this
//! site's, and every file is there and is the one that was made.

use crate::archive::Number;
use crate::fingerprint::Fingerprint;
use crate::model::UrlPath;
use crate::site::{PART, SearchIndex, Searched, Site};
use rayon::prelude::*;
use std::fmt::Write as _;
use std::path::{Component, Path};

/// The list's name in the folder of the index.
const LIST: &str = "made-of.txt";

/// What makes the index, beside the program's version: while it is being worked on, its version
/// stays.
const MAKER: [&str; 3] =
    [include_str!("../search.rs"), include_str!("earlier.rs"), super::LICENSE.1];

/// A fingerprint of all that [`index`](super::index) makes an index of.
fn fingerprint(site: &Site) -> Fingerprint {
    let archive = site.archive();
    let of_incident = |number: Number| {
        let Searched { href, html } = site.searched(number);
        Fingerprint::of_parts([href.as_bytes(), html.as_bytes()])
    };
    let incidents: Vec<Fingerprint> =
        (0..archive.documents.len()).into_par_iter().map(of_incident).collect();
    let part = PART.to_le_bytes();
    let made_by = [env!("CARGO_PKG_VERSION"), &*archive.config.language];
    let settings = made_by.into_iter().chain(MAKER).map(str::as_bytes);
    Fingerprint::of_parts(settings.chain([&part[..]]).chain(incidents.iter().map(AsRef::as_ref)))
}

/// The files of an index of this site, the list among them.
pub(super) fn listed(site: &Site, files: Vec<(String, Vec<u8>)>) -> SearchIndex {
    let hashes: Vec<Fingerprint> =
        files.par_iter().map(|(_, bytes)| Fingerprint::of(bytes)).collect();
    let mut lines: Vec<String> =
        files.iter().zip(hashes).map(|((name, _), hash)| format!("{hash} {name}\n")).collect();
    lines.sort_unstable();
    let mut list = String::new();
    let _ = writeln!(list, "{}", fingerprint(site));
    list.extend(lines);
    SearchIndex::new(files.into_iter().chain([(LIST.to_owned(), list.into_bytes())]))
}

/// The index of an earlier build, where it is what [`index`](super::index) would make. `read` gives
/// the bytes that stand at an address, if any.
pub fn earlier(
    site: &Site,
    read: impl Fn(&UrlPath) -> Option<Vec<u8>> + Sync,
) -> Option<SearchIndex> {
    let list = read(&SearchIndex::address(LIST))?;
    let text = std::str::from_utf8(&list).ok()?;
    let mut lines = text.lines();
    if lines.next()? != fingerprint(site).to_string() {
        return None;
    }
    let lines: Vec<&str> = lines.collect();
    let file = |line: &&str| {
        let (hash, name) = line.split_once(' ')?;
        let is_below =
            Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        let bytes = is_below.then(|| read(&SearchIndex::address(name))).flatten()?;
        (Fingerprint::of(&bytes).to_string() == hash).then(|| (name.to_owned(), bytes))
    };
    let files: Option<Vec<(String, Vec<u8>)>> = lines.par_iter().map(file).collect();
    Some(SearchIndex::new(files?.into_iter().chain([(LIST.to_owned(), list)])))
}
