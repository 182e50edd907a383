//! Whole documents: where entries stand, and what they take from elsewhere.

use super::{check, check_with};
use crate::parse::timeline::Clues;

#[test]
fn day_and_zone_from_the_summary() {
    check(
        "# Orders\n\n>> Summary:\n\n* It began at 1:00 PM GMT on March 4, 2024, and ended at \
         2:30 PM GMT on the same day.\n\n>> Timeline:\n\n* 1:00 PM: Alarms fired.\n* 1:20 PM: It \
         was escalated to storage.\n* 2:30 PM: It was resolved by a restart.\n\n>> Cause\n\n* A \
         full disk.\n",
        &[
            "9 1:00 PM = 2024-03-04T13:00 @04 13:00 | Alarms fired.",
            "10 1:20 PM = 2024-03-04T13:20 @04 13:20 escalated? | It was escalated to storage.",
            "11 2:30 PM = 2024-03-04T14:30 @04 14:30 resolved? | It was resolved by a restart.",
        ],
    );
}

#[test]
fn tables_by_what_is_in_their_columns() {
    check(
        "# T\n\n## Timeline\n\nAll times in CET.\n\n| Time | Event |\n|---|---|\n\
         | 2024-01-12 10:00 | a |\n| 2024-01-12 HH:mm | b |\n| | c |\n| 2024-01-13 | d |\n",
        &[
            "9 2024-01-12 10:00 = 2024-01-12T10:00 @12 09:00 | a",
            "10 2024-01-12 HH:mm = 2024-01-12 | b",
            "12 2024-01-13 = 2024-01-13 | d",
        ],
    );
    check(
        "## Timeline\n\n| Day | Date (2022) | Time (UTC) | Event |\n|-|-|-|-|\n\
         | Fri | Jan 28 | 02:34 | a |\n| Fri | Jan 28 | 02:39 | b |\n",
        &[
            "5 Fri Jan 28 02:34 = 2022-01-28T02:34 @28 02:34 | a",
            "6 Fri Jan 28 02:39 = 2022-01-28T02:39 @28 02:39 | b",
        ],
    );
    check_with(
        "## Timeline\n\n| What | Start | End |\n|-|-|-|\n| a | 10:00 | 10:30 |\n",
        &Clues { file_day: "2024-01-12".parse().ok(), ..Clues::default() },
        &["5 10:00 10:30 = 2024-01-12T10:00 → 2024-01-12T10:30 | a"],
    );
    check(
        "## Action items\n\n| Date | Task |\n|-|-|\n| 2024-01-12 10:00 | a |\n| 2024-01-12 11:00 | b |\n",
        &[],
    );
}

#[test]
fn headings_carry_the_day_even_past_the_timelines_own_level() {
    check(
        "# T\n\n## Timeline\n\nAll times in UTC\n\n### 2024-01-12 10:00 - alarm\n\ntext\n\n\
         ### 11:00\n\nit went on\n\n- 12:00 nodes\n\n## Jan 13, 09:00\n\nback\n\n## Causes\n\n### 10 a day\n",
        &[
            "7 2024-01-12 10:00 = 2024-01-12T10:00 @12 10:00 | alarm",
            "11 11:00 = 2024-01-12T11:00 @12 11:00 | it went on",
            "15 12:00 = 2024-01-12T12:00 @12 12:00 | nodes",
            "17 Jan 13, 09:00 = 2024-01-13T09:00 @13 09:00 | back",
        ],
    );
}

#[test]
fn days_on_lines_of_their_own() {
    check(
        "## Timeline (UTC)\n\n_1/12/24_\n\n9:00 AM: a\n\n11:30 AM: b\n   and more\n1:15 PM: c\n\n\
         _1/13/24_\n\n~8:00 AM: d\n",
        &[
            "5 9:00 AM = 2024-01-12T09:00 @12 09:00 | a",
            "7 11:30 AM = 2024-01-12T11:30 @12 11:30 | b and more",
            "9 1:15 PM = 2024-01-12T13:15 @12 13:15 | c",
            "13 ~8:00 AM = 2024-01-13T08:00 @13 08:00 ~ | d",
        ],
    );
}

#[test]
fn a_day_that_cannot_be_read_ends_the_one_before() {
    check(
        "## Timeline (UTC)\n\n- 2024-01-12 09:00 a\n- 5/6/2024\n  - 10:00 b\n",
        &["3 2024-01-12 09:00 = 2024-01-12T09:00 @12 09:00 | a", "5 10:00 = T10:00 | b"],
    );
}

