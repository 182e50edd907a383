//! What the README shows is right.

use crate::folder::{Folder, repository};
use crate::program::run;
use retrospect::config;
use retrospect::diag::report::{Sources, Style, human};
use retrospect::source::{Source, SourcePath};

const README: &str = include_str!("../../README.md");

/// The texts in the README's fences of a language.
fn fences(language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    README
        .split(&opening)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn every_site_file_it_shows_is_one() {
    let shown = fences("toml");
    assert!(shown.len() >= 3, "{} examples of `site.toml`", shown.len());
    for text in shown {
        let source = Source::from_bytes(SourcePath::new("site.toml"), text.as_bytes());
        let mut problems = Vec::new();
        config::read(&source, &mut problems);
        let sources: Sources<'_> = std::iter::once((source.path(), &source)).collect();
        assert!(problems.is_empty(), "{}", human(&problems, &sources, Style::Plain));
    }
}

/// What the README shows below a command, to the next one or the end of its fence.
fn shown(command: &str) -> impl Iterator<Item = &'static str> {
    let prompt = format!("$ {command}\n");
    let (_, below) = README.split_once(&prompt).unwrap_or_else(|| panic!("no `{command}`"));
    below.lines().take_while(|line| !line.starts_with("$ ") && *line != "```")
}

/// Compares what is shown with what is said; `…` stands for some words, on a line of its own for
/// all that follows.
#[track_caller]
fn is_said(command: &str, said: &str) {
    let mut lines = said.lines();
    for shown in shown(command) {
        if shown == "…" {
            return;
        }
        let line = lines.next().unwrap_or_else(|| panic!("`{shown}` is not said:\n{said}"));
        let parts: Vec<&str> = shown.split('…').collect();
        let fits = match parts[..] {
            [first, .., last] => {
                line.starts_with(first)
                    && line.ends_with(last)
                    && parts.iter().all(|part| line.contains(part))
            }
            _ => line == shown,
        };
        assert!(fits, "shown:\n{shown}\nsaid:\n{line}\nall of it:\n{said}");
    }
    assert_eq!(lines.next(), None, "more is said than is shown:\n{said}");
}

#[test]
fn its_five_minutes_say_what_it_shows() {
    let folder = Folder::new();
    run(folder.path(), &["init", "incidents", "--title", "Our incidents"]).ends(0);
    let site = folder.at("incidents");
    let new = ["new", "Checkout down", "--date", "2026-01-31"];
    let document = run(&site, &new).ends(0).stdout;
    is_said("retrospect new \"Checkout down\" --date 2026-01-31", &document);
    let written = "incidents/content/2026-01-31-checkout-down.md";
    let begun = folder.read(written);
    let (before, after) = begun.split_once("duration: ").unwrap();
    let (_, after) = after.split_once('\n').unwrap();
    folder.write(written, &format!("{before}duration: 150\n{after}"));
    is_said("retrospect check", &run(&site, &["check"]).ends(1).stderr);
    folder.write(written, &begun);
    is_said("retrospect build", &run(&site, &["build"]).ends(0).stderr);
}

#[test]
fn an_old_postmortem_is_adopted_as_it_shows() {
    let example = repository().join("content/2024-01-12-my-first-postmortem.md");
    let text = std::fs::read_to_string(example).unwrap();
    let folder = Folder::of(&[("wiki/my-first-postmortem.md", &text)]);
    let adopt = ["adopt", "wiki/my-first-postmortem.md"];
    is_said(&format!("retrospect {}", adopt.join(" ")), &run(folder.path(), &adopt).ends(0).stdout);
}
