//! The least that the disk costs: the same inputs read, the same files written or compared.

use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Reads the inputs of a site; then writes as many files of the same names and sizes as its output
/// folder has into `copy`, which is made anew (`write`), or compares those there with what they
/// would be written as (`compare`).
pub fn run(way: &str, site: &Path, copy: &Path) {
    let inputs: Vec<PathBuf> = files(&site.join("content")).into_iter().map(|it| it.0).collect();
    let outputs = files(&site.join("public"));
    let longest = outputs.iter().map(|(_, length)| *length).max().unwrap_or(0);
    let bytes: Vec<u8> = b"retrospect ".iter().copied().cycle().take(longest).collect();
    inputs.par_iter().for_each(|file| {
        std::hint::black_box(fs::read(file).unwrap());
    });
    outputs.par_iter().for_each(|(file, length)| {
        let file = copy.join(file.strip_prefix(site).unwrap());
        match way {
            "write" => {
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, &bytes[..*length]).unwrap();
            }
            "compare" => assert!(fs::read(file).unwrap() == bytes[..*length], "it differs"),
            other => panic!("{other} is no way"),
        }
    });
}

/// The files below a folder with their lengths.
fn files(folder: &Path) -> Vec<(PathBuf, usize)> {
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let length = usize::try_from(entry.metadata().unwrap().len()).unwrap();
            (entry.into_path(), length)
        })
        .collect()
}
