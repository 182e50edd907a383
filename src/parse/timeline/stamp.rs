//! The time token that a line starts with, up to where the writer's words begin: a [`Point`], what
//! stands behind it ([`tail`](super::tail)), and the separator.

use super::Clues;
use super::clock::{Clock, Shape};
use super::date::{Form, year};
use super::point::{Point, relative, vague};
use super::scan::{Cursor, is_blank};
use super::zone::Zone;
use std::ops::Range;

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
    /// Where the token stands last (`Detected: 14:05`), the end of the label before it.
    pub label: Option<usize>,
    pub separator: Separator,
}

/// What stands between token and words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Separator {
    /// Nothing follows, or only what clock all times are of.
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
        stamp.year_behind(&mut cursor);
        stamp.range = from..cursor.at();
        if cursor.is_inside_word() {
            return None;
        }
        stamp.close(&mut cursor);
        stamp.is_token().then_some(stamp)
    }

    /// Reads a time that stands alone behind a label: `Detected: 14:05`.
    pub fn behind_label(line: &str, clues: &Clues) -> Option<Stamp> {
        let (label, behind) = line.split_once(": ")?;
        let is_label = (1..=5).contains(&label.split_whitespace().count())
            && label.starts_with(char::is_alphabetic);
        let mut stamp = Stamp::read(behind, clues).filter(|stamp| {
            stamp.separator == Separator::End && stamp.strength() == Strength::Time
        })?;
        let shift = line.len() - behind.len();
        stamp.range = stamp.range.start + shift..stamp.range.end + shift;
        stamp.rest += shift;
        stamp.label = Some(label.len());
        is_label.then_some(stamp)
    }

    /// Reads a token in the midst of a sentence, without what only the start of a line may have.
    pub fn inside(cursor: &mut Cursor<'_>, clues: &Clues) -> Option<Stamp> {
        let mut stamp = Stamp::default();
        let mut ahead = *cursor;
        stamp.approximate = vague(&mut ahead);
        stamp.start = stamp.point(&mut ahead, clues)?;
        ahead.attempt(|ahead| stamp.zone_in_brackets(ahead, clues));
        stamp.range_end(&mut ahead, clues);
        ahead.attempt(|ahead| stamp.zone_in_brackets(ahead, clues));
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

    /// `Fri Jan 12 10:00:00 UTC 2024`: the year may stand last, as `date` prints it.
    fn year_behind(&mut self, cursor: &mut Cursor<'_>) {
        let Some(date) = self.start.date.filter(|date| date.year().is_none()) else { return };
        if self.start.clock.is_none() || self.end.is_some() {
            return;
        }
        let year = cursor.attempt(|cursor| {
            cursor.blanks();
            year(cursor).filter(|_| matches!(cursor.peek(), None | Some(' ' | ':' | ',' | ')')))
        });
        self.start.date = Some(date.with_year(year));
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
        self.separator = match cursor.rest() {
            "" => Separator::End,
            words if is_zone_note(words) => Separator::End,
            _ if stop || !mark.is_empty() => Separator::Mark,
            _ if gap.contains('\n') => Separator::Mark,
            _ => Separator::Blank,
        };
    }
}

/// `(All times CEST)` behind a day.
fn is_zone_note(words: &str) -> bool {
    let words = words.trim_start_matches(['(', '[']);
    words.len() <= 40 && words.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("all times"))
}

/// Marks that may stand before a token without being part of it.
const OPENERS: &[char] = &['-', '–', '{', '[', '(', '_', '*', '=', '•', '·', '>', '`', '"'];
/// Marks that may stand behind it.
const CLOSERS: &[char] = &['}', ']', ')', '_', '*', '`', '"'];
/// Marks between a token and the words.
const SEPARATORS: &[char] = &[
    ':', '-', '\u{2011}', '–', '—', '‒', '―', '|', ',', ';', '=', '>', '→', '\u{FF1A}', '•', '_',
    '}', ']', ')', ' ',
];
/// Words that open a token, as a sentence does.
const LEADING: &[&str] = &["at", "on", "by", "since", "from", "between"];
