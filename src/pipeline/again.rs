//! Compiling again after a save in the midst of writing, which changes the inside of a document and
//! nothing that the archive sees of it. Such a save takes no longer in an archive of thousands.

use super::{Inputs, Options, Outcome, as_wanted, problems_of};
use crate::diag::{Code, Diagnostic};
use crate::parse::Parsed;
use crate::site::Site;
use crate::source::{Source, SourcePath};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most documents that a site is changed in without being put together anew.
const FEW: usize = 16;

/// What was compiled last, and from what.
#[derive(Debug)]
pub(super) struct Made {
    /// All of them but the documents.
    inputs: Inputs,
    options: Options,
    site: Site,
    templates: Arc<Vec<Source>>,
    parsed: Vec<Arc<Parsed>>,
    problems: Arc<Vec<Diagnostic>>,
    /// The files that findings of the archive or the site speak of.
    told_of: BTreeSet<SourcePath>,
}

impl Made {
    /// What is needed to do without putting all together the next time; `None` where pages may
    /// fail by what stands in documents, or findings hang on the day or on the heads of all documents.
    pub(super) fn of(
        inputs: &Inputs,
        options: &Options,
        outcome: &Outcome,
        told_of: BTreeSet<SourcePath>,
    ) -> Option<Made> {
        let site = outcome.site.as_ref().filter(|site| !site.is_own_theme())?;
        let hangs_on_heads = outcome.problems.iter().any(|it| it.code == Code::UnknownSection);
        (options.today.is_none() && !hangs_on_heads).then(|| Made {
            inputs: Inputs {
                site_file: inputs.site_file.clone(),
                documents: Vec::new(),
                assets: inputs.assets.clone(),
                themes: inputs.themes.clone(),
                problems: inputs.problems.clone(),
            },
            options: options.clone(),
            site: site.with(Arc::clone(&outcome.archive)),
            templates: Arc::clone(&outcome.templates),
            parsed: outcome.parsed.clone(),
            problems: Arc::clone(&outcome.problems),
            told_of,
        })
    }

    /// The same with the documents that differ since, where nothing else can differ; else `None`,
    /// and nothing has changed.
    pub(super) fn again(
        &mut self,
        inputs: &Inputs,
        options: &Options,
        parsed: &[Arc<Parsed>],
    ) -> Option<&Made> {
        let Inputs { site_file, documents: _, assets, themes, problems } = &self.inputs;
        let is_same = *site_file == inputs.site_file
            && *assets == inputs.assets
            && *themes == inputs.themes
            && *problems == inputs.problems
            && self.options == *options
            && self.parsed.len() == parsed.len();
        if !is_same {
            return None;
        }
        let pairs = self.parsed.iter().zip(parsed);
        let changed = pairs.filter(|(before, after)| !Arc::ptr_eq(before, after));
        let changed: Vec<&Arc<Parsed>> = changed.map(|(_, after)| after).take(FEW + 1).collect();
        let is_told_of = |document: &&Arc<Parsed>| self.told_of.contains(document.source.path());
        if changed.len() > FEW || changed.iter().any(is_told_of) {
            return None;
        }
        let archive = Arc::new(self.site.archive().with(&changed)?);
        for document in &changed {
            let one = std::slice::from_ref(*document);
            let wanted = as_wanted(problems_of(one), &archive, one);
            replace(&mut self.problems, document.source.path(), wanted);
        }
        self.site = self.site.with(archive);
        self.parsed = parsed.to_vec();
        Some(self)
    }

    /// What it gives.
    pub(super) fn outcome(&self, site_source: Option<Source>) -> Outcome {
        let archive = self.site.shared_archive();
        Outcome {
            site: Some(self.site.with(Arc::clone(archive))),
            archive: Arc::clone(archive),
            problems: Arc::clone(&self.problems),
            site_source,
            templates: Arc::clone(&self.templates),
            parsed: self.parsed.clone(),
        }
    }
}

/// The files that findings speak of.
pub(super) fn files(problems: &[Diagnostic]) -> BTreeSet<SourcePath> {
    let related = problems.iter().flat_map(|problem| &problem.related);
    let places =
        problems.iter().map(|problem| &problem.place).chain(related.map(|(place, _)| place));
    places.map(|place| place.path.clone()).collect()
}

/// Puts the findings of a file in place of those that there were, in a list in order.
fn replace(problems: &mut Arc<Vec<Diagnostic>>, path: &SourcePath, wanted: Vec<Diagnostic>) {
    let start = problems.partition_point(|problem| problem.place.path < *path);
    let end = problems.partition_point(|problem| problem.place.path <= *path);
    if problems[start..end] != *wanted {
        Arc::make_mut(problems).splice(start..end, wanted);
    }
}
