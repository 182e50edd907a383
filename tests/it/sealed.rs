//! Builds that find everything as the build before left it: they render nothing, and neither the
//! output folder nor the words tell them from builds that do.
//!
//! `RETROSPECT_LAW_RUNS` asks for more runs of the law.

use crate::folder::{Entry, Folder, ORDERS, files};
use crate::program::{Run, command, run};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, SystemTime};

/// What a build says, asked to say more, that rendered nothing.
const TAKEN: &str = "nothing has changed since the last build\n";

const CACHE: &str = ".retrospect-cache";

const SITE: &str = "title = \"Small\"\ntheme = \"own\"\n[search]\nenabled = false\n\
                    [editions.public]\nhide_sections = [\"Chatter\"]\n";

const FOOT: &str =
    "{% extends \"default/base.html\" %}{% block footer %}<p>One foot.</p>{% endblock footer %}";

/// An archive that has one of everything: a draft, a warning, hints, files that are copied, a theme
/// and an edition.
fn site() -> Folder {
    Folder::of(&[
        ("site.toml", SITE),
        ("themes/own/templates/base.html", FOOT),
        (ORDERS_FILE, &format!("{ORDERS}\n![The plan](plan.png)\n\n## Chatter\n\nWords.\n")),
        ("content/2024-05-07-menus.md", "---\nseverity: sev\n---\nSee [that](absent.md).\n"),
        ("content/2024-05-08-draft.md", "---\ntitle: Draft\nstatus: draft\n---\nText.\n"),
        ("content/plan.png", "a picture"),
        ("content/spare.txt", "named by nothing"),
    ])
}

const ORDERS_FILE: &str = "content/2024-05-06-orders.md";

/// What was said, without what differs between a build and its repetition into another folder.
fn words(run: &Run) -> String {
    let lines = run.stderr.lines().filter(|line| !TAKEN.starts_with(line));
    let lines = lines.map(|line| match line.split_once(" files in ") {
        Some((counts, _)) => counts,
        None => line,
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Builds, and fails unless a build from nothing into another folder gives the same files, words
/// and status. True where the build says that it rendered nothing.
#[track_caller]
fn agrees(site: &Folder, arguments: &[&str]) -> bool {
    let sealed = run(site.path(), &[&["build"], arguments].concat());
    let fresh = run(site.path(), &[&["build", "--out", "fresh"], arguments].concat());
    assert_eq!(sealed.status, fresh.status, "{}", sealed.stderr);
    if sealed.status == 0 {
        assert_eq!(words(&sealed), words(&fresh));
        let (built, wanted) = (files(&site.at("public")), files(&site.at("fresh")));
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&built), names(&wanted));
        assert!(built == wanted, "a file holds something else");
        fs::remove_dir_all(site.at("fresh")).unwrap();
    }
    sealed.stderr.contains(TAKEN)
}

/// The seals that there are.
fn seals(site: &Folder) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(site.at(CACHE)) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut seals: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "seal")).collect();
    seals.sort();
    seals
}

#[test]
fn a_build_of_the_same_renders_nothing_and_tells_the_same() {
    let site = site();
    site.write("site.toml", &SITE.replace("enabled = false", "enabled = true"));
    assert!(!agrees(&site, &["--verbose"]));
    for how in [&["--verbose"][..], &[], &["--quiet"], &["--color", "always"]] {
        agrees(&site, how);
        agrees(&site, how);
        assert!(agrees(&site, &["--verbose"]) == (how == ["--verbose"]), "after {how:?}");
        assert!(agrees(&site, &["--verbose"]), "after {how:?}");
    }
    let told = run(site.path(), &["build"]).ends(0).says("warning[").says("0 written, 0 removed");
    let again = run(site.path(), &["build"]).ends(0);
    assert_eq!(words(&told), words(&again));
    for words in ["1 draft was left out", "no edition was named", "no feeds", "2 hints"] {
        assert!(again.stderr.contains(words), "no {words} in {}", again.stderr);
    }
    run(site.path(), &["build", "--strict"]).ends(1);
    run(site.path(), &["build", "--quiet"]).ends(0);
    assert_eq!(run(site.path(), &["build", "--quiet"]).ends(0).stderr, "");
}

/// Writes a file and gives it the time of the last change that it had.
fn write_unseen(site: &Folder, name: &str, text: &str) {
    let before = fs::metadata(site.at(name)).unwrap().modified().unwrap();
    site.write(name, text);
    fs::File::options().append(true).open(site.at(name)).unwrap().set_modified(before).unwrap();
}

