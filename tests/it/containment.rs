//! Nothing outside of a site's folder is read, and nothing outside of its output folder written,
//! whatever a document, a theme, a link or a name says.

use crate::folder::{Entry, Folder, ORDERS, files};
use crate::program::run;
use scraper::{Html, Selector};
use std::fmt::Write as _;
use std::process::Command;
use url::Url;

/// Where the site would stand.
const MOUNT: &str = "https://a.example/above/site/";

/// What must not come out.
const SECRET: &str = "SECRETOFOTHERS";

/// A site in the folder `site` of one that holds secrets: beside the site, above its content, and
/// hidden in its content.
fn site_among_secrets() -> Folder {
    let folder = Folder::of(&[
        ("secret.txt", SECRET),
        ("secret.md", SECRET),
        ("evil/archetypes/postmortem.md", SECRET),
        ("evil/templates/index.html", SECRET),
        ("site/secret.txt", SECRET),
        ("site/content/.hidden.txt", SECRET),
        ("site/content/2024-05-06-orders.md", ORDERS),
        ("site/content/beside.txt", "a log"),
        ("site/site.toml", "title = \"A\"\n"),
    ]);
    std::fs::create_dir(folder.at("site/public")).unwrap();
    folder
}

/// Ways of writing a path that leads out, from a document right in the content folder.
fn ways_out(folder: &Folder) -> Vec<String> {
    let whole = folder.at("secret.txt").to_str().unwrap().to_owned();
    let mut ways: Vec<String> = [
        "../secret.txt",
        "../../secret.txt",
        "../../secret.md",
        "./.././../secret.txt",
        "a/../../../secret.txt",
        "../content/../../secret.txt",
        "....//....//secret.txt",
        ".hidden.txt",
        "%2e%2e/%2e%2e/secret.txt",
        "..%2F..%2Fsecret.txt",
        "%252e%252e%252f%252e%252e%252fsecret.txt",
        "..%c0%af..%c0%afsecret.txt",
        "..\\..\\secret.txt",
        "..%5c..%5csecret.txt",
        "../../secret.txt%00.png",
        "../../secret.txt?x",
        "../../secret.txt#x",
        "/secret.txt",
        "/../../secret.txt",
        "/etc/passwd",
        "../../../../../../../../../../../../etc/passwd",
        "C:\\secret.txt",
        "file:secret.txt",
    ]
    .map(str::to_owned)
    .into();
    ways.extend([format!("/{whole}"), format!("file://{whole}"), whole]);
    ways
}

/// A document that tries one way in every place that can hold an address.
fn tries(number: usize, way: &str) -> String {
    let quoted = serde_json::Value::from(way);
    format!(
        "---\ntitle: Way {number}\ndate: 2024-05-06\nid: {quoted}\nlinks: {{ a: {quoted} }}\n\
         aliases: [{quoted}]\nrelated: [{quoted}]\nsupersedes: {quoted}\nduplicate_of: {quoted}\n\
         tags: [{quoted}]\nservices: [{quoted}]\nx-file: {quoted}\n\
         action_items: [{{ text: a, link: {quoted} }}]\n---\n\n\
         ![x](<{way}>) [x](<{way}>) [[{way}]] [x][a]\n\n{{{{ include \"{way}\" }}}} {{% include \"{way}\" %}}\n\n\
         ```{way}\nx\n```\n\n[a]: <{way}>\n"
    )
}

