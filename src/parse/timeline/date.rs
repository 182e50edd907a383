//! Dates as people write them: `2024-01-12`, `January 12th, 2024`, `19. April`, `4/21/23`.

use super::scan::{Cursor, is_blank};
use chrono::{NaiveDate, Weekday};

/// A date as written, its gaps not yet filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Year, month and day.
    Full(NaiveDate),
    /// Month and day; the year is stated elsewhere.
    MonthDay(u32, u32),
    /// Year and month; the day is not known.
    YearMonth(i32, u32),
    /// Two numbers of which one is the month, and the year where it is written.
    Numbers(u32, u32, Option<i32>),
    /// A day of the week alone.
    Weekday,
    /// Parts are marked as unknown (`2021/22-??-??`), or there is no such day.
    Unknown,
}

/// A written date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub form: Form,
    /// Day of the week, where it is written too.
    pub weekday: Option<Weekday>,
    /// Last day of a range within the month (`January 14-19, 2026`).
    pub last_day: Option<u32>,
}

/// Whether the day or the month stands first where both are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

impl Date {
    fn of(form: Form) -> Date {
        Date { form, weekday: None, last_day: None }
    }

    /// Goes over a date.
    pub fn read(cursor: &mut Cursor<'_>) -> Option<Date> {
        if cursor.before().is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        let weekday = cursor.attempt(weekday);
        let date = cursor.attempt(|cursor| {
            if weekday.is_some() {
                cursor.eat_while(|c| is_blank(c) || c == ',');
                cursor.eat_word(&["the"]);
                cursor.blanks();
            }
            unnamed(cursor).filter(|_| !cursor.is_inside_word() || cursor.peek() == Some('T'))
        });
        match (weekday, date) {
            (_, Some(date)) => Some(Date { weekday, ..date }),
            (Some(_), None) => Some(Date { weekday, ..Date::of(Form::Weekday) }),
            (None, None) => None,
        }
    }

    /// The day, with gaps filled from the order of numbers and a year.
    pub fn day(self, order: Option<Order>, year: Option<i32>) -> Option<NaiveDate> {
        match self.form {
            Form::Full(day) => Some(day),
            Form::MonthDay(month, day) => NaiveDate::from_ymd_opt(year?, month, day),
            Form::Numbers(first, second, written) => {
                let (day, month) = in_order(first, second, order)?;
                NaiveDate::from_ymd_opt(written.or(year)?, month, day)
            }
            Form::YearMonth(..) | Form::Weekday | Form::Unknown => None,
        }
    }

    /// The year, where it is written.
    pub fn year(self) -> Option<i32> {
        use chrono::Datelike;
        match self.form {
            Form::Full(day) => Some(day.year()),
            Form::YearMonth(year, _) => Some(year),
            Form::Numbers(_, _, year) => year,
            Form::MonthDay(..) | Form::Weekday | Form::Unknown => None,
        }
    }

    /// The same date with a year, where it has none.
    pub fn with_year(self, year: Option<i32>) -> Date {
        let form = match (self.form, year) {
            (Form::MonthDay(month, day), Some(year)) => {
                NaiveDate::from_ymd_opt(year, month, day).map_or(self.form, Form::Full)
            }
            (Form::Numbers(first, second, None), Some(year)) => {
                Form::Numbers(first, second, Some(year))
            }
            _ => self.form,
        };
        Date { form, ..self }
    }
}

/// Day and month of two numbers: as the document orders them, or as only one order allows.
pub(super) fn in_order(first: u32, second: u32, order: Option<Order>) -> Option<(u32, u32)> {
    let order = match (first > 12, second > 12) {
        (true, true) => return None,
        (true, false) => Order::DayFirst,
        (false, true) => Order::MonthFirst,
        (false, false) if first == second => Order::DayFirst,
        (false, false) => order?,
    };
    Some(match order {
        Order::DayFirst => (first, second),
        Order::MonthFirst => (second, first),
    })
}

fn unnamed(cursor: &mut Cursor<'_>) -> Option<Date> {
    cursor
        .attempt(iso)
        .or_else(|| cursor.attempt(month_first))
        .or_else(|| cursor.attempt(day_first))
        .or_else(|| cursor.attempt(numbers))
        .or_else(|| cursor.attempt(basic))
}

