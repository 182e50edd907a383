//! What its edition shows of a document: the rest is cut from the text, and only what is left is
//! understood. So nothing that was derived can know of it.

use super::sections::section_kind;
use super::{Parsed, understand};
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::edition;
use crate::model::{Postmortem, Section};
use crate::source::{Source, Span};
use std::collections::BTreeSet;

/// How often sections are cut before the rest of a text is given up: each cut may show heads that
/// an open fence had hidden, and nobody nests them for a good reason.
const MOST_CUTS: usize = 20;

/// Reads what `config`'s edition shows of a document; `problems` is what was found before.
///
/// A document that was cut is read whole too, only for its visibility and status: a passage that is
/// hidden may be the one that says who may read it. One that is hidden as a whole is not shown.
pub fn parse(source: Source, config: &Config, mut problems: Vec<Diagnostic>) -> Parsed {
    let cut = edition::without_passages(&source, &config.edition, &mut problems);
    let mut left = cut.clone().unwrap_or_else(|| source.clone());
    let mut parsed = understand(left.clone(), config, problems.clone());
    let mut is_cut = cut.is_some() && config.edition.hide_passages;
    for n_cuts in 0.. {
        let heads = heads(&parsed.postmortem);
        let mut hidden = edition::hidden_sections(&left, &config.edition, &heads);
        if hidden.is_empty() {
            break;
        }
        if n_cuts == MOST_CUTS {
            hidden = vec![Span::new(0, left.text().len())];
        }
        is_cut = true;
        left = left.without(&hidden);
        parsed = understand(left.clone(), config, problems.clone());
    }
    if is_cut {
        let whole = understand(source, config, Vec::new());
        parsed.is_draft |= whole.is_draft;
        // Of a document that is hidden as a whole, its name would be left.
        parsed.is_shown &= whole.is_shown && !left.text().trim().is_empty();
    }
    parsed
}

/// Every head of a document, those inside lists and quotations too.
fn heads(postmortem: &Postmortem) -> Vec<Section> {
    let sections = &postmortem.sections;
    let known: BTreeSet<u32> = sections.iter().map(|section| section.line).collect();
    let inside = postmortem.body.headings.iter().filter(|heading| !known.contains(&heading.line));
    let inside = inside.map(|heading| Section {
        kind: section_kind(&heading.text),
        heading: heading.text.clone(),
        anchor: heading.anchor.clone(),
        level: heading.level,
        line: heading.line,
    });
    sections.iter().cloned().chain(inside).collect()
}
