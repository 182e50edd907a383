//! When the preview makes the index of full-text search: once somebody searches, and after that
//! whenever what is shown has changed and stays as it is for a while. No save waits for it; until
//! it is made anew, the one before answers.

use super::State;
use crate::failure::Failure;
use crate::search;
use crate::site::{SearchIndex, Site};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// How long nothing may change before an index is made.
const QUIET: Duration = Duration::from_millis(500);

/// What is asked of the index, and a bell for the one who makes it.
#[derive(Debug, Default)]
pub(super) struct Indexing {
    asked: Mutex<Asked>,
    bell: Condvar,
}

#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    /// Somebody has searched.
    is_wanted: bool,
    /// What is shown, by its generation.
    shown: u64,
    /// What the newest index is of.
    made: u64,
}

impl Indexing {
    /// Somebody searches.
    pub(super) fn want(&self) {
        self.change(|asked| asked.is_wanted = true);
    }

    /// Something else is shown.
    pub(super) fn follow(&self, generation: u64) {
        self.change(|asked| asked.shown = generation);
    }

    fn change(&self, change: impl FnOnce(&mut Asked)) {
        change(&mut self.asked.lock().unwrap_or_else(PoisonError::into_inner));
        self.bell.notify_all();
    }

    fn shown(&self) -> u64 {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).shown
    }

    /// Waits until there is something to index, and quiet; gives the generation.
    fn wait(&self) -> u64 {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let is_idle = |asked: &mut Asked| !asked.is_wanted || asked.made == asked.shown;
        let mut asked =
            self.bell.wait_while(asked, is_idle).unwrap_or_else(PoisonError::into_inner);
        // The first index is waited for by somebody.
        while asked.made != 0 {
            let before = asked.shown;
            let (after, waited) = self
                .bell
                .wait_timeout_while(asked, QUIET, |asked| asked.shown == before)
                .unwrap_or_else(PoisonError::into_inner);
            asked = after;
            if waited.timed_out() {
                break;
            }
        }
        asked.shown
    }
}

/// Keeps the index of what is shown, for as long as the program runs.
///
/// # Errors
/// Where no index can be made.
pub fn keep_indexed(state: &State) -> Result<(), Failure> {
    loop {
        let generation = state.indexing.wait();
        let is_wanted = || state.indexing.shown() == generation;
        let site = state.shown().site.filter(|site| site.has_search());
        let index = match &site {
            Some(site) => search::index_aside(site, is_wanted)?,
            None => Some(SearchIndex::default()),
        };
        if let Some(index) = index {
            state.set_index(&Arc::new(index));
            state.indexing.change(|asked| asked.made = generation);
        }
    }
}

impl State {
    /// From now on this index answers.
    fn set_index(&self, index: &Arc<SearchIndex>) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(site) = &shown.site {
            shown.site = Some(Arc::new(Site::clone(site).with_index(Arc::clone(index))));
        }
    }
}
