//! File events → one wake-up. `notify`'s door.
//!
//! A watcher only says "something changed"; what changed is told by comparing content. So an event
//! that is doubled, reordered or about a file that nobody asked for does no harm.

use crate::disk::Place;
use crate::failure::Failure;
use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The operating system tells.
    Events,
    /// Files are looked at twice a second, for mounts that send no events.
    Poll,
}

/// Watches a site's files.
pub struct Watch {
    wakes: Receiver<()>,
    /// Kept because dropping it ends the watching.
    _watcher: Box<dyn Watcher + Send>,
}

/// Time that must pass without an event before a wake-up is told: a save is often several.
const QUIET: Duration = Duration::from_millis(15);
/// Wake-ups are told after this time even if events keep coming.
const MOST_QUIETS: u32 = 10;
/// Time between two looks of [`Method::Poll`].
const POLL_INTERVAL: Duration = Duration::from_millis(500);

impl Watch {
    /// Starts to watch the site's folder; the output folder's events are passed over.
    ///
    /// # Errors
    /// Where the folder cannot be watched.
    pub fn start(place: &Place, output: Option<PathBuf>, method: Method) -> Result<Watch, Failure> {
        let (sender, wakes) = channel();
        let handler = Handler { sender, output };
        let failed = |error: notify::Error| {
            Failure::new(
                format!("cannot watch {}: {error}", place.root.display()),
                "try --poll; on Linux the limit is `sysctl fs.inotify.max_user_watches`",
            )
        };
        let config =
            Config::default().with_poll_interval(POLL_INTERVAL).with_compare_contents(true);
        let mut watcher: Box<dyn Watcher + Send> = match method {
            Method::Events => Box::new(RecommendedWatcher::new(handler, config).map_err(failed)?),
            Method::Poll => Box::new(PollWatcher::new(handler, config).map_err(failed)?),
        };
        // The folder itself is watched, so that `content` may go away and come back.
        watcher.watch(&place.root, RecursiveMode::NonRecursive).map_err(failed)?;
        for folder in ["content", "themes"].map(|name| place.root.join(name)) {
            if folder.is_dir() {
                watcher.watch(&folder, RecursiveMode::Recursive).map_err(failed)?;
            }
        }
        Ok(Watch { wakes, _watcher: watcher })
    }

    /// Waits until something has changed and is quiet again; false where watching has ended.
    pub fn wait(&mut self) -> bool {
        if self.wakes.recv().is_err() {
            return false;
        }
        for _ in 0..MOST_QUIETS {
            match self.wakes.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        true
    }
}

struct Handler {
    sender: Sender<()>,
    output: Option<PathBuf>,
}

impl notify::EventHandler for Handler {
    fn handle_event(&mut self, event: notify::Result<Event>) {
        let is_ours = |event: &Event| {
            let output = self.output.as_ref();
            !event.paths.is_empty()
                && event
                    .paths
                    .iter()
                    .all(|path| output.is_some_and(|output| path.starts_with(output)))
        };
        let wakes = match &event {
            Ok(event) => !matches!(event.kind, EventKind::Access(_)) && !is_ours(event),
            // An error may mean that events were lost: look.
            Err(_) => true,
        };
        if wakes {
            // Nobody waits any more where this fails.
            let _ = self.sender.send(());
        }
    }
}
