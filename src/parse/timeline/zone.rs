//! Time zones as people write them, and what a clock in them says.
//!
//! The names are those of the IANA time zone database (through `chrono_tz`) and the
//! abbreviations that its rules print for the zones below. RFC 5322, section 4.3 (obsolete date
//! and time) fixes `UT`, `GMT` and the eight North American ones; the generic `PT`, `MT`, `CT`,
//! `ET` are those of Unicode CLDR (`short`, `generic`), as are the German and French names of
//! Central European Time (metazone `Europe_Central` of `de` and `fr`). An abbreviation that stands for clocks
//! with different readings today is [`Meaning::Ambiguous`].

use super::Clues;
use super::scan::Cursor;
use chrono::{FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{OffsetName, Tz};

/// A zone as written, and what the name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// As written: `PST`, `UTC+2`, `Europe/Berlin`.
    pub name: String,
    /// What it stands for.
    pub meaning: Meaning,
}

/// What a zone's name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A distance from UTC that no season changes.
    Fixed(FixedOffset),
    /// A place's clock, in whatever season.
    Place(Tz),
    /// A place's clock in one season: `PST` is Los Angeles in winter.
    Season(FixedOffset, Tz),
    /// Several clocks have this name; the places of each.
    Ambiguous(&'static [Tz]),
}

/// What a wall clock's reading says in a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The distance from UTC.
    Offset(FixedOffset),
    /// The abbreviation of the other season: `PST` on a day of `PDT`.
    OtherSeason {
        /// What the abbreviation says.
        written: FixedOffset,
        /// What the place's clock shows on that day.
        in_force: FixedOffset,
        /// The abbreviation in force.
        name: String,
        /// The place.
        place: Tz,
    },
    /// The clock was set forward over this reading.
    Gap(Tz),
    /// The clock showed this reading twice.
    Overlap(Tz),
    /// Several clocks have the zone's name.
    Ambiguous(&'static [Tz]),
}

/// Abbreviations of one season: name, hours and minutes from UTC, and a place that uses it.
const SEASONS: &[(&str, i32, i32, Tz)] = &[
    ("PST", -8, 0, Tz::America__Los_Angeles),
    ("PDT", -7, 0, Tz::America__Los_Angeles),
    ("MST", -7, 0, Tz::America__Denver),
    ("MDT", -6, 0, Tz::America__Denver),
    ("CDT", -5, 0, Tz::America__Chicago),
    ("EST", -5, 0, Tz::America__New_York),
    ("EDT", -4, 0, Tz::America__New_York),
    ("ADT", -3, 0, Tz::America__Halifax),
    ("NST", -3, 30, Tz::America__St_Johns),
    ("NDT", -2, 30, Tz::America__St_Johns),
    ("AKST", -9, 0, Tz::America__Anchorage),
    ("AKDT", -8, 0, Tz::America__Anchorage),
    ("WEST", 1, 0, Tz::Europe__Lisbon),
    ("CET", 1, 0, Tz::Europe__Berlin),
    ("CEST", 2, 0, Tz::Europe__Berlin),
    ("MEZ", 1, 0, Tz::Europe__Berlin),
    ("MESZ", 2, 0, Tz::Europe__Berlin),
    ("HNEC", 1, 0, Tz::Europe__Paris),
    ("HEEC", 2, 0, Tz::Europe__Paris),
    ("EET", 2, 0, Tz::Europe__Helsinki),
    ("EEST", 3, 0, Tz::Europe__Helsinki),
    ("IDT", 3, 0, Tz::Asia__Jerusalem),
    ("AEST", 10, 0, Tz::Australia__Sydney),
    ("AEDT", 11, 0, Tz::Australia__Sydney),
    ("ACDT", 10, 30, Tz::Australia__Adelaide),
    ("NZST", 12, 0, Tz::Pacific__Auckland),
    ("NZDT", 13, 0, Tz::Pacific__Auckland),
];

/// Abbreviations of clocks that no season changes.
const FIXED: &[(&str, i32, i32)] = &[
    ("UTC", 0, 0),
    ("GMT", 0, 0),
    ("UT", 0, 0),
    ("WAT", 1, 0),
    ("CAT", 2, 0),
    ("SAST", 2, 0),
    ("EAT", 3, 0),
    ("MSK", 3, 0),
    ("TRT", 3, 0),
    ("PKT", 5, 0),
    ("NPT", 5, 45),
    ("WIB", 7, 0),
    ("ICT", 7, 0),
    ("SGT", 8, 0),
    ("HKT", 8, 0),
    ("AWST", 8, 0),
    ("JST", 9, 0),
    ("KST", 9, 0),
    ("HST", -10, 0),
    ("BRT", -3, 0),
    ("ART", -3, 0),
];

