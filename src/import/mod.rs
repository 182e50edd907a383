//! Incidents that other systems keep → documents.
//!
//! Each system's file is read to `Incident`s; one writer makes documents of them. Nothing of
//! what people wrote is left out: what has no place in a document is told as a note.

mod cstate;
mod document;
mod github;
mod html;
mod json;
mod quoting;
mod statuspage;
mod time;

#[cfg(test)]
mod tests;

pub use cstate::cstate;
pub use github::github_issues;
pub use statuspage::statuspage;

use chrono::{DateTime, Utc};

/// What a file of another system became.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// One for each incident, oldest first.
    pub documents: Vec<Imported>,
    /// What was not carried over, in words.
    pub notes: Vec<String>,
}

/// A document made of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The name of its file: `2024-01-12-orders-12.md`.
    pub name: String,
    /// Front matter and body.
    pub text: String,
}

/// Why a file is none of the system's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Line and column from 1, where it is known.
    pub place: Option<(usize, usize)>,
    /// What is wrong.
    pub reason: String,
}

/// The archive's words: of a list that declares some, others would be findings.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Names of severities; empty where any will do.
    pub severities: Vec<String>,
    /// Names of services; empty where any will do.
    pub services: Vec<String>,
}

/// An incident as every one of the systems knows it.
#[derive(Debug, Default)]
struct Incident {
    title: String,
    /// What tells it from others of its system.
    key: String,
    started: Option<DateTime<Utc>>,
    resolved: Option<DateTime<Utc>>,
    /// Whether it is over, though nothing says since when.
    is_over: bool,
    severity: Option<String>,
    services: Vec<String>,
    tags: Vec<String>,
    /// Where it stands in its system: a name and an address.
    link: Option<(&'static str, String)>,
    aliases: Vec<String>,
    /// Keys of front matter of its own, `x-` included.
    extra: Vec<(&'static str, String)>,
    /// Markdown that stands before the timeline.
    summary: String,
    updates: Vec<Update>,
    /// Markdown that stands after the timeline.
    postmortem: String,
}

/// Something that was told at a time.
#[derive(Debug)]
struct Update {
    at: Option<DateTime<Utc>>,
    /// `Investigating`, `Resolved`.
    status: Option<String>,
    /// Markdown.
    text: String,
}
