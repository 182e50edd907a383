//! What links and references lead to, and what leads back.

use super::{Archive, Drafts, Number};
use crate::diag::{self, Diagnostic, Place, nearest};
use crate::model::{Destination, Link, Postmortem};
use crate::parse::Parsed;
use crate::source::{SourcePath, Span};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a link of a body leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a postmortem, perhaps to a place in it.
    Postmortem(Number, Option<String>),
    /// To a file beside a document.
    Asset(SourcePath),
    /// To a place in the same document.
    Here(String),
    /// To nothing that is there.
    Nothing,
}

/// A postmortem that names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backlink {
    /// The one that names.
    pub from: Number,
    /// How.
    pub kind: LinkKind,
}

/// How a postmortem names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// `supersedes`
    Supersedes,
    /// `duplicate_of`
    Duplicates,
    /// `related`
    Related,
    /// A link in its prose.
    Mentions,
}

/// Documents that are there but not shown, and why.
#[derive(Default)]
pub(super) struct Hidden {
    paths: BTreeMap<SourcePath, Why>,
    /// Their slugs and ids, lower-cased.
    names: BTreeMap<String, Why>,
}

/// Why a document is not shown.
#[derive(Clone, Copy)]
enum Why {
    Draft,
    Edition,
}

impl Hidden {
    /// Those that their edition hides, and drafts where these are.
    pub(super) fn of(documents: &[&Arc<Parsed>], drafts: Drafts) -> Hidden {
        let mut hidden = Hidden::default();
        for document in documents {
            let why = match drafts {
                _ if !document.is_shown => Why::Edition,
                Drafts::Hide if document.is_draft => Why::Draft,
                Drafts::Hide | Drafts::Show => continue,
            };
            hidden.paths.insert(document.postmortem.source.clone(), why);
            hidden.names.extend(super::names(&document.postmortem).map(|name| (name, why)));
        }
        hidden
    }

    pub(super) fn holds(&self, path: &SourcePath) -> bool {
        self.paths.contains_key(path)
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &SourcePath> {
        self.paths.keys()
    }
}

impl Why {
    fn finding(self, place: Place, written: &str) -> Diagnostic {
        match self {
            Why::Draft => diag::link_to_draft(place, written),
            Why::Edition => diag::internal_link_in_public(place, written),
        }
    }
}

/// Resolves every link and reference of the archive.
pub(super) fn connect(archive: &mut Archive, hidden: &Hidden, problems: &mut Vec<Diagnostic>) {
    let mut targets = Vec::with_capacity(archive.documents.len());
    let mut backlinks = vec![Vec::new(); archive.documents.len()];
    let advice = Cell::new(MOST_ADVISED);
    for (from, postmortem) in archive.postmortems().enumerate() {
        let resolver = Resolver { archive, hidden, postmortem, advice: &advice };
        let found: Vec<Target> =
            postmortem.body.links.iter().map(|link| resolver.resolve(link, problems)).collect();
        for target in &found {
            if let Target::Postmortem(to, _) = target
                && *to != from
            {
                backlinks[*to].push(Backlink { from, kind: LinkKind::Mentions });
            }
        }
        for (to, kind) in resolver.references(problems) {
            if to != from {
                backlinks[to].push(Backlink { from, kind });
            }
        }
        targets.push(found);
    }
    for known in &mut backlinks {
        known.sort_unstable();
        known.dedup_by_key(|link| link.from);
    }
    archive.targets = Arc::new(targets);
    archive.backlinks = Arc::new(backlinks);
}

struct Resolver<'a> {
    archive: &'a Archive,
    hidden: &'a Hidden,
    postmortem: &'a Postmortem,
    /// How many links to nothing may still be told what they were likely meant to be.
    advice: &'a Cell<usize>,
}

/// Links to nothing, in the archive's order, that are told what they were likely meant to be. Each is
/// compared with every name; and whoever has more of them has moved files rather than misspelt one.
const MOST_ADVISED: usize = 20;