#[test]
fn whatever_changes_is_built() {
    type Change = (&'static str, fn(&Folder));
    let changes: [Change; 18] = [
        ("a document, its time and length as before", |site| {
            write_unseen(site, ORDERS_FILE, &site.read(ORDERS_FILE).replace("20%", "30%"));
        }),
        ("one more document", |site| site.write("content/2024-05-09-more.md", ORDERS)),
        ("a document less", |site| {
            fs::remove_file(site.at("content/2024-05-07-menus.md")).unwrap();
        }),
        ("another name", |site| {
            fs::rename(site.at(ORDERS_FILE), site.at("content/2024-05-06-other.md")).unwrap();
        }),
        ("the settings", |site| site.write("site.toml", &SITE.replace("Small", "Large"))),
        ("a template", |site| {
            site.write("themes/own/templates/base.html", &FOOT.replace("One", "Two"));
        }),
        ("a style", |site| site.write("themes/own/assets/mine.css", "p {}")),
        ("a file that is copied", |site| write_unseen(site, "content/plan.png", "b picture")),
        ("a file that is copied is gone", |site| {
            fs::remove_file(site.at("content/plan.png")).unwrap();
        }),
        ("a file that a link names", |site| site.write("content/absent.md", ORDERS)),
        ("a file of the site is edited", |site| site.write("public/index.html", "edited")),
        ("a file of the site is gone", |site| {
            fs::remove_file(site.at("public/index.html")).unwrap();
        }),
        ("a file of the site is a link to another", |site| {
            fs::remove_file(site.at("public/index.html")).unwrap();
            site.put("public/index.html", &Entry::Link("robots.txt".to_owned()));
        }),
        ("the whole site is gone", |site| fs::remove_dir_all(site.at("public")).unwrap()),
        ("the list has a file more", |site| {
            let list = site.read("public/.retrospect-manifest");
            site.write("public/.retrospect-manifest", &format!("{list}more.txt\n"));
            site.write("public/more.txt", "more");
        }),
        ("the list has a file less", |site| {
            let list = site.read("public/.retrospect-manifest");
            site.write("public/.retrospect-manifest", &list.replace("index.html\n", "\n"));
            for name in list.lines().filter(|name| name.ends_with("index.html")) {
                fs::remove_file(site.at("public").join(name)).unwrap();
            }
        }),
        ("another site lies there", |site| {
            run(site.path(), &["build", "--edition", "public", "--out", "other"]).ends(0);
            fs::remove_dir_all(site.at("public")).unwrap();
            fs::rename(site.at("other"), site.at("public")).unwrap();
        }),
        ("the seal is gone", |site| fs::remove_dir_all(site.at(CACHE)).unwrap()),
    ];
    for (what, change) in changes {
        let site = site();
        run(site.path(), &["build", "--verbose"]).ends(0);
        assert!(agrees(&site, &["--verbose"]), "before: {what}");
        change(&site);
        assert!(!agrees(&site, &["--verbose"]), "not seen: {what}");
        assert!(agrees(&site, &["--verbose"]), "after: {what}");
    }
}

#[test]
fn other_options_are_another_build() {
    let site = site();
    let options: [&[&str]; 5] = [
        &["--verbose"],
        &["--verbose", "--drafts"],
        &["--verbose", "--edition", "public"],
        &["--verbose", "--base-url", "https://a.example/"],
        &["--verbose", "--color", "always"],
    ];
    for option in options {
        assert!(!agrees(&site, option), "{option:?}");
        assert!(agrees(&site, option), "{option:?}");
        assert!(agrees(&site, &[option, &["--in-place"]].concat()), "{option:?}");
    }
}

#[test]
fn a_file_of_others_is_no_reason_and_stays() {
    let site = site();
    run(site.path(), &["build", "--verbose"]).ends(0);
    site.write("public/notes.txt", "mine\n");
    run(site.path(), &["build", "--verbose"]).ends(0).says(TAKEN);
    assert_eq!(site.read("public/notes.txt"), "mine\n");
}

#[test]
fn a_folder_that_is_refused_is_refused_with_a_seal() {
    let site = site();
    run(site.path(), &["build", "--verbose"]).ends(0);
    fs::remove_file(site.at("public/.retrospect-manifest")).unwrap();
    run(site.path(), &["build", "--verbose"]).ends(2).says("holds files that no build");
    let home = command(site.path(), &["build"]).env("HOME", site.at("public")).output().unwrap();
    assert_eq!(home.status.code(), Some(2));
}

#[test]
fn a_seal_that_is_damaged_or_another_is_none() {
    let site = site();
    run(site.path(), &["build", "--verbose"]).ends(0);
    let [file] = &*seals(&site) else { panic!("one output, one seal") };
    let whole = fs::read(file).unwrap();
    let mut damaged: Vec<Vec<u8>> =
        [0, 1, 64, 65, whole.len() - 1].map(|length| whole[..length].to_vec()).into();
    for at in (0..whole.len()).step_by(whole.len() / 9) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        damaged.push(bytes);
    }
    for bytes in damaged {
        fs::write(file, &bytes).unwrap();
        run(site.path(), &["build", "--verbose"]).ends(0).lacks(TAKEN);
        assert!(fs::read(file).unwrap() == whole, "it is sealed anew");
    }
    // That of another folder, moved to where this one's should be.
    run(site.path(), &["build", "--verbose", "--drafts", "--out", "other"]).ends(0);
    let all = seals(&site);
    let other = all.iter().find(|seal| *seal != file).unwrap();
    fs::rename(other, file).unwrap();
    assert!(!agrees(&site, &["--verbose"]));
}

