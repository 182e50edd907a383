//! A plain postmortem → the same document with front matter.
//!
//! 1. `parse` reads the document as it stands.
//! 2. `proposal` picks what it derived and nobody stated: sure values, guesses, and the heart keys
//!    (`duration`, `impact`, `root_cause`) that nothing says.
//! 3. `text` writes them in the front matter's own language; `place` finds where, in bytes.
//! 4. The result is read again: a value that `check` would doubt is withdrawn to a comment.
//!
//! Law: what is added is one stretch of bytes; all others stay as they are. A second run adds
//! nothing. Action items are not taken over: the body's list is where people keep them, and a copy
//! of it would soon say something else.

mod diff;
mod place;
mod proposal;
mod text;

#[cfg(test)]
mod tests;

pub use diff::diff;

use crate::config::{Config, Edition};
use crate::diag::{self, Code, Diagnostic, Place};
use crate::model::{Destination, Postmortem, fold};
use crate::parse::front_matter::{self, Cut, Matter};
use crate::parse::{Parsed, parse};
use crate::source::{File, Flaw, Source, Span};
use place::Insertion;
use proposal::Proposal;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// A document with what was added to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adoption {
    /// All of its bytes, the old ones unchanged and in their order.
    pub bytes: Vec<u8>,
    /// The name under which it would lie in an archive: `2024-01-12-orders.md`.
    pub name: String,
    /// The files that its links and images name, each relative to the document's folder, once.
    pub files: Vec<String>,
}

/// Why a document could not be adopted.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The document's text, for reports.
    pub source: Source,
    /// What is to be mended first.
    pub problems: Vec<Diagnostic>,
}

/// Adds to a document's front matter what its body says and no key of it states.
///
/// # Errors
/// Where it is not UTF-8, or its front matter cannot be read or added to.
pub fn adopt(file: &File, config: &Config) -> Result<Adoption, Box<Refusal>> {
    let document = Document::read(file, &file.bytes, config)?;
    let mut doubts = Doubts::new();
    loop {
        let proposals = proposal::proposals(&document, &doubts);
        let Some(addition) = document.addition(&proposals) else { return document.refused() };
        let bytes = addition.insertion.applied(&file.bytes);
        let Ok(result) = Document::read(file, &bytes, config) else { return document.refused() };
        if !document.is_kept_by(&result, &proposals) {
            return document.refused();
        }
        let found = result.doubts(&addition);
        if found.is_empty() {
            let postmortem = &document.parsed.postmortem;
            return Ok(Adoption { bytes, name: name(postmortem), files: files(postmortem) });
        }
        // Each round withdraws at least one key for good, so that there is an end.
        doubts.extend(found);
    }
}

