//! No script of a writer's runs: vectors of the field through every place that holds text, in a built
//! site whose security policy is taken out, so that escaping alone has to do, and in the preview.
//!
//! The vectors lie in `tests/xss/`: whole ones, events that run a script, and spellings of a scheme.

use super::driver::{Browser, Width};
use crate::folder::{Folder, files, repository};
use crate::program::run;
use crate::serve::Preview;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use url::Url;

/// What must not run: it leaves a mark on the document.
const RUN: &str = "document.documentElement.dataset.ran=1";

/// Vectors of events and schemes that share a document.
const TOGETHER: usize = 30;

/// Lines of a file of vectors, its comments left out.
fn lines(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(repository().join("tests/xss").join(name)).unwrap();
    text.lines().filter(|line| !line.starts_with("%%")).map(str::to_owned).collect()
}

fn payloads() -> Vec<String> {
    lines("payloads.txt").iter().map(|line| line.replace("RUN", RUN)).collect()
}

/// Every event on elements that are kept, and on those that are not.
fn handlers() -> Vec<String> {
    let words = lines("handlers.txt").join(" ");
    let on = |handler: &str| {
        ["b tabindex=1", "img src=x", "svg", "details open", "input autofocus"]
            .map(|element| format!("<{element} {handler}=\"{RUN}\">x"))
    };
    words.split_whitespace().flat_map(on).collect()
}

/// Every spelling of a scheme in every place of an address.
fn addresses() -> Vec<String> {
    let unescaped = |line: &String| {
        let mut parts = line.split("\\x");
        let first = parts.next().unwrap_or("").to_owned();
        parts.fold(first, |text, part| {
            let code = u32::from_str_radix(&part[..2], 16).unwrap();
            format!("{text}{}{}", char::from_u32(code).unwrap(), &part[2..])
        })
    };
    let places = |scheme: String| {
        [
            format!("<a href=\"{scheme}{RUN}\">x</a>"),
            format!("<img src=\"{scheme}{RUN}\">"),
            format!(
                "<form action=\"{scheme}{RUN}\"><button formaction=\"{scheme}{RUN}\">x</button>"
            ),
            format!("<iframe src=\"{scheme}{RUN}\"></iframe>"),
            format!("[x]({scheme}{RUN})"),
            format!("[x](<{scheme}{RUN}>)"),
            format!("![x](<{scheme}{RUN}>)"),
            format!("<{scheme}{RUN}>"),
            format!("[x][{n}]\n\n[{n}]: <{scheme}{RUN}>", n = scheme.len()),
            format!("[[{scheme}{RUN}]]"),
        ]
    };
    lines("schemes.txt").iter().map(unescaped).flat_map(places).collect()
}

/// A document with one vector in every field of its front matter and every kind of place of its body.
fn everywhere(number: usize, vector: &str) -> String {
    let line = vector.replace('\n', " ");
    let texts = json!([vector, format!("{vector}{number}")]);
    // One shelf each: they all have one template, and there are hundreds of vectors.
    let facet = |kind: usize| if number % 4 == kind { texts.clone() } else { json!([]) };
    let roles: BTreeMap<&str, &str> =
        ["incident_commander", "deputy", "scribe", "customer_liaison"]
            .into_iter()
            .map(|role| (role, vector))
            .collect();
    let matter = json!({
        "title": format!("{number} {vector}"), "id": if number.is_multiple_of(8) { vector } else { "" },
        "slug": format!("s{number}"), "date": "2024-05-06",
        "started": "2024-05-06 13:00 UTC", "status": "reviewed", "severity": vector,
        "root_cause": vector, "duration": "2h",
        "impact": { "percent": 10, "of": vector, "summary": vector },
        "services": facet(0), "teams": facet(1), "regions": facet(2), "tags": facet(3), "trigger": vector,
        "contributing_factors": texts, "roles": roles, "authors": texts, "reviewers": texts,
        "related": [vector], "supersedes": vector, "duplicate_of": vector, "aliases": [vector],
        "links": { vector: vector, "b": format!("https://x.example/{vector}"), "c": vector },
        "action_items": [
            { "text": vector, "owner": vector, "due": "2024-06-01", "link": vector },
            { "text": format!("x {vector}"), "link": format!("https://x.example/{vector}") },
        ],
        "x-own": { vector: texts },
    });
    format!(
        ";;;\n{matter}\n;;;\n\n{vector}\n\n## {line}\n\n{line}\n\n**{line}**\n\n>> {line}\n\n> {line}\n\n\
         - {line}\n- [ ] {line} (owner: {line}) due 2024-06-02\n\n| {line} | b |\n|---|---|\n| {line} | `{line}` |\n\n\
         ```{line}\n{vector}\n```\n\n    {line}\n\n[{line}](<{line}> \"{line}\") ![{line}](<{line}>) [[{line}]]\n\n\
         ## Timeline\n\n- 14:00 UTC {line}\n- 14:05 UTC **{line}** all well\n\n\
         | Time (UTC) | What |\n|---|---|\n| 15:00 | {line} |\n| 15:05 | b |\n\n\
         +----------------+      +-------+\n| {line} | ---> | b     |\n+----------------+      +-------+\n\n\
         Figure 1: {line}\n\n## Summary\n\n{line}\n\n## Action items\n\n- {line} {line}\n\n\
         Note[^n].\n\n[^n]: {line}\n"
    )
}

