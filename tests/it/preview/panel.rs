//! What the preview says beside a page.

use crate::folder::Folder;
use crate::serve::Preview;
use serde_json::{Value, json};

const DRAFT: &str = "\
---
title: Orders stood still
date: 2024-05-06
status: draft
severety: sev1
---

## Timeline

All times UTC.

- 14:00 Orders stop.
- 14:05 The alert fires.
- 15:40 Orders come in again.
";

fn draft(editor: &str) -> (Folder, Preview) {
    let site = Folder::small_site();
    site.write("site.toml", &format!("title = \"Small\"\n{editor}"));
    site.write("content/2024-05-06-orders.md", DRAFT);
    let preview = Preview::of(&site);
    (site, preview)
}

fn beside(preview: &Preview, page: &str) -> Value {
    let reply = preview.get(&format!("/_retrospect/beside/{page}")).ends(200);
    serde_json::from_str(&reply.body).unwrap()
}

#[test]
fn a_draft_has_its_findings_gaps_and_what_is_missing() {
    let (_site, preview) = draft("");
    let panel = &beside(&preview, "incidents/orders/")["panel"];
    assert_eq!(panel["draft"], true);
    assert_eq!(panel["source"], "content/2024-05-06-orders.md");
    assert_eq!(
        panel["missing"],
        json!(["Summary", "Impact", "Root cause", "Lessons", "Action items"])
    );
    assert_eq!(panel["gaps"][0]["length"], "1h 35m");
    assert_eq!(panel["gaps"][0]["line"], 14);
    let findings = panel["findings"].as_array().unwrap();
    let unknown = findings.iter().find(|finding| finding["code"] == "unknown-key").unwrap();
    assert_eq!(unknown["number"], 5);
    assert_eq!(unknown["href"], Value::Null, "no editor is named");
    let understood = panel["understood"].as_array().unwrap();
    assert!(understood.iter().all(|known| known["line"].as_u64() > Some(0)), "{understood:?}");
    assert!(panel["words"].as_u64() > Some(0) && panel["minutes"] == 1);
}

#[test]
fn places_open_in_the_editor_that_is_named() {
    let (site, preview) = draft("[serve]\neditor = \"vscode\"\n");
    let known = beside(&preview, "incidents/orders/index.html");
    let root = std::fs::canonicalize(site.path()).unwrap();
    let file = root.join("content/2024-05-06-orders.md");
    let found = known["panel"]["findings"].as_array().unwrap();
    let unknown = found.iter().find(|finding| finding["code"] == "unknown-key").unwrap();
    assert_eq!(unknown["href"], format!("vscode://file{}:5:1", file.display()));
    let mut news = preview.news();
    site.write("site.toml", "title = \"Small\"\n[serve]\neditor = \"javascript:{file}\"\n");
    news.until(|| preview.findings().contains("bad-site-value"));
    assert_eq!(beside(&preview, "incidents/orders/")["panel"]["href"], Value::Null);
}

#[test]
fn only_what_is_in_a_pages_way_lies_over_it() {
    let (site, preview) = draft("");
    site.write("content/2024-06-07-menus.md", "---\nbroken: [\n---\n# Menus\n");
    let mut news = preview.news();
    site.write("content/2024-06-07-menus.md", "---\nbroken: {\n---\n# Menus\n");
    news.until(|| preview.findings().contains("broken-front-matter"));
    let codes = |value: &Value| -> Vec<String> {
        let all = value.as_array().unwrap().iter();
        all.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
    };
    let own = beside(&preview, "incidents/menus/");
    assert_eq!(codes(&own["blocking"]), ["broken-front-matter"]);
    let other = beside(&preview, "incidents/orders/");
    assert_eq!(codes(&other["elsewhere"]), ["broken-front-matter"]);
    assert_eq!(other["nElsewhere"], 1);
    assert_eq!(codes(&other["blocking"]), [""; 0]);
    assert_eq!(beside(&preview, "years/")["panel"], Value::Null);
}

#[test]
fn a_renamed_document_is_followed() {
    let (site, preview) = draft("");
    let mut news = preview.news();
    std::fs::rename(
        site.at("content/2024-05-06-orders.md"),
        site.at("content/2024-05-06-kitchen.md"),
    )
    .unwrap();
    news.until(|| preview.get("/incidents/kitchen/").status == 200);
    assert_eq!(beside(&preview, "incidents/orders/")["moved"], "/incidents/kitchen/");
    assert_eq!(beside(&preview, "incidents/kitchen/")["moved"], Value::Null);
    site.write("content/2024-05-06-kitchen.md", &DRAFT.replace("severety: sev1", "slug: stoves"));
    news.until(|| preview.get("/incidents/stoves/").status == 200);
    assert_eq!(beside(&preview, "incidents/orders/")["moved"], "/incidents/stoves/");
}
