//! The page that is open in a real browser follows, and keeps what its reader did to it.

use crate::browser::driver::{Browser, Width};
use crate::folder::{Folder, ORDERS};
use crate::program::eventually;
use crate::serve::Preview;
use serde_json::Value;

const FILE: &str = "content/2024-05-06-orders.md";

/// A document with all that a reader can do something to.
fn long(mark: &str) -> String {
    let filler = "Orders waited in the kitchen. ".repeat(40);
    format!(
        "{ORDERS}\n## Timeline\n\nAll times UTC.\n\n- 14:00 Orders stop.\n- 14:05 The alert fires.\n\
         - 14:45 Orders come in again.\n\n## Root cause\n\n{filler}\n\n<details><summary>More</summary>\n\n\
         Told apart.\n\n</details>\n\n## Lessons\n\n{filler}\n\n```\ncode\n```\n\nMark {mark}.\n\n{filler}\n"
    )
}

fn open(site: &Folder, page: &str) -> (Preview, Browser) {
    let preview = Preview::of(site);
    let browser = Browser::start(Width::Wide);
    browser.open(&preview.url(page));
    // A page that is loaded anew loses this.
    browser.run("window.isFirst = true");
    let looked = "return performance.getEntriesByType('resource')
        .some((entry) => entry.name.includes('/_retrospect/beside')) || null";
    comes(&browser, "the first look at what stands beside the page", looked);
    (preview, browser)
}

/// Waits until the page's script gives something but null.
#[track_caller]
fn comes(browser: &Browser, what: &str, script: &str) -> Value {
    eventually(what, || browser.try_run(script).filter(|found| !found.is_null()))
}

#[track_caller]
fn shows(browser: &Browser, words: &str) {
    let script = format!("return document.body.innerText.includes({words:?}) || null");
    comes(browser, words, &script);
}

#[track_caller]
fn is_first(browser: &Browser) {
    assert_eq!(browser.run("return window.isFirst === true"), true, "the page was loaded anew");
}

#[test]
fn what_the_reader_did_stays() {
    let site = Folder::small_site();
    site.write(FILE, &long("one"));
    let (_preview, browser) = open(&site, "incidents/orders/");
    browser.run(
        "document.querySelector('.body details').open = true;
         document.querySelector('.clock-slot input[value=elapsed]').click();
         scrollTo(0, 400);
         document.querySelector('.entry a').focus({ preventScroll: true });",
    );
    site.write(FILE, &long("two"));
    shows(&browser, "Mark two");
    is_first(&browser);
    let kept = browser.run(
        "return [scrollY, document.querySelector('.body details').open,
            document.querySelector('.clock-slot input:checked').value,
            document.querySelectorAll('.clocks').length, document.querySelectorAll('.code .copy').length,
            document.querySelectorAll('.site-tools button').length,
            document.activeElement.closest('.entry') !== null,
            Array.from(document.querySelectorAll('.told'), (time) => time.textContent).includes('14:00')]",
    );
    assert_eq!(kept, serde_json::json!([400, true, "elapsed", 1, 1, 1, true, false]));
    assert_eq!(browser.console_errors(), [""; 0]);
}

#[test]
fn the_filter_of_a_list_keeps_its_text_and_focus() {
    let site = Folder::small_site();
    for number in 0..8 {
        site.write(
            &format!("content/2024-05-0{}-menus-{number}.md", number + 1),
            "# Menus were late\n",
        );
    }
    let (_preview, browser) = open(&site, "");
    browser.run(
        "const field = document.querySelector('.filter input');
         field.focus(); field.value = 'stood'; field.dispatchEvent(new Event('input'));
         field.setSelectionRange(2, 3);",
    );
    site.write(FILE, &ORDERS.replace("Orders stood still", "Orders stood still again"));
    shows(&browser, "Orders stood still again");
    is_first(&browser);
    // The script that filters loads what it filters anew.
    let is_filtered = "return document.querySelectorAll('.results .row').length === 1 || null";
    comes(&browser, "the list is filtered again", is_filtered);
    let kept = browser.run(
        "const field = document.querySelector('.filter input');
         return [field.value, document.activeElement === field, field.selectionStart,
            document.querySelectorAll('.filter').length]",
    );
    assert_eq!(kept, serde_json::json!(["stood", true, 2, 1]));
}

