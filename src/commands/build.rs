//! `build`: read → compile → report → render every route in parallel → write what changed; or, where
//! what was read and what is there are as the last build left them, tell what that one told.

use super::indexing::{Indexing, Kept};
use super::{
    Hints, INTERRUPTED, Progress, Strictness, Verdict, findings, output, place, say, say_text,
    style, tell_all,
};
use crate::archive::{Archive, Drafts};
use crate::cli::{Build, General};
use crate::disk::{self, Force, Manner, Place, Sealing, Unwritten, Way, Whole, Words, Written};
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::pipeline::{Inputs, Memo, Options, Outcome, basis, compile};
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
    let sealing = sealing(general, arguments, &target, &inputs)?;
    if let Some(sealing) = &sealing
        && is_unchanged(general, arguments, &target, sealing)
    {
        return Ok(Verdict::Clean);
    }
    let mut made = Made::default();
    let ended = once(general, arguments, &target, (&inputs, &mut made, Indexing::Now));
    // The program ends: to give back a hundred thousand pieces of memory one by one helps nobody.
    std::mem::forget((inputs, made));
    let ended = ended?;
    if let (Some(sealing), Some((whole, words))) = (sealing, ended.wrote) {
        sealing.keep(whole, words);
    }
    Ok(ended.verdict)
}

/// What would have to be the same for this build to be that of before: all that its files and its
/// words are made of.
fn sealing<'t>(
    general: &General,
    arguments: &Build,
    target: &Target<'t>,
    inputs: &Inputs,
) -> Result<Option<Sealing<'t>>, Failure> {
    let manner = (general.quiet, general.verbose, style(general.color), arguments.strict);
    let manner = Fingerprint::of(format!("{manner:?}").as_bytes());
    let Some(basis) = basis(inputs, &options(arguments)?) else { return Ok(None) };
    let basis = Fingerprint::of_parts([basis, manner]);
    let program = std::env::current_exe().ok();
    Ok(program.and_then(|it| Sealing::new(target.place, target.output, (basis, &it))))
}

/// True where the folder holds what this build would write, which is told as that build would.
fn is_unchanged(
    general: &General,
    arguments: &Build,
    target: &Target<'_>,
    sealing: &Sealing<'_>,
) -> bool {
    let started = Instant::now();
    let progress = Progress::start(general, "comparing");
    let home = home();
    let unchanged = sealing.unchanged(&manner(arguments, target, home.as_deref()));
    drop(progress);
    let Some((written, words)) = unchanged else { return false };
    say_text(&words.findings);
    if general.verbose {
        say("nothing has changed since the last build");
    }
    say_end(general, target, (&written, &words), started);
    true
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

/// How one build ended.
pub(super) struct Ended {
    verdict: Verdict,
    /// What it wrote and told, unless it gave up.
    wrote: Option<(Whole, Words)>,
}

impl From<Verdict> for Ended {
    fn from(verdict: Verdict) -> Ended {
        Ended { verdict, wrote: None }
    }
}

/// One build. With errors in the content nothing is written and the earlier output stays whole.
pub(super) fn once(
    general: &General,
    arguments: &Build,
    target: &Target<'_>,
    (inputs, made, when): (&Inputs, &mut Made, Indexing),
) -> Result<Ended, Failure> {
    let started = Instant::now();
    let options = options(arguments)?;
    let mut progress = Progress::start(general, "compiling");
    let outcome = compile(inputs, &options, &mut made.memo);
    progress.pause();
    let findings = findings(general, &outcome, &outcome.problems, Hints::Count);
    say_text(&findings);
    let verdict = Strictness::of(arguments.strict).verdict(outcome.worst());
    let Some(site) = outcome.site.as_ref().filter(|_| verdict == Verdict::Clean) else {
        say(format_args!("nothing was written to {}", target.output.display()));
        return Ok(Verdict::ContentErrors.into());
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
        Err(Unwritten::Stopped) => return Ok(Verdict::Interrupted.into()),
        Err(Unwritten::File(failure)) => return Err(failure),
        Err(Unwritten::Page(problem)) => {
            tell_all(general, &[*problem], &outcome.sources());
            return Ok(Verdict::ContentErrors.into());
        }
    };
    let incidents = site.archive().documents.len();
    let words = Words { findings, incidents, notes: notes(&site, &outcome, arguments) };
    say_end(general, target, (&written, &words), started);
    Ok(Ended { verdict: Verdict::Clean, wrote: Some((written.whole, words)) })
}

/// Writes a site as the arguments say.
pub(super) fn write(
    site: &Site,
    arguments: &Build,
    target: &Target<'_>,
) -> Result<Written, Unwritten> {
    let home = home();
    target.stop.is_writing.store(true, Ordering::Relaxed);
    disk::write(site, target.place, target.output, &manner(arguments, target, home.as_deref()))
}

fn manner<'m>(arguments: &Build, target: &Target<'m>, home: Option<&'m Path>) -> Manner<'m> {
    Manner {
        force: if arguments.writing.force { Force::Yes } else { Force::No },
        way: if arguments.writing.in_place { Way::InPlace } else { Way::Exchange },
        home,
        stop: &target.stop.is_told,
    }
}

fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").filter(|home| !home.is_empty()).map(PathBuf::from)
}

/// What the reader of a build may want to know about what is in the site and what is not.
fn notes(site: &Site, outcome: &Outcome, arguments: &Build) -> Vec<String> {
    let shown = outcome.parsed.iter().filter(|document| document.is_shown);
    let drafts = match shown.filter(|document| document.is_draft).count() {
        0 => None,
        _ if arguments.drafts => None,
        1 => Some("1 draft was left out; --drafts builds it too".to_owned()),
        drafts => Some(format!("{drafts} drafts were left out; --drafts builds them too")),
    };
    let addresses = site.archive().config.base_url.is_none().then(|| {
        "no feeds and no site map: they hold whole addresses, and no `base_url` is stated"
            .to_owned()
    });
    let everything = tells_of_everything(site.archive(), arguments);
    [everything, drafts, addresses].into_iter().flatten().collect()
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

/// Says what a build has done, and what its reader may want to know besides.
fn say_end(
    general: &General,
    target: &Target<'_>,
    (written, words): (&Written, &Words),
    started: Instant,
) {
    if general.quiet {
        return;
    }
    let Written { files, changed, removed, in_place, .. } = written;
    let incidents = match words.incidents {
        1 => "1 incident".to_owned(),
        incidents => format!("{incidents} incidents"),
    };
    say(format_args!(
        "{incidents}: {files} files in {}, {changed} written, {removed} removed, {} ms",
        target.output.display(),
        started.elapsed().as_millis()
    ));
    if let Some(reason) = in_place {
        say(format_args!("files were moved in one by one, for {reason}"));
    }
    words.notes.iter().for_each(say);
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
