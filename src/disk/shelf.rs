//! Files that were read before, so that one that has not changed is not read again.
//!
//! Content decides; what the file system says about a file ([`Stamp`]) only spares the reading.
//! That is safe because the stamp is taken *before* the bytes, and because it holds the time of
//! the inode's last change (ctime), which every write, rename and `touch` sets to now and no
//! program can set back. What is left is a second write within the clock's tick of the first
//! (up to 10 ms on Linux, 2 s on FAT): so a stamp younger than [`TICK`] is not believed, and such
//! a file is read again at every look until it has settled. Bytes that turn out equal keep their
//! old allocation, so that whoever compares needs only compare pointers.

use crate::pipeline::MOST_BYTES;
use crate::source::SourcePath;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::fs::{self, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The coarsest clock of a file system that is met in practice.
const TICK: Duration = Duration::from_secs(2);

/// A file that somebody wants.
pub(super) struct Wanted {
    path: SourcePath,
    file: PathBuf,
    part: Part,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// What it holds.
    Whole,
    /// What it holds, up to one byte more than a document may have.
    Document,
    /// Only that it is there.
    Name,
}

impl Wanted {
    /// Its bytes are wanted.
    pub(super) fn whole(path: SourcePath, file: PathBuf) -> Wanted {
        Wanted { path, file, part: Part::Whole }
    }

    /// Its bytes are wanted as those of a document, of which no more are read than one may have.
    pub(super) fn document(path: SourcePath, file: PathBuf) -> Wanted {
        Wanted { path, file, part: Part::Document }
    }

    /// Only its name is wanted, and news of its changes.
    pub(super) fn name(path: SourcePath, file: PathBuf) -> Wanted {
        Wanted { path, file, part: Part::Name }
    }
}

/// What became of a wanted file.
pub(super) enum Found {
    /// What it holds.
    Bytes(Arc<[u8]>),
    /// It is there.
    Asset,
    /// It could not be read.
    Error(io::Error),
}

/// What the file system says of a file without opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    changed: Option<SystemTime>,
    inode: (u64, u64),
}

/// A file as it was seen last.
#[derive(Clone, Debug)]
struct Kept {
    stamp: Stamp,
    /// False while a later write could bear the same stamp.
    is_settled: bool,
    /// `None` for a file of which only the name was wanted.
    bytes: Option<Arc<[u8]>>,
}

/// What was read before.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    kept: HashMap<SourcePath, Kept>,
    touched: Vec<SourcePath>,
}

impl Shelf {
    /// Looks at every wanted file, and reads those that may have changed. What is not wanted any
    /// more is forgotten.
    pub(super) fn fetch(&mut self, wanted: Vec<Wanted>) -> Vec<(SourcePath, Found)> {
        let now = SystemTime::now();
        let known = &self.kept;
        let seen: Vec<(SourcePath, io::Result<Kept>)> = wanted
            .into_par_iter()
            .map(|wanted| {
                let kept = look(&wanted, known.get(&wanted.path), now);
                (wanted.path, kept)
            })
            .collect();
        self.touched.clear();
        let mut n_here = 0;
        let mut all = Vec::with_capacity(seen.len());
        for (path, seen) in seen {
            let found = match seen {
                Ok(seen) => {
                    n_here += 1;
                    let found = seen.bytes.clone().map_or(Found::Asset, Found::Bytes);
                    self.keep(&path, seen);
                    found
                }
                Err(error) => Found::Error(error),
            };
            all.push((path, found));
        }
        if self.kept.len() > n_here {
            self.forget_all_but(&all);
        }
        all
    }

    /// Looks at one file that was fetched before; `None` where it cannot be read now. What is kept
    /// of the others stays.
    pub(super) fn refetch(&mut self, wanted: &Wanted) -> Option<Arc<[u8]>> {
        let kept = self.kept.get_mut(&wanted.path)?;
        let seen = look(wanted, Some(kept), SystemTime::now()).ok()?;
        *kept = seen;
        kept.bytes.clone()
    }

    fn keep(&mut self, path: &SourcePath, seen: Kept) {
        if let Some(kept) = self.kept.get_mut(path) {
            if !kept.is_same(&seen) {
                self.touched.push(path.clone());
            }
            *kept = seen;
        } else {
            self.touched.push(path.clone());
            self.kept.insert(path.clone(), seen);
        }
    }

    fn forget_all_but(&mut self, all: &[(SourcePath, Found)]) {
        let is_here = |(_, found): &&(SourcePath, Found)| !matches!(found, Found::Error(_));
        let here: HashSet<&SourcePath> = all.iter().filter(is_here).map(|(path, _)| path).collect();
        let gone = self.kept.keys().filter(|path| !here.contains(path));
        let mut gone: Vec<SourcePath> = gone.cloned().collect();
        gone.sort_unstable();
        for path in &gone {
            self.kept.remove(path);
        }
        self.touched.extend(gone);
    }

    /// The files that came, went or changed between the last two looks.
    pub(super) fn touched(&self) -> &[SourcePath] {
        &self.touched
    }
}

