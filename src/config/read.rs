//! Nodes → checked settings.

use super::node::{Entry, Meaning, Node, Stray, Value, keys};
use super::vocabulary::nearest_zone;
use super::vocabulary::{DeclaredCause, DeclaredService, DeclaredSeverity, DeclaredTeam};
use super::{Config, Diagrams, toml};
use crate::diag::{self, Diagnostic, Place};
use crate::model::Tag;
use crate::source::{Source, SourcePath, Span};
use chrono_tz::Tz;
use std::collections::{BTreeMap, BTreeSet};

keys! {
    /// The keys of `site.toml`.
    SiteKeys {
        title = "title",
        description = "description",
        base_url = "base_url",
        cname = "cname",
        language = "language",
        timezone = "timezone",
        theme = "theme",
        repository = "repository",
        severities = "severities",
        root_causes = "root_causes",
        services = "services",
        teams = "teams",
        diagrams = "diagrams",
        abbreviations = "abbreviations",
        search = "search",
        shortcuts = "shortcuts",
        glossary = "glossary",
        serve = "serve",
        findings = "findings",
        editions = "editions",
        default_edition = "default_edition",
        markdown = "markdown",
    }
}

/// Every key of `site.toml` by its own name.
pub const KEYS: &[&str] = SiteKeys::KEYS;

keys! {
    /// The keys of a severity.
    SeverityKeys { name = "name", meaning = "meaning", }
}

keys! {
    /// The keys of a root cause.
    CauseKeys { tag = "tag", description = "description", aliases = "aliases", }
}

keys! {
    /// The keys of a service.
    ServiceKeys { name = "name", description = "description", }
}

keys! {
    /// The keys of a team.
    TeamKeys { name = "name", }
}

/// Reads `site.toml`; text that is no TOML gives the defaults, and a finding.
pub fn read(source: &Source, problems: &mut Vec<Diagnostic>) -> Config {
    let mut reader = Reader { path: source.path(), problems };
    match toml::parse(source.text(), 0) {
        Ok(node) => reader.site(node.entries().unwrap_or_default()),
        Err(broken) => {
            let place = Place::new(source.path(), broken.span);
            reader.problems.push(diag::broken_site_file(place, &broken.reason));
            Config::default()
        }
    }
}

