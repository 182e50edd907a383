//! When `build` and `watch` make the index of full-text search.
//!
//! A single build makes it, or takes over that of the build before where nothing has changed. While
//! files are being edited nobody waits for it: the pages are written with the index of an earlier
//! build, and a new one follows when nothing has changed for a while.

use crate::disk;
use crate::failure::Failure;
use crate::search;
use crate::site::{SearchIndex, Site};
use std::path::Path;
use std::sync::Arc;

/// When an index is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Indexing {
    /// Before anything is written.
    Now,
    /// Later, where there is one of an earlier build.
    Later,
}

/// The index of the last build, and what is not yet indexed.
#[derive(Default)]
pub(super) struct Kept {
    /// The site that the index is of.
    indexed: Option<Site>,
    /// A site that was written with the index of an earlier one.
    owed: Option<Site>,
}

impl Kept {
    /// The site with an index to write it with; `output` may hold that of an earlier build.
    pub(super) fn indexed(
        &mut self,
        site: Site,
        (when, output): (Indexing, &Path),
    ) -> Result<Site, Failure> {
        self.owed = None;
        if !site.has_search() {
            return Ok(site);
        }
        let last = self.indexed.as_ref().and_then(|last| Some((last, last.index()?)));
        match last {
            Some((last, index)) if has_same_words(last, &site) => Ok(site.with_index(index)),
            Some((_, index)) if when == Indexing::Later => {
                self.owed = Some(site.clone());
                Ok(site.with_index(index))
            }
            _ => {
                let earlier = search::earlier(&site, |address| disk::built(output, address));
                let index = match earlier {
                    Some(index) => index,
                    None => search::index(&site, || true)?.unwrap_or_default(),
                };
                Ok(self.keep(site, index))
            }
        }
    }

    /// True while there is something that no index is of.
    pub(super) fn owes(&self) -> bool {
        self.owed.is_some()
    }

    /// Makes the index that is owed; gives the site to write, or `None` where `is_wanted` said
    /// that something else comes first.
    pub(super) fn make_up(
        &mut self,
        is_wanted: impl FnMut() -> bool,
    ) -> Result<Option<Site>, Failure> {
        let Some(site) = &self.owed else { return Ok(None) };
        let Some(index) = search::index(site, is_wanted)? else { return Ok(None) };
        let site = self.owed.take();
        Ok(site.map(|site| self.keep(site, index)))
    }

    fn keep(&mut self, site: Site, index: SearchIndex) -> Site {
        let site = site.with_index(Arc::new(index));
        self.indexed = Some(site.clone());
        site
    }
}

/// True where two sites are of the very same documents under the same settings. What was not
/// parsed again is in the same place.
fn has_same_words(one: &Site, other: &Site) -> bool {
    let (one, other) = (one.archive(), other.archive());
    one.config == other.config
        && one.documents.len() == other.documents.len()
        && one.documents.iter().zip(&other.documents).all(|(one, other)| Arc::ptr_eq(one, other))
}