/// `2024-01-12`, `2024/1/12`, `2022-05-??`, `2021/22-??-??`, `2024-Jan-12`.
fn iso(cursor: &mut Cursor<'_>) -> Option<Date> {
    let year = year(cursor)?;
    let alternative = cursor.attempt(|cursor| {
        cursor.eat('/').then_some(())?;
        cursor.digits(2, 2)?;
        (cursor.peek() == Some('-')).then_some(())
    });
    let mark = cursor.eat_any(&['-', '/', '.', '\u{2011}'])?;
    let month = cursor.attempt(month_name).or_else(|| number_or_gap(cursor))?;
    cursor.eat(mark).then_some(())?;
    let day = number_or_gap(cursor)?;
    let form = match (alternative, month, day) {
        (None, 1..=12, 1..) => {
            NaiveDate::from_ymd_opt(year, month, day).map_or(Form::Unknown, Form::Full)
        }
        (None, 1..=12, 0) => Form::YearMonth(year, month),
        _ => Form::Unknown,
    };
    Some(Date::of(form))
}

/// One or two digits, or 0 for a part that is marked as unknown.
fn number_or_gap(cursor: &mut Cursor<'_>) -> Option<u32> {
    let next = cursor.rest().get(..2);
    if let Some(gap @ ("??" | "XX" | "xx")) = next {
        cursor.eat_text(gap);
        return Some(0);
    }
    cursor.digits(1, 2).filter(|number| *number > 0)
}

/// `Jan 12th, 2024`, `January 12`, `January 14-19, 2026`, `May 2022`.
fn month_first(cursor: &mut Cursor<'_>) -> Option<Date> {
    let month = month_name(cursor)?;
    cursor.eat('.');
    cursor.eat_while(|c| is_blank(c) || c == '-');
    cursor.eat_word(&["the"]);
    cursor.blanks();
    if let Some(year) = cursor.attempt(|cursor| year(cursor).filter(|_| !cursor.is_inside_word())) {
        return Some(Date::of(Form::YearMonth(year, month)));
    }
    let day = day_number(cursor)?;
    let last_day = cursor.attempt(last_day);
    let year = cursor.attempt(year_behind);
    dated(year, month, day, last_day)
}

/// `12 January 2024`, `19. April`, `12th of May`, `7-13th Nov`, `1-Jan-2024`.
fn day_first(cursor: &mut Cursor<'_>) -> Option<Date> {
    let day = day_number(cursor)?;
    let last_day = cursor.attempt(last_day);
    cursor.eat_while(|c| is_blank(c) || c == '.' || c == '-');
    cursor.eat_word(&["of"]);
    cursor.blanks();
    let month = month_name(cursor)?;
    cursor.eat('.');
    let year = cursor.attempt(year_behind);
    dated(year, month, day, last_day)
}

fn dated(year: Option<i32>, month: u32, day: u32, last_day: Option<u32>) -> Option<Date> {
    let form = match year {
        Some(year) => NaiveDate::from_ymd_opt(year, month, day).map(Form::Full)?,
        // A leap year allows every day that any year allows.
        None => NaiveDate::from_ymd_opt(2024, month, day).map(|_| Form::MonthDay(month, day))?,
    };
    let last_day = last_day.filter(|last| *last > day);
    Some(Date { last_day, ..Date::of(form) })
}

/// `12`, `12th`.
fn day_number(cursor: &mut Cursor<'_>) -> Option<u32> {
    let day = cursor.digits(1, 2).filter(|day| (1..=31).contains(day))?;
    for ending in ["st", "nd", "rd", "th"] {
        if cursor.eat_text(ending) {
            break;
        }
    }
    (cursor.peek() != Some(':')).then_some(day).filter(|_| !cursor.is_inside_word()).or_else(|| {
        (cursor.peek() == Some(':')).then_some(day).filter(|_| !is_clock_ahead(*cursor))
    })
}

