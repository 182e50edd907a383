use super::super::*;
use super::{check, check_document, read_text, site, state};
use crate::model::{MILESTONES, Milestone, Percent};

#[track_caller]
fn check_duration(value: &str, expected: &str) {
    let stated = state(&format!("duration: {value}")).duration;
    let shown = match stated {
        Statement::Silent => "silent".to_owned(),
        Statement::Unknown => "unknown".to_owned(),
        Statement::Says(known, _) => known.value.human(),
    };
    assert_eq!(shown, expected, "{value}");
}

#[test]
fn durations_are_taken_as_written() {
    for value in ["2h30m", "2:30", "150 min", "\"2h 30m\"", "PT2H30M", "2 hours and 30 minutes"] {
        check_duration(value, "2h 30m");
    }
    check_duration("~2h", "~2h");
    check_duration("~", "silent");
    check_duration("ongoing", "ongoing");
    check_duration("Unknown", "unknown");
    check_duration("0", "0m");
    let other = state("outage_duration: 1h").duration;
    assert_eq!(other.known().unwrap().line, 2);
}

#[test]
fn durations_in_two_readings_say_both() {
    check(
        "title: x\nduration: 150",
        &["3:11 [150] unreadable-duration: duration `150` has no unit: minutes or hours? | write \
           `150m` for minutes or `150h` for hours"],
    );
    check(
        "time-to-resolve: a while",
        &["2:18 [a while] unreadable-duration: duration `a while` cannot be read | write it as \
           `2h30m`, `150m`, `1d 5h`, `PT2H30M`, `ongoing` or `unknown`"],
    );
    check(
        "duration: [1h]",
        &["2:11 [[1h]] bad-value: `duration` cannot be a list | write a duration such as `2h30m`"],
    );
}

#[track_caller]
fn impact(yaml: &str) -> Impact {
    state(yaml).impact.known().expect("stated").value.clone()
}

#[test]
fn impact_is_a_share_or_a_table() {
    let sixty = Impact { percent: Percent::new(60.0), ..Impact::default() };
    for value in ["60%", "60 %", "60", "0.6", "'60%'", "{percent: 60}"] {
        assert_eq!(impact(&format!("impact: {value}")), sixty, "{value}");
    }
    assert_eq!(impact("impact_percentage: 60%").percent, sixty.percent);
    let table = "impact:\n  percent: ~10-15%\n  of: users\n  count: 12_000\n  summary: No orders.";
    assert_eq!(
        impact(table),
        Impact {
            percent: Percent::new(15.0),
            low: Percent::new(10.0),
            approximate: true,
            of: Some("users".to_owned()),
            count: Some(12_000),
            summary: Some("No orders.".to_owned()),
        }
    );
    assert_eq!(state("impact: unknown").impact, Statement::Unknown);
}

#[test]
fn impact_in_two_readings_says_both() {
    check(
        "impact: 1",
        &["2:9 [1] ambiguous-impact: impact `1` may mean 1 % or 100 % | write `1%` or `100%`"],
    );
    check(
        "impact: {percent: 120, people: 3}",
        &[
            "2:24 [people] unknown-key: unknown key `people` | use one of: percent, of, count, \
             summary",
            "2:19 [120] ambiguous-impact: impact `120` is not within 0 to 100 % | write a share \
             such as `60%`; a number of people goes into `impact.count`",
        ],
    );
}

#[test]
fn words_are_those_that_the_archive_declares() {
    let stated =
        state("root_cause: Server Overload\nseverity: SEV2\nservices: orders\nteams: [Platform]");
    assert_eq!(stated.root_cause.known().unwrap().value.as_str(), "capacity");
    let severity = stated.severity.unwrap().value;
    assert_eq!((severity.name.as_str(), severity.rank), ("sev2", Some(1)));
    assert_eq!(stated.services[0].as_str(), "Orders");
    assert_eq!(stated.teams[0].as_str(), "platform");
    check(
        "root_cause: expired-cert\nseverity: sev9\nservices: [ordesr, Orders]\nteams: nobody",
        &[
            "2:13 [expired-cert] unknown-root-cause: unknown root cause `expired-cert` | use one \
             of: capacity, expired-certificate",
            "3:11 [sev9] unknown-severity: unknown severity `sev9` | did you mean `sev1`?",
            "4:12 [ordesr] unknown-service: unknown service `ordesr` | did you mean `Orders`?",
            "5:8 [nobody] unknown-team: unknown team `nobody` | use one of: platform",
        ],
    );
}

#[test]
fn without_declared_words_any_will_do() {
    let text = "---\nroot_cause: no\nseverity: 1\nservices: a, b\n---\n";
    let (_, _, stated, problems) = read_text(text, &crate::config::Config::default());
    assert_eq!(problems, []);
    assert_eq!(stated.root_cause.known().unwrap().value.as_str(), "no");
    assert_eq!(stated.severity.unwrap().value.rank, None);
    assert_eq!(stated.services.len(), 2);
    let text = "---\ncause: The server was overloaded.\n---\n";
    let (_, _, stated, problems) = read_text(text, &crate::config::Config::default());
    assert_eq!(stated.root_cause, Statement::Silent);
    assert_eq!(problems.len(), 1);
}