#[test]
fn a_page_that_did_not_change_is_left_alone() {
    let site = Folder::small_site();
    site.write("content/2024-06-07-menus.md", "# Menus\n");
    site.write("content/2024-07-08-tables.md", "# Tables\n");
    let (preview, browser) = open(&site, "incidents/orders/");
    browser.run(
        "[window.n, window.updates] = [0, 0];
         new MutationObserver((all) => { window.n += all.length; }).observe(document.querySelector('main'),
            { subtree: true, childList: true, attributes: true, characterData: true });
         document.addEventListener('retrospect:updated', () => { window.updates += 1; });",
    );
    let mut news = preview.news();
    site.write("content/2024-07-08-tables.md", "# Tables\n\nWere all taken.\n");
    news.until(|| preview.get("/incidents/tables/").body.contains("all taken"));
    assert_eq!(browser.run("return [window.n, window.updates]"), serde_json::json!([0, 0]));
    // The next change is one of this page: what came before it has been looked at by then.
    site.write(FILE, &ORDERS.replace("no orders", "only tea orders"));
    shows(&browser, "only tea orders");
    assert_eq!(browser.run("return window.updates"), 1);
}

#[test]
fn a_style_is_swapped_without_a_reload() {
    let site = Folder::small_site();
    site.write("themes/default/assets/site.css", "h1 { color: rgb(1, 2, 3); }");
    let (_preview, browser) = open(&site, "incidents/orders/");
    let color = "const color = getComputedStyle(document.querySelector('h1')).color;";
    comes(&browser, "the first style", &format!("{color} return color === 'rgb(1, 2, 3)' || null"));
    site.write("themes/default/assets/site.css", "h1 { color: rgb(4, 5, 6); }");
    comes(
        &browser,
        "the second style",
        &format!("{color} return color === 'rgb(4, 5, 6)' || null"),
    );
    is_first(&browser);
    let n_sheets = "return document.querySelectorAll('link[rel=stylesheet]').length === 2 || null";
    comes(&browser, "the old sheet goes", n_sheets);
}

#[test]
fn a_picture_that_changed_is_shown() {
    let site = Folder::small_site();
    let picture = |width: u32| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"9\"></svg>")
    };
    site.write("content/2024-05-06-orders/index.md", "# With a picture\n\n![A line](line.svg)\n");
    site.write("content/2024-05-06-orders/line.svg", &picture(40));
    std::fs::remove_file(site.at(FILE)).unwrap();
    let (_preview, browser) = open(&site, "incidents/orders/");
    let width = |wanted: u32| {
        format!("return document.querySelector('.body img')?.naturalWidth === {wanted} || null")
    };
    comes(&browser, "the first picture", &width(40));
    site.write("content/2024-05-06-orders/line.svg", &picture(70));
    comes(&browser, "the second picture", &width(70));
    is_first(&browser);
}

#[test]
fn a_renamed_page_is_followed_in_every_tab() {
    let site = Folder::small_site();
    let (preview, browser) = open(&site, "incidents/orders/");
    let other = Browser::start(Width::Wide);
    other.open(&preview.url("incidents/orders/"));
    std::fs::rename(site.at(FILE), site.at("content/2024-05-06-kitchen.md")).unwrap();
    for page in [&browser, &other] {
        comes(
            page,
            "the page follows",
            "return location.pathname === '/incidents/kitchen/' || null",
        );
    }
    is_first(&browser);
    site.write("content/2024-05-06-kitchen.md", &ORDERS.replace("no orders", "only tea orders"));
    shows(&browser, "only tea orders");
    shows(&other, "only tea orders");
}

/// What lies over the page.
const OVER: &str =
    "return document.querySelector('#retrospect-findings')?.shadowRoot.textContent || null";
