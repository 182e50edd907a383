//! The preview: a site answered from memory, page by page as it is asked for.
//!
//! `route` decides what a request gets, without sockets; `reply` makes answers and `http`
//! moves them; [`State`] is what all look at, swapped as a whole when content changes, before any
//! browser is told. `panel` and `trail` say what else the browser wants to know of a page: what
//! the program made of its document, and where it went. `client.js` is the browser's part.

mod beside;
mod ending;
mod http;
mod indexing;
mod overlay;
mod panel;
mod reply;
mod route;
mod trail;

pub use ending::{Told, told_to_end};
pub use http::{Address, serve};
pub use indexing::keep_indexed;

use crate::disk::{self, Place};
use crate::failure::Failure;
use crate::pipeline::Outcome;
use crate::site::Site;
use crate::source::SourcePath;
use indexing::Indexing;
use serde::Serialize;
use std::hash::{BuildHasher as _, RandomState};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;
use trail::Trail;

/// Folder of the preview's own addresses; no page of a site can be called so.
pub const OWN_FOLDER: &str = "_retrospect";

/// Markup for the end of every page of the preview.
pub const MARKUP: &str = "<script src=\"/_retrospect/client.js\" defer></script>";

/// What the preview shows now.
#[derive(Clone, Debug)]
struct Shown {
    /// The last site whose theme could be used.
    site: Option<Arc<Site>>,
    /// What the last compilation gave, its site aside.
    outcome: Arc<Outcome>,
    /// Why there was no compilation after that.
    failure: Option<Failure>,
    /// Where documents went that stood elsewhere before.
    trail: Arc<Trail>,
}

/// What browsers are told, as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
struct News {
    /// Which run of the server this is.
    start: u64,
    /// Counts what was shown, from 1.
    generation: u64,
    /// Counts the changes of files that pages refer to, such as pictures.
    assets: u64,
    /// True while the next site is in the making.
    building: bool,
}

/// What the preview shows, and who waits for news of it.
#[derive(Debug)]
pub struct State {
    place: Place,
    /// The site's folder without links, for the addresses that open an editor.
    folder: PathBuf,
    shown: RwLock<Shown>,
    news: watch::Sender<News>,
    indexing: Indexing,
}

impl State {
    /// A state that shows what was compiled, and what was compiled but the site.
    pub fn new(place: Place, mut outcome: Outcome) -> (State, Arc<Outcome>) {
        let site = outcome.site.take().map(Arc::new);
        let trail = Arc::new(Trail::default());
        let outcome = Arc::new(outcome);
        let shown = Shown { site, outcome: Arc::clone(&outcome), failure: None, trail };
        // A number that no earlier run had; 53 bits, because JavaScript has no more.
        let start = RandomState::new().hash_one(OWN_FOLDER) >> 11;
        let news = News { start, generation: 1, assets: 0, building: false };
        let folder = disk::resolved(&place.root);
        let (shown, news) = (RwLock::new(shown), watch::Sender::new(news));
        let indexing = Indexing::default();
        indexing.follow(1);
        (State { place, folder, shown, news, indexing }, outcome)
    }

    /// Tells browsers that there will be something new.
    pub fn announce(&self) {
        self.news.send_modify(|news| news.building = true);
    }

    /// Shows what was compiled, then tells every browser. A site whose theme cannot be used leaves
    /// the last good one standing, with the findings over it. `touched` are the files that changed.
    /// Gives what was compiled but the site.
    pub fn show(&self, mut outcome: Outcome, touched: &[SourcePath]) -> Arc<Outcome> {
        let before = self.shown();
        let n_assets = touched.iter().filter(|path| is_beside(&outcome, path)).count() as u64;
        let trail = before.trail.followed(&before.outcome.archive, &outcome.archive);
        let site = outcome.site.take().map(|site| Arc::new(followed(site, before.site.as_deref())));
        let site = site.or(before.site);
        let outcome = Arc::new(outcome);
        let shown = Arc::clone(&outcome);
        let trail = Arc::new(trail);
        let _gone = self.swap(Shown { site, outcome: shown, failure: None, trail });
        self.tell(n_assets);
        outcome
    }

    /// Shows why content could not be read at all, over the last good site.
    pub fn show_failure(&self, failure: &Failure) {
        let before = self.shown();
        if before.failure.as_ref() != Some(failure) {
            self.swap(Shown { failure: Some(failure.clone()), ..before });
            self.tell(0);
        }
    }

    /// Gives what was shown before: to let go of thousands of documents takes its time, and nobody
    /// should wait for that.
    fn swap(&self, shown: Shown) -> Shown {
        let mut now = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut now, shown)
    }

    fn tell(&self, n_assets: u64) {
        self.news.send_modify(|news| {
            news.generation += 1;
            news.assets += n_assets;
            news.building = false;
        });
        self.indexing.follow(self.news.borrow().generation);
    }

    fn shown(&self) -> Shown {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The site with the search index of the one before it, until there is a new one.
fn followed(site: Site, before: Option<&Site>) -> Site {
    match before.and_then(Site::index) {
        Some(index) => site.with_index(index),
        None => site,
    }
}

/// True for a file that pages refer to by its name alone.
fn is_beside(outcome: &Outcome, path: &SourcePath) -> bool {
    outcome.archive.layout.asset(path).is_some()
}
