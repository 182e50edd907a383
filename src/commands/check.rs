//! `check`: read → compile → report, for people or for programs.

use super::{Hints, Strictness, Verdict, here, place, print, say, tell, told};
use crate::archive::Drafts;
use crate::cli::{Check, FindingsFormat, General};
use crate::diag::machine::{self, Told};
use crate::diag::{Diagnostic, report};
use crate::disk;
use crate::failure::Failure;
use crate::pipeline::{Memo, Options, all_failures, compile};
use std::sync::Arc;

/// Runs the verb. Drafts are checked too: that is when findings help most.
pub fn run(general: &General, arguments: &Check) -> Result<Verdict, Failure> {
    let place = place(general)?;
    let options = Options {
        drafts: Drafts::Show,
        today: arguments.today,
        edition: arguments.edition.clone(),
        ..Options::default()
    };
    let mut outcome = compile(&disk::read(&place)?, &options, &mut Memo::default());
    let failed = outcome.site.as_ref().map(all_failures).unwrap_or_default();
    let problems = Arc::make_mut(&mut outcome.problems);
    problems.extend(failed);
    report::sort(problems);
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
    let write = match arguments.format {
        FindingsFormat::Human => None,
        FindingsFormat::Json => Some(machine::json as fn(&Told<'_>) -> String),
        FindingsFormat::Sarif => Some(machine::sarif as fn(&Told<'_>) -> String),
        FindingsFormat::Github => Some(machine::github as fn(&Told<'_>) -> String),
    };
    match write {
        None => {
            let documents = if wanted.is_empty() { outcome.parsed.len() } else { wanted.len() };
            tell(general, &outcome, &problems, Hints::Tell);
            if problems.is_empty() && !general.quiet {
                say(format_args!("nothing found in {documents} {}", plural(documents)));
            }
        }
        Some(write) => {
            let findings = told(general, &problems, Hints::Tell);
            let folder = disk::folder_from(&here()?, &place)?;
            let told = Told { findings: &findings, sources: &outcome.sources(), folder: &folder };
            print(write(&told).as_bytes())?;
        }
    }
    let worst = problems.iter().map(|problem| problem.level).max();
    Ok(Strictness::of(arguments.strict).verdict(worst))
}

fn plural(documents: usize) -> &'static str {
    if documents == 1 { "document" } else { "documents" }
}