#[test]
fn midnight_and_steps_back() {
    check(
        "## Timeline (UTC)\n\n- 2024-01-12 23:50 a\n- 00:10 b\n- 00:05 c\n- 09:00 d\n- 22:00 e\n- 07:00 f\n- 08:00 g\n- Jan 14 09:00 h\n",
        &[
            "3 2024-01-12 23:50 = 2024-01-12T23:50 @12 23:50 | a",
            "4 00:10 = 2024-01-13T00:10 @13 00:10 | b",
            "5 00:05 = 2024-01-13T00:05 @13 00:05 | c",
            "6 09:00 = 2024-01-13T09:00 @13 09:00 | d",
            "7 22:00 = 2024-01-13T22:00 @13 22:00 | e",
            "8 07:00 = 2024-01-13T07:00 | f",
            "9 08:00 = 2024-01-13T08:00 | g",
            "10 Jan 14 09:00 = 2024-01-14T09:00 @14 09:00 | h",
        ],
    );
}

#[test]
fn a_clock_of_twelve_hours_goes_on_past_noon() {
    check(
        "## Timeline (UTC)\n\n- 2024-01-12 11:40 AM a\n- 12:10 b\n- 1:05 c\n- 1:10-1:20 d\n",
        &[
            "3 2024-01-12 11:40 AM = 2024-01-12T11:40 @12 11:40 | a",
            "4 12:10 = 2024-01-12T12:10 @12 12:10 | b",
            "5 1:05 = 2024-01-12T13:05 @12 13:05 | c",
            "6 1:10-1:20 = 2024-01-12T13:10 → 2024-01-12T13:20 @12 13:10 | d",
        ],
    );
}

#[test]
fn lists_without_a_heading_and_lists_in_lists() {
    check(
        "# T\n\n- **Impact**: some\n- **Context**:\n  - 2024-01-12 10:00: a\n  - 2024-01-12 10:05 - b\n    - 10:07 c\n- **End**: 2024-01-12 11:00\n",
        &[
            "5 2024-01-12 10:00 = 2024-01-12T10:00 | a",
            "6 2024-01-12 10:05 = 2024-01-12T10:05 | b",
            "7 10:07 = 2024-01-12T10:07 | c",
        ],
    );
    check("# T\n\n- 10:00 a\n- b\n- c\n- d\n", &[]);
    check("# T\n\n## Tasks\n\n- 2024-01-12 10:00 a\n- 2024-01-12 11:00 b\n", &[]);
}

#[test]
fn labels_before_the_time() {
    check(
        "## Timeline\n\n- **Detected:** 2024-01-12 10:00 UTC\n- Resolved: 11:00\n",
        &[
            "3 2024-01-12 10:00 UTC = 2024-01-12T10:00 @12 10:00 detected | Detected",
            "4 11:00 = 2024-01-12T11:00 @12 11:00 resolved | Resolved",
        ],
    );
}

#[test]
fn several_entries_in_one_paragraph() {
    check(
        "# 2024-01-12 Merge\n\n## Timeline (UTC)\n\n14.44 a\n14.51 b went\nfrom 10 to 20\n`14:55` c<br>`14:57` d\n",
        &[
            "5 14.44 = 2024-01-12T14:44 @12 14:44 | a",
            "6 14.51 = 2024-01-12T14:51 @12 14:51 | b went from 10 to 20",
            "8 14:55 = 2024-01-12T14:55 @12 14:55 | c",
            "8 14:57 = 2024-01-12T14:57 @12 14:57 | d",
        ],
    );
}

#[test]
fn raw_html_and_indented_lists() {
    check(
        "## Timeline\n\n<ul>\n<li><b>10:30 AM UTC:</b> a</li>\n<li><b>10:45 AM UTC:</b> b\nb</li>\n<li><b>11:10 AM UTC:</b> c</li>\n</ul>\n",
        &[
            "4 10:30 AM UTC = T10:30 | a",
            "5 10:45 AM UTC = T10:45 | b b",
            "7 11:10 AM UTC = T11:10 | c",
        ],
    );
    check(
        "    Timeline:\n\n    * 10:30: a\n    * 10:45: b\n    * 11:10: c\n",
        &["3 10:30 = T10:30 | a", "4 10:45 = T10:45 | b", "5 11:10 = T11:10 | c"],
    );
}

#[test]
fn log_lines_and_quotes_are_no_entries() {
    check(
        "## Timeline (UTC)\n\n- 2024-01-12 10:00 a\n\n```\n10:01 log\n10:02 log\n```\n\n> 10:03 quoted\n\n- 10:04 b\n",
        &[
            "3 2024-01-12 10:00 = 2024-01-12T10:00 @12 10:00 | a",
            "12 10:04 = 2024-01-12T10:04 @12 10:04 | b",
        ],
    );
}