#[test]
fn no_address_of_a_document_leads_out() {
    let folder = site_among_secrets();
    let ways = ways_out(&folder);
    for (number, way) in ways.iter().enumerate() {
        folder.write(&format!("site/content/2024-05-07-way-{number}.md"), &tries(number, way));
        let html = format!("# Html\n\n<img src=\"{way}\"> <a href=\"{way}\">x</a>\n");
        folder.write(&format!("site/content/2024-05-07-html-{number}.md"), &html);
    }
    let slugs = ways.iter().map(|way| format!("---\nslug: {}\n---\nA\n", serde_json::json!(way)));
    for (number, text) in slugs.enumerate() {
        folder.write(&format!("site/content/slug-{number}.md"), &text);
    }
    // They are errors, and it is to be seen what would be written all the same.
    let settings =
        format!("title = \"A\"\nbase_url = \"{MOUNT}\"\n[findings]\nbad-value = \"off\"\n");
    folder.write("site/site.toml", &settings);
    let outside = |folder: &Folder| {
        let mut files = folder.files();
        let ours = ["site/public/", "site/.retrospect-cache/"];
        files.retain(|name, _| !ours.iter().any(|own| name.starts_with(own)));
        files
    };
    let before = outside(&folder);
    run(&folder.at("site"), &["build"]).ends(0).says("[broken-link]");
    assert_eq!(outside(&folder), before, "nothing is written but the site");
    let built = files(&folder.at("site/public"));
    assert!(built.contains_key("files/beside.txt"));
    let mut n_pages = 0;
    for (name, bytes) in &built {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(SECRET) && !text.contains("root:"), "{name}");
        if text.starts_with("<!doctype html>") {
            n_pages += 1;
            assert_eq!(ways_out_of_page(name, &text), Vec::<String>::new(), "{name}");
        }
    }
    assert!(n_pages > ways.len(), "{n_pages}");
}

/// Addresses of a page that a browser would look for outside of the site's folder.
fn ways_out_of_page(name: &str, html: &str) -> Vec<String> {
    const ATTRIBUTES: [&str; 4] = ["href", "src", "srcset", "action"];
    let page = Url::parse(MOUNT).unwrap().join(name).unwrap();
    let any = Selector::parse("*").unwrap();
    let html = Html::parse_document(html);
    let addresses = html.select(&any).flat_map(|element| element.value().attrs());
    addresses
        .filter(|(key, _)| ATTRIBUTES.contains(key))
        .filter_map(|(_, value)| Some((value, page.join(value).ok()?)))
        .filter(|(_, url)| url.scheme() == "file" || url.as_str().starts_with("https://a.example/"))
        .filter(|(_, url)| !url.as_str().starts_with(MOUNT))
        .map(|(value, _)| value.to_owned())
        .collect()
}

#[test]
fn no_link_of_the_file_system_leads_out() {
    let names = ["content/a.md", "content/a.txt", "content/folder", "content/down/a.png"];
    let themes = ["themes/own/templates/index.html", "themes/own/assets/a.css", "themes/own"];
    for name in names.into_iter().chain(themes) {
        for target in ["/evil", "/secret.txt", "/absent", "/etc/passwd", "..", "."] {
            let folder = site_among_secrets();
            let below = folder.at(target.trim_start_matches('/'));
            let is_planted = ["/evil", "/secret.txt", "/absent"].contains(&target);
            let target = if is_planted { below.to_str().unwrap() } else { target };
            folder.write("site/site.toml", "title = \"A\"\ntheme = \"own\"\n");
            folder.write("site/themes/other/a.css", "p {}");
            folder.put(&format!("site/{name}"), &Entry::Link(target.to_owned()));
            let told = run(&folder.at("site"), &["build"]).ends(1);
            assert!(told.stderr.contains("error[unreadable-file]"), "{name}: {}", told.stderr);
            assert!(told.stderr.contains(name), "{name}: {}", told.stderr);
            assert_eq!(files(&folder.at("site/public")).len(), 0);
        }
    }
}

#[test]
fn no_name_of_a_theme_or_a_template_leads_out() {
    let folder = site_among_secrets();
    let site = folder.at("site");
    let themes = ["../../evil", "../evil", "/etc", "..", "."];
    for (number, theme) in themes.into_iter().enumerate() {
        folder.write("site/site.toml", &format!("title = \"A\"\ntheme = \"{theme}\"\n"));
        let name = run(&site, &["new", &format!("Theme {number}")]).ends(0).stdout;
        let start = std::fs::read_to_string(name.trim()).unwrap();
        assert!(!start.contains(SECRET), "{theme}: {start}");
        run(&site, &["build"]).ends(0).says("[unknown-theme]");
        let built = files(&folder.at("site/public"));
        assert!(!built.values().any(|bytes| String::from_utf8_lossy(bytes).contains(SECRET)));
    }
    folder.write("site/site.toml", "title = \"A\"\ntheme = \"own\"\n");
    let secret = folder.at("secret.txt");
    for path in ["../../../../secret.txt", "../../secret.txt", secret.to_str().unwrap()] {
        for tag in ["include", "extends", "import"] {
            let rest = if tag == "import" { " as a" } else { "" };
            let template = format!("{{% {tag} \"{path}\"{rest} %}}");
            folder.write("site/themes/own/templates/index.html", &template);
            run(&site, &["build"]).ends(1).says("[broken-template]");
        }
    }
}

