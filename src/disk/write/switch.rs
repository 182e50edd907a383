//! From the old site to the new one.

use super::manifest::{self, Names, is_absent};
use super::stage::{Stage, remove_empty_folders};
use super::{Stop, Way};
use crate::failure::Failure;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// What there is to switch.
pub(super) struct Switch<'s> {
    pub(super) output: &'s Path,
    pub(super) stage: &'s Stage<'s>,
    /// Files of the earlier build; `None` where none wrote here.
    pub(super) before: Option<&'s Names>,
    /// Files of the new site.
    pub(super) files: &'s Names,
    /// Those of the earlier build that the new site has not.
    pub(super) gone: &'s [&'s String],
    /// Those that are in the stage: new, or another than before.
    pub(super) staged: &'s [&'s str],
}

impl Switch<'_> {
    /// Makes the new site the one in the output folder.
    pub(super) fn make(&self, way: Way) -> Result<(), Stop> {
        match way {
            Way::InPlace => Ok(self.in_place()?),
            Way::Exchange if self.output.symlink_metadata().is_err() => {
                let renamed = fs::rename(self.stage.folder(), self.output);
                renamed.map_err(|error| Failure::of_path("write", self.output, &error).into())
            }
            Way::Exchange => {
                self.mirror(Path::new(""))?;
                exchange(self.stage.folder(), self.output)
                    .map_err(|error| unwritable(self.output, &error))?;
                // What was the output folder is the stage now.
                Ok(self.stage.clear(self.files)?)
            }
        }
    }

    /// Gives the stage all of a folder of the output that stays: what of the site has not changed,
    /// and what is not the site's. True where any of it does, or the site has something there.
    fn mirror(&self, below: &Path) -> Result<bool, Stop> {
        let (old, new) = (self.output.join(below), self.stage.folder().join(below));
        make_alike(&old, &new)?;
        let failed = |error: io::Error| Failure::of_path("read", &old, &error);
        let entries: Vec<fs::DirEntry> =
            fs::read_dir(&old).map_err(failed)?.collect::<io::Result<_>>().map_err(failed)?;
        let mirrored = entries.par_iter().map(|entry| {
            let name = below.join(entry.file_name());
            if entry.file_type().map_err(failed)?.is_dir() {
                self.mirror(&name)
            } else {
                self.link(&name)
            }
        });
        let stays = mirrored.try_reduce(|| false, |one, other| Ok(one || other))?;
        if stays || below.as_os_str().is_empty() {
            return Ok(true);
        }
        if entries.is_empty() {
            // Nobody's file was in it, but somebody's it is.
            return if new.is_dir() { Ok(true) } else { Err(foreign(&old).into()) };
        }
        // One that becomes empty goes; where that cannot be, the new site has something in it.
        Ok(fs::remove_dir(&new).is_err())
    }

    /// Gives the stage a file of the output folder; false where it does not stay.
    fn link(&self, name: &Path) -> Result<bool, Stop> {
        let text = name.to_str();
        let is_in = |names: &Names| text.is_some_and(|text| names.contains(text));
        let (is_own, is_wanted) = (self.before.is_some_and(is_in), is_in(self.files));
        if text == Some(manifest::NAME) || (is_own && !is_wanted) {
            return Ok(false);
        }
        let (old, new) = (self.output.join(name), self.stage.folder().join(name));
        match fs::hard_link(&old, &new) {
            Ok(()) => Ok(true),
            // The new site's own is there already.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && is_wanted => Ok(true),
            Err(error) if in_the_way(&error) => Err(foreign(&old).into()),
            // Whose file it was has removed it just now.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(unwritable(&old, &error)),
        }
    }

    /// Moves file by file. A build that is killed while it does leaves pages of both sites, each
    /// of them whole, until the next one.
    fn in_place(&self) -> Result<(), Failure> {
        let list = |names: &Names| {
            super::super::write_file(
                &self.output.join(manifest::NAME),
                manifest::text(names).as_bytes(),
            )
        };
        for name in self.staged {
            self.look_at_the_way_to(Path::new(name))?;
        }
        // The list holds both first, so that a build that ends halfway forgets no file.
        let both: Names =
            self.files.iter().chain(self.before.into_iter().flatten()).cloned().collect();
        list(&both)?;
        // First what goes: a file may stand where there will be a folder.
        for name in self.gone {
            let file = self.output.join(name);
            match fs::remove_file(&file) {
                Err(error) if !is_absent(&error) => {
                    return Err(Failure::of_path("remove", &file, &error));
                }
                _ => remove_empty_folders(self.output, Path::new(name)),
            }
        }
        for name in self.staged {
            self.move_in(name)?;
        }
        list(self.files)?;
        self.stage.clear(&BTreeSet::new())
    }

    fn move_in(&self, name: &str) -> Result<(), Failure> {
        let file = self.output.join(name);
        let failed = |error: io::Error| Failure::of_path("write", &file, &error);
        let folder = file.parent().unwrap_or(self.output);
        fs::create_dir_all(folder).map_err(failed)?;
        fs::rename(self.stage.folder().join(name), &file).map_err(failed)
    }

    /// Fails where something that stays is in the way of a file: something else than a folder
    /// where there must be one, links included, or a folder where there must be none.
    fn look_at_the_way_to(&self, name: &Path) -> Result<(), Failure> {
        let above = name.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        for folder in above {
            let path = self.output.join(folder);
            let is_folder = path.symlink_metadata().map(|metadata| metadata.is_dir());
            if is_folder.is_ok_and(|is_folder| !is_folder) && !self.goes(folder) {
                return Err(foreign(&path));
            }
        }
        let file = self.output.join(name);
        if file.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) && !self.empties(name)? {
            return Err(foreign(&file));
        }
        Ok(())
    }

    /// True for a file that is removed before others are moved in.
    fn goes(&self, name: &Path) -> bool {
        self.gone.iter().any(|gone| Path::new(gone.as_str()) == name)
    }

    /// True for a folder in which nothing stays.
    fn empties(&self, name: &Path) -> Result<bool, Failure> {
        let folder = self.output.join(name);
        let failed = |error: io::Error| Failure::of_path("read", &folder, &error);
        let mut entries = fs::read_dir(&folder).map_err(failed)?.peekable();
        if entries.peek().is_none() {
            return Ok(false);
        }
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let name = name.join(entry.file_name());
            let is_folder = entry.file_type().map_err(failed)?.is_dir();
            if !(if is_folder { self.empties(&name)? } else { self.goes(&name) }) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Makes a folder of the stage with who may use it as in the output folder.
fn make_alike(old: &Path, new: &Path) -> Result<(), Stop> {
    match fs::create_dir(new) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) if in_the_way(&error) => return Err(foreign(old).into()),
        Err(error) => return Err(unwritable(old, &error)),
        Ok(()) => {}
    }
    let failed = |error: io::Error| Failure::of_path("read", old, &error);
    let was = fs::symlink_metadata(old).map_err(failed)?;
    let is = fs::symlink_metadata(new).map_err(failed)?;
    if !is.is_dir() {
        // A file of the new site: whatever would stay in this folder is in its way.
        return Ok(());
    }
    give_rights(new, &was, &is).map_err(|error| unwritable(old, &error))
}

