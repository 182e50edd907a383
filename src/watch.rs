//! File events → one wake-up. `notify`'s door.
//!
//! A watcher only says "something changed"; what changed is told by comparing content. So an event
//! that is doubled, reordered or about a file that nobody asked for does no harm. Against events
//! that never come there are four nets:
//!
//! - The ground (the folders that are watched) is compared with what there is at every wake-up and
//!   at every heartbeat, and watched anew where it has become another.
//! - After names came or went, and after a look at the named files alone, there is a second look:
//!   while a folder is new, the system tells nothing of what is written into it before it is
//!   watched.
//! - On file systems that change without the kernel's knowledge, files are looked at twice a
//!   second; on layered ones, every other second.
//! - Where the system can watch no more folders, looking takes the place of watching.

#![expect(clippy::disallowed_methods, reason = "waiting for quiet has an end by the clock")]

use crate::disk::{Ground, Notices, Place, Reach, ground, notices, resolved, spare};
use notify::event::ModifyKind;
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The operating system tells, where it can.
    Events,
    /// Files are looked at twice a second.
    Poll,
}

/// Time that must pass without an event before a wake-up is told: a save is often several.
const QUIET: Duration = Duration::from_millis(4);
/// A wake-up is told after this time even if events keep coming.
const LONGEST: Duration = Duration::from_millis(100);
/// Time from a wake-up to the second look.
const SECOND_LOOK: Duration = Duration::from_millis(250);
/// Time between two looks where no events come.
const POLL: Duration = Duration::from_millis(500);
/// Time between two looks where some events may not come.
const SLOW_POLL: Duration = Duration::from_secs(2);
/// Time between two comparisons of the ground.
const HEARTBEAT: Duration = Duration::from_millis(500);

/// What reaches the one who waits.
enum Message {
    Changed(Change, Vec<PathBuf>),
    End,
}

/// Files that something happened to, as paths without links; some may be gone. Where none is named,
/// anything may have changed.
pub type Named = BTreeSet<PathBuf>;

/// What kind of change there was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// Something was written.
    Bytes,
    /// Names came or went, or nobody knows: a folder may be new, and its first files untold.
    Names,
}

/// Watches a site's files.
pub struct Watch {
    place: Place,
    /// Folders that the program writes to.
    own: Vec<PathBuf>,
    messages: Receiver<Message>,
    sender: Sender<Message>,
    eyes: Option<Eyes>,
    looks: Looks,
    /// When a second look is due, if there is to be one.
    second_look: Option<Instant>,
    /// What came while somebody asked whether anything comes.
    early: Option<Message>,
    advice: Vec<String>,
}

/// How often files are looked at besides what events tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looks {
    None,
    Every(Duration),
}

/// A running watcher and what it watches.
struct Eyes {
    ground: Ground,
    /// Something happened to the ground itself.
    is_shaken: Arc<AtomicBool>,
    /// A folder could not be watched any more.
    is_short_sighted: Arc<AtomicBool>,
    /// Kept because dropping it ends the watching.
    _watcher: RecommendedWatcher,
}

/// Ends a [`Watch`] from another thread.
#[derive(Clone)]
pub struct Stopper(Sender<Message>);

impl Stopper {
    /// The next [`Watch::wait`] gives false.
    pub fn stop(&self) {
        // Nobody waits any more where this fails.
        let _ = self.0.send(Message::End);
    }
}

impl Watch {
    /// Starts to watch a site's files; events of its own writing are passed over.
    pub fn start(place: &Place, output: Option<PathBuf>, method: Method) -> Watch {
        let (sender, messages) = channel();
        let (looks, advice) = plan(method, notices(place));
        let mut watch = Watch {
            place: place.clone(),
            own: output.map(|output| resolved(&output)).map_or_else(Vec::new, own_folders),
            messages,
            sender,
            eyes: None,
            looks,
            second_look: None,
            early: None,
            advice: advice.into_iter().collect(),
        };
        if method == Method::Events {
            watch.open_eyes();
        }
        watch
    }

