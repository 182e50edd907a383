//! Artifacts → the output folder: the old site or the new one, whole, whenever one looks.
//!
//! **The switch.** The next site is put together in a folder beside the output folder
//! (`.public.retrospect-spare`), and the two are exchanged in one step that nothing can interrupt
//! (`renameat2(RENAME_EXCHANGE)`, `renameatx_np` on macOS). Renaming file by file cannot do that:
//! whoever is killed between two of them leaves pages of both sites. What has not changed is linked
//! over, not copied, and so is what is not ours: a foreign file is in the folder before and after,
//! the same inode under the same name. Pages are rendered straight into the stage, so that one that
//! cannot be rendered, and a disk that is full, leave the site as it was; a build that changes
//! nothing makes no stage and writes nothing.
//!
//! **What a kill leaves** is the stage. It has the list of our files in it before it has any, so
//! the next build knows what it may remove there: those files, and links to files that are in the
//! output folder too. Whatever else it finds was somebody's, and goes back.
//!
//! **Between two builds** the stage keeps the folders of the site, empty: making and removing
//! thousands of them would cost more than all else of a small change.
//!
//! **Where folders cannot be exchanged** (the output folder is a mount point, such as a volume of
//! a container; the folder above is not ours to write; the file system has no links or no exchange)
//! files are moved in one by one, each whole, after all of them have been written. So a failure
//! still leaves the old site; only a kill between the first and the last rename leaves both, until
//! the next build, which compares every file and mends it. `--in-place` asks for it: whoever has
//! *opened* the output folder (a bind mount of it, a server that has changed into it) does not
//! follow an exchange.
//!
//! **A build of what is there already** is not made at all; `seal.rs` says how it knows.
//!
//! Power that fails is not a kill: nothing here waits for the disk, and the next build compares
//! bytes, not stamps.

mod manifest;
mod refuse;
mod seal;
mod stage;
mod switch;

pub use refuse::resolved;
pub use seal::{Sealing, Whole, Words};

use super::read::{Place, asset};
use crate::diag::Diagnostic;
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::model::UrlPath;
use crate::site::{Artifact, Route, Site};
use crate::source::SourcePath;
use manifest::Names;
use rayon::prelude::*;
use stage::Stage;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use switch::Switch;

/// Whether an output folder that holds foreign files may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// Refuse it.
    No,
    /// Use it; the foreign files stay.
    Yes,
}

/// How the new site takes the place of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// All at once, by exchanging folders.
    Exchange,
    /// File by file; the folder stays the one that somebody may have opened.
    InPlace,
}

/// How to write a site.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'m> {
    /// Whether foreign files are no hindrance.
    pub force: Force,
    /// How to switch, where there is a choice.
    pub way: Way,
    /// The user's home folder, which is no place for a site.
    pub home: Option<&'m Path>,
    /// Becomes true where the build is to be given up.
    pub stop: &'m AtomicBool,
}

/// What a build did to its output folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Files that were new or differed.
    pub changed: usize,
    /// Files of an earlier build that are no longer part of the site.
    pub removed: usize,
    /// Why files were moved in one by one, where nobody asked for it.
    pub in_place: Option<&'static str>,
    /// All files, the unchanged ones too.
    pub whole: Whole,
}

/// Why a site was not written; what was in the output folder is there still.
#[derive(Debug)]
pub enum Unwritten {
    /// A page could not be rendered.
    Page(Box<Diagnostic>),
    /// A folder or file could not be used.
    File(Failure),
    /// It was told to stop.
    Stopped,
}

impl From<Failure> for Unwritten {
    fn from(failure: Failure) -> Unwritten {
        Unwritten::File(failure)
    }
}

/// Why one way of writing a site ended.
enum Stop {
    Unwritten(Unwritten),
    /// Folders cannot be exchanged here, for this reason.
    NoExchange(&'static str),
}

impl From<Unwritten> for Stop {
    fn from(unwritten: Unwritten) -> Stop {
        Stop::Unwritten(unwritten)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Unwritten(Unwritten::File(failure))
    }
}

/// Renders every route of a site into `output`.
///
/// # Errors
/// Where the folder must not be used, a page cannot be rendered or a file cannot be written.
pub fn write(
    site: &Site,
    place: &Place,
    output: &Path,
    manner: &Manner<'_>,
) -> Result<Written, Unwritten> {
    let ready = ready(place, output, manner)?;
    let output = &*ready.output;
    let build = Build { site, place, output, manner };
    let reason = match build.run(manner.way) {
        Ok(written) => return Ok(written),
        Err(Stop::Unwritten(unwritten)) => return Err(unwritten),
        Err(Stop::NoExchange(reason)) => reason,
    };
    match build.run(Way::InPlace) {
        Ok(written) => Ok(Written { in_place: Some(reason), ..written }),
        Err(Stop::Unwritten(unwritten)) => Err(unwritten),
        Err(Stop::NoExchange(reason)) => Err(Failure::new(
            format!("{} cannot be written to: {reason}", output.display()),
            "name another folder with --out",
        )
        .into()),
    }
}

/// An output folder that may be written to and that nothing lies about in.
struct Ready {
    /// Its path without links.
    output: PathBuf,
    _turn: Option<fs::File>,
}

/// Waits until the folder is free, and clears away what a build that was killed has left.
fn ready(place: &Place, output: &Path, manner: &Manner<'_>) -> Result<Ready, Failure> {
    let output = refuse::checked(place, output, manner)?;
    let above = output.parent().unwrap_or(&output);
    fs::create_dir_all(above).map_err(|error| Failure::of_path("create", above, &error))?;
    let turn = turn(above);
    Stage::inside(&output).clear(&Names::new())?;
    let stage = Stage::beside(&output);
    if stage.is_littered() || !output.exists() {
        stage.clear(&manifest::read(&output)?.unwrap_or_default())?;
    }
    Ok(Ready { output, _turn: turn })
}

/// The folder in which the next site for an output folder is put together.
pub fn spare(output: &Path) -> PathBuf {
    Stage::beside(output).folder().to_path_buf()
}

/// Waits until no other build writes to this folder. The lock ends with the program, however that
/// ends; where a folder cannot be locked, nobody waits.
fn turn(folder: &Path) -> Option<fs::File> {
    let folder = fs::File::open(folder).ok()?;
    folder.lock().ok().map(|()| folder)
}

/// A file of the new site.
struct Put<'n> {
    name: &'n str,
    /// Of its bytes.
    fingerprint: Fingerprint,
    copy_of: Option<SourcePath>,
    /// Whether it is new or another than before.
    is_staged: bool,
}

