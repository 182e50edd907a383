//! Artifacts → files: each whole or not at all, only what changed, and only our own deleted.

use super::read::{Place, asset};
use crate::diag::Diagnostic;
use crate::failure::Failure;
use crate::site::{Artifact, Site};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Lists what a build wrote, in the output folder; nothing else there is ever deleted.
const MANIFEST: &str = ".retrospect-manifest";

/// Whether an output folder that holds foreign files may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// Refuse it.
    No,
    /// Use it; the foreign files stay.
    Yes,
}

/// What a build did to its output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Files that were new or differed.
    pub changed: usize,
    /// Files of an earlier build that are no longer part of the site.
    pub removed: usize,
}

/// Why a site was not written.
#[derive(Debug)]
pub enum Unwritten {
    /// A page could not be rendered.
    Page(Box<Diagnostic>),
    /// A folder or file could not be used.
    File(Failure),
}

impl From<Failure> for Unwritten {
    fn from(failure: Failure) -> Unwritten {
        Unwritten::File(failure)
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
    force: Force,
) -> Result<Written, Unwritten> {
    let before = prepare(place, output, force)?;
    let changed = AtomicUsize::new(0);
    let routes: Vec<_> = site.routes().collect();
    let files: BTreeSet<String> =
        routes.iter().map(|(address, _)| address.output().as_str().to_owned()).collect();
    // The manifest first holds both, so that a build that ends halfway forgets no file.
    let all: BTreeSet<String> = files.union(&before).cloned().collect();
    write_manifest(output, &all)?;
    routes.par_iter().try_for_each(|(address, route)| {
        let rendered = site.render(address, route).map_err(Unwritten::Page)?;
        let bytes = match rendered {
            Artifact::Bytes(bytes) => bytes,
            Artifact::CopyOf(path) => asset(place, &path)?,
        };
        if write_if_changed(&output.join(address.output().as_str()), &bytes)? {
            changed.fetch_add(1, Ordering::Relaxed);
        }
        Ok::<(), Unwritten>(())
    })?;
    let stale: Vec<&String> = before.difference(&files).collect();
    for name in &stale {
        remove(output, name)?;
    }
    write_manifest(output, &files)?;
    Ok(Written { files: files.len(), changed: changed.into_inner(), removed: stale.len() })
}

/// Makes the output folder ready; gives the files that an earlier build wrote.
fn prepare(place: &Place, output: &Path, force: Force) -> Result<BTreeSet<String>, Failure> {
    if output.exists() && !output.is_dir() {
        return Err(Failure::new(
            format!("the output {} is a file", output.display()),
            "remove it, or name another folder with --out",
        ));
    }
    refuse_sources(place, output)?;
    fs::create_dir_all(output).map_err(|error| Failure::of_path("create", output, &error))?;
    if let Ok(manifest) = fs::read_to_string(output.join(MANIFEST)) {
        return Ok(manifest.lines().filter(|name| is_safe(name)).map(str::to_owned).collect());
    }
    let mut foreign =
        fs::read_dir(output).map_err(|error| Failure::of_path("read", output, &error))?;
    if force == Force::No && foreign.next().is_some() {
        return Err(Failure::new(
            format!("{} holds files that no build of retrospect wrote", output.display()),
            "empty it, name another folder with --out, or keep them there with --force",
        ));
    }
    Ok(BTreeSet::new())
}

/// An output folder that holds the site's sources, or lies in them, would end up as content.
fn refuse_sources(place: &Place, output: &Path) -> Result<(), Failure> {
    let output_path = resolved(output);
    let root = resolved(&place.root);
    let sources = ["content", "themes", "src", ".git"].map(|folder| resolved(&root.join(folder)));
    let holds_sources = root.starts_with(&output_path);
    let lies_in_sources = sources.iter().any(|folder| output_path.starts_with(folder));
    if holds_sources || lies_in_sources {
        return Err(Failure::new(
            format!("{} holds the site's own files", output.display()),
            "name another folder with --out; `public` below the site's folder is the usual one",
        ));
    }
    Ok(())
}

/// A path without links, `.` and `..`, also where nothing is there yet.
pub fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.into());
    let mut resolved = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            part => resolved.push(part),
        }
        if let Ok(real) = fs::canonicalize(&resolved) {
            resolved = real;
        }
    }
    resolved
}

/// A name of a manifest must stay below the output folder, whoever edited it.
fn is_safe(name: &str) -> bool {
    let path = Path::new(name);
    !name.is_empty() && path.components().all(|part| matches!(part, Component::Normal(_)))
}

fn write_manifest(output: &Path, files: &BTreeSet<String>) -> Result<(), Failure> {
    let lines: Vec<&str> = files.iter().map(String::as_str).collect();
    write_if_changed(&output.join(MANIFEST), (lines.join("\n") + "\n").as_bytes()).map(|_| ())
}

fn remove(output: &Path, name: &str) -> Result<(), Failure> {
    let file = output.join(name);
    match fs::remove_file(&file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(Failure::of_path("remove", &file, &error));
        }
        _ => {}
    }
    // Folders that are empty now go too; one that is not stops the climb.
    let mut folder = file.parent();
    while let Some(current) = folder.filter(|current| *current != output) {
        if fs::remove_dir(current).is_err() {
            break;
        }
        folder = current.parent();
    }
    Ok(())
}

/// Writes beside the file and renames, so that a reader sees the old file or the new one. True
/// where something changed.
fn write_if_changed(file: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    if fs::read(file).is_ok_and(|before| before == bytes) {
        return Ok(false);
    }
    let failed = |error: std::io::Error| Failure::of_path("write", file, &error);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let part = part_path(file);
    let written = fs::write(&part, bytes).and_then(|()| fs::rename(&part, file));
    if let Err(error) = written {
        // The half file must not stay; that it cannot be removed changes nothing for the reader.
        let _ = fs::remove_file(&part);
        return Err(failed(error));
    }
    Ok(true)
}

fn part_path(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(".retrospect-part");
    file.with_file_name(name)
}

/// Writes one file whole, replacing what is there.
///
/// # Errors
/// Where it cannot be written.
pub fn write_file(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_if_changed(file, bytes).map(|_| ())
}

/// Writes a new file and its folders; never replaces one.
///
/// # Errors
/// Where something is there already, or it cannot be written.
pub fn create_new(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::of_path("create", folder, &error))?;
    }
    let mut new = match fs::File::options().write(true).create_new(true).open(file) {
        Ok(new) => new,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Failure::new(
                format!("{} is there already", file.display()),
                "choose another name, or edit that file",
            ));
        }
        Err(error) => return Err(Failure::of_path("write", file, &error)),
    };
    new.write_all(bytes).map_err(|error| Failure::of_path("write", file, &error))
}
