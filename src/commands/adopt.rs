//! `adopt`: what postmortems say in prose, as front matter.

use super::{Verdict, answer, place, say, tell_all};
use crate::adopt::{Refusal, adopt, diff};
use crate::cli::{Adopt, General};
use crate::config::{self, Config};
use crate::diag::report;
use crate::disk;
use crate::failure::Failure;
use crate::source::{File, Source};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

/// Runs the verb. A document that cannot be adopted keeps none of the others from it.
pub fn run(general: &General, arguments: &Adopt) -> Result<Verdict, Failure> {
    let config = settings(general)?;
    let documents = disk::documents(&arguments.paths)?;
    if documents.is_empty() {
        return Err(Failure::new(
            "there is no document in what was named",
            "name files, or folders that hold `.md` files",
        ));
    }
    let mut verdict = Verdict::Clean;
    let mut copies = Copies { general, made: BTreeSet::new(), are_whole: true };
    for (path, document) in &documents {
        match adopt(document, &config) {
            Ok(adoption) => match (&arguments.to, arguments.write) {
                (Some(folder), _) => {
                    copies.put(path, folder.join(adoption.name), &adoption.bytes)?;
                    copies.put_files(path, &adoption.files, folder)?;
                }
                (None, true) => write(general, path, document, &adoption.bytes)?,
                (None, false) => show(general, document, &adoption.bytes),
            },
            Err(refusal) => {
                tell_refusal(general, &refusal);
                verdict = Verdict::ContentErrors;
            }
        }
    }
    Ok(if copies.are_whole { verdict } else { Verdict::ContentErrors })
}

/// The archive's words, where the command runs inside one.
pub(super) fn settings(general: &General) -> Result<Config, Failure> {
    let is_named = general.root.is_some() || general.config.is_some();
    let place = match place(general) {
        Ok(place) => place,
        Err(failure) if is_named => return Err(failure),
        Err(_) => return Ok(Config::default()),
    };
    let site_file = disk::site_file(&place)?;
    Ok(site_file.map_or_else(Config::default, |file| {
        config::read(&Source::from_bytes(file.path, &file.bytes), &mut Vec::new())
    }))
}

fn show(general: &General, document: &File, bytes: &[u8]) {
    let name = document.path.as_str().trim_start_matches('/');
    let names = (format!("a/{name}"), format!("b/{name}"));
    let diff = diff((&names.0, &names.1), &document.bytes, bytes);
    if diff.is_empty() {
        nothing_to_add(general, document);
    }
    // A reader that goes away (`| head`) is no failure.
    let _ = std::io::stdout().write_all(&diff);
}

fn write(general: &General, path: &Path, document: &File, bytes: &[u8]) -> Result<(), Failure> {
    if bytes == &*document.bytes {
        nothing_to_add(general, document);
        return Ok(());
    }
    disk::write_file(path, bytes)?;
    answer(path.display());
    Ok(())
}

fn nothing_to_add(general: &General, document: &File) {
    if !general.quiet {
        say(format_args!("{}: nothing to add", document.path));
    }
}

/// What `--to` copies. It writes over nothing, so that it can be run again.
struct Copies<'g> {
    general: &'g General,
    /// Files of this run, those included that an earlier one made alike.
    made: BTreeSet<PathBuf>,
    /// False where two files of this run would have had one place.
    are_whole: bool,
}

impl Copies<'_> {
    /// Puts there what `from` holds or names.
    fn put(&mut self, from: &Path, file: PathBuf, bytes: &[u8]) -> Result<(), Failure> {
        let there = file.display();
        if disk::create_missing(&file, bytes)? {
            answer(&there);
        } else if disk::holds(&file, bytes) {
            if !self.general.quiet && !self.made.contains(&file) {
                say(format_args!("{there} is there already"));
            }
        } else if self.made.contains(&file) {
            let from = from.display();
            say(format_args!("{from}: not copied, for {there} is another file's copy"));
            self.are_whole = false;
            return Ok(());
        } else if !self.general.quiet {
            say(format_args!("{there} is there already, has been changed, and stays as it is"));
        }
        self.made.insert(file);
        Ok(())
    }

    /// Copies what a document names beside it to the same place beside its copy. What is not there
    /// is left to `check`, which names it with its line.
    fn put_files(
        &mut self,
        document: &Path,
        files: &[String],
        folder: &Path,
    ) -> Result<(), Failure> {
        let beside = document.parent().unwrap_or(Path::new(""));
        for file in files {
            let is_below =
                Path::new(file).components().all(|part| matches!(part, Component::Normal(_)));
            let Some(bytes) = disk::beside(beside, file)? else { continue };
            if is_below {
                self.put(&beside.join(file), folder.join(file), &bytes)?;
            } else {
                say(format_args!(
                    "{}: names {file}, which lies outside its folder and is not copied",
                    document.display()
                ));
            }
        }
        Ok(())
    }
}

fn tell_refusal(general: &General, refusal: &Refusal) {
    let sources = report::Sources::from([(refusal.source.path(), &refusal.source)]);
    tell_all(general, &refusal.problems, &sources);
}
