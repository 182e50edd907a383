//! Times of day as people write them: `14:00`, `2:00 PM`, `14.44`, `1250`, `3pm`, `14:??`.

use super::scan::Cursor;
use chrono::NaiveTime;

/// Before or after noon, as written behind a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meridiem {
    Am,
    Pm,
}

/// How a time was written; decides how much more must speak for it being a time at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `14:00`, `2:00 PM`, `2 pm`: nothing else is written like that.
    Clear,
    /// `14.44`: may be a number.
    Dotted,
    /// `1250`: may be a number.
    Compact,
    /// `HH:mm`, `??:??`, `14:??`: a part is not known.
    Open,
}

/// A part of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Known(u32),
    /// `??`, `XX`, `--`: the writer does not know.
    Unknown,
    /// `HH`, `mm`: nobody filled in the template.
    Template,
}

/// A time as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub hour: Part,
    pub minute: Part,
    pub second: Option<u32>,
    pub meridiem: Option<Meridiem>,
    pub shape: Shape,
    /// The hour has a zero before it, as 24-hour clocks write it.
    pub is_padded: bool,
}

/// What a written time says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// A time to the minute.
    Minute(NaiveTime),
    /// A time to the second.
    Second(NaiveTime),
    /// An hour, its minute unknown.
    Hour(u32),
    /// Nothing.
    Nothing,
}

/// Why a written time cannot be on a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// `13:55 PM`: says afternoon twice.
    Redundant,
    /// `23:00 AM`: says evening and morning.
    Contradiction,
    /// `25:10`, `14:75`.
    OutOfRange,
}

/// A written time understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settled {
    pub reading: Reading,
    /// Hour 24: the reading lies on the day after the one written (ISO 8601:2000, 5.3.2).
    pub next_day: bool,
    pub fault: Option<Fault>,
}

impl Clock {
    /// Goes over a time of day, and over the `Uhr` that German writes behind it.
    pub fn read(cursor: &mut Cursor<'_>) -> Option<Clock> {
        let clock = cursor
            .attempt(colon)
            .or_else(|| cursor.attempt(bare_hour))
            .or_else(|| cursor.attempt(hour_of_range))
            .or_else(|| cursor.attempt(compact))?;
        cursor.attempt(|cursor| {
            cursor.blanks();
            cursor.eat_word(&["uhr"]).then_some(())
        });
        Some(clock)
    }

    /// True where a template's letters were left in.
    pub fn is_template(self) -> bool {
        self.hour == Part::Template || self.minute == Part::Template
    }

    /// True where only `AM` or `PM` would say which half of the day is meant.
    pub fn is_half_open(self) -> bool {
        let on_twelve = matches!(self.hour, Part::Known(1..=12));
        self.meridiem.is_none() && on_twelve && !self.is_padded
    }

    /// The minute, 0 where it is not known.
    pub fn minute_number(self) -> u32 {
        match self.minute {
            Part::Known(minute) => minute,
            Part::Unknown | Part::Template => 0,
        }
    }

    /// What the time says on a 24-hour clock.
    pub fn settle(self) -> Settled {
        let Part::Known(written) = self.hour else {
            return Settled { reading: Reading::Nothing, next_day: false, fault: None };
        };
        let (hour, fault) = on_24_hours(written, self.meridiem);
        let (hour, next_day) = if hour == 24 { (0, true) } else { (hour, false) };
        let reading = self.reading(hour);
        match reading {
            Reading::Nothing => {
                Settled { reading, next_day: false, fault: Some(Fault::OutOfRange) }
            }
            _ => Settled { reading, next_day, fault },
        }
    }

    fn reading(self, hour: u32) -> Reading {
        match (self.minute, self.second) {
            (Part::Known(minute), None) => {
                NaiveTime::from_hms_opt(hour, minute, 0).map_or(Reading::Nothing, Reading::Minute)
            }
            (Part::Known(minute), Some(second)) => {
                // A leap second is written as 60 and shown as 59.
                NaiveTime::from_hms_opt(hour, minute, second.min(59))
                    .map_or(Reading::Nothing, Reading::Second)
            }
            _ if hour < 24 => Reading::Hour(hour),
            _ => Reading::Nothing,
        }
    }
}

impl Reading {
    /// The time of day, where it is known to the minute.
    pub fn time(self) -> Option<NaiveTime> {
        match self {
            Reading::Minute(time) | Reading::Second(time) => Some(time),
            Reading::Hour(_) | Reading::Nothing => None,
        }
    }
}

fn on_24_hours(hour: u32, meridiem: Option<Meridiem>) -> (u32, Option<Fault>) {
    match (meridiem, hour) {
        (Some(Meridiem::Am), 12) => (0, None),
        (Some(Meridiem::Pm), 1..=11) => (hour + 12, None),
        (Some(Meridiem::Pm), 13..=24) => (hour, Some(Fault::Redundant)),
        (Some(Meridiem::Am), 13..=24) => (hour, Some(Fault::Contradiction)),
        _ => (hour, None),
    }
}

/// `14:00`, `14.44`, `14h30`, `2:00:05 PM`, `22:XX`, `HH:mm`.
fn colon(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let is_padded = cursor.peek() == Some('0');
    let hour = hour(cursor)?;
    let mark = cursor.eat_any(&[':', '.', 'h', '\u{FF1A}'])?;
    let minute = part(cursor, &["MM", "mm"])?;
    let second = cursor.attempt(|cursor| seconds(cursor, mark));
    let meridiem = cursor.attempt(meridiem);
    let open = !matches!((hour, minute), (Part::Known(_), Part::Known(_)));
    let shape = match mark {
        _ if open => Shape::Open,
        '.' if meridiem.is_none() && second.is_none() => Shape::Dotted,
        _ => Shape::Clear,
    };
    if open && mark != ':' {
        return None;
    }
    let dotted_is_time = mark != '.' || is_dotted_time(hour, minute, *cursor);
    (dotted_is_time && ends_well(*cursor)).then_some(Clock {
        hour,
        minute,
        second,
        meridiem,
        shape,
        is_padded,
    })
}

