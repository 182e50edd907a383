//! The site in a real browser: Chromium, driven through Debian's chromedriver.

pub mod driver;
mod host;
mod keyboard;
mod reading;
mod script;
mod search;
mod today;

use crate::folder::{Folder, ORDERS, repository};
use crate::program::eventually;
use crate::serve::Preview;
use driver::{Browser, Width};
use serde_json::Value;

const SEED_PAGE: &str = "incidents/my-first-postmortem/";

/// The preview of the example archive.
fn example() -> (Folder, Preview) {
    let folder = Folder::of_example(".");
    let preview = Preview::of(&folder);
    (folder, preview)
}

/// Fails where the page said an error, or asked for anything that is not the preview's.
#[track_caller]
fn assert_quiet(browser: &Browser, preview: &Preview) {
    let errors = browser.console_errors();
    assert!(errors.is_empty(), "{errors:#?}");
    let own = preview.url("");
    let requests = browser.requests();
    assert!(requests.iter().any(|url| url.starts_with(&own)), "no request of the page was seen");
    let is_sent = |url: &&String| url.starts_with("http") || url.starts_with("ws");
    let foreign: Vec<_> =
        requests.iter().filter(is_sent).filter(|url| !url.starts_with(&own)).collect();
    assert!(foreign.is_empty(), "requests leave the site: {foreign:#?}");
}

#[test]
fn the_index_leads_to_the_seed() {
    let (_folder, preview) = example();
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url(""));
    assert_eq!(browser.run("return document.title"), "Tischlein postmortems");
    let rows = browser.run("return document.querySelectorAll('main .rows > li').length");
    assert_eq!(rows, 10, "every incident has a row");
    browser.click("main a[href*='my-first-postmortem']");
    let url = browser.run("return location.href.replace(/index.html$/, '')");
    assert_eq!(url, preview.url(SEED_PAGE));
    assert_quiet(&browser, &preview);
}

#[test]
fn the_seeds_diagram_is_the_sources_to_the_character() {
    let (_folder, preview) = example();
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url(SEED_PAGE));
    assert_eq!(browser.run("return document.title"), "My first postmortem – Tischlein postmortems");
    let seed =
        std::fs::read_to_string(repository().join("content/2024-01-12-my-first-postmortem.md"));
    let drawn: Vec<String> = seed.unwrap().lines().skip(36).take(10).map(str::to_owned).collect();
    let shown =
        browser.run("return [...document.querySelectorAll('pre')].map(pre => pre.textContent)");
    assert_eq!(shown, Value::from(vec![drawn.join("\n")]));
    assert_quiet(&browser, &preview);
}

/// The place of every character of the first drawing: `[character, line, column, left, top]`.
const PLACES: &str = "
    const walker = document.createTreeWalker(document.querySelector('pre'), NodeFilter.SHOW_TEXT);
    const places = [];
    let [line, column] = [0, 0];
    while (walker.nextNode()) {
      const text = walker.currentNode.data;
      for (let at = 0; at < text.length; at += 1) {
        if (text[at] === '\\n') { [line, column] = [line + 1, 0]; continue; }
        const range = new Range();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + 1);
        const box = range.getBoundingClientRect();
        places.push([text[at], line, column, box.left, box.top]);
        column += 1;
      }
    }
    return places;";

#[test]
fn the_bars_of_a_box_stand_in_one_column() {
    let (_folder, preview) = example();
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url(SEED_PAGE));
    let places: Vec<(String, u32, u32, f64, f64)> =
        serde_json::from_value(browser.run(PLACES)).unwrap();
    let bars: Vec<_> = places.iter().filter(|(character, ..)| character == "|").collect();
    assert_eq!(bars.len(), 20, "the seed's bars");
    for (_, line, column, left, top) in &bars {
        for (_, other_line, other_column, other_left, other_top) in &bars {
            let is_below = (left - other_left).abs() < 0.1;
            assert_eq!(column == other_column, is_below, "line {line}, column {column}");
            assert_eq!(line < other_line, top + 1.0 < *other_top, "line {line}, column {column}");
        }
    }
}

#[test]
fn no_page_scrolls_sideways_on_a_phone() {
    let (_folder, preview) = example();
    let browser = Browser::start(Width::Phone);
    browser.open(&preview.url(""));
    let pages = browser.run("return [...document.querySelectorAll('main a')].map(a => a.href)");
    let mut pages: Vec<String> = serde_json::from_value(pages).unwrap();
    pages.sort();
    pages.dedup();
    pages.push(preview.url(""));
    assert!(pages.len() > 20, "{pages:?}");
    for page in pages {
        browser.open(&page);
        let widths = browser.run("return [innerWidth, document.scrollingElement.scrollWidth]");
        assert_eq!(widths, serde_json::json!([360, 360]), "{page}");
    }
    assert_quiet(&browser, &preview);
}

#[test]
fn an_edit_is_seen_by_the_open_page() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url("incidents/orders/"));
    let holds = |words: &str| {
        let script = format!("return document.body.innerText.includes({words:?}) || null");
        browser.try_run(&script).filter(|found| !found.is_null())
    };
    assert!(holds("saw no orders").is_some());
    site.write("content/2024-05-06-orders.md", &ORDERS.replace("no orders", "only tea orders"));
    eventually("the open page shows the edit", || holds("saw only tea orders"));
    assert_quiet(&browser, &preview);
}

#[test]
fn findings_lie_over_the_open_page_until_they_are_mended() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url("incidents/orders/"));
    let panel = || {
        let script =
            "return document.querySelector('#retrospect-findings')?.shadowRoot.textContent ?? ''";
        browser.try_run(script)?.as_str().map(str::to_owned)
    };
    site.write("content/2024-05-06-orders.md", "---\ntitle: [Orders\n---\nThe body is read.\n");
    let told = eventually("the panel opens", || panel().filter(|text| !text.is_empty()));
    assert!(told.contains("error[broken-front-matter]"), "{told}");
    site.write("content/2024-05-06-orders.md", ORDERS);
    eventually("the panel closes", || panel().filter(String::is_empty));
}
