//! One token each.

use super::check_item;

#[test]
fn clocks() {
    check_item("14:05 x", "14:05 = 2024-01-12T14:05 @12 14:05 | x");
    check_item("2:05 PM: x", "2:05 PM = 2024-01-12T14:05 @12 14:05 | x");
    check_item("2:05p x", "2:05p = 2024-01-12T14:05 @12 14:05 | x");
    check_item("2:05 p.m. - x", "2:05 p.m. = 2024-01-12T14:05 @12 14:05 | x");
    check_item("12:05 AM x", "12:05 AM = 2024-01-12T00:05 @12 00:05 | x");
    check_item("3pm x", "3pm = 2024-01-12T15:00 @12 15:00 | x");
    check_item("14.05 x", "14.05 = 2024-01-12T14:05 @12 14:05 | x");
    check_item("14h05 : x", "14h05 = 2024-01-12T14:05 @12 14:05 | x");
    check_item("1405 UTC x", "1405 UTC = 2024-01-12T14:05 @12 14:05 | x");
    check_item("014:05 x", "014:05 = 2024-01-12T14:05 @12 14:05 | x");
    check_item("14:05:09 x", "14:05:09 = 2024-01-12T14:05:09 @12 14:05 | x");
    check_item("14:05:09.25 x", "14:05:09.25 = 2024-01-12T14:05:09 @12 14:05 | x");
    check_item("24:00 x", "24:00 = 2024-01-13T00:00 @13 00:00 | x");
}

#[test]
fn what_only_looks_like_a_clock() {
    check_item("12 users called", "");
    check_item("99.5 % were back", "");
    check_item("10.41.2 was released", "");
    check_item("16:9 screens", "");
    check_item("10-12 users called", "");
    check_item("1/2 of the nodes", "");
    check_item("May be it was the cache", "");
    check_item("On call looked into it", "");
    check_item("14:05x nodes", "");
    check_item("Sunday was quiet", "");
}

#[test]
fn clocks_that_cannot_be() {
    check_item("13:05 PM x", "13:05 PM = 2024-01-12T13:05 @12 13:05 | x");
    check_item("23:05 AM x", "23:05 AM = 2024-01-12T23:05 | x");
    check_item("25:10 x", "25:10 | x");
    check_item("14:75 x", "14:75 | x");
}

#[test]
fn parts_that_are_not_known() {
    check_item("14:?? x", "14:?? = 2024-01-12T14 ~ | x");
    check_item("24:XX x", "24:XX = 2024-01-13T00 ~ | x");
    check_item("HH:mm x", "HH:mm | x");
    check_item("2X:XX x", "2X:XX | x");
    check_item("2024-01-13 --:-- x", "2024-01-13 --:-- = 2024-01-13 | x");
    check_item("2024-02-??: x", "2024-02-?? = 2024-02 | x");
    check_item("2023/24-??-??: x", "2023/24-??-?? | x");
    check_item("T+5m: x", "T+5m | x");
    check_item("T-1h 30min - x", "T-1h 30min | x");
}

#[test]
fn doubts() {
    check_item("~14:05 x", "~14:05 = 2024-01-12T14:05 @12 14:05 ~ | x");
    check_item("14:05~ x", "14:05~ = 2024-01-12T14:05 @12 14:05 ~ | x");
    check_item("ca. 14:05 x", "ca. 14:05 = 2024-01-12T14:05 @12 14:05 ~ | x");
    check_item("around 2pm x", "around 2pm = 2024-01-12T14:00 @12 14:00 ~ | x");
    check_item("14:05ish: x", "14:05ish = 2024-01-12T14:05 @12 14:05 ~ | x");
    check_item("2pm ish x", "2pm ish = 2024-01-12T14:00 @12 14:00 ~ | x");
    check_item(
        "14:05 (or a bit earlier?) x",
        "14:05 (or a bit earlier?) = 2024-01-12T14:05 @12 14:05 ~ | x",
    );
    check_item("14:05 (again) x", "14:05 = 2024-01-12T14:05 @12 14:05 | (again) x");
}

#[test]
fn dates() {
    check_item("2024-01-13 x", "2024-01-13 = 2024-01-13 | x");
    check_item("2024/1/3: x", "2024/1/3 = 2024-01-03 | x");
    check_item("20240113 x", "20240113 = 2024-01-13 | x");
    check_item("Jan 13th: x", "Jan 13th = 2024-01-13 | x");
    check_item("January 13, 2023 - x", "January 13, 2023 = 2023-01-13 | x");
    check_item("13 January, 09:30 x", "13 January, 09:30 = 2024-01-13T09:30 @13 09:30 | x");
    check_item("13th of Jan 2024 x", "13th of Jan 2024 = 2024-01-13 | x");
    check_item("Saturday, 13 January 2024: x", "Saturday, 13 January 2024 = 2024-01-13 | x");
    check_item("13/01/2024 09:30 x", "13/01/2024 09:30 = 2024-01-13T09:30 @13 09:30 | x");
    check_item("1/13/24 9:30 AM x", "1/13/24 9:30 AM = 2024-01-13T09:30 @13 09:30 | x");
    check_item("Dec 30: x", "Dec 30 = 2023-12-30 | x");
    check_item("February 2024: x", "February 2024 = 2024-02 | x");
    check_item("February 30, 2024: x", "");
}

