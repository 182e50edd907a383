//! `completions`: a script for a shell.

use super::{Verdict, print};
use crate::cli::{self, Completions};
use crate::failure::Failure;

/// Runs the verb.
pub fn run(arguments: &Completions) -> Result<Verdict, Failure> {
    print(&cli::completions(arguments.shell))?;
    Ok(Verdict::Clean)
}
