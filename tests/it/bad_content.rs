//! Content that is legal and awkward: every page is made, and nothing of it runs or breaks out.

use crate::folder::Folder;
use crate::page::{Built, select, text};
use retrospect::archive::Drafts;
use std::fmt::Write as _;

/// Builds these documents, renders every page, and gives the site's codes of findings.
#[track_caller]
fn built(documents: &[(&str, &str)]) -> (Folder, Built) {
    let site =
        Folder::of(&[("site.toml", "title = \"A\"\nbase_url = \"https://example.org/a/\"\n")]);
    std::fs::create_dir_all(site.at("content")).unwrap();
    for (name, text) in documents {
        site.write(&format!("content/{name}.md"), text);
    }
    let built = Built::of(site.path(), Drafts::Show);
    let failed: Vec<_> =
        built.site().routes().filter_map(|(at, r)| built.site().render(at, r).err()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    (site, built)
}

#[test]
fn markup_in_a_title_is_text_everywhere() {
    let title = "<img src=x onerror=alert(1)> & \"quotes\" </title><script>alert(2)</script>";
    let document = format!("---\ntitle: '{title}'\nservices: [a]\nroot_cause: b\n---\nText.\n");
    let (_site, built) = built(&[("2024-05-06-a", &document)]);
    for page in ["", "incidents/a/", "services/a/", "causes/b/", "years/2024/"] {
        let html = built.text_at(page);
        assert_eq!(select(&html, "img, main script", text), Vec::<String>::new(), "{page}");
        assert!(select(&html, "main", text)[0].contains("<img src=x"), "{page}");
    }
}

#[test]
fn tags_and_services_with_any_name_have_shelves() {
    let names = ["two words", "🔥", "a/b", "index", "..", "C++", "日本語"];
    let list: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let list = list.join(", ");
    let document = format!("---\ntitle: T\ntags: [{list}]\nservices: [{list}]\n---\nText.\n");
    let (_site, built) = built(&[("2024-05-06-a", &document)]);
    for folder in ["tags", "services"] {
        let html = built.text_at(&format!("{folder}/"));
        let shown = select(&html, ".shelves h2", text);
        assert_eq!(shown.len(), names.len(), "{shown:?}");
        let shelves = built.site().routes().filter(|(address, _)| {
            address.as_str().starts_with(folder)
                && address.as_str().matches('/').count() == 2
                && address.as_str().ends_with('/')
        });
        assert_eq!(shelves.count(), names.len(), "{folder}");
    }
}

#[test]
fn hundreds_of_shelves_are_cut_into_pages() {
    let mut document = "---\ntitle: T\ntags: [".to_owned();
    for number in 0..900 {
        let _ = write!(document, "tag-{number}, ");
    }
    document.push_str("last]\n---\nText.\n");
    let (_site, built) = built(&[("2024-05-06-a", &document)]);
    let counts: Vec<usize> = ["tags/", "tags/page/2/", "tags/page/3/"]
        .iter()
        .map(|page| select(&built.text_at(page), ".shelves h2", text).len())
        .collect();
    assert_eq!(counts, [400, 400, 101]);
    assert!(built.text_at("").len() < 200_000);
}

#[test]
fn other_scripts_and_long_titles_stay_whole() {
    let long = "Very long ".repeat(200);
    let documents = [
        ("2024-05-06-rtl", "---\ntitle: תקלה בתשלומים\n---\nشرح المشكلة\n".to_owned()),
        ("2024-05-07-cjk", "---\ntitle: 支払い障害\n---\n障害の説明。\n".to_owned()),
        ("2024-05-08-long", format!("---\ntitle: {long}\n---\nText.\n")),
    ];
    let documents: Vec<(&str, &str)> = documents.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let (_site, built) = built(&documents);
    let titles = select(&built.text_at(""), ".row-title", text);
    assert_eq!(titles, [long.trim(), "支払い障害", "תקלה בתשלומים"]);
}

#[test]
fn no_incident_and_one_incident_are_archives() {
    let (_site, none) = built(&[]);
    assert!(none.text_at("").contains("No incidents yet"));
    let (_site, one) = built(&[("2024-05-06-a", "# Only one\n\nText.\n")]);
    assert_eq!(select(&one.text_at(""), ".figures li", text), ["1 incident"]);
    assert_eq!(select(&one.text_at("incidents/a/"), ".neighbours", text), Vec::<String>::new());
}

#[test]
fn an_image_that_is_not_there_is_told_and_sends_nobody_anywhere() {
    let (_site, built) = built(&[("2024-05-06-a", "# A\n\n![The graph](graph.png)\n")]);
    assert!(built.report().contains("[broken-link]: `graph.png` leads to nothing"));
    let html = built.text_at("incidents/a/");
    assert!(html.contains("Image missing: The graph") && !html.contains("graph.png"), "{html}");
}
