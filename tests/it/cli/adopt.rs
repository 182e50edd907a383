//! `adopt`: what it shows, what it writes, and what it never does.

use crate::folder::Folder;
use crate::program::run;

const PLAIN: &str =
    "# Orders down\n\n**Start time:** 2024-01-12 14:00 UTC\n**Duration:** 2 hours\n";

fn folder() -> Folder {
    Folder::of(&[("site.toml", "title = \"A\"\n"), ("old/orders.md", PLAIN)])
}

#[test]
fn the_change_is_shown_and_nothing_is_written() {
    let folder = folder();
    let run = run(folder.path(), &["adopt", "old/orders.md"]).ends(0);
    assert!(run.stdout.starts_with("--- a/old/orders.md\n+++ b/old/orders.md\n@@ -1,3 +1,"));
    assert!(run.stdout.contains("\n+duration: 2h # line "), "{}", run.stdout);
    assert_eq!(folder.read("old/orders.md"), PLAIN);
}

#[test]
fn writing_adds_above_the_body_once() {
    let folder = folder();
    assert_eq!(run(folder.path(), &["adopt", "--write", "old"]).ends(0).stdout, "old/orders.md\n");
    let first = folder.read("old/orders.md");
    assert!(first.starts_with("---\ntitle: Orders down # line ") && first.ends_with(PLAIN));
    run(folder.path(), &["adopt", "--write", "old"]).ends(0).says("nothing to add");
    assert_eq!(folder.read("old/orders.md"), first);
}

#[test]
fn copies_go_under_dated_names_and_over_nothing() {
    let folder = folder();
    let adopt = ["adopt", "--to", "content", "old"];
    let name = "content/2024-01-12-orders.md";
    assert_eq!(run(folder.path(), &adopt).ends(0).stdout, format!("{name}\n"));
    assert_eq!(folder.read("old/orders.md"), PLAIN);
    let again = run(folder.path(), &adopt).ends(0);
    assert_eq!(again.stdout, "");
    assert_eq!(again.stderr, format!("{name} is there already\n"));
    folder.write(name, "mine\n");
    folder.write("old/payments.md", &PLAIN.replace("Orders", "Payments"));
    let other = "content/2024-01-12-payments.md";
    let further = run(folder.path(), &adopt).ends(0);
    assert_eq!(further.stdout, format!("{other}\n"));
    further.says(&format!("{name} is there already, has been changed, and stays as it is"));
    assert_eq!(folder.read(name), "mine\n");
}

#[test]
fn two_documents_of_one_name_are_told() {
    let folder = folder();
    folder.write("older/orders.md", &PLAIN.replace("2 hours", "3 hours"));
    let run = run(folder.path(), &["adopt", "--quiet", "--to", "content", "old", "older"]).ends(1);
    assert_eq!(run.stdout, "content/2024-01-12-orders.md\n");
    run.says("older/orders.md: not copied, for content/2024-01-12-orders.md is another file's");
    assert!(folder.read("content/2024-01-12-orders.md").contains("2 hours"));
}

#[test]
fn copies_take_along_what_they_name() {
    let folder = folder();
    let text = format!(
        "{PLAIN}\n![Load](img/load.png) ![Far](../far.png) [Gone](gone.log) [Two](two.md)\n"
    );
    folder.write("old/orders.md", &text);
    folder.write("old/img/load.png", "picture");
    folder.write("old/two.md", PLAIN);
    folder.write("far.png", "far");
    let run = run(folder.path(), &["adopt", "--to", "content", "old/orders.md"]).ends(0);
    assert_eq!(run.stdout, "content/2024-01-12-orders.md\ncontent/img/load.png\n");
    assert_eq!(
        run.stderr,
        "old/orders.md: names ../far.png, which lies outside its folder and is not copied\n"
    );
    assert_eq!(folder.read("content/img/load.png"), "picture");
}

#[test]
fn what_cannot_be_adopted_is_told() {
    let folder = folder();
    run(folder.path(), &["adopt", "absent.md"]).ends(2).says("absent.md");
    folder.write("old/broken.md", "---\ntitle: [A\n---\nText.\n");
    let run = run(folder.path(), &["adopt", "--write", "old"]).ends(1);
    assert!(run.stderr.contains("error[broken-front-matter]"), "{}", run.stderr);
    assert_eq!(run.stdout, "old/orders.md\n", "the others are adopted");
}
