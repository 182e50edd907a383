//! The command line of retrospect.

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    retrospect::commands::run(retrospect::cli::Cli::parse())
}