/// Abbreviations that stand for several clocks.
const AMBIGUOUS: &[(&str, &[Tz])] = &[
    ("IST", &[Tz::Asia__Kolkata, Tz::Asia__Jerusalem, Tz::Europe__Dublin]),
    ("CST", &[Tz::America__Chicago, Tz::Asia__Shanghai, Tz::America__Havana]),
    ("BST", &[Tz::Europe__London, Tz::Asia__Dhaka]),
    ("AST", &[Tz::America__Halifax, Tz::Asia__Riyadh]),
    ("GST", &[Tz::Asia__Dubai, Tz::Atlantic__South_Georgia]),
    ("SST", &[Tz::Pacific__Pago_Pago, Tz::Asia__Singapore]),
    ("WST", &[Tz::Australia__Perth, Tz::Pacific__Apia]),
    ("AMT", &[Tz::America__Manaus, Tz::Asia__Yerevan]),
    ("ACST", &[Tz::Australia__Adelaide, Tz::Australia__Darwin]),
];

/// Names of a place's clock in whatever season.
const GENERIC: &[(&str, Tz)] = &[
    ("PT", Tz::America__Los_Angeles),
    ("MT", Tz::America__Denver),
    ("CT", Tz::America__Chicago),
    ("ET", Tz::America__New_York),
    ("HEC", Tz::Europe__Paris),
];

/// The same, written out; `time` follows, perhaps after `standard` or `daylight`.
const WRITTEN_OUT: &[(&str, &str)] = &[
    ("pacific", "PT"),
    ("mountain", "MT"),
    ("central european", "CET"),
    ("central", "CT"),
    ("eastern", "ET"),
    ("greenwich mean", "GMT"),
    ("coordinated universal", "UTC"),
    ("west africa", "WAT"),
    ("east africa", "EAT"),
    ("central africa", "CAT"),
];

/// The distance of `hours` and `minutes` from UTC, both to the same side.
fn offset(hours: i32, minutes: i32) -> Option<FixedOffset> {
    let minutes = if hours < 0 { -minutes } else { minutes };
    FixedOffset::east_opt(hours * 3600 + minutes * 60)
}

impl Zone {
    /// UTC.
    pub fn utc() -> Zone {
        Zone { name: "UTC".to_owned(), meaning: Meaning::Fixed(chrono::Utc.fix()) }
    }

    /// A place's clock.
    pub fn place(place: Tz) -> Zone {
        Zone { name: place.name().to_owned(), meaning: Meaning::Place(place) }
    }

    /// Goes over a zone; a name that `clues` settle means what they say.
    pub(super) fn read(cursor: &mut Cursor<'_>, clues: &Clues) -> Option<Zone> {
        cursor
            .attempt(|cursor| by_name(cursor, clues))
            .or_else(|| cursor.attempt(written_out))
            .or_else(|| cursor.attempt(by_number))
    }

    /// Goes over `-05:00` right behind a date and time as ISO 8601 writes them.
    pub(super) fn behind_iso(cursor: &mut Cursor<'_>) -> Option<Zone> {
        let written = cursor.rest();
        let sign = cursor.eat_any(&['-', '−'])?;
        let offset = two_and_two(cursor, sign)?;
        Some(numbered(written, *cursor, offset))
    }

    /// What a clock that shows `at` in this zone is away from UTC.
    pub fn at(&self, at: NaiveDateTime, clues: &Clues) -> Answer {
        match settled(self, at, clues) {
            Meaning::Fixed(offset) => Answer::Offset(offset),
            Meaning::Ambiguous(places) => Answer::Ambiguous(places),
            Meaning::Place(place) => match place.offset_from_local_datetime(&at) {
                MappedLocalTime::Single(offset) => Answer::Offset(offset.fix()),
                MappedLocalTime::Ambiguous(..) => Answer::Overlap(place),
                MappedLocalTime::None => Answer::Gap(place),
            },
            Meaning::Season(written, place) => in_season(written, place, at),
        }
    }
}

