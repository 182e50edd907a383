//! Keys → fields.

use super::value::Reader;
use super::{Cut, FrontMatter, Matter, tree};
use crate::config::Config;
use crate::config::node::{Entry, keys};
use crate::diag::Diagnostic;
use crate::model::{
    DetectedBy, ImpactKind, Known, Milestone, Milestones, ReviewStatus, Visibility,
};
use crate::source::{Source, Span};

keys! {
    /// The keys of front matter. One that nothing reads is a warning of the compiler's.
    MatterKeys {
        duration = "duration" | "outage_duration" | "time_to_resolve",
        impact = "impact" | "impact_percent" | "impact_percentage" | "impact_pct",
        root_cause = "root_cause" | "cause",
        id = "id",
        slug = "slug",
        title = "title",
        date = "date",
        published = "published",
        started = "started",
        detected = "detected",
        acknowledged = "acknowledged",
        declared = "declared",
        escalated = "escalated",
        identified = "identified",
        mitigated = "mitigated",
        resolved = "resolved",
        timezone = "timezone",
        severity = "severity",
        status = "status",
        visibility = "visibility",
        services = "services",
        teams = "teams",
        regions = "regions",
        tags = "tags",
        trigger = "trigger",
        contributing_factors = "contributing_factors",
        detected_by = "detected_by",
        impact_kind = "impact_kind",
        roles = "roles",
        authors = "authors",
        reviewers = "reviewers",
        related = "related",
        supersedes = "supersedes",
        duplicate_of = "duplicate_of",
        links = "links",
        glossary = "glossary",
        action_items = "action_items",
        aliases = "aliases",
        diagrams = "diagrams",
        silence = "silence",
    }
}

/// Every key of front matter by its own name, `x-…` aside.
pub const KEYS: &[&str] = MatterKeys::KEYS;

/// The own name of a key of front matter, whichever of its names it is called by.
pub fn key_name(key: &str) -> Option<&'static str> {
    MatterKeys::name_of(key)
}

/// The keys that front matter holds, whatever their values, by their own names; none where it
/// cannot be read.
pub fn stated_keys(source: &Source, matter: &Matter) -> Vec<&'static str> {
    let entries = tree::entries(source, matter, &mut Vec::new());
    entries.iter().filter_map(|entry| key_name(&entry.key)).collect()
}

/// Reads what stands between the fences; without front matter, nothing is stated.
pub fn read(
    source: &Source,
    cut: &Cut,
    config: &Config,
    problems: &mut Vec<Diagnostic>,
) -> FrontMatter {
    let Some(matter) = &cut.matter else { return FrontMatter::default() };
    let mut entries = tree::entries(source, matter, problems);
    entries.retain(|entry| !is_hidden(entry, config));
    let mut reader = Reader { source, config, zone: config.timezone, problems };
    reader.front_matter(&entries)
}

/// Where the keys stand that an edition hides, each with all up to the next key.
pub fn hidden(source: &Source, cut: &Cut, config: &Config) -> Vec<Span> {
    let Some(matter) = cut.matter.filter(|_| !config.edition.hide_keys.is_empty()) else {
        return Vec::new();
    };
    let mut entries = tree::entries(source, &matter, &mut Vec::new());
    entries.sort_by_key(|entry| entry.key_span);
    let ends = entries.iter().skip(1).map(|next| next.key_span.start).chain([matter.inner.end]);
    let stretches = entries.iter().zip(ends.collect::<Vec<_>>());
    stretches
        .filter(|(entry, _)| is_hidden(entry, config))
        .map(|(entry, end)| Span::new(entry.key_span.start, end))
        .collect()
}

fn is_hidden(entry: &Entry, config: &Config) -> bool {
    config.edition.hide_keys.iter().any(|(hidden, _)| is_same_key(hidden, &entry.key))
}

