//! The output folder while something goes wrong: kills, signals, disks that are full, folders that
//! may not be written to. `cargo bench --bench output` does the same at the size of real archives.

use crate::defects;
use crate::folder::{Folder, ORDERS, files};
use crate::program::{command, run};
use crate::trial::{Found, Trial, moments};
use std::collections::BTreeMap;
use std::process::{Command, Output};

const DOCUMENTS: usize = 30;

#[test]
fn a_build_that_is_killed_leaves_one_whole_site() {
    let mut trial = Trial::new(DOCUMENTS).with_foreign();
    for moment in moments(12) {
        trial.turn();
        trial.interrupt("-KILL", moment);
        trial.recovers();
    }
}

#[test]
fn a_build_that_is_interrupted_clears_away_what_it_was_at() {
    let mut trial = Trial::new(DOCUMENTS);
    for (number, moment) in moments(8).enumerate() {
        trial.turn();
        let signal = ["-INT", "-TERM"][number % 2];
        trial.interrupt(signal, moment);
        let beside = trial.path().join(".public.retrospect-spare");
        let left = if beside.exists() { files(&beside) } else { BTreeMap::default() };
        assert!(left.is_empty(), "{signal} leaves {:?}", left.keys());
        trial.recovers();
    }
}

/// The site in the folder, after builds that each write most of it anew.
fn built() -> Trial {
    let mut trial = Trial::new(DOCUMENTS);
    trial.turn();
    trial.build(&[]);
    trial.turn();
    trial
}

fn says(output: &Output, words: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains(words), "no `{words}` in: {said}");
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_old_site() {
    for limit in [1, 4, 20] {
        let trial = built();
        // No file may be longer than so many blocks of 512 bytes: a disk that is full for some.
        let script = format!("trap '' XFSZ; ulimit -f {limit}; exec \"$0\" build --quiet");
        let mut shell = Command::new("sh");
        shell.current_dir(trial.path()).args(["-c", &script, env!("CARGO_BIN_EXE_retrospect")]);
        let output = shell.output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        says(&output, "cannot write");
        assert_eq!(trial.recovers(), Found::Old);
    }
}

