//! Cases as text files: one line that says what is shown, then parts.
//!
//! ```text
//! A tab inside a drawing is told.
//! -- content/2024-01-02-tab.md --
//! …
//! -- report --
//! …
//! ```
//!
//! A part opens with `-- name --` and goes on to the next one. `-- name escaped --` holds Rust
//! escapes for bytes that no text file can show (`\0`, `\r`, `\xFF`, `\u{FEFF}`); `-- name link --`
//! is a symbolic link to the path that it holds. With `UPDATE_EXPECT=1` what was expected is
//! replaced by what came out.

use crate::folder::{Entry, Folder};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// One case.
pub struct Case {
    path: PathBuf,
    prose: String,
    parts: Vec<Part>,
}

/// A part of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What stands between the dashes.
    pub head: String,
    /// All lines below, each with its line end.
    pub text: String,
}

impl Case {
    /// Reads a case; panics where the file has not the form of one.
    pub fn read(path: &Path) -> Case {
        let text = std::fs::read_to_string(path).unwrap();
        let (prose, parts) = split(&text);
        assert!(
            prose.lines().count() == 1 && prose.trim().ends_with('.'),
            "{}: a case opens with one sentence on one line",
            path.display()
        );
        Case { path: path.to_path_buf(), prose, parts }
    }

    /// All cases of a folder, by name.
    pub fn all(folder: &Path) -> Vec<Case> {
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| Case::read(path)).collect()
    }

    /// The file's name without its ending.
    pub fn name(&self) -> &str {
        self.path.file_stem().unwrap().to_str().unwrap()
    }

    /// The parts whose head `is_expected` says yes to.
    pub fn expected(&self, is_expected: fn(&str) -> bool) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| is_expected(&part.head))
    }

    /// Every other part, as files in a folder that goes away with what is returned.
    pub fn unpack(&self, is_expected: fn(&str) -> bool) -> Folder {
        let folder = Folder::new();
        for part in self.parts.iter().filter(|part| !is_expected(&part.head)) {
            let (name, entry) = part.entry();
            folder.put(name, &entry);
        }
        folder
    }

    /// Compares each expected part with what `actual` makes of its head. Gives the differences
    /// or, with `UPDATE_EXPECT=1`, writes them into the case.
    pub fn compare(
        &mut self,
        is_expected: fn(&str) -> bool,
        actual: impl Fn(&Part) -> String,
    ) -> Result<(), String> {
        let mut differences = String::new();
        for part in self.parts.iter_mut().filter(|part| is_expected(&part.head)) {
            let actual = with_line_end(actual(part));
            if part.text.trim_end() != actual.trim_end() {
                let head = &part.head;
                let path = self.path.display();
                write!(
                    differences,
                    "\n{path}: {}\n-- expected {head} --\n{}\n-- actual {head} --\n{actual}",
                    self.prose.trim(),
                    part.text,
                )
                .unwrap();
                part.text = actual;
            }
        }
        if differences.is_empty() {
            return Ok(());
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&self.path, self.to_text()).unwrap();
            return Ok(());
        }
        Err(differences)
    }

    fn to_text(&self) -> String {
        let parts = self.parts.iter().map(|part| format!("-- {} --\n{}", part.head, part.text));
        self.prose.clone() + &parts.collect::<String>()
    }
}

impl Part {
    fn entry(&self) -> (&str, Entry) {
        if let Some(name) = self.head.strip_suffix(" escaped") {
            (name, Entry::File(unescaped(self.text.trim_end_matches('\n'))))
        } else if let Some(name) = self.head.strip_suffix(" link") {
            (name, Entry::Link(self.text.trim().to_owned()))
        } else {
            (&self.head, Entry::File(self.text.clone().into_bytes()))
        }
    }
}

/// Fails with every difference of a whole folder of cases at once.
#[track_caller]
pub fn report(results: Vec<Result<(), String>>) {
    assert!(!results.is_empty(), "there is not a single case");
    let differences: String = results.into_iter().filter_map(Result::err).collect();
    assert!(
        differences.is_empty(),
        "{differences}\nwhere what came out is right, UPDATE_EXPECT=1 writes it into the cases"
    );
}

fn split(text: &str) -> (String, Vec<Part>) {
    let mut prose = String::new();
    let mut parts: Vec<Part> = Vec::new();
    for line in text.split_inclusive('\n') {
        let head = line.trim_end().strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
        match (head, parts.last_mut()) {
            (Some(head), _) => parts.push(Part { head: head.to_owned(), text: String::new() }),
            (None, Some(part)) => part.text.push_str(line),
            (None, None) => prose.push_str(line),
        }
    }
    (prose, parts)
}

fn with_line_end(mut text: String) -> String {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Undoes Rust's escapes; line ends of the case itself stay.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let (escape, after) = escape(&rest[at + 1..]);
        bytes.extend(escape);
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// The bytes of one escape, of which `text` is what follows the backslash, and what follows it.
fn escape(text: &str) -> (Vec<u8>, &str) {
    if let Some(after) = text.strip_prefix("u{") {
        let (digits, after) = after.split_once('}').expect("`\\u{` is closed");
        let character = char::from_u32(u32::from_str_radix(digits, 16).unwrap()).unwrap();
        return (character.to_string().into_bytes(), after);
    }
    let (byte, length) = match text.as_bytes()[0] {
        b'0' => (0, 1),
        b'r' => (b'\r', 1),
        b't' => (b'\t', 1),
        b'\\' => (b'\\', 1),
        b'x' => (u8::from_str_radix(&text[1..3], 16).unwrap(), 3),
        other => panic!("unknown escape `\\{}`", char::from(other)),
    };
    (vec![byte], &text[length..])
}

#[test]
fn a_case_is_split_at_its_heads() {
    let (prose, parts) = split("It works.\n-- a.md --\none\n\ntwo\n-- report --\n");
    let part = |head: &str, text: &str| Part { head: head.to_owned(), text: text.to_owned() };
    assert_eq!(prose, "It works.\n");
    assert_eq!(parts, [part("a.md", "one\n\ntwo\n"), part("report", "")]);
}

#[test]
fn escapes_give_bytes_that_no_text_file_can_show() {
    assert_eq!(unescaped("a\\0\\r\n\\xFFb\\\\\\u{FEFF}"), b"a\0\r\n\xFFb\\\xEF\xBB\xBF");
}
