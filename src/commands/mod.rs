//! One file a verb: what happens between arguments and exit status.
//!
//! Results go to standard output; findings and progress go to standard error.
#![expect(
    clippy::disallowed_methods,
    reason = "this room is where environment and clock are asked"
)]

mod adopt;
mod build;
mod check;
mod completions;
mod explain;
mod export;
mod import;
mod indexing;
mod init;
mod man;
mod new;
mod progress;
mod schema;
mod serve;
mod watch;

use crate::cli::{Cli, Color, General, Verb};
use crate::diag::{Code, Diagnostic, Level, report};
use crate::disk::{self, Place};
use crate::failure::Failure;
use crate::pipeline::Outcome;
use crate::source::SourcePath;
use progress::Progress;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All is well: exit status 0.
    Clean,
    /// The content has errors, or warnings under `--strict`: exit status 1.
    ContentErrors,
    /// It was told to end before it was done: exit status 130.
    Interrupted,
}

/// Exit status of a program that SIGINT ended, as shells have it.
const INTERRUPTED: u8 = 130;

/// Runs a command and gives its exit status.
pub fn run(cli: Cli) -> ExitCode {
    let Cli { general, verb } = cli;
    let verdict = match verb {
        Verb::Build(arguments) => build::run(&general, &arguments),
        Verb::Watch(arguments) => watch::run(&general, &arguments),
        Verb::Serve(arguments) => serve::run(&general, &arguments),
        Verb::Check(arguments) => check::run(&general, &arguments),
        Verb::Export(arguments) => export::run(&general, &arguments),
        Verb::Import(arguments) => import::run(&general, &arguments),
        Verb::Init(arguments) => init::run(&general, &arguments),
        Verb::New(arguments) => new::run(&general, &arguments),
        Verb::Adopt(arguments) => adopt::run(&general, &arguments),
        Verb::Explain(arguments) => explain::run(&arguments),
        Verb::Schema(arguments) => schema::run(&general, &arguments),
        Verb::Completions(arguments) => completions::run(&arguments),
        Verb::Man => man::run(),
    };
    match verdict {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::ContentErrors) => ExitCode::from(1),
        Ok(Verdict::Interrupted) => ExitCode::from(INTERRUPTED),
        Err(failure) => {
            say(format_args!("retrospect: {failure}"));
            ExitCode::from(2)
        }
    }
}

/// Whether warnings fail a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strictness {
    Lenient,
    Strict,
}

impl Strictness {
    fn of(strict: bool) -> Strictness {
        if strict { Strictness::Strict } else { Strictness::Lenient }
    }

    fn verdict(self, worst: Option<Level>) -> Verdict {
        match worst {
            Some(Level::Error) => Verdict::ContentErrors,
            Some(Level::Warning) if self == Strictness::Strict => Verdict::ContentErrors,
            _ => Verdict::Clean,
        }
    }
}

/// The site's folder and settings: named, or found upwards from where the command runs.
fn place(general: &General) -> Result<Place, Failure> {
    let here = here()?;
    let root = match &general.root {
        Some(root) if root.is_dir() => root.clone(),
        Some(root) => {
            return Err(Failure::new(
                format!("there is no folder {}", root.display()),
                "name the site's folder with --root",
            ));
        }
        None => disk::find_root(&here).ok_or_else(|| {
            Failure::new(
                "no site.toml here or in any folder above",
                "change to the site's folder, or name it with --root; a site.toml needs only a title",
            )
        })?,
    };
    let site_file = general.config.clone().unwrap_or_else(|| root.join("site.toml"));
    if general.config.is_some() && !site_file.is_file() {
        return Err(Failure::new(
            format!("there is no file {}", site_file.display()),
            "check what --config names",
        ));
    }
    Ok(Place { root, site_file })
}

/// The folder in which the command runs.
fn here() -> Result<PathBuf, Failure> {
    std::env::current_dir()
        .map_err(|error| Failure::new(format!("no current folder: {error}"), "change to one"))
}

fn output(general: &Place, out: Option<&PathBuf>) -> PathBuf {
    out.cloned().unwrap_or_else(|| general.root.join("public"))
}

