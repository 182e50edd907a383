//! The root cause's tag, from what a document says is its root cause.
//!
//! A cause is never invented: without a passage that names itself root cause, or without a word in
//! it that the archive knows, it stays unknown.

use super::passage::Passage;
use super::{Evidence, find_word};
use crate::model::{Known, SectionKind, Tag, fold};
use crate::parse::front_matter::Statement;

/// Labels of the passage that names the cause.
const LABELS: &[&str] = &["root-cause", "root-causes", "the-root-cause", "cause", "ursache"];

/// Words for causes that archives without a vocabulary of their own speak of: guesses.
const BUILT_IN: &[(&str, &[&str])] = &[
    (
        "expired-certificate",
        &[
            "expired certificate",
            "expired certificates",
            "certificate expired",
            "certificate had expired",
            "certificate expiry",
            "expired tls certificate",
            "expired ssl certificate",
        ],
    ),
    (
        "capacity",
        &[
            "overload",
            "overloaded",
            "surge in traffic",
            "traffic surge",
            "traffic spike",
            "out of memory",
            "disk space",
            "disk was full",
            "connection pool",
        ],
    ),
    (
        "configuration",
        &["misconfiguration", "misconfigured", "configuration error", "wrong configuration"],
    ),
    (
        "code-defect",
        &["bug in", "software bug", "race condition", "regression", "memory leak", "null pointer"],
    ),
    ("dns", &["dns"]),
    (
        "hardware",
        &["hardware failure", "disk failure", "faulty hardware", "power outage", "power loss"],
    ),
    ("network", &["network partition", "packet loss", "fiber cut", "fibre cut"]),
    (
        "third-party",
        &["provider outage", "vendor outage", "third party outage", "upstream provider"],
    ),
    (
        "leaked-credential",
        &["leaked credential", "leaked token", "leaked credentials", "exposed token"],
    ),
];

/// The root cause: as stated, else the archive's tag whose words the passage about it uses.
pub(super) fn root_cause(evidence: Evidence<'_>, passages: &[Passage]) -> Option<Known<Tag>> {
    match &evidence.matter.root_cause {
        Statement::Says(known, _) => return Some(known.clone()),
        Statement::Unknown => return None,
        Statement::Silent => {}
    }
    let labelled = passages.iter().filter(|passage| passage.is_labelled(LABELS));
    let first = passages.iter().find(|passage| passage.is_in(SectionKind::RootCause));
    labelled.chain(first).find_map(|passage| read(evidence, passage))
}

fn read(evidence: Evidence<'_>, passage: &Passage) -> Option<Known<Tag>> {
    // Folded, so that case, hyphens and punctuation make no difference.
    let text = fold(&passage.text).replace('-', " ");
    let declared = &evidence.config.root_causes;
    if declared.is_empty() {
        let words = |(_, words): &&(&str, &[&str])| first_place(&text, words.iter().copied());
        let (tag, _) = BUILT_IN.iter().filter(|cause| words(cause).is_some()).min_by_key(words)?;
        return Some(Known::guessed(Tag::of(tag)?, passage.line()));
    }
    let mut named: Vec<(usize, &Tag)> = declared
        .iter()
        .filter_map(|cause| {
            let words: Vec<String> =
                cause.words().map(|word| word.slug().replace('-', " ")).collect();
            Some((first_place(&text, words.iter().map(String::as_str))?, &cause.tag))
        })
        .collect();
    named.sort_by_key(|(place, _)| *place);
    match named[..] {
        [] => None,
        [(_, tag)] => Some(Known::derived(tag.clone(), passage.line())),
        // What is named first is likely the cause, and what follows its consequence.
        [(_, tag), ..] => Some(Known::guessed(tag.clone(), passage.line())),
    }
}

fn first_place<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<usize> {
    words.filter_map(|word| find_word(text, word)).min()
}
