//! Full-text search as a reader has it.

use super::driver::{Browser, Width};
use super::host::{Host, MOUNT};
use crate::folder::Folder;
use crate::program::{eventually, run};
use crate::serve::Preview;
use serde_json::{Value, json};

const PROXY: &str = "\
---
title: The proxy <script>alert(1)</script> lost its peers
date: 2024-03-04
severity: sev1
root_cause: network
services: [checkout]
duration: 45m
impact: 20%
---

The shop answered slowly.

## What we saw

The proxy logged `upstream connect error: connection reset by peer` for half of its requests,
and `KubePodCrashLooping` fired.

## Recovery

```bash
kubectl rollout undo deployment/api
```

データベース接続エラーが発生しました。
";

const PEERS: &str = "\
---
title: A peer review of the connection pool
date: 2023-01-02
severity: sev2
root_cause: capacity
services: [ledger]
duration: 10m
impact: 1%
---

By the reset of the ledger a connection was lost; a peer found it.
";

/// A built site at its host.
fn hosted() -> (Folder, Host) {
    let site = Folder::of(&[
        ("site.toml", "title = \"Small\"\n"),
        ("content/2024-03-04-proxy.md", PROXY),
        ("content/2023-01-02-peers.md", PEERS),
    ]);
    run(site.path(), &["build"]).ends(0);
    let host = Host::of(site.at("public"));
    (site, host)
}

/// Titles, sections and marks of the results, as soon as there are any.
#[track_caller]
fn results(browser: &Browser) -> Value {
    let script = "const results = Array.from(document.querySelectorAll('.search-result'), (result) => ({
            title: result.querySelector('h2').textContent,
            sections: Array.from(result.querySelectorAll('.search-section'), (link) => link.textContent),
            marks: Array.from(result.querySelectorAll('mark'), (mark) => mark.textContent),
         }));
         return results.length ? results : null";
    eventually("there are results", || browser.try_run(script).filter(|found| !found.is_null()))
}

/// Fails where the page said an error, or asked for anything outside the site. What its worker asks
/// for is held to the site by the host's policy: a refusal is an error.
#[track_caller]
fn assert_quiet(browser: &Browser, root: &str) {
    assert_eq!(browser.console_errors(), [""; 0]);
    let requests = browser.requests();
    assert!(requests.iter().any(|url| url.ends_with("/pagefind.js")), "{requests:#?}");
    let is_foreign = |url: &&String| url.starts_with("http") && !url.starts_with(root);
    let foreign: Vec<_> = requests.iter().filter(is_foreign).collect();
    assert!(foreign.is_empty(), "{foreign:#?}");
}

#[test]
fn an_error_message_is_found_as_typed() {
    let (_site, host) = hosted();
    let browser = Browser::start(Width::Wide);
    browser.open(&host.url("search/"));
    let is_index = |path: &String| path.contains("/pagefind/");
    assert!(!host.asked().iter().any(is_index), "loaded before anybody searched");
    browser.press("connection reset by peer");
    let found = results(&browser);
    assert_eq!(found[0]["title"], "The proxy <script>alert(1)</script> lost its peers");
    assert_eq!(found[0]["sections"], json!(["What we saw"]));
    assert_eq!(found[0]["marks"], json!(["connection reset by peer"]));
    assert_eq!(found[1]["title"], "A peer review of the connection pool");
    assert_eq!(browser.run("return location.search"), "?q=connection+reset+by+peer");
    let asked = host.asked();
    assert!(
        asked.iter().filter(|path| is_index(path)).all(|path| path.starts_with(MOUNT)),
        "{asked:#?}"
    );
    assert!(asked.iter().any(|path| path.ends_with(".pf_index")), "{asked:#?}");
    assert_quiet(&browser, &host.url(""));
}

#[test]
fn a_browser_without_workers_searches_in_the_page() {
    let (_site, host) = hosted();
    let browser = Browser::start(Width::Wide);
    browser.run_before_pages("delete globalThis.Worker");
    browser.open(&host.url("search/?q=KubePodCrashLooping"));
    assert_eq!(results(&browser)[0]["marks"], json!(["KubePodCrashLooping"]));
    assert_quiet(&browser, &host.url(""));
}

#[test]
fn commands_alerts_and_other_scripts_are_found() {
    let (_site, host) = hosted();
    let browser = Browser::start(Width::Wide);
    for (query, mark) in [
        ("kubectl rollout undo deployment/api", "kubectl rollout undo deployment/api"),
        ("KubePodCrashLooping", "KubePodCrashLooping"),
        ("接続エラー", "接続エラー"),
        ("%22reset by peer%22", "reset by peer"),
    ] {
        browser.open(&host.url(&format!("search/?q={query}")));
        let found = results(&browser);
        assert_eq!(found[0]["marks"][0], mark, "{found}");
        assert_eq!(found.as_array().unwrap().len(), 1, "{query}: {found}");
    }
    assert_quiet(&browser, &host.url(""));
}

