//! Severity, state of the review and roles, from the tables and label lists that documents open
//! with: `| Severity | SEV-2 |`, `**Severity:** P1`, `Incident commander: Jane`.
//!
//! Services are not among them: a name in the prose says neither that it is one nor that it failed.

use super::Evidence;
use super::passage::{Passage, Section};
use crate::model::{Known, ReviewStatus, Roles, SectionKind, Severity, Tag, fold};

/// Labels before a severity.
const SEVERITIES: &[&str] = &[
    "severity",
    "sev",
    "incident-severity",
    "severity-level",
    "incident-level",
    "priority",
    "incident-priority",
];

/// Severities by a word, where an archive declares none: those of the templates of PagerDuty,
/// Atlassian and GitLab.
const WORDS: &[&str] =
    &["critical", "blocker", "high", "major", "medium", "moderate", "minor", "low"];

/// Letters before the number of a severity.
const PREFIXES: &[&str] = &["sev", "severity", "p", "s", "priority", "level"];

/// Labels before the state of a review.
const STATES: &[&str] = &["status", "review-status", "postmortem-status", "document-status"];

/// Labels before those who held a role, by the role's key.
const ROLES: &[(&str, &[&str])] = &[
    (
        "incident_commander",
        &[
            "incident-commander",
            "incident-commanders",
            "ic",
            "commander",
            "incident-lead",
            "incident-manager",
        ],
    ),
    ("deputy", &["deputy", "deputy-incident-commander", "deputy-ic"]),
    ("scribe", &["scribe", "scribes", "note-taker"]),
    ("subject_matter_experts", &["subject-matter-expert", "subject-matter-experts", "sme", "smes"]),
    ("customer_liaison", &["customer-liaison"]),
    ("internal_liaison", &["internal-liaison"]),
];

/// The severity: as stated, else as a label says.
pub(super) fn severity(evidence: Evidence<'_>, passages: &[Passage]) -> Option<Known<Severity>> {
    evidence.matter.severity.clone().or_else(|| {
        agreed(passages, SEVERITIES, |text| {
            let words: Vec<&str> = text.split_whitespace().collect();
            // `SEV-2 (major)`, `Sev 1 - all users`: the longest that is one.
            (1..=words.len().min(2))
                .rev()
                .find_map(|count| read(&words[..count].join(" "), evidence))
        })
    })
}

fn read(text: &str, evidence: Evidence<'_>) -> Option<Severity> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let declared = &evidence.config.severities;
    if declared.is_empty() {
        return is_severity(text)
            .then(|| Tag::of(text))
            .flatten()
            .map(|tag| evidence.config.severity(&tag));
    }
    let tight = fold(text).replace('-', "");
    let same = declared.iter().find(|severity| severity.name.slug().replace('-', "") == tight)?;
    Some(evidence.config.severity(&same.name))
}

fn is_severity(text: &str) -> bool {
    let tight = fold(text).replace('-', "");
    let numbered = PREFIXES.iter().filter_map(|prefix| tight.strip_prefix(prefix));
    WORDS.contains(&tight.as_str())
        || numbered
            .into_iter()
            .any(|number| number.len() == 1 && number.as_bytes()[0].is_ascii_digit())
}

/// How far the review is: as stated, else as a label says. `draft` is never derived: it would hide
/// a document that its writer put among those to be shown.
pub(super) fn status(evidence: Evidence<'_>, passages: &[Passage]) -> Option<Known<ReviewStatus>> {
    evidence.matter.status.clone().or_else(|| {
        agreed(passages, STATES, |text| {
            let status = ReviewStatus::from_word(&fold(text))?;
            (status != ReviewStatus::Draft).then_some(status)
        })
    })
}

/// Who did what: as stated, else as labels say.
pub(super) fn roles(evidence: Evidence<'_>, passages: &[Passage]) -> Option<Known<Roles>> {
    if evidence.matter.roles.is_some() {
        return evidence.matter.roles.clone();
    }
    let held: Vec<(String, Known<Vec<String>>)> = ROLES
        .iter()
        .filter_map(|(role, labels)| Some(((*role).to_owned(), agreed(passages, labels, names)?)))
        .collect();
    let line = held.iter().map(|(_, names)| names.line).min()?;
    let held = held.into_iter().map(|(role, names)| (role, names.value)).collect();
    Some(Known::derived(Roles { held }, line))
}

/// What all labels of a kind say; labels that say different things settle nothing.
fn agreed<T: PartialEq>(
    passages: &[Passage],
    labels: &[&str],
    read: impl Fn(&str) -> Option<T>,
) -> Option<Known<T>> {
    // The state and owner of a task are its own.
    let is_about_the_whole = |passage: &&Passage| {
        passage.is_labelled(labels) && passage.section != Section::Of(SectionKind::ActionItems)
    };
    let mut values = passages
        .iter()
        .filter(is_about_the_whole)
        .filter_map(|passage| Some(Known::derived(read(&passage.text)?, passage.line())));
    let first = values.next()?;
    values.all(|other| other.value == first.value).then_some(first)
}

/// `Jane Doe, @kim`; none where one of them is no name.
fn names(text: &str) -> Option<Vec<String>> {
    let text = text.trim_end_matches('.').replace(" and ", ",").replace(['&', '/', ';'], ",");
    let names: Vec<String> = text
        .split(',')
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    (!names.is_empty() && names.iter().all(|name| is_name(name))).then_some(names)
}

/// `@kim`, or up to three words with capitals, none of them an abbreviation.
fn is_name(text: &str) -> bool {
    if let Some(handle) = text.strip_prefix('@') {
        return !handle.is_empty() && !handle.contains(' ');
    }
    let is_part = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '’' | '\''))
    };
    let words: Vec<&str> = text.split(' ').collect();
    let is_open = matches!(fold(text).as_str(), "none" | "unknown" | "not-applicable" | "nobody");
    words.len() <= 3
        && !is_open
        && words.iter().all(|word| is_part(word))
        && text.contains(char::is_lowercase)
}
