//! `build`: read → compile → report → render every route in parallel → write what changed.

use super::indexing::{Indexing, Kept};
use super::{
    Hints, INTERRUPTED, Progress, Strictness, Verdict, output, place, say, tell, tell_all,
};
use crate::archive::{Archive, Drafts};
use crate::cli::{Build, General};
use crate::disk::{self, Force, Manner, Place, Unwritten, Way, Written};
use crate::failure::Failure;
use crate::pipeline::{Inputs, Memo, Options, compile};
use crate::serve::{Told, told_to_end};
use crate::site::Site;
use std::path::{Path, PathBuf};
use std::process::exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Runs the verb.
pub fn run(general: &General, arguments: &Build) -> Result<Verdict, Failure> {
    let place = place(general)?;
    let output = output(&place, arguments.out.as_ref());
    let progress = Progress::start(general, "reading");
    let inputs = disk::read(&place)?;
    drop(progress);
    let stop = Stop::default();
    stop.when_told();
    let target = Target { place: &place, output: &output, stop: &stop };
    let mut made = Made::default();
    let verdict = once(general, arguments, &target, (&inputs, &mut made, Indexing::Now));
    // The program ends: to give back a hundred thousand pieces of memory one by one helps nobody.
    std::mem::forget((inputs, made));
    verdict
}

/// From where to where a build goes.
pub(super) struct Target<'t> {
    pub(super) place: &'t Place,
    pub(super) output: &'t Path,
    pub(super) stop: &'t Stop,
}

/// How a build that is under way learns that it is to be given up.
#[derive(Clone, Default)]
pub(super) struct Stop {
    is_told: Arc<AtomicBool>,
    is_writing: Arc<AtomicBool>,
}

impl Stop {
    /// Listens for SIGINT and SIGTERM. What is being written is cleared away first; where nothing
    /// is, or when it is told twice, the program ends at once.
    fn when_told(&self) {
        let stop = self.clone();
        std::thread::spawn(move || {
            // Where signals cannot be waited for, they end the program as the system has it.
            let _ = told_to_end(|told| {
                if told == Told::Again || !stop.is_writing.load(Ordering::Relaxed) {
                    exit(INTERRUPTED.into());
                }
                stop.is_told.store(true, Ordering::Relaxed);
            });
        });
    }
}

/// What one build leaves to the next.
#[derive(Default)]
pub(super) struct Made {
    memo: Memo,
    pub(super) kept: Kept,
}

/// One build. With errors in the content nothing is written and the earlier output stays whole.
pub(super) fn once(
    general: &General,
    arguments: &Build,
    target: &Target<'_>,
    (inputs, made, when): (&Inputs, &mut Made, Indexing),
) -> Result<Verdict, Failure> {
    let started = Instant::now();
    let options = options(arguments)?;
    let mut progress = Progress::start(general, "compiling");
    let outcome = compile(inputs, &options, &mut made.memo);
    progress.pause();
    tell(general, &outcome, &outcome.problems, Hints::Count);
    let verdict = Strictness::of(arguments.strict).verdict(outcome.worst());
    let Some(site) = outcome.site.as_ref().filter(|_| verdict == Verdict::Clean) else {
        say(format_args!("nothing was written to {}", target.output.display()));
        return Ok(Verdict::ContentErrors);
    };
    if site.has_search() && when == Indexing::Now {
        progress.phase("indexing");
    }
    let site = made.kept.indexed(site.clone(), (when, target.output))?;
    progress.phase("writing");
    let written = write(&site, arguments, target);
    drop(progress);
    let written = match written {
        Ok(written) => written,
        Err(Unwritten::Stopped) => return Ok(Verdict::Interrupted),
        Err(Unwritten::File(failure)) => return Err(failure),
        Err(Unwritten::Page(problem)) => {
            tell_all(general, &[*problem], &outcome.sources());
            return Ok(Verdict::ContentErrors);
        }
    };
    if !general.quiet {
        let incidents = site.archive().documents.len();
        say(told(incidents, written, target.output, started));
        if let Some(whole) = tells_of_everything(site.archive(), arguments) {
            say(whole);
        }
        let shown = outcome.parsed.iter().filter(|document| document.is_shown);
        match shown.filter(|document| document.is_draft).count() {
            0 => {}
            _ if arguments.drafts => {}
            1 => say("1 draft was left out; --drafts builds it too"),
            drafts => say(format_args!("{drafts} drafts were left out; --drafts builds them too")),
        }
        if let Some(reason) = written.in_place {
            say(format_args!("files were moved in one by one, for {reason}"));
        }
        if site.archive().config.base_url.is_none() {
            say("no feeds and no site map: they hold whole addresses, and no `base_url` is stated");
        }
    }
    Ok(Verdict::Clean)
}

/// Writes a site as the arguments say.
pub(super) fn write(
    site: &Site,
    arguments: &Build,
    target: &Target<'_>,
) -> Result<Written, Unwritten> {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    let manner = Manner {
        force: if arguments.writing.force { Force::Yes } else { Force::No },
        way: if arguments.writing.in_place { Way::InPlace } else { Way::Exchange },
        home: home.as_deref(),
        stop: &target.stop.is_told,
    };
    target.stop.is_writing.store(true, Ordering::Relaxed);
    disk::write(site, target.place, target.output, &manner)
}

/// Where editions are declared and none is chosen, what was written is not for everybody.
fn tells_of_everything(archive: &Archive, arguments: &Build) -> Option<String> {
    let editions = &archive.config.editions;
    let is_whole = arguments.edition.is_none() && archive.config.edition.is_whole();
    let names: Vec<&str> = editions.keys().map(String::as_str).collect();
    (is_whole && !names.is_empty()).then(|| {
        format!(
            "no edition was named, so internal text is in it; --edition {}, or `default_edition` in \
             site.toml",
            names.join(", --edition ")
        )
    })
}

fn told(incidents: usize, written: Written, output: &Path, started: Instant) -> String {
    let Written { files, changed, removed, .. } = written;
    let incidents =
        if incidents == 1 { "1 incident".to_owned() } else { format!("{incidents} incidents") };
    format!(
        "{incidents}: {files} files in {}, {changed} written, {removed} removed, {} ms",
        output.display(),
        started.elapsed().as_millis()
    )
}

fn options(arguments: &Build) -> Result<Options, Failure> {
    let base_url = match &arguments.base_url {
        Some(url) if url.starts_with("https://") || url.starts_with("http://") => {
            Some(format!("{}/", url.trim_end_matches('/')))
        }
        Some(url) => {
            return Err(Failure::new(
                format!("--base-url {url} is no address"),
                "write it in full, such as https://example.org/incidents/",
            ));
        }
        None => None,
    };
    let drafts = if arguments.drafts { Drafts::Show } else { Drafts::Hide };
    let edition = arguments.edition.clone();
    Ok(Options { drafts, base_url, edition, ..Options::default() })
}
