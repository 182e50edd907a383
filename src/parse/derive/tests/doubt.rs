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
