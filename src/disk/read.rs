//! Files → [`Inputs`]. `walkdir`'s door.

use super::shelf::{self, Found, Shelf, Wanted, read_file};
use crate::archive::CONTENT;
use crate::diag;
use crate::failure::Failure;
use crate::pipeline::Inputs;
use crate::source::{File, SourcePath};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Folder of a site's own themes.
pub(super) const THEMES: &str = "themes";

/// Where a site's files lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The site's folder, which holds `content/` and perhaps `themes/`.
    pub root: PathBuf,
    /// The site's settings; need not be there.
    pub site_file: PathBuf,
}

/// The nearest folder upwards from `start` that holds a `site.toml`; else `start` itself where it
/// holds a content folder.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let with_site_file = start.ancestors().find(|folder| folder.join("site.toml").is_file());
    let with_content = || start.join(CONTENT).is_dir().then_some(start);
    with_site_file.or_else(with_content).map(Path::to_path_buf)
}

/// The repository that a folder lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// Its top folder.
    pub folder: PathBuf,
    /// The way down from there, with `/` between its parts; empty at the top.
    pub below: String,
}

/// The git repository that a folder lies in or will; `None` where it lies in none.
pub fn repository_top(folder: &Path) -> Option<Repository> {
    let whole = super::resolved(folder);
    let top = whole.ancestors().find(|above| above.join(".git").exists())?;
    let below = path_below(top, &whole);
    Some(Repository { folder: top.to_path_buf(), below: below.as_str().to_owned() })
}

/// Reads everything that a site is made of. What cannot be read is a finding.
///
/// # Errors
/// Where the site's folder or its content folder cannot be used at all.
pub fn read(place: &Place) -> Result<Inputs, Failure> {
    let mut shelf = Shelf::default();
    gather(place, &mut shelf)
}

