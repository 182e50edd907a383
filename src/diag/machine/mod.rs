//! Findings → text for programs: [`json`], [`sarif`] and [`github`].
//!
//! All three tell the same findings in the order they come in, with lines and columns from 1 that
//! count characters; an end lies behind the last character. Nothing here decides what is told.

mod github;
mod json;
mod sarif;

#[cfg(test)]
mod tests;

pub use github::github;
pub use json::json;
pub use sarif::sarif;

use super::report::Sources;
use super::{Diagnostic, Place};

/// What is told.
#[derive(Clone, Copy, Debug)]
pub struct Told<'t> {
    /// The findings.
    pub findings: &'t [Diagnostic],
    /// The texts they speak of.
    pub sources: &'t Sources<'t>,
    /// The site's folder as seen from where the command runs, empty or with `/` at its end; hosts
    /// look for files from there.
    pub folder: &'t str,
}

/// A stretch of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Region {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl Told<'_> {
    /// The stretch that a place names; `None` where the whole file is meant.
    fn region(&self, place: &Place) -> Option<Region> {
        let (span, source) = place.span.zip(self.sources.get(&place.path))?;
        let (line, column) = source.line_and_column(span.start);
        let (end_line, end_column) = source.line_and_column(span.end.max(span.start));
        Some(Region { line, column, end_line, end_column })
    }

    /// The path of a place's file from where the command runs.
    fn file(&self, place: &Place) -> String {
        format!("{}{}", self.folder, place.path)
    }
}
