//! What goes to standard output: findings for programs, explanations, schemas, completions.

use super::{WITH_ERROR, WITH_WARNING, site_of};
use crate::folder::Folder;
use crate::program::run;
use serde_json::Value;

#[test]
fn findings_for_programs_go_to_standard_output_alone() {
    for format in ["json", "sarif", "github"] {
        let site = site_of(WITH_ERROR);
        let run = run(site.path(), &["check", "--format", format]).ends(1);
        assert_eq!(run.stderr, "", "{format}");
        assert!(run.stdout.contains("unreadable-duration"), "{format}: {}", run.stdout);
    }
}

#[test]
fn the_format_changes_no_exit_status() {
    let site = site_of(WITH_WARNING);
    for format in ["human", "json", "sarif", "github"] {
        run(site.path(), &["check", "--format", format]).ends(0);
        run(site.path(), &["check", "--format", format, "--strict"]).ends(1);
    }
}

#[test]
fn the_same_content_gives_the_same_findings() {
    let site = site_of(WITH_ERROR);
    site.write("content/b.md", WITH_WARNING);
    for format in ["json", "sarif", "github"] {
        let once = || run(site.path(), &["check", "--format", format]).stdout;
        assert_eq!(once(), once());
    }
}

/// Hosts look for files from the repository's folder, in which the site may be one of several.
#[test]
fn hosts_are_told_where_files_are_from_where_the_command_runs() {
    let outer =
        Folder::of(&[("ops/site.toml", "title = \"A\"\n"), ("ops/content/a.md", WITH_ERROR)]);
    let arguments = |format| ["check", "--root", "ops", "--format", format];
    let github = run(outer.path(), &arguments("github")).ends(1).stdout;
    assert!(github.contains("file=ops/content/a.md,line=3,col=11"), "{github}");
    let sarif: Value =
        serde_json::from_str(&run(outer.path(), &arguments("sarif")).stdout).unwrap();
    let location = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], "ops/content/a.md");
    let json: Value = serde_json::from_str(&run(outer.path(), &arguments("json")).stdout).unwrap();
    assert_eq!(json["findings"][0]["path"], "content/a.md");
}

#[test]
fn items_are_overdue_on_the_day_that_is_named() {
    let site = site_of(
        "---\nduration: 1h\naction_items: [{text: x, owner: kim, due: 2024-02-01}]\n---\nText.\n",
    );
    run(site.path(), &["check", "--strict"]).ends(0);
    run(site.path(), &["check", "--strict", "--today", "2024-02-01"]).ends(0);
    let late = run(site.path(), &["check", "--strict", "--today", "2024-02-02"]).ends(1);
    late.says("warning[overdue-action-item]: due 2024-02-01, a day ago");
    run(site.path(), &["check", "--today", "tomorrow"]).ends(2);
}

#[test]
fn a_secret_is_not_repeated_by_any_report() {
    let site = site_of("Text.\n\nThe key AKIAIOSFODNN7ABCDEFG leaked.\n");
    for format in ["human", "json", "sarif", "github"] {
        let run = run(site.path(), &["check", "--format", format]).ends(0);
        let whole = run.stdout + &run.stderr;
        assert!(whole.contains("secret-looking-string"), "{format}: {whole}");
        assert!(!whole.contains("AKIAIOSFODNN7ABCDEFG"), "{format}: {whole}");
    }
}

#[test]
fn explain_lists_all_codes_or_says_one_at_length() {
    let nowhere = Folder::new();
    let list = run(nowhere.path(), &["explain"]).ends(0).stdout;
    assert!(list.lines().any(|line| line.starts_with("broken-link ")), "{list}");
    let page = run(nowhere.path(), &["explain", "broken-link"]).ends(0).stdout;
    assert!(page.starts_with("broken-link (warning)\n"), "{page}");
    run(nowhere.path(), &["explain", "broken-lnk"]).ends(2).says("did you mean `broken-link`?");
}

#[test]
fn schemas_need_no_archive_and_know_the_one_that_is_there() {
    let nowhere = Folder::new();
    for of in ["front-matter", "site", "export"] {
        let text = run(nowhere.path(), &["schema", of]).ends(0).stdout;
        serde_json::from_str::<Value>(&text).unwrap();
    }
    run(nowhere.path(), &["schema", "front-matter", "--root", "absent"]).ends(2);
    let site = Folder::of(&[("site.toml", "[[severities]]\nname = \"grave\"\n")]);
    let text = run(site.path(), &["schema", "front-matter"]).ends(0).stdout;
    assert!(text.contains("\"grave\""), "{text}");
}

#[test]
fn every_shell_is_completed_and_every_verb_has_its_manual() {
    let nowhere = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(nowhere.path(), &["completions", shell]).ends(0).stdout;
        assert!(script.contains("retrospect") && script.contains("today"), "{shell}");
    }
    let page = run(nowhere.path(), &["man"]).ends(0).stdout;
    for verb in ["BUILD", "SERVE", "CHECK", "EXPLAIN", "SCHEMA"] {
        assert!(page.contains(&format!(".SH \"RETROSPECT {verb}\"")), "{verb}");
    }
}

/// RFC 5545, section 3.6: a calendar has one component at least.
#[test]
fn a_calendar_without_events_is_one_still() {
    let site = site_of(WITH_WARNING);
    let calendar = run(site.path(), &["export", "--format", "ics"]).ends(0).stdout;
    let lines: Vec<&str> = calendar.split_terminator("\r\n").collect();
    assert_eq!((lines[0], lines[lines.len() - 1]), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
    assert_eq!(lines[4..7], ["BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD"]);
    assert!(!calendar.contains("VEVENT"), "{calendar}");
}