#[test]
fn a_search_is_narrowed_and_told_by_its_address() {
    let (_site, host) = hosted();
    let browser = Browser::start(Width::Wide);
    browser.open(&host.url("search/?q=connection&service=ledger"));
    let found = results(&browser);
    assert_eq!(found[0]["title"], "A peer review of the connection pool");
    assert_eq!(found.as_array().unwrap().len(), 1);
    let options = "const texts = Array.from(document.querySelector('select[name=service]').options, (option) => option.textContent);
        return texts.includes('checkout (1)') ? texts : null";
    let options = eventually("the filter counts", || {
        browser.try_run(options).filter(|found| !found.is_null())
    });
    assert_eq!(options, json!(["Service", "checkout (1)", "ledger (1)"]));
    browser.run(
        "const select = document.querySelector('select[name=service]');
         select.value = ''; select.dispatchEvent(new Event('input', { bubbles: true }));",
    );
    eventually("both are found", || (results(&browser).as_array()?.len() == 2).then_some(()));
    assert_eq!(browser.run("return location.search"), "?q=connection");
    assert_quiet(&browser, &host.url(""));
}

#[test]
fn what_is_asked_is_never_markup() {
    let (_site, host) = hosted();
    let browser = Browser::start(Width::Wide);
    browser.open(&host.url("search/?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&service=%3Cb%3Ex"));
    let told = "const told = document.querySelector('.search-form output').textContent; return told || null";
    let told = eventually("it is said that nothing is found", || {
        browser.try_run(told).filter(|told| !told.is_null())
    });
    assert_eq!(told, "No incident has all of these words.");
    assert_eq!(
        browser.run("return document.querySelectorAll('main img, main b, main script').length"),
        0
    );
    assert_eq!(browser.console_errors(), [""; 0]);
}

#[test]
fn what_comes_close_does_not_pass_for_a_find() {
    let (_site, host) = hosted();
    let browser = Browser::start(Width::Wide);
    browser.open(&host.url("search/?q=KubePodNotReady"));
    let told = "return document.querySelector('.search-form output').textContent || null";
    let told = eventually("it is said", || {
        browser.try_run(told).filter(|told| told.to_string().contains("KubePodNotReady"))
    });
    assert!(
        told.as_str().unwrap().starts_with("Nothing has “KubePodNotReady” as it is typed"),
        "{told}"
    );
}

#[test]
fn where_nothing_has_all_words_most_of_them_are_shown() {
    let (_site, host) = hosted();
    let browser = Browser::start(Width::Wide);
    browser.open(&host.url("search/?q=why+did+the+ledger+lose+kubectl"));
    assert_eq!(results(&browser).as_array().unwrap().len(), 2);
    let told = browser.run("return document.querySelector('.search-form output').textContent");
    assert_eq!(told, "No incident has all of these words; 2 have some.");
    assert_quiet(&browser, &host.url(""));
}

#[test]
fn arrows_go_through_the_results_and_escape_back() {
    let (_site, host) = hosted();
    let browser = Browser::start(Width::Wide);
    browser.open(&host.url("search/"));
    browser.press("connection");
    results(&browser);
    let focused = "return document.activeElement.textContent || document.activeElement.name";
    let [down, up, escape, enter] = ["\u{e015}", "\u{e013}", "\u{e00c}", "\u{e007}"];
    browser.press(down);
    assert_eq!(browser.run("return document.activeElement.closest('h2') !== null"), true);
    browser.press(down);
    browser.press(up);
    browser.press(up);
    assert_eq!(browser.run(focused), "q");
    browser.press(down);
    browser.press(escape);
    assert_eq!(browser.run(focused), "q");
    browser.press(down);
    browser.press(enter);
    eventually("the result is open", || {
        browser
            .try_run("return document.querySelector('.postmortem') ? true : null")
            .filter(|open| *open == true)
    });
}

#[test]
fn from_a_disk_the_page_says_what_else_there_is() {
    let (site, _host) = hosted();
    let browser = Browser::start(Width::Wide);
    browser.open(&format!("file://{}", site.at("public/search/index.html").display()));
    let shown = browser.run("return document.querySelector('main').innerText").to_string();
    assert!(shown.contains("needs a web server"), "{shown}");
    assert!(!shown.contains("needs JavaScript"), "{shown}");
    assert_eq!(browser.run("return document.querySelectorAll('.search-form').length"), 0);
    browser.click("main a[href$='causes/index.html']");
    assert_eq!(browser.run("return document.querySelector('h1').textContent"), "Causes");
    assert_eq!(browser.console_errors(), [""; 0]);
}

#[test]
fn the_preview_is_searched_and_its_index_follows() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url("search/?q=kitchen"));
    assert_eq!(results(&browser)[0]["title"], "Orders stood still");
    site.write(
        "content/2024-06-07-menus.md",
        "# Menus were late\n\nThe kitchen printed them by hand.\n",
    );
    eventually("the new document is found", || {
        browser.run(
            "document.querySelector('.search-form input').dispatchEvent(new Event('input', { bubbles: true }))",
        );
        std::thread::sleep(std::time::Duration::from_millis(300));
        (results(&browser).as_array()?.len() == 2).then_some(())
    });
    assert_quiet(&browser, &preview.url(""));
}
