//! `man`: the manual page.

use super::{Verdict, print};
use crate::cli;
use crate::failure::Failure;

/// Runs the verb.
pub fn run() -> Result<Verdict, Failure> {
    let page = cli::manual()
        .map_err(|error| Failure::new(format!("no manual page: {error}"), "use --help"))?;
    print(&page)?;
    Ok(Verdict::Clean)
}
