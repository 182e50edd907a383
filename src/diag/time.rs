//! Findings about times and timelines.

use super::{Code, Diagnostic, Place};

/// No zone is known for the times of a document.
pub fn no_time_zone(place: Place, n_entries: usize) -> Diagnostic {
    let message = match n_entries {
        1 => "no time zone is stated, so this entry has no instant".to_owned(),
        n => format!("no time zone is stated, so {n} entries have no instant"),
    };
    Diagnostic::new(Code::NoTimeZone, place, message).help(
        "write `timezone: Europe/Berlin` in the front matter, `All times in UTC` below the \
         timeline's heading, or `timezone` in `site.toml`",
    )
}

/// A document names the zone of all its times by a name that is none.
pub fn unknown_zone_of_all(place: Place, name: &str, n_entries: usize) -> Diagnostic {
    let message = match n_entries {
        1 => format!("`{name}` is no time zone that is known, so this entry has no instant"),
        n => format!("`{name}` is no time zone that is known, so {n} entries have no instant"),
    };
    Diagnostic::new(Code::NoTimeZone, place, message).help(format!(
        "write `timezone: Europe/Berlin` in the front matter, or settle `{name}` for all \
         documents under `[abbreviations]` in `site.toml`"
    ))
}

/// The abbreviation of one season on a day of the other: `PST` in May.
#[derive(Clone, Copy, Debug)]
pub struct OtherSeason<'t> {
    /// The abbreviation as written.
    pub written: &'t str,
    /// The day, such as `2022-05-31`.
    pub day: &'t str,
    /// The abbreviation in force on that day.
    pub in_force: &'t str,
    /// The IANA name of the place.
    pub zone: &'t str,
    /// How many entries it is about.
    pub n_entries: usize,
}

/// A winter abbreviation in summer, or the other way round.
pub fn winter_zone_in_summer(place: Place, about: OtherSeason<'_>) -> Diagnostic {
    let OtherSeason { written, day, in_force, zone, n_entries } = about;
    let message = match n_entries {
        1 => format!("`{written}` on {day} is {in_force}; the entry has no instant"),
        n => format!("`{written}` on {day} is {in_force}; {n} entries have no instant"),
    };
    Diagnostic::new(Code::WinterZoneInSummer, place, message)
        .help(format!("write `{in_force}`, or `timezone: {zone}` in the front matter"))
}

/// An abbreviation that several clocks have.
pub fn ambiguous_zone(place: Place, written: &str, zones: &[&str]) -> Diagnostic {
    let first = zones.first().copied().unwrap_or("UTC");
    Diagnostic::new(
        Code::AmbiguousZone,
        place,
        format!("`{written}` may be the clock of {}", zones.join(", ")),
    )
    .help(format!(
        "write `timezone: {first}` in the front matter, or settle `{written}` for all documents \
         under `[abbreviations]` in `site.toml`"
    ))
}

/// The same entry names two instants.
pub fn zones_disagree(place: Place, written: &str, meant: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ZonesDisagree,
        place,
        format!("the two times of `{written}` are not the same instant"),
    )
    .help(format!("the time in brackets is {meant} on the first clock; mend one of them"))
}

/// A chat permalink was posted at another hour than its entry says.
pub fn link_time_disagrees(place: Place, posted: &str, written: &str) -> Diagnostic {
    Diagnostic::new(
        Code::LinkTimeDisagrees,
        place,
        format!("the linked message was posted at {posted}, the entry says {written}"),
    )
    .help("check the entry's time zone")
}

/// An entry lies before the one above it.
pub fn entry_goes_back(place: Place, written: &str, above: Place) -> Diagnostic {
    Diagnostic::new(
        Code::EntryGoesBack,
        place,
        format!("`{written}` lies before the entry above"),
    )
    .help("check the time; where it is right, set the entries in order, or write the date with it")
    .related(above, "the entry above")
}