/// True where a colon and a digit make the number before an hour.
fn is_clock_ahead(cursor: Cursor<'_>) -> bool {
    cursor
        .rest()
        .strip_prefix(':')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `-19`, `–19th`, `to 19` behind a day.
fn last_day(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.blanks();
    cursor.eat_any(&['-', '–', '—'])?;
    cursor.blanks();
    let day = day_number(cursor)?;
    let mut after = *cursor;
    after.blanks();
    let is_time = after.eat_word(&["am", "pm"]) || is_clock_ahead(*cursor);
    (!is_time && !matches!(cursor.peek(), Some('/' | '-'))).then_some(day)
}

/// `, 2024`, ` 2024`, `-2024`, `/2024`, ` '24`, but not the start of `20:24`.
fn year_behind(cursor: &mut Cursor<'_>) -> Option<i32> {
    cursor.eat_while(|c| is_blank(c) || matches!(c, ',' | '-' | '/' | '.'));
    let year =
        if cursor.eat('\'') { cursor.digits(2, 2).map(of_two_digits)? } else { year(cursor)? };
    let goes_on = matches!(cursor.peek(), Some('-' | '/')) && {
        let mut after = *cursor;
        after.eat_any(&['-', '/']);
        after.peek().is_some_and(|c| c.is_ascii_digit())
    };
    (!cursor.is_inside_word() && !is_clock_ahead(*cursor) && !goes_on).then_some(year)
}

/// A year from 1970 to 2099.
pub(super) fn year(cursor: &mut Cursor<'_>) -> Option<i32> {
    let year = cursor.digits(4, 4).filter(|year| (1970..=2099).contains(year))?;
    i32::try_from(year).ok()
}

fn of_two_digits(year: u32) -> i32 {
    2000 + i32::try_from(year).unwrap_or(0)
}

/// `4/21/23`, `29-09`, `24.10.2024`, `07-27-2023`.
fn numbers(cursor: &mut Cursor<'_>) -> Option<Date> {
    let first = cursor.digits(1, 2)?;
    let mark = cursor.eat_any(&['/', '-', '.', '\u{2011}'])?;
    let second_at = cursor.at();
    let second = cursor.digits(1, 2)?;
    let second_digits = cursor.at() - second_at;
    let written = cursor.attempt(|cursor| {
        cursor.eat(mark).then_some(())?;
        cursor
            .attempt(year)
            .or_else(|| cursor.attempt(|cursor| cursor.digits(2, 2).map(of_two_digits)))
    });
    // Without a year a dot makes a decimal, and one digit behind a dash a range.
    let enough = written.is_some() || mark == '/' || mark != '.' && second_digits == 2;
    let possible =
        (1..=31).contains(&first) && (1..=31).contains(&second) && (first <= 12 || second <= 12);
    let goes_on = matches!(cursor.peek(), Some('/' | ':' | '%'))
        || cursor.peek() == Some(mark) && mark != '.' && {
            let mut after = *cursor;
            after.eat(mark);
            after.peek().is_some_and(char::is_alphanumeric) && written.is_none()
        };
    let form = Form::Numbers(first, second, written);
    (enough && possible && !goes_on && !cursor.is_inside_word()).then_some(Date::of(form))
}

/// `20240112`
fn basic(cursor: &mut Cursor<'_>) -> Option<Date> {
    let number = cursor.digits(8, 8)?;
    let year = i32::try_from(number / 10_000).ok().filter(|y| (1990..=2099).contains(y))?;
    let day = NaiveDate::from_ymd_opt(year, number / 100 % 100, number % 100)?;
    Some(Date::of(Form::Full(day)))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A month's name, or its first three letters (`Sept` too); a word of its own.
fn month_name(cursor: &mut Cursor<'_>) -> Option<u32> {
    let word = cursor.peek_word();
    let name = word.to_ascii_lowercase();
    let starts_upper = word.starts_with(|c: char| c.is_ascii_uppercase());
    // In small letters, `may` and `march` are other words.
    let index = MONTHS.iter().position(|month| {
        name == *month
            || (name.len() == 3 && month.starts_with(&name))
            || (name == "sept" && *month == "september")
    })?;
    (starts_upper || !matches!(index, 2 | 4)).then_some(())?;
    cursor.eat_text(word);
    u32::try_from(index + 1).ok()
}

const WEEKDAYS: [(&str, &str, Weekday); 7] = [
    ("monday", "mon", Weekday::Mon),
    ("tuesday", "tue", Weekday::Tue),
    ("wednesday", "wed", Weekday::Wed),
    ("thursday", "thu", Weekday::Thu),
    ("friday", "fri", Weekday::Fri),
    ("saturday", "sat", Weekday::Sat),
    ("sunday", "sun", Weekday::Sun),
];

/// A weekday's name, or its abbreviation, with a capital.
fn weekday(cursor: &mut Cursor<'_>) -> Option<Weekday> {
    let word = cursor.peek_word();
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let name = word.to_ascii_lowercase();
    let (_, _, weekday) = WEEKDAYS.iter().find(|(whole, short, _)| {
        name == *whole
            || name == *short
            || matches!((name.as_str(), *short), ("tues", "tue") | ("thur" | "thurs", "thu"))
    })?;
    cursor.eat_text(word);
    cursor.eat('.');
    Some(*weekday)
}

/// True where a text is a day of the week and nothing else.
pub(super) fn is_weekday(text: &str) -> bool {
    let mut cursor = Cursor::new(text.trim(), 0);
    cursor.attempt(weekday).is_some() && cursor.rest().is_empty()
}
