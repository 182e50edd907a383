//! The law: after any sequence of edits, a site is what a fresh build makes of the same files.
//!
//! Once with files on a disk, read again and again with all that is remembered between readings;
//! and a few times over a running server. `RETROSPECT_LAW_RUNS` asks for more runs.

use crate::folder::Folder;
use crate::page::rendered_all;
use crate::program::eventually;
use crate::serve::Preview;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use retrospect::archive::Drafts;
use retrospect::disk::{self, Place, Reader};
use retrospect::pipeline::{Inputs, Memo, Options, Outcome, compile};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const NAMES: [&str; 6] = [
    "2024-05-06-orders.md",
    "2024-06-07-menus.md",
    "x/index.md",
    "x/deep/2025-01-02-orders.md",
    "y/é.markdown",
    "_note.md",
];

/// Texts that refer to each other, some of one length, some broken.
const TEXTS: [&str; 9] = [
    "---\ntitle: Orders\nduration: 45m\nseverity: sev1\n---\nSee [menus](2024-06-07-menus.md#cause).\n",
    "---\ntitle: Orders\nduration: 54m\nseverity: sev2\n---\nSee [menus](2024-06-07-menus.md#cause).\n",
    "---\ntitle: Menus\nslug: orders\nservices: [menus]\n---\n## Cause\n\nSee [[x]] and [[orders]].\n",
    "---\ntitle: Draft\nstatus: draft\nrelated: [menus]\n---\n- 14:00 UTC: one\n- 14:05 UTC: two\n",
    "---\ntitle: Menus\nroot_cause: capacity\naliases: [old/menus]\n---\n[log](log.txt) [[é]]\n",
    "---\nbroken: [\n---\n# Broken\n",
    "\u{FEFF}# Marked\r\n\r\n/---\\\r\n| a |\r\n\\---/\r\n",
    "# Orders\0 \n",
    "",
];

const SITE_FILES: [&str; 4] = [
    "title = \"A\"\n",
    "title = \"B\"\n",
    "title = \"C\"\ntimezone = \"Europe/Berlin\"\ntheme = \"own\"\n\n[[severities]]\nname = \"sev1\"\n",
    "title = \n",
];

const TEMPLATES: [&str; 3] = [
    "{% extends \"default/index.html\" %}{% block main %}Own.{% endblock main %}",
    "{{ site.title }}",
    "{% if %}",
];

#[derive(Clone, Debug)]
enum Edit {
    Write {
        document: usize,
        text: usize,
    },
    /// Written beside and renamed over, as many editors do.
    Replace {
        document: usize,
        text: usize,
    },
    /// A word more in the midst of writing.
    Append {
        document: usize,
    },
    Remove {
        document: usize,
    },
    Rename {
        from: usize,
        to: usize,
    },
    MoveFolder {
        away: bool,
    },
    Asset {
        text: usize,
    },
    SiteFile {
        text: Option<usize>,
    },
    Template {
        text: Option<usize>,
    },
    Style {
        text: usize,
    },
}

fn edit() -> impl Strategy<Value = Edit> {
    let document = 0..NAMES.len();
    prop_oneof![
        5 => (document.clone(), 0..TEXTS.len())
            .prop_map(|(document, text)| Edit::Write { document, text }),
        4 => (document.clone(), 0..TEXTS.len())
            .prop_map(|(document, text)| Edit::Replace { document, text }),
        4 => document.clone().prop_map(|document| Edit::Append { document }),
        2 => document.clone().prop_map(|document| Edit::Remove { document }),
        3 => (document.clone(), document).prop_map(|(from, to)| Edit::Rename { from, to }),
        1 => any::<bool>().prop_map(|away| Edit::MoveFolder { away }),
        1 => (0..TEXTS.len()).prop_map(|text| Edit::Asset { text }),
        1 => proptest::option::of(0..SITE_FILES.len()).prop_map(|text| Edit::SiteFile { text }),
        1 => proptest::option::of(0..TEMPLATES.len()).prop_map(|text| Edit::Template { text }),
        1 => (0..TEXTS.len()).prop_map(|text| Edit::Style { text }),
    ]
}