/// An abbreviation of one season speaks of a place's clock on a day.
fn in_season(written: FixedOffset, place: Tz, at: NaiveDateTime) -> Answer {
    match place.offset_from_local_datetime(&at) {
        MappedLocalTime::Single(offset) if offset.fix() == written => Answer::Offset(written),
        MappedLocalTime::Single(offset) => Answer::OtherSeason {
            written,
            in_force: offset.fix(),
            name: offset.abbreviation().unwrap_or_default().to_owned(),
            place,
        },
        // The abbreviation says which of the two is meant.
        MappedLocalTime::Ambiguous(..) => Answer::Offset(written),
        MappedLocalTime::None => Answer::Gap(place),
    }
}

/// What a name means where the document or the site states a place that uses it.
fn settled(zone: &Zone, at: NaiveDateTime, clues: &Clues) -> Meaning {
    match zone.meaning {
        Meaning::Season(..) | Meaning::Ambiguous(_) => [clues.document_zone, clues.site_zone]
            .into_iter()
            .flatten()
            .find(|place| uses(*place, &zone.name, at))
            .map_or(zone.meaning, Meaning::Place),
        meaning => meaning,
    }
}

/// True where a place's clock has this abbreviation in some season of the year.
fn uses(place: Tz, name: &str, at: NaiveDateTime) -> bool {
    use chrono::Datelike;
    [1, 7].into_iter().any(|month| {
        NaiveDate::from_ymd_opt(at.year(), month, 1)
            .and_then(|day| day.and_hms_opt(12, 0, 0))
            .is_some_and(|noon| {
                let offset = place.offset_from_utc_datetime(&noon);
                offset.abbreviation().is_some_and(|short| short.eq_ignore_ascii_case(name))
            })
    })
}

/// `UTC`, `UTC+2`, `GMT-05:30`, `PST`, `PT`, `Europe/Berlin`.
fn by_name(cursor: &mut Cursor<'_>, clues: &Clues) -> Option<Zone> {
    if cursor.before().is_some_and(char::is_alphabetic) {
        return None;
    }
    let mut start = *cursor;
    let name = name(cursor)?;
    if let Some((first, second)) = name.split_once('/') {
        if let Ok(place) = name.parse::<Tz>() {
            return Some(Zone { name: name.to_owned(), meaning: Meaning::Place(place) });
        }
        let meaning = abbreviation(first, clues)?;
        if let Some(meaning) = both_seasons(meaning, abbreviation(second, clues)) {
            return Some(Zone { name: name.to_owned(), meaning });
        }
        // `14:00 PDT/21:00 UTC`: what stands behind the slash is not the zone's.
        *cursor = start;
        cursor.eat_text(first);
        return Some(Zone { name: first.to_uppercase(), meaning });
    }
    if cursor.is_inside_word() {
        return None;
    }
    if matches!(name, "UTC" | "GMT" | "utc" | "gmt" | "Utc")
        && let Some(distance) = cursor.attempt(distance)
    {
        let whole = start.eat_while(|_| true);
        let written = &whole[..whole.len() - cursor.rest().len()];
        return Some(Zone { name: written.to_owned(), meaning: Meaning::Fixed(distance) });
    }
    if name == "Z" {
        return Some(Zone { name: name.to_owned(), ..Zone::utc() });
    }
    let meaning = abbreviation(name, clues)?;
    cursor.attempt(|cursor| {
        cursor.blanks();
        cursor.eat_word(&["time", "timezone", "time zone"]).then_some(())
    });
    Some(Zone { name: name.to_uppercase(), meaning })
}

/// `CET/CEST`: the place's clock, whatever the season.
fn both_seasons(first: Meaning, second: Option<Meaning>) -> Option<Meaning> {
    match (first, second?) {
        (Meaning::Season(_, place), Meaning::Season(_, other)) if place == other => {
            Some(Meaning::Place(place))
        }
        (Meaning::Fixed(offset), Meaning::Fixed(other)) if offset == other => Some(first),
        _ => None,
    }
}

/// Letters, with `/` and `_` inside; IANA names have at most 32 (`tzselect`'s own limit is 14 a
/// part), and what is longer is no name.
fn name<'t>(cursor: &mut Cursor<'t>) -> Option<&'t str> {
    let rest = cursor.rest();
    let is_part = |b: &u8| b.is_ascii_alphabetic() || matches!(b, b'/' | b'_');
    let length = rest.bytes().take(41).take_while(is_part).count();
    let name = rest.get(..length).filter(|name| (1..=40).contains(&name.len()))?;
    cursor.eat_text(name);
    Some(name)
}

