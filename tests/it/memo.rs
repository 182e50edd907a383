//! The law of rebuilding: after any edits, compiling with what is remembered gives what
//! compiling from nothing gives.

use crate::page::rendered_all;
use proptest::prelude::*;
use retrospect::diag::Code;
use retrospect::pipeline::{Inputs, Memo, Options, Outcome, compile};
use retrospect::source::{File, SourcePath};

const DOCUMENTS: [&str; 4] = [
    "content/2024-05-06-orders.md",
    "content/2024-06-07-menus.md",
    "content/x/index.md",
    "content/é.md",
];

/// Texts that refer to each other, so that one edit changes other pages and their findings.
const TEXTS: [&str; 13] = [
    "---\ntitle: Orders\nduration: 45m\nseverity: sev9\n---\n- 14:00: one\n- 14:05: two\n- 14:10: three\n\nSee [menus](2024-06-07-menus.md#cause).\n",
    "---\ntitle: Menus\nslug: orders\nservices: [menus]\n---\n## Cause\n\nSee [[x]] and [[orders]].\n",
    "---\ntitle: Draft\nstatus: draft\nrelated: [menus]\n---\n- 14:00 UTC: one\n- 14:05 UTC: two\n- 14:10 UTC: three\n",
    "---\ntitle: Menus\nroot_cause: capacity\naliases: [old/menus]\n---\n[log](x/log.txt) [orders](/2024-05-06-orders.md)\n",
    "---\nbroken: [\n---\n# Broken\n",
    "\u{FEFF}# Marked\r\n\r\n/---\\\r\n| a |\r\n\\---/\r\n",
    "# Orders\0 \n",
    "",
    // What the following differ in is seen by others, or found by the archive.
    "---\ntitle: Menus\nlinks:\n  chat: x/log.txt\n---\n>> Lessens:\n\nRain.\n",
    "---\ntitle: Menus\nlinks:\n  chat: x/lag.txt\n---\n>> Lessens:\n\nRain.\n",
    "---\ntitle: Menus\nlinks:\n  chat: x/log.txt\n---\n>> Les-sens:\n\nRain.\n",
    "---\ntitle: Menus\nlinks:\n  chat: x/log.txt\n---\n>> Les sens:\n\nRain.\n",
    "---\ntitle: Menus\naction_items:\n  - text: Buy a roof\n    link: x/log.txt\n---\nRain.\n",
];

/// Words that change a page alone, its findings, its links, its places or the ledger.
const REWORDINGS: [&str; 6] = [
    "It rained.\n\n",
    "Somebody wrote TODO here.\n\n",
    "As in [[x]], or [here](#cause).\n\n",
    "## Cause\n\nRain.\n\n",
    "- 14:20 UTC: all is well\n- 14:30 UTC: still\n\n",
    "## Action items\n\n- [ ] Buy a roof (@ana, due 2026-01-31)\n\n",
];

const SITE_FILES: [Option<&str>; 5] = [
    Some("title = \"A\"\n"),
    Some("title = \"B\"\ntimezone = \"Europe/Berlin\"\n\n[[severities]]\nname = \"sev1\"\n"),
    Some("title = \n"),
    Some("title = \"C\"\n\n[editions.public]\nhide_sections = [\"Les sans\"]\n"),
    None,
];

#[derive(Clone, Debug)]
enum Edit {
    Write {
        document: usize,
        text: usize,
    },
    /// Words come in before all others, so that every place behind them moves.
    Reword {
        document: usize,
        words: usize,
    },
    Remove {
        document: usize,
    },
    Asset {
        there: bool,
    },
    SiteFile {
        text: usize,
    },
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        5 => (0..DOCUMENTS.len(), 0..TEXTS.len())
            .prop_map(|(document, text)| Edit::Write { document, text }),
        5 => (0..DOCUMENTS.len(), 0..REWORDINGS.len())
            .prop_map(|(document, words)| Edit::Reword { document, words }),
        2 => (0..DOCUMENTS.len()).prop_map(|document| Edit::Remove { document }),
        1 => any::<bool>().prop_map(|there| Edit::Asset { there }),
        2 => (0..SITE_FILES.len()).prop_map(|text| Edit::SiteFile { text }),
    ];
    proptest::collection::vec(edit, 1..12)
}

fn file(path: &str, text: &str) -> File {
    File { path: SourcePath::new(path), bytes: text.as_bytes().into() }
}

