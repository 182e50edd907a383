//! Content that is made to take long or much: it ends, in a finding or a page.

use crate::folder::{Entry, Folder};
use crate::program::run;
use std::fmt::Write as _;

/// Checks and builds a document, which need not be without findings.
#[track_caller]
fn is_read(name: &str, text: &str) -> String {
    let site = Folder::of(&[("site.toml", "title = \"A\"\n")]);
    site.put(&format!("content/{name}"), &Entry::File(text.as_bytes().to_vec()));
    let checked = run(site.path(), &["check"]);
    assert!((0..=1).contains(&checked.status), "{}", checked.stderr);
    let built = run(site.path(), &["build", "--quiet"]);
    assert!((0..=1).contains(&built.status), "{}", built.stderr);
    assert_eq!(checked.status, built.status, "{}", checked.stderr);
    checked.stderr
}

#[test]
fn anchors_that_multiply_are_refused() {
    let mut text = "---\na: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (above, name) in "abcdefghijk".chars().zip("bcdefghijkl".chars()) {
        let many = vec![format!("*{above}"); 10].join(", ");
        writeln!(text, "{name}: &{name} [{many}]").unwrap();
    }
    let told = is_read("a.md", &(text + "---\n\nBody.\n"));
    assert!(told.contains("error[broken-front-matter]"), "{told}");
}

#[test]
fn nesting_and_long_lines_are_read() {
    let deep = |open: &str, n: usize| open.repeat(n);
    is_read("quotes.md", &(deep("> ", 5_000) + "x\n"));
    is_read("brackets.md", &(deep("[", 20_000) + "x\n"));
    is_read("stars.md", &(deep("*a **b ", 5_000) + "x\n"));
    is_read("html.md", &(deep("<b><i>", 2_000) + "x\n"));
    is_read("links.md", &(deep("![[x](y)", 3_000) + "\n"));
    is_read("line.md", &deep("word 14:00 http://x.example/ ", 5_000));
    is_read("marks.md", &deep("<!-- internal -->a<!-- /internal -->", 2_000));
    let lists: Vec<String> = (0..400).map(|n| "  ".repeat(n) + "- a").collect();
    is_read("lists.md", &lists.join("\n"));
}

#[test]
fn a_document_larger_than_any_postmortem_is_a_finding() {
    let told = is_read("a.md", &"Orders failed for an hour.\n".repeat(160_000));
    assert!(told.contains("it has more than the 4.0 MB that a document may have"), "{told}");
}

#[test]
fn front_matter_of_any_depth_is_a_finding_or_read() {
    let languages =
        [("---", "a: ", "[", "]"), (";;;", "", "{\"a\":", "}"), ("+++", "a = ", "[", "]")];
    for (fence, key, open, close) in languages {
        let value = format!("{key}{}{}", open.repeat(3_000), close.repeat(3_000));
        let text = format!("{fence}\n{value}\n{fence}\n");
        let told = is_read("a.md", &text);
        assert!(told.contains("front-matter"), "{told}");
    }
}
