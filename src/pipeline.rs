//! The program: files' bytes in, a site and findings out.
//!
//! [`compile`] is pure. [`Memo`] remembers what each document was parsed to, by the hash of its
//! bytes and of `site.toml`'s, so that one changed document costs one parse; the archive is
//! assembled in full every time. Law: for every edit, compiling with a memo gives what compiling
//! without one gives.

use crate::archive::{self, Archive, Drafts};
use crate::config::{self, Config};
use crate::diag::policy::Policy;
use crate::diag::{self, Diagnostic, Place, report};
use crate::parse::{self, Parsed};
use crate::site::{Site, theme::Theme};
use crate::source::{File, Flaw, Source, SourcePath};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that a site is made of.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// `site.toml`, where there is one.
    pub site_file: Option<File>,
    /// The documents, by path.
    pub documents: Vec<File>,
    /// Paths of the files beside documents.
    pub assets: BTreeSet<SourcePath>,
    /// Files of the site's own themes, by path.
    pub themes: Vec<File>,
    /// What could not be read.
    pub problems: Vec<Diagnostic>,
}

/// How to compile.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether drafts are part of the site.
    pub drafts: Drafts,
    /// An address to use in place of `site.toml`'s.
    pub base_url: Option<String>,
    /// Markup at the end of every page, for the preview.
    pub preview: Option<String>,
    /// The day on which action items are overdue or not; without it none is.
    pub today: Option<NaiveDate>,
}

impl Default for Options {
    fn default() -> Options {
        Options { drafts: Drafts::Hide, base_url: None, preview: None, today: None }
    }
}

/// What documents were parsed to, by path.
#[derive(Debug, Default)]
pub struct Memo {
    settings: Option<blake3::Hash>,
    documents: BTreeMap<SourcePath, (blake3::Hash, Arc<Parsed>)>,
}

/// What compiling gave.
#[derive(Debug)]
pub struct Outcome {
    /// The site; `None` where the theme cannot be used.
    pub site: Option<Site>,
    /// The archive, whatever the theme.
    pub archive: Arc<Archive>,
    /// All findings, by file and place.
    pub problems: Vec<Diagnostic>,
    /// `site.toml`, for reports.
    pub site_source: Option<Source>,
    /// Every document that was read, those that are not shown included.
    pub parsed: Vec<Arc<Parsed>>,
}

impl Outcome {
    /// The sources that findings speak of.
    pub fn sources(&self) -> report::Sources<'_> {
        let documents =
            self.parsed.iter().map(|document| (document.source.path(), &document.source));
        documents.chain(self.site_source.iter().map(|source| (source.path(), source))).collect()
    }

    /// How bad the worst finding is.
    pub fn worst(&self) -> Option<diag::Level> {
        self.problems.iter().map(|problem| problem.level).max()
    }
}

/// Compiles a site.
pub fn compile(inputs: &Inputs, options: &Options, memo: &mut Memo) -> Outcome {
    let mut problems = inputs.problems.clone();
    let (config, site_source) = read_config(inputs, options, &mut problems);
    let parsed = parse_all(inputs, &config, memo);
    for document in &parsed {
        problems.extend(document.problems.iter().cloned());
    }
    if parsed.is_empty() {
        problems.push(diag::no_documents(&SourcePath::new(crate::archive::CONTENT)));
    }
    let archive = Archive::assemble(config, &parsed, &inputs.assets, options.drafts, &mut problems);
    problems.extend(options.today.map(|day| archive::overdue(&archive, day)).unwrap_or_default());
    let archive = Arc::new(archive);
    let theme = Theme::load(&archive.config.theme, &inputs.themes, &mut problems);
    let site = theme
        .map(|theme| Site::new(Arc::clone(&archive), Arc::new(theme), options.preview.clone()));
    let mut problems = as_wanted(problems, &archive, &parsed);
    report::sort(&mut problems);
    Outcome { site, archive, problems, site_source, parsed }
}

/// What `site.toml` and the documents themselves want to hear. A document that is left out of the
/// archive has no findings of the archive's, so its silences are not judged.
fn as_wanted(
    problems: Vec<Diagnostic>,
    archive: &Archive,
    parsed: &[Arc<Parsed>],
) -> Vec<Diagnostic> {
    let silences: Vec<_> = parsed.iter().flat_map(|document| &document.silences).collect();
    let complete = archive.postmortems().map(|postmortem| &postmortem.source).collect();
    let levels = &archive.config.findings;
    Policy { levels, silences: &silences, complete: &complete }.apply(problems)
}

fn read_config(
    inputs: &Inputs,
    options: &Options,
    problems: &mut Vec<Diagnostic>,
) -> (Config, Option<Source>) {
    let (mut config, source) = if let Some(file) = &inputs.site_file {
        let source = Source::from_bytes(file.path.clone(), &file.bytes);
        report_flaws(&source, problems);
        (config::read(&source, problems), Some(source))
    } else {
        problems.push(diag::no_site_file(&SourcePath::new("site.toml")));
        (Config::default(), None)
    };
    if let Some(base_url) = &options.base_url {
        config.base_url = Some(base_url.clone());
    }
    (config, source)
}

fn parse_all(inputs: &Inputs, config: &Config, memo: &mut Memo) -> Vec<Arc<Parsed>> {
    let settings = blake3::hash(inputs.site_file.as_ref().map_or(&[][..], |file| &file.bytes));
    if memo.settings != Some(settings) {
        *memo = Memo { settings: Some(settings), documents: BTreeMap::new() };
    }
    let known = &memo.documents;
    let documents: Vec<(SourcePath, blake3::Hash, Arc<Parsed>)> = inputs
        .documents
        .par_iter()
        .map(|file| {
            let hash = blake3::hash(&file.bytes);
            let parsed = match known.get(&file.path) {
                Some((before, parsed)) if *before == hash => Arc::clone(parsed),
                _ => Arc::new(parse_one(file, config)),
            };
            (file.path.clone(), hash, parsed)
        })
        .collect();
    let parsed = documents.iter().map(|(_, _, parsed)| Arc::clone(parsed)).collect();
    memo.documents =
        documents.into_iter().map(|(path, hash, parsed)| (path, (hash, parsed))).collect();
    parsed
}

fn parse_one(file: &File, config: &Config) -> Parsed {
    let source = Source::from_bytes(file.path.clone(), &file.bytes);
    let mut problems = Vec::new();
    report_flaws(&source, &mut problems);
    parse::parse(source, config, problems)
}

fn report_flaws(source: &Source, problems: &mut Vec<Diagnostic>) {
    for flaw in source.flaws() {
        problems.push(match flaw {
            Flaw::InvalidUtf8(span) => diag::invalid_utf8(Place::new(source.path(), *span)),
            Flaw::Nul(span) => diag::nul_byte(Place::new(source.path(), *span)),
        });
    }
}