fn files(postmortem: &Postmortem) -> Vec<String> {
    let named = postmortem.body.links.iter().filter_map(|link| match &link.to {
        Destination::File(path) => Some(path.clone()),
        _ => None,
    });
    named.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Keys that the result would be warned of, each with the warning.
type Doubts = BTreeMap<&'static str, Code>;

/// A document as it was read.
struct Document {
    source: Source,
    cut: Cut,
    parsed: Parsed,
    /// Keys that its front matter states.
    stated: Vec<&'static str>,
    /// Keys that its front matter comments out.
    commented: Vec<&'static str>,
}

/// What is added: the bytes, and the lines of the result on which each key stands.
struct Addition {
    insertion: Insertion,
    lines: Vec<(&'static str, RangeInclusive<u32>)>,
}

impl Document {
    fn read(file: &File, bytes: &[u8], config: &Config) -> Result<Document, Box<Refusal>> {
        let source = Source::from_bytes(file.path.clone(), bytes);
        let mut problems: Vec<Diagnostic> =
            source.flaws().iter().filter_map(|flaw| not_utf8(&source, *flaw)).collect();
        let cut = front_matter::cut(&source, &mut Vec::new());
        let (stated, commented) = match &cut.matter {
            Some(matter) => {
                (front_matter::stated_keys(&source, matter), commented(&source, matter))
            }
            None => (Vec::new(), Vec::new()),
        };
        let parsed = parse(source.clone(), &for_everybody(config), Vec::new());
        problems.extend(parsed.problems.iter().filter(|problem| is_in_the_way(problem)).cloned());
        if problems.is_empty() {
            Ok(Document { source, cut, parsed, stated, commented })
        } else {
            Err(Box::new(Refusal { source, problems }))
        }
    }

    /// True for a key that has its place already.
    fn holds(&self, key: &str) -> bool {
        self.stated.contains(&key) || self.commented.contains(&key)
    }

    /// The bytes to add; `None` where nothing can be added to the front matter that is there.
    fn addition(&self, proposals: &[Proposal]) -> Option<Addition> {
        let slot = place::slot(&self.source, self.cut.matter.as_ref())?;
        let count = text::lines(proposals, slot.language, 0).len();
        let shift = u32::try_from(count).unwrap_or(u32::MAX) + slot.n_fences();
        let written = text::lines(proposals, slot.language, shift);
        let first = slot.first_line();
        let lines = text::places(&written, first);
        let texts: Vec<String> = written.into_iter().map(|(_, line)| line).collect();
        Some(Addition { insertion: slot.insertion(&texts), lines })
    }

    /// True where `result` states what this document states and the sure ones of the proposals,
    /// and has the same body.
    fn is_kept_by(&self, result: &Document, proposals: &[Proposal]) -> bool {
        let mut wanted = self.stated.clone();
        wanted.extend(proposals.iter().filter(|proposal| proposal.is_sure()).map(|it| it.key));
        wanted.sort_unstable();
        let mut found = result.stated.clone();
        found.sort_unstable();
        wanted == found && self.body() == result.body()
    }

    fn body(&self) -> &str {
        self.source.text().get(self.cut.body_start..).unwrap_or("")
    }

    /// The keys of what was added that this, the result, is warned of.
    fn doubts(&self, addition: &Addition) -> Doubts {
        let source = &self.parsed.source;
        let mut doubts = Doubts::new();
        for problem in &self.parsed.problems {
            let Some(span) = problem.place.span else { continue };
            let line = source.line_number(span.start);
            let key = addition.lines.iter().find(|(_, lines)| lines.contains(&line));
            if let Some((key, _)) = key {
                doubts.insert(key, problem.code);
            }
        }
        doubts
    }

    fn refused<T>(&self) -> Result<T, Box<Refusal>> {
        let source = self.source.clone();
        let span = self.cut.matter.as_ref().map_or(Span::new(0, 0), |matter| matter.inner);
        let problems = vec![diag::front_matter_without_room(Place::new(source.path(), span))];
        Err(Box::new(Refusal { source, problems }))
    }
}

/// The settings with an edition that hides every passage and section that any edition hides.
fn for_everybody(config: &Config) -> Config {
    let hidden = config.editions.values().flat_map(|edition| edition.hide_sections.clone());
    let hide_sections = hidden.collect();
    let edition = Edition { hide_sections, hide_passages: true, ..Edition::default() };
    Config { edition, ..config.clone() }
}

fn not_utf8(source: &Source, flaw: Flaw) -> Option<Diagnostic> {
    match flaw {
        Flaw::InvalidUtf8(span) => Some(diag::invalid_utf8(Place::new(source.path(), span))),
        Flaw::Nul(_) => None,
    }
}

fn commented(source: &Source, matter: &Matter) -> Vec<&'static str> {
    source.slice(matter.inner).lines().filter_map(front_matter::commented_key).collect()
}

/// Nothing can be added to what nobody can read, or show.
fn is_in_the_way(problem: &Diagnostic) -> bool {
    matches!(
        problem.code,
        Code::UnclosedFrontMatter | Code::BrokenFrontMatter | Code::InternalPassageUnclosed
    )
}

/// Longest name without its day, in characters.
const LONGEST_NAME: usize = 80;

/// Names that say nothing about which incident a document is about.
const BARE_NAMES: &[&str] =
    &["index", "readme", "postmortem", "post-mortem", "incident", "report", "incident-report"];

/// The day of the incident and the document's slug; where that says nothing, its title.
fn name(postmortem: &Postmortem) -> String {
    let slug = postmortem.slug.as_str();
    let is_bare = BARE_NAMES.contains(&slug) || !slug.contains(char::is_alphabetic);
    let words = if is_bare { fold(&postmortem.title.value) } else { slug.to_owned() };
    let short: String = words.chars().take(LONGEST_NAME).collect();
    let short = short.trim_end_matches('-');
    match &postmortem.day {
        Some(day) => format!("{}-{short}.md", day.value),
        None => format!("{short}.md"),
    }
}
