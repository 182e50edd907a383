//! The real binary: exit status, what it says and where, and what it never does to files.

mod adopt;
mod answers;
mod bad_input;
mod import;
mod init;
mod limits;
mod output;

use crate::folder::{Folder, ORDERS, repository};
use crate::program::{command, run};
use std::process::{Command, Stdio};

/// A severity that is not declared: one error.
const WITH_ERROR: &str = "---\ntitle: A\nduration: 45\n---\nText.\n";
/// An unknown key: one warning.
const WITH_WARNING: &str = "---\ntitle: A\nowner: me\n---\nText.\n";

fn site_of(document: &str) -> Folder {
    Folder::of(&[("site.toml", "title = \"A\"\n"), ("content/a.md", document)])
}

#[test]
fn exit_status_follows_the_worst_finding() {
    for verb in ["build", "check"] {
        let status = |document: &str, more: &[&str]| {
            let arguments: Vec<&str> = [verb].iter().chain(more).copied().collect();
            run(site_of(document).path(), &arguments).status
        };
        assert_eq!(status(ORDERS, &[]), 0, "{verb}");
        assert_eq!(status(ORDERS, &["--strict"]), 0, "{verb}");
        assert_eq!(status(WITH_WARNING, &[]), 0, "{verb}");
        assert_eq!(status(WITH_WARNING, &["--strict"]), 1, "{verb}");
        assert_eq!(status(WITH_ERROR, &[]), 1, "{verb}");
    }
}

#[test]
fn a_command_that_cannot_run_ends_with_2_and_one_line() {
    let empty = Folder::new();
    let cases: [(&[&str], &str); 5] = [
        (&["build"], "no site.toml here or in any folder above"),
        (&["build", "--root", "absent"], "there is no folder absent"),
        (&["check", "--root", ".", "--config", "absent.toml"], "there is no file absent.toml"),
        (&["check", "--root", "."], "there is no folder"),
        (&["new", " "], "the title is empty"),
    ];
    for (arguments, message) in cases {
        let run = run(empty.path(), arguments).ends(2).says(message);
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        assert!(run.stderr.starts_with("retrospect: "), "{}", run.stderr);
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn arguments_that_nothing_knows_end_with_2() {
    let site = Folder::small_site();
    run(site.path(), &["built"]).ends(2).says("build");
    run(site.path(), &["build", "--outt", "x"]).ends(2).says("--out");
}

#[test]
fn findings_go_to_standard_error_alone() {
    let site = site_of(WITH_ERROR);
    let run = run(site.path(), &["check"]).ends(1).says("error[unreadable-duration]");
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("content/a.md:3:11"), "{}", run.stderr);
}

#[test]
fn check_tells_of_named_files_only() {
    let site = site_of(WITH_ERROR);
    site.write("content/2024-05-06-orders.md", ORDERS);
    run(site.path(), &["check", "content/2024-05-06-orders.md"]).ends(0).says("nothing found");
    run(site.path(), &["check", "content/a.md"]).ends(1);
    run(site.path(), &["check", "content/absent.md"]).ends(2).says("absent.md");
}

#[test]
fn quiet_says_nothing_but_errors() {
    assert_eq!(run(site_of(WITH_WARNING).path(), &["check", "--quiet"]).ends(0).stderr, "");
    let quiet = run(site_of(WITH_ERROR).path(), &["build", "--quiet"]).ends(1);
    assert!(quiet.stderr.contains("unreadable-duration"), "{}", quiet.stderr);
}

#[test]
fn colours_are_as_asked_for() {
    let site = site_of(WITH_ERROR);
    let escape = '\u{1b}';
    assert!(!run(site.path(), &["check"]).stderr.contains(escape), "a pipe is no terminal");
    assert!(run(site.path(), &["check", "--color", "always"]).stderr.contains(escape));
    assert!(!run(site.path(), &["check", "--color", "never"]).stderr.contains(escape));
}

#[test]
fn the_site_is_found_upwards_or_named() {
    let site = Folder::small_site();
    let below = site.at("content");
    run(&below, &["build"]).ends(0);
    assert!(site.read("public/index.html").contains("Orders stood still"));
    let root = site.path().to_str().unwrap();
    let elsewhere = Folder::new();
    run(elsewhere.path(), &["--root", root, "build", "--out", "here"]).ends(0);
    assert!(elsewhere.read("here/index.html").contains("Orders stood still"));
}

#[test]
fn export_is_json_on_standard_output() {
    let run = run(repository(), &["export", "--drafts"]).ends(0);
    let archive: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let incidents = archive["incidents"].as_array().unwrap();
    let documents = walkdir::WalkDir::new(repository().join("content"))
        .into_iter()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|it| it == "md"));
    assert_eq!(incidents.len(), documents.count());
    let seed = incidents
        .iter()
        .find(|incident| incident["source"] == "content/2024-01-12-my-first-postmortem.md")
        .expect("the seed is exported");
    assert_eq!(seed["diagrams"][0]["start_line"], 37);
    assert_eq!(seed["diagrams"][0]["end_line"], 46);
}

