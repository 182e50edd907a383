//! What stands behind a point and belongs to it: the end of a range, a second zone, doubts.

use super::Clues;
use super::clock::{Clock, Meridiem, Part, Shape};
use super::date::{Date, Form};
use super::point::{Point, vague};
use super::scan::{Cursor, is_blank};
use super::stamp::Stamp;
use super::zone::Zone;

impl Stamp {
    /// `- 15:00`, `to 16:00 UTC`, `-45`, `– Jan 14`.
    pub(super) fn range_end(&mut self, cursor: &mut Cursor<'_>, clues: &Clues) {
        // Behind a zone, a slash sets the same instant in another one.
        if self.zone.is_some() && cursor.peek() == Some('/') {
            return;
        }
        let start = self.start;
        let found = cursor.attempt(|cursor| {
            let tight = range_mark(cursor)?;
            let mut end = Stamp::default();
            end.approximate = vague(cursor);
            end.start = cursor
                .attempt(|cursor| {
                    end.point(cursor, clues).filter(|point| can_end(start, *point, tight))
                })
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
    pub(super) fn suffix(&mut self, cursor: &mut Cursor<'_>, clues: &Clues) -> bool {
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
        self.bracketed(inner, clues).then_some(())
    }

    /// `(UTC)`, `West Africa Time (WAT)` behind a time of a sentence.
    pub(super) fn zone_in_brackets(
        &mut self,
        cursor: &mut Cursor<'_>,
        clues: &Clues,
    ) -> Option<()> {
        self.start.clock.filter(|_| self.zone.is_none())?;
        let words = cursor.eat_while(|c| c.is_alphabetic() || is_blank(c));
        let is_name = words.trim().is_empty() || words.trim_end().ends_with(" Time");
        is_name.then_some(())?;
        cursor.eat_any(&['('])?;
        let inner = cursor.eat_while(|c| !matches!(c, ')' | '\n'));
        cursor.eat_any(&[')'])?;
        self.zone = Some(whole(inner, |cursor| Zone::read(cursor, clues))?);
        Some(())
    }

    /// Takes what stands in brackets; false where it is the writer's words.
    fn bracketed(&mut self, inner: &str, clues: &Clues) -> bool {
        let is_timed = self.start.clock.is_some();
        if is_timed
            && self.zone.is_none()
            && let Some(zone) = whole(inner, |cursor| Zone::read(cursor, clues))
        {
            self.zone = Some(zone);
        } else if is_timed && let Some(second) = whole(inner, |cursor| in_zone(cursor, clues)) {
            self.second = Some(second);
        } else if let Some(date) = whole(inner, Date::read) {
            match date.form {
                Form::Weekday => {}
                Form::Numbers(_, _, None) => return false,
                _ => self.start.date = self.start.date.or(Some(date)),
            }
        } else if is_doubt(inner) {
            self.approximate = true;
        } else {
            return false;
        }
        true
    }

    /// `14:00 UTC / 16:00 CEST`
    fn slash(&mut self, cursor: &mut Cursor<'_>, clues: &Clues) -> Option<()> {
        if self.zone.is_none() || self.second.is_some() {
            return None;
        }
        cursor.blanks();
        cursor.eat_any(&['/', '='])?;
        cursor.blanks();
        self.second = Some(in_zone(cursor, clues)?);
        Some(())
    }
}

/// What a text is as a whole.
fn whole<'t, T>(text: &'t str, read: impl FnOnce(&mut Cursor<'t>) -> Option<T>) -> Option<T> {
    let mut cursor = Cursor::new(text, 0);
    read(&mut cursor).filter(|_| cursor.rest().trim().is_empty())
}

/// `6:48 PDT`, `~17:14 UTC`.
fn in_zone(cursor: &mut Cursor<'_>, clues: &Clues) -> Option<(Clock, Zone)> {
    vague(cursor);
    cursor.blanks();
    let clock = Clock::read(cursor)?;
    cursor.blanks();
    Some((clock, Zone::read(cursor, clues)?))
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

/// Goes over what joins the ends of a range; true where it stands tight.
fn range_mark(cursor: &mut Cursor<'_>) -> Option<bool> {
    let apart = cursor.blanks();
    let word = cursor.eat_word(&["to", "until", "till", "through"]) || cursor.eat_word(&["and"]);
    let slash = !apart && cursor.eat('/');
    if !word && !slash && !cursor.eat_text("->") {
        cursor.eat_any(&['-', '\u{2011}', '–', '—', '‒', '→'])?;
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
