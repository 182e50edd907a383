//! Where a document contradicts itself about its course.

use super::Evidence;
use crate::diag::{self, Diagnostic, Place};
use crate::model::{Known, Milestone, Milestones, Origin, Outage, seconds_between};
use crate::parse::front_matter::Statement;

/// Longest difference of two readings of one clock, in seconds: both are cut to the minute.
const TOLERANCE: i64 = 60;

/// Milestones that cannot come in the other order. The cause may be identified and others called in
/// at any time between start and end.
const ORDER: &[(Milestone, &[Milestone])] = &[
    (Milestone::Detected, &[Milestone::Started]),
    (Milestone::Acknowledged, &[Milestone::Started, Milestone::Detected]),
    (Milestone::Declared, &[Milestone::Started, Milestone::Detected]),
    (Milestone::Escalated, &[Milestone::Started, Milestone::Detected]),
    (Milestone::Identified, &[Milestone::Started]),
    (
        Milestone::Mitigated,
        &[Milestone::Started, Milestone::Detected, Milestone::Acknowledged, Milestone::Declared],
    ),
    (
        Milestone::Resolved,
        &[
            Milestone::Started,
            Milestone::Detected,
            Milestone::Acknowledged,
            Milestone::Declared,
            Milestone::Escalated,
            Milestone::Identified,
            Milestone::Mitigated,
        ],
    ),
];

/// Compares the duration with the course, and the course with itself.
pub(super) fn check(
    evidence: Evidence<'_>,
    duration: Option<&Known<Outage>>,
    milestones: &Milestones,
    problems: &mut Vec<Diagnostic>,
) {
    let sure: Milestones = milestones
        .iter()
        .filter(|(_, known)| known.origin != Origin::Guessed && !known.value.approximate)
        .map(|(milestone, known)| (*milestone, known.clone()))
        .collect();
    if let Some(duration) = duration {
        problems.extend(disagreement(evidence, duration, &sure));
    }
    problems.extend(ORDER.iter().filter_map(|(later, earlier)| {
        let is_before = |earlier: &&Milestone| {
            seconds_between(&sure, **earlier, *later).is_some_and(|seconds| seconds < 0)
        };
        let first = earlier.iter().find(is_before)?;
        let place = evidence.place(sure.get(later)?.line);
        let related = evidence.place(sure.get(first)?.line);
        let finding = diag::phases_out_of_order(place, later.word(), first.word());
        Some(finding.related(related, format!("{} here", first.word())))
    }));
}

fn disagreement(
    evidence: Evidence<'_>,
    duration: &Known<Outage>,
    sure: &Milestones,
) -> Option<Diagnostic> {
    let Outage::Lasted { seconds, approximate: false } = duration.value else { return None };
    if duration.origin == Origin::Guessed {
        return None;
    }
    // Many count from detection what they call the time to resolve.
    let from = if sure.contains_key(&Milestone::Started) {
        Milestone::Started
    } else {
        Milestone::Detected
    };
    let events = seconds_between(sure, from, Milestone::Resolved)?;
    if events < 0 || (events - seconds).abs() <= TOLERANCE {
        return None;
    }
    let place = match &evidence.matter.duration {
        Statement::Says(_, span) => Place::new(evidence.document.source().path(), *span),
        Statement::Silent | Statement::Unknown => evidence.place(duration.line),
    };
    let events = Outage::Lasted { seconds: events, approximate: false };
    Some(diag::duration_disagrees(place, &duration.value.human(), &events.human()))
}
