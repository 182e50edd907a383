//! Honest numbers of an archive: counts, and for lengths of time the median and the 90th
//! percentile.
//!
//! Lengths of outages have a long right tail, so there is no mean here. Guessed values are never
//! counted, and every number comes with how many incidents it is made of.

use super::{Archive, ledger};
use crate::model::{Known, Milestone, Origin, Outage, Postmortem, Tag, seconds_between};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Fewest values that are summed up.
const LEAST: usize = 5;

/// A length of time that incidents have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// How long it lasted.
    Duration,
    /// From the start to a milestone.
    Until(Milestone),
}

impl Measure {
    /// All of them, in the order in which they are told.
    pub const ALL: [Measure; 5] = [
        Measure::Duration,
        Measure::Until(Milestone::Detected),
        Measure::Until(Milestone::Acknowledged),
        Measure::Until(Milestone::Mitigated),
        Measure::Until(Milestone::Resolved),
    ];

    /// Its seconds, where the postmortem states them or its text says them.
    fn of(self, postmortem: &Postmortem) -> Option<i64> {
        let seconds = match self {
            Measure::Duration => {
                sure(postmortem.duration.as_ref()).and_then(|d| Outage::seconds(*d))
            }
            Measure::Until(to) => {
                let ends = [Milestone::Started, to];
                let is_sure = |end| sure(postmortem.milestones.get(end)).is_some();
                let seconds = seconds_between(&postmortem.milestones, Milestone::Started, to);
                seconds.filter(|_| ends.iter().all(is_sure))
            }
        };
        seconds.filter(|seconds| *seconds >= 0)
    }
}

/// The lengths that the incidents of an archive have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Seconds, the shortest first.
    pub seconds: Vec<i64>,
    /// Number of all incidents, those without the length included.
    pub n_incidents: usize,
}

impl Sample {
    /// The value in the middle, between the two middle ones of an even number; `None` of fewer
    /// than five.
    pub fn median(&self) -> Option<i64> {
        let n = self.seconds.len();
        let (low, high) = (self.seconds.get(n.saturating_sub(1) / 2)?, self.seconds.get(n / 2)?);
        (n >= LEAST).then_some(i64::midpoint(*low, *high))
    }

    /// The smallest value that nine in ten do not exceed (nearest rank); `None` of fewer than five.
    pub fn ninetieth(&self) -> Option<i64> {
        let n = self.seconds.len();
        let rank = (n * 9).div_ceil(10);
        self.seconds.get(rank.checked_sub(1)?).copied().filter(|_| n >= LEAST)
    }
}

/// What the incidents of an archive measure.
pub fn sample(archive: &Archive, measure: Measure) -> Sample {
    let mut seconds: Vec<i64> =
        archive.postmortems().filter_map(|postmortem| measure.of(postmortem)).collect();
    seconds.sort_unstable();
    Sample { seconds, n_incidents: archive.documents.len() }
}

/// How often each value of something occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Value, incidents, and the day of the newest of them.
    pub values: Vec<Counted>,
    /// Number of incidents that have a value.
    pub n_known: usize,
}

/// A value and its incidents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The value as the archive writes it; its folded form for addresses.
    pub tag: Tag,
    /// Number of its incidents.
    pub count: usize,
    /// Day of the newest of them.
    pub last: Option<NaiveDate>,
}

/// How many incidents have each value that `values` gives, most frequent first.
pub fn counts(archive: &Archive, values: impl Fn(&Postmortem) -> Vec<Tag>) -> Counts {
    let mut counted: BTreeMap<String, Counted> = BTreeMap::new();
    let mut n_known = 0;
    for postmortem in archive.postmortems() {
        let mut tags = values(postmortem);
        tags.sort_unstable();
        tags.dedup_by(|a, b| a.slug() == b.slug());
        n_known += usize::from(!tags.is_empty());
        let day = postmortem.day.as_ref().map(|day| day.value);
        for tag in tags {
            let slug = tag.slug().to_owned();
            // Postmortems come newest first, so the first day seen is the last one.
            let known = counted.entry(slug).or_insert(Counted { tag, count: 0, last: day });
            known.count += 1;
        }
    }
    let mut values: Vec<Counted> = counted.into_values().collect();
    values.sort_by_key(|counted| std::cmp::Reverse(counted.count));
    Counts { values, n_known }
}

/// The tag of a value that is not guessed.
pub fn sure<T>(known: Option<&Known<T>>) -> Option<&T> {
    known.filter(|known| known.origin != Origin::Guessed).map(|known| &known.value)
}

/// Upper ends of the ages that open action items are sorted by, in days.
pub const AGES: [i64; 4] = [30, 90, 180, 365];

/// Number of unfinished action items up to each age of [`AGES`], of older ones, and of those whose
/// age is unknown.
pub fn ages(archive: &Archive) -> [usize; AGES.len() + 2] {
    let mut counts = [0; AGES.len() + 2];
    for owed in ledger(archive).into_iter().filter(|owed| !owed.item.is_finished()) {
        let at = owed.age_days.map_or(AGES.len() + 1, |days| {
            AGES.iter().position(|most| days <= *most).unwrap_or(AGES.len())
        });
        counts[at] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(seconds: &[i64]) -> Sample {
        Sample { seconds: seconds.to_vec(), n_incidents: 40 }
    }

    #[test]
    fn nothing_is_summed_up_under_five() {
        for few in [&[][..], &[1], &[1, 2, 3, 4]] {
            assert_eq!((sample(few).median(), sample(few).ninetieth()), (None, None));
        }
    }

    #[test]
    fn one_long_outage_does_not_move_the_median() {
        assert_eq!(sample(&[1, 2, 3, 4, 1_000_000]).median(), Some(3));
        assert_eq!(sample(&[1, 2, 4, 6, 8, 9]).median(), Some(5));
    }

    #[test]
    fn nine_in_ten_do_not_exceed_the_ninetieth_percentile() {
        let ten: Vec<i64> = (1..=10).collect();
        assert_eq!(sample(&ten).ninetieth(), Some(9));
        assert_eq!(sample(&[1, 2, 3, 4, 5]).ninetieth(), Some(5));
    }
}
