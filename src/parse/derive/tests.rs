mod doubt;

use super::*;
use crate::config::{self, Config};
use crate::diag::report;
use crate::model::{Milestone, Percent};
use crate::parse::{front_matter, timeline};
use crate::source::Source;
use proptest::prelude::*;

const SITE: &str = "[[root_causes]]\ntag = \"capacity\"\naliases = [\"server overload\", \"surge in \
                    traffic\"]\n[[root_causes]]\ntag = \"retry-storm\"\n";

fn derive_text(text: &str, site: &str) -> (Derived, Vec<String>) {
    let config = config::read(&Source::from_text("site.toml", site), &mut Vec::new());
    let source = Source::from_text("content/a.md", text);
    let mut problems = Vec::new();
    let cut = front_matter::cut(&source, &mut problems);
    let matter = front_matter::read(&source, &cut, &config, &mut problems);
    let document = Document::parse(&source, cut.body_start);
    let outline = Outline::of(&document, None);
    let title = outline.title.as_ref().map_or("", |(_, words)| words.as_str());
    let clues = Clues { title: title.to_owned(), ..clues(&matter, &config) };
    let reading = timeline::read(&document, &clues, &mut Vec::new());
    let evidence = Evidence {
        document: &document,
        outline: &outline,
        reading: &reading,
        matter: &matter,
        config: &config,
        clues: &clues,
    };
    let derived = derive(evidence, &mut problems);
    let sources = report::Sources::from([(source.path(), &source)]);
    let shown = |problem: &Diagnostic| {
        let at = report::position(&problem.place, &sources);
        format!("{at} {}: {}", problem.code.name(), problem.message)
    };
    (derived, problems.iter().map(shown).collect())
}

fn clues(matter: &FrontMatter, config: &Config) -> Clues {
    let started = matter.milestones.get(&Milestone::Started);
    Clues {
        document_zone: matter.timezone,
        site_zone: config.timezone,
        stated_day: matter.date.as_ref().map(|date| date.value),
        started_day: started.and_then(|started| started.value.local.day()),
        ..Clues::default()
    }
}

/// `name value (origin line)` for every value, then the findings.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (derived, problems) = derive_text(text, SITE);
    let mut shown = Vec::new();
    if let Some(day) = &derived.day {
        shown.push(format!("day {} ({} {})", day.value, day.origin.name(), day.line));
    }
    for (milestone, known) in &derived.milestones {
        let offset = known.value.offset.map_or("?".to_owned(), |offset| offset.to_string());
        let about = if known.value.approximate { "~" } else { "" };
        let at = format!("{about}{} {offset}", known.value.local.iso());
        let origin = known.origin.name();
        shown.push(format!("{} {at} ({origin} {})", milestone.word(), known.line));
    }
    if let Some(duration) = &derived.duration {
        let (origin, line) = (duration.origin.name(), duration.line);
        shown.push(format!("duration {} ({origin} {line})", duration.value.human()));
    }
    if let Some(impact) = &derived.impact {
        let of = impact.value.of.as_deref().unwrap_or("-");
        let human = impact.value.human().unwrap_or_default();
        shown.push(format!("impact {human} of {of} ({} {})", impact.origin.name(), impact.line));
    }
    if let Some(cause) = &derived.root_cause {
        shown.push(format!("cause {} ({} {})", cause.value, cause.origin.name(), cause.line));
    }
    shown.extend(problems);
    assert_eq!(shown, expected);
}

const SEED: &str = "# 0. My first postmortem

>> Issue Summary:

* Duration of the Outage: The outage started at 2:00 PM GMT on January 12, 2024, and ended at 4:30 PM GMT on the same day.
* Impact: During this period, our restaurant’s online ordering system was down. Approximately 60% of our users were affected.
* Root Cause: The root cause was a server overload due to an unexpected surge in traffic.

>> Timeline:

* 2:00 PM: The issue was detected when our monitoring system alerted us about the server overload.
* 3:00 PM: The incident was escalated to our senior engineers.
* 4:00 PM: The team identified the root cause as a server overload due to an unexpected surge in traffic.
* 4:30 PM: The incident was resolved by distributing the load to other servers.

>> Root Cause and Resolution

* Root Cause: Our server was not equipped to handle the sudden surge in traffic, which caused the server to overload.

>> Tasks:

* Upgrade our servers to handle higher traffic.
";

