//! The folder in which the next site is put together, beside the output folder.
//!
//! Between two builds it holds nothing but the folders of the site that was switched away: on some
//! file systems a folder costs more to make and to remove than all else of a small change. Files
//! in it are what a build left that was killed, and the next one clears them away first.

use super::manifest::{self, Names, is_absent};
use crate::failure::Failure;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Its name inside the output folder; beside `public` it is `.public.retrospect-spare`.
const NAME: &str = ".retrospect-spare";

/// What is put together for an output folder.
pub(super) struct Stage<'o> {
    output: &'o Path,
    folder: PathBuf,
    begun: OnceLock<Result<(), (ErrorKind, Failure)>>,
}

impl<'o> Stage<'o> {
    /// One that the output folder can be exchanged with.
    pub(super) fn beside(output: &'o Path) -> Stage<'o> {
        let name = output.file_name().unwrap_or_default();
        let name = format!(".{}{NAME}", name.to_string_lossy());
        Stage { output, folder: output.with_file_name(name), begun: OnceLock::new() }
    }

    /// One whose files can be moved into the output folder, whatever that is mounted on.
    pub(super) fn inside(output: &'o Path) -> Stage<'o> {
        Stage { output, folder: output.join(NAME), begun: OnceLock::new() }
    }

    /// Where it lies.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes it ready for a site of these files; `gone` are those of the site before that it has
    /// not. The list of files comes first, so that whatever a kill leaves is known as ours.
    ///
    /// # Errors
    /// Where it cannot be made, with the system's reason.
    pub(super) fn begin(
        &self,
        files: &Names,
        gone: &[&String],
    ) -> Result<(), (ErrorKind, Failure)> {
        let begun = self.begun.get_or_init(|| {
            let failed = |error: io::Error| {
                (error.kind(), Failure::of_path("write to", self.output, &error))
            };
            fs::create_dir_all(&self.folder).map_err(failed)?;
            for name in gone {
                remove_empty_folders(&self.folder, Path::new(name));
            }
            let list = manifest::text(files);
            fs::write(self.folder.join(manifest::NAME), list).map_err(failed)
        });
        begun.clone()
    }

    /// Writes a file of the next site.
    ///
    /// # Errors
    /// Where it cannot be written; the message names its place in the output folder.
    pub(super) fn put(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        let file = self.folder.join(name);
        let create = || fs::File::options().write(true).create_new(true).open(&file);
        let created = create().or_else(|error| match file.parent() {
            Some(folder) if error.kind() == ErrorKind::NotFound => {
                fs::create_dir_all(folder)?;
                create()
            }
            _ => Err(error),
        });
        created
            .and_then(|mut created| created.write_all(bytes))
            .map_err(|error| Failure::of_path("write", &self.output.join(name), &error))
    }

    /// True where there are files that a build has left, or none has begun yet.
    pub(super) fn is_littered(&self) -> bool {
        self.folder.join(manifest::NAME).symlink_metadata().is_ok()
    }

    /// Clears it of all files and of the folders that `kept` has no file in. What neither a build
    /// wrote nor the output folder has too is moved there.
    ///
    /// # Errors
    /// Where a file cannot be removed, or is somebody's and another stands at its place.
    pub(super) fn clear(&self, kept: &Names) -> Result<(), Failure> {
        open_up(&self.folder);
        let own = match manifest::read(&self.folder)? {
            Some(own) => own,
            None if self.folder.is_dir() => Names::new(),
            None => return Ok(()),
        };
        let kept = kept.iter().flat_map(|name| Path::new(name).ancestors().skip(1)).collect();
        let broom = Broom { stage: self, own, kept };
        broom.sweep(Path::new(""))?;
        self.remove(Path::new(manifest::NAME))?;
        if broom.kept.is_empty() {
            // What is still in it was told.
            let _ = fs::remove_dir(&self.folder);
        }
        Ok(())
    }

    fn remove(&self, name: &Path) -> Result<(), Failure> {
        let file = self.folder.join(name);
        match fs::remove_file(&file) {
            Err(error) if !is_absent(&error) => Err(Failure::of_path("remove", &file, &error)),
            _ => Ok(()),
        }
    }
}

/// Clears a stage away.
struct Broom<'s> {
    stage: &'s Stage<'s>,
    own: Names,
    /// Folders that stay.
    kept: BTreeSet<&'s Path>,
}

impl Broom<'_> {
    fn sweep(&self, below: &Path) -> Result<(), Failure> {
        let folder = self.stage.folder.join(below);
        open_up(&folder);
        let failed = |error: io::Error| Failure::of_path("read", &folder, &error);
        let entries: Vec<fs::DirEntry> =
            fs::read_dir(&folder).map_err(failed)?.collect::<io::Result<_>>().map_err(failed)?;
        entries.par_iter().try_for_each(|entry| {
            let name = below.join(entry.file_name());
            if entry.file_type().map_err(failed)?.is_dir() {
                self.sweep(&name)?;
                if !self.kept.contains(name.as_path()) {
                    // One that holds something still was told.
                    let _ = fs::remove_dir(entry.path());
                }
                return Ok(());
            }
            let is_own = name.to_str().is_some_and(|name| self.own.contains(name));
            match name.to_str() {
                // The list goes last: until then all that is here is known as ours.
                Some(manifest::NAME) => Ok(()),
                _ if is_own || self.is_in_output(&name) => self.stage.remove(&name),
                _ => self.give_back(&name),
            }
        })
    }

    /// True for a file that is the very one in the output folder.
    fn is_in_output(&self, name: &Path) -> bool {
        let here = self.stage.folder.join(name).symlink_metadata();
        let there = self.stage.output.join(name).symlink_metadata();
        matches!((here, there), (Ok(here), Ok(there)) if is_one_file(&here, &there))
    }

    /// Somebody put it into the output folder in the moment of the switch, or removed it there
    /// since: it is not ours to delete.
    fn give_back(&self, name: &Path) -> Result<(), Failure> {
        let (here, there) = (self.stage.folder.join(name), self.stage.output.join(name));
        let folder = there.parent().unwrap_or(self.stage.output);
        // A link is never made over a file that is there.
        fs::create_dir_all(folder).and_then(|()| fs::hard_link(&here, &there)).map_err(
            |error| {
                Failure::new(
                    format!("{} is no file of the site: {error}", here.display()),
                    format!(
                        "look whether you need it beside {}, and move it away",
                        there.display()
                    ),
                )
            },
        )?;
        self.stage.remove(name)
    }
}

/// Lets the owner of a folder change what is in it: it has the rights of one in the output folder,
/// and may have got them in a build that failed for their sake. Where it is not ours, what is done
/// in it next says so.
#[cfg(unix)]
fn open_up(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    const OWNER: u32 = 0o700;
    if let Ok(metadata) = folder.symlink_metadata()
        && metadata.is_dir()
        && metadata.permissions().mode() & OWNER != OWNER
    {
        let mode = metadata.permissions().mode() | OWNER;
        let _ = fs::set_permissions(folder, fs::Permissions::from_mode(mode));
    }
}

#[cfg(not(unix))]
fn open_up(_: &Path) {}

#[cfg(unix)]
fn is_one_file(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_one_file(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    false
}

/// Removes the folders of a file that is gone, up to the first that holds something.
pub(super) fn remove_empty_folders(top: &Path, name: &Path) {
    for folder in name.ancestors().skip(1).take_while(|folder| !folder.as_os_str().is_empty()) {
        if fs::remove_dir(top.join(folder)).is_err() {
            break;
        }
    }
}
