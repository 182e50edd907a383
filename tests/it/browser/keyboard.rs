//! Single keys, and the button that copies.

use super::driver::{Browser, Width};
use super::example;
use crate::folder::{Folder, ORDERS};
use crate::program::eventually;
use crate::serve::Preview;

const FOCUSED: &str =
    "return document.activeElement.closest('.entry')?.id ?? document.activeElement.name ?? ''";

#[test]
fn keys_walk_through_the_timeline_and_open_search() {
    let (_folder, preview) = example();
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url(super::SEED_PAGE));
    let entries =
        browser.run("return Array.from(document.querySelectorAll('.entry'), (entry) => entry.id)");
    browser.press("j");
    let first = browser.run(FOCUSED);
    browser.press("j");
    let second = browser.run(FOCUSED);
    browser.press("k");
    assert_eq!(browser.run(FOCUSED), first);
    let place =
        |id: &serde_json::Value| entries.as_array().unwrap().iter().position(|entry| entry == id);
    assert_eq!(place(&first).map(|at| at + 1), place(&second), "{first}, {second}");
    browser.press("?");
    assert_eq!(browser.run("return document.querySelector('dialog.keys').open"), true);
    browser.run("document.querySelector('dialog.keys button').click()");
    browser.press("/");
    eventually("search is open", || {
        browser
            .try_run("return location.pathname.includes('/search/') || null")
            .filter(|open| !open.is_null())
    });
    eventually("its field has the focus", || browser.try_run(FOCUSED).filter(|name| name == "q"));
    assert_eq!(browser.console_errors(), [""; 0]);
}

#[test]
fn the_index_has_a_field_for_search_and_keys_are_text_in_it() {
    let (_folder, preview) = example();
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url(""));
    browser.press("/");
    browser.press("j/k?");
    assert_eq!(browser.run("return document.querySelector('.search-box input').value"), "j/k?");
    assert_eq!(
        browser.run("return document.querySelector('dialog.keys')"),
        serde_json::Value::Null
    );
    browser.press("\u{e007}");
    eventually("it is searched for", || {
        browser
            .try_run("return location.search === '?q=j%2Fk%3F' || null")
            .filter(|open| !open.is_null())
    });
}

#[test]
fn a_site_can_do_without_keys() {
    let site = Folder::small_site();
    site.write("site.toml", "title = \"Small\"\nshortcuts = false\n");
    let preview = Preview::of(&site);
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url("incidents/orders/"));
    browser.press("?");
    browser.press("/");
    assert_eq!(
        browser.run("return [location.pathname, document.querySelector('dialog.keys')]"),
        serde_json::json!(["/incidents/orders/", null])
    );
    assert_eq!(browser.run("return document.querySelectorAll('.footer-tools button').length"), 0);
}

#[test]
fn code_is_coloured_and_copied_to_the_character() {
    let site = Folder::small_site();
    let code = "if [ \"$1\" = '<b>' ]; then  # why\n\techo \"&amp; $x\"\nfi\n";
    site.write(
        "content/2024-05-06-orders.md",
        &format!("{ORDERS}\n```bash\n{code}```\n\n```\nplain if\n```\n"),
    );
    let preview = Preview::of(&site);
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url("incidents/orders/"));
    assert_eq!(browser.run("return document.querySelector('.code code').textContent"), code);
    let classes = browser.run("return Array.from(document.querySelectorAll('.code'), (box) => box.querySelectorAll('span[class^=code-]').length > 0)");
    assert_eq!(classes, serde_json::json!([true, false]));
    browser.run(
        "window.copied = null;
         Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } });
         document.querySelector('.code .copy').focus();",
    );
    browser.press("\u{e007}");
    eventually("it is copied", || {
        browser.try_run("return window.copied").filter(|text| text == code)
    });
    eventually("it is said", || {
        browser.try_run("return Array.from(document.querySelectorAll('[role=status]')).some((place) => place.textContent === 'Copied') || null").filter(|said| !said.is_null())
    });
    assert_eq!(browser.console_errors(), [""; 0]);
}
