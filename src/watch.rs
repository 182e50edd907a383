//! File events → one wake-up. `notify`'s door.
//!
//! A watcher only says "something changed"; what changed is told by comparing content. So an event
//! that is doubled, reordered or about a file that nobody asked for does no harm.

use crate::disk::Place;
use crate::failure::Failure;
use notify::event::ModifyKind;
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
    wakes: Receiver<Wake>,
    watcher: Box<dyn Watcher + Send>,
    folders: Vec<PathBuf>,
}

/// What an event calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Wake {
    /// To look at the files.
    Look,
    /// To watch the folders anew, too: one of them came or went.
    Rewatch,
}

/// Time that must pass without an event before a wake-up is told: a save is often several.
const QUIET: Duration = Duration::from_millis(15);
/// Wake-ups are told after this time even if events keep coming.
const MOST_QUIETS: u32 = 10;
/// Time between two looks of [`Method::Poll`].
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// The folders of a site whose files are looked at, at any depth.
const FOLDERS: [&str; 2] = ["content", "themes"];

impl Watch {
    /// Starts to watch the site's folder; the output folder's events are passed over.
    ///
    /// # Errors
    /// Where the folder cannot be watched.
    pub fn start(place: &Place, output: Option<PathBuf>, method: Method) -> Result<Watch, Failure> {
        let (sender, wakes) = channel();
        let folders: Vec<PathBuf> = FOLDERS.iter().map(|name| place.root.join(name)).collect();
        let handler = Handler { sender, output, folders: folders.clone() };
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
        let mut watch = Watch { wakes, watcher, folders };
        watch.watch_folders().map_err(failed)?;
        Ok(watch)
    }

    /// Watches the folders that are there, also one that was watched under the same name before.
    fn watch_folders(&mut self) -> notify::Result<()> {
        for folder in &self.folders {
            // An error says that it was not watched, which is what is wanted.
            let _ = self.watcher.unwatch(folder);
            if folder.is_dir() {
                self.watcher.watch(folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(())
    }

    /// Waits until something has changed and is quiet again; false where watching has ended.
    pub fn wait(&mut self) -> bool {
        let Ok(mut wake) = self.wakes.recv() else { return false };
        for _ in 0..MOST_QUIETS {
            match self.wakes.recv_timeout(QUIET) {
                Ok(next) => wake = wake.max(next),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
        if wake == Wake::Rewatch {
            // Where a folder went away again meanwhile, that is an event of its own.
            let _ = self.watch_folders();
        }
        true
    }
}

struct Handler {
    sender: Sender<Wake>,
    output: Option<PathBuf>,
    folders: Vec<PathBuf>,
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
        let comes_or_goes = |event: &Event| {
            use EventKind::{Create, Modify, Remove};
            matches!(event.kind, Create(_) | Remove(_) | Modify(ModifyKind::Name(_)))
                && event.paths.iter().any(|path| self.folders.contains(path))
        };
        let wake = match &event {
            Ok(event) if comes_or_goes(event) => Wake::Rewatch,
            _ => Wake::Look,
        };
        if wakes {
            // Nobody waits any more where this fails.
            let _ = self.sender.send(wake);
        }
    }
}