    /// What can end this from another thread.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.sender.clone())
    }

    /// What the user should know of how changes are noticed; each is told once.
    pub fn advice(&mut self) -> Vec<String> {
        std::mem::take(&mut self.advice)
    }

    /// Waits until it is time to look: something has changed and is quiet again, or a look is due.
    /// `None` where it was stopped.
    pub fn wait(&mut self) -> Option<Named> {
        loop {
            match self.next(self.patience()) {
                Ok(Message::Changed(change, paths)) => return self.settle(change, paths),
                Ok(Message::End) | Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {
                    let is_new_ground = self.renew();
                    if self.takes_second_look() || is_new_ground || self.looks != Looks::None {
                        return Some(Named::new());
                    }
                }
            }
        }
    }

    /// Soon a look at everything is due, whatever events come until then.
    pub fn owe_second_look(&mut self) {
        self.second_look.get_or_insert_with(|| Instant::now() + SECOND_LOOK);
    }

    fn takes_second_look(&mut self) -> bool {
        self.second_look.take_if(|due| *due <= Instant::now()).is_some()
    }

    /// True where nothing is to be looked at now, nor comes up within `time`.
    pub fn rests(&mut self, time: Duration) -> bool {
        if self.early.is_none() && self.second_look.is_none() {
            self.early = match self.messages.recv_timeout(time) {
                Ok(message) => Some(message),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Message::End),
            };
        }
        self.early.is_none() && self.second_look.is_none()
    }

    fn next(&mut self, patience: Duration) -> Result<Message, RecvTimeoutError> {
        match self.early.take() {
            Some(message) => Ok(message),
            None => self.messages.recv_timeout(patience),
        }
    }

    fn patience(&self) -> Duration {
        let usual = match self.looks {
            Looks::Every(interval) => interval,
            Looks::None => HEARTBEAT,
        };
        let left = |due: Instant| due.saturating_duration_since(Instant::now());
        self.second_look.map_or(usual, |due| usual.min(left(due)))
    }

    /// Waits for quiet; `None` where it was stopped meanwhile.
    fn settle(&mut self, change: Change, paths: Vec<PathBuf>) -> Option<Named> {
        let end = Instant::now() + LONGEST;
        let mut named = Named::from_iter(paths);
        let mut is_names = change == Change::Names;
        while Instant::now() < end {
            match self.messages.recv_timeout(QUIET) {
                Ok(Message::Changed(change, paths)) => {
                    named.extend(paths);
                    is_names |= change == Change::Names;
                }
                Ok(Message::End) | Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => break,
            }
        }
        let is_due = self.takes_second_look();
        if is_names {
            self.owe_second_look();
        }
        Some(if self.renew() || is_due { Named::new() } else { named })
    }

    /// Watches anew where the ground has become another; true where it did.
    fn renew(&mut self) -> bool {
        let Some(eyes) = &self.eyes else { return false };
        let is_shaken = eyes.is_shaken.swap(false, Ordering::Relaxed);
        let is_short_sighted = eyes.is_short_sighted.load(Ordering::Relaxed);
        if is_short_sighted {
            self.give_up(LIMIT);
            return true;
        }
        if !is_shaken && eyes.ground == ground(&self.place) {
            return false;
        }
        self.open_eyes();
        true
    }

    /// The new watcher stands before the old one goes, so that no event falls between them.
    fn open_eyes(&mut self) {
        match Eyes::open(&self.place, &self.own, &self.sender) {
            Ok(eyes) => self.eyes = Some(eyes),
            Err(reason) => self.give_up(&reason),
        }
    }

    fn give_up(&mut self, reason: &str) {
        self.eyes = None;
        self.looks = Looks::Every(POLL);
        self.advice.push(format!("{reason}; files are looked at twice a second instead"));
    }
}

const LIMIT: &str = "the system can watch no more folders: raise its limit with \
     `sudo sysctl fs.inotify.max_user_watches=524288` \
     (and `fs.inotify.max_user_instances=512`), and start again";

/// How often to look by the file system that the files lie on, and what to say of it.
fn plan(method: Method, notices: Notices) -> (Looks, Option<String>) {
    match (method, notices) {
        (Method::Poll, _) => (Looks::Every(POLL), None),
        (Method::Events, Notices::Told) => (Looks::None, None),
        (Method::Events, Notices::InPart(name)) => {
            let told = format!(
                "the site lies on {name}, which may not tell of every change: \
                 files are looked at every other second too"
            );
            (Looks::Every(SLOW_POLL), Some(told))
        }
        (Method::Events, Notices::Not(name)) => {
            let told = format!(
                "the site lies on {name}, which does not tell of changes made elsewhere: \
                 files are looked at twice a second too"
            );
            (Looks::Every(POLL), Some(told))
        }
    }
}