#[test]
fn the_seed_says_all_in_prose() {
    check(
        SEED,
        &[
            "day 2024-01-12 (derived 11)",
            "started 2024-01-12T14:00 +00:00 (derived 5)",
            "detected 2024-01-12T14:00 +00:00 (guessed 11)",
            "escalated 2024-01-12T15:00 +00:00 (guessed 12)",
            "identified 2024-01-12T16:00 +00:00 (guessed 13)",
            "resolved 2024-01-12T16:30 +00:00 (derived 5)",
            "duration 2h 30m (derived 5)",
            "impact ~60 % of users (derived 6)",
            "cause capacity (derived 7)",
        ],
    );
    let (derived, _) = derive_text(SEED, SITE);
    assert_eq!(derived.action_items.len(), 1);
    assert_eq!(
        derived.summary.as_deref(),
        Some(
            "During this period, our restaurant’s online ordering system was down. Approximately \
             60% of our users were affected."
        )
    );
    let (derived, _) = derive_text(SEED, "");
    let cause = derived.root_cause.unwrap();
    assert_eq!((cause.value.as_str(), cause.origin.name()), ("capacity", "guessed"));
}

#[test]
fn front_matter_wins() {
    check(
        "---\nduration: unknown\nroot_cause: unknown\nimpact: 5%\nresolved: 2024-01-12T16:31Z\n---\n\
         # T\n\n## Summary\n\nThe outage lasted for 3 hours, from 14:00 to 16:30 UTC on January 12, \
         2024. 60% of users saw errors.\n\n## Root cause\n\nA server overload.\n",
        &[
            "day 2024-01-12 (derived 11)",
            "started 2024-01-12T14:00 +00:00 (derived 11)",
            "resolved 2024-01-12T16:31 +00:00 (stated 5)",
            "impact 5 % of - (stated 4)",
        ],
    );
}

#[test]
fn labels_say_when_and_how_long() {
    check(
        "# T\n\n**Date:** 2024-01-12\n**Start time:** 14:00 UTC\n**End time:** 15:30 UTC\n\
         **Duration:** 90 minutes\n",
        &[
            "day 2024-01-12 (derived 3)",
            "started 2024-01-12T14:00 +00:00 (derived 4)",
            "resolved 2024-01-12T15:30 +00:00 (derived 5)",
            "duration 1h 30m (derived 6)",
        ],
    );
    check(
        "# T\n\n| | |\n|-|-|\n| Incident start | 2024-01-12 14:00 UTC |\n| Time to recovery | 148 \
         minutes |\n",
        &[
            "day 2024-01-12 (derived 5)",
            "started 2024-01-12T14:00 +00:00 (derived 5)",
            "duration 2h 28m (guessed 6)",
        ],
    );
}

#[test]
fn what_is_there_twice_settles_nothing() {
    check(
        "# T\n\n## A\n\n**Duration:** 21:45 to 23:28 UTC (103 minutes)\n\n## B\n\n**Duration:** 72 \
         minutes\n",
        &[],
    );
}

