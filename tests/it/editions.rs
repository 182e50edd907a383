//! The canary proof: nothing that an edition hides is anywhere in what it writes.
//!
//! `tests/editions/canaries.txt` is an archive in which `⟦place⟧` stands for a canary, a word that is
//! nowhere else; `{{body NAME}}` and `{{keys NAME}}` for the texts beside it, with a canary of their
//! own in every kind of place. All of them are hidden in the public edition. In the internal one all
//! are shown, so that the search for them can fail, but those whose place opens with `-`: comments,
//! drafts, and what a page never shows.

use crate::case::Case;
use crate::folder::{Folder, files, repository};
use crate::program::run;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Places of canaries with the words that stand in them.
#[derive(Default)]
struct Canaries {
    words: BTreeMap<String, String>,
}

impl Canaries {
    /// The text with every `⟦place⟧` as its canary; the places count from `within`.
    fn planted(&mut self, text: &str, within: &str) -> String {
        let mut planted = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('⟦') {
            let (place, after) = after.split_once('⟧').expect("a place is closed");
            let (never, name) = place.strip_prefix('-').map_or(("", place), |name| ("-", name));
            planted.push_str(before);
            planted.push_str(&self.word(&format!("{never}{within}{name}")));
            rest = after;
        }
        planted + rest
    }

    fn word(&mut self, place: &str) -> String {
        let number = self.words.len();
        // No word of a language, so that no index stems it; no letters that folding changes.
        self.words.entry(place.to_owned()).or_insert_with(|| format!("kanar{number:03}vq")).clone()
    }

    /// Places whose canary is in one of the files, or in the name of one, with the file.
    fn found(&self, files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, String> {
        let mut found = BTreeMap::new();
        for (name, bytes) in files {
            let text = format!("{name}\n{}", String::from_utf8_lossy(bytes)).to_lowercase();
            for (place, word) in &self.words {
                if text.contains(word.as_str()) {
                    found.entry(place.as_str()).or_insert_with(|| name.clone());
                }
            }
        }
        found
    }

    fn shown_somewhere(&self) -> BTreeSet<&str> {
        self.words.keys().map(String::as_str).filter(|place| !place.starts_with('-')).collect()
    }
}

/// The archive with its canaries.
fn planted() -> (Folder, Canaries) {
    let folder = repository().join("tests/editions");
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let parts = [("{{body ", text("body.md")), ("{{keys ", text("keys.yaml"))];
    let mut canaries = Canaries::default();
    let mut archive = String::new();
    for line in text("canaries.txt").replace("{{keys}}", "{{keys }}").lines() {
        let part = parts.iter().find(|(opening, _)| line.starts_with(opening));
        match part {
            Some((opening, text)) => {
                let within = line.strip_prefix(opening).unwrap().strip_suffix("}}").unwrap();
                archive += &canaries.planted(text, within);
            }
            None => archive += &(canaries.planted(line, "") + "\n"),
        }
    }
    let file = Folder::of(&[("case.txt", &archive)]);
    (Case::read(&file.at("case.txt")).unpack(|_| false), canaries)
}

/// Everything that an edition writes: the site, and what `export` prints.
fn written(site: &Path, edition: &str) -> BTreeMap<String, Vec<u8>> {
    let out = site.join(format!("out-{edition}"));
    run(site, &["build", "--edition", edition, "--out", out.to_str().unwrap()]).ends(0);
    let mut written = files(&out);
    for format in ["json", "csv", "ics"] {
        let run = run(site, &["export", "--edition", edition, "--format", format]).ends(0);
        written.insert(format!("export --format {format}"), run.stdout.into_bytes());
    }
    for bytes in written.values_mut() {
        // Magic number of gzip (RFC 1952, section 2.3.1).
        if bytes.starts_with(&[0x1f, 0x8b]) {
            *bytes = unzipped(bytes);
        }
    }
    written
}

fn unzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = Command::new("gzip");
    let mut gzip =
        gzip.arg("-dc").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("gzip runs");
    let mut input = gzip.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = gzip.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output.stdout
}

#[test]
fn nothing_that_an_edition_hides_is_in_what_it_writes() {
    let (folder, canaries) = planted();
    let public = written(folder.path(), "public");
    let found = canaries.found(&public);
    assert!(found.is_empty(), "{found:#?}");
    assert!(canaries.words.len() > 300, "only {} canaries", canaries.words.len());
    println!("{} canaries, none in {} files", canaries.words.len(), public.len());
    let all = public.values().map(|bytes| String::from_utf8_lossy(bytes)).collect::<String>();
    for shown in ["Shown words", "shown.txt", "shown.png", "Keys in TOML", "Passages kept"] {
        assert!(all.contains(shown) || public.keys().any(|name| name.contains(shown)), "{shown}");
    }
}

#[test]
fn the_canaries_can_be_found() {
    let (folder, canaries) = planted();
    let internal = written(folder.path(), "internal");
    let found = canaries.found(&internal);
    let found: BTreeSet<&str> = found.into_keys().collect();
    let shown = canaries.shown_somewhere();
    let missing: Vec<&&str> = shown.difference(&found).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}
