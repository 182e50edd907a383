//! The time token that a line starts with: date, time, zone, range, second zone and doubts, up to
//! where the writer's words begin.

use super::Clues;
use super::clock::{Clock, Meridiem, Part, Shape};
use super::date::{Date, Form};
use super::scan::{Cursor, is_blank};
use super::zone::Zone;
use std::ops::Range;

/// Date and time as written; one of them at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub date: Option<Date>,
    pub clock: Option<Clock>,
}

/// A time token.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Stamp {
    pub start: Point,
    pub end: Option<Point>,
    pub zone: Option<Zone>,
    /// The same instant in another zone.
    pub second: Option<(Clock, Zone)>,
    pub approximate: bool,
    /// An offset from another point (`T+5m`).
    pub is_relative: bool,
    /// It opens as a sentence does (`On …`, `At …`).
    pub is_prose: bool,
    /// Bytes of the line that the token takes.
    pub range: Range<usize>,
    /// Where the writer's words begin, separator gone over.
    pub rest: usize,
    pub separator: Separator,
    /// The words behind it say what clock the times are of, and nothing else.
    pub zone_note: bool,
}

/// What stands between token and words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Separator {
    /// Nothing follows.
    End,
    /// A blank alone.
    #[default]
    Blank,
    /// `:`, ` - `, `|`, `:::::` …
    Mark,
}

/// How sure it is that a token is the time of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// A number that may be a time, or an offset.
    Weak,
    /// A date without a time.
    Day,
    /// A time of day.
    Time,
}

impl Stamp {
    /// Reads the token that a line starts with.
    pub fn read(line: &str, clues: &Clues) -> Option<Stamp> {
        let mut cursor = Cursor::new(line, 0);
        let mut stamp = Stamp::default();
        cursor.eat_while(|c| c.is_whitespace() || OPENERS.contains(&c));
        let from = cursor.at();
        stamp.lead(&mut cursor);
        if let Some(start) = stamp.point(&mut cursor, clues) {
            stamp.start = start;
            stamp.range_end(&mut cursor, clues);
        } else {
            cursor.attempt(relative)?;
            stamp.is_relative = true;
        }
        while stamp.suffix(&mut cursor, clues) {}
        stamp.range = from..cursor.at();
        if cursor.is_inside_word() {
            return None;
        }
        stamp.close(&mut cursor);
        stamp.is_token().then_some(stamp)
    }

    /// Reads a token in the midst of a sentence, without what only the start of a line may have.
    pub fn inside(cursor: &mut Cursor<'_>, clues: &Clues) -> Option<Stamp> {
        let mut stamp = Stamp::default();
        let mut ahead = *cursor;
        stamp.approximate = vague(&mut ahead);
        stamp.start = stamp.point(&mut ahead, clues)?;
        stamp.range_end(&mut ahead, clues);
        *cursor = ahead;
        (!ahead.is_inside_word()).then_some(stamp)
    }

    /// How sure it is that this is the time of an entry.
    pub fn strength(&self) -> Strength {
        match self.start.clock.map(|clock| clock.shape) {
            Some(Shape::Clear | Shape::Open) => Strength::Time,
            Some(_) if self.zone.is_some() || self.start.date.is_some() => Strength::Time,
            Some(Shape::Dotted | Shape::Compact) => Strength::Weak,
            None if self.is_relative => Strength::Weak,
            None => Strength::Day,
        }
    }

    /// A weekday alone, or two numbers in a sentence, are no token.
    fn is_token(&self) -> bool {
        let is_apart = self.separator != Separator::Blank;
        match self.start.date {
            Some(date) if self.start.clock.is_none() => match date.form {
                Form::Weekday => false,
                Form::YearMonth(..) | Form::Numbers(_, _, None) => is_apart,
                _ => true,
            },
            _ => true,
        }
    }

    /// Words and marks before the point.
    fn lead(&mut self, cursor: &mut Cursor<'_>) {
        if cursor.eat_word(LEADING) {
            self.is_prose = true;
            cursor.eat_while(is_blank);
        }
        self.approximate |= cursor.eat_word(&["before", "after", "until"]);
        cursor.eat_while(is_blank);
    }

    /// Date, time and zone in any order, each at most once.
    fn point(&mut self, cursor: &mut Cursor<'_>, clues: &Clues) -> Option<Point> {
        let mut point = Point::default();
        for _ in 0..4 {
            let before = *cursor;
            let joint = if point == Point::default() { Joint::Blank } else { joint(cursor) };
            let is_vague = vague(cursor);
            if point.add_date(cursor, joint)
                || point.add_clock(cursor, joint)
                || self.add_zone(cursor, &point, joint, clues)
            {
                self.approximate |= is_vague;
            } else {
                *cursor = before;
                break;
            }
        }
        (point != Point::default()).then_some(point)
    }

