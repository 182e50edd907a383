use super::*;
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    let shown = match read_instant(text, None) {
        Ok(moment) => {
            let about = if moment.approximate { "~" } else { "" };
            let offset = moment.offset.map_or(String::new(), |offset| format!(" {offset}"));
            format!("{about}{}{offset}", moment.local.iso())
        }
        Err(error) => format!("{error:?}"),
    };
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn instants_of_the_contract() {
    check("2024-01-12T14:00Z", "2024-01-12T14:00 +00:00");
    check("2024-01-12T14:00:00+01:00", "2024-01-12T14:00:00 +01:00");
    check("2024-01-12 14:00", "2024-01-12T14:00");
    check("2024-01-12 2:00 PM Europe/London", "2024-01-12T14:00 +00:00");
    check("2024-07-12 2:00 PM Europe/London", "2024-07-12T14:00 +01:00");
    check("2024-01-12 12:00 am UTC", "2024-01-12T00:00 +00:00");
    check("2024-01-12 2pm GMT", "2024-01-12T14:00 +00:00");
    check("~2024-01-12 14:00 UTC", "~2024-01-12T14:00 +00:00");
    check("2024-01-12 14:00:01.250 -0530", "2024-01-12T14:00:01 -05:30");
    check("2024-01-12 14:00 UTC+2", "2024-01-12T14:00 +02:00");
    check("2024-01-12", "2024-01-12");
}

#[test]
fn what_is_no_instant_says_why() {
    check("12.01.2024 14:00", "NoDay");
    check("2024-02-30", "NoDay");
    check("yesterday", "NoDay");
    check("2024-01-12T", "NoTime");
    check("2024-01-12 25:00", "NoTime");
    check("2024-01-12 13:00 PM", "NoTime");
    check("2024-01-12 14", "NoTime");
    check("2024-01-12x14:00", "NoTime");
    check("2024-01-12 14:00 CET", "Abbreviation(\"CET\")");
    check("2024-01-12 14:00 EST", "Abbreviation(\"EST\")");
    check("2024-01-12 14:00 Europe/Lodnon", "UnknownZone(\"Europe/Lodnon\")");
    check("2024-01-12 14:00 +25:00", "UnknownZone(\"+25:00\")");
    check("2024-03-31 02:30 Europe/Berlin", "Skipped");
    check("2024-10-27 02:30 Europe/Berlin", "Twice");
}

#[test]
fn the_zone_of_the_document_is_taken_where_none_is_stated() {
    let zone = Some(chrono_tz::Europe::Berlin);
    let utc = |text: &str| read_instant(text, zone).unwrap().utc().unwrap().to_rfc3339();
    assert_eq!(utc("2024-01-12 14:00"), "2024-01-12T13:00:00+00:00");
    assert_eq!(utc("2024-07-12 14:00"), "2024-07-12T12:00:00+00:00");
    assert_eq!(utc("2024-07-12 14:00Z"), "2024-07-12T14:00:00+00:00");
}

#[test]
fn days_are_read_with_or_without_a_time() {
    let day = NaiveDate::from_ymd_opt(2024, 1, 12);
    assert_eq!(read_day(" 2024-01-12 "), day);
    assert_eq!(read_day("2024-01-12T10:00:00Z"), day);
    assert_eq!(read_day("2024-01-12 10:00:00 +0000"), day);
    assert_eq!(read_day("2024-01-123"), None);
    assert_eq!(read_day("2024-1-12"), None);
    assert_eq!(read_day("é024-01-12"), None);
}

proptest! {
    #[test]
    fn any_text_has_an_answer(text in "(2024-01-12)?[T ~]?[0-9:apmAPMZ+. é−/A-Z-]{0,20}") {
        let _ = read_instant(&text, Some(chrono_tz::Europe::Berlin));
        let _ = read_day(&text);
    }
}
