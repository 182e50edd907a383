//! What the templates of lists may see: `index.html`, `shelves.html`, `shelf.html`, `actions.html`.

use super::{ActionItemView, DayView, LinkView, RowView};

use super::manual::views;

views! {
    /// A year of the index with its incidents, newest first.
    pub struct YearView {
        /// `2024`, or `Day unknown`.
        pub name: String,
        /// Address of its shelf; absent for unknown days.
        pub href: Option<String>,
        /// Its incidents.
        pub incidents: Vec<RowView>,
    }

    /// `index` in `index.html`.
    pub struct IndexView {
        /// The incidents of this page by year, newest first.
        pub years: Vec<YearView>,
        /// The facets that have shelves, at most eight of each: years newest first, severities worst
        /// first, others most used first.
        pub facets: Vec<FacetView>,
        /// The pages that the list is cut into.
        pub pages: PagesView,
        /// Address of the script with all incidents that a filter loads.
        pub data_href: String,
        /// Numbers worth a line at the top, such as `9 incidents` and `14 open action items`.
        pub figures: Vec<FigureView>,
        /// Where the days of the year are; absent where no incident has a day.
        pub days: Option<DaysView>,
    }

    /// Where incidents are found by the day of the year.
    pub struct DaysView {
        /// Address of the calendar.
        pub href: String,
        /// The months, `01` to `12`, for which there is a script beside the calendar, named by the
        /// month, that tells what happened on its days.
        pub months: Vec<String>,
    }

    /// A number with its unit.
    pub struct FigureView {
        /// The number.
        pub number: usize,
        /// What is counted, in the number's grammatical form.
        pub of: String,
        /// Address of the page that lists them; absent where this one does.
        pub href: Option<String>,
    }

    /// A facet: one way of sorting the archive. `facet` in `shelves.html`.
    pub struct FacetView {
        /// `Years`, `Causes`, `Services`, `Severities`, `Teams`, `Regions`, `Tags`.
        pub name: String,
        /// Its name in the address of a filtered list: `cause`.
        pub word: &'static str,
        /// Address of the page that lists its shelves.
        pub href: String,
        /// Its shelves, or the foremost of them.
        pub shelves: Vec<ShelfLinkView>,
        /// Number of all its shelves.
        pub n_shelves: usize,
        /// The pages that the list of its shelves is cut into; absent on the index.
        pub pages: Option<PagesView>,
    }

    /// A shelf in a list of shelves.
    pub struct ShelfLinkView {
        /// `capacity`.
        pub name: String,
        /// Its name in addresses.
        pub slug: String,
        /// Address of its page.
        pub href: String,
        /// Number of incidents on it.
        pub count: usize,
        /// What the archive's vocabulary says of it.
        pub description: Option<String>,
    }

    /// `shelf` in `shelf.html`: all incidents that share a value of a facet.
    pub struct ShelfView {
        /// What kind of shelf it is, in the singular: `Year`, `Cause`, `Service`,
        /// `Severity`, `Team`, `Region`, `Tag`.
        pub facet: String,
        /// Address of the list of its sister shelves.
        pub facet_href: String,
        /// `capacity`.
        pub name: String,
        /// What the archive's vocabulary says of it.
        pub description: Option<String>,
        /// Number of its incidents.
        pub n_incidents: usize,
        /// What to read first and why: of a service, on its first page.
        pub reading: Vec<PickView>,
        /// How its incidents went, over each other: of a cause, on its first page.
        pub courses: Option<CoursesView>,
        /// Action items that recur after its incidents: of a cause, on its first page.
        pub fixes: Vec<FixView>,
        /// Those of this page, newest first.
        pub incidents: Vec<RowView>,
        /// The pages that the list is cut into.
        pub pages: PagesView,
    }

    /// An incident that is worth reading before others.
    pub struct PickView {
        /// Its address and title.
        pub incident: LinkView,
        /// Its day.
        pub day: Option<DayView>,
        /// Why: `the worst of them (sev1)`.
        pub reasons: Vec<String>,
    }

    /// The courses of several incidents on one axis of time since their start.
    pub struct CoursesView {
        /// `7 of 9 incidents say when they started and what came after it`.
        pub coverage: String,
        /// A line for each incident with its phases on a log scale, as inline SVG hidden from
        /// screen readers.
        pub svg: String,
        /// The phases that the picture shows: `detection`, `investigation`, `mitigation`,
        /// `recovery`, `none` for a stretch in which nobody can tell what was going on.
        pub bands: Vec<&'static str>,
        /// The same in words, newest first.
        pub rows: Vec<CourseView>,
        /// The times in the middle; absent of fewer than five incidents.
        pub medians: Option<CourseTimesView>,
        /// Number of incidents that are left out because others are newer.
        pub n_more: usize,
    }

    /// The course of an incident.
    pub struct CourseView {
        /// Its address and title.
        pub incident: LinkView,
        /// Its day.
        pub day: Option<DayView>,
        /// How long after the start what happened.
        pub times: CourseTimesView,
    }

    /// Times since the start, `1h 30m`; none where the incident does not say.
    pub struct CourseTimesView {
        /// Time to detect.
        pub detected: Option<String>,
        /// Time to mitigate.
        pub mitigated: Option<String>,
        /// Time to resolve.
        pub resolved: Option<String>,
    }

    /// Action items of several incidents that are about the same.
    pub struct FixView {
        /// The newest of them in its own words.
        pub text: String,
        /// Number of the incidents.
        pub n_incidents: usize,
        /// The items with the incidents that they followed.
        pub items: Vec<FixItemView>,
    }

    /// One of several action items that are about the same.
    pub struct FixItemView {
        /// What is to be done.
        pub item: ActionItemView,
        /// Its incident.
        pub incident: LinkView,
        /// The incident's day.
        pub day: Option<DayView>,
    }

    /// `glossary` in `glossary.html`.
    pub struct GlossaryView {
        /// The terms, by name.
        pub terms: Vec<TermView>,
    }

    /// A term.
    pub struct TermView {
        /// The term.
        pub name: String,
        /// Id of its place on the page, to which the prose of postmortems links.
        pub anchor: String,
        /// What it means; several where they differ.
        pub meanings: Vec<MeaningView>,
    }

    /// What a term means.
    pub struct MeaningView {
        /// Plain text.
        pub text: String,
        /// The postmortem that says so; absent where `site.toml` does.
        pub incident: Option<LinkView>,
    }

    /// The pages that a long list is cut into.
    pub struct PagesView {
        /// Number of this page, from 1.
        pub current: usize,
        /// Number of all pages, at least 1.
        pub total: usize,
        /// Address of the page before.
        pub previous: Option<String>,
        /// Address of the page after.
        pub next: Option<String>,
        /// The first, the last and those around this one.
        pub numbers: Vec<PageNumberView>,
    }

    /// A page of a list.
    pub struct PageNumberView {
        /// Its number, from 1.
        pub number: usize,
        /// Its address.
        pub href: String,
        /// True for the page that it stands on.
        pub is_current: bool,
        /// True where pages before it are left out.
        pub is_after_gap: bool,
    }

    /// `ledger` in `actions.html`: action items of all incidents, or a part of them.
    pub struct LedgerView {
        /// The parts that have a page of their own, this one marked.
        pub parts: Vec<LedgerPartView>,
        /// The items of this page.
        pub items: Vec<LedgerItemView>,
        /// The pages that the list is cut into.
        pub pages: PagesView,
        /// The newest day of the archive, to which ages are counted.
        pub newest: Option<String>,
        /// Address of the table of all items.
        pub table_href: String,
        /// Address of the calendar of what is due; absent where nothing is.
        pub calendar_href: Option<String>,
        /// Address of the script with all items that a filter loads.
        pub data_href: String,
    }

    /// A part of the ledger.
    pub struct LedgerPartView {
        /// `Without an owner`, and its address.
        pub link: LinkView,
        /// Number of its items.
        pub count: usize,
    }

    /// An action item in the ledger.
    pub struct LedgerItemView {
        /// What is to be done.
        pub item: ActionItemView,
        /// Its incident.
        pub incident: LinkView,
        /// The incident's day.
        pub day: Option<DayView>,
        /// Days from the incident to the newest day of the archive, while it is unfinished.
        pub age_days: Option<i64>,
    }
}
