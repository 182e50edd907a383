//! What stays open because the words leave it open.

use super::*;

#[test]
fn dates_in_two_readings_are_no_day_and_told() {
    let told = |line: u32| format!("content/a.md:{line}:1 undecidable-date");
    for (text, line) in [
        ("# Payment outage 3.4.2025\n\nIt broke.\n", 1),
        ("# Payment outage\n\nDate: 11/04/2023\n", 3),
        ("# Payment outage\n\nOn 11/04/2023 payments failed.\n", 3),
    ] {
        let (derived, problems) = derive_text(text, "");
        assert_eq!(derived.day, None, "{text}");
        assert_eq!(problems.len(), 1, "{text}");
        assert!(problems[0].starts_with(&told(line)), "{problems:?}");
    }
    let (_, problems) =
        derive_text("# Outage 3.4.2025\n\nIt began on 3 April 2025 at 14:00 UTC.\n", "");
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn the_archives_zone_is_only_a_default() {
    let start = |words: &str| {
        let text = format!("# T\n\n{words}\n\nStart time: 2024-01-12 14:05\n");
        let (derived, _) = derive_text(&text, "timezone = \"UTC\"");
        let moment = derived.milestones.get(&Milestone::Started).unwrap().value;
        moment.offset.map(|offset| offset.local_minus_utc())
    };
    assert_eq!(start("It broke."), Some(0));
    assert_eq!(start("Alle Zeiten MEZ."), Some(3600));
    assert_eq!(start("All times are in XYZ."), None);
    assert_eq!(start("It was seen at 2024-01-12 15:00 CET."), Some(3600));
}

#[test]
fn a_share_that_is_no_harm_of_this_incident_is_no_impact() {
    let cases = [
        ("Our SLO is 99.9% of requests.", None),
        ("After the fix 99.9% of requests succeed again. We target 95% of requests.", None),
        (
            "Our SLO is 99.9% of requests. 15% of login attempts timed out.",
            Some((15.0, "login attempts")),
        ),
        ("Our SLO is 99.9% of requests, and 0.5% of requests were slow.", Some((0.5, "requests"))),
        ("99% of requests were served.", None),
        ("Only 85% of users could log in.", None),
        ("95% of users could still pay, but 5% of users saw errors.", Some((5.0, "users"))),
        ("15% of users could no longer log in.", Some((15.0, "users"))),
        ("99.5% of traffic is back.", None),
        ("97% of requests went through.", None),
        ("40% of requests were served errors.", Some((40.0, "requests"))),
        ("We aim at 99% of users.", None),
        (
            "Last year we had a similar one that hit 80% of users. Now 5% of users saw errors.",
            Some((5.0, "users")),
        ),
        ("A previous outage on 2024-12-01 affected 90% of users.", None),
    ];
    for (text, expected) in cases {
        let (derived, _) = derive_text(&format!("# T\n\n## Impact\n\n{text}\n"), "");
        let impact = derived.impact.map(|known| known.value);
        let shown =
            impact.as_ref().and_then(|impact| Some((impact.percent?, impact.of.as_deref()?)));
        let expected = expected.map(|(share, of)| (Percent::new(share).unwrap(), of));
        assert_eq!(shown, expected, "{text}");
    }
}