/// Small letters are taken for zones only where they are no English word.
fn abbreviation(name: &str, clues: &Clues) -> Option<Meaning> {
    let capital = name.to_ascii_uppercase();
    let is_capital = capital == name;
    let plain = ["UTC", "GMT", "PST", "PDT", "EDT", "CDT", "MDT", "CET", "CEST"];
    if !is_capital && !plain.contains(&capital.as_str()) {
        return None;
    }
    if let Some(place) = clues.abbreviations.get(&capital) {
        return Some(Meaning::Place(*place));
    }
    let fixed = FIXED.iter().find(|(short, ..)| *short == capital);
    let season = SEASONS.iter().find(|(short, ..)| *short == capital);
    let several = AMBIGUOUS.iter().find(|(short, _)| *short == capital);
    let generic = GENERIC.iter().find(|(short, _)| *short == capital);
    None.or_else(|| fixed.and_then(|(_, h, m)| offset(*h, *m).map(Meaning::Fixed)))
        .or_else(|| {
            season.and_then(|(_, h, m, place)| Some(Meaning::Season(offset(*h, *m)?, *place)))
        })
        .or_else(|| several.map(|(_, places)| Meaning::Ambiguous(places)))
        .or_else(|| generic.map(|(_, place)| Meaning::Place(*place)))
}

/// `Pacific Time`, `eastern standard time`.
fn written_out(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let (_, short) = WRITTEN_OUT.iter().find(|(words, _)| cursor.eat_word(&[words]))?;
    cursor.blanks();
    if cursor.eat_word(&["standard", "daylight", "summer"]) {
        cursor.blanks();
    }
    cursor.eat_word(&["time"]).then_some(())?;
    let meaning = abbreviation(short, &Clues::default())?;
    Some(Zone { name: (*short).to_owned(), meaning })
}

/// `+01:00`, `+0100`, `-0500`. With a colon, a minus stands for a range: `10:00-11:00`.
fn by_number(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let written = cursor.rest();
    let sign = cursor.eat_any(&['+', '-', '−'])?;
    let offset = four_digits(cursor, sign).or_else(|| {
        (sign == '+').then(|| cursor.attempt(|cursor| two_and_two(cursor, sign))).flatten()
    })?;
    Some(numbered(written, *cursor, offset))
}

fn numbered(written: &str, cursor: Cursor<'_>, offset: FixedOffset) -> Zone {
    let name = &written[..written.len() - cursor.rest().len()];
    Zone { name: name.to_owned(), meaning: Meaning::Fixed(offset) }
}

fn four_digits(cursor: &mut Cursor<'_>, sign: char) -> Option<FixedOffset> {
    cursor.attempt(|cursor| {
        let both = cursor.digits(4, 4)?;
        signed(sign, both / 100, both % 100).filter(|_| !cursor.is_inside_word())
    })
}

fn two_and_two(cursor: &mut Cursor<'_>, sign: char) -> Option<FixedOffset> {
    let hours = cursor.digits(2, 2)?;
    cursor.eat(':').then_some(())?;
    let minutes = cursor.digits(2, 2)?;
    signed(sign, hours, minutes).filter(|_| !cursor.is_inside_word())
}

/// `+2`, `-05:30`, ` + 1` behind `UTC`.
fn distance(cursor: &mut Cursor<'_>) -> Option<FixedOffset> {
    let apart = cursor.blanks();
    let sign = cursor.eat_any(&['+', '-', '−'])?;
    if apart && sign != '+' {
        // `UTC - text`: a separator.
        return None;
    }
    cursor.blanks();
    let (hours, minutes) = cursor
        .attempt(|cursor| cursor.digits(1, 2).map(|hours| (hours, 0)))
        .or_else(|| cursor.attempt(|cursor| cursor.digits(4, 4).map(|n| (n / 100, n % 100))))?;
    let minutes =
        cursor.attempt(|cursor| cursor.eat(':').then(|| cursor.digits(2, 2))?).unwrap_or(minutes);
    signed(sign, hours, minutes).filter(|_| !cursor.is_inside_word())
}

/// A distance that some place on Earth has: at most 14 hours.
fn signed(sign: char, hours: u32, minutes: u32) -> Option<FixedOffset> {
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    (hours <= 14 && minutes < 60).then_some(())?;
    FixedOffset::east_opt(if sign == '+' { seconds } else { -seconds })
}