fn edits(most: usize) -> impl Strategy<Value = Vec<Edit>> {
    proptest::collection::vec(edit(), 1..most)
}

/// A site of two documents.
fn start() -> Folder {
    let site = Folder::of(&[("site.toml", SITE_FILES[0])]);
    site.write("content/2024-05-06-orders.md", TEXTS[0]);
    site.write("content/x/index.md", TEXTS[4]);
    site
}

/// What cannot be done (a rename of what is not there) is no edit.
fn apply(site: &Folder, edit: &Edit) {
    let document = |number: usize| site.at("content").join(NAMES[number]);
    match edit {
        Edit::Write { document: number, text } => put(&document(*number), TEXTS[*text]),
        Edit::Replace { document: number, text } => {
            let beside = site.at("content/.saving~");
            put(&beside, TEXTS[*text]);
            rename(&beside, &document(*number));
        }
        Edit::Append { document: number } => {
            let file = document(*number);
            if let Ok(text) = fs::read_to_string(&file) {
                put(&file, &format!("{text}\nAnd so on.\n"));
            }
        }
        Edit::Remove { document: number } => {
            let _ = fs::remove_file(document(*number));
        }
        Edit::Rename { from, to } => rename(&document(*from), &document(*to)),
        Edit::MoveFolder { away: true } => rename(&site.at("content/x"), &site.at("content/moved")),
        Edit::MoveFolder { away: false } => {
            rename(&site.at("content/moved"), &site.at("content/x"));
        }
        Edit::Asset { text } => put(&site.at("content/x/log.txt"), TEXTS[*text]),
        Edit::SiteFile { text } => {
            put_or_remove(&site.at("site.toml"), text.map(|t| SITE_FILES[t]));
        }
        Edit::Template { text } => {
            let text = text.map(|text| TEMPLATES[text]);
            put_or_remove(&site.at("themes/own/templates/index.html"), text);
        }
        Edit::Style { text } => put(&site.at("themes/own/assets/own.css"), TEXTS[*text]),
    }
}

fn put(file: &Path, text: &str) {
    let _ = fs::create_dir_all(file.parent().unwrap());
    let _ = fs::write(file, text);
}

fn put_or_remove(file: &Path, text: Option<&str>) {
    match text {
        Some(text) => put(file, text),
        None => {
            let _ = fs::remove_file(file);
        }
    }
}

fn rename(from: &Path, to: &Path) {
    let _ = fs::create_dir_all(to.parent().unwrap());
    let _ = fs::rename(from, to);
}

fn place(site: &Folder) -> Place {
    Place { root: site.path().to_path_buf(), site_file: site.at("site.toml") }
}

/// True for an edit of one document.
fn is_text(edit: &Edit) -> bool {
    matches!(edit, Edit::Write { .. } | Edit::Replace { .. } | Edit::Append { .. })
}

/// Where documents may lie, without links.
fn documents(site: &Folder) -> BTreeSet<PathBuf> {
    let content = fs::canonicalize(site.at("content")).unwrap();
    NAMES.iter().map(|name| content.join(name)).collect()
}

fn options() -> Options {
    Options { drafts: Drafts::Show, ..Options::default() }
}

/// What a site made from nothing has at every address.
fn fresh(site: &Folder) -> Outcome {
    compile(&disk::read(&place(site)).unwrap(), &options(), &mut Memo::default())
}

fn outputs(outcome: &Outcome) -> Option<BTreeMap<String, Vec<u8>>> {
    outcome.site.as_ref().map(rendered_all)
}