impl Resolver<'_> {
    /// True once for each link that may be advised.
    fn may_advise(&self) -> bool {
        let left = self.advice.get();
        self.advice.set(left.saturating_sub(1));
        left > 0
    }

    fn place(&self, span: Span) -> Place {
        Place::new(&self.postmortem.source, span)
    }

    fn resolve(&self, link: &Link, problems: &mut Vec<Diagnostic>) -> Target {
        let fragment = link.fragment.clone();
        match &link.to {
            Destination::Here => {
                let fragment = fragment.unwrap_or_default();
                Target::Here(self.anchor(self.postmortem, fragment, link.span, problems))
            }
            Destination::Reference(name) => match self.archive.by_name(name) {
                Some(number) => self.postmortem_target(number, fragment, link.span, problems),
                None => self.missing_reference(name, link.span, problems),
            },
            Destination::File(path) => self.resolve_file(path, fragment, link.span, problems),
        }
    }

    fn resolve_file(
        &self,
        written: &str,
        fragment: Option<String>,
        span: Span,
        problems: &mut Vec<Diagnostic>,
    ) -> Target {
        let Some(path) = join(self.postmortem.source.folder(), written) else {
            problems.push(diag::broken_link(self.place(span), written, None));
            return Target::Nothing;
        };
        for candidate in [path.clone(), format!("{path}/index.md"), format!("{path}.md")] {
            let candidate = SourcePath::new(&candidate);
            if let Some(number) = self.archive.by_path(&candidate) {
                return self.postmortem_target(number, fragment, span, problems);
            }
            if let Some(why) = self.hidden.paths.get(&candidate) {
                problems.push(why.finding(self.place(span), written));
                return Target::Nothing;
            }
        }
        let path = SourcePath::new(&path);
        if self.archive.layout.asset(&path).is_some() {
            return Target::Asset(path);
        }
        let near = self.near_path(&path);
        problems.push(diag::broken_link(self.place(span), written, near.as_deref()));
        Target::Nothing
    }

    fn postmortem_target(
        &self,
        number: Number,
        fragment: Option<String>,
        span: Span,
        problems: &mut Vec<Diagnostic>,
    ) -> Target {
        let target = self.archive.postmortem(number);
        let fragment = fragment.map(|fragment| self.anchor(target, fragment, span, problems));
        Target::Postmortem(number, fragment)
    }

    /// The fragment as the target has it: browsers tell capitals from small letters, where some
    /// viewers of Markdown do not.
    fn anchor(
        &self,
        target: &Postmortem,
        fragment: String,
        span: Span,
        problems: &mut Vec<Diagnostic>,
    ) -> String {
        let headings = target.body.headings.iter().map(|heading| heading.anchor.as_str());
        let entries = target.timeline.entries.iter().map(|entry| entry.anchor.as_str());
        let diagram = fragment
            .strip_prefix("diagram-")
            .and_then(|number| number.parse::<usize>().ok())
            .is_some_and(|number| (1..=target.body.diagrams.len()).contains(&number));
        let known: Vec<&str> = headings.chain(entries).collect();
        if fragment.is_empty() || diagram || fragment == "top" || known.contains(&&*fragment) {
            return fragment;
        }
        if let Some(same) = known.iter().find(|known| known.eq_ignore_ascii_case(&fragment)) {
            return (*same).to_owned();
        }
        let near = nearest(&fragment, known.iter().copied());
        problems.push(diag::broken_anchor(self.place(span), &fragment, near));
        fragment
    }

    fn missing_reference(&self, name: &str, span: Span, problems: &mut Vec<Diagnostic>) -> Target {
        if let Some(why) = self.hidden.names.get(&name.to_lowercase()) {
            problems.push(why.finding(self.place(span), name));
        } else {
            let near = self.near_name(name);
            problems.push(diag::broken_link(self.place(span), name, near.as_deref()));
        }
        Target::Nothing
    }

    fn near_name(&self, name: &str) -> Option<String> {
        if !self.may_advise() {
            return None;
        }
        let known: Vec<String> = self.archive.postmortems().flat_map(super::names).collect();
        nearest(name, known.iter().map(String::as_str)).map(str::to_owned)
    }

    /// The written form of the nearest file that is there, relative to this document.
    fn near_path(&self, path: &SourcePath) -> Option<String> {
        if !self.may_advise() {
            return None;
        }
        let documents = self.archive.postmortems().map(|postmortem| &postmortem.source);
        let assets = self.archive.layout.assets().map(|(asset, _)| asset);
        let known = documents.chain(assets).map(SourcePath::as_str);
        let near = nearest(path.as_str(), known)?;
        Some(relative(self.postmortem.source.folder(), near))
    }

    /// What the front matter's references name.
    fn references(&self, problems: &mut Vec<Diagnostic>) -> Vec<(Number, LinkKind)> {
        let postmortem = self.postmortem;
        let related = postmortem.related.iter().map(|found| (found, LinkKind::Related));
        let supersedes = postmortem.supersedes.iter().map(|found| (found, LinkKind::Supersedes));
        let duplicates = postmortem.duplicate_of.iter().map(|found| (found, LinkKind::Duplicates));
        let mut named = Vec::new();
        for ((name, span), kind) in related.chain(supersedes).chain(duplicates) {
            match self.archive.by_name(name) {
                Some(number) => named.push((number, kind)),
                None => {
                    self.missing_reference(name, *span, problems);
                }
            }
        }
        named
    }
}

/// A path relative to `folder`, `.` and `..` undone; `None` where it leaves the site. A leading
/// `/` counts from the content folder, as static hosts have it.
pub(super) fn join(folder: &str, written: &str) -> Option<String> {
    let (base, written) = match written.strip_prefix('/') {
        Some(rest) => (super::address::CONTENT, rest),
        None => (folder, written),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The way from `folder` to `path`.
fn relative(folder: &str, path: &str) -> String {
    let from = crate::model::UrlPath::new(&format!("{folder}/"));
    crate::model::UrlPath::new(path).relative_to(&from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_count_from_the_documents_folder() {
        let cases = [
            ("content", "a.md", Some("content/a.md")),
            ("content/2024", "../a.md", Some("content/a.md")),
            ("content/2024", "./x/../b.md", Some("content/2024/b.md")),
            ("content/2024", "/a.md", Some("content/a.md")),
            ("content", "../../a.md", None),
        ];
        for (folder, written, path) in cases {
            assert_eq!(join(folder, written).as_deref(), path, "{folder} {written}");
        }
    }
}
