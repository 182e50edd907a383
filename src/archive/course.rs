//! How incidents went: the milestones after the start, as far as they are sure.

use super::statistics::sure;
use super::{Archive, Number};
use crate::model::{Milestone, seconds_between};

/// The milestones that part an incident into phases, in the order in which they can happen.
const TURNS: [Milestone; 4] =
    [Milestone::Detected, Milestone::Identified, Milestone::Mitigated, Milestone::Resolved];

/// The course of an incident from its start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The incident.
    pub number: Number,
    /// The milestones after the start that are known, at least one, with the seconds since then;
    /// in order, none before another.
    pub points: Vec<(Milestone, i64)>,
}

impl Course {
    /// Seconds from the start to a milestone, where it is known.
    pub fn until(&self, milestone: Milestone) -> Option<i64> {
        self.points.iter().find(|(known, _)| *known == milestone).map(|(_, seconds)| *seconds)
    }

    /// The course of a postmortem. Guesses are left out, and so is a course whose milestones are
    /// out of order: one of them is wrong, and nobody can tell which.
    fn of(archive: &Archive, number: Number) -> Option<Course> {
        let milestones = &archive.postmortem(number).milestones;
        sure(milestones.get(&Milestone::Started))?;
        let known = TURNS.into_iter().filter(|turn| sure(milestones.get(turn)).is_some());
        let points: Vec<(Milestone, i64)> = known
            .filter_map(|turn| Some((turn, seconds_between(milestones, Milestone::Started, turn)?)))
            .collect();
        let is_ordered = points.is_sorted_by_key(|(_, seconds)| *seconds);
        let begins = points.first().is_some_and(|(_, seconds)| *seconds >= 0);
        (is_ordered && begins).then_some(Course { number, points })
    }
}

/// The courses that are known of these incidents, in their order.
pub fn courses(archive: &Archive, numbers: &[Number]) -> Vec<Course> {
    numbers.iter().filter_map(|number| Course::of(archive, *number)).collect()
}
