//! `export`: the archive for other programs.

use super::{Hints, Strictness, Verdict, place, print, say, tell};
use crate::archive::Drafts;
use crate::cli::{Export, Format, General};
use crate::disk;
use crate::export;
use crate::failure::Failure;
use crate::pipeline::{Memo, Options, compile};

/// Runs the verb. What can be read is exported even where the content has errors; the exit status
/// tells of them. Where the errors leave open what may be shown, nothing is exported.
pub fn run(general: &General, arguments: &Export) -> Result<Verdict, Failure> {
    let place = place(general)?;
    let drafts = if arguments.drafts { Drafts::Show } else { Drafts::Hide };
    let edition = arguments.edition.clone();
    let options = Options { drafts, edition, ..Options::default() };
    let outcome = compile(&disk::read(&place)?, &options, &mut Memo::default());
    tell(general, &outcome, &outcome.problems, Hints::Count);
    if outcome.problems.iter().any(|problem| problem.code.leaves_open_what_may_be_shown()) {
        say("nothing was exported");
        return Ok(Verdict::ContentErrors);
    }
    let text = match arguments.format {
        Format::Json => export::json(&outcome.archive),
        Format::Csv => export::incidents(&outcome.archive),
        Format::Ics => export::calendar(&outcome.archive),
    };
    match &arguments.out {
        Some(file) => disk::write_file(file, text.as_bytes())?,
        None => print(text.as_bytes())?,
    }
    Ok(Strictness::Lenient.verdict(outcome.worst()))
}