/// How many of the vectors an archive holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Vectors {
    All,
    /// Every fourth of the whole ones.
    Some,
}

/// An archive of vectors, and the numbers of those that have a document each.
fn archive(vectors: Vectors) -> (Folder, Vec<usize>) {
    let folder = Folder::new();
    let payloads = payloads();
    let described = json!(payloads.join(" "));
    let site = format!(
        "title = {described}\ndescription = {described}\nbase_url = \"https://x.example/\"\n\
         repository = \"https://x.example/<script>{RUN}</script>\"\n[findings]\nbad-value = \"off\"\nambiguous-impact = \"off\"\n"
    );
    folder.write("site.toml", &site);
    let step = if vectors == Vectors::All { 1 } else { 4 };
    for (number, vector) in payloads.iter().enumerate().step_by(step) {
        let is_of_name = |c: &char| *c != '/' && !c.is_control();
        let name: String = vector.chars().filter(is_of_name).take(60).collect();
        folder.write(&format!("content/{number} {name}.md"), &everywhere(number, vector));
    }
    let numbers = (0..payloads.len()).step_by(step).collect();
    if vectors == Vectors::Some {
        return (folder, numbers);
    }
    let many: Vec<String> = handlers().into_iter().chain(addresses()).collect();
    for (number, some) in many.chunks(TOGETHER).enumerate() {
        let blocks =
            some.iter().map(|vector| format!("{vector}\n\n- {}\n\n", vector.replace('\n', " ")));
        let text = format!("# Many {number}\n\n{}", blocks.collect::<String>());
        folder.write(&format!("content/many-{number}.md"), &text);
    }
    (folder, numbers)
}

/// What a page must not hold once it is open: what ran, and what would have if the policy were not
/// there or somebody pressed a key.
const LOOK: &str = r#"
    const found = [];
    if (document.documentElement.dataset.ran) found.push("a script ran");
    const look = (root) => {
      for (const element of root.querySelectorAll("*")) {
        const name = element.localName;
        for (const { name: key, value } of element.attributes) {
          if (key.startsWith("on")) found.push(`${name} ${key}`);
          if (key === "srcdoc" || key === "style") found.push(`${name} ${key}`);
          const leads = ["href", "src", "action", "formaction", "data", "poster", "background", "xlink:href", "ping"];
          const known = ["file:", "http:", "https:", "mailto:", "tel:", "ftp:", "ftps:"];
          // What the browser makes of it counts, and nothing else.
          if (leads.includes(key) && URL.canParse(value, location.href)
              && !known.includes(new URL(value, location.href).protocol)) {
            found.push(`${name} ${key}=${value}`);
          }
        }
        if (name === "script" && (!element.src || new URL(element.src).protocol !== location.protocol || element.textContent)) {
          found.push("script " + element.outerHTML);
        }
        if (["iframe", "frame", "object", "embed", "applet", "base", "form", "template", "foreignobject"].includes(name)
            && !element.closest("[data-made]") && !element.matches("form.filter, form[role=search], .filters form")) {
          found.push(element.outerHTML.slice(0, 200));
        }
        if (name === "meta" && /refresh|set-cookie/i.test(element.httpEquiv)) found.push("meta " + element.outerHTML);
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document);
    return found;"#;

#[track_caller]
fn assert_harmless(browser: &Browser, url: &str) {
    browser.open(url);
    let found = browser.run(LOOK);
    assert_eq!(found, json!([]), "{url}");
}

/// Pages of every kind, and every postmortem.
fn pages(built: &Path) -> Vec<String> {
    let is_kept = |name: &&String| {
        let is_shelf = name.matches('/').count() == 2 && !name.starts_with("incidents/");
        is_page(name) && (!is_shelf || name.len().is_multiple_of(97))
    };
    let names = files(built);
    names.keys().filter(is_kept).filter(|name| !is_redirect(&names[*name])).cloned().collect()
}

fn is_page(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "html")
}

