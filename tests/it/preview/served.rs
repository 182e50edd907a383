//! `build` and `serve` give the same bytes for the same page, the preview's markup aside; and
//! nothing of the preview is in what is built.

use crate::folder::{self, Folder, repository};
use crate::program::{eventually, run};
use crate::serve::Preview;
use crate::wire::get_with;
use retrospect::serve::MARKUP;

#[test]
fn every_page_of_the_example_is_that_of_a_build() {
    let example = Folder::of_example("site");
    let site = example.at("site");
    // The preview stands at its host's root, and so does the page for addresses that are not there.
    let settings = example.read("site/site.toml");
    let rooted = settings.replace("https://example.org/postmortems/", "https://example.org/");
    assert_ne!(settings, rooted);
    example.write("site/site.toml", &rooted);
    run(&site, &["build", "--drafts", "--out", "../out"]).ends(0);
    let preview = Preview::with(&example, &["--root", "site", "--port", "0"]);
    // The index is made when it is first asked for.
    let index = || preview.get("/search/pagefind/pagefind-entry.json").status;
    eventually("there is a search index", || (index() == 200).then_some(()));
    let added = format!("{MARKUP}\n");
    let mut n_pages = 0;
    for (name, built) in folder::files(&example.at("out")) {
        if name.starts_with('.') {
            continue;
        }
        let path = format!("/{}", retrospect::model::UrlPath::new(&name).encoded());
        let served = preview.get(&path).bytes;
        let is_page = name.rsplit('.').next() == Some("html");
        let plain = if is_page {
            let text = String::from_utf8(served).unwrap();
            n_pages += 1;
            text.replacen(&added, "", 1).into_bytes()
        } else {
            served
        };
        assert!(plain == built, "{name} differs");
    }
    assert!(n_pages > 20, "only {n_pages} pages");
}

#[test]
fn nothing_of_the_preview_is_built() {
    let out = Folder::new();
    let target = out.at("site");
    run(repository(), &["build", "--drafts", "--out", target.to_str().unwrap()]).ends(0);
    let words =
        ["_retrospect", "retrospect-draft", "retrospect-findings", "Drafting panel", "Idiomorph"];
    for (name, bytes) in folder::files(&target) {
        let text = String::from_utf8_lossy(&bytes);
        for word in words {
            assert!(!text.contains(word), "{name} holds `{word}`");
        }
    }
}

#[test]
fn a_page_that_is_known_is_not_sent_again() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    let own = preview.address();
    let first = preview.get("/incidents/orders/").ends(200);
    let tag = first.header("etag").to_owned();
    assert!(first.header("server-timing").contains(&tag), "the page's script can read the tag");
    let ask = |tag: &str| {
        get_with(own, "/incidents/orders/", &format!("Host: {own}\r\nIf-None-Match: {tag}"))
    };
    assert_eq!(ask(&tag).ends(304).body, "");
    ask("\"other\"").ends(200);
    let mut news = preview.news();
    site.write("content/2024-06-07-menus.md", "# Menus\n");
    news.until(|| preview.get("/incidents/menus/").status == 200);
    // Another document does touch this page (it is a neighbour now), a change elsewhere does not.
    let now = preview.get("/incidents/orders/").header("etag").to_owned();
    let not_found = preview.get("/absent/").ends(404).header("etag").to_owned();
    site.write("content/2024-06-07-menus.md", "# Menus\n\nMore words.\n");
    news.until(|| preview.get("/incidents/menus/").body.contains("More words"));
    ask(&now).ends(304);
    assert_eq!(preview.get("/absent/").ends(404).header("etag"), not_found);
}