    fn add_zone(
        &mut self,
        cursor: &mut Cursor<'_>,
        point: &Point,
        joint: Joint,
        clues: &Clues,
    ) -> bool {
        if self.zone.is_some() || point.clock.is_none() || joint == Joint::Mark {
            return false;
        }
        let is_iso = point.date.is_some() && joint == Joint::None;
        self.zone = cursor
            .attempt(|cursor| Zone::read(cursor, clues))
            .or_else(|| is_iso.then(|| cursor.attempt(Zone::behind_iso)).flatten());
        self.zone.is_some()
    }

    /// `- 15:00`, `to 16:00 UTC`, `-45`, `– Jan 14`.
    fn range_end(&mut self, cursor: &mut Cursor<'_>, clues: &Clues) {
        let start = self.start;
        let found = cursor.attempt(|cursor| {
            let tight = range_mark(cursor)?;
            let mut end = Stamp::default();
            end.approximate = vague(cursor);
            end.start = end
                .point(cursor, clues)
                .filter(|point| can_end(start, *point, tight))
                .or_else(|| cursor.attempt(|cursor| short_end(cursor, start, tight)))?;
            Some(end)
        });
        let Some(mut end) = found else { return };
        share_half(&mut self.start, &mut end.start);
        self.approximate |= end.approximate;
        self.zone = self.zone.take().or(end.zone);
        self.end = Some(end.start);
    }

    /// What may stand behind a point: doubts, a second zone; true where something did.
    fn suffix(&mut self, cursor: &mut Cursor<'_>, clues: &Clues) -> bool {
        let doubt = cursor.attempt(|cursor| {
            let apart = cursor.eat_while(|c| is_blank(c) || c == '-').len();
            let found = cursor.eat_word(&["ish", "or so", "approx.", "approx"])
                || apart == 0 && (cursor.eat('~') || cursor.eat('?'));
            found.then_some(())
        });
        self.approximate |= doubt.is_some();
        doubt.is_some()
            || cursor.attempt(|cursor| self.bracket(cursor, clues)).is_some()
            || cursor.attempt(|cursor| self.slash(cursor, clues)).is_some()
    }

    /// `(UTC)`, `(6:48 PDT)`, `(maybe earlier?)`, `(Fri)`: brackets that belong to the token.
    fn bracket(&mut self, cursor: &mut Cursor<'_>, clues: &Clues) -> Option<()> {
        cursor.blanks();
        cursor.eat_any(&['(', '['])?;
        let inner = cursor.eat_while(|c| !matches!(c, ')' | ']' | '\n'));
        cursor.eat_any(&[')', ']'])?;
        if self.zone.is_none() && self.start.clock.is_some() {
            let mut inside = Cursor::new(inner, 0);
            let zone = Zone::read(&mut inside, clues).filter(|_| inside.rest().trim().is_empty());
            if zone.is_some() {
                self.zone = zone;
                return Some(());
            }
        }
        if self.start.clock.is_some()
            && let Some(second) = clock_in_zone(inner, clues)
        {
            self.second = Some(second);
            return Some(());
        }
        if let Some(date) = whole_date(inner) {
            let is_new = self.start.date.is_none() && date.form != Form::Weekday;
            self.start.date = if is_new { Some(date) } else { self.start.date };
            return Some(());
        }
        let is_doubt = is_doubt(inner);
        self.approximate |= is_doubt;
        is_doubt.then_some(())
    }

    /// `14:00 UTC / 16:00 CEST`
    fn slash(&mut self, cursor: &mut Cursor<'_>, clues: &Clues) -> Option<()> {
        if self.zone.is_none() || self.second.is_some() {
            return None;
        }
        cursor.blanks();
        cursor.eat_any(&['/', '='])?;
        cursor.blanks();
        let clock = Clock::read(cursor)?;
        cursor.blanks();
        self.second = Some((clock, Zone::read(cursor, clues)?));
        Some(())
    }

    /// Goes over closing marks and the separator.
    fn close(&mut self, cursor: &mut Cursor<'_>) {
        cursor.eat_while(|c| CLOSERS.contains(&c));
        let gap = cursor.eat_while(|c| is_blank(c) || c == '\n');
        let mark = cursor.eat_while(|c| SEPARATORS.contains(&c));
        // A full stop ends a token only where a blank follows: `14:00. Text`.
        let stop = mark.is_empty()
            && cursor
                .attempt(|cursor| (cursor.eat('.') && cursor.blanks()).then_some(()))
                .is_some();
        cursor.eat_while(char::is_whitespace);
        self.rest = cursor.at();
        let words = cursor.rest().trim().to_lowercase();
        self.zone_note = words.starts_with("all times") && words.len() <= 40;
        self.separator = match cursor.rest() {
            "" => Separator::End,
            _ if stop || !mark.is_empty() => Separator::Mark,
            _ if gap.contains('\n') => Separator::Mark,
            _ => Separator::Blank,
        };
    }
}

