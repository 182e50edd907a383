//! What front matter could say and does not.

use super::{Document, Doubts};
use crate::diag::Code;
use crate::model::{FILE_NAME, Impact, Known, MILESTONES, Moment, Origin, Outage, Postmortem};

/// A key that could be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proposal {
    pub(super) key: &'static str,
    pub(super) value: Value,
    pub(super) basis: Basis,
}

/// A value in no language yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A single one.
    Single(String),
    /// Names with values.
    Table(Vec<(String, Vec<String>)>),
}

/// What a value rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    /// An unambiguous passage.
    Derived(From),
    /// A rule of thumb: to be looked at by a person first.
    Guessed(From),
    /// A passage that another one contradicts, as this finding says.
    Doubted(From, Code),
    /// Nothing; the text says what to write.
    Missing(&'static str),
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// A line of the document, from 1.
    Line(u32),
    /// The name of its file.
    FileName,
}

impl Proposal {
    /// True where the key is added in force and not commented out.
    pub(super) fn is_sure(&self) -> bool {
        matches!(self.basis, Basis::Derived(_))
    }
}

/// What is asked of the writer where neither key nor prose says it.
const MISSING: &[(&str, &str)] = &[
    ("duration", "how long it hit people, such as 2h30m; nothing in the text says it"),
    ("impact", "the share of users it hit, such as 60%; nothing in the text says it"),
    ("root_cause", "a short tag, such as expired-certificate; nothing in the text says it"),
];

/// The keys to add to a document, in the order in which they are to stand; those in doubt, and
/// guesses, are to be commented out.
pub(super) fn proposals(document: &Document, doubts: &Doubts) -> Vec<Proposal> {
    let known = known(&document.parsed.postmortem);
    let mut proposals: Vec<Proposal> = Vec::new();
    for key in ORDER.iter().filter(|key| !document.holds(key)) {
        let found = known.iter().find(|proposal| proposal.key == *key).cloned();
        let missing = || {
            let (key, hint) = MISSING.iter().find(|(missing, _)| missing == key)?;
            let value = Value::Single(String::new());
            Some(Proposal { key, value, basis: Basis::Missing(hint) })
        };
        proposals.extend(found.or_else(missing).map(|proposal| doubted(proposal, doubts)));
    }
    proposals
}

fn doubted(proposal: Proposal, doubts: &Doubts) -> Proposal {
    match (proposal.basis, doubts.get(proposal.key)) {
        (Basis::Derived(from), Some(code)) => {
            Proposal { basis: Basis::Doubted(from, *code), ..proposal }
        }
        _ => proposal,
    }
}

/// The keys that adopting knows of: the heart first, then the course.
const ORDER: &[&str] = &[
    "title",
    "date",
    "duration",
    "impact",
    "root_cause",
    "started",
    "detected",
    "acknowledged",
    "declared",
    "escalated",
    "identified",
    "mitigated",
    "resolved",
    "severity",
    "status",
    "roles",
];

/// What the document's body says, as far as it can be written into a key.
fn known(postmortem: &Postmortem) -> Vec<Proposal> {
    let title = proposal("title", &postmortem.title, |title| single(title.clone()));
    let severity = postmortem.severity.as_ref();
    let milestones = MILESTONES.iter().filter_map(|milestone| {
        let known = postmortem.milestones.get(milestone)?;
        proposal(milestone.word(), known, |moment| moment_text(moment).and_then(single))
    });
    let heart = [
        title,
        known_in(postmortem.day.as_ref(), "date", |day| single(day.to_string())),
        known_in(postmortem.duration.as_ref(), "duration", |outage| single(duration_text(*outage))),
        known_in(postmortem.impact.as_ref(), "impact", impact_value),
        known_in(postmortem.root_cause.as_ref(), "root_cause", |tag| single(tag.to_string())),
        known_in(severity, "severity", |severity| single(severity.name.to_string())),
    ];
    let review = [
        known_in(postmortem.status.as_ref(), "status", |status| single(status.word().to_owned())),
        known_in(postmortem.roles.as_ref(), "roles", |roles| {
            Some(Value::Table(roles.held.clone()))
        }),
    ];
    heart.into_iter().flatten().chain(milestones).chain(review.into_iter().flatten()).collect()
}

fn known_in<T>(
    known: Option<&Known<T>>,
    key: &'static str,
    value: impl Fn(&T) -> Option<Value>,
) -> Option<Proposal> {
    proposal(key, known?, value)
}

fn proposal<T>(
    key: &'static str,
    known: &Known<T>,
    value: impl Fn(&T) -> Option<Value>,
) -> Option<Proposal> {
    let from = if known.line == FILE_NAME { From::FileName } else { From::Line(known.line) };
    let basis = match known.origin {
        Origin::Stated => return None,
        Origin::Derived => Basis::Derived(from),
        Origin::Guessed => Basis::Guessed(from),
    };
    Some(Proposal { key, value: value(&known.value)?, basis })
}

fn single(text: String) -> Option<Value> {
    (!text.trim().is_empty()).then_some(Value::Single(text))
}

/// `2024-01-12T14:00Z`, `2024-01-12T14:00+01:00`, `2024-01-12` as a key is stated; nothing for what
/// no key can say (an hour, a month).
fn moment_text(moment: &Moment) -> Option<String> {
    moment.local.day()?;
    let about = if moment.approximate { "~" } else { "" };
    let local = moment.local.iso();
    let Some(at) = moment.local.date_time() else {
        return (local.len() == "2024-01-12".len()).then(|| format!("{about}{local}"));
    };
    let zone = match moment.offset {
        Some(offset) if offset.local_minus_utc() == 0 => "Z".to_owned(),
        Some(offset) => offset.to_string(),
        None => String::new(),
    };
    debug_assert_eq!(moment.local.day(), Some(at.date()));
    Some(format!("{about}{local}{zone}"))
}

/// `2h30m`.
fn duration_text(outage: Outage) -> String {
    outage.human().replace(' ', "")
}

/// `60%`, or a table where it is said whom the share is of.
fn impact_value(impact: &Impact) -> Option<Value> {
    let share = impact.human()?.replace(' ', "").replace('–', "-");
    let share = share.strip_suffix('%').map_or(share.clone(), |number| format!("{number}%"));
    match &impact.of {
        Some(of) => Some(Value::Table(vec![
            ("percent".to_owned(), vec![share]),
            ("of".to_owned(), vec![of.clone()]),
        ])),
        None => single(share),
    }
}