#[test]
fn dates_and_times_in_any_order() {
    check_item("2024-01-13 1405: x", "2024-01-13 1405 = 2024-01-13T14:05 @13 14:05 | x");
    check_item("13 Jan 2024 at 14:05 x", "13 Jan 2024 at 14:05 = 2024-01-13T14:05 @13 14:05 | x");
    check_item("14:05 13th Jan 2024 x", "14:05 13th Jan 2024 = 2024-01-13T14:05 @13 14:05 | x");
    check_item("Jan 13, 2024: 2:05pm x", "Jan 13, 2024: 2:05pm = 2024-01-13T14:05 @13 14:05 | x");
    check_item("2024-01-13 - 14:05 - x", "2024-01-13 - 14:05 = 2024-01-13T14:05 @13 14:05 | x");
    check_item("14:05 (13 Jan) - x", "14:05 (13 Jan) = 2024-01-13T14:05 @13 14:05 | x");
    check_item("[01-13 14:05] x", "01-13 14:05 = 2024-01-13T14:05 @13 14:05 | x");
    check_item(
        "Fri Jan 13 14:05:00 UTC 2023 x",
        "Fri Jan 13 14:05:00 UTC 2023 = 2023-01-13T14:05:00 @13 14:05 | x",
    );
    check_item("2024‑01‑13 14:05 x", "2024‑01‑13 14:05 = 2024-01-13T14:05 @13 14:05 | x");
    check_item("{{ 14:05 }} x", "14:05 = 2024-01-12T14:05 @12 14:05 | x");
    check_item("14:05 10/12 nodes up", "14:05 = 2024-01-12T14:05 @12 14:05 | 10/12 nodes up");
}

#[test]
fn ranges() {
    check_item("14:05-14:20 x", "14:05-14:20 = 2024-01-12T14:05 → 2024-01-12T14:20 @12 14:05 | x");
    check_item(
        "14:05 to 14:20 UTC x",
        "14:05 to 14:20 UTC = 2024-01-12T14:05 → 2024-01-12T14:20 @12 14:05 | x",
    );
    check_item(
        "2:05 - 2:20 PM x",
        "2:05 - 2:20 PM = 2024-01-12T14:05 → 2024-01-12T14:20 @12 14:05 | x",
    );
    check_item(
        "11:50 - 12:20 PM x",
        "11:50 - 12:20 PM = 2024-01-12T11:50 → 2024-01-12T12:20 @12 11:50 | x",
    );
    check_item(
        "14:05:57-58 x",
        "14:05:57-58 = 2024-01-12T14:05:57 → 2024-01-12T14:05:58 @12 14:05 | x",
    );
    check_item("14:05-45 x", "14:05-45 = 2024-01-12T14:05 → 2024-01-12T14:45 @12 14:05 | x");
    check_item("23:50-00:10 x", "23:50-00:10 = 2024-01-12T23:50 → 2024-01-13T00:10 @12 23:50 | x");
    check_item("14:05-2:00 x", "14:05-2:00 = 2024-01-12T14:05 @12 14:05 | x");
    check_item(
        "Between 2024-01-13 and 2024-01-15 x",
        "Between 2024-01-13 and 2024-01-15 = 2024-01-13 → 2024-01-15 | x",
    );
    check_item("January 13-15: x", "January 13-15 = 2024-01-13 → 2024-01-15 | x");
    check_item("10-11am: x", "10-11am = 2024-01-12T10:00 → 2024-01-12T11:00 @12 10:00 | x");
    check_item("14:05/14:10 x", "14:05/14:10 = 2024-01-12T14:05 → 2024-01-12T14:10 @12 14:05 | x");
    check_item("14:05 - 3 pods died", "14:05 = 2024-01-12T14:05 @12 14:05 | 3 pods died");
    check_item(
        "13-01-2024 02:00-04:30 - x",
        "13-01-2024 02:00-04:30 = 2024-01-13T02:00 → 2024-01-13T04:30 @13 02:00 | x",
    );
}