/// Everything that a site is made of; what `shelf` still holds is not read again.
pub(super) fn gather(place: &Place, shelf: &mut Shelf) -> Result<Inputs, Failure> {
    let content = place.root.join(CONTENT);
    if !content.is_dir() {
        return Err(Failure::new(
            format!("there is no folder {}", content.display()),
            "create it, or name the site's folder with --root",
        ));
    }
    let mut inputs = Inputs::default();
    let site_file = site_file_path(place);
    let mut wanted = vec![Wanted::whole(site_file.clone(), place.site_file.clone())];
    wanted.extend(walk(&place.root, CONTENT, &mut inputs).into_iter().filter_map(in_content));
    let themes = walk(&place.root, THEMES, &mut inputs).into_iter();
    wanted.extend(themes.map(|(path, file)| Wanted::whole(path, file)));
    for (path, found) in shelf.fetch(wanted) {
        match found {
            Found::Bytes(bytes) if path == site_file => {
                inputs.site_file = Some(File { path, bytes });
            }
            Found::Bytes(bytes) if is_below(&path, THEMES) => {
                inputs.themes.push(File { path, bytes });
            }
            Found::Bytes(bytes) => inputs.documents.push(File { path, bytes }),
            Found::Asset => {
                inputs.assets.insert(path);
            }
            // It went away between its folder's listing and the look at it, as in a checkout.
            Found::Error(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Found::Error(error) if path != site_file => {
                inputs.problems.push(diag::unreadable_file(&path, &error.to_string()));
            }
            Found::Error(error) => return Err(Failure::of_path("read", &place.site_file, &error)),
        }
    }
    Ok(inputs)
}

/// What is wanted of a file of the content folder: documents whole, files beside them by name.
fn in_content((path, file): (SourcePath, PathBuf)) -> Option<Wanted> {
    if is_document(&path) {
        Some(Wanted::document(path, file))
    } else if is_note(&path) || is_leftover(&path) {
        None
    } else {
        Some(Wanted::name(path, file))
    }
}

fn is_below(path: &SourcePath, folder: &str) -> bool {
    path.as_str().strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The bytes of a file beside a document.
///
/// # Errors
/// Where it cannot be read, or has become a link that leads out of the site since it was found.
pub fn asset(place: &Place, path: &SourcePath) -> Result<Vec<u8>, Failure> {
    let file = asset_file(place, path)?;
    fs::read(&file).map_err(|error| Failure::of_path("read", &file, &error))
}

/// Where a file beside a document lies, without links.
///
/// # Errors
/// Where it is not there, or has become a link that leads out of the site since it was found.
pub(super) fn asset_file(place: &Place, path: &SourcePath) -> Result<PathBuf, Failure> {
    let file = place.root.join(path.as_str());
    let failed = |error: std::io::Error| Failure::of_path("read", &file, &error);
    let target = fs::canonicalize(&file).map_err(failed)?;
    if !is_inside(place, &target) {
        return Err(Failure::new(
            format!("{} leads out of the site", file.display()),
            "put the file itself there",
        ));
    }
    Ok(target)
}

/// True for a path without links below the site's folder or what its content folder links to.
fn is_inside(place: &Place, target: &Path) -> bool {
    [place.root.clone(), place.root.join(CONTENT)]
        .iter()
        .any(|folder| fs::canonicalize(folder).is_ok_and(|folder| target.starts_with(folder)))
}

/// The path inside the site of a file that somebody named from where the command runs.
///
/// # Errors
/// Where there is no such file, or it lies outside the site's folder.
pub fn source_path(place: &Place, file: &Path) -> Result<SourcePath, Failure> {
    let named = fs::canonicalize(file).map_err(|error| Failure::of_path("read", file, &error))?;
    let root = fs::canonicalize(&place.root)
        .map_err(|error| Failure::of_path("read", &place.root, &error))?;
    if !named.starts_with(&root) {
        return Err(Failure::new(
            format!("{} lies outside the site's folder {}", file.display(), place.root.display()),
            "name a file below it, or another site with --root",
        ));
    }
    Ok(path_below(&root, &named))
}

/// The documents that were named, and those in the folders that were named, each with its path as
/// it is to be shown.
///
/// # Errors
/// Where one of them is not there or cannot be read.
pub fn documents(named: &[PathBuf]) -> Result<Vec<(PathBuf, File)>, Failure> {
    let mut documents = Vec::new();
    for path in named {
        for file in files_of(path)? {
            let bytes =
                read_file(&file).map_err(|error| Failure::of_path("read", &file, &error))?;
            let path = SourcePath::new(&file.to_string_lossy().replace('\\', "/"));
            documents.push((file, File { path, bytes: bytes.into() }));
        }
    }
    Ok(documents)
}

/// A file itself, whatever its name; of a folder the documents, by path.
fn files_of(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    let walker = WalkDir::new(path).sort_by_file_name().into_iter();
    for entry in walker.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        let entry = entry.map_err(|error| {
            let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
            Failure::new(format!("cannot read {}: {reason}", path.display()), "check its name")
        })?;
        let name = SourcePath::new(&entry.file_name().to_string_lossy());
        let is_named = entry.depth() == 0 && !entry.path().is_dir();
        if is_named || (entry.path().is_file() && is_document(&name)) {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

/// The bytes of a file that a document in `folder` names; nothing where there is none, or where it
/// is a document or a link itself.
///
/// # Errors
/// Where it cannot be read.
pub fn beside(folder: &Path, name: &str) -> Result<Option<Vec<u8>>, Failure> {
    let file = folder.join(name);
    let is_file = fs::symlink_metadata(&file).is_ok_and(|found| found.is_file());
    if !is_file || is_document(&SourcePath::new(name)) {
        return Ok(None);
    }
    fs::read(&file).map(Some).map_err(|error| Failure::of_path("read", &file, &error))
}

/// True where a file is there and holds exactly these bytes.
pub fn holds(file: &Path, bytes: &[u8]) -> bool {
    fs::read(file).is_ok_and(|found| found == bytes)
}

/// The site's folder as seen from the folder `here`: empty where they are one, with `/` at its end
/// below it. A site elsewhere has no such way, and its paths count from its own folder.
///
/// # Errors
/// Where one of the two is not there.
pub fn folder_from(here: &Path, place: &Place) -> Result<String, Failure> {
    let whole = |folder: &Path| {
        fs::canonicalize(folder).map_err(|error| Failure::of_path("read", folder, &error))
    };
    let (here, root) = (whole(here)?, whole(&place.root)?);
    if here == root || !root.starts_with(&here) {
        return Ok(String::new());
    }
    Ok(format!("{}/", path_below(&here, &root)))
}

fn site_file_path(place: &Place) -> SourcePath {
    let name = place.site_file.strip_prefix(&place.root).unwrap_or(&place.site_file);
    SourcePath::new(&name.to_string_lossy().replace('\\', "/"))
}

/// The text of a file of the site's own theme, where it has one; no name leads out of the site.
pub fn theme_file(place: &Place, theme: &str, name: &str) -> Option<String> {
    let file = fs::canonicalize(place.root.join(THEMES).join(theme).join(name)).ok()?;
    let is_inside = is_inside(place, &file);
    is_inside.then(|| read_file(&file).ok().and_then(|bytes| String::from_utf8(bytes).ok()))?
}

/// `site.toml` alone, where there is one.
///
/// # Errors
/// Where it is there and cannot be read.
pub fn site_file(place: &Place) -> Result<Option<File>, Failure> {
    match read_file(&place.site_file) {
        Ok(bytes) => Ok(Some(File { path: site_file_path(place), bytes: bytes.into() })),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::of_path("read", &place.site_file, &error)),
    }
}

/// The files below a folder of the site, by path; hidden ones and their folders left out. What the
/// site does not take is a finding.
fn walk(root: &Path, folder: &str, inputs: &mut Inputs) -> Vec<(SourcePath, PathBuf)> {
    let top = root.join(folder);
    if !top.exists() {
        return Vec::new();
    }
    let real = |folder: &Path| fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let inside = [real(root), real(&top)];
    let mut files = Vec::new();
    let walker = WalkDir::new(&top).sort_by_file_name().into_iter();
    let mut walker = walker.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
    while let Some(entry) = walker.next() {
        let refused = match entry {
            Ok(entry) if entry.depth() == 0 => continue,
            Ok(entry) => match is_taken(&entry, &inside) {
                Ok(true) => {
                    files.push((path_below(root, entry.path()), entry.into_path()));
                    continue;
                }
                Ok(false) => continue,
                Err(reason) => {
                    if entry.file_type().is_dir() {
                        walker.skip_current_dir();
                    }
                    (path_below(root, entry.path()), reason.to_owned())
                }
            },
            Err(error) => (path_below(root, error.path().unwrap_or(&top)), error.to_string()),
        };
        inputs.problems.push(diag::unreadable_file(&refused.0, &refused.1));
    }
    files
}

/// Whether an entry is a file of the site; a folder is none. A link is followed to a file in one
/// of the folders `inside`.
///
/// # Errors
/// Why a site cannot have it. A line of the list of files, an address and a report all have room for
/// one name, so one that would break a line, or has no characters, is none.
fn is_taken(entry: &DirEntry, inside: &[PathBuf]) -> Result<bool, &'static str> {
    match entry.file_name().to_str() {
        None => return Err("its name is not UTF-8"),
        Some(name) if name.contains(char::is_control) => {
            return Err("its name holds a line break or another control character");
        }
        Some(_) => {}
    }
    let kind = entry.file_type();
    if entry.path_is_symlink() {
        let is_inside = fs::canonicalize(entry.path()).is_ok_and(|target| {
            target.is_file() && inside.iter().any(|folder| target.starts_with(folder))
        });
        return if is_inside {
            Ok(true)
        } else {
            Err("a link that leads out of the site, to a folder, or nowhere")
        };
    }
    if kind.is_dir() || kind.is_file() { Ok(kind.is_file()) } else { Err(shelf::NO_FILE) }
}

fn is_hidden(entry: &DirEntry) -> bool {
    is_hidden_name(entry.file_name())
}

fn is_hidden_name(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// True for a path below the content folder that the site is not made of, whatever it holds.
pub(super) fn is_beside_the_site(below: &Path) -> bool {
    let name = SourcePath::new(&below.to_string_lossy());
    below.iter().any(is_hidden_name) || is_leftover(&name) || is_note(&name)
}

fn path_below(root: &Path, file: &Path) -> SourcePath {
    let relative = file.strip_prefix(root).unwrap_or(file);
    let parts: Vec<_> =
        relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    SourcePath::new(&parts.join("/"))
}

fn has_document_ending(path: &SourcePath) -> bool {
    let name = path.file_name().to_ascii_lowercase();
    [".md", ".markdown"].iter().any(|ending| name.ends_with(ending))
}

/// Markdown that is about the archive and no part of it: `README.md`, `_notes.md`.
fn is_note(path: &SourcePath) -> bool {
    let name = path.file_name();
    has_document_ending(path) && (name.starts_with('_') || name.eq_ignore_ascii_case("README.md"))
}

/// What editors leave beside a file: backups (`a.md~`) and unsaved text (`#a.md#`).
fn is_leftover(path: &SourcePath) -> bool {
    let name = path.file_name();
    name.ends_with('~') || (name.starts_with('#') && name.ends_with('#'))
}

fn is_document(path: &SourcePath) -> bool {
    has_document_ending(path) && !is_note(path)
}