#[test]
fn times_take_the_zone_of_the_document_or_the_archive() {
    let at = |yaml: &str| {
        let milestones = state(yaml).milestones;
        milestones[&Milestone::Started].value.utc().unwrap().format("%FT%R").to_string()
    };
    assert_eq!(at("started: 2024-01-12T14:00Z"), "2024-01-12T14:00");
    assert_eq!(at("started: 2024-01-12 14:00"), "2024-01-12T13:00");
    assert_eq!(at("started: 2024-01-12 14:00\ntimezone: Asia/Tokyo"), "2024-01-12T05:00");
    let line = |milestone: &Milestone| format!("{}: 2024-01-12 14:00", milestone.word());
    let all = MILESTONES.iter().map(line).collect::<Vec<_>>().join("\n");
    assert_eq!(state(&all).milestones.len(), 8);
    check(
        "started: 2024-01-12 14:00 CET\nresolved: later\ntimezone: Berlin",
        &[
            "4:11 [Berlin] unknown-time-zone: unknown time zone `Berlin` | did you mean \
             `Europe/Berlin`?",
            "2:10 [2024-01-12 14:00 CET] unknown-time-zone: `CET` names different zones to \
             different people | write an IANA name such as `Europe/Berlin`, or an offset such as \
             `+01:00`",
            "3:11 [later] bad-value: `resolved` cannot be `later` | write a time such as \
             `2024-01-12T14:00Z` or `2024-01-12 2:00 PM Europe/London`",
        ],
    );
}

#[test]
fn scalars_are_what_their_writer_wrote() {
    let stated = state("id: 12e3\ntitle: 0x1F\ntags: [no, 2024-01-12, 1_000]\nslug: 2024\nx-n: 7");
    assert_eq!(stated.id.as_deref(), Some("12e3"));
    assert_eq!(stated.title.unwrap().value, "0x1F");
    let tags: Vec<&str> = stated.tags.iter().map(Tag::as_str).collect();
    assert_eq!(tags, ["no", "2024-01-12", "1_000"]);
    assert_eq!(stated.slug.unwrap().0.as_str(), "2024");
    assert_eq!(stated.extra["x-n"], serde_json::json!(7));
}

#[test]
fn the_other_keys_are_read() {
    let stated = state(
        "date: 2024-01-24\npublished: 2024-01-25\nstatus: In Review\nvisibility: internal\n\
         regions: eu\ntrigger: A sale\ncontributing_factors:\n- No limit\n- No alert\n\
         detected_by: third_party\nimpact_kind: near-miss\nroles:\n  scribe: Kim\n  \
         incident_commander: [Ana, Bo]\nauthors: Doe, Jane\nreviewers: [Li]\nrelated: [a, INC-2]\n\
         supersedes: b\nduplicate_of: c\nlinks:\n  board: https://example.org/a:b\n\
         aliases: [/old/page/]\ndiagrams: off\nx-cost: {eur: 1.5, ok: true, list: [1, a]}",
    );
    assert_eq!(stated.date.unwrap().value.to_string(), "2024-01-24");
    assert_eq!(stated.published.unwrap().to_string(), "2024-01-25");
    assert_eq!(stated.status.unwrap().value, ReviewStatus::InReview);
    assert_eq!(stated.visibility, Some(Visibility::Internal));
    assert_eq!(stated.trigger.as_deref(), Some("A sale"));
    assert_eq!(stated.contributing_factors, ["No limit", "No alert"]);
    assert_eq!(stated.detected_by, Some(DetectedBy::ThirdParty));
    assert_eq!(stated.impact_kind, Some(ImpactKind::NearMiss));
    let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        stated.roles.unwrap().value.held,
        [
            ("scribe".to_owned(), names(&["Kim"])),
            ("incident_commander".to_owned(), names(&["Ana", "Bo"])),
        ]
    );
    assert_eq!(stated.authors, ["Doe, Jane"]);
    assert_eq!(stated.related[1].0, "INC-2");
    assert_eq!(stated.supersedes.unwrap().0, "b");
    assert_eq!(stated.duplicate_of.unwrap().0, "c");
    assert_eq!(stated.links["board"], "https://example.org/a:b");
    assert_eq!(stated.aliases[0].0, "old/page/");
    assert_eq!(stated.diagrams, Some(false));
    let cost = serde_json::json!({"eur": 1.5, "ok": true, "list": [1, "a"]});
    assert_eq!(stated.extra["x-cost"], cost);
}

