//! The index of full-text search as files: what it is made of, when, and by which switch.

use crate::folder::{Folder, ORDERS};
use crate::page::Built;
use crate::program::{Running, command, eventually, run};
use retrospect::archive::Drafts;
use retrospect::model::UrlPath;
use retrospect::search;
use retrospect::site::SearchIndex;
use std::collections::BTreeSet;

/// An archive with words that a hash table could mix up.
fn site() -> Folder {
    let site = Folder::small_site();
    for number in 1..9 {
        let text =
            format!("# Menu {number}\n\nNaïve café {number}, cafe, naive; tea-time {number}.\n");
        site.write(&format!("content/2023-01-0{number}-menu-{number}.md"), &text.repeat(2));
    }
    site
}

#[test]
fn the_same_site_has_the_same_index() {
    let built = Built::of(site().path(), Drafts::Hide);
    let make = || search::index(built.site(), || true).unwrap().expect("somebody waits");
    let first = make();
    assert!(first.files().count() > 12, "a fragment for each incident, and more");
    assert!(make() == first, "another index of the same site");

    let [one, other] = [site(), site()];
    for site in [&one, &other] {
        run(site.path(), &["build"]).ends(0);
    }
    let of_search = |site: &Folder| {
        let mut files = site.files();
        files.retain(|name, _| name.starts_with("public/search/"));
        files
    };
    assert!(of_search(&one) == of_search(&other), "another run makes other bytes");
    for (address, bytes) in first.files() {
        let written = of_search(&one).remove(&format!("public/{address}"));
        assert!(written.as_deref() == Some(bytes), "{address} is written as it is made");
    }
    run(one.path(), &["build"]).ends(0).says(" 0 written, 0 removed");
}

/// The index of an earlier build; `other` says what a file of it holds in place of its bytes.
fn earlier(
    built: &Built,
    of: &SearchIndex,
    other: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>> + Sync,
) -> Option<SearchIndex> {
    search::earlier(built.site(), |address| {
        let (_, bytes) = of.files().find(|(known, _)| *known == address)?;
        other(address.as_str(), bytes.to_vec())
    })
}

#[test]
fn an_index_is_taken_over_where_it_would_be_made_again() {
    let folder = site();
    let built = Built::of(folder.path(), Drafts::Hide);
    let made = search::index(built.site(), || true).unwrap().expect("somebody waits");
    let whole = |_: &str, bytes: Vec<u8>| Some(bytes);
    assert!(earlier(&built, &made, whole).as_ref() == Some(&made));
    assert!(search::earlier(built.site(), |_| None).is_none(), "there is none");

    let lacks = |address: &str, bytes| (!address.ends_with("pagefind.js")).then_some(bytes);
    assert!(earlier(&built, &made, lacks).is_none(), "a file of it is gone");
    let differs = |address: &str, mut bytes: Vec<u8>| {
        bytes.extend(address.ends_with(".pf_fragment").then_some(b' '));
        Some(bytes)
    };
    assert!(earlier(&built, &made, differs).is_none(), "a file of it is another");
    // The fingerprint of no bytes, and a file without any.
    let line =
        "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262 ../../index.html\n";
    let outside = |address: &UrlPath| {
        let found = made.files().find(|(known, _)| *known == address);
        let mut bytes = found.map_or_else(Vec::new, |(_, bytes)| bytes.to_vec());
        bytes.extend(
            address
                .as_str()
                .ends_with("made-of.txt")
                .then_some(line)
                .into_iter()
                .flat_map(str::bytes),
        );
        Some(bytes)
    };
    assert!(search::earlier(built.site(), outside).is_none(), "a file of it lies outside");
}

#[test]
fn an_index_is_made_anew_where_anything_of_it_has_changed() {
    let folder = site();
    let built = Built::of(folder.path(), Drafts::Hide);
    let made = search::index(built.site(), || true).unwrap().expect("somebody waits");
    let whole = |_: &str, bytes: Vec<u8>| Some(bytes);
    let changes: [(&str, &str); 4] = [
        ("content/2024-05-06-orders.md", &ORDERS.replace("no orders", "only tea orders")),
        ("content/2023-01-01-menu-1.md", "---\nseverity: sev1\n---\n# Menu 1\n"),
        ("content/2023-02-01-more.md", "# More\n"),
        ("site.toml", "title = \"Small\"\nlanguage = \"de\"\n"),
    ];
    for (name, text) in changes {
        let other = site();
        other.write(name, text);
        let other = Built::of(other.path(), Drafts::Hide);
        assert!(earlier(&other, &made, whole).is_none(), "{name} has changed");
    }
    let other = site();
    other.write("site.toml", "title = \"Another title\"\n");
    let other = Built::of(other.path(), Drafts::Hide);
    assert!(earlier(&other, &made, whole).is_some(), "no incident has the site's title");
}

#[test]
fn an_index_that_nobody_waits_for_is_not_made() {
    let built = Built::of(site().path(), Drafts::Hide);
    assert_eq!(search::index(built.site(), || false).unwrap(), None);
}

#[test]
fn the_index_goes_with_its_incident_and_with_its_switch() {
    let site = site();
    let files =
        |site: &Folder, part: &str| site.files().keys().filter(|name| name.contains(part)).count();
    run(site.path(), &["build"]).ends(0);
    assert_eq!(files(&site, "search/pagefind/fragment/"), 9);
    let licence = site.read("public/search/pagefind/license.txt");
    assert!(licence.contains("Permission is hereby granted"), "{licence}");
    std::fs::remove_file(site.at("content/2023-01-01-menu-1.md")).unwrap();
    run(site.path(), &["build"]).ends(0);
    assert_eq!(files(&site, "search/pagefind/fragment/"), 8);
    site.write("site.toml", "title = \"Small\"\n\n[search]\nenabled = false\n");
    run(site.path(), &["build"]).ends(0);
    assert_eq!(files(&site, "public/search/"), 0);
    let index = site.read("public/index.html");
    assert!(!index.contains("search/index.html"), "{index}");
}

#[test]
fn while_files_are_edited_the_index_follows_the_pages() {
    let site = site();
    let _watch = Running::start(&mut command(site.path(), &["watch"]));
    let index = || {
        // Names alone: a file may go between its listing and its reading, for the program is at work.
        let fragments = std::fs::read_dir(site.at("public/search/pagefind/fragment")).ok()?;
        let names: BTreeSet<_> =
            fragments.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
        Some(names).filter(|names| names.len() >= 9)
    };
    let before = eventually("there is an index", index);
    site.write("content/2024-05-06-orders.md", &ORDERS.replace("no orders", "only tea orders"));
    eventually("the index is another", || {
        index().filter(|names| names.len() == 9 && *names != before)
    });
    assert!(site.read("public/incidents/orders/index.html").contains("only tea orders"));
}