#[test]
fn every_value_of_the_export_says_where_it_comes_from() {
    let text = "# Menus were empty\n\n| Severity | SEV-2 |\n|---|---|\n| Status | Reviewed |\n\
                | Incident commander | Ada |\n\nHalf of our users saw no menu.\n";
    let site = Folder::of(&[("site.toml", "title = \"A\"\n"), ("content/menus.md", text)]);
    let run = run(site.path(), &["export"]).ends(0);
    let archive: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let incident = &archive["incidents"][0];
    let derived = |line: u32| serde_json::json!({ "origin": "derived", "line": line });
    assert_eq!(incident["severity"], "SEV-2");
    assert_eq!(
        incident["origins"],
        serde_json::json!({
            "title": derived(1),
            "severity": derived(3),
            "status": derived(5),
            "roles": derived(6),
        })
    );
    assert_eq!(incident["impact"]["percent"], 50.0);
    assert_eq!(incident["impact"]["line"], 8);
}

#[test]
fn export_goes_to_a_file_where_one_is_named() {
    let site = Folder::small_site();
    let printed = run(site.path(), &["export"]).ends(0).stdout;
    assert_eq!(run(site.path(), &["export", "--out", "archive.json"]).ends(0).stdout, "");
    assert_eq!(site.read("archive.json"), printed);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let site = site_of(WITH_ERROR);
    for arguments in [&["export"][..], &["check"], &["new", "Checkout down"], &["build"]] {
        let mut command = command(site.path(), arguments);
        for stream in [Command::stdout, Command::stderr] {
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            stream(&mut command, Stdio::from(writer));
        }
        let status = command.status().unwrap().code();
        let expected = i32::from(arguments[0] != "new");
        assert_eq!(status, Some(expected), "{arguments:?}");
    }
}

#[test]
fn new_writes_a_postmortem_that_was_not_there() {
    let site = Folder::small_site();
    let arguments = ["new", "Checkout \"down\"", "--date", "2026-01-31"];
    let run = run(site.path(), &arguments).ends(0);
    let file = run.stdout.trim_end();
    assert!(file.ends_with("content/2026-01-31-checkout-down.md"), "{file}");
    let text = std::fs::read_to_string(site.at(file)).unwrap();
    assert!(text.starts_with("---\n") && text.contains("Checkout \\\"down\\\""), "{text}");
    crate::program::run(site.path(), &["check", file]).ends(0);
}

#[test]
fn new_never_overwrites() {
    let site = Folder::small_site();
    let name = "content/2026-01-31-checkout-down.md";
    site.write(name, "mine\n");
    let arguments = ["new", "Checkout down", "--date", "2026-01-31"];
    run(site.path(), &arguments).ends(2).says("is there already");
    assert_eq!(site.read(name), "mine\n");
}
