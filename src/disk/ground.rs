//! The folders that a site stands on: what there is to watch.

use super::read::{Place, THEMES};
use crate::archive::CONTENT;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How much of a folder is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The names in it.
    Names,
    /// Everything below it.
    All,
}

/// Folders to watch, and how to tell that they are not those any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// Folders that are there, links followed, each once.
    pub folders: Vec<(PathBuf, Reach)>,
    /// Paths whose coming or going makes the ground another.
    pub anchors: Vec<PathBuf>,
    /// Which folders they are, whatever their paths: a folder that was removed and made again is
    /// another one.
    identities: Vec<Option<Identity>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Identity {
    inode: (u64, u64),
    created: Option<SystemTime>,
}

/// The ground of a site as it is now.
///
/// The folder above a place is watched by names, so that what goes away there may come back; where
/// a place is a link, the folder above what it leads to is watched too.
pub fn ground(place: &Place) -> Ground {
    let mut ground = Ground::default();
    // The system tells of paths without links.
    let root = fs::canonicalize(&place.root).unwrap_or_else(|_| place.root.clone());
    let above_settings = place.site_file.parent().unwrap_or(&root);
    ground.add(&root, Reach::Names);
    ground.add(above_settings, Reach::Names);
    if let Ok(settings) = fs::canonicalize(&place.site_file)
        && let Some(above) = settings.parent()
    {
        ground.add(above, Reach::Names);
    }
    for name in [CONTENT, THEMES] {
        let named = root.join(name);
        if let Ok(real) = fs::canonicalize(&named)
            && let Some(above) = real.parent()
        {
            ground.add(above, Reach::Names);
            ground.anchors.push(real);
        }
        ground.add(&named, Reach::All);
    }
    ground
}

impl Ground {
    fn add(&mut self, named: &Path, reach: Reach) {
        self.anchors.push(named.to_path_buf());
        self.identities.push(Identity::of(named));
        let Ok(real) = fs::canonicalize(named) else { return };
        let known = self.folders.iter_mut().find(|(folder, _)| *folder == real);
        match known {
            Some((_, known)) if reach == Reach::All => *known = Reach::All,
            None if real.is_dir() => self.folders.push((real, reach)),
            _ => {}
        }
    }
}

impl Identity {
    fn of(path: &Path) -> Option<Identity> {
        let metadata = fs::metadata(path).ok()?;
        Some(Identity { inode: inode(&metadata), created: metadata.created().ok() })
    }
}

#[cfg(unix)]
fn inode(metadata: &fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt as _;
    (metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> (u64, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_link_is_watched_where_it_leads() {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap().join("site");
        let docs = root.with_file_name("elsewhere").join("docs");
        fs::create_dir_all(&docs).unwrap();
        fs::create_dir_all(&root).unwrap();
        let place = Place { root: root.clone(), site_file: root.join("site.toml") };
        let before = ground(&place);
        assert_eq!(before.folders, [(root.clone(), Reach::Names)]);
        std::os::unix::fs::symlink(&docs, root.join("content")).unwrap();
        let after = ground(&place);
        assert_ne!(before, after);
        let above = docs.parent().unwrap().to_path_buf();
        let expected = [(root, Reach::Names), (above, Reach::Names), (docs, Reach::All)];
        assert_eq!(after.folders, expected);
    }

    #[test]
    fn a_folder_that_is_made_again_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_path_buf();
        let place = Place { site_file: root.join("site.toml"), root };
        let content = place.root.join(CONTENT);
        fs::create_dir(&content).unwrap();
        let before = ground(&place);
        assert_eq!(before, ground(&place));
        fs::remove_dir(&content).unwrap();
        assert_ne!(before, ground(&place));
    }
}