const NOTHING_OVER: &str = "return document.querySelector('#retrospect-findings') === null || null";

#[test]
fn what_is_broken_is_marked_and_clears_itself() {
    let site = Folder::small_site();
    let (_preview, browser) = open(&site, "incidents/orders/");
    let said = |words: &str| {
        eventually(words, || {
            browser.try_run(OVER)?.as_str().filter(|text| text.contains(words)).map(drop)
        });
        shows(&browser, "saw no orders");
    };
    let mended = || drop(comes(&browser, "it clears itself", NOTHING_OVER));
    site.write("site.toml", "title = \n");
    said("broken-site-file");
    site.write("site.toml", "title = \"Small\"\n");
    mended();
    // In one step: a template that is empty for a moment would be another page.
    let template = |text: &str| {
        site.write("next.html", text);
        std::fs::create_dir_all(site.at("themes/default/templates")).unwrap();
        let file = site.at("themes/default/templates/postmortem.html");
        std::fs::rename(site.at("next.html"), file).unwrap();
    };
    template("{% if %}");
    said("broken-template");
    template("{{ nothing.there }}");
    said("nothing");
    std::fs::remove_dir_all(site.at("themes")).unwrap();
    mended();
    std::fs::rename(site.at(FILE), site.at("away.md")).unwrap();
    said("not part of the site any more");
    std::fs::rename(site.at("away.md"), site.at(FILE)).unwrap();
    mended();
    is_first(&browser);
}

#[test]
fn a_page_of_an_empty_template_follows_on() {
    let site = Folder::small_site();
    let (_preview, browser) = open(&site, "incidents/orders/");
    shows(&browser, "saw no orders");
    site.write("themes/default/templates/postmortem.html", "");
    let is_empty = "return document.body.innerText.trim() === '' || null";
    comes(&browser, "the page is empty", is_empty);
    std::fs::remove_dir_all(site.at("themes")).unwrap();
    shows(&browser, "saw no orders");
}

#[test]
fn a_server_that_was_ended_and_started_anew_is_found_again() {
    let site = Folder::small_site();
    let (preview, browser) = open(&site, "incidents/orders/");
    shows(&browser, "saw no orders");
    let port = preview.address().port().to_string();
    assert_eq!(preview.end(), Some(0));
    site.write(FILE, &ORDERS.replace("no orders", "only tea orders"));
    comes(&browser, "it says so", "return document.querySelector('#retrospect-badge') && true");
    let _again = Preview::with(&site, &["--port", &port]);
    shows(&browser, "only tea orders");
    comes(
        &browser,
        "the badge goes",
        "return document.querySelector('#retrospect-badge') === null || null",
    );
    is_first(&browser);
    site.write(FILE, &ORDERS.replace("no orders", "coffee"));
    shows(&browser, "coffee");
}

#[test]
fn the_drafting_panel_stands_beside_a_draft_and_remembers() {
    let site = Folder::small_site();
    site.write(FILE, &ORDERS.replace("title:", "status: draft\ntitle:"));
    site.write("site.toml", "title = \"Small\"\n[serve]\neditor = \"vscode\"\n");
    let (preview, browser) = open(&site, "incidents/orders/");
    let panel = "const root = document.querySelector('#retrospect-draft')?.shadowRoot;";
    let text = comes(
        &browser,
        "the panel",
        &format!("{panel} return root?.querySelector('aside.open')?.innerText ?? null"),
    );
    let text = text.as_str().unwrap();
    assert!(text.contains("Still missing") && text.contains("Lessons"), "{text}");
    let link = browser.run(&format!("{panel} return root.querySelector('a').href"));
    assert!(link.as_str().unwrap().starts_with("vscode://file/"), "{link}");
    browser.run(&format!("{panel} root.querySelector('button').click()"));
    browser.open(&preview.url("incidents/orders/"));
    let closed = format!("{panel} return root?.querySelector('aside:not(.open)') ? true : null");
    comes(&browser, "it stays closed", &closed);
    assert_eq!(browser.console_errors(), [""; 0], "the page's policy allows all of it");
}
