//! Every editor's way of saving is seen, and so is what happens to the folders around.

use crate::folder::{Folder, ORDERS};
use crate::program::eventually;
use crate::serve::Preview;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

const FILE: &str = "content/2024-05-06-orders.md";
const PAGE: &str = "/incidents/orders/";

/// Saves of each kind; `RETROSPECT_SAVES` asks for more.
fn n_saves() -> usize {
    std::env::var("RETROSPECT_SAVES").ok().and_then(|saves| saves.parse().ok()).unwrap_or(5)
}

fn text(mark: &str) -> String {
    ORDERS.replace("no orders", &format!("only {mark} orders"))
}

/// Saves again and again in one way; each save must be seen.
#[track_caller]
fn check(save: impl Fn(&Folder, &Path, &str)) {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    check_saves(&site, &preview, save);
}

#[track_caller]
fn check_saves(site: &Folder, preview: &Preview, save: impl Fn(&Folder, &Path, &str)) {
    for number in 0..n_saves() {
        let mark = format!("kind-{number}");
        save(site, &site.at(FILE), &text(&mark));
        eventually("the save is seen", || {
            let reply = preview.get(PAGE);
            (reply.status == 200 && reply.body.contains(&format!("only {mark} orders")))
                .then_some(())
        });
    }
}

#[test]
fn written_in_place() {
    check(|_, file, text| fs::write(file, text).unwrap());
}

#[test]
fn written_in_small_pieces() {
    check(|_, file, text| {
        let mut open = OpenOptions::new().write(true).truncate(true).open(file).unwrap();
        for piece in text.as_bytes().chunks(16) {
            open.write_all(piece).unwrap();
            open.sync_data().unwrap();
        }
    });
}

/// `:w` with `backupcopy=auto`: a probe file, a swap file, the old one renamed to a backup.
#[test]
fn by_vim() {
    check(|site, file, text| {
        let backup = site.at("content/2024-05-06-orders.md~");
        fs::write(site.at("content/4913"), "").unwrap();
        fs::remove_file(site.at("content/4913")).unwrap();
        fs::write(site.at("content/.2024-05-06-orders.md.swp"), "swap").unwrap();
        fs::rename(file, &backup).unwrap();
        fs::write(file, text).unwrap();
        fs::remove_file(&backup).unwrap();
        fs::remove_file(site.at("content/.2024-05-06-orders.md.swp")).unwrap();
    });
}

/// A lock that is a link to nowhere, an auto-save, a backup that is a copy, and a rename.
#[test]
fn by_emacs() {
    check(|site, file, text| {
        let lock = site.at("content/.#2024-05-06-orders.md");
        let auto = site.at("content/#2024-05-06-orders.md#");
        std::os::unix::fs::symlink("me@host.1234:1", &lock).unwrap();
        fs::write(&auto, text).unwrap();
        fs::copy(file, site.at("content/2024-05-06-orders.md~")).unwrap();
        let beside = site.at("content/.emacs-save");
        fs::write(&beside, text).unwrap();
        fs::rename(&beside, file).unwrap();
        fs::remove_file(&auto).unwrap();
        fs::remove_file(&lock).unwrap();
    });
}

/// Truncated, written and closed; with `files.saveConflictResolution` a second time.
#[test]
fn by_vs_code() {
    check(|_, file, text| {
        drop(OpenOptions::new().write(true).truncate(true).open(file).unwrap());
        fs::write(file, text).unwrap();
        fs::write(file, text).unwrap();
    });
}

/// "Safe write": written beside as `___jb_tmp___`, the old one aside as `___jb_old___`.
#[test]
fn by_intellij() {
    check(|site, file, text| {
        let new = site.at("content/2024-05-06-orders.md___jb_tmp___");
        let old = site.at("content/2024-05-06-orders.md___jb_old___");
        fs::write(&new, text).unwrap();
        fs::rename(file, &old).unwrap();
        fs::rename(&new, file).unwrap();
        fs::remove_file(&old).unwrap();
    });
}

#[test]
fn by_sed() {
    check(|site, file, text| {
        let beside = site.at("content/sedAbCdEf");
        fs::write(&beside, text).unwrap();
        fs::rename(&beside, file).unwrap();
    });
}

/// The same length and the same time of change.
#[test]
fn behind_an_old_time() {
    check(|_, file, text| {
        fs::write(file, text).unwrap();
        let open = OpenOptions::new().write(true).open(file).unwrap();
        open.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    });
}