#[test]
fn sentences_say_how_long() {
    let cases = [
        ("The outage lasted for 47 minutes.", Some("47m")),
        ("This lasted approximately nine hours before it recovered.", Some("~9h")),
        ("An outage lasting 1 hour and 48 minutes.", Some("1h 48m")),
        ("The problem lasted for at least seven hours.", Some("~7h")),
        ("We were down for a total of 2h 5m.", Some("2h 5m")),
        ("It lasted most of Sunday, and 3 hours of it hurt.", None),
        ("It lasted long.", None),
        ("The outage lasted a day and a half.", Some("1d 12h")),
        ("**Duration:** two and a half hours", Some("2h 30m")),
        ("**Duration:** an hour and a half", Some("1h 30m")),
        ("**Duration:** half an hour", Some("30m")),
        ("**Duration:** quarter of an hour", Some("15m")),
        ("**Duration:** 2½ hours", Some("2h 30m")),
        ("**Duration:** 45 minutes (12 minutes full outage)", Some("45m")),
        ("**Duration:** 1,5 hours", None),
        ("**Duration:** about 3 to 4 hours", None),
        ("**Duration:** 2 to 3 hours", None),
        ("**Duration:** 1 hour, then again 20 minutes", None),
        ("**Duration:** 2 1/2 hours", None),
        ("The incident ended after we waited 30 minutes.", None),
        ("The last time it lasted 6 hours.", None),
        (
            "Last year we had a similar one. It lasted 6 hours. This outage lasted 2 hours.",
            Some("2h"),
        ),
    ];
    for (text, expected) in cases {
        let (derived, _) = derive_text(&format!("# T\n\n{text}\n"), "");
        let found = derived.duration.map(|duration| duration.value.human());
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

#[test]
fn sentences_say_from_when_to_when() {
    let cases = [
        ("Between 14:00 and 15:10 UTC on 2024-01-12 requests failed.", Some("1h 10m")),
        (
            "The outage began at 22:30 UTC on 2024-01-12 and was resolved at 05:39 UTC.",
            Some("7h 9m"),
        ),
        (
            "The issue started on 2024-01-12 at 14:00 UTC. It was noticed at 14:05 and resolved at \
          14:20 UTC.",
            Some("20m"),
        ),
        ("The outage was from 2024-01-12 14:00 UTC until 2024-01-13 14:00 UTC.", Some("1d")),
        ("We deployed at 14:00 UTC on 2024-01-12 and again at 15:00 UTC.", None),
        ("The issue was resolved at 16:00 UTC on 2024-01-12 with the backup from 14:00 UTC.", None),
        ("Before the outage started at 14:00 UTC on 2024-01-12 we slept. It ended at 15:00.", None),
        ("A similar outage was from 2024-01-12 14:00 UTC until 2024-01-12 15:00 UTC.", None),
    ];
    for (text, expected) in cases {
        let (derived, _) = derive_text(&format!("# T\n\n## Summary\n\n{text}\n"), "");
        let found = derived.duration.map(|duration| duration.value.human());
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

#[test]
fn shares_of_people_and_requests_are_impact() {
    let percent = |share: f64| Percent::new(share).unwrap();
    let cases = [
        ("About 60% of our users were affected.", Some((60.0, "users"))),
        (
            "78% of feature flag evaluation requests failed.",
            Some((78.0, "feature flag evaluation requests")),
        ),
        ("It did not affect 95% of users; only 5% of users saw errors.", Some((5.0, "users"))),
        ("95% of users were unaffected.", None),
        ("Nearly 100% of the users were not affected.", None),
        ("99.9% of requests succeeded.", None),
        ("All but 10% of customers were locked out.", None),
        ("Only 2% of users escaped the outage.", None),
        ("Approximately 40% of our customers use this feature.", None),
        ("60% of users couldn't log in.", Some((60.0, "users"))),
        ("The error rate rose from 1% to 40% of requests.", Some((40.0, "requests"))),
        ("Between 34% and 40%, from 34% to 97% of requests failed.", Some((97.0, "requests"))),
        ("12.5 percent of all customers saw errors.", Some((12.5, "customers"))),
        ("Some 5% of customer requests failed.", Some((5.0, "customer requests"))),
        ("3/4 of our users could not log in.", Some((75.0, "users"))),
        ("Two-thirds of the requests timed out.", Some((66.7, "requests"))),
        ("Half of all customers saw errors.", Some((50.0, "customers"))),
        ("The second half of requests timed out.", None),
        ("Behalf of customers.", None),
        ("5/4 of users, and 2024/3/4 of users.", None),
        ("12,5 % of requests failed.", Some((12.5, "requests"))),
        ("Error budget: 1,000% of requests.", None),
        ("Roughly 1 in 3 users saw an old menu.", Some((33.3, "users"))),
        ("3 out of 4 of our customers were hit.", Some((75.0, "customers"))),
        ("3 out of 4 clients were perfect.", None),
        ("1 in 10 failed, so that users left.", None),
        ("Errors came on 12 in 30 requests; 4 in 3 users.", Some((40.0, "requests"))),
        ("In a third of the cases users saw errors.", None),
        ("CPU was at 78%.", None),
        ("We were back to 100% of traffic.", None),
        ("The release was rolled out to 10% of users.", None),
        ("120% of users.", None),
        ("30% of disk space, which users need.", None),
    ];
    for (text, expected) in cases {
        let (derived, _) = derive_text(&format!("# T\n\n## Impact\n\n{text}\n"), "");
        let found = derived.impact.map(|known| known.value);
        let shown =
            found.as_ref().and_then(|impact| Some((impact.percent?, impact.of.as_deref()?)));
        assert_eq!(shown, expected.map(|(share, of)| (percent(share), of)), "{text}");
    }
    check(
        "# T\n\n10% of users wrote.\n\n## Impact\n\n- 20% of users\n- 30% of requests\n",
        &[
            "impact 30 % of requests (derived 8)",
            "content/a.md:8:1 impact-disagrees: impact is 30 % here and 20 % elsewhere",
        ],
    );
}

#[test]
fn causes_are_named_or_unknown() {
    let cases = [
        ("Root cause: a server overload", Some("capacity derived")),
        ("Root cause: a surge in traffic and then a retry storm", Some("capacity guessed")),
        ("Root cause: the moon", None),
        ("We feared a server overload", None),
    ];
    for (text, expected) in cases {
        let (derived, _) = derive_text(&format!("# T\n\n{text}\n"), SITE);
        let found =
            derived.root_cause.map(|cause| format!("{} {}", cause.value, cause.origin.name()));
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

#[test]
fn contradictions_are_found() {
    check(
        "---\nduration: 3h\nstarted: 2024-01-12T14:00Z\ndetected: 2024-01-12T13:50Z\nresolved: \
         2024-01-12T16:00Z\n---\n",
        &[
            "day 2024-01-12 (stated 3)",
            "started 2024-01-12T14:00 +00:00 (stated 3)",
            "detected 2024-01-12T13:50 +00:00 (stated 4)",
            "resolved 2024-01-12T16:00 +00:00 (stated 5)",
            "duration 3h (stated 2)",
            "content/a.md:2:11 duration-disagrees: says 3h, its own events give 2h",
            "content/a.md:4:1 phases-out-of-order: detected lies before started",
        ],
    );
    check(
        "---\nduration: ~3h\nstarted: 2024-01-12T14:00Z\nresolved: 2024-01-12T16:00Z\n---\n",
        &[
            "day 2024-01-12 (stated 3)",
            "started 2024-01-12T14:00 +00:00 (stated 3)",
            "resolved 2024-01-12T16:00 +00:00 (stated 4)",
            "duration ~3h (stated 2)",
        ],
    );
}

#[test]
fn key_events_need_no_colon() {
    check(
        "# T\n\n- **Key events**\n  - First detected 2020-08-25 11:01\n  - Incident declared: 2020-08-25 \
         11:26\n  - Resolved 2020-08-25 12:11\n\n- **Time to resolve**: 1h 30m\n\n- **Identified**: \
         a notice of 24 August 2020\n",
        &[
            "day 2020-08-25 (derived 4)",
            "detected 2020-08-25T11:01 ? (derived 4)",
            "declared 2020-08-25T11:26 ? (derived 5)",
            "resolved 2020-08-25T12:11 ? (derived 6)",
            "duration 1h 30m (derived 8)",
            "content/a.md:8:1 duration-disagrees: says 1h 30m, its own events give 1h 10m",
        ],
    );
}

#[test]
fn a_length_and_the_entries_may_agree() {
    let timeline = "# T\n\n## Timeline (UTC)\n\n- 2024-01-12 12:06 it ran out\n- 12:11 somebody \
                    wrote\n- 13:30 it worked\n- 14:00 we talked\n\n## Stats\n\n";
    let found = |stats: &str| {
        let (derived, _) = derive_text(&format!("{timeline}{stats}"), "");
        let duration = derived.duration.map(|known| (known.value.human(), known.origin.name()));
        (derived.milestones.len(), duration)
    };
    let derived = Some(("1h 24m".to_owned(), "derived"));
    assert_eq!(found("- Time to recovery: 84 minutes\n"), (2, derived));
    let guessed = Some(("1h 20m".to_owned(), "guessed"));
    assert_eq!(found("- Time to recovery: 80 minutes\n"), (0, guessed));
}

#[test]
fn labels_say_how_bad_and_who() {
    let cases = [
        ("**Severity:** P1\n**Incident commander:** Jane Doe", Some("P1"), 1),
        ("| Severity | SEV-2 (major) |\n|-|-|\n| Scribe | @kim, Bo |", Some("SEV-2"), 1),
        ("**Severity:** how bad it is\n**Scribe:** to be found", None, 0),
        ("**Severity:** P1\n\n**Severity:** P2", None, 0),
    ];
    for (text, severity, n_roles) in cases {
        let (derived, _) = derive_text(&format!("# T\n\n{text}\n"), "");
        let found = derived.severity.map(|known| known.value.name.to_string());
        assert_eq!(found.as_deref(), severity, "{text}");
        assert_eq!(derived.roles.map_or(0, |roles| roles.value.held.len()), n_roles, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(outage |started |from |to |until |14:00 |16:30 |UTC |2024-01-12 |lasted |for |2 hours |60%|of |users|Impact: |Root cause: |Duration: |\n|\n\n|## |- |> |\\*\\*|é|İ|\\.|, |\\|){0,50}") {
        let (derived, _) = derive_text(&format!("# T\n\n{text}"), SITE);
        if let Some(Outage::Lasted { seconds, .. }) = derived.duration.map(|known| known.value) {
            prop_assert!(seconds >= 0);
        }
    }
}