/// Prints a result. A reader that goes away (`| head`) is no failure.
fn print(result: &[u8]) -> Result<(), Failure> {
    match std::io::stdout().write_all(result) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::new(
            format!("cannot write to standard output: {error}"),
            "see where it leads",
        )),
        _ => Ok(()),
    }
}

/// The findings that are told at this verbosity: hints only where they are asked for.
fn told(general: &General, problems: &[Diagnostic], hints: Hints) -> Vec<Diagnostic> {
    let least = match (general.quiet, general.verbose, hints) {
        (true, _, _) => Level::Error,
        (false, true, _) | (false, false, Hints::Tell) => Level::Hint,
        (false, false, Hints::Count) => Level::Warning,
    };
    problems.iter().filter(|problem| problem.level >= least).cloned().collect()
}

/// What a command does with hints unless `--quiet` or `--verbose` say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hints {
    /// It tells them.
    Tell,
    /// It only counts them.
    Count,
}

/// Tells findings on standard error, and how many there are.
fn tell(general: &General, outcome: &Outcome, problems: &[Diagnostic], hints: Hints) {
    say_text(&findings(general, outcome, problems, hints));
}

/// Findings as they are told, and how many there are.
fn findings(general: &General, outcome: &Outcome, problems: &[Diagnostic], hints: Hints) -> String {
    let shown = told(general, problems, hints);
    let mut text = report::human(&shown, &outcome.sources(), style(general.color));
    if !general.quiet && !problems.is_empty() {
        text.extend([&*summary(problems), "\n"]);
    }
    text
}

/// Tells the findings that were not there before, and how many there are where that changed.
fn tell_new(general: &General, outcome: &Outcome, before: &[Diagnostic]) {
    let (before, after) = without_shared_ends(before, &outcome.problems);
    if before.is_empty() && after.is_empty() {
        return;
    }
    let known: BTreeSet<Key<'_>> = before.iter().map(key).collect();
    let new: Vec<Diagnostic> =
        after.iter().filter(|problem| !known.contains(&key(problem))).cloned().collect();
    tell_all(general, &told(general, &new, Hints::Count), &outcome.sources());
    if !general.quiet {
        let all = &outcome.problems;
        say(if all.is_empty() { "no findings any more".to_owned() } else { summary(all) });
    }
}

/// The parts in which two lists differ: of thousands of findings an edit changes a few.
fn without_shared_ends<'d, T: PartialEq>(a: &'d [T], b: &'d [T]) -> (&'d [T], &'d [T]) {
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

/// What makes a finding the same after an edit that moved it.
type Key<'d> = (Code, &'d SourcePath, &'d str);

fn key(problem: &Diagnostic) -> Key<'_> {
    (problem.code, &problem.place.path, &problem.message)
}

/// `content/a.md and 3 more changed; 12 ms`
fn changes(touched: &[SourcePath], took: Duration) -> String {
    let what = match touched {
        [] => "what can be read".to_owned(),
        [one] => one.to_string(),
        [one, rest @ ..] => format!("{one} and {} more", rest.len()),
    };
    format!("{what} changed; {} ms", took.as_millis())
}

/// Findings on standard error.
fn tell_all(general: &General, findings: &[Diagnostic], sources: &report::Sources<'_>) {
    say_text(&report::human(findings, sources, style(general.color)));
}

/// Whole lines on standard error.
fn say_text(text: &str) {
    // Who reads a pipe may go away (`| head`): then nobody is left to be told.
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// A line on standard error; a reader that has gone away is no failure.
fn say(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A result on standard output, a line of its own that is there at once; a reader that has gone
/// away is no failure.
fn answer(line: impl Display) {
    let mut stdout = std::io::stdout();
    let _ = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
}

/// `2 errors, 1 warning, 4 hints`
fn summary(problems: &[Diagnostic]) -> String {
    let parts: Vec<String> = [Level::Error, Level::Warning, Level::Hint]
        .into_iter()
        .filter_map(|level| {
            let count = problems.iter().filter(|problem| problem.level == level).count();
            match count {
                0 => None,
                1 => Some(format!("1 {}", level.name())),
                _ => Some(format!("{count} {}s", level.name())),
            }
        })
        .collect();
    parts.join(", ")
}

fn style(color: Color) -> report::Style {
    let wanted = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            std::io::stderr().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        }
    };
    if wanted { report::Style::Colored } else { report::Style::Plain }
}
