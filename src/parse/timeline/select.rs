//! Candidates → entries and days: what has the company of others, and what is by chance.

use super::container::{Candidate, Place, Survey};
use super::section::Section;
use super::stamp::{Separator, Strength};
use crate::parse::markdown::BlockId;
use std::collections::BTreeMap;

/// What a candidate turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An entry.
    Entry,
    /// A day for the entries below it.
    Day,
}

/// Keeps the candidates that are part of a timeline.
pub(super) fn select(survey: &Survey) -> Vec<(Candidate, Kind)> {
    let company = Company::of(survey);
    let kept = without_wrapped_lines(&company.keep());
    kept.iter()
        .enumerate()
        .map(|(index, candidate)| {
            ((*candidate).clone(), kind(candidate, kept.get(index + 1).copied()))
        })
        .collect()
}

/// Later lines of a block count only where its first one does.
fn without_wrapped_lines<'s>(kept: &[&'s Candidate]) -> Vec<&'s Candidate> {
    let mut out: Vec<&Candidate> = Vec::new();
    for candidate in kept {
        let follows = out.last().is_some_and(|last| last.block == candidate.block);
        if candidate.is_first || follows || candidate.place == Place::Raw {
            out.push(candidate);
        }
    }
    out
}

/// A date alone is a day for what follows, unless another date follows or nothing does.
fn kind(candidate: &Candidate, next: Option<&Candidate>) -> Kind {
    let stamp = &candidate.stamp;
    let is_bare = stamp.strength() == Strength::Day
        && stamp.end.is_none()
        && stamp.separator == Separator::End;
    if !is_bare || matches!(candidate.place, Place::Row(_)) {
        return Kind::Entry;
    }
    let times_follow = next.is_some_and(|next| {
        next.stamp.start.date.is_none() && next.stamp.strength() != Strength::Day
    });
    if times_follow { Kind::Day } else { Kind::Entry }
}

/// True for a date alone right before a time without one, under the same heading.
fn is_day_of(candidate: &Candidate, next: &Candidate) -> bool {
    candidate.heading == next.heading
        && candidate.section != Section::Closed
        && candidate.place == Place::Paragraph
        && candidate.stamp.strength() == Strength::Day
        && candidate.stamp.separator == Separator::End
        && next.stamp.start.date.is_none()
}

/// How many candidates stand together.
struct Company<'s> {
    survey: &'s Survey,
    timed_in_list: BTreeMap<BlockId, usize>,
    marked_under_heading: BTreeMap<usize, usize>,
    timed_in_raw: BTreeMap<usize, usize>,
    timed_headings: usize,
    has_timeline: bool,
}

impl<'s> Company<'s> {
    fn of(survey: &'s Survey) -> Company<'s> {
        let mut company = Company {
            survey,
            timed_in_list: BTreeMap::new(),
            marked_under_heading: BTreeMap::new(),
            timed_in_raw: BTreeMap::new(),
            timed_headings: 0,
            has_timeline: false,
        };
        for candidate in &survey.candidates {
            company.count(candidate);
        }
        company
    }

    fn count(&mut self, candidate: &Candidate) {
        let is_timed = candidate.stamp.strength() == Strength::Time;
        self.has_timeline |= candidate.section == Section::Timeline;
        match &candidate.place {
            Place::Item { list, .. } if is_timed && candidate.is_first => {
                *self.timed_in_list.entry(*list).or_default() += 1;
            }
            Place::Paragraph if is_timed && candidate.stamp.separator == Separator::Mark => {
                *self.marked_under_heading.entry(candidate.heading).or_default() += 1;
            }
            Place::Raw if is_timed && candidate.stamp.separator == Separator::Mark => {
                *self.timed_in_raw.entry(candidate.heading).or_default() += 1;
            }
            Place::Heading(level) if is_timed && *level > 1 => self.timed_headings += 1,
            _ => {}
        }
    }

    /// Candidates with enough company, and the days that stand right before them.
    fn keep(&self) -> Vec<&'s Candidate> {
        let mut kept = Vec::new();
        let mut below: Option<&Candidate> = None;
        for candidate in self.survey.candidates.iter().rev() {
            if self.is_enough(candidate) || below.is_some_and(|below| is_day_of(candidate, below)) {
                kept.push(candidate);
                below = Some(candidate);
            } else {
                below = None;
            }
        }
        kept.reverse();
        kept
    }

    fn is_enough(&self, candidate: &Candidate) -> bool {
        match candidate.section {
            Section::Closed => false,
            Section::Timeline => self.is_enough_in_timeline(candidate),
            Section::Plain => self.is_enough_elsewhere(candidate),
        }
    }

    /// Under a timeline's heading nearly everything that starts with a time is an entry.
    fn is_enough_in_timeline(&self, candidate: &Candidate) -> bool {
        let stamp = &candidate.stamp;
        let is_apart = stamp.separator != Separator::Blank;
        match (&candidate.place, stamp.strength()) {
            // The timeline's own heading may name its day.
            (Place::Heading(_), _) if self.survey.heads.contains(&candidate.block) => false,
            (Place::Raw, _) => self.is_enough_in_raw(candidate),
            // Under a time's heading, `between 4 and 5 we …` is its text.
            (Place::Paragraph, _) if stamp.is_prose && candidate.is_under_time => false,
            (Place::Heading(1), Strength::Weak | Strength::Day) => false,
            (Place::Row(_) | Place::Heading(_) | Place::Item { .. }, _) | (_, Strength::Time) => {
                true
            }
            (Place::Paragraph, Strength::Day) => is_apart,
            (Place::Paragraph, Strength::Weak) => !stamp.is_prose,
        }
    }

    /// Two items at least, and half of all, start with a time.
    fn is_timed_list(&self, list: BlockId) -> bool {
        let timed = self.timed_in_list.get(&list).copied().unwrap_or(0);
        let all = self.survey.items_in.get(&list).copied().unwrap_or(0);
        timed >= 2 && timed * 2 >= all
    }

    /// Raw lines are log lines more often than not: they take a mark behind the time, and others.
    fn is_enough_in_raw(&self, candidate: &Candidate) -> bool {
        let timed = self.timed_in_raw.get(&candidate.heading);
        let is_marked = candidate.stamp.separator == Separator::Mark;
        is_marked
            && candidate.stamp.strength() == Strength::Time
            && candidate.stamp.start.clock.is_some_and(|clock| clock.second.is_none())
            && timed.is_some_and(|n| *n >= 3)
    }

    /// Elsewhere it takes a time of day, and others beside it.
    fn is_enough_elsewhere(&self, candidate: &Candidate) -> bool {
        let stamp = &candidate.stamp;
        let is_timed = stamp.strength() == Strength::Time;
        match &candidate.place {
            Place::Row(_) => true,
            Place::Raw => false,
            Place::Item { list, outer } => {
                let has_company = self.is_timed_list(*list)
                    || outer.is_some_and(|outer| self.is_timed_list(outer));
                has_company && (is_timed || stamp.start.clock.is_some())
            }
            Place::Heading(level) => {
                // Beside a timeline's section it takes more of them to be a second one.
                let enough = if self.has_timeline { 4 } else { 2 };
                *level > 1 && is_timed && self.timed_headings >= enough
            }
            Place::Paragraph => {
                let marked = self.marked_under_heading.get(&candidate.heading);
                is_timed && stamp.separator == Separator::Mark && marked.is_some_and(|n| *n >= 3)
            }
        }
    }
}
