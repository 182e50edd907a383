//! Which folders a site is never written to.

use super::super::read::{Place, THEMES};
use super::Manner;
use crate::archive::CONTENT;
use crate::failure::Failure;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The output folder without links, where it may be written to.
///
/// # Errors
/// Where it is a file, holds or lies in the site's own files, or is somebody's home.
pub(super) fn checked(
    place: &Place,
    output: &Path,
    manner: &Manner<'_>,
) -> Result<PathBuf, Failure> {
    if output.exists() && !output.is_dir() {
        return Err(Failure::new(
            format!("the output {} is a file", output.display()),
            "remove it, or name another folder with --out",
        ));
    }
    let real = resolved(output);
    let root = resolved(&place.root);
    let sources = [CONTENT, THEMES, "src", ".git"].map(|folder| resolved(&root.join(folder)));
    let holds = |path: &PathBuf| path.starts_with(&real);
    let lies_in = |folder: &PathBuf| real.starts_with(folder);
    if holds(&root) || sources.iter().any(|folder| lies_in(folder) || holds(folder)) {
        return Err(Failure::new(
            format!("{} holds the site's own files", output.display()),
            "name another folder with --out; `public` below the site's folder is the usual one",
        ));
    }
    // A root that is no ancestor of the site: another drive.
    let is_home = manner.home.is_some_and(|home| holds(&resolved(home)));
    if is_home || real.parent().is_none() {
        return Err(Failure::new(
            format!("{} is no folder for a site", output.display()),
            "name a folder below it with --out",
        ));
    }
    Ok(real)
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