#[test]
fn seals_lie_in_the_sites_own_folder_alone_and_stay_few() {
    let site = site();
    let output = Folder::new();
    for number in 0..20 {
        let out = output.at(&format!("site-{number}"));
        run(site.path(), &["build", "--out", out.to_str().unwrap()]).ends(0);
        assert!(seals(&site).len() <= 16);
    }
    let beside = files(output.path()).into_keys().filter(|name| !name.starts_with("site-"));
    assert_eq!(beside.collect::<Vec<_>>(), Vec::<String>::new());
    assert!(output.files().keys().all(|name| !name.contains(".seal")));
    assert_eq!(site.read(&format!("{CACHE}/.gitignore")), "*\n");
    assert!(!site.at("public").exists());
}

#[cfg(unix)]
#[test]
fn nothing_is_sealed_through_a_link_or_into_the_output() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = site();
    let outside = Folder::new();
    site.put(CACHE, &Entry::Link(outside.path().to_str().unwrap().to_owned()));
    run(site.path(), &["build"]).ends(0);
    assert_eq!(outside.files().len(), 0);
    fs::remove_file(site.at(CACHE)).unwrap();
    run(site.path(), &["build", "--out", CACHE]).ends(0);
    assert!(seals(&site).is_empty(), "readers of the site would have it");
    fs::remove_dir_all(site.at(CACHE)).unwrap();
    run(site.path(), &["build"]).ends(0);
    let [file] = &*seals(&site) else { panic!("one output, one seal") };
    assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    // A link at the seal's own place.
    let mine = outside.at("mine.txt");
    fs::write(&mine, "mine\n").unwrap();
    fs::remove_file(file).unwrap();
    std::os::unix::fs::symlink(&mine, file).unwrap();
    run(site.path(), &["build"]).ends(0);
    assert_eq!(fs::read_to_string(&mine).unwrap(), "mine\n");
}

#[test]
fn another_program_makes_its_own_build() {
    let site = site();
    run(site.path(), &["build", "--verbose"]).ends(0);
    let elsewhere = Folder::new();
    let program = elsewhere.at("retrospect");
    fs::copy(env!("CARGO_BIN_EXE_retrospect"), &program).unwrap();
    let build = || {
        let mut build = std::process::Command::new(&program);
        let build = build.current_dir(site.path()).args(["build", "--verbose"]);
        String::from_utf8(build.output().unwrap().stderr).unwrap()
    };
    assert!(!build().contains(TAKEN));
    assert!(build().contains(TAKEN));
    let touched = fs::File::options().append(true).open(&program).unwrap();
    touched.set_modified(SystemTime::now() - Duration::from_hours(1)).unwrap();
    drop(touched);
    assert!(!build().contains(TAKEN));
}

