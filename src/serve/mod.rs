//! The preview: a site answered from memory, page by page as it is asked for.
//!
//! `route` decides what a request gets, without sockets; `http` moves bytes; [`State`] is what
//! both look at, swapped as a whole when content changes, before any browser is told.

mod http;
mod overlay;
mod route;

pub use http::{Address, serve};
pub use overlay::findings_json;

use crate::disk::Place;
use crate::pipeline::Outcome;
use crate::site::Site;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;

/// Folder of the preview's own addresses; no page of a site can be called so.
pub const OWN_FOLDER: &str = "_retrospect";

/// Markup for the end of every page of the preview.
pub const MARKUP: &str = "<script src=\"/_retrospect/client.js\" defer></script>";

/// What the preview shows now.
#[derive(Clone, Debug)]
struct Shown {
    /// The last site whose theme could be used.
    site: Option<Arc<Site>>,
    /// The findings of the last compilation, as JSON.
    findings: Arc<str>,
}

/// What the preview shows, and who waits for news of it.
#[derive(Debug)]
pub struct State {
    place: Place,
    shown: RwLock<Shown>,
    generation: watch::Sender<u64>,
}

impl State {
    /// A state that shows what was compiled.
    pub fn new(place: Place, outcome: Outcome) -> State {
        let findings = findings_json(&outcome).into();
        let shown = Shown { site: outcome.site.map(Arc::new), findings };
        State { place, shown: RwLock::new(shown), generation: watch::Sender::new(1) }
    }

    /// Shows what was compiled, then tells every browser. A site whose theme cannot be used leaves
    /// the last good one standing, with the findings over it.
    pub fn show(&self, outcome: Outcome) {
        let findings = findings_json(&outcome).into();
        {
            let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
            let site = outcome.site.map(Arc::new).or_else(|| shown.site.clone());
            *shown = Shown { site, findings };
        }
        self.generation.send_modify(|generation| *generation += 1);
    }

    /// Shows why content could not be read at all, over the last good site.
    pub fn show_failure(&self, failure: &crate::failure::Failure) {
        {
            let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
            shown.findings = overlay::failure_json(failure).into();
        }
        self.generation.send_modify(|generation| *generation += 1);
    }

    fn shown(&self) -> Shown {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