#[test]
fn by_looking_alone() {
    let site = Folder::small_site();
    let preview = Preview::with(&site, &["--port", "0", "--poll"]);
    check_saves(&site, &preview, |_, file, text| fs::write(file, text).unwrap());
}

#[test]
fn in_a_content_folder_that_went_away_and_came_back() {
    check(|site, file, text| {
        fs::rename(site.at("content"), site.at("elsewhere")).unwrap();
        fs::rename(site.at("elsewhere"), site.at("content")).unwrap();
        fs::write(file, text).unwrap();
    });
}

#[test]
fn in_a_content_folder_that_was_made_again() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    for number in 0..n_saves() {
        fs::remove_dir_all(site.at("content")).unwrap();
        eventually("the preview says that it is gone", || {
            preview.findings().contains("there is no folder").then_some(())
        });
        fs::create_dir(site.at("content")).unwrap();
        fs::write(site.at(FILE), text(&format!("new-{number}"))).unwrap();
        eventually("the folder is seen", || {
            preview.get(PAGE).body.contains(&format!("new-{number}")).then_some(())
        });
        check_saves(&site, &preview, |_, file, text| fs::write(file, text).unwrap());
    }
}

#[test]
fn in_a_content_folder_that_is_a_link() {
    let site = Folder::small_site();
    fs::create_dir(site.at("far")).unwrap();
    fs::rename(site.at("content"), site.at("far/docs")).unwrap();
    std::os::unix::fs::symlink(site.at("far/docs"), site.at("content")).unwrap();
    let preview = Preview::of(&site);
    check_saves(&site, &preview, |_, file, text| fs::write(file, text).unwrap());
    // What it leads to goes away, comes back as another folder, and the link is turned elsewhere.
    fs::rename(site.at("far/docs"), site.at("far/old")).unwrap();
    eventually("it is gone", || preview.findings().contains("there is no folder").then_some(()));
    fs::create_dir(site.at("far/docs")).unwrap();
    check_saves(&site, &preview, |_, file, text| fs::write(file, text).unwrap());
    fs::remove_file(site.at("content")).unwrap();
    std::os::unix::fs::symlink(site.at("far/old"), site.at("content")).unwrap();
    check_saves(&site, &preview, |_, file, text| fs::write(file, text).unwrap());
}

#[test]
fn in_folders_that_come_and_go() {
    let site = Folder::small_site();
    let preview = Preview::of(&site);
    for number in 0..n_saves() {
        let folder = format!("content/{number}/deep/er");
        site.write(&format!("{folder}/menus-{number}.md"), "# Menus\n");
        let page = format!("/incidents/menus-{number}/");
        eventually("it is there", || (preview.get(&page).status == 200).then_some(()));
        site.write(&format!("{folder}/menus-{number}.md"), "# Menus\n\nAgain.\n");
        eventually("it changed", || preview.get(&page).body.contains("Again.").then_some(()));
        fs::rename(site.at(&format!("content/{number}")), site.at(&format!("content/m{number}")))
            .unwrap();
        site.write(&format!("content/m{number}/deep/er/menus-{number}.md"), "# Moved\n");
        eventually("it moved", || preview.get(&page).body.contains("Moved").then_some(()));
        fs::remove_dir_all(site.at(&format!("content/m{number}"))).unwrap();
        eventually("it is gone", || (preview.get(&page).status == 404).then_some(()));
    }
}

#[test]
fn settings_and_themes_that_come_later() {
    let site = Folder::of(&[("content/2024-05-06-orders.md", ORDERS)]);
    let preview = Preview::of(&site);
    let index = |words: &str| {
        eventually(words, || preview.get("/").body.contains(words).then_some(()));
    };
    site.write("site.toml", "title = \"Come later\"\n");
    index("Come later");
    site.write("themes/own/templates/index.html", "Own of {{ site.title }}");
    site.write("site.toml", "title = \"Themed\"\ntheme = \"own\"\n");
    index("Own of Themed");
    site.write("themes/own/templates/index.html", "Other of {{ site.title }}");
    index("Other of Themed");
    fs::remove_dir_all(site.at("themes")).unwrap();
    site.write("themes/own/templates/index.html", "New of {{ site.title }}");
    index("New of Themed");
}