fn apply(inputs: &mut Inputs, edit: &Edit) {
    match edit {
        Edit::Write { document, text } => {
            let path = DOCUMENTS[*document];
            inputs.documents.retain(|file| file.path.as_str() != path);
            inputs.documents.push(file(path, TEXTS[*text]));
            inputs.documents.sort_by(|a, b| a.path.cmp(&b.path));
        }
        Edit::Reword { document, words } => {
            let wanted = DOCUMENTS[*document];
            let known = inputs.documents.iter_mut().find(|file| file.path.as_str() == wanted);
            if let Some(known) = known {
                let text = String::from_utf8_lossy(&known.bytes);
                let reworded = match text.rfind("---\n") {
                    Some(end) => {
                        let (matter, body) = text.split_at(end + 4);
                        format!("{matter}{}{body}", REWORDINGS[*words])
                    }
                    None => format!("{text}{}", REWORDINGS[*words]),
                };
                *known = file(wanted, &reworded);
            }
        }
        Edit::Remove { document } => {
            inputs.documents.retain(|file| file.path.as_str() != DOCUMENTS[*document]);
        }
        Edit::Asset { there: true } => {
            inputs.assets.insert(SourcePath::new("content/x/log.txt"));
        }
        Edit::Asset { there: false } => inputs.assets.clear(),
        Edit::SiteFile { text } => {
            inputs.site_file = SITE_FILES[*text].map(|text| file("site.toml", text));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_remembered_never_shows(edits in edits()) {
        let options = Options::default();
        let mut memo = Memo::default();
        let mut inputs = Inputs::default();
        for edit in edits {
            apply(&mut inputs, &edit);
            let kept = compile(&inputs, &options, &mut memo);
            let fresh = compile(&inputs, &options, &mut Memo::default());
            prop_assert_eq!(&kept.problems, &fresh.problems);
            prop_assert_eq!(outputs(&kept), outputs(&fresh));
        }
    }
}

fn outputs(outcome: &Outcome) -> std::collections::BTreeMap<String, Vec<u8>> {
    rendered_all(outcome.site.as_ref().expect("the default theme can be used"))
}

#[test]
fn a_document_that_stays_is_not_read_again() {
    let mut inputs = Inputs::default();
    apply(&mut inputs, &Edit::Write { document: 0, text: 0 });
    apply(&mut inputs, &Edit::Write { document: 1, text: 3 });
    let mut memo = Memo::default();
    let before = compile(&inputs, &Options::default(), &mut memo);
    apply(&mut inputs, &Edit::Write { document: 1, text: 2 });
    let after = compile(&inputs, &Options::default(), &mut memo);
    assert!(std::sync::Arc::ptr_eq(&before.parsed[0], &after.parsed[0]), "it was parsed anew");
    assert_ne!(before.parsed[1].postmortem.title, after.parsed[1].postmortem.title);
}

#[test]
fn of_any_two_texts_the_second_leaves_nothing_of_the_first() {
    for site_file in SITE_FILES {
        let inputs = |text: &str| Inputs {
            site_file: site_file.map(|text| file("site.toml", text)),
            documents: vec![file(DOCUMENTS[0], text)],
            assets: [SourcePath::new("content/x/log.txt")].into(),
            ..Inputs::default()
        };
        let compiled = |text: &str, memo: &mut Memo| {
            compile(&inputs(text), &Options::default(), memo).problems
        };
        let fresh = TEXTS.map(|text| compiled(text, &mut Memo::default()));
        let mut memo = Memo::default();
        for first in TEXTS {
            for (second, fresh) in TEXTS.iter().zip(&fresh) {
                compiled(first, &mut memo);
                let kept = compiled(second, &mut memo);
                assert_eq!(kept, *fresh, "{site_file:?}: {first:?}, then {second:?}");
            }
        }
    }
}

#[test]
fn a_word_in_a_document_leaves_the_archive_as_it_is() {
    let mut inputs = Inputs::default();
    // No link of theirs is broken: with findings of the archive's, places count.
    inputs.documents.push(file(DOCUMENTS[0], "# Orders\n\nText.\n"));
    inputs.documents.push(file(DOCUMENTS[1], "---\ntitle: Menus\n---\nText.\n"));
    let mut memo = Memo::default();
    let options = Options::default();
    let mut shelves_after =
        |inputs: &Inputs| compile(inputs, &options, &mut memo).archive.facets.clone();
    let before = shelves_after(&inputs);
    apply(&mut inputs, &Edit::Reword { document: 1, words: 0 });
    let reworded = shelves_after(&inputs);
    assert!(std::sync::Arc::ptr_eq(&before, &reworded), "it was put together anew");
    apply(&mut inputs, &Edit::Reword { document: 1, words: 4 });
    let with_entries = shelves_after(&inputs);
    assert!(!std::sync::Arc::ptr_eq(&before, &with_entries), "its places are others now");
}

#[test]
fn a_document_is_read_again_where_the_site_file_changed() {
    let mut inputs = Inputs::default();
    apply(&mut inputs, &Edit::SiteFile { text: 0 });
    apply(&mut inputs, &Edit::Write { document: 0, text: 0 });
    let mut memo = Memo::default();
    let before = compile(&inputs, &Options::default(), &mut memo);
    apply(&mut inputs, &Edit::SiteFile { text: 1 });
    let after = compile(&inputs, &Options::default(), &mut memo);
    let is_told = |outcome: &Outcome| {
        outcome.problems.iter().any(|problem| problem.code == Code::UnknownSeverity)
    };
    assert!(!is_told(&before), "nothing is declared, so nothing is unknown");
    assert!(is_told(&after), "the severity that was read before is not among the declared ones");
}
