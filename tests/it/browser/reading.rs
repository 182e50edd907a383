//! What a reader does with a page: filters, clocks, light and dark, paper, a small phone.

use super::driver::{Browser, Width};
use super::{SEED_PAGE, assert_quiet, example};
use crate::program::eventually;
use serde_json::Value;

/// The titles that the filter shows; `None` until it has an answer.
fn filtered(browser: &Browser) -> Option<Vec<String>> {
    let script = "const list = document.querySelector('.results:not([hidden])');
        return list && [...list.querySelectorAll('.row-title')].map(title => title.textContent)";
    serde_json::from_value(browser.try_run(script)?).ok()?
}

/// Chooses a value of a facet of the filter, as a reader does.
fn choose(browser: &Browser, facet: &str, value: &str) {
    browser.run(&format!(
        "const select = document.querySelector('.filter [name={facet}]');
         select.value = {value:?};
         select.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    ));
}

#[test]
fn facets_combine_stand_in_the_address_and_survive_the_way_back() {
    let (_folder, preview) = example();
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url(""));
    choose(&browser, "cause", "expired-certificate");
    let both = eventually("one facet filters", || filtered(&browser));
    assert_eq!(both.len(), 2, "{both:?}");
    choose(&browser, "severity", "sev1");
    let found = eventually("both facets filter", || filtered(&browser).filter(|t| t.len() == 1));
    assert!(found[0].starts_with("Card payments refused"), "{found:?}");
    let address = browser.run("return location.search");
    assert_eq!(address, "?severity=sev1&cause=expired-certificate");
    let rows = "return document.querySelectorAll('.results .row-summary, .results .spark').length";
    assert_eq!(browser.run(rows), 2, "a filtered row tells what a static one tells");
    browser.click(".results .row-title a");
    eventually("the incident opens", || {
        browser.try_run("return document.querySelector('.postmortem') && true")?.as_bool()
    });
    browser.back();
    let again = eventually("the way back keeps the filter", || filtered(&browser));
    assert_eq!(again, found);
    assert_quiet(&browser, &preview);
}

#[test]
fn the_clock_switch_leads_with_another_clock_and_keeps_the_written_time() {
    let (_folder, preview) = example();
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url(SEED_PAGE));
    let times = || {
        browser.run("return [...document.querySelectorAll('.when')].map(when => when.innerText)")
    };
    assert!(times()[0].as_str().is_some_and(|text| text.starts_with("2:00 PM")), "{}", times());
    browser.run("document.querySelector('.clocks [value=utc]').click()");
    assert!(
        times()[0]
            .as_str()
            .is_some_and(|text| text.contains("14:00 UTC") && text.contains("2:00 PM")),
        "{}",
        times()
    );
    browser.run("document.querySelector('.clocks [value=written]').click()");
    assert!(!times()[0].as_str().is_some_and(|text| text.contains("14:00 UTC")), "{}", times());
}

#[test]
fn the_chosen_theme_is_there_before_the_first_paint() {
    let (_folder, preview) = example();
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url(""));
    let ground =
        || browser.run("return getComputedStyle(document.documentElement).backgroundColor");
    let light = ground();
    for _ in 0..2 {
        browser.click(".site-tools button");
    }
    let dark = ground();
    assert_ne!(light, dark);
    browser.open(&preview.url(SEED_PAGE));
    assert_eq!(ground(), dark);
    // What decides runs before there is a body to paint, in a script that is not deferred.
    let first = browser.run(
        "const script = document.querySelector('head script');
         return [script.defer, script.async, script.src.includes('theme.')]",
    );
    assert_eq!(first, Value::from(vec![false, false, true]));
}

#[test]
fn a_printed_incident_has_all_of_its_timeline() {
    let (_folder, preview) = example();
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url("incidents/payment-certificate/"));
    let paper = browser.print();
    let is_page = |at: &usize| !paper[at + 10..].starts_with(b"s");
    let pages = (0..paper.len().saturating_sub(11))
        .filter(|at| paper[*at..].starts_with(b"/Type /Page"))
        .filter(is_page)
        .count();
    assert!((3..=15).contains(&pages), "{pages} pages");
    let cut = browser.run(
        "return [...document.querySelectorAll('.entry')].filter(entry => entry.scrollWidth > entry.clientWidth + 1).length",
    );
    assert_eq!(cut, 0);
}

#[test]
fn no_kind_of_page_scrolls_sideways_at_320_pixels() {
    let (_folder, preview) = example();
    let browser = Browser::start(Width::Small);
    let pages = [
        "",
        SEED_PAGE,
        "incidents/dispatch-queue-backlog/",
        "causes/",
        "causes/expired-certificate/",
        "services/orders/",
        "years/2025/",
        "actions/",
        "actions/unfinished/",
        "on-this-day/",
        "on-this-day/10/",
        "trends/",
        "glossary/",
        "no/such/page/",
    ];
    for page in pages {
        browser.open(&preview.url(page));
        let widths = browser.run("return [innerWidth, document.scrollingElement.scrollWidth]");
        assert_eq!(widths, serde_json::json!([320, 320]), "{page}");
    }
}
