//! What the last build into a folder was made of, what it wrote and what it told, so that the very
//! same build need not be made again.
//!
//! **Why that is safe.** A build is a function of its inputs' bytes, its options and the program. A
//! seal says: *of this came these files and these words*. It names no time and trusts no stamp of
//! a site's file, so it cannot become stale: it either speaks of what is there now, byte by byte,
//! or of something else. Files are read whole on both sides, so that what somebody has edited in
//! the output folder is mended as ever. Only the program itself, a hundred times as large as a
//! small site, is known by its stamp and version (`shelf.rs` says why a stamp can be believed).
//!
//! **Where it lies**: in the site's own folder, wherever the output folder is, for that may be
//! published, and so may the folder above it. A seal would let readers of a redacted edition check
//! guesses of what was cut, and what it tells quotes documents. Whoever can read the site's folder
//! can read those anyhow.
//!
//! **What a kill leaves** is a seal that is cut short, whose own fingerprint tells; then, as
//! wherever it cannot be read or kept, only time is lost.

use super::super::create_missing;
use super::super::read::{Place, asset_file};
use super::super::shelf::Stamp;
use super::manifest::{self, Names};
use super::{Manner, Put, Written, ready, resolved};
use crate::fingerprint::Fingerprint;
use crate::source::SourcePath;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Folder of the seals, in the site's folder.
const FOLDER: &str = ".retrospect-cache";

/// How a seal's name ends.
const ENDING: &str = ".seal";

/// Most seals that are kept: as many output folders as anybody builds in turn.
const MOST: usize = 16;

/// What a build tells, besides what it did to its folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The findings, as they are shown.
    pub findings: String,
    /// How many incidents the site has.
    pub incidents: usize,
    /// What its reader may want to know besides.
    pub notes: Vec<String>,
}

/// All files of a site as they were written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole {
    /// Fingerprint of their names and bytes.
    files: String,
    /// Sources of the files that are copies, by name.
    copies: BTreeMap<String, String>,
}

impl Whole {
    /// Of every file.
    pub(super) fn of(mut files: Vec<Put<'_>>) -> Whole {
        files.sort_unstable_by_key(|file| file.name);
        let each = files.iter().map(|file| (file.name, file.fingerprint));
        let fingerprint = of_files(each).to_string();
        let copies = files
            .into_iter()
            .filter_map(|file| Some((file.name.to_owned(), file.copy_of?.as_str().to_owned())));
        Whole { files: fingerprint, copies: copies.collect() }
    }
}

fn of_files<'n>(files: impl Iterator<Item = (&'n str, Fingerprint)>) -> Fingerprint {
    let each = files.map(|(name, bytes)| Fingerprint::of_parts([name.as_bytes(), bytes.as_ref()]));
    Fingerprint::of_parts(each)
}

/// A seal as it is kept.
#[derive(Serialize, Deserialize)]
struct Seal {
    basis: String,
    whole: Whole,
    words: Words,
}

/// The seal of one output folder.
#[derive(Debug)]
pub struct Sealing<'p> {
    place: &'p Place,
    output: PathBuf,
    basis: Fingerprint,
}

impl<'p> Sealing<'p> {
    /// For builds of `basis`, which is all that they are a function of besides the program.
    /// `None` where nobody knows which program this is.
    pub fn new(
        place: &'p Place,
        output: &Path,
        (basis, program): (Fingerprint, &Path),
    ) -> Option<Sealing<'p>> {
        let stamp = format!("{:?}", Stamp::of(&fs::metadata(program).ok()?));
        let program = [env!("CARGO_PKG_VERSION"), &stamp].map(str::as_bytes);
        let basis = Fingerprint::of_parts(program.into_iter().chain([basis.as_ref()]));
        Some(Sealing { place, output: resolved(output), basis })
    }

    /// What a build would do and tell that finds all there that it would write, where that is so.
    /// Like every build it first clears away what one that was killed has left.
    pub fn unchanged(&self, manner: &Manner<'_>) -> Option<(Written, Words)> {
        let seal = self.read().filter(|seal| seal.basis == self.basis.to_string())?;
        // Why the folder cannot be used, the build tells that is made then.
        let ready = ready(self.place, &self.output, manner).ok()?;
        let names = manifest::read(&ready.output).ok()??;
        let Seal { whole, words, .. } = seal;
        if self.files(&names, &whole.copies).ok()?.to_string() != whole.files {
            return None;
        }
        let written = Written { files: names.len(), changed: 0, removed: 0, in_place: None, whole };
        Some((written, words))
    }

    /// A fingerprint of the files in the output folder.
    fn files(&self, names: &Names, copies: &BTreeMap<String, String>) -> io::Result<Fingerprint> {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let of_file = |name: &&str| {
            let bytes = of_file(&self.output.join(name))?;
            match copies.get(*name) {
                Some(source) if self.of_source(source)? != bytes => {
                    Err(io::Error::other("a file that was copied has changed"))
                }
                _ => Ok(bytes),
            }
        };
        let bytes: Vec<Fingerprint> = names.par_iter().map(of_file).collect::<io::Result<_>>()?;
        Ok(of_files(names.into_iter().zip(bytes)))
    }

    fn of_source(&self, path: &str) -> io::Result<Fingerprint> {
        of_file(&asset_file(self.place, &SourcePath::new(path)).map_err(io::Error::other)?)
    }

    fn folder(&self) -> PathBuf {
        resolved(&self.place.root).join(FOLDER)
    }

    fn file(&self) -> PathBuf {
        let name = Fingerprint::of(self.output.as_os_str().as_encoded_bytes()).to_string();
        self.folder().join(format!("{}{ENDING}", &name[..16]))
    }

    fn read(&self) -> Option<Seal> {
        let text = fs::read_to_string(self.file()).ok()?;
        let (fingerprint, seal) = text.split_once('\n')?;
        let is_whole = Fingerprint::of(seal.as_bytes()).to_string() == fingerprint;
        is_whole.then(|| serde_json::from_str(seal).ok()).flatten()
    }

    /// Keeps what a build wrote and told for the next one; where it cannot, that one is made in
    /// full.
    pub fn keep(&self, whole: Whole, words: Words) {
        let seal = Seal { basis: self.basis.to_string(), whole, words };
        // Only time is lost.
        let _ = self.write(&seal);
    }

    fn write(&self, seal: &Seal) -> io::Result<()> {
        let (folder, file) = (self.folder(), self.file());
        if folder.starts_with(&self.output) {
            return Ok(());
        }
        match fs::create_dir(&folder) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        // Nothing is written through a link.
        if !fs::symlink_metadata(&folder)?.is_dir() {
            return Ok(());
        }
        create_missing(&folder.join(".gitignore"), b"*\n").map_err(io::Error::other)?;
        make_room(&folder, &file)?;
        let seal = serde_json::to_string(seal)?;
        let text = format!("{}\n{seal}", Fingerprint::of(seal.as_bytes()));
        new_file(&file)?.write_all(text.as_bytes())
    }
}

fn of_file(file: &Path) -> io::Result<Fingerprint> {
    Fingerprint::of_stream(fs::File::open(file)?)
}

/// Removes the seal that was there; all of them, where they have become too many.
fn make_room(folder: &Path, file: &Path) -> io::Result<()> {
    let seals: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(ENDING))
        .collect();
    let is_full = seals.len() >= MOST;
    seals.iter().filter(|seal| is_full || *seal == file).try_for_each(fs::remove_file)
}

/// A file that nobody else can read: what it holds is as open as the most secret document.
fn new_file(file: &Path) -> io::Result<fs::File> {
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}
