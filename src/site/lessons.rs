//! What incidents of one shelf teach together: what to read first, how they went, which fixes
//! recur. Only the first page of a shelf tells it.

use super::pages::Page;
use super::plot::{self, Scale, Track};
use super::timeline::Band;
use super::view::{
    CourseTimesView, CourseView, CoursesView, DayView, FixItemView, FixView, LinkView, PickView,
};
use super::{clock, postmortem};
use crate::archive::{
    Course, FacetKind, Fix, Number, Reason, courses, postmortem_address, reading_list, recurring,
};
use crate::model::{Milestone, human_seconds};

/// Most incidents that are drawn over each other.
const DRAWN: usize = 20;

/// Fewest incidents that can be held against each other.
const COMPARED: usize = 2;

/// Most fixes that are told.
const FIXES: usize = 8;

/// Fewest values that have a middle.
const LEAST: usize = 5;

impl Page<'_> {
    /// A service's reading list.
    pub(super) fn reading(
        &self,
        kind: FacetKind,
        numbers: &[Number],
        page: usize,
    ) -> Vec<PickView> {
        if kind != FacetKind::Service || page > 1 {
            return Vec::new();
        }
        reading_list(&self.site.archive, numbers)
            .into_iter()
            .map(|pick| PickView {
                incident: self.incident(pick.number),
                day: self.day(pick.number),
                reasons: pick.reasons.iter().map(in_words).collect(),
            })
            .collect()
    }

    /// A cause's incidents over each other.
    pub(super) fn courses(
        &self,
        kind: FacetKind,
        numbers: &[Number],
        page: usize,
    ) -> Option<CoursesView> {
        if kind != FacetKind::Cause || page > 1 {
            return None;
        }
        let known = courses(&self.site.archive, numbers);
        let shown = &known[..known.len().min(DRAWN)];
        if shown.len() < COMPARED {
            return None;
        }
        let mut seconds: Vec<i64> =
            shown.iter().flat_map(|course| &course.points).map(|(_, seconds)| *seconds).collect();
        seconds.sort_unstable();
        let scale = Scale::with_room(&seconds)?;
        let tracks: Vec<Track> = shown.iter().map(|course| self.track(course)).collect();
        let has =
            |band: &&str| tracks.iter().any(|t| t.stretches.iter().any(|(_, _, b)| b == band));
        let bands = ["detection", "investigation", "mitigation", "recovery", "none"];
        Some(CoursesView {
            coverage: format!(
                "{} of {} incidents say when they started and what came after it",
                known.len(),
                numbers.len()
            ),
            bands: bands.into_iter().filter(has).collect(),
            svg: plot::tracks(scale, &tracks),
            rows: shown.iter().map(|course| self.course(course)).collect(),
            medians: medians(&known),
            n_more: known.len() - shown.len(),
        })
    }

    fn track(&self, course: &Course) -> Track {
        let title = &self.site.archive.postmortem(course.number).title.value;
        let day = self.day(course.number).map(|day| format!("{} {}", day.short, day.year));
        let label: Vec<String> = day.into_iter().chain([title.clone()]).collect();
        let is_detected = course.until(Milestone::Detected).is_some();
        let mut band = if is_detected { Band::Detection.name() } else { "none" };
        let mut from = 0;
        let mut stretches = Vec::new();
        for (milestone, to) in &course.points {
            stretches.push((from, *to, band));
            from = *to;
            band = match milestone {
                Milestone::Identified => Band::Mitigation.name(),
                Milestone::Mitigated => Band::Recovery.name(),
                _ => Band::Investigation.name(),
            };
        }
        let is_resolved = course.until(Milestone::Resolved).is_some();
        Track { label: label.join(" · "), stretches, is_resolved }
    }

    fn course(&self, course: &Course) -> CourseView {
        let until = |milestone| course.until(milestone).map(human_seconds);
        CourseView {
            incident: self.incident(course.number),
            day: self.day(course.number),
            times: CourseTimesView {
                detected: until(Milestone::Detected),
                mitigated: until(Milestone::Mitigated),
                resolved: until(Milestone::Resolved),
            },
        }
    }

    /// The fixes that recur after a cause's incidents.
    pub(super) fn fixes(&self, kind: FacetKind, numbers: &[Number], page: usize) -> Vec<FixView> {
        if kind != FacetKind::Cause || page > 1 {
            return Vec::new();
        }
        let found = recurring(&self.site.archive, numbers);
        found.iter().take(FIXES).map(|fix| self.fix(fix)).collect()
    }

    fn fix(&self, fix: &Fix<'_>) -> FixView {
        let items: Vec<FixItemView> = fix
            .items
            .iter()
            .map(|(number, item)| FixItemView {
                item: postmortem::action_item(self, *number, item),
                incident: self.incident(*number),
                day: self.day(*number),
            })
            .collect();
        FixView {
            text: items.first().map(|first| first.item.text.clone()).unwrap_or_default(),
            n_incidents: fix.n_incidents(),
            items,
        }
    }

    /// The name and the address of an incident.
    pub(super) fn incident(&self, number: Number) -> LinkView {
        let postmortem = self.site.archive.postmortem(number);
        LinkView {
            name: postmortem.title.value.clone(),
            href: self.href(&postmortem_address(&postmortem.slug)),
            is_current: false,
        }
    }

    fn day(&self, number: Number) -> Option<DayView> {
        self.site.archive.postmortem(number).day.as_ref().map(clock::day_view)
    }
}

fn medians(known: &[Course]) -> Option<CourseTimesView> {
    let median = |milestone| {
        let mut seconds: Vec<i64> =
            known.iter().filter_map(|course| course.until(milestone)).collect();
        seconds.sort_unstable();
        let n = seconds.len();
        let middle = (seconds.get(n.saturating_sub(1) / 2)?, seconds.get(n / 2)?);
        (n >= LEAST).then(|| human_seconds(i64::midpoint(*middle.0, *middle.1)))
    };
    let found = CourseTimesView {
        detected: median(Milestone::Detected),
        mitigated: median(Milestone::Mitigated),
        resolved: median(Milestone::Resolved),
    };
    let is_any = found.detected.is_some() || found.mitigated.is_some() || found.resolved.is_some();
    is_any.then_some(found)
}

fn in_words(reason: &Reason) -> String {
    match reason {
        Reason::MostReferred(1) => "another postmortem refers to it".to_owned(),
        Reason::MostReferred(count) => format!("{count} other postmortems refer to it"),
        Reason::Worst(name) => format!("the worst here ({name})"),
        Reason::Longest(seconds) => format!("the longest here ({})", human_seconds(*seconds)),
        Reason::TypicalCause { cause, count } => {
            format!("the latest of {count} with cause {cause}")
        }
        Reason::MostUnfinished(1) => "an action item of it is open".to_owned(),
        Reason::MostUnfinished(count) => format!("{count} of its action items are open"),
        Reason::Newest => "the newest".to_owned(),
    }
}
