//! A new archive: what `init` lays out is complete, and nothing that is there is written over.

use crate::folder::Folder;
use crate::program::run;
use gray_matter::engine::{Engine as _, YAML as Yaml};
use serde_json::Value;
use std::process::Command;

const LAID_OUT: [&str; 4] = [".github/workflows/pages.yml", ".gitignore", "content/", "site.toml"];

#[test]
fn a_new_archive_is_without_findings_and_builds() {
    let folder = Folder::new();
    let told = run(folder.path(), &["init", "incidents", "--title", "Ours \"and\" yours"]).ends(0);
    let files = folder.files();
    assert_eq!(files.len(), 4, "{:?}", files.keys());
    for name in LAID_OUT {
        let path = format!("incidents/{name}");
        assert!(files.keys().any(|file| file.starts_with(&path)), "{name}: {:?}", files.keys());
        assert!(told.stdout.contains(&path), "{name}: {}", told.stdout);
    }
    let archive = folder.at("incidents");
    let check = run(&archive, &["check", "--verbose", "--strict"]).ends(0);
    assert!(check.stderr.starts_with("nothing found"), "{}", check.stderr);
    run(&archive, &["build", "--strict"]).ends(0).says("1 incident");
    let page = folder.read("incidents/public/incidents/example/index.html");
    assert!(page.contains("certificate was renewed") && page.contains("14:06"), "{page}");
    assert!(folder.read("incidents/public/index.html").contains("Ours &quot;and&quot; yours"));
}

#[test]
fn what_is_there_stays() {
    let folder = Folder::of(&[
        ("site.toml", "title = \"Mine\"\n"),
        ("content/2024-05-06-orders.md", crate::folder::ORDERS),
    ]);
    run(folder.path(), &["init", "--title", "Other"]).ends(0).says("site.toml is there already");
    assert_eq!(folder.read("site.toml"), "title = \"Mine\"\n");
    let before = folder.files();
    assert_eq!(before.len(), 4, "{:?}", before.keys());
    let again = run(folder.path(), &["init"]).ends(0);
    assert_eq!(again.stdout, "");
    assert_eq!(folder.files(), before);
}

#[test]
fn the_workflow_stands_where_it_is_looked_for() {
    let folder = Folder::of(&[("repository/.git/HEAD", "ref: refs/heads/main\n")]);
    let repository = "https://github.com/Acme/shop";
    let arguments = ["init", "repository/docs/incidents", "--repository", repository];
    run(folder.path(), &arguments).ends(0);
    let workflow = folder.read("repository/.github/workflows/pages.yml");
    assert!(workflow.contains("build --root docs/incidents "), "{workflow}");
    assert!(workflow.contains("path: docs/incidents/public"), "{workflow}");
    let site = folder.read("repository/docs/incidents/site.toml");
    assert!(site.contains("base_url = \"https://acme.github.io/shop/\""), "{site}");
    assert!(site.contains("https://github.com/Acme/shop/blob/main/docs/incidents"), "{site}");
}

/// The step of the workflow that installs the program, run with a `cargo` that says what it is told.
fn installed(workflow: &str) -> (Option<i32>, String) {
    let workflow: Value = Yaml::parse(workflow).unwrap().deserialize().unwrap();
    let steps = workflow["jobs"]["build"]["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["name"] == "Install the program").unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let script = format!("cargo() {{ echo cargo \"$@\"; }}\n{}", text(&step["run"]));
    let mut shell = Command::new("sh");
    shell.args(["-e", "-c", &script]).env("PROGRAM", text(&step["env"]["PROGRAM"]));
    let output = shell.output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_workflow_installs_what_it_was_told_and_nothing_else() {
    let folder = Folder::new();
    run(folder.path(), &["init", "a"]).ends(0).says("behind `PROGRAM:` there, or name it with");
    let (status, said) = installed(&folder.read("a/.github/workflows/pages.yml"));
    assert_eq!(status, Some(1));
    assert!(
        said.starts_with("::error file=.github/workflows/pages.yml::write the address"),
        "{said}"
    );
    let program = "https://git.example.org/tools/retrospect";
    let cases = [("b", "", ""), ("c", "#v1.0", " --rev v1.0")];
    for (name, more, told) in cases {
        run(folder.path(), &["init", name, "--program", &format!("{program}{more}")]).ends(0);
        let (status, said) =
            installed(&folder.read(&format!("{name}/.github/workflows/pages.yml")));
        assert_eq!(status, Some(0));
        assert_eq!(said, format!("cargo install --locked --git {program}{told} retrospect\n"));
    }
    for bad in ["git.example.org/x", "https://", "https://a.example/$(reboot)", "https://a b"] {
        run(folder.path(), &["init", "--program", bad]).ends(2).says("write it in full");
    }
}
