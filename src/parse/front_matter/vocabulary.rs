//! The three keys at the heart, and the words that an archive may declare.

use super::super::quantity::{DurationError, ImpactError, read_duration, read_impact};
use super::Statement;
use super::value::{Reader, clipped};
use crate::config::node::{Entry, Node};
use crate::diag::{self, Diagnostic, Place};
use crate::model::{Impact, Known, Outage, Severity, Tag};

/// Longest root cause that is a tag and not a sentence, in characters.
const LONGEST_CAUSE: usize = 60;

/// The word for what nobody knows, in any case.
fn is_unknown(node: &Node) -> bool {
    node.as_written().is_some_and(|text| text.eq_ignore_ascii_case("unknown"))
}

/// A finding about a word that is not declared.
type UnknownWord = fn(Place, &str, &[&str]) -> Diagnostic;

impl Reader<'_> {
    fn statement<T>(
        &mut self,
        entry: Option<&Entry>,
        read: impl FnOnce(&mut Self, &Entry) -> Option<T>,
    ) -> Statement<T> {
        let Some(entry) = entry else { return Statement::Silent };
        if is_unknown(&entry.node) {
            return Statement::Unknown;
        }
        match read(self, entry) {
            Some(value) => {
                let known = Known::stated(value, self.line(entry.key_span));
                Statement::Says(known, entry.node.span)
            }
            None => Statement::Silent,
        }
    }

    pub(super) fn duration(&mut self, entry: Option<&Entry>) -> Statement<Outage> {
        self.statement(entry, |reader, entry| {
            let text = reader.written(&entry.node, &entry.key, "a duration such as `2h30m`")?;
            let place = reader.place(entry.node.span);
            match read_duration(text) {
                Ok(outage) => return Some(outage),
                Err(DurationError::Bare(number)) => {
                    reader.problems.push(diag::bare_duration(place, &number));
                }
                Err(DurationError::Unreadable) => {
                    reader.problems.push(diag::unreadable_duration(place, &clipped(text)));
                }
            }
            None
        })
    }

    pub(super) fn impact(&mut self, entry: Option<&Entry>) -> Statement<Impact> {
        self.statement(entry, |reader, entry| match entry.node.entries() {
            Some(entries) => reader.impact_table(entries),
            None => reader.share(entry),
        })
    }

    /// A share of those who could be hit.
    pub(super) fn share(&mut self, entry: &Entry) -> Option<Impact> {
        let text = self.written(&entry.node, &entry.key, "a share such as `60%`")?;
        let place = self.place(entry.node.span);
        match read_impact(text) {
            Ok(impact) => return Some(impact),
            Err(ImpactError::One) => self.problems.push(diag::impact_of_one(place)),
            Err(ImpactError::OutOfRange) => {
                self.problems.push(diag::impact_out_of_range(place, &clipped(text)));
            }
            Err(ImpactError::Unreadable) => {
                self.problems.push(diag::unreadable_impact(place, &clipped(text)));
            }
        }
        None
    }

    pub(super) fn root_cause(&mut self, entry: Option<&Entry>) -> Statement<Tag> {
        const WANTED: &str = "one short tag such as `expired-certificate`, or `unknown`";
        self.statement(entry, |reader, entry| {
            let text = reader.written(&entry.node, &entry.key, WANTED)?;
            let tag = Tag::of(text)?;
            if let Some(declared) = reader.config.root_cause(&tag) {
                return Some(declared.tag.clone());
            }
            if !reader.config.root_causes.is_empty() {
                let known: Vec<&str> =
                    reader.config.root_causes.iter().map(|cause| cause.tag.as_str()).collect();
                let place = reader.place(entry.node.span);
                reader.problems.push(diag::unknown_root_cause(place, &clipped(text), &known));
            } else if text.chars().count() > LONGEST_CAUSE || text.ends_with('.') {
                reader.bad(&entry.node, &entry.key, WANTED);
                return None;
            }
            Some(tag)
        })
    }

    pub(super) fn severity(&mut self, entry: Option<&Entry>) -> Option<Known<Severity>> {
        let entry = entry?;
        let text = self.written(&entry.node, &entry.key, "the name of a severity")?;
        let severity = self.config.severity(&Tag::of(text)?);
        if severity.rank.is_none() && !self.config.severities.is_empty() {
            let known: Vec<&str> =
                self.config.severities.iter().map(|severity| severity.name.as_str()).collect();
            let place = self.place(entry.node.span);
            self.problems.push(diag::unknown_severity(place, &clipped(text), &known));
        }
        Some(Known::stated(severity, self.line(entry.key_span)))
    }

    pub(super) fn services(&mut self, entry: Option<&Entry>) -> Vec<Tag> {
        let known: Vec<Tag> =
            self.config.services.iter().map(|service| service.name.clone()).collect();
        self.declared(entry, &known, diag::unknown_service)
    }

    pub(super) fn teams(&mut self, entry: Option<&Entry>) -> Vec<Tag> {
        let known: Vec<Tag> = self.config.teams.iter().map(|team| team.name.clone()).collect();
        self.declared(entry, &known, diag::unknown_team)
    }

    /// Tags, each as the archive spells it; one that it does not declare is found and kept.
    fn declared(&mut self, entry: Option<&Entry>, known: &[Tag], unknown: UnknownWord) -> Vec<Tag> {
        let mut tags = Vec::new();
        for (tag, span) in self.placed_tags(entry) {
            let declared = known.iter().find(|known| known.slug() == tag.slug());
            if declared.is_none() && !known.is_empty() {
                let names: Vec<&str> = known.iter().map(Tag::as_str).collect();
                let finding = unknown(self.place(span), &clipped(tag.as_str()), &names);
                self.problems.push(finding);
            }
            tags.push(declared.cloned().unwrap_or(tag));
        }
        tags
    }
}
