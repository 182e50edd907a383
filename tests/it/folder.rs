//! A folder that lasts as long as a test, and the example archive of this repository.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use walkdir::WalkDir;

/// This repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What to put into a folder.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A file of these bytes.
    File(Vec<u8>),
    /// A symbolic link to this path.
    Link(String),
}

/// A folder of its own for a test.
pub struct Folder {
    folder: TempDir,
}

impl Folder {
    /// An empty one.
    pub fn new() -> Folder {
        Folder { folder: TempDir::with_prefix("retrospect-").unwrap() }
    }

    /// One that holds these files.
    pub fn of(files: &[(&str, &str)]) -> Folder {
        let folder = Folder::new();
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    /// A small archive without any finding: one postmortem, `content/2024-05-06-orders.md`.
    pub fn small_site() -> Folder {
        Folder::of(&[
            ("site.toml", "title = \"Small\"\n"),
            ("content/2024-05-06-orders.md", ORDERS),
        ])
    }

    /// A copy of the example archive, in a folder of this name.
    pub fn of_example(name: &str) -> Folder {
        let folder = Folder::new();
        for (path, bytes) in files(&repository().join("content")) {
            folder.put(&format!("{name}/content/{path}"), &Entry::File(bytes));
        }
        let site_file = std::fs::read(repository().join("site.toml")).unwrap();
        folder.put(&format!("{name}/site.toml"), &Entry::File(site_file));
        folder
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The path of something in it.
    pub fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a file and its folders.
    pub fn write(&self, name: &str, text: &str) {
        self.put(name, &Entry::File(text.as_bytes().to_vec()));
    }

    /// Writes a file or link and its folders.
    pub fn put(&self, name: &str, entry: &Entry) {
        let path = self.at(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        match entry {
            Entry::File(bytes) => std::fs::write(&path, bytes).unwrap(),
            Entry::Link(to) => std::os::unix::fs::symlink(to, &path).unwrap(),
        }
    }

    /// The text of a file.
    #[track_caller]
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.at(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file in it with its bytes.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files(self.path())
    }
}

/// Every file below a folder with its bytes, by its path with `/`.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// A postmortem that states all that is asked for.
pub const ORDERS: &str = "\
---
title: Orders stood still
date: 2024-05-06
duration: 45m
impact: 20%
root_cause: capacity
---

The kitchen saw no orders.
";