fn runs(default: u32) -> TestRunner {
    let asked = std::env::var("RETROSPECT_LAW_RUNS").ok().and_then(|runs| runs.parse().ok());
    let config =
        Config { cases: asked.unwrap_or(default), failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
}

#[test]
fn what_is_remembered_never_shows() {
    let held = runs(96).run(&edits(10), |edits| {
        let site = start();
        let mut reader = Reader::new(place(&site));
        let mut memo = Memo::default();
        let mut shown: Option<(Arc<Inputs>, Outcome)> = None;
        for (number, edit) in edits.iter().enumerate() {
            apply(&site, edit);
            let read = disk::read(&place(&site)).unwrap();
            // Every other edit is first seen as events would name it.
            if number % 2 == 1 {
                let glance = reader.glance(&documents(&site));
                if let Some(look) = glance.look {
                    let outcome = compile(&look.inputs, &options(), &mut memo);
                    shown = Some((look.inputs, outcome));
                }
                if glance.is_enough && is_text(edit) {
                    let (inputs, _) = shown.as_ref().expect("the first look is news");
                    prop_assert_eq!(&inputs.documents, &read.documents, "{:?}", edit);
                }
            }
            if let Some(look) = reader.look().unwrap() {
                let outcome = compile(&look.inputs, &options(), &mut memo);
                shown = Some((look.inputs, outcome));
            }
            let (inputs, _) = shown.as_ref().expect("the first look is news");
            prop_assert_eq!(&inputs.documents, &read.documents, "{:?}", edit);
            prop_assert_eq!(&inputs.themes, &read.themes, "{:?}", edit);
            prop_assert_eq!(&inputs.site_file, &read.site_file, "{:?}", edit);
        }
        let (_, kept) = shown.expect("a look was news");
        let fresh = fresh(&site);
        prop_assert_eq!(&kept.problems, &fresh.problems);
        prop_assert_eq!(outputs(&kept), outputs(&fresh));
        Ok(())
    });
    held.unwrap_or_else(|broken| panic!("{broken}"));
}

/// Everything a server has to say for a site.
fn served(preview: &Preview, addresses: &[String]) -> BTreeMap<String, Vec<u8>> {
    let added = format!("{}\n", retrospect::serve::MARKUP);
    addresses
        .iter()
        .map(|address| {
            let reply =
                preview.get(&format!("/{}", retrospect::model::UrlPath::new(address).encoded()));
            (address.clone(), reply.body.replace(&added, "").into_bytes())
        })
        .collect()
}

/// What a fresh build would have, as far as it can be compared: files beside documents lie on the
/// disk, the preview's own mount is in the page for addresses that are not there, and a theme that
/// cannot be used leaves the last good site standing.
fn expected(site: &Folder) -> Option<BTreeMap<String, Vec<u8>>> {
    let preview = Some(retrospect::serve::MARKUP.to_owned());
    let options = Options { preview, ..options() };
    let outcome = compile(&disk::read(&place(site)).unwrap(), &options, &mut Memo::default());
    let added = format!("{}\n", retrospect::serve::MARKUP);
    let mut pages = rendered_all(outcome.site.as_ref()?);
    pages.retain(|address, _| !address.starts_with("files/") && !address.ends_with("log.txt"));
    for bytes in pages.values_mut() {
        *bytes = String::from_utf8_lossy(bytes).replace(&added, "").into_bytes();
    }
    Some(pages)
}

#[test]
fn what_is_served_is_what_a_fresh_build_has() {
    let held = runs(6).run(&edits(12), |edits| {
        let site = start();
        let preview = Preview::of(&site);
        for edit in &edits {
            apply(&site, edit);
        }
        let Some(expected) = expected(&site) else { return Ok(()) };
        let addresses: Vec<String> = expected.keys().cloned().collect();
        eventually("the preview shows the last edit", || {
            (served(&preview, &addresses) == expected).then_some(())
        });
        let gone = preview.get("/incidents/nothing-here/");
        prop_assert_eq!(gone.status, 404);
        Ok(())
    });
    held.unwrap_or_else(|broken| panic!("{broken}"));
}

#[test]
fn a_checkout_of_a_thousand_files_is_seen_whole() {
    let site = Folder::small_site();
    let write = |round: usize| {
        for number in 0..1000 {
            let file: PathBuf = site.at(&format!("content/{}/incident-{number}.md", number % 7));
            put(&file, &format!("# Incident {number}\n\nAs of round {round}.\n"));
        }
    };
    write(0);
    let preview = Preview::of(&site);
    for round in 1..4 {
        write(round);
        let wanted = format!("As of round {round}.");
        for number in [0, 499, 999] {
            let page = format!("/incidents/incident-{number}/");
            eventually("the page is of this round", || {
                preview.get(&page).body.contains(&wanted).then_some(())
            });
        }
    }
}
