//! The example archive: it builds without a finding that matters, to the same bytes every time
//! and everywhere, and every link inside the site leads somewhere.

use crate::folder::{Folder, files, repository};
use crate::page::select;
use crate::program::run;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Files = BTreeMap<String, Vec<u8>>;

/// Builds the archive in `root` into a new folder.
#[track_caller]
fn built(root: &Path) -> Files {
    let folder = Folder::new();
    let out = folder.at("out");
    run(root, &["--root", ".", "build", "--out", out.to_str().unwrap()]).ends(0);
    files(&out)
}

/// Fails with the names of the files that differ.
#[track_caller]
fn assert_same(left: &Files, right: &Files) {
    let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
    let differ: Vec<_> =
        names.into_iter().filter(|name| left.get(*name) != right.get(*name)).collect();
    assert!(differ.is_empty(), "these differ: {differ:?}");
}

#[test]
fn the_example_has_neither_errors_nor_warnings() {
    let run = run(repository(), &["check", "--strict", "--verbose"]).ends(0);
    assert!(!run.stderr.contains("error[") && !run.stderr.contains("warning["), "{}", run.stderr);
}

#[test]
fn two_builds_are_the_same_bytes() {
    let first = built(repository());
    assert!(first.contains_key("incidents/my-first-postmortem/index.html"));
    assert_same(&first, &built(repository()));
}

#[test]
fn a_build_under_another_path_is_the_same_bytes() {
    let copies = ["a", "a much longer name/with spaces/and ümläuts"].map(|name| {
        let folder = Folder::of_example(name);
        built(&folder.at(name))
    });
    assert_same(&copies[0], &copies[1]);
    assert_same(&copies[0], &built(repository()));
}

#[test]
fn every_link_of_every_page_leads_to_a_built_file() {
    let site = built(repository());
    let mut n_links = 0;
    for (name, bytes) in site.iter().filter(|(name, _)| is_page(name)) {
        let html = String::from_utf8_lossy(bytes);
        for link in links(&html) {
            n_links += 1;
            assert!(leads_somewhere(&site, name, &link), "{name} links to {link}");
        }
    }
    assert!(n_links > 500, "only {n_links} links were found");
}

fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "html")
}

/// What a page refers to inside the site.
fn links(html: &str) -> Vec<String> {
    let in_attribute = |name: &'static str| {
        select(
            html,
            &format!("[{name}]"),
            match name {
                "href" => |element| element.attr("href").unwrap_or("").to_owned(),
                _ => |element| element.attr("src").unwrap_or("").to_owned(),
            },
        )
    };
    let all = in_attribute("href").into_iter().chain(in_attribute("src"));
    all.filter(|link| !["://", "mailto:", "data:"].iter().any(|other| link.contains(other)))
        .collect()
}

fn leads_somewhere(site: &Files, from: &str, link: &str) -> bool {
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let target = if path.is_empty() { from.to_owned() } else { resolved(from, path) };
    let Some(bytes) = site.get(&target) else { return false };
    fragment.is_empty() || {
        let id = decoded(fragment);
        let has_id = |element: scraper::ElementRef<'_>| element.attr("id").unwrap_or("").to_owned();
        select(&String::from_utf8_lossy(bytes), "[id]", has_id).contains(&id)
    }
}

/// The file that a static host answers a link with. The page for addresses that are not there
/// has links from the host's root, below which the example stands at `/postmortems/`.
fn resolved(from: &str, link: &str) -> String {
    let below_root = link.strip_prefix("/postmortems/");
    let mut parts: Vec<&str> = match below_root {
        Some(_) => Vec::new(),
        None => from.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect()),
    };
    let decoded = decoded(below_root.unwrap_or(link));
    for part in decoded.split('/') {
        match part {
            "." | "" => {}
            ".." => assert!(parts.pop().is_some(), "{from}: {link} leaves the site"),
            _ => parts.push(part),
        }
    }
    if decoded.is_empty() || decoded.ends_with(['/', '.']) {
        parts.push("index.html");
    }
    parts.join("/")
}

/// Undoes percent-encoding.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let digits = std::str::from_utf8(&after[..2]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}