/// Marks that may stand before a token without being part of it.
const OPENERS: &[char] = &['-', '–', '{', '[', '(', '_', '*', '=', '•', '·', '>', '`', '"'];
/// Marks that may stand behind it.
const CLOSERS: &[char] = &['}', ']', ')', '_', '*', '`', '"'];
/// Marks between a token and the words.
const SEPARATORS: &[char] = &[
    ':', '-', '–', '—', '‒', '―', '|', ',', ';', '=', '>', '→', '\u{FF1A}', '•', '_', '}', ']',
    ')', ' ',
];
/// Words that open a token, as a sentence does.
const LEADING: &[&str] = &["at", "on", "by", "since", "from", "between"];

impl Point {
    fn add_date(&mut self, cursor: &mut Cursor<'_>, joint: Joint) -> bool {
        if self.date.is_some() {
            return false;
        }
        let behind_clock = self.clock.is_some();
        self.date = cursor.attempt(|cursor| {
            Date::read(cursor).filter(|date| match date.form {
                // Behind a time, `10/12` or `Monday` are the writer's words.
                Form::Weekday | Form::Numbers(_, _, None) | Form::YearMonth(..) => !behind_clock,
                _ => !(behind_clock && joint == Joint::Mark),
            })
        });
        self.date.is_some()
    }

    fn add_clock(&mut self, cursor: &mut Cursor<'_>, joint: Joint) -> bool {
        if self.clock.is_some() || self.date.is_some_and(|date| date.last_day.is_some()) {
            return false;
        }
        self.clock = cursor.attempt(|cursor| {
            Clock::read(cursor).filter(|clock| {
                joint != Joint::Mark || matches!(clock.shape, Shape::Clear | Shape::Open)
            })
        });
        self.clock.is_some()
    }
}

/// What joins the parts of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// Nothing, or the `T` of ISO 8601.
    None,
    /// Blanks, a comma, `at`.
    Blank,
    /// A dash or colon.
    Mark,
}

fn joint(cursor: &mut Cursor<'_>) -> Joint {
    let before = *cursor;
    if cursor.rest().starts_with(['T', 't']) {
        let mut after = *cursor;
        after.eat_any(&['T', 't']);
        if after.peek().is_some_and(|c| c.is_ascii_digit()) {
            *cursor = after;
            return Joint::None;
        }
    }
    cursor.eat_while(|c| is_blank(c) || matches!(c, ',' | '*' | '_' | '`'));
    if cursor.eat_word(&["at", "on", "from", "um", "between"]) || cursor.eat('@') {
        cursor.blanks();
        return Joint::Blank;
    }
    let apart = cursor.at() > before.at();
    let marked = cursor.attempt(|cursor| {
        cursor.eat_any(&['-', '–', '—', ':', '|'])?;
        // A dash right between two numbers is a sign or a range.
        (cursor.blanks() || apart).then_some(())
    });
    match marked {
        Some(()) => Joint::Mark,
        None if apart => Joint::Blank,
        None => Joint::None,
    }
}

/// Goes over words and marks that say "about".
fn vague(cursor: &mut Cursor<'_>) -> bool {
    let found = cursor.eat_any(&['~', '≈']).is_some()
        || cursor.eat_text("ca. ")
        || cursor.eat_text("approx. ")
        || cursor.eat_word(&[
            "approximately",
            "approx",
            "around",
            "about",
            "roughly",
            "circa",
            "ca",
        ]);
    if found {
        cursor.eat_while(|c| is_blank(c) || c == '~');
    }
    found
}

/// Words in brackets that doubt the time before them.
fn is_doubt(words: &str) -> bool {
    let words = words.to_lowercase();
    words.len() <= 40
        && [
            "approx", "maybe", "about", "exact", "estimate", "not sure", "around", "roughly",
            "or so", "?",
        ]
        .iter()
        .any(|doubt| words.contains(doubt))
}

/// A text that is a date and nothing else.
fn whole_date(text: &str) -> Option<Date> {
    let mut cursor = Cursor::new(text, 0);
    Date::read(&mut cursor).filter(|date| {
        cursor.rest().trim().is_empty() && !matches!(date.form, Form::Numbers(_, _, None))
    })
}

