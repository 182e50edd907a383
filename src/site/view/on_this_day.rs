//! What the templates of the days of the year may see: `on-this-day.html`, `month.html`.

use super::manual::views;
use super::{PagesView, RowView};

views! {
    /// `on_this_day` in `on-this-day.html`: the days of the year with the incidents of all years.
    pub struct OnThisDayView {
        /// January to December.
        pub months: Vec<CalendarMonthView>,
    }

    /// A month of the calendar.
    pub struct CalendarMonthView {
        /// `January`.
        pub name: String,
        /// Address of its list; absent where it has no incident.
        pub href: Option<String>,
        /// Number of its incidents.
        pub count: usize,
        /// Its days, 29 of February.
        pub days: Vec<CalendarDayView>,
    }

    /// A day of the calendar.
    pub struct CalendarDayView {
        /// From 1.
        pub number: u32,
        /// Address of its place in the month's list; absent where it has no incident.
        pub href: Option<String>,
        /// Number of its incidents.
        pub count: usize,
    }

    /// `month` in `month.html`: the incidents of a month of all years.
    pub struct MonthView {
        /// `January`.
        pub name: String,
        /// Address of the calendar.
        pub calendar_href: String,
        /// Number of its incidents.
        pub n_incidents: usize,
        /// Those of this page by day.
        pub days: Vec<MonthDayView>,
        /// The pages that the list is cut into.
        pub pages: PagesView,
    }

    /// A day of a month's list.
    pub struct MonthDayView {
        /// `12 January`.
        pub name: String,
        /// Id of its place on the page.
        pub anchor: String,
        /// Its incidents, newest first.
        pub incidents: Vec<RowView>,
    }
}
