//! What a build wrote, listed in the output folder; nothing else there is ever deleted.

use crate::failure::Failure;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path};

/// The list's own name.
pub(super) const NAME: &str = ".retrospect-manifest";

/// Names of files below a folder, with `/` between their parts.
pub(super) type Names = BTreeSet<String>;

/// The files of a folder that a build wrote; `None` where no build did.
///
/// # Errors
/// Where there is a list that cannot be read.
pub(super) fn read(folder: &Path) -> Result<Option<Names>, Failure> {
    let file = folder.join(NAME);
    match fs::read(&file) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            Ok(Some(text.lines().filter(|name| is_safe(name)).map(str::to_owned).collect()))
        }
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(Failure::of_path("read", &file, &error)),
    }
}

/// The list's text.
pub(super) fn text(names: &Names) -> String {
    names.iter().flat_map(|name| [name.as_str(), "\n"]).collect()
}

/// A name must stay below the folder, whoever edited the list.
fn is_safe(name: &str) -> bool {
    let path = Path::new(name);
    !name.is_empty() && path.components().all(|part| matches!(part, Component::Normal(_)))
}

/// True where there is no such file, nor can be: a part of its path is no folder.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