#[derive(Clone, Debug)]
enum Step {
    Document { number: usize, text: usize },
    Asset(&'static str),
    Settings(usize),
    Theme(usize),
    Output { file: usize, damage: usize },
    List { line: usize },
    Seal { at: usize },
    Killed { after: u64 },
    Nothing,
}

const TEXTS: [Option<&str>; 5] = [
    Some(ORDERS),
    Some("---\ntitle: Plan\n---\n![The plan](plan.png) <!-- internal -->Bo<!-- /internal -->.\n"),
    Some("---\nstatus: draft\nseverity: sev9\n---\n[spare](spare.txt)\n"),
    Some("---\nduration: [\n---\n"),
    None,
];

const SETTINGS: [&str; 3] = ["", "base_url = \"https://a.example/\"\n", "language = \"de\"\n"];

const OPTIONS: [&[&str]; 6] = [
    &["--verbose"],
    &["--verbose", "--drafts"],
    &["--verbose", "--edition", "public"],
    &["--quiet"],
    &[],
    &["--verbose", "--in-place"],
];

fn steps() -> impl Strategy<Value = Vec<(Step, usize)>> {
    let step = prop_oneof![
        4 => (0..3_usize, 0..TEXTS.len()).prop_map(|(number, text)| Step::Document { number, text }),
        2 => prop_oneof![Just("a picture"), Just("b picture")].prop_map(Step::Asset),
        1 => (0..SETTINGS.len()).prop_map(Step::Settings),
        1 => (0..2_usize).prop_map(Step::Theme),
        3 => (any::<usize>(), 0..3_usize).prop_map(|(file, damage)| Step::Output { file, damage }),
        1 => any::<usize>().prop_map(|line| Step::List { line }),
        1 => any::<usize>().prop_map(|at| Step::Seal { at }),
        1 => (0..60_u64).prop_map(|after| Step::Killed { after }),
        3 => Just(Step::Nothing),
    ];
    // Most steps keep the options, or hardly a build would find its own seal.
    let option = prop_oneof![3 => Just(0), 1 => 0..OPTIONS.len()];
    proptest::collection::vec((step, option), 4..10)
}

/// Does a step.
fn take(site: &Folder, step: &Step) {
    let outputs = || files(&site.at("public")).into_keys().collect::<Vec<String>>();
    match step {
        Step::Document { number, text } => {
            let name = format!("content/2024-05-1{number}-made.md");
            match TEXTS[*text] {
                Some(text) => site.write(&name, text),
                None => drop(fs::remove_file(site.at(&name))),
            }
        }
        Step::Asset(bytes) => site.write("content/plan.png", bytes),
        Step::Settings(settings) => {
            site.write("site.toml", &format!("{}{SITE}", SETTINGS[*settings]));
        }
        Step::Theme(foot) => {
            let foot = FOOT.replace("One", ["One", "Two"][*foot]);
            site.write("themes/own/templates/base.html", &foot);
        }
        Step::Output { file, damage } => {
            let names = outputs();
            let name = format!("public/{}", names[file % names.len()]);
            if name.ends_with("-manifest") {
                return;
            }
            fs::remove_file(site.at(&name)).unwrap();
            match damage {
                0 => site.write(&name, "damaged"),
                1 => site.put(&name, &Entry::Link(site.at("site.toml").to_str().unwrap().into())),
                _ => {}
            }
        }
        Step::List { line } => {
            let list = site.read("public/.retrospect-manifest");
            let lines: Vec<&str> = list.lines().collect();
            let gone = lines[line % lines.len()];
            let list = lines.into_iter().filter(|line| *line != gone);
            let list: String = list.flat_map(|line| [line, "\n"]).collect();
            site.write("public/.retrospect-manifest", &list);
            fs::remove_file(site.at("public").join(gone)).unwrap();
        }
        Step::Seal { at } => {
            for seal in seals(site) {
                let mut bytes = fs::read(&seal).unwrap();
                let at = at % bytes.len();
                bytes[at] ^= 4;
                fs::write(seal, bytes).unwrap();
            }
        }
        Step::Killed { after } => {
            let mut build = command(site.path(), &["build"]);
            let mut build = build.stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(*after));
            // It may have ended before.
            let _ = build.kill();
            build.wait().unwrap();
        }
        Step::Nothing => {}
    }
}

/// Whatever happens between two builds, the second gives what one from nothing gives; and where
/// nothing happens, it renders nothing.
#[test]
fn no_build_shows_that_it_was_spared() {
    let asked = std::env::var("RETROSPECT_LAW_RUNS").ok().and_then(|runs| runs.parse().ok());
    let config = ProptestConfig {
        cases: asked.unwrap_or(5),
        failure_persistence: None,
        max_shrink_iters: 40,
        ..ProptestConfig::default()
    };
    let law = |steps: Vec<(Step, usize)>| {
        let site = site();
        run(site.path(), &["build", "--verbose"]).ends(0);
        let mut last = Some(0);
        for (step, option) in steps {
            take(&site, &step);
            let is_taken = agrees(&site, OPTIONS[option]);
            if matches!(step, Step::Nothing) && last == Some(option) && option <= 2 {
                assert!(is_taken, "nothing has changed");
            }
            let has_built = run(site.path(), &["check", "--quiet"]).status == 0;
            last = has_built.then_some(option);
        }
        Ok(())
    };
    TestRunner::new(config).run(&steps(), law).unwrap();
}
