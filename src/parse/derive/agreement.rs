//! Start and end, where a length that is said and the entries agree on them.
//!
//! `Time to recovery: 84 minutes` alone says neither. Where the first entry is at 12:06 and one
//! entry, and only one, is 84 minutes later, two independent passages name the same two instants.

use super::Evidence;
use super::duration::said_seconds;
use super::passage::Passage;
use crate::model::{Entry, Known, Milestone, Milestones, Moment};

/// The milestones that a said length and the entries agree on; none where several entries fit.
pub(super) fn milestones(evidence: Evidence<'_>, passages: &[Passage]) -> Milestones {
    agreed(evidence, passages).unwrap_or_default()
}

fn agreed(evidence: Evidence<'_>, passages: &[Passage]) -> Option<Milestones> {
    let seconds = said_seconds(passages).filter(|seconds| *seconds > 0)?;
    let mut entries = evidence.reading.entries.iter();
    let first = entries.next()?;
    let mut fits = entries.filter(|entry| seconds_from(first, entry) == Some(seconds));
    let last = fits.next()?;
    // Two notes of one minute are one instant.
    if fits.any(|other| other.start != last.start) {
        return None;
    }
    let milestone = |entry: &Entry| {
        let moment = Moment { local: entry.start?, offset: entry.offset, approximate: false };
        Some(Known::derived(moment, entry.line))
    };
    let mut milestones = Milestones::from([(Milestone::Resolved, milestone(last)?)]);
    // Many count the time to recovery from detection, and open the timeline with it.
    if first.phase.is_none_or(|phase| phase.milestone == Milestone::Started) {
        milestones.insert(Milestone::Started, milestone(first)?);
    }
    Some(milestones)
}

/// Seconds from one entry to another, where both are known to the minute and on one clock.
fn seconds_from(first: &Entry, other: &Entry) -> Option<i64> {
    if first.approximate || other.approximate {
        return None;
    }
    let (from, to) = (first.start?.date_time()?, other.start?.date_time()?);
    let shift = match (first.offset, other.offset) {
        (Some(from), Some(to)) => i64::from(to.local_minus_utc() - from.local_minus_utc()),
        (None, None) => 0,
        _ => return None,
    };
    Some((to - from).num_seconds() - shift)
}
