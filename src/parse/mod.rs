//! Text of one postmortem → its record, timeline and rendered body.
//!
//! 0. `shown` cuts what its edition hides; nothing below ever sees that.
//! 1. [`front_matter`] cuts the fences and checks the keys.
//! 2. [`diagram`] finds drawings in the open; [`markdown`] reads the rest around them.
//! 3. [`sections`] finds the heads, [`timeline`] reads the entries.
//! 4. `layout` renders the body with its holes.
//!
//! Never: another file, the disk, the clock. Never fails: problems come back as data.

pub mod action_items;
pub mod derive;
pub mod diagram;
mod drawing;
pub mod file_name;
pub mod front_matter;
pub mod instant;
mod layout;
mod lexicon;
pub mod markdown;
pub mod quantity;
mod review;
pub mod sections;
mod shown;
mod silence;
pub mod timeline;
mod wording;
mod wrapping;

use crate::config::{Config, Diagrams};
use crate::diag::policy::Silence;
use crate::diag::{self, Code, Diagnostic, Place};
use crate::model::{FILE_NAME, Known, Milestone, Postmortem, Section, Visibility};
use crate::source::{Source, SourcePath};
use derive::{Derived, Evidence};
use diagram::Setting;
use drawing::Drawings;
use front_matter::{Cut, FrontMatter};
use layout::Rendered;
use markdown::{Document, VirtualText};
use sections::Outline;
use std::borrow::Cow;
use std::collections::BTreeSet;
use timeline::Clues;

/// A document, read.
#[derive(Debug)]
pub struct Parsed {
    /// Its text.
    pub source: Source,
    /// What it holds.
    pub postmortem: Postmortem,
    /// What is wrong with it, what it silences included.
    pub problems: Vec<Diagnostic>,
    /// What it does not want to hear of.
    pub silences: Vec<Silence>,
    /// Whether it, or anything that was cut from it, says that it is a draft.
    pub is_draft: bool,
    /// Whether its edition shows it; drafts are a matter of their own.
    pub is_shown: bool,
    /// The names in `hide_sections`, of any edition, that one of its sections has, hidden or not.
    pub named_sections: BTreeSet<String>,
}

pub use shown::parse;

/// Reads all of a text; `problems` is what was found before.
fn understand(source: Source, config: &Config, mut problems: Vec<Diagnostic>) -> Parsed {
    if source.text().trim().is_empty() {
        problems.push(diag::empty_document(source.path()));
    }
    let cut = front_matter::cut(&source, &mut problems);
    let matter = front_matter::read(&source, &cut, config, &mut problems);
    let (source, cut) = without_hidden_keys(source, cut, config);
    let source = unwrapped(source, cut.body_start, &mut problems);
    let bare = Document::parse(&source, cut.body_start);
    let open = without_fences(&bare, &mut problems);
    let bare = match &open {
        Cow::Owned(open) => Document::parse(open, cut.body_start),
        Cow::Borrowed(_) => bare,
    };
    let breaks = wrapping::breaks(&bare);
    let spaced = VirtualText::new(&open, cut.body_start, &[], &breaks);
    let bare = if breaks.is_empty() { bare } else { Document::parse_fenced(&open, &spaced) };
    let setting = setting(config, &matter);
    let found = diagram::find(&bare, setting, &mut problems);
    let fenced = VirtualText::new(&open, cut.body_start, &found, &breaks);
    let document = if found.is_empty() { bare } else { Document::parse_fenced(&open, &fenced) };
    let (found, fewer) = if diagram::all_stand(&document, &found) {
        (found, None)
    } else {
        let found = diagram::settled(&open, cut.body_start, found, &breaks, &mut problems);
        let fewer = VirtualText::new(&open, cut.body_start, &found, &breaks);
        (found, Some(fewer))
    };
    let document = match &fewer {
        Some(fewer) => Document::parse_fenced(&open, fewer),
        None => document,
    };
    let drawings = drawing::drawings(&document, setting, &found);
    let silences = silence::silences(&document, &matter.silence, &mut problems);
    let is_broken = problems.iter().any(|problem| problem.code == Code::BrokenFrontMatter);
    let stated = cut.matter.filter(|_| !is_broken).map(|_| matter.duration.clone());
    problems.extend(drawings.without_words(&source));
    let postmortem = read(&document, matter, drawings, config, &mut problems);
    problems.extend(wording::of_text(&source, cut.body_start));
    let mut missing = review::review(&source, stated.as_ref(), &postmortem);
    // A duration that is there and cannot be read is told already.
    if problems.iter().any(|problem| problem.code == Code::UnreadableDuration) {
        missing.retain(|problem| problem.code != Code::NoDuration);
    }
    problems.extend(missing);
    let status = postmortem.status.as_ref().map(|status| status.value);
    let is_shown = config.edition.shows(postmortem.visibility, status);
    let is_draft = postmortem.is_draft();
    let named_sections = BTreeSet::new();
    Parsed { source, postmortem, problems, silences, is_draft, is_shown, named_sections }
}