#[test]
fn action_items_are_texts_or_tables() {
    let stated = state(
        "action_items:\n- Buy a bell\n- text: Watch the queue\n  type: detect\n  owner: Kim\n  \
         due: 2024-02-01\n  status: todo\n  link: OPS-12",
    );
    let [bell, queue] = &stated.action_items[..] else { panic!("{:?}", stated.action_items) };
    assert_eq!((bell.text.as_str(), bell.line), ("Buy a bell", 3));
    assert_eq!((queue.text.as_str(), queue.line), ("Watch the queue", 4));
    assert_eq!(queue.status.unwrap().word(), "open");
    assert_eq!(queue.due.unwrap().to_string(), "2024-02-01");
    check(
        "action_items:\n- onwer: Kim\n  due: soon",
        &[
            "3:3 [onwer] unknown-key: unknown key `onwer` | did you mean `owner`?",
            "3:3 [onwer] bad-value: an action item needs `text` | write what is to be done, such \
             as `text: Watch the certificate's last day`",
            "4:8 [soon] bad-value: `due` cannot be `soon` | write a day such as `2024-01-12`",
        ],
    );
}

#[test]
fn addresses_run_nothing_and_stay_inside() {
    check(
        "links: {a: 'javascript:alert(1)', b: ' JavaScript:x'}\naliases: [../up, 'https://x/y']",
        &[
            "2:12 ['javascript:alert(1)'] bad-value: `a` cannot be `javascript:alert(1)` | write \
             an address that starts with `https://`",
            "2:38 [' JavaScript:x'] bad-value: `b` cannot be `JavaScript:x` | write an address \
             that starts with `https://`",
            "3:11 [../up] bad-value: `aliases` cannot be `../up` | write an old address from the \
             site's root, such as `/2019/outage/`; its parts have at most 200 bytes, and none \
             begins with `.`",
            "3:18 ['https://x/y'] bad-value: `aliases` cannot be `https://x/y` | write an old \
             address from the site's root, such as `/2019/outage/`; its parts have at most 200 \
             bytes, and none begins with `.`",
        ],
    );
}

#[test]
fn wrong_values_are_marked_and_mended() {
    check(
        "statsu: draft\nstatus: done\nslug: My Page\ndate: 12.1.2024\ntitle: ''\ndiagrams: maybe",
        &[
            "2:1 [statsu] unknown-key: unknown key `statsu` | did you mean `status`?",
            "4:7 [My Page] bad-value: `slug` cannot be `My Page` | write `my-page`: lower-case \
             letters, digits and `-`",
            "6:8 [''] bad-value: `title` cannot be an empty text | write a text",
            "5:7 [12.1.2024] bad-value: `date` cannot be `12.1.2024` | write a day such as \
             `2024-01-12`",
            "3:9 [done] bad-value: `status` cannot be `done` | use one of: draft, in-review, \
             reviewed, closed",
            "7:11 [maybe] bad-value: `diagrams` cannot be `maybe` | write `true` or `false`",
        ],
    );
    let (_, _, stated, _) = read_text("---\nvisibility: intern\n---\n", &site());
    assert_eq!(stated.visibility, Some(Visibility::Internal));
}

#[test]
fn every_language_says_the_same() {
    let yaml = state("title: Ä — x\nduration: 2h\nstarted: 2024-01-12T14:00:00Z\ntags: [a, b]");
    for text in [
        "+++\ntitle = \"Ä — x\"\nduration = '2h'\nstarted = 2024-01-12T14:00:00Z\ntags = ['a', 'b']\n+++\n",
        ";;;\n{\n\t\"title\": \"\\u00c4 — x\",\n\t\"duration\": \"2h\",\n\"started\": \"2024-01-12T14:00:00Z\", \"tags\": [\"a\", \"b\"]}\n;;;\n",
    ] {
        let (_, _, stated, problems) = read_text(text, &site());
        assert_eq!(problems, []);
        assert_eq!(stated.title.unwrap().value, "Ä — x");
        assert_eq!(stated.duration.known().unwrap().value, yaml.duration.known().unwrap().value);
        assert_eq!(
            stated.milestones[&Milestone::Started].value,
            yaml.milestones[&Milestone::Started].value
        );
        assert_eq!(stated.tags, yaml.tags);
    }
    check_document(
        "+++\ntitle = \"ä\"\nduration = 90\n[impact]\npercent = 1\n+++\n",
        &[
            "3:12 [90] unreadable-duration: duration `90` has no unit: minutes or hours? | write \
             `90m` for minutes or `90h` for hours",
            "5:11 [1] ambiguous-impact: impact `1` may mean 1 % or 100 % | write `1%` or `100%`",
        ],
    );
    check_document(
        ";;;\n{\"title\": \"\\ud83d\\ude00 ä\", \"duration\": 90,\n \"impact\": {\"percent\": 1}}\n;;;\n",
        &[
            "2:41 [90] unreadable-duration: duration `90` has no unit: minutes or hours? | write \
             `90m` for minutes or `90h` for hours",
            "3:24 [1] ambiguous-impact: impact `1` may mean 1 % or 100 % | write `1%` or `100%`",
        ],
    );
}
