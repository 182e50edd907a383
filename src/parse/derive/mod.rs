//! What a document's body says of its record, where the front matter is silent.
//!
//! 1. `passage` takes the prose apart into labelled pieces, each with the section it stands in.
//! 2. One room for each value reads them: `day`, `course` (the milestones), `duration`,
//!    `impact`, `cause`, `summary`. The first rule that answers wins, and its line is kept.
//! 3. `check` compares what is known in the end.
//!
//! Front matter always wins. A passage in two readings gives nothing: unknown is better than wrong.

mod agreement;
mod cause;
mod check;
mod course;
mod day;
mod duration;
mod impact;
mod label;
mod labelled;
mod occasion;
mod passage;
mod sentence;
mod share;
mod summary;

#[cfg(test)]
mod tests;

use super::action_items::action_items;
use super::front_matter::FrontMatter;
use super::markdown::{BlockId, Document};
use super::sections::Outline;
use super::sections::title::{is_template, without_lead};
use super::timeline::{Clues, Reading};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Place};
use crate::model::{
    ActionItem, Impact, Known, Milestones, Outage, ReviewStatus, Roles, Severity, Tag,
};
use chrono::{Datelike, NaiveDate};
use passage::Passage;

/// All that a document's record is derived from.
#[derive(Clone, Copy)]
pub struct Evidence<'e> {
    /// The body.
    pub document: &'e Document<'e>,
    /// Its sections.
    pub outline: &'e Outline,
    /// Its timeline.
    pub reading: &'e Reading,
    /// What the front matter states.
    pub matter: &'e FrontMatter,
    /// The archive's settings and words.
    pub config: &'e Config,
    /// What is known about the document's times from elsewhere.
    pub clues: &'e Clues,
}

impl Evidence<'_> {
    /// A line of the document, the blanks around its words left out.
    fn place(&self, line: u32) -> Place {
        let source = self.document.source();
        Place::new(source.path(), source.line_words(line))
    }
}

/// The values that may be derived; those that the front matter states are taken over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Derived {
    /// The day of the incident.
    pub day: Option<Known<NaiveDate>>,
    /// The instants at which something turned.
    pub milestones: Milestones,
    /// How long it lasted.
    pub duration: Option<Known<Outage>>,
    /// Who or what it hit.
    pub impact: Option<Known<Impact>>,
    /// Its root cause.
    pub root_cause: Option<Known<Tag>>,
    /// How bad it was.
    pub severity: Option<Known<Severity>>,
    /// How far its review is.
    pub status: Option<Known<ReviewStatus>>,
    /// Who did what.
    pub roles: Option<Known<Roles>>,
    /// The first sentences of its summary.
    pub summary: Option<String>,
    /// What is to be done: as stated, else as the body lists it.
    pub action_items: Vec<ActionItem>,
}

/// The title: the heading that the document opens with, unless a template's words were left there;
/// else what stands behind a label `Title:`.
pub fn title(document: &Document<'_>, outline: &Outline) -> Option<Known<String>> {
    let heading = outline.title.as_ref().filter(|(_, words)| !is_template(words));
    let from_heading = |(block, words): &(BlockId, String)| {
        Known::derived(without_lead(words).to_owned(), document.line(*block))
    };
    heading.map(from_heading).or_else(|| labelled_title(document))
}

fn labelled_title(document: &Document<'_>) -> Option<Known<String>> {
    document.children(None).find_map(|block| {
        let plain = document.plain_text(block);
        let words = plain.text.lines().next()?.strip_prefix("Title:")?.trim();
        (!words.is_empty()).then(|| Known::derived(words.to_owned(), document.line(block)))
    })
}

/// Derives what is not stated, and says where a document contradicts itself.
pub fn derive(evidence: Evidence<'_>, problems: &mut Vec<Diagnostic>) -> Derived {
    let Evidence { document, outline, matter, config, .. } = evidence;
    let passages = passage::passages(evidence);
    let day = day::day(evidence, &passages);
    let milestones = course::milestones(evidence, &passages, day.as_ref().map(|day| day.value));
    let day = day::or_of_first_turn(day, &milestones);
    let is_told = problems.iter().any(|problem| problem.code == Code::UndecidableDate);
    if day.is_none() && !is_told {
        problems.extend(day::undecided(evidence, &passages));
    }
    let year = day.as_ref().map(|day| day.value.year());
    let duration = duration::duration(evidence, &passages, &milestones, year);
    check::check(evidence, duration.as_ref(), &milestones, problems);
    let stated_items = &matter.action_items;
    Derived {
        day,
        duration,
        impact: impact::impact(evidence, &passages, year, problems),
        root_cause: cause::root_cause(evidence, &passages),
        severity: label::severity(evidence, &passages),
        status: label::status(evidence, &passages),
        roles: label::roles(evidence, &passages),
        summary: summary::summary(&passages),
        action_items: if stated_items.is_empty() {
            action_items(document, outline, config)
        } else {
            stated_items.clone()
        },
        milestones,
    }
}

/// A text in lower case, every letter on its own bytes: one whose small form takes another number of
/// them (`İ`, `ẞ`) stays as it is, so that places in the one are places in the other.
fn lowered(text: &str) -> String {
    let small = |c: char| {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
            _ => c,
        }
    };
    text.chars().map(small).collect()
}

/// True where one of the words stands whole in a text of lower case.
fn has_word(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| find_word(text, word).is_some())
}

/// Where a word or phrase stands whole in a text; both in lower case.
fn find_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[*at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// The passages that say how the incident went as a whole: before the first section, in summaries
/// and impact sections, and under a label of the kind.
fn telling(passages: &[Passage]) -> impl Iterator<Item = &Passage> {
    passages.iter().filter(|passage| passage.tells_of_the_whole())
}
