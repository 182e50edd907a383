//! The templates' texts: those of the default theme, and the site's own over them.

use super::tags::{Block, Kind, Tag, blocks, tags};
use crate::diag::{self, Diagnostic, Place};
use crate::source::{Source, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Stands before the names of the default theme's templates, which answer where a site has none.
pub(super) const FALLBACK: &str = "default/";

/// Templates by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    by_name: BTreeMap<String, Text>,
}

#[derive(Clone, Debug)]
struct Text {
    source: Source,
    /// What the engine gets: the source without blocks that would be shown nowhere.
    used: String,
}

impl Texts {
    pub(super) fn insert(&mut self, name: &str, source: Source) {
        let used = source.text().to_owned();
        self.by_name.insert(name.to_owned(), Text { source, used });
    }

    /// Name and text of every template, as the engine gets it.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_name.iter().map(|(name, text)| (name.as_str(), text.used.as_str()))
    }

    /// The sources, for reports.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.by_name.values().map(|text| &text.source)
    }

    /// The source of the template that answers to a name.
    pub(super) fn source(&self, name: &str) -> Option<&Source> {
        self.text(name).map(|(_, text)| &text.source)
    }

    /// Where a template includes or extends another.
    pub(super) fn reference(&self, from: &str, to: &str) -> Option<Place> {
        let source = self.source(from)?;
        let is_it = |tag: &Tag<'_>| {
            matches!(tag.kind, Kind::Extends | Kind::Include)
                && (tag.name == to || self.resolved(tag.name) == self.resolved(to))
        };
        let tag = tags(source.text()).into_iter().find(is_it)?;
        Some(Place::new(source.path(), tag.name_span))
    }

    fn text(&self, name: &str) -> Option<(&str, &Text)> {
        let name = self.resolved(name)?;
        self.by_name.get_key_value(name).map(|(name, text)| (name.as_str(), text))
    }

    /// The full name of what answers to a name.
    fn resolved(&self, name: &str) -> Option<&str> {
        let own = self.by_name.get_key_value(name);
        let found = own.or_else(|| self.by_name.get_key_value(&format!("{FALLBACK}{name}")))?;
        Some(found.0)
    }

    /// The names of the site's own templates.
    fn own(&self) -> impl Iterator<Item = &str> {
        let names = self.by_name.keys().map(String::as_str);
        names.filter(|name| !name.starts_with(FALLBACK))
    }

    /// The templates that one extends, the nearest first.
    fn parents<'t>(&'t self, name: &'t str) -> Vec<&'t str> {
        let mut parents: Vec<&str> = Vec::new();
        let mut current = Some(name);
        while let Some(text) = current.and_then(|name| self.by_name.get(name)) {
            let extends = tags(text.source.text()).into_iter().find(|t| t.kind == Kind::Extends);
            current = extends.and_then(|tag| self.resolved(tag.name));
            // One that extends itself is told by the engine.
            match current {
                Some(parent) if parent != name && !parents.contains(&parent) => {
                    parents.push(parent);
                }
                _ => break,
            }
        }
        parents
    }

    /// Findings about what is shown nowhere: templates that nothing names and blocks that no
    /// parent has. The engine would refuse such blocks; it gets the text without them.
    pub(super) fn leave_out_stale(&mut self) -> Vec<Diagnostic> {
        let mut findings: Vec<Diagnostic> = self.unused().collect();
        let mut cut: Vec<(String, Vec<Span>)> = Vec::new();
        for name in self.own() {
            let parents = self.parents(name);
            let Some(nearest) = parents.first() else { continue };
            let known: BTreeSet<&str> = parents.iter().flat_map(|name| self.names(name)).collect();
            let source = &self.by_name[name].source;
            let is_stale = |block: &Block<'_>| block.depth == 0 && !known.contains(block.name);
            let stale: Vec<Block<'_>> =
                blocks(source.text()).into_iter().filter(is_stale).collect();
            findings.extend(stale.iter().map(|block| {
                let place = Place::new(source.path(), block.name_span);
                diag::stale_block(place, block.name, nearest, &known)
            }));
            cut.push((name.to_owned(), stale.iter().map(|block| block.span).collect()));
        }
        for (name, spans) in cut {
            if let Some(text) = self.by_name.get_mut(&name) {
                for span in spans {
                    blank(&mut text.used, span);
                }
            }
        }
        findings
    }

    fn names(&self, name: &str) -> impl Iterator<Item = &str> {
        let text = self.by_name.get(name).map_or("", |text| text.source.text());
        blocks(text).into_iter().map(|block| block.name)
    }

    /// Own templates that no page is made from and nothing refers to.
    fn unused(&self) -> impl Iterator<Item = Diagnostic> {
        let named: BTreeSet<&str> = self
            .by_name
            .values()
            .flat_map(|text| tags(text.source.text()))
            .filter(|tag| matches!(tag.kind, Kind::Extends | Kind::Include))
            .map(|tag| tag.name)
            .collect();
        let known: Vec<&str> =
            self.by_name.keys().filter_map(|name| name.strip_prefix(FALLBACK)).collect();
        self.own().filter_map(move |name| {
            let source = &self.by_name[name].source;
            let gives = tags(source.text()).iter().any(|tag| tag.kind == Kind::Component);
            let is_used = known.contains(&name) || named.contains(name) || gives;
            (!is_used).then(|| diag::stale_template(Place::file(source.path()), name, &known))
        })
    }
}

/// Replaces a stretch by blanks; lines stay where they are.
fn blank(text: &mut String, span: Span) {
    let blanks: String = text[span.start..span.end]
        .chars()
        .flat_map(|c| {
            let blank = if c == '\n' { '\n' } else { ' ' };
            std::iter::repeat_n(blank, c.len_utf8())
        })
        .collect();
    text.replace_range(span.start..span.end, &blanks);
}
