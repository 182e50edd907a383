//! Old addresses that lead to a postmortem, where nothing else is in their way.
//!
//! A host keeps a site as files, so an address is taken by another file of its name, by a file
//! where it needs a folder, and by a folder where it needs a file. Names that differ in case alone
//! are two for some disks and one for others.

use super::Route;
use crate::archive::{Archive, postmortem_address};
use crate::diag::{self, Diagnostic, Place};
use crate::model::{OutputPath, UrlPath};
use crate::source::{SourcePath, Span};
use std::collections::BTreeMap;
use std::ops::Bound;

/// Adds a way on from every old address that can be had; the others are findings.
pub(super) fn add(
    archive: &Archive,
    routes: &mut BTreeMap<UrlPath, Route>,
    problems: &mut Vec<Diagnostic>,
) {
    let has_aliases = archive.postmortems().any(|postmortem| !postmortem.aliases.is_empty());
    if !has_aliases && archive.layout.assets().next().is_none() {
        return;
    }
    let mut taken = Taken::by(archive, routes, problems);
    for postmortem in archive.postmortems() {
        let page = postmortem_address(&postmortem.slug);
        for (alias, span) in &postmortem.aliases {
            let address = address(alias);
            let claim = Claim { alias, source: &postmortem.source, span: *span };
            if taken.take(&claim, &address, problems) {
                routes.insert(address, Route::Redirect(page.clone()));
            }
        }
    }
}

/// The page of an old address: `2024/orders` is a folder's, `old/orders.html` a file.
fn address(alias: &str) -> UrlPath {
    let path = alias.trim_matches('/');
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    UrlPath::new(&if is_file { path.to_owned() } else { format!("{path}/") })
}

/// An old address that a document wants.
struct Claim<'a> {
    alias: &'a str,
    source: &'a SourcePath,
    span: Span,
}

/// What stands at an address.
#[derive(Clone)]
enum Holder {
    /// A page or file that the site makes.
    Site,
    /// The page of this document.
    Page(SourcePath),
    /// This file beside a document.
    File(SourcePath),
    /// An old address of this document, stated here.
    Alias(Place),
}

impl Holder {
    fn of(archive: &Archive, route: &Route) -> Holder {
        match route {
            Route::Postmortem(number) => Holder::Page(archive.postmortem(*number).source.clone()),
            Route::ContentAsset(path) => Holder::File(path.clone()),
            _ => Holder::Site,
        }
    }

    /// In words, and the place where it is stated.
    fn told(self) -> (String, Option<Place>) {
        match self {
            Holder::Site => ("a page or file that the site makes".to_owned(), None),
            Holder::Page(path) => (format!("the page of `{path}`"), Some(Place::file(&path))),
            Holder::File(path) => (format!("`{path}`"), Some(Place::file(&path))),
            Holder::Alias(place) => (format!("an old address of `{}`", place.path), Some(place)),
        }
    }
}

/// The files of the site by their names in lower case.
struct Taken(BTreeMap<String, (OutputPath, Holder)>);

impl Taken {
    fn by(
        archive: &Archive,
        routes: &BTreeMap<UrlPath, Route>,
        problems: &mut Vec<Diagnostic>,
    ) -> Taken {
        let mut taken = Taken(BTreeMap::new());
        for (address, route) in routes {
            let file = address.output();
            let holder = Holder::of(archive, route);
            let same = taken.0.insert(folded(&file), (file.clone(), holder.clone()));
            // Addresses of documents and of shelves are told apart without case before.
            if let (Some((other, before)), Holder::File(path)) = (same, holder) {
                let (what, first) = before.told();
                problems.push(diag::differs_in_case_only(
                    Place::file(&path),
                    (file.as_str(), other.as_str()),
                    (&what, first),
                ));
            }
        }
        taken
    }

    /// True where an old address can be had, which is then taken.
    fn take(
        &mut self,
        claim: &Claim<'_>,
        address: &UrlPath,
        problems: &mut Vec<Diagnostic>,
    ) -> bool {
        let file = address.output();
        let place = Place::new(claim.source, claim.span);
        let key = folded(&file);
        if let Some((other, holder)) = self.in_the_way(&key) {
            let is_itself = matches!(&holder, Holder::Alias(of) if of.path == *claim.source);
            let (what, first) = holder.told();
            if other.as_str() == file.as_str() && is_itself {
                return false;
            }
            problems.push(if folded(&other) == key && other.as_str() != file.as_str() {
                let names = (file.as_str(), other.as_str());
                diag::differs_in_case_only(place, names, (&what, first))
            } else {
                diag::alias_taken(place, claim.alias, other.as_str(), (&what, first))
            });
            return false;
        }
        self.0.insert(key, (file, Holder::Alias(place)));
        true
    }

    /// What has this name, is a file where one of its folders would be, or lies in a folder of
    /// this name.
    fn in_the_way(&self, key: &str) -> Option<(OutputPath, Holder)> {
        let folders = key.match_indices('/').map(|(at, _)| &key[..at]);
        let above = folders.chain([key]).find_map(|name| self.0.get(name));
        let inside = format!("{key}/");
        let below = || {
            let from = (Bound::Excluded(inside.as_str()), Bound::Unbounded);
            self.0.range::<str, _>(from).next().filter(|(name, _)| name.starts_with(&inside))
        };
        above.or_else(|| below().map(|(_, held)| held)).cloned()
    }
}

fn folded(file: &OutputPath) -> String {
    file.as_str().to_lowercase()
}
