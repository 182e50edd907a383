//! What a build does to its output folder, and what it leaves alone.

use crate::folder::{Entry, Folder, ORDERS, files};
use crate::program::run;

#[test]
fn a_foreign_folder_is_refused_and_kept() {
    let site = Folder::small_site();
    site.write("public/thesis.txt", "years of work\n");
    run(site.path(), &["build"]).ends(2).says("holds files that no build of retrospect wrote");
    assert_eq!(site.files().len(), 3);
    run(site.path(), &["build", "--force"]).ends(0);
    assert_eq!(site.read("public/thesis.txt"), "years of work\n");
    assert!(site.at("public/index.html").is_file());
}

#[test]
fn a_file_is_refused_and_kept() {
    let site = Folder::small_site();
    site.write("public", "a file\n");
    run(site.path(), &["build"]).ends(2).says("is a file");
    assert_eq!(site.read("public"), "a file\n");
}

#[test]
fn folders_of_sources_are_refused() {
    let site = Folder::small_site();
    let before = site.files();
    for out in [".", "..", "content", "content/2024", "public/../content/new", "themes"] {
        run(site.path(), &["build", "--force", "--out", out]).ends(2).says("the site's own files");
        assert_eq!(site.files(), before, "--out {out}");
    }
}

#[test]
fn a_linked_output_folder_is_judged_by_where_it_leads() {
    for target in ["content", ".", "..", "/", "themes"] {
        let site = Folder::small_site();
        std::fs::create_dir(site.at("themes")).unwrap();
        site.put("public", &Entry::Link(target.to_owned()));
        let before = files(&site.at("content"));
        let told = run(site.path(), &["build", "--force"]).ends(2);
        assert!(told.stderr.contains("site's own files"), "{target}: {}", told.stderr);
        assert_eq!(files(&site.at("content")), before, "public → {target}");
        let names = std::fs::read_dir(site.path()).unwrap().count();
        assert_eq!(names, 4, "public → {target}");
    }
}

#[test]
fn only_its_own_files_are_removed() {
    let site = Folder::small_site();
    site.write("content/2024-06-07-menus.md", &ORDERS.replace("Orders", "Menus"));
    run(site.path(), &["build"]).ends(0);
    assert!(site.at("public/incidents/menus/index.html").is_file());
    site.write("public/incidents/menus/notes.txt", "mine\n");
    std::fs::remove_file(site.at("content/2024-06-07-menus.md")).unwrap();
    run(site.path(), &["build"]).ends(0);
    assert!(!site.at("public/incidents/menus/index.html").exists());
    assert_eq!(site.read("public/incidents/menus/notes.txt"), "mine\n");
}

#[test]
fn a_manifest_cannot_name_files_outside() {
    let site = Folder::small_site();
    run(site.path(), &["build"]).ends(0);
    let listed = site.read("public/.retrospect-manifest");
    site.write("mine.txt", "mine\n");
    let absolute = site.at("mine.txt");
    let edited = format!("{listed}../mine.txt\n{}\n", absolute.display());
    site.write("public/.retrospect-manifest", &edited);
    run(site.path(), &["build"]).ends(0);
    assert_eq!(site.read("mine.txt"), "mine\n");
}

#[test]
fn content_with_errors_leaves_the_earlier_output_whole() {
    let site = Folder::small_site();
    run(site.path(), &["build"]).ends(0);
    let public = || crate::folder::files(&site.at("public"));
    let before = public();
    site.write("content/2024-05-06-orders.md", "---\nduration: 45\n---\nChanged.\n");
    run(site.path(), &["build"]).ends(1).says("nothing was written");
    assert_eq!(public(), before);
}

#[test]
fn a_build_that_ends_halfway_does_not_lock_its_folder() {
    let site = Folder::small_site();
    let template = "themes/own/templates/index.html";
    site.write("site.toml", "title = \"Small\"\ntheme = \"own\"\n");
    site.write(template, "{{ index.absent.absent }}");
    run(site.path(), &["build"]).ends(1);
    site.write(template, "Mended.");
    run(site.path(), &["build"]).ends(0);
    assert_eq!(site.read("public/index.html").trim_end(), "Mended.");
}

#[test]
fn a_second_build_writes_nothing() {
    let site = Folder::small_site();
    run(site.path(), &["build"]).ends(0);
    run(site.path(), &["build"]).ends(0).says("0 written, 0 removed");
}

#[test]
fn a_link_out_of_the_site_is_not_followed() {
    let outside = Folder::of(&[("secret.md", ORDERS)]);
    let site = Folder::small_site();
    let target = outside.at("secret.md").to_str().unwrap().to_owned();
    site.put("content/secret.md", &Entry::Link(target));
    run(site.path(), &["build"]).ends(1).says("error[unreadable-file]");
    assert!(!site.at("public").exists());
}
