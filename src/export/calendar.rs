//! The action items that are due, as a calendar (RFC 5545).
//!
//! All-day events rather than tasks: the calendars that people subscribe with show no tasks.

use super::url;
use crate::archive::{Archive, Owed, last_day, ledger};
use crate::model::fold;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Octets after which a line is folded (section 3.1).
const WIDTH: usize = 75;

/// Every unfinished action item with a day, as an all-day event of that day.
pub fn calendar(archive: &Archive) -> String {
    let mut lines = Lines::default();
    lines.push("BEGIN", "VCALENDAR");
    lines.push("VERSION", "2.0");
    lines.push("PRODID", concat!("-//retrospect//", env!("CARGO_PKG_VERSION"), "//EN"));
    lines.push("X-WR-CALNAME", &escaped(&format!("{}: action items", archive.config.title)));
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for (owed, due) in dated(archive) {
        let name = format!("{}-{}", archive.postmortem(owed.number).slug, fold(&owed.item.text));
        let count = names.entry(name.clone()).or_default();
        *count += 1;
        let name = if *count > 1 { format!("{name}-{count}") } else { name };
        event(archive, &owed, due, &name, &mut lines);
    }
    if names.is_empty() {
        a_component(&mut lines);
    }
    lines.push("END", "VCALENDAR");
    lines.0
}

/// A calendar has one component at least (section 3.6). One without events has the zone UTC, so
/// that whoever subscribes reads an empty calendar, not a broken one.
fn a_component(lines: &mut Lines) {
    lines.push("BEGIN", "VTIMEZONE");
    lines.push("TZID", "UTC");
    lines.push("BEGIN", "STANDARD");
    lines.push("DTSTART", "19700101T000000");
    lines.push("TZOFFSETFROM", "+0000");
    lines.push("TZOFFSETTO", "+0000");
    lines.push("END", "STANDARD");
    lines.push("END", "VTIMEZONE");
}

/// The items that a calendar has a day for.
fn dated(archive: &Archive) -> impl Iterator<Item = (Owed<'_>, NaiveDate)> {
    let unfinished = ledger(archive).into_iter().filter(|owed| !owed.item.is_finished());
    unfinished.filter_map(|owed| owed.item.due.map(|due| (owed, due)))
}

/// True where a calendar would have an event.
pub fn has_dated(archive: &Archive) -> bool {
    let mut items = archive.postmortems().flat_map(|postmortem| &postmortem.action_items);
    items.any(|item| item.due.is_some() && !item.is_finished())
}

fn event(archive: &Archive, owed: &Owed<'_>, due: NaiveDate, name: &str, lines: &mut Lines) {
    let postmortem = archive.postmortem(owed.number);
    let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
    let about = [
        Some(postmortem.title.value.clone()),
        owed.item.owner.as_ref().map(|owner| format!("Owner: {owner}")),
        owed.item.link.clone(),
    ];
    let about: Vec<String> = about.into_iter().flatten().collect();
    lines.push("BEGIN", "VEVENT");
    lines.push("UID", &format!("{name}@{}", host(archive)));
    // The stamp tells when the event was last changed; nothing that is not in the archive may.
    lines.push("DTSTAMP", &format!("{}T000000Z", day(last_day(postmortem).unwrap_or(due))));
    lines.push("DTSTART;VALUE=DATE", &day(due));
    lines.push("SUMMARY", &escaped(&owed.item.text));
    lines.push("DESCRIPTION", &escaped(&about.join("\n")));
    if archive.config.base_url.is_some() {
        lines.push("URL", &url(archive, postmortem));
    }
    lines.push("TRANSP", "TRANSPARENT");
    lines.push("END", "VEVENT");
}

fn host(archive: &Archive) -> &str {
    let base = archive.config.base_url.as_deref().unwrap_or_default();
    let rest = base.split_once("://").map_or("", |(_, rest)| rest);
    rest.split('/').next().filter(|host| !host.is_empty()).unwrap_or("retrospect")
}

/// A text value (section 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A content line, folded between characters.
    fn push(&mut self, name: &str, value: &str) {
        let mut column = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if column + c.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                column = 1;
            }
            self.0.push(c);
            column += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        lines.push("SUMMARY", &"ä".repeat(60));
        let parts: Vec<&str> = lines.0.split("\r\n").collect();
        assert!(parts.iter().all(|part| part.len() <= WIDTH), "{parts:?}");
        assert_eq!(lines.0.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "ä".repeat(60)));
    }

    #[test]
    fn text_values_are_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne\u{7}"), "a\\, b\\; c\\\\d\\ne");
    }
}
