//! The program: files' bytes in, a site and findings out.
//!
//! [`compile`] is pure. [`Memo`] remembers what each document was parsed to, with the bytes and the
//! settings that it was parsed from, so that one changed document costs one parse; the archive is
//! assembled in full, unless what changed is nothing to it. Law: for every edit, compiling with a
//! memo gives what compiling without one gives.

mod again;
mod basis;

pub use basis::basis;

use crate::archive::{self, Archive, Drafts};
use crate::config::{self, Config, Edition};
use crate::diag::policy::Policy;
use crate::diag::{self, Diagnostic, Place, report};
use crate::model::UrlPath;
use crate::parse::{self, Parsed, front_matter};
use crate::site::theme::{self, Theme};
use crate::site::{Route, Site};
use crate::source::{File, Source, SourcePath};
use again::Made;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether drafts are part of the site.
    pub drafts: Drafts,
    /// An address to use in place of `site.toml`'s.
    pub base_url: Option<String>,
    /// The edition to make, in place of `site.toml`'s.
    pub edition: Option<String>,
    /// Markup at the end of every page, for the preview.
    pub preview: Option<String>,
    /// The day on which action items are overdue or not; without it none is.
    pub today: Option<NaiveDate>,
}

impl Default for Options {
    fn default() -> Options {
        Options { drafts: Drafts::Hide, base_url: None, edition: None, preview: None, today: None }
    }
}

/// What documents were parsed to, and the theme that was loaded; with all that each was made from,
/// so that nothing can be stale.
#[derive(Debug, Default)]
pub struct Memo {
    config: Option<Config>,
    /// In the order of the inputs.
    documents: Vec<(File, Arc<Parsed>)>,
    theme: Option<Loaded>,
    made: Option<Made>,
}

/// A theme with what it was loaded from and what was found.
#[derive(Debug)]
struct Loaded {
    name: String,
    files: Vec<File>,
    theme: Option<Arc<Theme>>,
    templates: Arc<Vec<Source>>,
    problems: Vec<Diagnostic>,
}

impl Loaded {
    fn of(name: &str, files: &[File]) -> Loaded {
        let mut problems = Vec::new();
        let theme::Loaded { theme, templates } = Theme::load(name, files, &mut problems);
        Loaded {
            name: name.to_owned(),
            files: files.to_vec(),
            theme: theme.map(Arc::new),
            templates: Arc::new(templates),
            problems,
        }
    }
}

/// What compiling gave.
#[derive(Debug)]
pub struct Outcome {
    /// The site; `None` where the theme cannot be used.
    pub site: Option<Site>,
    /// The archive, whatever the theme.
    pub archive: Arc<Archive>,
    /// All findings, by file and place.
    pub problems: Arc<Vec<Diagnostic>>,
    /// `site.toml`, for reports.
    pub site_source: Option<Source>,
    /// The theme's templates, for reports.
    pub templates: Arc<Vec<Source>>,
    /// Every document that was read, those that are not shown included.
    pub parsed: Vec<Arc<Parsed>>,
}

impl Outcome {
    /// The sources that findings speak of.
    pub fn sources(&self) -> report::Sources<'_> {
        let documents = self.parsed.iter().map(|document| &document.source);
        let others = self.site_source.iter().chain(self.templates.iter());
        documents.chain(others).map(|source| (source.path(), source)).collect()
    }

    /// The sources that some of the findings speak of, `site.toml` and the templates.
    pub fn sources_of<'s>(
        &'s self,
        problems: impl Iterator<Item = &'s Diagnostic>,
    ) -> report::Sources<'s> {
        let paths: BTreeSet<&SourcePath> = problems.map(|problem| &problem.place.path).collect();
        let document = |path: &SourcePath| match self.archive.by_path(path) {
            Some(number) => Some(&self.archive.documents[number]),
            None => self.parsed.iter().find(|document| document.source.path() == path),
        };
        let documents = paths.into_iter().filter_map(document).map(|document| &document.source);
        let others = self.site_source.iter().chain(self.templates.iter());
        documents.chain(others).map(|source| (source.path(), source)).collect()
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
    if parsed.is_empty() {
        problems.push(diag::no_documents(&SourcePath::new(crate::archive::CONTENT)));
    }
    if let Some(made) = memo.made.as_mut().and_then(|made| made.again(inputs, options, &parsed)) {
        return made.outcome(site_source);
    }
    if let Some(source) = &site_source {
        problems.extend(archive::unknown_sections(&config, &parsed, source.path()));
    }
    let assemble = || {
        let archive =
            Archive::assemble(config, &parsed, &inputs.assets, options.drafts, &mut problems);
        problems
            .extend(options.today.map(|day| archive::overdue(&archive, day)).unwrap_or_default());
        let archive = Arc::new(archive);
        let (theme, templates) = load_theme(&archive, &inputs.themes, memo, &mut problems);
        let preview = options.preview.clone();
        let site = match theme {
            Some(theme) => site_of(&archive, theme, preview, &mut problems),
            None => without_theme(&archive, &mut problems),
        };
        (archive, site, templates)
    };
    let ((archive, site, templates), found) = rayon::join(assemble, || problems_of(&parsed));
    let told_of = again::files(&problems);
    problems.extend(found);
    let problems = Arc::new(as_wanted(problems, &archive, &parsed));
    let outcome = Outcome { site, archive, problems, site_source, templates, parsed };
    memo.made = Made::of(inputs, options, &outcome, told_of);
    outcome
}