#[test]
fn builds_at_once_take_turns() {
    let trial = built();
    let build = || command(trial.path(), &["build", "--quiet"]).spawn().unwrap();
    let builds: Vec<_> = (0..4).map(|_| build()).collect();
    for mut build in builds {
        assert!(build.wait().unwrap().success());
    }
    assert_eq!(trial.recovers(), Found::New);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    use std::os::unix::process::CommandExt as _;
    use std::path::Path;

    /// A user who owns nothing.
    const NOBODY: u32 = 65_534;

    /// Runs a build as somebody for whom rights hold: root may do everything.
    fn build_without_privileges(site: &Folder) -> Output {
        let is_root = fs::metadata(site.path()).unwrap().uid() == 0;
        if !is_root {
            return command(site.path(), &["build"]).output().unwrap();
        }
        let reachable = Folder::new();
        fs::set_permissions(reachable.path(), Permissions::from_mode(0o755)).unwrap();
        let program = reachable.at("retrospect");
        fs::copy(env!("CARGO_BIN_EXE_retrospect"), &program).unwrap();
        for name in ["", "content", "public"] {
            let path = site.at(name);
            let mode = fs::metadata(&path).unwrap().permissions();
            chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
            fs::set_permissions(&path, mode).unwrap();
        }
        Command::new(program)
            .current_dir(site.path())
            .arg("build")
            .uid(NOBODY)
            .gid(NOBODY)
            .output()
            .unwrap()
    }

    fn rights(path: &Path, mode: u32) {
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_folder_that_may_not_be_written_to_is_told_and_stays() {
        let site = Folder::small_site();
        fs::create_dir(site.at("public")).unwrap();
        rights(&site.at("public"), 0o555);
        rights(site.path(), 0o555);
        let output = build_without_privileges(&site);
        rights(site.path(), 0o755);
        assert_eq!(output.status.code(), Some(2));
        says(&output, "public: Permission denied");
        assert_eq!(files(&site.at("public")).len(), 0);
    }

    #[test]
    fn where_nothing_can_stand_beside_it_files_are_moved_in() {
        let site = Folder::small_site();
        fs::create_dir(site.at("public")).unwrap();
        rights(site.path(), 0o555);
        let output = build_without_privileges(&site);
        rights(site.path(), 0o755);
        says(&output, "files were moved in one by one, for folders beside it");
        assert_eq!(output.status.code(), Some(0));
        assert!(site.read("public/incidents/orders/index.html").contains("Orders stood still"));
        assert!(!site.at("public/.retrospect-spare").exists());
    }

    #[test]
    fn an_unreadable_document_is_an_error_at_its_path() {
        let site = Folder::small_site();
        fs::create_dir(site.at("public")).unwrap();
        site.write("content/hidden.md", ORDERS);
        rights(&site.at("content/hidden.md"), 0o000);
        let output = build_without_privileges(&site);
        assert_eq!(output.status.code(), Some(1));
        says(&output, "error[unreadable-file]: cannot be read: Permission denied");
        says(&output, "content/hidden.md");
        assert_eq!(files(&site.at("public")).len(), 0);
    }

    #[test]
    fn what_others_put_there_stays_the_same_file() {
        let site = Folder::small_site();
        run(site.path(), &["build"]).ends(0);
        site.write("public/shared/log.txt", "one\n");
        fs::create_dir(site.at("public/empty")).unwrap();
        rights(&site.at("public/shared"), 0o2775);
        rights(&site.at("public"), 0o711);
        let inode = |name: &str| fs::metadata(site.at(name)).unwrap().ino();
        let (file, folder) = (inode("public/shared/log.txt"), inode("public"));
        site.write("content/2024-05-06-orders.md", &ORDERS.replace("20%", "30%"));
        run(site.path(), &["build"]).ends(0);
        assert_ne!(inode("public"), folder, "the folders were exchanged");
        assert_eq!(inode("public/shared/log.txt"), file);
        let mode = |name: &str| fs::metadata(site.at(name)).unwrap().mode() & 0o7777;
        assert_eq!((mode("public/shared"), mode("public")), (0o2775, 0o711));
        assert!(site.at("public/empty").is_dir());
    }

    #[test]
    fn in_place_keeps_the_folder_that_somebody_has_opened() {
        let site = Folder::small_site();
        // Files of the search index would be removed too.
        site.write("site.toml", "title = \"Small\"\nsearch = { enabled = false }\n");
        run(site.path(), &["build"]).ends(0);
        let inode = || fs::metadata(site.at("public")).unwrap().ino();
        let before = inode();
        site.write("content/2024-05-07-menus.md", &ORDERS.replace("Orders", "Menus"));
        run(site.path(), &["build", "--in-place"]).ends(0);
        assert!(site.at("public/incidents/menus/index.html").is_file());
        fs::remove_file(site.at("content/2024-05-07-menus.md")).unwrap();
        run(site.path(), &["build", "--in-place"]).ends(0).says("1 removed");
        assert!(!site.at("public/incidents/menus").exists());
        assert_eq!(inode(), before);
        let whole = files(&site.at("public"));
        run(site.path(), &["build", "--out", "other"]).ends(0);
        assert_eq!(whole, files(&site.at("other")));
    }

    #[test]
    fn a_linked_output_folder_stays_a_link() {
        let site = Folder::small_site();
        fs::create_dir_all(site.at("srv/www")).unwrap();
        std::os::unix::fs::symlink("srv/www", site.at("public")).unwrap();
        for title in ["One", "Two"] {
            site.write("site.toml", &format!("title = \"{title}\"\n"));
            run(site.path(), &["build"]).ends(0);
            assert!(fs::symlink_metadata(site.at("public")).unwrap().is_symlink());
            assert!(site.read("srv/www/index.html").contains(title));
        }
    }

    #[test]
    fn a_link_in_the_output_folder_is_not_written_through() {
        let site = Folder::small_site();
        let outside = Folder::new();
        fs::create_dir(site.at("public")).unwrap();
        std::os::unix::fs::symlink(outside.path(), site.at("public/incidents")).unwrap();
        for more in [&[][..], &["--in-place"]] {
            let arguments = [&["build", "--force"], more].concat();
            run(site.path(), &arguments).ends(2).says("public/incidents is in the way");
            assert_eq!(files(outside.path()).len(), 0);
        }
    }
}

#[test]
fn a_foreign_file_is_never_written_over() {
    for name in ["public/index.html", "public/incidents", "public/robots.txt/a"] {
        for more in [&[][..], &["--in-place"]] {
            let site = Folder::small_site();
            site.write(name, "mine\n");
            let arguments = [&["build", "--force"], more].concat();
            let run = run(site.path(), &arguments).ends(2);
            assert!(run.stderr.contains("public/"), "{}", run.stderr);
            assert_eq!(files(&site.at("public")).len(), 1, "{name} {more:?}: {}", run.stderr);
            assert_eq!(site.read(name), "mine\n");
        }
    }
}

#[test]
fn what_somebody_removed_comes_back() {
    let site = Folder::small_site();
    run(site.path(), &["build"]).ends(0);
    site.write("content/2024-05-06-orders.md", &ORDERS.replace("20%", "30%"));
    run(site.path(), &["build"]).ends(0);
    let whole = files(&site.at("public"));
    std::fs::remove_file(site.at("public/incidents/orders/index.html")).unwrap();
    run(site.path(), &["build"]).ends(0).says("1 written");
    assert_eq!(files(&site.at("public")), whole);
    std::fs::remove_dir_all(site.at("public")).unwrap();
    std::fs::remove_file(site.at("content/2024-05-06-orders.md")).unwrap();
    run(site.path(), &["build"]).ends(0);
    assert!(!site.at("public/incidents").exists(), "no empty folders of what was");
}

#[test]
fn what_a_kill_left_is_cleared_away_and_what_is_not_ours_goes_back() {
    let site = Folder::small_site();
    run(site.path(), &["build"]).ends(0);
    let whole = files(&site.at("public"));
    let list = ".retrospect-manifest";
    for spare in [".public.retrospect-spare", "public/.retrospect-spare"] {
        site.write(&format!("{spare}/{list}"), "index.html\nincidents/a/index.html\n");
        site.write(&format!("{spare}/index.html"), "half");
        site.write(&format!("{spare}/incidents/a/index.html"), "");
        site.write(&format!("{spare}/of others/notes.txt"), "mine\n");
        run(site.path(), &["build"]).ends(0).says("0 written");
        assert_eq!(site.read("public/of others/notes.txt"), "mine\n");
        std::fs::remove_dir_all(site.at("public/of others")).unwrap();
        assert_eq!(files(&site.at("public")), whole);
        // Two inputs, the seal and what hides it from git.
        assert_eq!(site.files().len(), whole.len() + 4);
    }
}

#[test]
fn a_stage_that_holds_another_file_of_that_name_is_told() {
    let site = Folder::small_site();
    run(site.path(), &["build"]).ends(0);
    site.write("public/notes.txt", "mine\n");
    site.write(".public.retrospect-spare/notes.txt", "older\n");
    site.write(".public.retrospect-spare/.retrospect-manifest", "");
    run(site.path(), &["build"])
        .ends(2)
        .says(".public.retrospect-spare/notes.txt is no file of the");
    assert_eq!(site.read(".public.retrospect-spare/notes.txt"), "older\n");
    assert_eq!(site.read("public/notes.txt"), "mine\n");
}

#[test]
fn a_home_is_no_place_for_a_site() {
    let site = Folder::small_site();
    let home = Folder::of(&[("letters.txt", "mine\n")]);
    let build = |out: &str| {
        let mut build = command(site.path(), &["build", "--force", "--out", out]);
        build.env("HOME", home.path()).output().unwrap()
    };
    for out in [home.path().to_str().unwrap(), "/"] {
        let output = build(out);
        assert_eq!(output.status.code(), Some(2), "{out}");
    }
    says(&build(home.path().to_str().unwrap()), "is no folder for a site");
    assert_eq!(home.files().len(), 1);
}

#[test]
fn a_page_that_fails_leaves_the_earlier_site_and_nothing_beside_it() {
    let trial = built();
    let template = trial.path().join("themes/own/templates/postmortem.html");
    std::fs::create_dir_all(template.parent().unwrap()).unwrap();
    std::fs::write(&template, "{{ absent.absent }}").unwrap();
    let site_file = trial.path().join("site.toml");
    let settings = std::fs::read_to_string(&site_file).unwrap();
    std::fs::write(&site_file, format!("{settings}theme = \"own\"\n")).unwrap();
    let output = command(trial.path(), &["build"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    says(&output, "error[broken-template]");
    std::fs::write(&site_file, settings).unwrap();
    std::fs::remove_dir_all(trial.path().join("themes")).unwrap();
    assert_eq!(trial.recovers(), Found::Old);
}

#[test]
fn ten_defects_are_ten_findings_and_nothing_is_written() {
    let site = Folder::small_site();
    for number in 0..DOCUMENTS {
        site.write(&format!("content/2024-06-07-menus-{number}.md"), ORDERS);
    }
    run(site.path(), &["build"]).ends(0);
    defects::are_told_and_nothing_is_written(&site);
}

/// The kills of the tests above fall into the whole time of a build.
#[test]
fn moments_are_spread() {
    let early = moments(100).filter(|moment| *moment < 550).count();
    assert!((45..55).contains(&early), "{early}");
    assert!(moments(100).all(|moment| moment < 1_100));
}
