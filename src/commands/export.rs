//! `export`: the archive for other programs.

use super::{Hints, Strictness, Verdict, place, tell};
use crate::archive::Drafts;
use crate::cli::{Export, Format, General};
use crate::disk;
use crate::export;
use crate::failure::Failure;
use crate::pipeline::{Memo, Options, compile};
use std::io::Write as _;

/// Runs the verb. What can be read is exported even where the content has errors; the exit status
/// tells of them.
pub fn run(general: &General, arguments: &Export) -> Result<Verdict, Failure> {
    let place = place(general)?;
    let drafts = if arguments.drafts { Drafts::Show } else { Drafts::Hide };
    let options = Options { drafts, ..Options::default() };
    let outcome = compile(&disk::read(&place)?, &options, &mut Memo::default());
    tell(general, &outcome, &outcome.problems, Hints::Count);
    let text = match arguments.format {
        Format::Json => export::json(&outcome.archive),
    };
    match &arguments.out {
        Some(file) => disk::write_file(file, text.as_bytes())?,
        None => print(&text)?,
    }
    Ok(Strictness::Lenient.verdict(outcome.worst()))
}

/// A reader that goes away (`| head`) is no failure.
fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::new(
            format!("cannot write to standard output: {error}"),
            "see where it leads, or use --out",
        )),
        _ => Ok(()),
    }
}
