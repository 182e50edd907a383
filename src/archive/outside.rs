//! What an archive sees of a document: while that stays, the archive stays.
//!
//! [`with`] names every field of an archive and of a document, so that a new one has to be thought
//! about.

use super::Archive;
use crate::model::{
    ActionItem, Body, Destination, Known, Milestone, Milestones, Origin, Postmortem, Timeline,
};
use crate::parse::Parsed;
use chrono::{NaiveDate, NaiveDateTime};
use std::sync::{Arc, OnceLock};

/// The archive with other documents in place of those of the same files, where it would be put
/// together in the same way; `None` where it may not be.
pub(super) fn with(archive: &Archive, changed: &[&Arc<Parsed>]) -> Option<Archive> {
    let Archive {
        config,
        documents,
        facets,
        layout,
        glossary,
        by_slug,
        by_path,
        targets,
        backlinks,
        newest_day: _,
    } = archive;
    // What an edition publishes hangs on the whole text of its documents.
    if !config.edition.is_whole() {
        return None;
    }
    let mut documents = documents.clone();
    for document in changed {
        let place = documents.get_mut(archive.by_path(&document.postmortem.source)?)?;
        if !is_alike(place, document) {
            return None;
        }
        *place = Arc::clone(document);
    }
    Some(Archive {
        config: config.clone(),
        documents,
        facets: Arc::clone(facets),
        layout: Arc::clone(layout),
        glossary: Arc::clone(glossary),
        by_slug: Arc::clone(by_slug),
        by_path: Arc::clone(by_path),
        targets: Arc::clone(targets),
        backlinks: Arc::clone(backlinks),
        newest_day: OnceLock::new(),
    })
}

fn is_alike(one: &Parsed, other: &Parsed) -> bool {
    // Findings of its own are nothing to the archive.
    let Parsed {
        source: _,
        postmortem,
        problems: _,
        silences: _,
        is_draft,
        is_shown,
        named_sections,
    } = one;
    *is_draft == other.is_draft
        && *named_sections == other.named_sections
        && *is_shown == other.is_shown
        && is_seen_alike(postmortem, &other.postmortem)
}

/// The same names, the same place in the order, the same shelves, the same part of the ledger, and
/// the same links between the same places. Where links stand in the text is of no matter as long as
/// none of them is a finding, which whoever asks has to see to.
fn is_seen_alike(one: &Postmortem, other: &Postmortem) -> bool {
    #[rustfmt::skip]
    let Postmortem {
        source, slug, id, title, day, milestones, root_cause, severity, services, teams, regions,
        tags, glossary, related, supersedes, duplicate_of, aliases, links: stated, action_items,
        timeline, body,
        // Only pages and exports, which are made anew, show these.
        published: _, duration: _, impact: _, status: _, visibility: _, timezone: _, trigger: _,
        contributing_factors: _, detected_by: _, impact_kind: _, roles: _, authors: _,
        reviewers: _, extra: _, summary: _, sections: _,
    } = one;
    *source == other.source
        && *slug == other.slug
        && *id == other.id
        && title.value == other.title.value
        && value(day.as_ref()) == value(other.day.as_ref())
        && start(milestones) == start(&other.milestones)
        && value(root_cause.as_ref()) == value(other.root_cause.as_ref())
        && value(severity.as_ref()) == value(other.severity.as_ref())
        && [services, teams, regions, tags]
            == [&other.services, &other.teams, &other.regions, &other.tags]
        && *glossary == other.glossary
        && *related == other.related
        && *supersedes == other.supersedes
        && *duplicate_of == other.duplicate_of
        && *aliases == other.aliases
        && *stated == other.links
        && tasks(action_items).eq(tasks(&other.action_items))
        && anchors(timeline, body).eq(anchors(&other.timeline, &other.body))
        && body.diagrams.len() == other.body.diagrams.len()
        && links(body).eq(links(&other.body))
}

fn value<T>(known: Option<&Known<T>>) -> Option<&T> {
    known.map(|known| &known.value)
}

fn start(milestones: &Milestones) -> Option<NaiveDateTime> {
    milestones.get(&Milestone::Started).and_then(|moment| moment.value.local.date_time())
}

type Task<'a> = (bool, bool, Option<NaiveDate>, Option<&'a String>, Origin);

fn tasks(items: &[ActionItem]) -> impl Iterator<Item = Task<'_>> {
    let has_owner = |item: &ActionItem| item.owner.is_some();
    items.iter().map(move |item| {
        (item.is_finished(), has_owner(item), item.due, item.link.as_ref(), item.origin)
    })
}

fn links(body: &Body) -> impl Iterator<Item = (&Destination, &Option<String>)> {
    body.links.iter().map(|link| (&link.to, &link.fragment))
}

fn anchors<'a>(timeline: &'a Timeline, body: &'a Body) -> impl Iterator<Item = &'a str> {
    let headings = body.headings.iter().map(|heading| heading.anchor.as_str());
    headings.chain(timeline.entries.iter().map(|entry| entry.anchor.as_str()))
}
