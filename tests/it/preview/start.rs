//! Starting a postmortem, watching, and ending well.

use crate::folder::{Folder, ORDERS};
use crate::program::{Running, command, eventually, run};
use std::fs;
use std::process::Command;

#[test]
fn a_themes_own_archetype_is_taken() {
    let site = Folder::small_site();
    site.write("site.toml", "title = \"Small\"\ntheme = \"own\"\n");
    site.write(
        "themes/own/archetypes/postmortem.md",
        "---\ntitle: {title}\ndate: {day}\n---\nOurs.\n",
    );
    run(site.path(), &["new", "Tea: cold", "--date", "2026-01-31"]).ends(0);
    let expected = "---\ntitle: \"Tea: cold\"\ndate: 2026-01-31\n---\nOurs.\n";
    assert_eq!(site.read("content/2026-01-31-tea-cold.md"), expected);
    run(site.path(), &["new", "Tea: cold", "--date", "2026-01-31"])
        .ends(2)
        .says("is there already");
}

#[test]
fn the_editor_of_the_environment_is_opened() {
    let site = Folder::small_site();
    let new = |title: &str, visual: &str, editor: &str| {
        let mut command = command(site.path(), &["new", title, "--date", "2026-01-31", "--edit"]);
        command.env("VISUAL", visual).env("EDITOR", editor).output().unwrap()
    };
    site.write("my editor.sh", "#!/bin/sh\nshift\necho edited >> \"$1\"\n");
    let done = new("One", "", "sh './my editor.sh' --wait");
    assert!(done.status.success(), "{done:?}");
    assert!(site.read("content/2026-01-31-one.md").ends_with("edited\n"));
    let done = new("Two", "true", "false");
    assert!(done.status.success(), "VISUAL comes first: {done:?}");
    assert_eq!(new("Three", "", "false").status.code(), Some(2));
    let none = new("Four", "", "");
    assert_eq!(none.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&none.stderr).contains("set VISUAL or EDITOR"));
    assert!(!site.at("content/2026-01-31-four.md").exists(), "there is no file without its editor");
}

#[test]
fn watching_writes_what_changed_and_ends_well() {
    let site = Folder::small_site();
    let watching = Running::start(&mut command(site.path(), &["watch"]));
    let page = site.at("public/incidents/orders/index.html");
    let holds = |words: &str| fs::read_to_string(&page).ok().filter(|html| html.contains(words));
    eventually("the first build", || holds("no orders"));
    let license = site.at("public/404.html");
    let before = fs::metadata(&license).unwrap().modified().unwrap();
    site.write("content/2024-05-06-orders.md", &ORDERS.replace("no orders", "only tea orders"));
    eventually("the second build", || holds("only tea orders"));
    assert_eq!(fs::metadata(&license).unwrap().modified().unwrap(), before, "it did not change");
    site.write("content/2024-05-06-orders.md", "---\nbroken: [\n---\n");
    site.write("content/2024-05-06-orders.md", &ORDERS.replace("no orders", "coffee"));
    eventually("the build after a broken one", || holds("coffee"));
    assert_eq!(watching.interrupt(), Some(0));
}

#[test]
fn verbose_tells_what_changed_and_quiet_tells_nothing() {
    let site = Folder::small_site();
    let said = |argument: &str, told: &str| {
        let log = site.at("log");
        let line = "exec \"$0\" serve --port 0 \"$1\" 2>log";
        let program = env!("CARGO_BIN_EXE_retrospect");
        let mut command = Command::new("sh");
        command.current_dir(site.path()).args(["-c", line, program, argument]);
        let serving = Running::start(&mut command);
        let address =
            serving.first_line(|line| line.strip_prefix("Serving http://").map(str::to_owned));
        let address = address.trim_end_matches('/').parse().unwrap();
        let mark = format!("{argument} orders");
        let mut news = crate::wire::News::of(address);
        news.next();
        site.write("content/2024-05-06-orders.md", &ORDERS.replace("no orders", &mark));
        news.until(|| crate::wire::get(address, "/incidents/orders/").body.contains(&mark));
        if !told.is_empty() {
            eventually(told, || fs::read_to_string(&log).unwrap().contains(told).then_some(()));
        }
        assert_eq!(serving.interrupt(), Some(0));
        fs::read_to_string(log).unwrap()
    };
    said("--verbose", "content/2024-05-06-orders.md changed; ");
    assert_eq!(said("--quiet", ""), "");
}
