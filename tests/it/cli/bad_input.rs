//! Files that are not what they should be: each gives one clear finding and loses nothing.

use crate::folder::{Entry, Folder};
use crate::program::run;
use serde_json::Value;

/// Adds a document to the small archive and checks it; `codes` are those of all findings that
/// are no hints, in their order.
#[track_caller]
fn check(bytes: &[u8], codes: &[&str], status: i32) -> Folder {
    let site = Folder::small_site();
    site.put("content/2024-06-07-bad.md", &Entry::File(bytes.to_vec()));
    let before = site.files();
    let run = run(site.path(), &["check"]).ends(status);
    let told = |line: &str| {
        let (level, rest) = line.split_once('[')?;
        let (code, _) = rest.split_once("]: ")?;
        matches!(level, "error" | "warning").then(|| code.to_owned())
    };
    let found: Vec<String> = run.stderr.lines().filter_map(told).collect();
    assert_eq!(found, codes, "{}", run.stderr);
    assert_eq!(site.files(), before, "checking changes no file");
    site
}

/// The words on the page of the document that [`check`] added, by way of the export.
#[track_caller]
fn exported(site: &Folder, bad: &str) -> Value {
    let run = run(site.path(), &["export"]);
    let archive: Value = serde_json::from_str(&run.stdout).unwrap();
    let incidents = archive["incidents"].as_array().unwrap();
    let found = incidents.iter().find(|incident| incident["slug"] == bad);
    found.unwrap_or_else(|| panic!("{bad} is lost: {}", run.stdout)).clone()
}

#[test]
fn no_site_file_gives_a_hint_and_a_site() {
    let site = Folder::small_site();
    std::fs::remove_file(site.at("site.toml")).unwrap();
    run(site.path(), &["check"]).ends(0).says("hint[no-site-file]");
    run(site.path(), &["build"]).ends(0);
    assert!(site.read("public/index.html").contains("Orders stood still"));
}

#[test]
fn an_empty_archive_is_a_site_without_incidents() {
    let site = Folder::of(&[("site.toml", "title = \"New\"\n")]);
    std::fs::create_dir(site.at("content")).unwrap();
    run(site.path(), &["build"]).ends(0).says("warning[no-documents]");
    assert!(site.read("public/index.html").contains("No incidents yet"));
}

#[test]
fn an_empty_document_is_told_and_listed() {
    for text in ["", " \n\n"] {
        let site = check(text.as_bytes(), &["empty-document"], 0);
        assert_eq!(exported(&site, "bad")["source"], "content/2024-06-07-bad.md");
    }
}

#[test]
fn nul_bytes_are_told_once_and_shown() {
    let site = check(&[0; 4096], &["nul-byte"], 0);
    exported(&site, "bad");
    let site = check(b"# One\0two\n\n\0\n", &["nul-byte"], 0);
    assert_eq!(exported(&site, "bad")["title"], "One\u{FFFD}two");
}

#[test]
fn invalid_utf_8_is_an_error_at_its_place() {
    let site = check(b"# Orders \xFF\xFE\n\nText.\n", &["invalid-utf-8"], 1);
    run(site.path(), &["check"]).ends(1).says("content/2024-06-07-bad.md:1:10");
    assert_eq!(exported(&site, "bad")["title"], "Orders \u{FFFD}\u{FFFD}");
}

#[test]
fn marks_and_line_ends_of_other_editors_are_no_findings() {
    let text = "\u{FEFF}---\r\ntitle: Menus\r\nduration: 45m\r\n---\r\n\r\nText.\r\n";
    let site = check(text.as_bytes(), &[], 0);
    let menus = exported(&site, "bad");
    assert_eq!((&menus["title"], &menus["duration"]["seconds"]), (&"Menus".into(), &2700.into()));
}

#[test]
fn unclosed_front_matter_is_one_error() {
    let site = check(b"---\ntitle: Menus\n\nText.\n", &["unclosed-front-matter"], 1);
    exported(&site, "bad");
}

#[test]
fn broken_front_matter_is_one_error_and_the_body_is_read() {
    let broken = b"---\ntitle: [Menus\n---\n\n# Menus were gone\n\nText.\n";
    let site = check(broken, &["broken-front-matter"], 1);
    assert_eq!(exported(&site, "bad")["title"], "Menus were gone");
}

#[test]
fn two_documents_with_one_slug_are_one_error_and_the_first_stays() {
    let site = check(b"---\ntitle: Late\nslug: orders\n---\nText.\n", &["duplicate-slug"], 1);
    assert_eq!(exported(&site, "orders")["title"], "Orders stood still");
    run(site.path(), &["check"]).says("content/2024-05-06-orders.md");
}

#[test]
fn a_site_file_that_is_no_toml_is_one_error() {
    let site = Folder::small_site();
    site.write("site.toml", "title = \n");
    run(site.path(), &["build"]).ends(1).says("error[broken-site-file]");
    assert!(!site.at("public").exists());
}