pub(super) struct Reader<'r> {
    pub(super) path: &'r SourcePath,
    pub(super) problems: &'r mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn site(&mut self, entries: &[Entry]) -> Config {
        let (keys, strays) = SiteKeys::of(entries);
        self.strays(&strays, SiteKeys::KEYS);
        let SiteKeys {
            title,
            description,
            base_url,
            cname,
            language,
            timezone,
            theme,
            repository,
            severities,
            root_causes,
            services,
            teams,
            diagrams,
            abbreviations,
            search,
            shortcuts,
            glossary,
            serve,
            findings,
            editions,
            default_edition,
            markdown,
        } = keys;
        let editions = self.editions(editions);
        let markdown = self.markdown(markdown);
        let default = Config::default();
        Config {
            title: self.text(title).unwrap_or(default.title),
            description: self.text(description),
            base_url: self.base_url(base_url),
            cname: self.cname(cname),
            language: self.language(language).unwrap_or(default.language),
            timezone: timezone.and_then(|entry| self.zone(entry)),
            theme: self.text(theme).unwrap_or(default.theme),
            repository: self.repository(repository),
            severities: self.declared(severities, Reader::severity),
            root_causes: self.declared(root_causes, Reader::root_cause),
            services: self.declared(services, Reader::service),
            teams: self.declared(teams, Reader::team),
            diagrams: self.diagrams(diagrams).unwrap_or(default.diagrams),
            abbreviations: self.abbreviations(abbreviations),
            glossary: self.glossary(glossary),
            findings: self.findings(findings),
            search: search.map(|entry| self.search(&entry.node)).unwrap_or_default(),
            highlight: markdown.highlight,
            shortcuts: self.switch(shortcuts),
            editor: serve.and_then(|entry| self.editor(&entry.node)),
            edition: self.default_edition(default_edition, &editions),
            editions,
            html: markdown.html,
        }
    }

    pub(super) fn bad(&mut self, span: Span, key: &str, wanted: &str) {
        self.problems.push(diag::bad_site_value(Place::new(self.path, span), key, wanted));
    }

    pub(super) fn strays(&mut self, strays: &[Stray<'_>], known: &[&str]) {
        for stray in strays {
            let finding = match stray {
                Stray::Unknown(entry) => {
                    diag::unknown_key(Place::new(self.path, entry.key_span), &entry.key, known)
                }
                Stray::Again { name, first, second } => diag::duplicate_key(
                    Place::new(self.path, second.key_span),
                    name,
                    Place::new(self.path, first.key_span),
                ),
            };
            self.problems.push(finding);
        }
    }

    /// A string that is not blank.
    pub(super) fn text(&mut self, entry: Option<&Entry>) -> Option<String> {
        let entry = entry?;
        let text = text_of(&entry.node).map(str::to_owned);
        if text.is_none() {
            self.bad(entry.node.span, &entry.key, "a text");
        }
        text
    }

    fn language(&mut self, entry: Option<&Entry>) -> Option<String> {
        let text = self.text(entry)?;
        if is_language_tag(&text) {
            return Some(text);
        }
        self.bad(entry?.node.span, "language", "a language tag such as `en` or `pt-BR`");
        None
    }

    fn zone(&mut self, entry: &Entry) -> Option<Tz> {
        let name = self.text(Some(entry))?;
        let zone = name.parse().ok();
        if zone.is_none() {
            let place = Place::new(self.path, entry.node.span);
            self.problems.push(diag::unknown_time_zone(place, &name, nearest_zone(&name)));
        }
        zone
    }

    fn diagrams(&mut self, entry: Option<&Entry>) -> Option<Diagrams> {
        let text = self.text(entry)?;
        let setting = Diagrams::from_word(&text);
        if setting.is_none() {
            self.bad(entry?.node.span, "diagrams", "`detect`, `fenced-only` or `off`");
        }
        setting
    }

    fn abbreviations(&mut self, entry: Option<&Entry>) -> BTreeMap<String, Tz> {
        let Some(entry) = entry else { return BTreeMap::new() };
        let Some(entries) = entry.node.entries() else {
            self.bad(entry.node.span, "abbreviations", "a table such as `IST = \"Asia/Kolkata\"`");
            return BTreeMap::new();
        };
        let settle = |entry: &Entry| Some((entry.key.to_uppercase(), self.zone(entry)?));
        entries.iter().filter_map(settle).collect()
    }

    /// An array of tables, each read by `one`; what is declared twice counts once.
    fn declared<T: Declared>(
        &mut self,
        entry: Option<&Entry>,
        one: impl Fn(&mut Self, &Node) -> Option<T>,
    ) -> Vec<T> {
        let Some(entry) = entry else { return Vec::new() };
        let Value::List(items) = &entry.node.value else {
            let wanted = format!("written as `[[{}]]` tables", entry.key);
            self.bad(entry.node.span, &entry.key, &wanted);
            return Vec::new();
        };
        let mut seen = BTreeSet::new();
        let mut declared = Vec::new();
        for item in items {
            let Some(word) = one(self, item) else { continue };
            if seen.insert(word.name().slug().to_owned()) {
                declared.push(word);
            } else {
                let key = format!("{}.{}", entry.key, word.name());
                self.bad(item.span, &key, "declared once");
            }
        }
        declared
    }

    pub(super) fn entries<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [Entry]> {
        let entries = node.entries();
        if entries.is_none() {
            self.bad(node.span, what, "a table");
        }
        entries
    }

    /// A name that must be there.
    fn name(&mut self, entry: Option<&Entry>, table: Span, key: &str) -> Option<Tag> {
        if entry.is_none() {
            self.bad(table, key, "given");
        }
        self.text(entry).and_then(|text| Tag::of(&text))
    }

    fn severity(&mut self, node: &Node) -> Option<DeclaredSeverity> {
        let (keys, strays) = SeverityKeys::of(self.entries(node, "severities")?);
        self.strays(&strays, SeverityKeys::KEYS);
        let SeverityKeys { name, meaning } = keys;
        let meaning = self.text(meaning);
        Some(DeclaredSeverity { name: self.name(name, node.span, "name")?, meaning })
    }

    fn root_cause(&mut self, node: &Node) -> Option<DeclaredCause> {
        let (keys, strays) = CauseKeys::of(self.entries(node, "root_causes")?);
        self.strays(&strays, CauseKeys::KEYS);
        let CauseKeys { tag, description, aliases } = keys;
        let description = self.text(description);
        let aliases = aliases.map(|entry| self.tags(entry)).unwrap_or_default();
        Some(DeclaredCause { tag: self.name(tag, node.span, "tag")?, description, aliases })
    }

    fn service(&mut self, node: &Node) -> Option<DeclaredService> {
        let (keys, strays) = ServiceKeys::of(self.entries(node, "services")?);
        self.strays(&strays, ServiceKeys::KEYS);
        let ServiceKeys { name, description } = keys;
        let description = self.text(description);
        Some(DeclaredService { name: self.name(name, node.span, "name")?, description })
    }

    fn team(&mut self, node: &Node) -> Option<DeclaredTeam> {
        let (keys, strays) = TeamKeys::of(self.entries(node, "teams")?);
        self.strays(&strays, TeamKeys::KEYS);
        let TeamKeys { name } = keys;
        Some(DeclaredTeam { name: self.name(name, node.span, "name")? })
    }

    fn tags(&mut self, entry: &Entry) -> Vec<Tag> {
        let Value::List(items) = &entry.node.value else {
            self.bad(entry.node.span, &entry.key, "a list of texts");
            return Vec::new();
        };
        let mut tags = Vec::new();
        for item in items {
            match text_of(item).and_then(Tag::of) {
                Some(tag) => tags.push(tag),
                None => self.bad(item.span, &entry.key, "a list of texts"),
            }
        }
        tags
    }
}

/// Something that is declared under a name.
trait Declared {
    fn name(&self) -> &Tag;
}

impl Declared for DeclaredSeverity {
    fn name(&self) -> &Tag {
        &self.name
    }
}

impl Declared for DeclaredCause {
    fn name(&self) -> &Tag {
        &self.tag
    }
}

impl Declared for DeclaredService {
    fn name(&self) -> &Tag {
        &self.name
    }
}

impl Declared for DeclaredTeam {
    fn name(&self) -> &Tag {
        &self.name
    }
}

/// The content of a string that is not blank; `site.toml` has no need for other spellings.
pub(super) fn text_of(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar(scalar) if scalar.meaning == Meaning::Text => node.as_written(),
        _ => None,
    }
}

/// Subtags of one to eight letters and digits; the first is the language and has letters only.
fn is_language_tag(text: &str) -> bool {
    let mut subtags = text.split('-');
    let language = subtags.next().unwrap_or("");
    (2..=8).contains(&language.len())
        && language.chars().all(|c| c.is_ascii_alphabetic())
        && subtags.all(|part| {
            (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        })
}