#[test]
fn what_is_no_file_is_told_and_nobody_waits_for_it() {
    let site = Folder::small_site();
    let pipe = |name: &str| {
        std::fs::create_dir_all(site.at(name).parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(site.at(name)).status().unwrap().success());
    };
    for name in ["content/pipe.md", "content/pipe.png", "themes/own/templates/index.html"] {
        pipe(name);
    }
    let _socket = std::os::unix::net::UnixListener::bind(site.at("content/socket.md")).unwrap();
    let told = run(site.path(), &["check"]).ends(1);
    assert_eq!(told.stderr.matches("error[unreadable-file]").count(), 4, "{}", told.stderr);
    assert_eq!(told.stderr.matches("a pipe, socket or device, and no file").count(), 4);
    assert!(told.stderr.contains("content/socket.md"), "{}", told.stderr);
    run(site.path(), &["build"]).ends(1);
    run(site.path(), &["adopt", "content/pipe.md"]).ends(2).says("a pipe, socket or device");
    std::fs::remove_file(site.at("site.toml")).unwrap();
    pipe("site.toml");
    let root = site.path().to_str().unwrap();
    for verb in ["check", "build", "export"] {
        run(site.path(), &[verb, "--root", root]).ends(2).says("a pipe, socket or device");
    }
}

#[test]
fn names_that_break_lines_or_are_no_text_are_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let names: [&[u8]; 6] =
        [b"a\nb.png", b"a\tb.md", b"a\x01.txt", b"\x7F.md", b"\xFF.md", b"\xFF.png"];
    let site = Folder::small_site();
    for name in names {
        std::fs::write(site.at("content").join(OsStr::from_bytes(name)), ORDERS).unwrap();
    }
    std::fs::create_dir(site.at("content/line\nbreak")).unwrap();
    site.write("content/line\nbreak/a.md", ORDERS);
    let told = run(site.path(), &["check"]).ends(1);
    assert_eq!(told.stderr.matches("error[unreadable-file]").count(), 7, "{}", told.stderr);
    assert_eq!(told.stderr.matches("its name is not UTF-8").count(), 2, "{}", told.stderr);
    run(site.path(), &["build"]).ends(1);
    assert!(!site.at("public").exists());
}

#[test]
fn names_of_any_length_are_published_or_told() {
    let site = Folder::small_site();
    let long = "n".repeat(252);
    let text = format!(
        "---\ntitle: {long}\ntags: [\"{tag}\"]\nservices: [\"{tag}\"]\n---\n![x](<{picture}>)\n",
        tag = "t".repeat(3_000),
        picture = "p".repeat(251) + ".png",
    );
    site.write(&format!("content/{long}.md"), &text);
    site.write(&format!("content/{}.png", "p".repeat(251)), "a picture");
    let mut emoji = String::new();
    for _ in 0..62 {
        let _ = write!(emoji, "🔥");
    }
    site.write(&format!("content/{emoji}.md"), "# Fire\n\nText.\n");
    // Names of devices on Windows, where such a file cannot be.
    for name in ["CON", "aux", "nul.txt"] {
        site.write(&format!("content/{name}.md"), "# A\n\nText.\n");
    }
    run(site.path(), &["build"]).ends(0);
    assert!(site.at(&format!("public/incidents/{}/index.html", "n".repeat(200))).is_file());
    run(site.path(), &["build"]).ends(0).says("0 written, 0 removed");
    let path = "a/".repeat(3_000);
    for (key, value) in [("slug", "s".repeat(201)), ("aliases", "a".repeat(201)), ("aliases", path)]
    {
        site.write("content/bad.md", &format!("---\n{key}: {value}\n---\nText.\n"));
        run(site.path(), &["build"]).ends(1).says("error[bad-value]").says("at most 200 bytes");
    }
    run(site.path(), &["new", &"Long ".repeat(100)]).ends(0);
}