fn look(wanted: &Wanted, before: Option<&Kept>, now: SystemTime) -> io::Result<Kept> {
    let metadata = fs::metadata(&wanted.file)?;
    let stamp = Stamp::of(&metadata);
    let is_settled = stamp.is_older_than(now, TICK);
    if wanted.part == Part::Name {
        return Ok(Kept { stamp, is_settled, bytes: None });
    }
    let before = before.and_then(|kept| Some((kept, kept.bytes.as_ref()?)));
    if let Some((kept, bytes)) = before
        && kept.is_settled
        && kept.stamp == stamp
    {
        return Ok(Kept { stamp, is_settled, bytes: Some(Arc::clone(bytes)) });
    }
    let read = match wanted.part {
        Part::Document if metadata.len() > MOST_BYTES as u64 => start(&wanted.file)?,
        _ => read_known(&wanted.file, &metadata)?,
    };
    let bytes = match before {
        Some((_, bytes)) if **bytes == *read => Arc::clone(bytes),
        _ => read.into(),
    };
    Ok(Kept { stamp, is_settled, bytes: Some(bytes) })
}

/// What is told of a pipe, a socket or a device.
pub(super) const NO_FILE: &str = "a pipe, socket or device, and no file";

/// The bytes of a file.
///
/// # Errors
/// Where it cannot be read, or is something that might never end or keep its reader waiting.
pub(super) fn read_file(file: &Path) -> io::Result<Vec<u8>> {
    read_known(file, &fs::metadata(file)?)
}

/// As much of a file as shows that it is too long.
fn start(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn read_known(file: &Path, metadata: &Metadata) -> io::Result<Vec<u8>> {
    // That a folder is none, the system tells.
    if metadata.is_file() || metadata.is_dir() {
        return fs::read(file);
    }
    Err(io::Error::other(NO_FILE))
}

impl Kept {
    fn is_same(&self, other: &Kept) -> bool {
        match (&self.bytes, &other.bytes) {
            (Some(before), Some(after)) => Arc::ptr_eq(before, after),
            (None, None) => self.stamp == other.stamp,
            _ => false,
        }
    }
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Stamp {
        Stamp {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            changed: changed(metadata),
            inode: inode(metadata),
        }
    }

    /// False also for times that lie ahead: a clock that was set back, or another machine's.
    fn is_older_than(&self, now: SystemTime, age: Duration) -> bool {
        [self.modified, self.changed]
            .into_iter()
            .all(|time| time.is_some_and(|time| now.duration_since(time).is_ok_and(|a| a > age)))
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt as _;
    let seconds = u64::try_from(metadata.ctime()).ok()?;
    let nanoseconds = u64::try_from(metadata.ctime_nsec()).ok()?;
    let since = Duration::from_secs(seconds) + Duration::from_nanos(nanoseconds);
    SystemTime::UNIX_EPOCH.checked_add(since)
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.dev(), metadata.ino())
}

/// Elsewhere the time of the last write has to do.
#[cfg(not(unix))]
fn changed(metadata: &Metadata) -> Option<SystemTime> {
    metadata.modified().ok()
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> (u64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetch(shelf: &mut Shelf, file: &std::path::Path) -> Arc<[u8]> {
        let wanted = Wanted::whole(SourcePath::new("a.md"), file.to_path_buf());
        match shelf.fetch(vec![wanted]).pop() {
            Some((_, Found::Bytes(bytes))) => bytes,
            _ => panic!("it was not read"),
        }
    }

    #[test]
    fn every_rewrite_is_seen_whatever_its_stamp_says() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        let mut shelf = Shelf::default();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        for round in 0..500 {
            let text = format!("round {:05}", round / 2);
            fs::write(&file, &text).unwrap();
            fs::File::options().write(true).open(&file).unwrap().set_modified(long_ago).unwrap();
            assert_eq!(*fetch(&mut shelf, &file), *text.as_bytes());
            assert_eq!(shelf.touched().is_empty(), round % 2 == 1, "round {round}");
        }
    }

    #[test]
    fn what_has_settled_is_not_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        fs::write(&file, "kept").unwrap();
        let mut shelf = Shelf::default();
        let first = fetch(&mut shelf, &file);
        let stamp = Stamp::of(&fs::metadata(&file).unwrap());
        assert!(!stamp.is_older_than(SystemTime::now(), Duration::from_hours(1)));
        assert!(stamp.is_older_than(SystemTime::now() + TICK * 2, TICK));
        // As if time had passed: settled, so that planted bytes come back in place of the file's.
        let planted: Arc<[u8]> = b"planted".as_slice().into();
        let kept = Kept { stamp, is_settled: true, bytes: Some(Arc::clone(&planted)) };
        shelf.kept.insert(SourcePath::new("a.md"), kept);
        assert!(Arc::ptr_eq(&fetch(&mut shelf, &file), &planted));
        fs::write(&file, "kept").unwrap();
        assert_eq!(*fetch(&mut shelf, &file), *first);
    }

    #[test]
    fn what_goes_is_told() {
        let mut shelf = Shelf::default();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        fs::write(&file, "here").unwrap();
        fetch(&mut shelf, &file);
        fs::remove_file(&file).unwrap();
        shelf.fetch(vec![Wanted::name(SourcePath::new("b.png"), file)]);
        assert_eq!(shelf.touched(), [SourcePath::new("a.md")]);
    }
}
