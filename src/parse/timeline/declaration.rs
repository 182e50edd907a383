//! What a line says of the zone of all times.

use super::Clues;
use super::scan::Cursor;
use super::zone::Zone;

/// Where a line stands that may declare a zone for all times.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    /// In the timeline's own heading.
    Head,
    /// In the timeline.
    Timeline,
    /// Elsewhere: it must speak for all times.
    Elsewhere,
}

/// What a line says that declares a zone.
const DECLARES: &[&str] = &[
    "all times",
    "times are",
    "times in",
    "times listed",
    "times shown",
    "timezone",
    "time zone",
    "timestamps",
    "time is in",
    "times below",
    "documented in",
    "times (",
    "times refer",
    "times given",
    "hours are in",
    "alle zeiten",
    "alle uhrzeiten",
    "alle zeitangaben",
    "zeitzone",
    "toutes les heures",
    "fuseau horaire",
];

/// What it says where it speaks for all times of the document.
const SPEAKS_FOR_ALL: &[&str] = &[
    "all times",
    "all timestamps",
    "times are",
    "timezone:",
    "time zone:",
    "times listed",
    "alle zeiten",
    "alle uhrzeiten",
    "alle zeitangaben",
    "zeitzone:",
    "toutes les heures",
    "fuseau horaire:",
];

/// Words between such words and the name of the zone.
const BEFORE_NAME: &[&str] = &[
    "all",
    "times",
    "timestamps",
    "timezone",
    "time",
    "zone",
    "listed",
    "shown",
    "given",
    "below",
    "are",
    "is",
    "in",
    "the",
    "alle",
    "zeiten",
    "uhrzeiten",
    "zeitangaben",
    "zeitzone",
    "sind",
    "toutes",
    "les",
    "heures",
    "sont",
    "en",
    "fuseau",
    "horaire",
];

/// `All times in CET`, `Timeline (PST)`: the zone that a line declares for all times.
pub(super) fn declaration(text: &str, place: Declared, clues: &Clues) -> Option<Zone> {
    if text.len() > 400 {
        return None;
    }
    let small = text.to_lowercase();
    let first = |cues: &[&str]| cues.iter().filter_map(|cue| small.find(cue)).min();
    let from = match place {
        Declared::Head => Some(0),
        Declared::Timeline => first(DECLARES),
        Declared::Elsewhere => first(SPEAKS_FOR_ALL),
    };
    // Small letters can be longer than capitals; a place past the end is no place.
    zone_in(text.get(from?..)?, clues)
}

/// `XYZ` in `All times are in XYZ.`: a name that stands where a zone does, and is none. Capitals
/// that go on (`All times in API logs`) are no name.
pub(super) fn unknown_name(text: &str, place: Declared, clues: &Clues) -> Option<String> {
    if text.len() > 400 || place == Declared::Head {
        return None;
    }
    let small = text.to_lowercase();
    let from = SPEAKS_FOR_ALL.iter().filter_map(|cue| small.find(cue)).min()?;
    let said = text.get(from..)?;
    if zone_in(said, clues).is_some() {
        return None;
    }
    let is_name = |word: &str| {
        (2..=5).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
            && !matches!(word, "AM" | "PM" | "HH" | "MM" | "SS" | "ISO")
    };
    let is_passed_over = |word: &&str| {
        let word = word.trim_end_matches(':').to_lowercase();
        BEFORE_NAME.contains(&word.as_str())
    };
    let mut words = said.split_whitespace().skip_while(is_passed_over);
    let word = words.next()?;
    let name = word.trim_matches(['(', ')', '.', ',', ';', '*', '_', '`']);
    let ends =
        word.ends_with(['.', ',', ';', ')']) || words.next().is_none_or(|next| next == "time");
    (ends && is_name(name)).then(|| name.to_owned())
}

/// The first zone in a text.
pub(super) fn zone_in(text: &str, clues: &Clues) -> Option<Zone> {
    let mut at = 0;
    while at < text.len() {
        let mut cursor = Cursor::new(text, at);
        let is_start = !cursor.before().is_some_and(|c| c.is_alphanumeric() || c == '_');
        let is_letter = cursor.peek().is_some_and(|c| c.is_ascii_alphabetic());
        if is_start
            && is_letter
            && let Some(zone) = Zone::read(&mut cursor, clues)
            && zone.name.len() > 1
        {
            return Some(zone);
        }
        at += text[at..].chars().next().map_or(1, char::len_utf8);
    }
    None
}