/// The site, unless its theme fails on a page of some kind. Only a site's own theme can: pages of
/// every kind are made from it, so that what is broken is known before anything is published.
fn site_of(
    archive: &Arc<Archive>,
    theme: Arc<Theme>,
    preview: Option<String>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Site> {
    let site = Site::new(Arc::clone(archive), theme, preview, problems);
    let failed = if site.is_own_theme() { failures(&site, &site.sample()) } else { Vec::new() };
    let is_whole = failed.is_empty();
    problems.extend(failed);
    is_whole.then_some(site)
}

/// No site, where its theme cannot be used; what wants to stand at one address is told all the same.
fn without_theme(archive: &Arc<Archive>, problems: &mut Vec<Diagnostic>) -> Option<Site> {
    let default = Loaded::of("default", &[]).theme?;
    let _ = Site::new(Arc::clone(archive), default, None, problems);
    None
}

/// What every page of the site's own theme fails on; that of a few is known from compiling.
pub fn all_failures(site: &Site) -> Vec<Diagnostic> {
    if site.is_own_theme() { failures(site, &site.pages()) } else { Vec::new() }
}

/// What these pages fail on, each failure once.
fn failures(site: &Site, pages: &[(&UrlPath, &Route)]) -> Vec<Diagnostic> {
    let failed = pages.par_iter().filter_map(|(address, route)| site.render(address, route).err());
    let mut failed: Vec<Diagnostic> = failed.map(|problem| *problem).collect();
    report::sort(&mut failed);
    failed
        .dedup_by(|later, first| (&later.place, &later.message) == (&first.place, &first.message));
    failed
}

/// Of a document that the edition does not show, only what would have to be known all the same.
fn problems_of(parsed: &[Arc<Parsed>]) -> Vec<Diagnostic> {
    let told = |document: &Arc<Parsed>| {
        let is_shown = document.is_shown;
        let problems = document.problems.clone().into_iter();
        problems.filter(move |problem| is_shown || problem.level == diag::Level::Error)
    };
    parsed.iter().flat_map(told).collect()
}

/// What `site.toml` and the documents themselves want to hear, in order. A document that is left out of the
/// archive has no findings of the archive's, so its silences are not judged.
fn as_wanted(
    problems: Vec<Diagnostic>,
    archive: &Archive,
    parsed: &[Arc<Parsed>],
) -> Vec<Diagnostic> {
    let silences: Vec<_> = parsed.iter().flat_map(|document| &document.silences).collect();
    let complete = |path: &SourcePath| archive.by_path(path).is_some();
    let levels = &archive.config.findings;
    let mut wanted = Policy { levels, silences: &silences, complete: &complete }.apply(problems);
    report::sort(&mut wanted);
    wanted
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
    let path = source.as_ref().map_or(SourcePath::new("site.toml"), |it| it.path().clone());
    choose_edition(&mut config, options.edition.as_deref(), &path, problems);
    (config, source)
}

/// Makes the edition of a name the one that is made, and looks at what it hides.
fn choose_edition(
    config: &mut Config,
    name: Option<&str>,
    path: &SourcePath,
    problems: &mut Vec<Diagnostic>,
) {
    if let Some(name) = name {
        config.edition = config.editions.get(name).cloned().unwrap_or_else(|| {
            let known: Vec<&str> = config.editions.keys().map(String::as_str).collect();
            problems.push(diag::unknown_edition(Place::file(path), name, &known));
            Edition::nothing()
        });
    }
    let keys = config.editions.values().flat_map(|edition| &edition.hide_keys);
    for (key, span) in keys.filter(|(key, _)| !front_matter::can_hide(key)) {
        problems.push(diag::cannot_hide_key(Place::new(path, *span), key, front_matter::KEYS));
    }
}

fn parse_all(inputs: &Inputs, config: &Config, memo: &mut Memo) -> Vec<Arc<Parsed>> {
    if memo.config.as_ref() != Some(config) {
        memo.config = Some(config.clone());
        memo.documents = Vec::new();
        memo.made = None;
    }
    let known = &memo.documents;
    let elsewhere: OnceLock<HashMap<&SourcePath, usize>> = OnceLock::new();
    // Most stand where they stood.
    let before = |place: usize, path: &SourcePath| match known.get(place) {
        Some((file, _)) if file.path == *path => Some(place),
        _ => {
            let places =
                || known.iter().enumerate().map(|(n, (file, _))| (&file.path, n)).collect();
            elsewhere.get_or_init(places).get(path).copied()
        }
    };
    let read: Vec<Arc<Parsed>> = inputs
        .documents
        .par_iter()
        .enumerate()
        .map(|(place, file)| match before(place, &file.path).map(|place| &known[place]) {
            Some((kept, parsed)) if is_same(&kept.bytes, &file.bytes) => Arc::clone(parsed),
            _ => Arc::new(parse_one(file, config)),
        })
        .collect();
    if elsewhere.get().is_some() || known.len() != read.len() {
        memo.documents = inputs.documents.iter().cloned().zip(read.iter().cloned()).collect();
        return read;
    }
    for ((kept, parsed), (file, now)) in
        memo.documents.iter_mut().zip(inputs.documents.iter().zip(&read))
    {
        if !Arc::ptr_eq(parsed, now) {
            (*kept, *parsed) = (file.clone(), Arc::clone(now));
        }
    }
    read
}

/// Bytes of one allocation are the same without a look: they cannot be changed while both hold it.
fn is_same(a: &Arc<[u8]>, b: &Arc<[u8]>) -> bool {
    Arc::ptr_eq(a, b) || a == b
}

fn load_theme(
    archive: &Archive,
    files: &[File],
    memo: &mut Memo,
    problems: &mut Vec<Diagnostic>,
) -> (Option<Arc<Theme>>, Arc<Vec<Source>>) {
    let name = &archive.config.theme;
    let is_known = |known: &Loaded| known.name == *name && known.files == files;
    let loaded = memo.theme.take().filter(is_known).unwrap_or_else(|| Loaded::of(name, files));
    problems.extend(loaded.problems.iter().cloned());
    let answer = (loaded.theme.clone(), Arc::clone(&loaded.templates));
    memo.theme = Some(loaded);
    answer
}

/// Most bytes of a document: some six hundred thousand words, and a second of reading. Whoever reads
/// files need not read more than one byte beyond.
pub const MOST_BYTES: usize = 4_000_000;

/// A document that is larger than any postmortem is a finding, and not understood.
fn parse_one(file: &File, config: &Config) -> Parsed {
    let mut problems = Vec::new();
    let is_read = file.bytes.len() <= MOST_BYTES;
    if !is_read {
        problems.push(diag::document_too_large(&file.path, MOST_BYTES));
    }
    let bytes = if is_read { &*file.bytes } else { b"# Too large\n" };
    let source = Source::from_bytes(file.path.clone(), bytes);
    report_flaws(&source, &mut problems);
    let mut parsed = parse::parse(source, config, problems);
    parsed.is_shown &= is_read;
    // Once here, so that those of thousands are nearly in order whenever they are put together.
    report::sort(&mut parsed.problems);
    parsed
}

fn report_flaws(source: &Source, problems: &mut Vec<Diagnostic>) {
    problems.extend(source.flaws().iter().map(|flaw| diag::flaw(source.path(), flaw)));
}
