//! Doubts → findings.

use super::container::{Candidate, Survey};
use super::context::Context;
use super::resolve::Placed;
use super::{Clues, Document};
use crate::diag::Diagnostic;

/// All that findings are made from.
pub(super) struct Facts<'f, 'a> {
    pub document: &'f Document<'a>,
    pub clues: &'f Clues,
    pub survey: &'f Survey,
    pub context: &'f Context,
    pub placed: &'f [(&'f Candidate, Placed)],
}

/// Adds what is doubtful about a timeline.
pub(super) fn check(facts: &Facts<'_, '_>, problems: &mut Vec<Diagnostic>) {
    let _ = (facts, problems);
}
