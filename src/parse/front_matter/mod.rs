//! Front matter → what it states, checked. `gray_matter`'s door.
//!
//! 1. [`cut`] finds the fences, so that nothing of a document is lost where one is missing.
//! 2. `tree` gives values with places: `gray_matter`'s engines say what the values are, the
//!    outlines of `yaml`, `json` and `config::toml` say where they stand.
//! 3. [`read`] sorts the keys, reads every value as its key's kind, and says at its place what is
//!    wrong with it and what to write.
//!
//! Never fails: a value that cannot be used is as good as absent, and a finding.

mod fence;
mod json;
mod nested;
mod record;
mod schema;
mod tree;
mod value;
mod vocabulary;
mod yaml;

#[cfg(test)]
mod tests;

pub use fence::{commented_key, cut};
pub(crate) use nested::is_harmless;
pub use record::{KEYS, can_hide, hidden, key_name, read, stated_keys};
pub use schema::schema;
pub use tree::entries;

use crate::model::{
    ActionItem, DetectedBy, Impact, ImpactKind, Known, Milestones, Outage, ReviewStatus, Roles,
    Severity, Slug, Tag, Visibility,
};
use crate::source::Span;
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// A document in two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The front matter; `None` where there is none, or where nothing closes it.
    pub matter: Option<Matter>,
    /// First byte of the body.
    pub body_start: usize,
}

/// A document's front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matter {
    /// What it is written in.
    pub language: Language,
    /// What stands between the fences.
    pub inner: Span,
}

/// What front matter is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Between `---`.
    Yaml,
    /// Between `+++`.
    Toml,
    /// Between `;;;`.
    Json,
}

impl Language {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Language::Yaml => "YAML",
            Language::Toml => "TOML",
            Language::Json => "JSON",
        }
    }
}

/// What front matter says about something that may be unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Statement<T> {
    /// Nothing; the body may say it.
    #[default]
    Silent,
    /// That nobody knows (`unknown`); the body is not asked.
    Unknown,
    /// A value, and where it stands.
    Says(Known<T>, Span),
}

impl<T> Statement<T> {
    /// The value, where there is one.
    pub fn known(&self) -> Option<&Known<T>> {
        match self {
            Statement::Says(known, _) => Some(known),
            Statement::Silent | Statement::Unknown => None,
        }
    }
}

/// What a document's front matter states: one field for each key, empty where it says nothing or
/// nothing that can be used.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// `duration`
    pub duration: Statement<Outage>,
    /// `impact`
    pub impact: Statement<Impact>,
    /// `root_cause`, as the archive declares it.
    pub root_cause: Statement<Tag>,
    /// `id`
    pub id: Option<String>,
    /// `slug`, with its place.
    pub slug: Option<(Slug, Span)>,
    /// `title`
    pub title: Option<Known<String>>,
    /// `date`: often that of publication.
    pub date: Option<Known<NaiveDate>>,
    /// `published`
    pub published: Option<NaiveDate>,
    /// `started`, `detected`, … `resolved`
    pub milestones: Milestones,
    /// `timezone`
    pub timezone: Option<Tz>,
    /// `severity`, as the archive declares it.
    pub severity: Option<Known<Severity>>,
    /// `status`
    pub status: Option<Known<ReviewStatus>>,
    /// `visibility`; a value that cannot be read counts as internal.
    pub visibility: Option<Visibility>,
    /// `services`, as the archive declares them.
    pub services: Vec<Tag>,
    /// `teams`, as the archive declares them.
    pub teams: Vec<Tag>,
    /// `regions`
    pub regions: Vec<Tag>,
    /// `tags`
    pub tags: Vec<Tag>,
    /// `trigger`
    pub trigger: Option<String>,
    /// `contributing_factors`
    pub contributing_factors: Vec<String>,
    /// `detected_by`
    pub detected_by: Option<DetectedBy>,
    /// `impact_kind`
    pub impact_kind: Option<ImpactKind>,
    /// `roles`
    pub roles: Option<Known<Roles>>,
    /// `authors`
    pub authors: Vec<String>,
    /// `reviewers`
    pub reviewers: Vec<String>,
    /// `related`: slugs or ids, with their places.
    pub related: Vec<(String, Span)>,
    /// `supersedes`: a slug or id, with its place.
    pub supersedes: Option<(String, Span)>,
    /// `duplicate_of`: a slug or id, with its place.
    pub duplicate_of: Option<(String, Span)>,
    /// `glossary`: term → what it means, in their order.
    pub glossary: Vec<(String, String)>,
    /// `links`: name → address, none of which runs a script.
    pub links: BTreeMap<String, String>,
    /// `aliases`: old addresses with their places, without a leading `/`, none of which leaves
    /// the site.
    pub aliases: Vec<(String, Span)>,
    /// `action_items`
    pub action_items: Vec<ActionItem>,
    /// `diagrams`: whether drawings in the open are looked for.
    pub diagrams: Option<bool>,
    /// `silence`: codes of findings, with their places.
    pub silence: Vec<(String, Span)>,
    /// `x-…`
    pub extra: BTreeMap<String, serde_json::Value>,
}
