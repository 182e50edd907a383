//! `check`: read → compile → report.

use super::{Hints, Strictness, Verdict, place, say, tell};
use crate::archive::Drafts;
use crate::cli::{Check, General};
use crate::diag::Diagnostic;
use crate::disk;
use crate::failure::Failure;
use crate::pipeline::{Memo, Options, compile};

/// Runs the verb. Drafts are checked too: that is when findings help most.
pub fn run(general: &General, arguments: &Check) -> Result<Verdict, Failure> {
    let place = place(general)?;
    let options = Options { drafts: Drafts::Show, ..Options::default() };
    let outcome = compile(&disk::read(&place)?, &options, &mut Memo::default());
    let mut wanted = Vec::new();
    for file in &arguments.files {
        let path = disk::source_path(&place, file)?;
        wanted.push(path);
    }
    let problems: Vec<Diagnostic> = outcome
        .problems
        .iter()
        .filter(|problem| wanted.is_empty() || wanted.contains(&problem.place.path))
        .cloned()
        .collect();
    tell(general, &outcome, &problems, Hints::Tell);
    if problems.is_empty() && !general.quiet {
        let documents = outcome.parsed.len();
        say(format_args!("nothing found in {documents} {}", plural(documents)));
    }
    let worst = problems.iter().map(|problem| problem.level).max();
    Ok(Strictness::of(arguments.strict).verdict(worst))
}

fn plural(documents: usize) -> &'static str {
    if documents == 1 { "document" } else { "documents" }
}
