//! `explain`: what a finding means, and what a theme may do.

use super::{Verdict, print};
use crate::cli::Explain;
use crate::diag::explain::{Page, list};
use crate::diag::{Code, nearest};
use crate::failure::Failure;
use crate::site::theme::manual::manual;

/// The word that asks for the theme manual; no finding is called so.
const THEME: &str = "theme";

/// Runs the verb.
pub fn run(arguments: &Explain) -> Result<Verdict, Failure> {
    let text = match &arguments.code {
        None => list(),
        Some(name) if name == THEME => manual(),
        Some(name) => {
            let code = Code::from_name(name).ok_or_else(|| unknown(name))?;
            Page::of(code).text(code)
        }
    };
    print(text.as_bytes())?;
    Ok(Verdict::Clean)
}

fn unknown(name: &str) -> Failure {
    let help = match nearest(name, Code::names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`retrospect explain` lists all of them".to_owned(),
    };
    Failure::new(format!("no finding is `{name}`"), help)
}
