//! What is said about a timeline, by code and line.

use super::read_with;
use crate::parse::timeline::Clues;
use crate::source::Source;

#[track_caller]
fn check(markdown: &str, want: &[&str]) {
    check_with(markdown, &Clues::default(), want);
}

#[track_caller]
fn check_with(markdown: &str, clues: &Clues, want: &[&str]) {
    let source = Source::from_text("content/a.md", markdown);
    let (_, problems) = read_with(markdown, clues);
    let show = |problem: &crate::diag::Diagnostic| {
        let line = problem.place.span.map_or(0, |span| source.line_number(span.start));
        format!("{line} {}", problem.code.name())
    };
    let got: Vec<String> = problems.iter().map(show).collect();
    assert_eq!(got, want);
}

#[test]
fn nothing_to_say() {
    check("# T\n\nText at 10:00.\n", &[]);
    check("## Timeline (UTC)\n\n- 2024-01-12 10:00 a\n- 10:05 b\n", &[]);
}

#[test]
fn zones() {
    check("## Timeline\n\n- 2024-01-12 10:00 a\n- 10:05 b\n", &["3 no-time-zone"]);
    check("## Timeline (PST)\n\n- 2024-05-31 10:00 a\n- 10:05 b\n", &["3 winter-zone-in-summer"]);
    check("## Timeline (PDT)\n\n- 2024-01-12 10:00 a\n", &["3 winter-zone-in-summer"]);
    check("## Timeline (BST)\n\n- 2024-05-31 10:00 a\n- 10:05 b\n", &["3 ambiguous-zone"]);
    check("## Timeline (UTC)\n\n- 2024-05-09 12:48 (6:48 PDT): a\n", &["3 zones-disagree"]);
    check("## Timeline (Europe/Berlin)\n\n- 2024-03-31 02:30 a\n", &["3 dst-gap"]);
    check("## Timeline (Europe/Berlin)\n\n- 2024-10-27 02:30 a\n", &["3 dst-overlap"]);
    check("## Timeline (CET)\n\n- 2024-10-27 02:30 a\n", &[]);
    check("## Timeline (MEZ)\n\n- 2024-05-31 10:00 a\n", &["3 winter-zone-in-summer"]);
}

#[test]
fn a_zone_that_nobody_knows_is_not_the_archives() {
    let clues = Clues { site_zone: Some(chrono_tz::UTC), ..Clues::default() };
    let entries = "- 2024-01-12 10:00 a\n- 10:05 b\n";
    for words in ["All times are in XYZ.", "All times XYZ", "Timezone: XYZ", "Alle Zeiten XYZ."] {
        check_with(&format!("## Timeline\n\n{words}\n\n{entries}"), &clues, &["5 no-time-zone"]);
    }
    for words in [
        "All times are in UTC.",
        "All times are approximate.",
        "All times in API logs are late.",
        "We saw XYZ all times.",
    ] {
        check_with(&format!("## Timeline\n\n{words}\n\n{entries}"), &clues, &[]);
    }
    let clues = Clues { document_zone: Some(chrono_tz::Europe::Berlin), ..clues };
    check_with(&format!("## Timeline\n\nAll times are in XYZ.\n\n{entries}"), &clues, &[]);
}

#[test]
fn permalinks_know_when_they_were_posted() {
    let item = |epoch: &str| {
        format!(
            "## Timeline (UTC)\n\n- 2023-07-25 16:18 [x](https://o.slack.com/archives/C1/p{epoch})\n"
        )
    };
    // 15:17:29 UTC on that day.
    check(&item("1690298249724869"), &["3 link-time-disagrees"]);
    // 16:18:09 UTC.
    check(&item("1690301889724869"), &[]);
    // Somebody answered half an hour later.
    check(&item("1690303689724869"), &[]);
}

#[test]
fn order_is_told_by_instants_where_clocks_differ() {
    let day = "## Timeline\n\n- 2024-10-25 17:10 CEST a\n";
    check(&format!("{day}- 09:55 PDT b\n- 20:15 CEST c\n"), &[]);
    check(&format!("{day}- 07:55 PDT b\n"), &["4 entry-goes-back"]);
    check(&format!("{day}- 2024-10-25T15:05Z b\n"), &["4 entry-goes-back"]);
}

#[test]
fn order() {
    check("## Timeline (UTC)\n\n- 2024-01-12 10:00 a\n- 09:50 b\n", &["4 entry-goes-back"]);
    check("## Timeline (UTC)\n\n- 2024-01-12 10:00-9:00 a\n", &["3 entry-goes-back"]);
    check(
        "## Timeline (UTC)\n\n- 2024-01-12 10:00 a\n- 2023-01-12 10:01 b\n- 2024-01-12 10:02 c\n",
        &["4 entry-goes-back", "4 entry-far-away"],
    );
}

#[test]
fn clocks_and_templates() {
    check(
        "## Timeline (UTC)\n\n- 2024-01-12 13:00 PM a\n- 14:00 PM b\n- 22:00 AM c\n- 2024-01-13 HH:mm d\n",
        &["3 impossible-clock", "5 impossible-clock", "6 template-leftover"],
    );
}

#[test]
fn dates() {
    check("## Timeline (UTC)\n\n- 5/6/2024 10:00 a\n", &["3 undecidable-date"]);
    check("## Timeline (UTC)\n\n- 5/6/2024 10:00 a\n- 5/20/2024 10:00 b\n", &[]);
    check("## Timeline (UTC)\n\n- 7/5/2024 10:00 a\n- 7/6/2024 10:00 b\n", &[]);
    let clues = Clues { title: "Broken 2024-01-01".into(), ..Clues::default() };
    check_with("## Timeline (UTC)\n\n- 2024-02-01 10:00 a\n", &clues, &["3 title-date-disagrees"]);
    check_with("## Timeline (UTC)\n\n- 2024-01-02 10:00 a\n", &clues, &[]);
}

#[test]
fn timelines_shown_as_code() {
    let code = "    * 10:30: a\n    * 10:45: b\n    * 11:10: c\n";
    check(&format!("    Timeline:\n\n{code}"), &["3 no-time-zone", "1 timeline-in-code-block"]);
    check(
        "## Timeline\n\n```\n- 10:30: a\n- 10:45: b\n- 11:10: c\n```\n",
        &["3 timeline-in-code-block"],
    );
}