/// An entry lies so far back on the clock that it may be of the next day.
pub fn day_unsure(place: Place, written: &str, above: Place) -> Diagnostic {
    Diagnostic::new(
        Code::EntryGoesBack,
        place,
        format!("`{written}` may be of the next day; it and those below have no instant"),
    )
    .help("write the date with it")
    .related(above, "the entry above")
}

/// The end of a range lies before its start.
pub fn range_ends_before(place: Place, written: &str) -> Diagnostic {
    Diagnostic::new(
        Code::EntryGoesBack,
        place,
        format!("`{written}` ends before it starts; its end is not used"),
    )
    .help("check the end, or write its date or its `AM` or `PM`")
}

/// An entry lies far away from those around it.
pub fn entry_far_away(place: Place, day: &str, n_days: i64) -> Diagnostic {
    Diagnostic::new(
        Code::EntryFarAway,
        place,
        format!("{day} lies {n_days} days from the entries around it"),
    )
    .help("check day, month and year")
}

/// A time that no clock shows, and how many others of the kind there are.
pub fn impossible_clock(
    place: Place,
    written: &str,
    read_as: Option<&str>,
    n_others: usize,
) -> Diagnostic {
    let others = and_others(n_others);
    let message = format!("no clock shows `{written}`{others}");
    let finding = Diagnostic::new(Code::ImpossibleClock, place, message);
    match read_as {
        Some(time) => finding.help(format!("it is read as {time}; write that")),
        None => finding.help("write it as `14:05` or `2:05 PM`"),
    }
}

/// A template's letters were left in a time, and in how many others.
pub fn time_template_leftover(place: Place, written: &str, n_others: usize) -> Diagnostic {
    let others = and_others(n_others);
    let message = format!("`{written}`{others} is left over from the template");
    Diagnostic::new(Code::TemplateLeftover, place, message)
        .help("fill in the time, or leave it out: a date alone is an entry too")
}

/// What a finding adds that stands for several.
fn and_others(n_others: usize) -> String {
    match n_others {
        0 => String::new(),
        1 => " (and one more)".to_owned(),
        n => format!(" (and {n} more)"),
    }
}

/// The title names another day than the timeline.
pub fn title_date_disagrees(place: Place, title: &str, timeline: &str) -> Diagnostic {
    Diagnostic::new(
        Code::TitleDateDisagrees,
        place,
        format!("the title says {title}, the timeline {timeline}"),
    )
    .help("mend the title or the timeline; the timeline counts")
}

/// Dates whose day and month cannot be told apart.
pub fn undecidable_date(place: Place, written: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UndecidableDate,
        place,
        format!("`{written}`: which is the day, which the month?"),
    )
    .help("write dates as `2024-01-12` or `12 January 2024`")
}

/// The clock was set forward over a time.
pub fn dst_gap(place: Place, written: &str, zone: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DstGap,
        place,
        format!("the clock of {zone} was set forward over `{written}` on that day"),
    )
    .help("check time and zone; until then the entry has no instant")
}

/// A clock showed a time twice on its day.
pub fn dst_overlap(place: Place, written: &str, zone: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DstOverlap,
        place,
        format!("the clock of {zone} showed `{written}` twice on that day"),
    )
    .help("write the abbreviation with it (`01:30 CEST` or `01:30 CET`), or the time in UTC")
}

/// Lines that look like a timeline stand in a code block.
pub fn timeline_in_code_block(place: Place, n_lines: usize) -> Diagnostic {
    Diagnostic::new(
        Code::TimelineInCodeBlock,
        place,
        format!("{n_lines} lines with times stand in a code block and are shown as code"),
    )
    .help("take the fence or the four blanks before the lines away, and write them as a list")
}

/// A fence that nothing closes, or one around the whole document, makes code of whole sections.
pub fn unclosed_fence(place: Place) -> Diagnostic {
    Diagnostic::new(
        Code::UnclosedFence,
        place,
        "this fence makes code of the sections below and is passed over",
    )
    .help("take it away, or close it by a line with the same characters where the code ends")
}
