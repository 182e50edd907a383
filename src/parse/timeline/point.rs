//! A date and a time of day that stand together, in whatever order and however joined.

use super::Clues;
use super::clock::{Clock, Shape};
use super::date::{Date, Form};
use super::scan::{Cursor, is_blank};
use super::stamp::Stamp;
use super::zone::Zone;

/// Date and time as written; one of them at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub date: Option<Date>,
    pub clock: Option<Clock>,
}

impl Stamp {
    /// Date, time and zone in any order, each at most once.
    pub(super) fn point(&mut self, cursor: &mut Cursor<'_>, clues: &Clues) -> Option<Point> {
        let mut point = Point::default();
        let mut is_iso = false;
        for _ in 0..4 {
            let before = *cursor;
            let joint = if point == Point::default() { Joint::Blank } else { joint(cursor) };
            let is_vague = vague(cursor);
            if point.add_date(cursor, joint) {
            } else if point.add_clock(cursor, joint) {
                is_iso = joint == Joint::None && point.date.is_some();
            } else if point.clock.is_none()
                || joint == Joint::Mark
                || !self.add_zone(cursor, is_iso && joint == Joint::None, clues)
            {
                *cursor = before;
                break;
            }
            self.approximate |= is_vague;
        }
        (point != Point::default()).then_some(point)
    }

    /// Takes a zone; `-05:00` only behind `2024-01-12T14:00`, elsewhere it ends a range.
    fn add_zone(&mut self, cursor: &mut Cursor<'_>, is_iso: bool, clues: &Clues) -> bool {
        if self.zone.is_some() {
            return false;
        }
        self.zone = cursor
            .attempt(|cursor| Zone::read(cursor, clues))
            .or_else(|| is_iso.then(|| cursor.attempt(Zone::behind_iso)).flatten());
        self.zone.is_some()
    }
}

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
    if cursor.rest().starts_with("--:--") {
        return Joint::Blank;
    }
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
pub(super) fn vague(cursor: &mut Cursor<'_>) -> bool {
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
        cursor.eat_while(is_blank);
    }
    found
}

/// `T+5m`, `T-72h`, `T0`, `+10 min`.
pub(super) fn relative(cursor: &mut Cursor<'_>) -> Option<()> {
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
