//! Incidents of other systems: what becomes of the exports in `tests/imports`.

use crate::folder::{Entry, Folder, repository};
use crate::program::{Run, run};
use serde_json::Value;

fn export(name: &str) -> String {
    repository().join("tests/imports").join(name).to_str().unwrap().to_owned()
}

/// An archive with what was imported, and what was said of it.
fn imported(system: &str, name: &str) -> (Folder, Run) {
    let site = Folder::of(&[("site.toml", "title = \"A\"\ntimezone = \"UTC\"\n")]);
    std::fs::create_dir(site.at("content")).unwrap();
    let run = run(site.path(), &["import", system, &export(name)]).ends(0);
    (site, run)
}

/// The incidents of an archive that has no errors and no warnings, oldest first.
#[track_caller]
fn incidents(site: &Folder) -> Vec<Value> {
    run(site.path(), &["check", "--strict"]).ends(0);
    run(site.path(), &["build", "--strict"]).ends(0);
    let told = run(site.path(), &["export"]).ends(0);
    let archive: Value = serde_json::from_str(&told.stdout).unwrap();
    let mut incidents = archive["incidents"].as_array().unwrap().clone();
    incidents.reverse();
    incidents
}

fn times(incident: &Value) -> Vec<&str> {
    let timeline = incident["timeline"].as_array().unwrap();
    timeline.iter().map(|entry| entry["start_utc"].as_str().unwrap_or("none")).collect()
}

#[test]
fn incidents_of_statuspage() {
    let (site, told) = imported("statuspage", "statuspage.json");
    assert_eq!(told.stdout.lines().count(), 2, "{}", told.stdout);
    let told = told
        .says("1 planned maintenances are left out")
        .says("not carried over: `impact_override`")
        .says("`Menus do not load`: an update without a time")
        .says("`Nobody knows when` is left out: nothing says when it was");
    assert!(told.stdout.contains("2024-05-06-orders-slow-failing-p31zjtct2jer.md"));
    let found = incidents(&site);
    assert_eq!(found[0]["title"], "Orders: \"slow\" & failing");
    assert_eq!(found[0]["duration"]["seconds"], 108 * 60);
    assert_eq!(found[0]["services"], serde_json::json!(["Online ordering", "Payments"]));
    let expected = [
        "2024-05-06T14:02:00Z",
        "2024-05-06T14:31:00Z",
        "2024-05-06T15:10:00Z",
        "2024-05-06T15:50:00Z",
    ];
    assert_eq!(times(&found[0]), expected);
    assert_eq!(found[1]["duration"]["ongoing"], true);
    let page = site.read("public/incidents/orders-slow-failing-p31zjtct2jer/index.html");
    for words in [
        "We are looking into <strong>slow</strong> orders.",
        "Online ordering: operational → partial outage",
        "<li>checkout waits</li>",
        "href=\"https://status.tischlein.example/x?a=1&amp;b=2\"",
        "We keep watching.",
        "The pool was sized for a tenth of the load.",
        "Alert at 80%.",
    ] {
        assert!(page.contains(words), "no {words}");
    }
    assert!(!page.contains("alert(1)"));
}

#[test]
fn issues_of_github() {
    let (site, told) = imported("github-issues", "github-issues.json");
    told.says("not carried over: `milestone`");
    let found = incidents(&site);
    assert_eq!(found.len(), 3);
    assert_eq!(found[0]["title"], "Table booking is down");
    assert_eq!(found[0]["services"], serde_json::json!(["table-booking"]));
    assert_eq!(found[0]["duration"]["seconds"], 38 * 60);
    let expected = ["2024-05-06T14:42:00Z", "2024-05-06T15:01:00Z", "2024-05-06T15:20:00Z"];
    assert_eq!(times(&found[0]), expected);
    assert_eq!(found[1]["slug"], "table-booking-is-down-13");
    assert_eq!(found[1]["duration"]["ongoing"], true);
    assert_eq!(found[2]["tags"], serde_json::json!(["incident"]));
    let page = site.read("public/incidents/table-booking-is-down-12/index.html");
    for words in ["HTTP code: 503", "OOMKilled", "after 38 minutes", "mei: The pods"] {
        assert!(page.contains(words), "no {words}");
    }
}

