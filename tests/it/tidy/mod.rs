//! The rules of the house, held by a machine.
//!
//! A rule is a function from a file's path and text to what is wrong with it. Each comes with a
//! planted violation that it must find, so that no rule can be one that never fails.

mod order;
mod walls;

use crate::folder::repository;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A rule of the house.
struct Rule {
    name: &'static str,
    /// Whether a file is looked at, by its path.
    concerns: fn(&str) -> bool,
    /// What is wrong with a file, one line each.
    check: fn(&str, &str) -> Vec<String>,
    /// Files that break the rule, by path and text.
    planted: &'static [(&'static str, &'static str)],
    /// A file that comes close and keeps to it.
    kept: (&'static str, &'static str),
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    walls::RULES.iter().chain(order::RULES)
}

/// Every file of the repository that is text, by its path from there.
fn files() -> Vec<(String, String)> {
    let is_ours = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() != 1 || !matches!(&*name, ".git" | "target" | "public")
    };
    let walk = WalkDir::new(repository()).sort_by_file_name().into_iter().filter_entry(is_ours);
    walk.map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| Some((name(entry.path()), text(entry.into_path())?)))
        .collect()
}

fn name(path: &Path) -> String {
    path.strip_prefix(repository()).unwrap().to_str().unwrap().replace('\\', "/")
}

fn text(path: PathBuf) -> Option<String> {
    String::from_utf8(std::fs::read(path).unwrap()).ok()
}

/// Path and text of each place where `rule` is broken.
fn broken(rule: &Rule, files: &[(String, String)]) -> Vec<String> {
    let concerned = files.iter().filter(|(path, _)| (rule.concerns)(path));
    concerned
        .flat_map(|(path, text)| {
            let found = (rule.check)(path, text);
            found.into_iter().map(move |found| format!("{}: {path}: {found}", rule.name))
        })
        .collect()
}

#[test]
fn the_house_is_tidy() {
    let files = files();
    assert!(files.len() > 100, "only {} files were found", files.len());
    let found: Vec<String> = rules().flat_map(|rule| broken(rule, &files)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

#[test]
fn every_rule_finds_what_is_planted() {
    for rule in rules() {
        assert!(!rule.planted.is_empty(), "{}: nothing is planted", rule.name);
        for (path, text) in rule.planted {
            let planted = [((*path).to_owned(), (*text).to_owned())];
            assert_ne!(broken(rule, &planted), [""; 0], "{} passes over {path}\n{text}", rule.name);
        }
        let (path, text) = rule.kept;
        assert_eq!(broken(rule, &[(path.to_owned(), text.to_owned())]), [""; 0]);
        assert!((rule.concerns)(path), "{} never looks at {path}", rule.name);
    }
}

/// True for the program's own source.
fn is_source(path: &str) -> bool {
    path.starts_with("src/") && is_rust(path)
}

/// True for the unit tests of a room in files of their own.
fn is_unit_tests(path: &str) -> bool {
    is_source(path) && (path.ends_with("/tests.rs") || path.contains("/tests/"))
}

/// True for Rust of the program or its tests.
fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "rs")
}

/// Each line's number and its text without a comment.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| {
        let is_comment = line.trim_start().starts_with("//");
        let code = if is_comment { "" } else { line.split(" // ").next().unwrap_or("") };
        (index + 1, code)
    })
}

/// Where `word` starts in `code`, with neither a letter nor a path before it.
fn word_starts<'c>(code: &'c str, word: &'c str) -> impl Iterator<Item = usize> + 'c {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '$');
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| !code[..*at].chars().next_back().is_some_and(is_part))
}
