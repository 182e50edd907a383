//! The drafting panel: what the program made of one document, for the one who writes it.
//!
//! Findings by line, values that were not stated with the line they were read from, sections that
//! are still missing, wide gaps in the timeline, length. Part of the preview alone.

use super::overlay::Opener;
use crate::model::{Entry, Known, Local, Origin, Postmortem, SectionKind, human_seconds};
use crate::site::{clock, milestone_name};
use chrono::NaiveDateTime;
use serde_json::{Value, json};

/// Sections that readers look for, as `retrospect new` has them.
const WANTED: [(SectionKind, &str); 6] = [
    (SectionKind::Summary, "Summary"),
    (SectionKind::Impact, "Impact"),
    (SectionKind::Timeline, "Timeline"),
    (SectionKind::RootCause, "Root cause"),
    (SectionKind::Lessons, "Lessons"),
    (SectionKind::ActionItems, "Action items"),
];

/// A gap is wide from this many seconds on …
const WIDE_SECONDS: i64 = 30 * 60;
/// … where it is also this many times the timeline's usual step.
const WIDE_STEPS: i64 = 4;

/// `{"source", "href", "draft", "findings", "understood", "missing", "gaps", "words", "minutes"}`.
pub(super) fn panel(
    postmortem: &Postmortem,
    findings: &[Value],
    opener: Option<Opener<'_>>,
) -> Value {
    let path = postmortem.source.as_str();
    let at = |line: u32| opener.map(|opener| opener.address(path, line.max(1), 1));
    let understood: Vec<Value> = understood(postmortem)
        .into_iter()
        .map(|Understood { name, value, origin, line }| {
            json!({ "name": name, "value": value, "origin": origin.name(), "line": line,
                    "href": at(line) })
        })
        .collect();
    let gaps: Vec<Value> = gaps(&postmortem.timeline.entries)
        .into_iter()
        .map(|gap| {
            json!({ "from": gap.from, "to": gap.to, "length": human_seconds(gap.seconds),
                    "line": gap.line, "href": at(gap.line) })
        })
        .collect();
    json!({
        "source": path,
        "href": at(1),
        "draft": postmortem.is_draft(),
        "findings": findings,
        "understood": understood,
        "missing": missing(postmortem),
        "gaps": gaps,
        "words": postmortem.body.words,
        "minutes": postmortem.body.reading_minutes(),
    })
}

/// A value that nothing states, and where it was read.
#[derive(Debug, PartialEq, Eq)]
struct Understood {
    name: &'static str,
    value: String,
    origin: Origin,
    line: u32,
}

fn understood(postmortem: &Postmortem) -> Vec<Understood> {
    let day = postmortem.day.as_ref().map(|day| day.value);
    let duration = postmortem.duration.as_ref();
    let mut all = vec![
        read("Title", Some(&postmortem.title), Clone::clone),
        read("Day", postmortem.day.as_ref(), |day| clock::long_day(*day)),
        read("Duration", duration, |duration| duration.human()),
        read("Impact", postmortem.impact.as_ref(), |impact| {
            impact.human().or_else(|| impact.summary.clone()).unwrap_or_default()
        }),
        read("Root cause", postmortem.root_cause.as_ref(), |cause| cause.as_str().to_owned()),
    ];
    all.extend(postmortem.milestones.iter().map(|(milestone, moment)| {
        read(milestone_name(*milestone), Some(moment), |moment| clock::moment(moment, day))
    }));
    all.extend(postmortem.action_items.iter().map(|item| {
        let item = Known { value: &item.text, origin: item.origin, line: item.line };
        read("Action item", Some(&item), |text| (*text).clone())
    }));
    all.into_iter().flatten().collect()
}

fn read<T>(
    name: &'static str,
    known: Option<&Known<T>>,
    tell: impl FnOnce(&T) -> String,
) -> Option<Understood> {
    let Known { value, origin, line } = known?;
    let is_news = *origin != Origin::Stated;
    is_news.then(|| Understood { name, value: tell(value), origin: *origin, line: *line })
}

