//! Times in prose.

use crate::parse::timeline::{Clues, sentence_times};

/// `words = day time zone`, parts that are not known as `-`.
#[track_caller]
fn check(text: &str, want: &[&str]) {
    let show = |part: Option<String>| part.unwrap_or_else(|| "-".into());
    let got: Vec<String> = sentence_times(text, &Clues::default())
        .into_iter()
        .map(|time| {
            let day = show(time.day.map(|day| day.to_string()));
            let clock = show(time.time.map(|time| time.format("%H:%M").to_string()));
            let zone = show(time.zone.map(|zone| zone.name));
            format!("{} = {day} {clock} {zone}", &text[time.range])
        })
        .collect();
    assert_eq!(got, want);
}

#[test]
fn a_day_and_a_zone_may_stand_on_one_side() {
    check(
        "It began at 1:00 PM GMT on March 4, 2024, and ended at 2:30 PM on the same day.",
        &["1:00 PM GMT on March 4, 2024 = 2024-03-04 13:00 GMT", "2:30 PM = 2024-03-04 14:30 GMT"],
    );
    check(
        "From 10:00 until 12:15 UTC on 4 March 2024 nobody could pay.",
        &["10:00 until 12:15 UTC on 4 March 2024 = 2024-03-04 10:00 UTC"],
    );
    check(
        "Down at 10:00, up at 11:00 CET (4 March 2024).",
        &[
            "10:00 = 2024-03-04 10:00 CET",
            "11:00 CET = 2024-03-04 11:00 CET",
            "4 March 2024 = 2024-03-04 - CET",
        ],
    );
}

#[test]
fn numbers_that_are_no_times() {
    check("Version 1.10 served 1200 users at 99.95 %.", &[]);
    check("see https://x.org/2024-01-02/a:10:30", &[]);
    check("node-10:30 and #12:30", &[]);
}