#[test]
fn issues_of_cstate() {
    let (site, told) = imported("cstate", "cstate");
    told.says("2024-06-13-maintenance-window.md is left out").says("not carried over: `pin`");
    let found = incidents(&site);
    assert_eq!(found.len(), 2);
    assert!(found[0]["severity"].to_string().contains("\"disrupted\""), "{}", found[0]["severity"]);
    assert_eq!(found[0]["duration"]["seconds"], 105 * 60);
    assert_eq!(found[0]["aliases"], serde_json::json!(["issues/2024-05-25-courier-connections/"]));
    let expected = ["2024-05-25T04:13:00Z", "2024-05-25T04:40:00Z", "2024-05-25T05:54:00Z"];
    assert_eq!(times(&found[0]), expected);
    assert!(site.at("public/issues/2024-05-25-courier-connections/index.html").is_file());
}

#[test]
fn nothing_is_written_over_and_a_second_run_adds_nothing() {
    let (site, _) = imported("cstate", "cstate");
    let name = "content/2024-05-25-courier-connections.md";
    let names: Vec<String> = site.files().into_keys().collect();
    let changed =
        names.iter().find(|name| name.contains("courier")).unwrap_or_else(|| panic!("{name}"));
    site.write(changed, "mine\n");
    let before = site.files();
    let again = run(site.path(), &["import", "cstate", &export("cstate")]).ends(0);
    assert_eq!(again.stdout, "");
    again.says("is there already and stays").says("0 documents written");
    assert_eq!(site.files(), before);
}

#[test]
fn words_that_the_archive_does_not_declare_are_kept_and_told() {
    let declared =
        "title = \"A\"\n[[severities]]\nname = \"sev1\"\n[[services]]\nname = \"Payments\"\n";
    let site = Folder::of(&[("site.toml", declared)]);
    let told = run(site.path(), &["import", "statuspage", &export("statuspage.json")]).ends(0);
    told.says("site.toml declares no severity `major`; it is kept as `x-severity`");
    let found = incidents(&site);
    assert_eq!(found[0]["services"], serde_json::json!(["Payments"]));
    assert_eq!(found[0]["extra"]["x-services"], serde_json::json!(["Online ordering"]));
}

#[test]
fn files_that_are_none_of_the_system_are_told_with_their_place() {
    let site = Folder::of(&[("site.toml", "title = \"A\"\n")]);
    let cases: [(&str, &[u8], &str); 8] = [
        ("empty.json", b" \n", "empty.json: the file is empty"),
        ("half.json", b"{\"incidents\": [\n  {\"id\":", "half.json:2:"),
        ("latin.json", b"[{\"title\": \"\xE4\"}]", "latin.json:1:"),
        ("other.json", b"[1, 2]", "other.json: no list of"),
        ("text.json", b"\"words\"", "text.json: no list of"),
        ("error.json", b"{\"message\": \"Not Found\"}", "error.json: what stands in it has no `"),
        (
            "others.json",
            b"[{\"id\": 1, \"body\": \"b\"}]",
            "others.json: what stands in it has no `",
        ),
        ("broken.md", b"---\ntitle: [\n---\n", "broken.md:"),
    ];
    for (name, bytes, said) in cases {
        site.put(name, &Entry::File(bytes.to_vec()));
        let systems: &[&str] =
            if name.contains(".md") { &["cstate"] } else { &["statuspage", "github-issues"] };
        for system in systems {
            run(site.path(), &["import", system, name, "--to", "content"]).ends(2).says(said);
        }
    }
    let told = run(site.path(), &["import", "statuspage", &export("github-issues.json")]).ends(2);
    told.says("has no `name`, as incidents of this system have");
    let told = run(site.path(), &["import", "github-issues", &export("statuspage.json")]).ends(2);
    told.says("has no `title`, as issues of this system have");
    run(site.path(), &["import", "cstate", "absent"]).ends(2).says("absent");
    assert!(!site.at("content").exists());
}