/// Sections that are not there; what stands elsewhere in the document is not missing.
fn missing(postmortem: &Postmortem) -> Vec<&'static str> {
    let has = |kind: SectionKind| {
        postmortem.sections.iter().any(|section| section.kind == Some(kind))
            || match kind {
                SectionKind::Summary => postmortem.summary.is_some(),
                SectionKind::Timeline => !postmortem.timeline.entries.is_empty(),
                SectionKind::ActionItems => !postmortem.action_items.is_empty(),
                _ => false,
            }
    };
    WANTED.into_iter().filter(|(kind, _)| !has(*kind)).map(|(_, name)| name).collect()
}

/// A stretch of the timeline in which nothing is told.
#[derive(Debug, PartialEq, Eq)]
struct Gap {
    from: String,
    to: String,
    seconds: i64,
    /// Line of the entry after it.
    line: u32,
}

/// The gaps that stand out: half an hour or more, and four times the timeline's usual step.
fn gaps(entries: &[Entry]) -> Vec<Gap> {
    let steps: Vec<(&Entry, &Entry, i64)> = entries
        .windows(2)
        .filter_map(|pair| Some((&pair[0], &pair[1], seconds(&pair[0], &pair[1])?)))
        .filter(|(.., seconds)| *seconds > 0)
        .collect();
    let mut lengths: Vec<i64> = steps.iter().map(|(.., seconds)| *seconds).collect();
    lengths.sort_unstable();
    // Of an even number the lower one: with two steps, the short one is usual.
    let usual = lengths.get(lengths.len().saturating_sub(1) / 2).copied().unwrap_or(0);
    let widest_usual = WIDE_SECONDS.max(usual.saturating_mul(WIDE_STEPS));
    steps
        .into_iter()
        .filter(|(.., seconds)| *seconds >= widest_usual)
        .map(|(from, to, seconds)| Gap {
            from: from.as_written.clone(),
            to: to.as_written.clone(),
            seconds,
            line: to.line,
        })
        .collect()
}

/// Seconds from the end of one entry to the start of the next: by instants, else by one clock.
fn seconds(from: &Entry, to: &Entry) -> Option<i64> {
    if let (Some(from), Some(to)) = (from.end_utc.or(from.start_utc), to.start_utc) {
        return Some((to - from).num_seconds());
    }
    let clock = |local: Option<Local>| -> Option<NaiveDateTime> { local?.date_time() };
    Some((clock(to.start)? - clock(from.end.or(from.start))?).num_seconds())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::source::Source;

    const DRAFT: &str = "\
---
title: Orders stood still
date: 2024-05-06
status: draft
---

## Summary

The outage lasted 45 minutes.

## Timeline

All times UTC.

- 14:00 Orders stop.
- 14:05 The alert fires.
- 14:10 Somebody looks.
- 15:40 Orders come in again.
";

    fn postmortem(text: &str) -> Postmortem {
        let source = Source::from_text("content/2024-05-06-orders.md", text);
        crate::parse::parse(source, &Config::default(), Vec::new()).postmortem
    }

    #[test]
    fn a_wide_gap_is_told_with_the_line_after_it() {
        let entries = postmortem(DRAFT).timeline.entries;
        let expected =
            Gap { from: "14:10".to_owned(), to: "15:40".to_owned(), seconds: 5_400, line: 18 };
        assert_eq!(gaps(&entries), [expected]);
        let even = DRAFT.replace("15:40", "14:30");
        assert_eq!(gaps(&postmortem(&even).timeline.entries), [], "usual steps are no gaps");
        assert_eq!(gaps(&[]), []);
    }

    #[test]
    fn what_is_not_there_is_missing() {
        let found = missing(&postmortem(DRAFT));
        assert_eq!(found, ["Impact", "Root cause", "Lessons", "Action items"]);
    }

    #[test]
    fn only_what_was_not_stated_is_told() {
        let found = understood(&postmortem(DRAFT));
        assert!(found.iter().all(|known| known.origin != Origin::Stated), "{found:?}");
        assert!(!found.iter().any(|known| known.name == "Title"), "{found:?}");
        let duration = found.iter().find(|known| known.name == "Duration");
        assert_eq!(duration.map(|known| (known.value.as_str(), known.line)), Some(("45m", 9)));
    }
}