/// A text that is a time in a zone and nothing else.
fn clock_in_zone(text: &str, clues: &Clues) -> Option<(Clock, Zone)> {
    let mut cursor = Cursor::new(text, 0);
    vague(&mut cursor);
    cursor.blanks();
    let clock = Clock::read(&mut cursor)?;
    cursor.blanks();
    let zone = Zone::read(&mut cursor, clues)?;
    cursor.rest().trim().is_empty().then_some((clock, zone))
}

/// Goes over what joins the ends of a range; true where it stands tight.
fn range_mark(cursor: &mut Cursor<'_>) -> Option<bool> {
    let apart = cursor.blanks();
    let word = cursor.eat_word(&["to", "until", "till", "through"]) || cursor.eat_word(&["and"]);
    if !word && !cursor.eat_text("->") {
        cursor.eat_any(&['-', '–', '—', '‒', '→'])?;
    }
    let tight = !cursor.blanks() && !apart;
    Some(tight || word)
}

/// A range of times ends at a time, one of days at a day.
fn can_end(start: Point, end: Point, tight: bool) -> bool {
    match (start.clock, end.clock) {
        (Some(from), Some(to)) => {
            let same =
                from.shape == to.shape || !matches!(to.shape, Shape::Dotted | Shape::Compact);
            (same || tight) && (end.date.is_none() || start.date.is_some() || tight)
        }
        (None, None) => end.date.is_some_and(|date| date.form != Form::Weekday),
        _ => false,
    }
}

/// `-58` behind seconds, `-45` behind minutes: the part that changes.
fn short_end(cursor: &mut Cursor<'_>, start: Point, tight: bool) -> Option<Point> {
    let clock = start.clock.filter(|_| tight)?;
    let number = cursor.digits(2, 2).filter(|number| *number < 60)?;
    if cursor.is_inside_word() || matches!(cursor.peek(), Some(':' | '.' | '-' | '/')) {
        return None;
    }
    let end = match (clock.second, clock.minute) {
        (Some(second), _) if number > second => Clock { second: Some(number), ..clock },
        (None, Part::Known(minute)) if minute > 0 && number > minute => {
            Clock { minute: Part::Known(number), ..clock }
        }
        _ => return None,
    };
    Some(Point { date: None, clock: Some(end) })
}

/// One `AM` or `PM` behind a range speaks for both ends, as far as they stay in order.
fn share_half(start: &mut Point, end: &mut Point) {
    let (Some(from), Some(to)) = (&mut start.clock, &mut end.clock) else { return };
    let (Part::Known(first), Part::Known(last)) = (from.hour, to.hour) else { return };
    match (from.meridiem, to.meridiem) {
        (None, Some(half)) if first <= 12 => {
            let in_order = (first % 12, from.minute_number()) <= (last % 12, to.minute_number());
            from.meridiem = Some(if in_order { half } else { half.other() });
        }
        (Some(half), None) if last <= 12 => {
            let in_order = (first % 12, from.minute_number()) <= (last % 12, to.minute_number());
            to.meridiem = Some(if in_order { half } else { half.other() });
        }
        _ => {}
    }
}

impl Meridiem {
    fn other(self) -> Meridiem {
        match self {
            Meridiem::Am => Meridiem::Pm,
            Meridiem::Pm => Meridiem::Am,
        }
    }
}

/// `T+5m`, `T-72h`, `T0`, `+10 min`.
fn relative(cursor: &mut Cursor<'_>) -> Option<()> {
    let named = cursor.eat_any(&['T', 't']).is_some();
    cursor.blanks();
    if named && cursor.eat('0') {
        return (!cursor.is_inside_word()).then_some(());
    }
    let sign = cursor.eat_any(&['+', '-', '−'])?;
    cursor.blanks();
    if cursor.attempt(Clock::read).is_some() {
        return named.then_some(());
    }
    let mut parts = 0;
    while cursor.attempt(amount).is_some() {
        parts += 1;
    }
    let bare = named && parts == 0 && cursor.digits(1, 3).is_some();
    let enough = parts > 0 && (named || sign == '+');
    ((enough || bare) && !cursor.is_inside_word()).then_some(())
}

/// `5m`, `10 min`, `2 hours`.
fn amount(cursor: &mut Cursor<'_>) -> Option<()> {
    cursor.blanks();
    cursor.digits(1, 4)?;
    cursor.blanks();
    let unit = cursor.peek_word();
    let known = [
        "s", "sec", "secs", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hr", "hrs",
        "hour", "hours", "d", "day", "days",
    ];
    let unit = known.iter().find(|known| unit.eq_ignore_ascii_case(known))?;
    cursor.eat_text(unit);
    Some(())
}
