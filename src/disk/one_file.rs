//! Single files: whole or not at all, and new ones never over what is there.

use crate::failure::Failure;
use crate::model::UrlPath;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What an earlier build wrote for an address, if it can be read.
pub fn built(output: &Path, address: &UrlPath) -> Option<Vec<u8>> {
    fs::read(output.join(address.output().as_str())).ok()
}

/// Writes one file whole, replacing what is there; nothing where it holds these bytes already.
///
/// It is written beside and renamed, so that a reader sees the old file or the new one.
///
/// # Errors
/// Where it cannot be written.
pub fn write_file(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if fs::read(file).is_ok_and(|before| before == bytes) {
        return Ok(());
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
    Ok(())
}

fn part_path(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(".retrospect-part");
    file.with_file_name(name)
}

/// Writes a new file and its folders; never replaces one.
///
/// # Errors
/// Where something is there already, or it cannot be written.
pub fn create_new(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if create_missing(file, bytes)? {
        return Ok(());
    }
    Err(Failure::new(
        format!("{} is there already", file.display()),
        "choose another name, or edit that file",
    ))
}

/// The same; false where something is there already.
///
/// # Errors
/// Where it cannot be written.
pub fn create_missing(file: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::of_path("create", folder, &error))?;
    }
    let failed = |error: std::io::Error| Failure::of_path("write", file, &error);
    match fs::File::options().write(true).create_new(true).open(file) {
        Ok(mut new) => new.write_all(bytes).map_err(failed).map(|()| true),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(error)),
    }
}
