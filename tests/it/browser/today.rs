//! What the index says of the reader's own day.

use super::driver::{Browser, Width};
use super::host::{Host, MOUNT};
use crate::folder::Folder;
use crate::program::{eventually, run};

/// A site with incidents on 12 January of three years, and one on the last day of February.
fn built() -> Folder {
    let site = Folder::of(&[("site.toml", "title = \"Small\"\n")]);
    for day in ["2024-01-12", "2022-01-12", "2021-01-12", "2024-02-29"] {
        site.write(
            &format!("content/{day}-x.md"),
            &format!("---\ntitle: Of {day}\nslug: of-{day}\n---\n"),
        );
    }
    run(site.path(), &["build"]).ends(0);
    site
}

/// The line's text, and the height of what stands above the list.
fn line(browser: &Browser) -> (String, f64) {
    let script =
        "return [document.querySelector('.on-this-day dd').innerText.replace(/\\s+/g, ' '),
        document.querySelector('.listing').getBoundingClientRect().top]";
    serde_json::from_value(browser.run(script)).unwrap()
}

#[test]
fn the_index_tells_what_happened_on_this_day_and_nothing_moves() {
    let site = built();
    let host = Host::of(site.at("public"));
    let browser = Browser::start(Width::Wide);
    let (empty, top) = {
        browser.pretend_moment("2026-07-01T12:00:00");
        browser.open(&host.url(""));
        line(&browser)
    };
    assert_eq!(empty, "the whole year");
    let asked = host.asked();
    assert!(!asked.iter().any(|path| path.contains("on-this-day")), "{asked:?}");
    for (moment, told) in [
        ("2026-01-12T23:30:00", "2024 Of 2024-01-12 2 more the whole year"),
        // A reader of 2024 has the year's own incidents in the list.
        ("2024-01-12T00:10:00", "2022 Of 2022-01-12 2 more the whole year"),
        ("2026-01-14T12:00:00", "12 Jan 2024 Of 2024-01-12 2 more the whole year"),
        ("2026-03-01T12:00:00", "29 Feb 2024 Of 2024-02-29 the whole year"),
    ] {
        browser.pretend_moment(moment);
        browser.open(&host.url(""));
        eventually(moment, || (line(&browser).0 == told).then_some(()));
        assert!((line(&browser).1 - top).abs() < 0.5, "{moment}: the list moved");
    }
    browser.click(".on-this-day .day + a");
    assert_eq!(
        browser.run("return location.pathname"),
        format!("{MOUNT}incidents/of-2024-02-29/index.html")
    );
    assert_eq!(browser.console_errors(), [""; 0]);
}

#[test]
fn the_day_is_told_from_a_disk_too() {
    let site = built();
    let browser = Browser::start(Width::Phone);
    browser.pretend_moment("2026-01-12T12:00:00");
    browser.open(&format!("file://{}", site.at("public/index.html").display()));
    eventually("the line is filled", || line(&browser).0.contains("Of 2024-01-12").then_some(()));
    let more = "return document.querySelector('.on-this-day .day + a + a').href";
    let more = browser.run(more);
    browser.open(more.as_str().unwrap());
    let target = browser.run("return document.querySelector(':target h2').textContent");
    assert_eq!(target, "12 January");
    assert_eq!(browser.console_errors(), [""; 0]);
}