fn is_redirect(page: &[u8]) -> bool {
    String::from_utf8_lossy(page).contains("<title>Moved</title>")
}

/// The pages without their security policy: escaping alone has to do.
fn without_policy(built: &Path) {
    for (name, bytes) in files(built).iter().filter(|(name, _)| is_page(name)) {
        let page = String::from_utf8_lossy(bytes);
        let policy = "<meta http-equiv=\"Content-Security-Policy\"";
        let stated = page.split_once(policy).unwrap_or_else(|| panic!("{name} has no policy")).1;
        let stated = stated.split('>').next().unwrap();
        assert!(stated.contains("default-src '") && !stated.contains("unsafe-inline"), "{stated}");
        std::fs::write(built.join(name), page.replace(policy, "<meta name=\"x\"")).unwrap();
    }
}

#[test]
fn no_vector_runs_in_a_built_site() {
    let (folder, _) = archive(Vectors::All);
    let built = run(folder.path(), &["build", "--quiet"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let public = folder.at("public");
    without_policy(&public);
    let pages = pages(&public);
    assert!(pages.len() > 250, "{}", pages.len());
    let browser = Browser::start(Width::Wide);
    for page in &pages {
        assert_harmless(&browser, Url::from_file_path(public.join(page)).unwrap().as_str());
    }
    for (number, vector) in payloads().iter().enumerate() {
        let page = ["index.html", "actions/index.html", "trends/index.html"][number % 3];
        let mut url = Url::from_file_path(public.join(page)).unwrap();
        for name in ["q", "service", "cause", "owner"] {
            url.query_pairs_mut().append_pair(name, vector);
        }
        url.set_fragment(Some(vector));
        assert_harmless(&browser, url.as_str());
    }
    let feed: Value = serde_json::from_slice(&files(&public)["feed.json"]).unwrap();
    for item in feed["items"].as_array().unwrap() {
        let content = json!(item["content_html"]).to_string();
        browser.run(&format!("document.body.innerHTML = {content}; return 0"));
        let found = browser.run(LOOK);
        assert_eq!(found, json!([]), "{}", item["url"]);
    }
}

/// The preview answers with the bytes of a build; its own parts are what is looked at here, with some
/// of the vectors unless all are asked for.
#[test]
fn no_vector_runs_in_the_preview() {
    let is_all = std::env::var_os("RETROSPECT_VECTORS").is_some_and(|which| which == "all");
    let (vectors, step) = if is_all { (Vectors::All, 1) } else { (Vectors::Some, 7) };
    let (folder, numbers) = archive(vectors);
    let preview = Preview::with(&folder, &["--port", "0", "--quiet"]);
    let browser = Browser::start(Width::Wide);
    let mut pages: Vec<String> =
        numbers.iter().map(|number| format!("incidents/s{number}/")).collect();
    let n_many = if is_all { (handlers().len() + addresses().len()).div_ceil(TOGETHER) } else { 0 };
    pages.extend((0..n_many).map(|number| format!("incidents/many-{number}/")));
    for page in &pages {
        preview.get(&format!("/{page}")).ends(200);
        assert_harmless(&browser, &preview.url(page));
    }
    for (number, vector) in payloads().iter().enumerate().step_by(step) {
        let mut url = Url::parse(&preview.url(["", "actions/", "incidents/"][number % 3])).unwrap();
        url.query_pairs_mut().append_pair("q", vector);
        url.path_segments_mut().unwrap().push(vector);
        assert_harmless(&browser, url.as_str());
    }
    println!("{} pages of the preview, {} payloads", pages.len(), payloads().len());
}
