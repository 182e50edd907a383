//! The archive's glossary: the terms of `site.toml` and of front matter.

use super::Number;
use crate::config::Config;
use crate::model::fold;
use crate::parse::Parsed;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A term and all that is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The term as it is first written.
    pub name: String,
    /// Its name in addresses; terms that differ in case only share it.
    pub slug: String,
    /// What it means: `site.toml`'s first, then the postmortems', the newest first. At least one.
    pub meanings: Vec<Meaning>,
}

/// What a term means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Plain text.
    pub text: String,
    /// The postmortem that says so; `None` for `site.toml`.
    pub from: Option<Number>,
}

/// All terms, by their slugs. What is said twice in the same words is told once.
pub(super) fn terms(config: &Config, documents: &[Arc<Parsed>]) -> Vec<Term> {
    let declared = config.glossary.iter().map(|said| (None, said));
    let stated = documents.iter().enumerate().flat_map(|(number, document)| {
        document.postmortem.glossary.iter().map(move |said| (Some(number), said))
    });
    let mut terms: BTreeMap<String, Term> = BTreeMap::new();
    for (from, (name, text)) in declared.chain(stated) {
        let slug = fold(name);
        let term = terms.entry(slug.clone()).or_insert_with(|| Term {
            name: name.clone(),
            slug,
            meanings: Vec::new(),
        });
        if !term.meanings.iter().any(|meaning| meaning.text == *text) {
            term.meanings.push(Meaning { text: text.clone(), from });
        }
    }
    terms.into_values().collect()
}
