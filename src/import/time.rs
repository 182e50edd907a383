//! Instants as these systems write them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// An instant: RFC 3339, the same with a blank or without a colon in the offset, or without a
/// zone, which is then UTC, as Hugo has it. `None` where it is nothing of that.
pub(super) fn instant(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.to_utc());
    }
    let with_offset = ["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%d %H:%M:%S%.f %z", "%Y-%m-%d %H:%M %z"];
    let offset = with_offset.iter().find_map(|form| DateTime::parse_from_str(text, form).ok());
    let bare = text.strip_suffix(" UTC").unwrap_or(text);
    let without =
        ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"];
    let naive = || without.iter().find_map(|form| NaiveDateTime::parse_from_str(bare, form).ok());
    let day =
        || NaiveDate::parse_from_str(bare, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    offset.map(|time| time.to_utc()).or_else(|| naive().or_else(day).map(|time| time.and_utc()))
}