/// True for two names of one key; a key of the writer's own (`x-…`) has one name.
fn is_same_key(a: &str, b: &str) -> bool {
    let plain = |key: &str| key.replace('-', "_").to_lowercase();
    let (own_a, own_b) = (key_name(a), key_name(b));
    own_a.is_some() && own_a == own_b || plain(a) == plain(b)
}

/// True for a key that an edition can hide: one that is read, or one of the writer's own. What says
/// who may read a document cannot be hidden.
pub fn can_hide(key: &str) -> bool {
    let is_own = key.starts_with("x-") || key.starts_with("x_");
    is_own || key_name(key).is_some_and(|name| !matches!(name, "visibility" | "status"))
}

impl Reader<'_> {
    fn front_matter(&mut self, entries: &[Entry]) -> FrontMatter {
        let (keys, strays) = MatterKeys::of(entries);
        let extra = self.extra(strays, MatterKeys::KEYS);
        let timezone = self.zone(keys.timezone);
        self.zone = timezone.or(self.zone);
        FrontMatter {
            duration: self.duration(keys.duration),
            impact: self.impact(keys.impact),
            root_cause: self.root_cause(keys.root_cause),
            id: self.text(keys.id),
            slug: self.slug(keys.slug),
            title: self.text(keys.title).map(|title| self.stated(keys.title, title)),
            date: self.day(keys.date).map(|day| self.stated(keys.date, day)),
            published: self.day(keys.published),
            milestones: self.milestones(&keys),
            timezone,
            severity: self.severity(keys.severity),
            status: self
                .word(keys.status, ReviewStatus::WORDS, ReviewStatus::from_word)
                .map(|status| self.stated(keys.status, status)),
            visibility: self.visibility(keys.visibility),
            services: self.services(keys.services),
            teams: self.teams(keys.teams),
            regions: self.tags(keys.regions),
            tags: self.tags(keys.tags),
            trigger: self.text(keys.trigger),
            contributing_factors: self.texts(keys.contributing_factors),
            detected_by: self.word(keys.detected_by, DetectedBy::WORDS, DetectedBy::from_word),
            impact_kind: self.word(keys.impact_kind, ImpactKind::WORDS, ImpactKind::from_word),
            roles: keys.roles.map(|entry| {
                let roles = self.roles(Some(entry));
                self.stated(Some(entry), roles)
            }),
            authors: self.texts(keys.authors),
            reviewers: self.texts(keys.reviewers),
            related: self.placed_texts(keys.related),
            supersedes: self.placed_text(keys.supersedes),
            duplicate_of: self.placed_text(keys.duplicate_of),
            links: self.links(keys.links),
            glossary: self.glossary(keys.glossary),
            aliases: self.aliases(keys.aliases),
            action_items: self.action_items(keys.action_items),
            diagrams: self.truth(keys.diagrams),
            silence: self.placed_texts(keys.silence),
            extra,
        }
    }

    fn stated<T>(&self, entry: Option<&Entry>, value: T) -> Known<T> {
        Known::stated(value, entry.map_or(1, |entry| self.line(entry.key_span)))
    }

    fn milestones(&mut self, keys: &MatterKeys<'_>) -> Milestones {
        let stated = [
            (Milestone::Started, keys.started),
            (Milestone::Detected, keys.detected),
            (Milestone::Acknowledged, keys.acknowledged),
            (Milestone::Declared, keys.declared),
            (Milestone::Escalated, keys.escalated),
            (Milestone::Identified, keys.identified),
            (Milestone::Mitigated, keys.mitigated),
            (Milestone::Resolved, keys.resolved),
        ];
        let mut milestones = Milestones::new();
        for (milestone, entry) in stated {
            if let Some(moment) = entry.and_then(|entry| self.moment(entry)) {
                milestones.insert(milestone, self.stated(entry, moment));
            }
        }
        milestones
    }

    /// What cannot be read must not be published by mistake.
    fn visibility(&mut self, entry: Option<&Entry>) -> Option<Visibility> {
        entry?;
        let word = self.word(entry, Visibility::WORDS, Visibility::from_word);
        Some(word.unwrap_or(Visibility::Internal))
    }
}
