use super::*;
use crate::model::Outage;
use proptest::prelude::*;

#[track_caller]
fn check_duration(text: &str, expected: &str) {
    let shown = match read_duration(text) {
        Ok(outage @ Outage::Lasted { seconds, .. }) => format!("{} = {seconds}", outage.human()),
        Ok(Outage::Ongoing) => "ongoing".to_owned(),
        Err(DurationError::Bare(number)) => format!("bare {number}"),
        Err(DurationError::Unreadable) => "unreadable".to_owned(),
    };
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn durations_of_the_contract() {
    let same = [
        "2h30m",
        "2h 30m",
        "150m",
        "150 min",
        "2 hours 30 minutes",
        "2 hours and 30 minutes",
        "2 hours, 30 minutes",
        "2 Hours & 30 Mins",
        "PT2H30M",
        "pt150m",
        "2:30",
        "02:30:00",
        "2.5h",
        "2.5 hours",
        "2h30",
        " 2 h 30 m ",
        "two hours and 30 minutes",
    ];
    for text in same {
        check_duration(text, "2h 30m = 9000");
    }
    check_duration("1d 5h 47m", "1d 5h 47m = 107220");
    check_duration("P1DT2H", "1d 2h = 93600");
    check_duration("P1W", "7d = 604800");
    check_duration("~2h", "~2h = 7200");
    check_duration("about 2 hours", "~2h = 7200");
    check_duration("ca. 90 min", "~1h 30m = 5400");
    check_duration("an hour", "1h = 3600");
    check_duration("half an hour", "30m = 1800");
    check_duration("2 and a half hours", "2h 30m = 9000");
    check_duration("Ongoing", "ongoing");
    check_duration("90-minute", "1h 30m = 5400");
    check_duration("0", "0m = 0");
}

#[test]
fn what_has_two_readings_is_refused() {
    check_duration("150", "bare 150");
    check_duration("~2", "bare 2");
    check_duration("1.5", "bare 1.5");
}

#[test]
fn what_is_no_duration_is_refused() {
    let none = [
        "",
        "~",
        "h",
        "2x",
        "2:75",
        "1:2:3:4",
        "P",
        "PT",
        "P1Y",
        "P1M",
        "-2h",
        "30m 2h",
        "2h 2h",
        "2h,",
        "2h and",
        "2,5h",
        "2-3 hours",
        "a while",
        "99999999999999999999h",
        "9e9 d",
        "about",
        "1000000d",
        "2h 5",
        "+1h",
        "1_000s",
        "١h",
    ];
    for text in none {
        check_duration(text, "unreadable");
    }
}

#[test]
fn durations_are_found_in_sentences() {
    let cases = [
        ("it lasted for 47 minutes, during", Some((14, 2820))),
        ("5 hours 26 minutes (10:45 - 16:11 utc)", Some((0, 19_560))),
        ("21:45 to 23:28 utc (103 minutes)", Some((20, 6180))),
        ("approximately nine hours before", Some((14, 32_400))),
        ("a 90-minute outage", Some((2, 5400))),
        ("at 2:00 pm gmt on january 12, 2024", None),
        ("v1.2 minutes of 3 meetings", None),
        ("", None),
    ];
    for (text, expected) in cases {
        let found = find_duration(text).and_then(|(at, outage)| Some((at, outage.seconds()?)));
        assert_eq!(found, expected, "{text}");
    }
}

#[track_caller]
fn check_impact(text: &str, expected: &str) {
    let shown = match read_impact(text) {
        Ok(impact) => {
            let of = impact.of.as_ref().map_or(String::new(), |of| format!(" of {of}"));
            format!("{}{of}", impact.human().unwrap_or_default())
        }
        Err(error) => format!("{error:?}"),
    };
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn shares_of_the_contract() {
    for text in ["60%", "60 %", "60", "0.6", "60 percent", "60.0"] {
        check_impact(text, "60 %");
    }
    check_impact("~60%", "~60 %");
    check_impact("10-15%", "10–15 %");
    check_impact("10–15 %", "10–15 %");
    check_impact("10% to 15%", "10–15 %");
    check_impact("1-2%", "1–2 %");
    check_impact("0.1-0.15", "10–15 %");
    check_impact("0", "0 %");
    check_impact("0.6%", "0.6 %");
    check_impact("100", "100 %");
    check_impact("60% of our users", "60 % of users");
    check_impact("About 60% of European restaurants", "~60 % of European restaurants");
}

#[test]
fn shares_that_cannot_be_meant_are_refused() {
    check_impact("1", "One");
    check_impact("1.0", "One");
    check_impact("101", "OutOfRange");
    check_impact("120%", "OutOfRange");
    check_impact("-5", "OutOfRange");
    for text in ["", "many", "15-10%", "60% users", "%", "10-", "<1%", "1e1"] {
        check_impact(text, "Unreadable");
    }
}

proptest! {
    #[test]
    fn any_text_has_an_answer(text in "[0-9a-z:.~%, PTHMS−–é-]{0,24}") {
        let _ = (read_impact(&text), find_duration(&text));
        if let Ok(Outage::Lasted { seconds, .. }) = read_duration(&text) {
            prop_assert!(seconds >= 0);
        }
    }

    #[test]
    fn a_shown_duration_reads_back(seconds in 0_i64..10_000_000) {
        let outage = Outage::Lasted { seconds, approximate: false };
        prop_assert_eq!(read_duration(&outage.human()), Ok(outage));
    }
}