impl Eyes {
    fn open(place: &Place, own: &[PathBuf], sender: &Sender<Message>) -> Result<Eyes, String> {
        let ground = ground(place);
        let is_shaken = Arc::new(AtomicBool::new(false));
        let is_short_sighted = Arc::new(AtomicBool::new(false));
        let handler = Handler {
            sender: sender.clone(),
            own: own.to_vec(),
            anchors: ground.anchors.clone(),
            is_shaken: Arc::clone(&is_shaken),
            is_short_sighted: Arc::clone(&is_short_sighted),
        };
        // A link inside the content may lead anywhere, to the whole disk even.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher =
            RecommendedWatcher::new(handler, config).map_err(|error| reason(&error))?;
        for (folder, reach) in &ground.folders {
            let mode = match reach {
                Reach::Names => RecursiveMode::NonRecursive,
                Reach::All => RecursiveMode::Recursive,
            };
            match watcher.watch(folder, mode) {
                Ok(()) => {}
                // It went away just now: the next heartbeat sees another ground.
                Err(error) if is_gone(&error) => {}
                Err(error) => return Err(reason(&error)),
            }
        }
        Ok(Eyes { ground, is_shaken, is_short_sighted, _watcher: watcher })
    }
}

/// The output folder, and the one in which the next site is put together.
fn own_folders(output: PathBuf) -> Vec<PathBuf> {
    vec![spare(&output), output]
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// Why there is no watching, in words that say what to do.
fn reason(error: &notify::Error) -> String {
    // EMFILE of `inotify_init` is the limit of watchers of one user (inotify(7)).
    const TOO_MANY_OPEN: i32 = 24;
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => LIMIT.to_owned(),
        notify::ErrorKind::Io(error) if error.raw_os_error() == Some(TOO_MANY_OPEN) => {
            LIMIT.to_owned()
        }
        _ => format!("the files cannot be watched ({error})"),
    }
}

struct Handler {
    sender: Sender<Message>,
    own: Vec<PathBuf>,
    anchors: Vec<PathBuf>,
    is_shaken: Arc<AtomicBool>,
    is_short_sighted: Arc<AtomicBool>,
}

impl notify::EventHandler for Handler {
    fn handle_event(&mut self, event: notify::Result<Event>) {
        let (change, paths) = match event {
            Ok(event) if matches!(event.kind, EventKind::Access(_)) || self.is_own(&event) => {
                return;
            }
            Ok(event) if is_bytes(event.kind) => (Change::Bytes, event.paths),
            Ok(event) => {
                if self.shakes(&event) {
                    self.is_shaken.store(true, Ordering::Relaxed);
                }
                (Change::Names, event.paths)
            }
            // An error may mean that events were lost: look.
            Err(error) => {
                if matches!(error.kind, notify::ErrorKind::MaxFilesWatch) {
                    self.is_short_sighted.store(true, Ordering::Relaxed);
                }
                (Change::Names, Vec::new())
            }
        };
        // Nobody waits any more where this fails.
        let _ = self.sender.send(Message::Changed(change, paths));
    }
}

fn is_bytes(kind: EventKind) -> bool {
    matches!(kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)))
}

impl Handler {
    fn is_own(&self, event: &Event) -> bool {
        let is_own = |path: &PathBuf| self.own.iter().any(|own| path.starts_with(own));
        !event.paths.is_empty() && event.paths.iter().all(is_own)
    }

    /// True where a watched folder itself came, went or became another.
    fn shakes(&self, event: &Event) -> bool {
        let is_name = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        is_name && event.paths.iter().any(|path| self.anchors.contains(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_system_decides_how_often_to_look() {
        let cases = [
            (Method::Poll, Notices::Told, Looks::Every(POLL), ""),
            (Method::Events, Notices::Told, Looks::None, ""),
            (Method::Events, Notices::InPart("overlay".into()), Looks::Every(SLOW_POLL), "overlay"),
            (Method::Events, Notices::Not("9p".into()), Looks::Every(POLL), "9p"),
        ];
        for (method, notices, looks, said) in cases {
            let (planned, advice) = plan(method, notices);
            assert_eq!(planned, looks);
            assert!(advice.unwrap_or_default().contains(said));
        }
    }

    #[test]
    fn the_limit_is_explained() {
        let limit = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
        assert!(reason(&limit).contains("sysctl fs.inotify.max_user_watches"));
        let too_many = notify::Error::io(std::io::Error::from_raw_os_error(24));
        assert!(reason(&too_many).contains("max_user_instances"));
        let other = notify::Error::generic("no luck");
        assert!(reason(&other).contains("no luck"));
    }
}