/// Somebody's file or folder stands where the site has one.
pub(super) fn foreign(path: &Path) -> Failure {
    Failure::new(
        format!("{} is in the way of a file of the site, and no build wrote it", path.display()),
        "move it away, or name another folder with --out",
    )
}

fn in_the_way(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotADirectory)
}

/// Why folders cannot be exchanged here; a disk that is full is full for the other way too.
pub(super) fn not_here(kind: ErrorKind, failure: Failure) -> Stop {
    Stop::NoExchange(match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => return failure.into(),
        ErrorKind::CrossesDevices | ErrorKind::ResourceBusy => "it is a mount point or holds one",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "folders beside it, or some in it, are not this user's to make"
        }
        _ => "its file system cannot exchange folders",
    })
}

fn unwritable(path: &Path, error: &io::Error) -> Stop {
    not_here(error.kind(), Failure::of_path("write", path, error))
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

#[cfg(unix)]
fn give_rights(folder: &Path, was: &fs::Metadata, is: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    if was.dev() != is.dev() {
        return Err(ErrorKind::CrossesDevices.into());
    }
    if (was.uid(), was.gid()) != (is.uid(), is.gid()) {
        chown(folder, Some(was.uid()), Some(was.gid()))?;
    }
    if was.mode() == is.mode() { Ok(()) } else { fs::set_permissions(folder, was.permissions()) }
}

#[cfg(not(unix))]
fn give_rights(_: &Path, _: &fs::Metadata, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}
