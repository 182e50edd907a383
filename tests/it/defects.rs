//! Ten things that are wrong with a site, each of its own kind.

use crate::folder::{Entry, Folder, ORDERS, files};
use crate::program::{Run, run};
use std::fmt::Write as _;
use std::process::Command;

/// The code and the file of the finding that each gives.
pub const DEFECTS: [(&str, &str); 10] = [
    ("broken-front-matter", "content/bomb.md"),
    ("broken-template", "themes/own/templates/postmortem.html"),
    ("differs-in-case-only", "content/menus/queue.png"),
    ("duplicate-slug", "content/twice.md"),
    ("internal-passage-unclosed", "content/internal.md"),
    ("invalid-utf-8", "content/latin.md"),
    ("unreadable-file", "content/huge.md"),
    ("unreadable-file", "content/loop.md"),
    ("unreadable-file", "content/outside.md"),
    ("unreadable-file", "content/pipe.md"),
];

/// Bytes of a document that is none.
const HUGE: u64 = 50_000_000;

/// Plants them into a site that has none; `outside` is another folder.
fn plant(site: &Folder, outside: &Folder) {
    let with = |key: &str| ORDERS.replacen("---\n", &format!("---\n{key}\n"), 1);
    site.write("content/bomb.md", &format!("---\n{}---\n\nText.\n", bomb()));
    site.write("themes/own/templates/postmortem.html", "{% if %}");
    let settings = site.read("site.toml");
    site.write("site.toml", &format!("{settings}theme = \"own\"\n"));
    site.write("content/menus/index.md", ORDERS);
    site.write("content/menus/Queue.png", "one");
    site.write("content/menus/queue.png", "two");
    site.write("content/first.md", &with("slug: stock"));
    site.write("content/twice.md", &with("slug: stock"));
    site.write("content/internal.md", &format!("{ORDERS}\n<!-- internal -->\nNames.\n"));
    site.put("content/latin.md", &Entry::File([ORDERS.as_bytes(), b"\xFF\n"].concat()));
    site.write("content/huge.md", ORDERS);
    let huge = std::fs::File::options().write(true).open(site.at("content/huge.md")).unwrap();
    huge.set_len(HUGE).unwrap();
    site.put("content/loop.md", &Entry::Link("loop.md".to_owned()));
    site.put("content/outside.md", &Entry::Link(outside.at("a.md").to_str().unwrap().to_owned()));
    assert!(Command::new("mkfifo").arg(site.at("content/pipe.md")).status().unwrap().success());
}

/// Ten anchors, each of ten of the one before: ten billion values.
fn bomb() -> String {
    let mut text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (above, name) in "abcdefghi".chars().zip("bcdefghij".chars()) {
        let many = vec![format!("*{above}"); 10].join(", ");
        let _ = writeln!(text, "{name}: &{name} [{many}]");
    }
    text
}

/// Plants them into a site that is built, and fails unless each is one finding and nothing else is
/// any, and a build leaves the output as it was. Hints are not counted.
#[track_caller]
pub fn are_told_and_nothing_is_written(site: &Folder) {
    let before = files(&site.at("public"));
    plant(site, &Folder::of(&[("a.md", ORDERS)]));
    let told = run(site.path(), &["check", "--format", "json"]).ends(1);
    let report: serde_json::Value = serde_json::from_str(&told.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let mut found: Vec<(&str, &str)> = findings
        .filter(|finding| finding["level"] != "hint")
        .map(|finding| (finding["code"].as_str().unwrap(), finding["path"].as_str().unwrap()))
        .collect();
    found.sort_unstable();
    assert_eq!(found, DEFECTS, "{}", told.stdout);
    let built: Run = run(site.path(), &["build"]).ends(1).says("nothing was written");
    assert!(built.stderr.contains("9 errors, 1 warning"), "{}", built.stderr);
    assert_eq!(files(&site.at("public")), before);
}
