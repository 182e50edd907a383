//! Sections that an edition is to hide and no document has.

use crate::config::Config;
use crate::diag::{self, Diagnostic, Place};
use crate::model::{SectionKind, fold};
use crate::parse::Parsed;
use crate::source::SourcePath;
use std::sync::Arc;

/// What editions hide by a name that is no kind's and in no head, of whatever document: it hides
/// nothing, and whoever wrote it believes that it does. `site_file` is where editions are declared.
/// An archive without documents has no sections yet.
pub fn unknown_sections(
    config: &Config,
    parsed: &[Arc<Parsed>],
    site_file: &SourcePath,
) -> Vec<Diagnostic> {
    let is_known = |name: &str| {
        SectionKind::from_word(&fold(name)).is_some()
            || parsed.iter().any(|document| document.named_sections.contains(name))
    };
    let names = config.editions.values().flat_map(|edition| &edition.hide_sections);
    let unknown = names.filter(|(name, _)| !parsed.is_empty() && !is_known(name));
    unknown
        .map(|(name, span)| {
            diag::unknown_section(Place::new(site_file, *span), name, &known(parsed))
        })
        .collect()
}

/// Kinds, the heads that are there, and names of those that are hidden.
fn known(parsed: &[Arc<Parsed>]) -> Vec<&str> {
    let sections = parsed.iter().flat_map(|document| &document.postmortem.sections);
    let heads = sections.map(|section| section.heading.as_str());
    let named = parsed.iter().flat_map(|document| &document.named_sections);
    let mut known: Vec<&str> = heads.chain(named.map(String::as_str)).collect();
    known.sort_unstable();
    known.dedup();
    SectionKind::WORDS.iter().copied().chain(known).collect()
}