#[test]
fn zones() {
    check_item("14:05 MEZ x", "14:05 MEZ = 2024-01-12T14:05 @12 13:05 | x");
    check_item("14:05 HEC x", "14:05 HEC = 2024-01-12T14:05 @12 13:05 | x");
    check_item("14:05 DNS x", "14:05 = 2024-01-12T14:05 @12 14:05 | DNS x");
    check_item("14:05 Uhr: x", "14:05 Uhr = 2024-01-12T14:05 @12 14:05 | x");
    check_item("14:05 Uhr MEZ x", "14:05 Uhr MEZ = 2024-01-12T14:05 @12 13:05 | x");
    check_item("14:05 Uhrzeit x", "14:05 = 2024-01-12T14:05 @12 14:05 | Uhrzeit x");
    check_item("14:05 CET x", "14:05 CET = 2024-01-12T14:05 @12 13:05 | x");
    check_item("14:05 UTC+2 x", "14:05 UTC+2 = 2024-01-12T14:05 @12 12:05 | x");
    check_item("14:05 GMT-05:30: x", "14:05 GMT-05:30 = 2024-01-12T14:05 @12 19:35 | x");
    check_item("14:05 +0100 x", "14:05 +0100 = 2024-01-12T14:05 @12 13:05 | x");
    check_item("14:05 Europe/Berlin x", "14:05 Europe/Berlin = 2024-01-12T14:05 @12 13:05 | x");
    check_item("14:05 (PST) x", "14:05 (PST) = 2024-01-12T14:05 @12 22:05 | x");
    check_item("14:05 Pacific Time x", "14:05 Pacific Time = 2024-01-12T14:05 @12 22:05 | x");
    check_item("2024-01-13T14:05Z x", "2024-01-13T14:05Z = 2024-01-13T14:05 @13 14:05 | x");
    check_item(
        "2024-01-13T14:05:00-05:00 x",
        "2024-01-13T14:05:00-05:00 = 2024-01-13T14:05:00 @13 19:05 | x",
    );
    check_item(
        "09:05 EST (14:05 UTC): x",
        "09:05 EST (14:05 UTC) = 2024-01-12T09:05 @12 14:05 | x",
    );
    check_item("09:05 EST (15:05 UTC): x", "09:05 EST (15:05 UTC) = 2024-01-12T09:05 | x");
    check_item("14:05 IST x", "14:05 IST = 2024-01-12T14:05 | x");
    check_item("14:05 PDT x", "14:05 PDT = 2024-01-12T14:05 | x");
    check_item("14:05 CET/CEST x", "14:05 CET/CEST = 2024-01-12T14:05 @12 13:05 | x");
    check_item("14:05 EST/19:05 UTC x", "14:05 EST/19:05 UTC = 2024-01-12T14:05 @12 19:05 | x");
    check_item("14:05 ist in German", "14:05 = 2024-01-12T14:05 @12 14:05 | ist in German");
}

#[test]
fn marks_and_separators() {
    check_item("**14:05**: x", "14:05 = 2024-01-12T14:05 @12 14:05 | x");
    check_item("**14:05:** x", "14:05 = 2024-01-12T14:05 @12 14:05 | x");
    check_item("`14:05` x", "14:05 = 2024-01-12T14:05 @12 14:05 | x");
    check_item("[14:05](https://chat/x) x", "14:05 = 2024-01-12T14:05 @12 14:05 | x");
    check_item("Jan 13 **14:05** x", "Jan 13 **14:05** = 2024-01-13T14:05 @13 14:05 | x");
    check_item("14:05 ::::: x", "14:05 = 2024-01-12T14:05 @12 14:05 | x");
    check_item("14:05 — x", "14:05 = 2024-01-12T14:05 @12 14:05 | x");
    check_item("14:05 | x", "14:05 = 2024-01-12T14:05 @12 14:05 | x");
    check_item("= 03:08 x", "03:08 = 2024-01-12T03:08 @12 03:08 | x");
}

#[test]
fn phases() {
    let check = |words: &str, phase: &str| {
        let want = format!("14:05 = 2024-01-12T14:05 @12 14:05{phase} | ");
        let plain = words.replace("**", "");
        check_item(&format!("14:05 - {words}"), &(want + &plain));
    };
    check("**OUTAGE BEGINS**", " started");
    check("Detected: latency alarm", " detected");
    check("**Detection:** latency alarm", " detected");
    check("rollback done, **outage mitigated**", " mitigated");
    check("We declared an incident", " declared?");
    check("the root cause was identified", " identified?");
    check("it was escalated to the network team", " escalated?");
    check("the issue was resolved by a restart", " resolved?");
    check("the issue was not resolved by a restart", "");
    check("waiting until the issue is resolved", "");
    check("the incident was declared as resolved", " resolved?");
    check("a message was sent", "");
    check("unresolved", "");
}