/// The text without the keys that its edition hides, which were not read either.
fn without_hidden_keys(source: Source, cut: Cut, config: &Config) -> (Source, Cut) {
    let hidden = front_matter::hidden(&source, &cut, config);
    if hidden.is_empty() {
        return (source, cut);
    }
    let body_line = source.line_number(cut.body_start);
    let left = source.without(&hidden);
    let body_start = left.lines().line_start(body_line);
    (left, Cut { body_start, ..cut })
}

/// The source without what its whole body is indented by; what was found before keeps its place.
fn unwrapped(source: Source, body_start: usize, problems: &mut [Diagnostic]) -> Source {
    let Some(read) = wrapping::outdented(&source, body_start) else { return source };
    keep_places(problems, &source, &read);
    read
}

/// Findings of one text keep their places in the file when another is read, of which more is cut.
fn keep_places(problems: &mut [Diagnostic], before: &Source, after: &Source) {
    for place in problems.iter_mut().map(|problem| &mut problem.place) {
        place.span = place.span.map(|span| after.place_of(before, span));
    }
}

/// The text to be read: without the fences that would make code of whole sections.
fn without_fences<'s>(document: &Document<'s>, problems: &mut Vec<Diagnostic>) -> Cow<'s, Source> {
    let source = document.source();
    let fences = wrapping::swallowing(document);
    let Some(first) = fences.first() else { return Cow::Borrowed(source) };
    problems.push(diag::unclosed_fence(Place::new(source.path(), *first)));
    Cow::Owned(source.without_lines(&fences))
}

fn setting(config: &Config, matter: &FrontMatter) -> Setting {
    match (matter.diagrams, config.diagrams) {
        (Some(false), _) | (_, Diagrams::Off) => Setting::Off,
        (_, Diagrams::FencedOnly) => Setting::FencedOnly,
        (_, Diagrams::Detect) => Setting::Detect,
    }
}

fn clues(path: &SourcePath, matter: &FrontMatter, config: &Config, title: &str) -> Clues {
    let started = matter.milestones.get(&Milestone::Started);
    Clues {
        document_zone: matter.timezone,
        site_zone: config.timezone,
        abbreviations: config.abbreviations.clone(),
        stated_day: matter.date.as_ref().map(|date| date.value),
        started_day: started.and_then(|started| started.value.local.day()),
        file_day: file_name::day(path),
        title: title.to_owned(),
    }
}

fn read(
    document: &Document<'_>,
    matter: FrontMatter,
    drawings: Drawings,
    config: &Config,
    problems: &mut Vec<Diagnostic>,
) -> Postmortem {
    let path = document.source().path();
    let stated_title = matter.title.as_ref().map(|title| title.value.as_str());
    let outline = Outline::of(document, stated_title);
    let title = matter
        .title
        .clone()
        .or_else(|| derive::title(document, &outline))
        .unwrap_or_else(|| Known::guessed(file_name::title(path), FILE_NAME));
    problems.extend(wording::of_prose(document, &outline));
    let clues = clues(path, &matter, config, &title.value);
    let reading = timeline::read(document, &clues, problems);
    let evidence = Evidence {
        document,
        outline: &outline,
        reading: &reading,
        matter: &matter,
        config,
        clues: &clues,
    };
    let derived = derive::derive(evidence, problems);
    let rendered = layout::render(document, &outline, drawings, reading, config.html);
    let sections = outline.sections.into_iter().map(|layout| layout.section).collect();
    postmortem(path, title, matter, Read { derived, sections, rendered })
}

/// What was read from a document's body.
struct Read {
    derived: Derived,
    sections: Vec<Section>,
    rendered: Rendered,
}

/// Puts the record together; every field of the front matter has its place in it.
fn postmortem(
    path: &SourcePath,
    title: Known<String>,
    matter: FrontMatter,
    read: Read,
) -> Postmortem {
    let Read { derived, sections, rendered } = read;
    Postmortem {
        source: path.clone(),
        slug: matter.slug.map_or_else(|| file_name::slug(path), |(slug, _)| slug),
        id: matter.id,
        title,
        day: derived.day,
        published: matter.published,
        milestones: derived.milestones,
        duration: derived.duration,
        impact: derived.impact,
        root_cause: derived.root_cause,
        severity: derived.severity,
        status: derived.status,
        visibility: matter.visibility.unwrap_or(Visibility::Public),
        timezone: matter.timezone.map(|zone| zone.name().to_owned()),
        services: matter.services,
        teams: matter.teams,
        regions: matter.regions,
        tags: matter.tags,
        trigger: matter.trigger,
        contributing_factors: matter.contributing_factors,
        detected_by: matter.detected_by,
        impact_kind: matter.impact_kind,
        roles: derived.roles,
        authors: matter.authors,
        reviewers: matter.reviewers,
        related: matter.related,
        supersedes: matter.supersedes,
        duplicate_of: matter.duplicate_of,
        links: matter.links,
        glossary: matter.glossary,
        aliases: matter.aliases,
        extra: matter.extra,
        action_items: derived.action_items,
        summary: derived.summary,
        sections,
        timeline: rendered.timeline,
        body: rendered.body,
    }
}