/// A number with two decimals is read as a time only where it could be one, and nothing goes on
/// behind it as in a version or an amount.
fn is_dotted_time(hour: Part, minute: Part, cursor: Cursor<'_>) -> bool {
    let in_range = matches!((hour, minute), (Part::Known(..24), Part::Known(..60)));
    let mut after = cursor;
    let goes_on = after.eat('%') || (after.eat('.') && after.peek().is_some_and(char::is_numeric));
    in_range && !goes_on
}

/// One or two digits, or three with a zero too many (`009:38`), or letters for an unknown hour.
fn hour(cursor: &mut Cursor<'_>) -> Option<Part> {
    let half_known = |cursor: &mut Cursor<'_>| {
        cursor.eat_any(&['0', '1', '2'])?;
        cursor.eat_any(&['X', 'x', '?'])?;
        Some(Part::Unknown)
    };
    cursor
        .attempt(half_known)
        .or_else(|| cursor.attempt(|cursor| cursor.digits(1, 2).map(Part::Known)))
        .or_else(|| {
            cursor.attempt(|cursor| cursor.digits(3, 3).filter(|h| *h < 24).map(Part::Known))
        })
        .or_else(|| part(cursor, &["HH", "hh"]))
}

/// Two digits, or two characters for a part that is not known.
fn part(cursor: &mut Cursor<'_>, template: &[&str]) -> Option<Part> {
    if let Some(number) = cursor.attempt(|cursor| cursor.digits(2, 2)) {
        return Some(Part::Known(number));
    }
    let next = cursor.rest().get(..2)?;
    let found = match next {
        "??" | "XX" | "xx" | "--" | "__" => Part::Unknown,
        _ if template.contains(&next) => Part::Template,
        _ => return None,
    };
    cursor.eat_text(next);
    Some(found)
}

/// `:05`, with a fraction that is gone over.
fn seconds(cursor: &mut Cursor<'_>, mark: char) -> Option<u32> {
    let mark = if mark == 'h' { ':' } else { mark };
    if !cursor.eat(mark) {
        return None;
    }
    let second = cursor.digits(2, 2).filter(|second| *second <= 60)?;
    cursor.attempt(|cursor| {
        cursor.eat_any(&['.', ','])?;
        (!cursor.eat_while(|c| c.is_ascii_digit()).is_empty()).then_some(())
    });
    Some(second)
}

/// `AM`, `p.m.`, and `a`, `p` right behind the digits.
fn meridiem(cursor: &mut Cursor<'_>) -> Option<Meridiem> {
    let apart = cursor.blanks();
    let letter = cursor.eat_any(&['a', 'A', 'p', 'P'])?.to_ascii_lowercase();
    let dotted = cursor.attempt(|cursor| {
        (cursor.eat('.') && cursor.eat_any(&['m', 'M']).is_some()).then(|| cursor.eat('.'))
    });
    let whole = dotted.is_some() || cursor.eat_any(&['m', 'M']).is_some() || !apart;
    let ends = dotted.is_some() || !cursor.peek().is_some_and(char::is_alphanumeric);
    let meridiem = if letter == 'a' { Meridiem::Am } else { Meridiem::Pm };
    (whole && ends).then_some(meridiem)
}

/// `3pm`, `12 noon`-like hours without minutes need their half of the day.
fn bare_hour(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let hour = cursor.digits(1, 2).filter(|hour| (1..=12).contains(hour))?;
    let meridiem = meridiem(cursor)?;
    Some(Clock {
        hour: Part::Known(hour),
        minute: Part::Known(0),
        second: None,
        meridiem: Some(meridiem),
        shape: Shape::Clear,
        is_padded: false,
    })
}

/// `10` in `10-11am`: the half of the day stands behind the range.
fn hour_of_range(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let hour = cursor.digits(1, 2).filter(|hour| (1..=12).contains(hour))?;
    let mut ahead = *cursor;
    ahead.eat_any(&['-', '–', '\u{2011}'])?;
    let end = ahead.attempt(colon).or_else(|| bare_hour(&mut ahead))?;
    end.meridiem.map(|_| Clock {
        hour: Part::Known(hour),
        minute: Part::Known(0),
        second: None,
        meridiem: None,
        shape: Shape::Clear,
        is_padded: false,
    })
}

/// `1250`
fn compact(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let number = cursor.digits(4, 4)?;
    let (hour, minute) = (number / 100, number % 100);
    let meridiem = cursor.attempt(meridiem);
    let in_range = hour < 24 && minute < 60;
    (in_range && ends_well(*cursor)).then_some(Clock {
        hour: Part::Known(hour),
        minute: Part::Known(minute),
        second: None,
        meridiem,
        shape: Shape::Compact,
        is_padded: true,
    })
}

/// Behind a time there is no further digit, and no letter but those of a zone or of `ish`.
fn ends_well(cursor: Cursor<'_>) -> bool {
    let word = cursor.peek_word();
    match cursor.peek() {
        Some(c) if c.is_numeric() => false,
        Some(':') => !cursor.rest()[1..].starts_with(|c: char| c.is_ascii_digit()),
        Some(c) if c.is_alphabetic() => {
            word.eq_ignore_ascii_case("ish")
                || (!word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase()))
        }
        _ => true,
    }
}
