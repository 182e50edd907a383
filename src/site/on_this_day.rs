//! What happened on a day of the year: a calendar over all years, a list for each month, and what
//! the index's script is told. The site is made without a clock: only a reader's browser knows
//! which day it is.

use super::pages::{Head, Page};
use super::paging;
use super::view::{CalendarDayView, CalendarMonthView, MonthDayView, MonthView, OnThisDayView};
use crate::archive::{Archive, DayOfYear, Number, days_of_year, postmortem_address};
use crate::diag::Diagnostic;
use crate::model::{Origin, UrlPath};
use chrono::Datelike as _;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Days before and after today that are shown where today has nothing; `site.js` has it too.
const NEAR: u64 = 3;

/// Incidents of a day that a script is told, each of another year: where the newest is of the
/// reader's own year, there is one of an earlier.
const TOLD: usize = 2;

/// Where the calendar stands.
pub(super) fn address() -> UrlPath {
    UrlPath::new("on-this-day/")
}

/// The list of a month.
pub(super) fn month_address(month: u32) -> UrlPath {
    UrlPath::new(&format!("{}{month:02}/", address()))
}

/// What a script asks for in a month.
pub(super) fn data_address(month: u32) -> UrlPath {
    UrlPath::new(&format!("{}{month:02}.js", address()))
}

/// Number of incidents in each month that has any.
pub(super) fn months(archive: &Archive) -> BTreeMap<u32, usize> {
    let mut counts = BTreeMap::new();
    for day in archive.postmortems().filter_map(|postmortem| postmortem.day.as_ref()) {
        *counts.entry(day.value.month()).or_default() += 1;
    }
    counts
}

/// The months in which a script has something to ask for.
pub(super) fn asked(archive: &Archive) -> BTreeSet<u32> {
    days_of_year(archive, |_| true).into_keys().flat_map(asked_in).collect()
}

/// The months in which a reader's today is this day or near it.
fn asked_in(day: DayOfYear) -> BTreeSet<u32> {
    day.ends_of_reach(NEAR).map(|end| end.month).chain([day.month]).collect()
}

/// What a script is told of a month and the days around it: a few incidents of each day, and how
/// many there are. No guessed days: the index has no room there to say that they are.
///
/// It sets one value, as [`Compact`](super::Compact) does, so that it works from a disk.
pub(super) fn data(archive: &Archive, month: u32) -> String {
    let days = days_of_year(archive, |_| true);
    let near = pages_of(&days).into_iter().filter(|(day, _)| asked_in(*day).contains(&month));
    let told = near.filter_map(|(day, page)| {
        let list = format!("{}#{}", from_root(&page), anchor(day));
        let told = told(archive, days.get(&day)?, &list)?;
        Some((format!("{:02}-{:02}", day.month, day.day), told))
    });
    let told: Map<String, Value> = told.collect();
    format!("globalThis.retrospectDays = {};\n", Value::Object(told))
}

/// A few incidents of a day, and where all of them are; none where all are guesses.
fn told(archive: &Archive, numbers: &[Number], list: &str) -> Option<Value> {
    let sure = |number: &Number| {
        let day = archive.postmortem(*number).day.as_ref();
        day.filter(|day| day.origin != Origin::Guessed).map(|day| (day.value.year(), *number))
    };
    let mut of_years: Vec<(i32, Number)> = numbers.iter().filter_map(sure).collect();
    let count = of_years.len();
    of_years.dedup_by_key(|(year, _)| *year);
    let told = of_years.into_iter().take(TOLD).map(|(year, number)| {
        let postmortem = archive.postmortem(number);
        let href = from_root(&postmortem_address(&postmortem.slug));
        json!({ "year": year, "title": postmortem.title.value, "href": href })
    });
    let incidents: Vec<Value> = told.collect();
    (count > 0).then(|| json!({ "count": count, "list": list, "incidents": incidents }))
}

fn from_root(to: &UrlPath) -> String {
    to.relative_to(&UrlPath::new(""))
}

/// The page of its month on which each day begins.
fn pages_of(days: &BTreeMap<DayOfYear, Vec<Number>>) -> BTreeMap<DayOfYear, UrlPath> {
    let mut before = BTreeMap::new();
    let page = |(day, numbers): (&DayOfYear, &Vec<Number>)| {
        let n_before: &mut usize = before.entry(day.month).or_default();
        let page = *n_before / paging::ROWS + 1;
        *n_before += numbers.len();
        (*day, paging::address(&month_address(day.month), page))
    };
    days.iter().map(page).collect()
}

/// Id of a day on its page.
fn anchor(day: DayOfYear) -> String {
    format!("day-{}", day.day)
}

impl Page<'_> {
    /// `on-this-day.html`
    pub(super) fn on_this_day(&self) -> Result<String, Box<Diagnostic>> {
        let days = days_of_year(&self.site.archive, |_| true);
        let months = (1..=12).map(|month| self.calendar(month, &days));
        let view = OnThisDayView { months: months.collect() };
        let head = Head {
            kind: "on-this-day",
            title: "On this day".to_owned(),
            description: Some("Incidents by the day of the year, over all years.".to_owned()),
        };
        self.render("on-this-day.html", head, |frame| frame.on_this_day = Some(&view))
    }

    fn calendar(&self, month: u32, days: &BTreeMap<DayOfYear, Vec<Number>>) -> CalendarMonthView {
        let pages = pages_of(days);
        let count = |day: DayOfYear| days.get(&day).map_or(0, Vec::len);
        let view = |day: DayOfYear| CalendarDayView {
            number: day.day,
            href: pages.get(&day).map(|page| format!("{}#{}", self.href(page), anchor(day))),
            count: count(day),
        };
        let count = DayOfYear::all_of(month).map(count).sum();
        CalendarMonthView {
            name: DayOfYear { month, day: 1 }.month_name(),
            href: (count > 0).then(|| self.href(&month_address(month))),
            count,
            days: DayOfYear::all_of(month).map(view).collect(),
        }
    }

    /// `month.html`
    pub(super) fn month(&self, month: u32, number: usize) -> Result<String, Box<Diagnostic>> {
        let days = days_of_year(&self.site.archive, |day| day.month == month);
        let rows =
            days.iter().flat_map(|(day, numbers)| numbers.iter().map(|number| (*day, *number)));
        let rows: Vec<(DayOfYear, Number)> = rows.collect();
        let n_pages = paging::n_pages(rows.len(), paging::ROWS);
        let shown = &rows[paging::rows(number, rows.len(), paging::ROWS)];
        let by_day = shown.chunk_by(|(day, _), (next, _)| day == next);
        let view = MonthView {
            name: DayOfYear { month, day: 1 }.month_name(),
            calendar_href: self.href(&address()),
            n_incidents: rows.len(),
            days: by_day.filter_map(|rows| self.month_day(rows)).collect(),
            pages: paging::pages(self, &month_address(month), number, n_pages),
        };
        let head = Head {
            kind: "month",
            title: paging::title(&format!("On this day: {}", view.name), number),
            description: self
                .in_short(&format!(" of {}", view.name), shown.iter().map(|(_, n)| *n)),
        };
        self.render("month.html", head, |frame| frame.month = Some(&view))
    }

    fn month_day(&self, rows: &[(DayOfYear, Number)]) -> Option<MonthDayView> {
        let (day, _) = *rows.first()?;
        Some(MonthDayView {
            name: format!("{} {}", day.day, day.month_name()),
            anchor: anchor(day),
            incidents: rows.iter().map(|(_, number)| self.row(*number)).collect(),
        })
    }
}
