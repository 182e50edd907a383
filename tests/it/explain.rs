//! The pages of `explain` hold: what stands under "before" has the finding, what stands under
//! "after" has not.

use crate::folder::{Entry, Folder};
use crate::page::Built;
use chrono::NaiveDate;
use retrospect::archive::Drafts;
use retrospect::diag::Code;
use retrospect::diag::explain::Page;

/// Codes whose examples are no text of a document: bytes that no page can show, files that may
/// not be read, an error of the program.
const SHOWN_OTHERWISE: [Code; 4] =
    [Code::UnreadableFile, Code::InvalidUtf8, Code::NulByte, Code::DiagramBytesDiffer];

/// The codes of the findings on an example: files that each open with `-- path --`, or a document.
fn found(code: Code, example: &str) -> Vec<Code> {
    let folder = Folder::new();
    if code != Code::NoSiteFile {
        folder.put("site.toml", &Entry::File(b"title = \"Our incidents\"\n".to_vec()));
    }
    folder.put("content/README.md", &Entry::File(Vec::new()));
    for (path, text) in files(example) {
        folder.put(path, &Entry::File(text.into_bytes()));
    }
    let today = NaiveDate::from_ymd_opt(2024, 3, 1);
    let built = Built::on(folder.path(), Drafts::Hide, today);
    built.outcome.problems.iter().map(|problem| problem.code).collect()
}

fn files(example: &str) -> Vec<(&str, String)> {
    let mut files: Vec<(&str, String)> = Vec::new();
    for line in example.lines() {
        let head = line.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --"));
        match (head, files.last_mut()) {
            (Some(path), _) => files.push((path, String::new())),
            (None, Some((_, text))) => text.extend([line, "\n"]),
            (None, None) => return vec![("content/2024-01-12-orders.md", format!("{example}\n"))],
        }
    }
    files
}

#[test]
fn examples_show_what_they_are_about() {
    let mut wrong = Vec::new();
    for code in Code::ALL.iter().filter(|code| !SHOWN_OTHERWISE.contains(code)) {
        let page = Page::of(*code);
        let (before, after) = (found(*code, page.before), found(*code, page.after));
        if !before.contains(code) {
            wrong.push(format!("{}: not found before: {before:?}", code.name()));
        }
        if after.contains(code) {
            wrong.push(format!("{}: still found after: {after:?}", code.name()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
