//! A new archive: what `init` lays out is complete, and nothing that is there is written over.

use crate::folder::Folder;
use crate::program::run;

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
    assert!(workflow.contains(&format!("retrospect --version {}", env!("CARGO_PKG_VERSION"))));
    let site = folder.read("repository/docs/incidents/site.toml");
    assert!(site.contains("base_url = \"https://acme.github.io/shop/\""), "{site}");
    assert!(site.contains("https://github.com/Acme/shop/blob/main/docs/incidents"), "{site}");
}

#[test]
fn the_program_may_come_from_a_repository() {
    let folder = Folder::new();
    let program = "https://git.example.org/tools/retrospect";
    run(folder.path(), &["init", "--program", program]).ends(0);
    let workflow = folder.read(".github/workflows/pages.yml");
    assert!(workflow.contains(&format!("cargo install --locked --git {program}\n")), "{workflow}");
    for bad in ["git.example.org/x", "https://", "https://a.example/$(reboot)", "https://a b"] {
        run(folder.path(), &["init", "--program", bad]).ends(2).says("write it in full");
    }
}