/// One build into an output folder.
struct Build<'b> {
    site: &'b Site,
    place: &'b Place,
    output: &'b Path,
    manner: &'b Manner<'b>,
}

impl Build<'_> {
    fn run(&self, way: Way) -> Result<Written, Stop> {
        let stage = match way {
            Way::Exchange => Stage::beside(self.output),
            Way::InPlace => Stage::inside(self.output),
        };
        let before = manifest::read(self.output)?;
        if before.is_none() {
            self.refuse_foreign(&stage)?;
        }
        let result = self.through(way, &stage, before.as_ref());
        if let Err(stop) = &result {
            let kept = match stop {
                Stop::Unwritten(_) if way == Way::Exchange => before.unwrap_or_default(),
                _ => Names::new(),
            };
            // Why it was given up says more than what cannot be cleared away.
            let _ = stage.clear(&kept);
        }
        result
    }

    fn through(
        &self,
        way: Way,
        stage: &Stage<'_>,
        before: Option<&Names>,
    ) -> Result<Written, Stop> {
        let routes: Vec<_> = self.site.routes().collect();
        let files: Names =
            routes.iter().map(|(address, _)| address.output().as_str().to_owned()).collect();
        let gone: Vec<&String> =
            before.into_iter().flat_map(|before| before.difference(&files)).collect();
        let begin = || stage.begin(&files, &gone).map_err(|begun| unbegun(way, begun));
        let put = routes.par_iter().map(|(address, route)| {
            if self.manner.stop.load(Ordering::Relaxed) {
                return Err(Unwritten::Stopped.into());
            }
            let (bytes, copy_of) = self.bytes(address, route)?;
            let name = address.output();
            let name = files.get(name.as_str()).map_or("", String::as_str);
            let is_own = before.is_some_and(|before| before.contains(name));
            let is_staged = self.differs(name, &bytes, is_own)?;
            if is_staged {
                begin()?;
                stage.put(name, &bytes)?;
            }
            Ok(Put { name, fingerprint: Fingerprint::of(&bytes), copy_of, is_staged })
        });
        let put: Vec<Put<'_>> = put.collect::<Result<_, Stop>>()?;
        let staged: Vec<&str> =
            put.iter().filter(|put| put.is_staged).map(|put| put.name).collect();
        let written = Written {
            files: files.len(),
            changed: staged.len(),
            removed: gone.len(),
            in_place: None,
            whole: Whole::of(put),
        };
        if staged.is_empty() && before == Some(&files) {
            return Ok(written);
        }
        begin()?;
        let output = self.output;
        let (staged, gone) = (&*staged, &*gone);
        Switch { output, stage, before, files: &files, gone, staged }.make(way)?;
        Ok(written)
    }

    /// Where no build has written yet, nothing may be there.
    fn refuse_foreign(&self, stage: &Stage<'_>) -> Result<(), Failure> {
        let output = self.output;
        let entries = match fs::read_dir(output) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Failure::of_path("read", output, &error)),
        };
        let mut foreign = entries.flatten().filter(|entry| entry.path() != stage.folder());
        if self.manner.force == Force::No && foreign.next().is_some() {
            return Err(Failure::new(
                format!("{} holds files that no build of retrospect wrote", output.display()),
                "empty it, name another folder with --out, or keep them there with --force",
            ));
        }
        Ok(())
    }

    /// The bytes of a route, and what they are a copy of.
    fn bytes(
        &self,
        address: &UrlPath,
        route: &Route,
    ) -> Result<(Vec<u8>, Option<SourcePath>), Unwritten> {
        match self.site.render(address, route).map_err(Unwritten::Page)? {
            Artifact::Bytes(bytes) => Ok((bytes, None)),
            Artifact::CopyOf(path) => Ok((asset(self.place, &path)?, Some(path))),
        }
    }

    /// Whether a file of the site is new or another than the one in the output folder.
    fn differs(&self, name: &str, bytes: &[u8], is_own: bool) -> Result<bool, Failure> {
        let file = self.output.join(name);
        match fs::read(&file) {
            Ok(before) if before == bytes => Ok(false),
            Ok(_) if !is_own => Err(switch::foreign(&file)),
            // What stands there instead of it is looked at when the folders are.
            _ => Ok(true),
        }
    }
}

/// A stage that cannot be made beside the output folder may be made inside of it.
fn unbegun(way: Way, (kind, failure): (ErrorKind, Failure)) -> Stop {
    match way {
        Way::InPlace => failure.into(),
        Way::Exchange => switch::not_here(kind, failure),
    }
}