#[test]
fn where_the_day_comes_from() {
    let clues = Clues {
        title: "Disk full on 5 June 2023".into(),
        file_day: "2023-06-06".parse().ok(),
        stated_day: "2023-06-20".parse().ok(),
        ..Clues::default()
    };
    let timeline = "## Timeline\n\n- 10:00 a\n";
    check_with(timeline, &clues, &["3 10:00 = 2023-06-05T10:00 | a"]);
    let told = format!("It broke on 4 June 2023.\n\n{timeline}");
    check_with(&told, &clues, &["5 10:00 = 2023-06-04T10:00 | a"]);
    let untitled = Clues { title: String::new(), ..clues.clone() };
    check_with(timeline, &untitled, &["3 10:00 = 2023-06-06T10:00 | a"]);
    let started = Clues { started_day: "2023-06-01".parse().ok(), ..clues };
    check_with(&told, &started, &["5 10:00 = 2023-06-01T10:00 | a"]);
}

#[test]
fn where_the_zone_comes_from() {
    let berlin = Clues { document_zone: "Europe/Berlin".parse().ok(), ..Clues::default() };
    check_with(
        "## Timeline\n\n- 2024-07-12 10:00 a\n",
        &berlin,
        &["3 2024-07-12 10:00 = 2024-07-12T10:00 @12 08:00 | a"],
    );
    check_with(
        "All times are in UTC.\n\n## Timeline\n\n- 2024-07-12 10:00 a\n",
        &berlin,
        &["5 2024-07-12 10:00 = 2024-07-12T10:00 @12 10:00 | a"],
    );
    // The document's own place says what `CET` in summer means.
    check_with(
        "## Timeline\n\n- 2024-07-12 10:00 CET a\n",
        &berlin,
        &["3 2024-07-12 10:00 CET = 2024-07-12T10:00 @12 08:00 | a"],
    );
    let india = Clues {
        abbreviations: [("IST".to_owned(), chrono_tz::Tz::Asia__Kolkata)].into(),
        ..Clues::default()
    };
    check_with(
        "## Timeline\n\n- 2024-07-12 10:00 IST a\n",
        &india,
        &["3 2024-07-12 10:00 IST = 2024-07-12T10:00 @12 04:30 | a"],
    );
    // A first entry speaks for those below it, as long as all agree.
    check(
        "## Timeline\n\n- 2024-07-12 10:00 UTC a\n- 10:05 b\n",
        &[
            "3 2024-07-12 10:00 UTC = 2024-07-12T10:00 @12 10:00 | a",
            "4 10:05 = 2024-07-12T10:05 @12 10:05 | b",
        ],
    );
}

#[test]
fn a_zone_speaks_for_its_own_timeline() {
    check(
        "It began at 10:00 CET on 12 January 2024.\n\n## Timeline\n\n- 10:00 a\n\n\
         ## Timeline of the repair (PST)\n\n- 11:00 b\n",
        &["5 10:00 = 2024-01-12T10:00 | a", "9 11:00 = 2024-01-12T11:00 @12 19:00 | b"],
    );
    check(
        "## Timeline (UTC)\n\n### 2024-07-14 (All times CEST)\n\n- 10:00 a\n\n### 2024-07-15\n\n- 11:00 b\n",
        &["5 10:00 = 2024-07-14T10:00 @14 08:00 | a", "9 11:00 = 2024-07-15T11:00 @15 11:00 | b"],
    );
    check(
        "## Timeline\n\n| Time (PST) | Time (UTC) | What |\n|-|-|-|\n\
         | 2024-01-12 10:00 | 18:00 | a |\n| 2024-01-12 10:05 | 19:05 | b |\n",
        &[
            "5 2024-01-12 10:00 18:00 = 2024-01-12T10:00 @12 18:00 | a",
            "6 2024-01-12 10:05 19:05 = 2024-01-12T10:05 | b",
        ],
    );
}

#[test]
fn each_milestone_once() {
    check(
        "## Timeline (UTC)\n\n- 10:00 the alarm was detected\n- 10:01 again, it was detected\n\
         - 10:02 it is resolved\n- 10:03 it was resolved for good\n",
        &[
            "3 10:00 = T10:00 detected? | the alarm was detected",
            "4 10:01 = T10:01 | again, it was detected",
            "5 10:02 = T10:02 | it is resolved",
            "6 10:03 = T10:03 resolved? | it was resolved for good",
        ],
    );
}
