//! What a template may see. The field documentation here is the theme manual.
//!
//! Every page's template gets `site` (a [`SiteView`]) and `page` (a [`PageView`]), and one value
//! of its own, named in its view's documentation. Addresses (`href`) are relative to the page and
//! ready for an attribute; texts are plain and escaped by the engine; fields called `html` or
//! `svg` are finished markup, to be written with `| safe`. A value that nothing states is absent
//! (`none`), never zero or empty text.

mod list;
mod manual;
mod on_this_day;
mod search;
mod timeline;
mod trends;

pub use list::{
    CourseTimesView, CourseView, CoursesView, DaysView, FacetView, FigureView, FixItemView,
    FixView, GlossaryView, IndexView, LedgerItemView, LedgerPartView, LedgerView, MeaningView,
    PageNumberView, PagesView, PickView, ShelfLinkView, ShelfView, TermView, YearView,
};
pub use manual::{Field, View};
pub use on_this_day::{CalendarDayView, CalendarMonthView, MonthDayView, MonthView, OnThisDayView};
pub use search::{SearchFilterView, SearchView};
pub use timeline::{GapView, TimelineItemView, TimelineView};
pub use trends::{CountView, CountsView, MeasureView, TrendsView};

use manual::views;

views! {
    /// `site` in every template.
    pub struct SiteView {
        /// The site's title.
        pub title: String,
        /// One or two sentences about the site.
        pub description: Option<String>,
        /// BCP 47 language tag of the site's texts.
        pub language: String,
        /// Absolute address of the site's root, with a `/` at its end.
        pub base_url: Option<String>,
        /// Whether pages listen to single keys.
        pub shortcuts: bool,
        /// Number of incidents in the site.
        pub n_incidents: usize,
        /// Version of retrospect.
        pub version: &'static str,
    }

    /// `page` in every template.
    pub struct PageView {
        /// The page's title, without the site's.
        pub title: String,
        /// One sentence for search engines and previews.
        pub description: Option<String>,
        /// What kind of page it is: `index`, `postmortem`, `shelves`, `shelf`,
        /// `actions`, `on-this-day`, `month`, `trends`, `search`, `glossary`, `not-found`.
        pub kind: &'static str,
        /// Way from the page to the site's root: `../../`, or `./` at the root.
        pub root: String,
        /// Addresses of the theme's assets by their name without hash: `assets["site.css"]`.
        pub assets: std::collections::BTreeMap<String, String>,
        /// Address of the page of full-text search; absent where `site.toml` turns search off.
        pub search_href: Option<String>,
        /// The site's main places, in order.
        pub navigation: Vec<LinkView>,
        /// Absolute address of the page, where the site states its `base_url`.
        pub canonical: Option<String>,
        /// The feeds that a reader of the page may follow; empty where the site has no `base_url`.
        pub feeds: Vec<FeedView>,
        /// Markup that the preview server needs at the end of the page; absent in a built site.
        pub preview: Option<String>,
    }

    /// A feed of the page's subject.
    pub struct FeedView {
        /// What it is called.
        pub title: String,
        /// `application/atom+xml` or `application/feed+json`.
        pub media_type: &'static str,
        /// Its address.
        pub href: String,
    }

    /// A named address.
    pub struct LinkView {
        /// What it is called.
        pub name: String,
        /// Where it leads; relative to the page.
        pub href: String,
        /// True for the page that it stands on.
        pub is_current: bool,
    }

    /// A value with its origin.
    pub struct ValueView {
        /// The value as people read it: `2h 30m`, `60 %`, `capacity`.
        pub text: String,
        /// `stated`, `derived` or `guessed`.
        pub origin: &'static str,
        /// Line of the source that says it, from 1.
        pub line: u32,
        /// Address of its shelf, where it has one.
        pub href: Option<String>,
        /// The value for machines: seconds, percent, an ISO date or a tag.
        pub data: String,
    }

    /// Where a value comes from.
    pub struct OriginView {
        /// `stated`, `derived` or `guessed`.
        pub from: &'static str,
        /// Line of the source that says it, from 1; 0 where the file's name does.
        pub line: u32,
    }

    /// Where those values of an incident come from that carry no origin of their own.
    pub struct OriginsView {
        /// Of its title.
        pub title: OriginView,
        /// Of its severity.
        pub severity: Option<OriginView>,
        /// Of its review status.
        pub status: Option<OriginView>,
        /// Of its roles.
        pub roles: Option<OriginView>,
    }

    /// A severity.
    pub struct SeverityView {
        /// Its name as the archive writes it.
        pub name: String,
        /// What it means, from `site.toml`.
        pub meaning: Option<String>,
        /// Place among the declared severities, 1 being the worst; 0 where undeclared.
        pub rank: usize,
        /// Address of its shelf.
        pub href: String,
    }

    /// A day.
    pub struct DayView {
        /// `2024-01-12`.
        pub iso: String,
        /// `12 January 2024`.
        pub long: String,
        /// `12 Jan`.
        pub short: String,
        /// `Friday`.
        pub weekday: String,
        /// `2024`.
        pub year: i32,
        /// `stated`, `derived` or `guessed`.
        pub origin: &'static str,
        /// Line of the source that says it, from 1; 0 where the file's name does.
        pub line: u32,
    }

    /// One incident as a row of a list: `incidents[]` of `index.html` and `shelf.html`.
    pub struct RowView {
        /// Address of its page.
        pub href: String,
        /// Its title.
        pub title: String,
        /// The archive's own number for it.
        pub id: Option<String>,
        /// The day it is filed under.
        pub day: Option<DayView>,
        /// How bad it was.
        pub severity: Option<SeverityView>,
        /// `draft`, `in-review`, `reviewed` or `closed`.
        pub status: Option<&'static str>,
        /// True while it is a draft.
        pub is_draft: bool,
        /// What was hit, with the services' shelves.
        pub services: Vec<LinkView>,
        /// How long it lasted.
        pub duration: Option<ValueView>,
        /// Who or what it hit.
        pub impact: Option<ValueView>,
        /// Its root cause's tag.
        pub root_cause: Option<ValueView>,
        /// The first sentences of its summary.
        pub summary: Option<String>,
        /// A small time-proportional picture of its timeline as inline SVG, hidden from screen
        /// readers; absent without two placed entries.
        pub spark_svg: Option<String>,
    }

    /// `postmortem` in `postmortem.html`.
    pub struct PostmortemView {
        /// What its row in a list says.
        pub row: RowView,
        /// Where its title, severity, status and roles come from.
        pub origins: OriginsView,
        /// The body: the writer's sections in the writer's order, timeline and diagrams in place.
        pub html: String,
        /// Headings of the body.
        pub contents: Vec<ContentsView>,
        /// The known milestones, in order: name, clock time, and how long after the start.
        pub milestones: Vec<MilestoneView>,
        /// Times between two milestones, such as the time to detect.
        pub metrics: Vec<MetricView>,
        /// What set it off.
        pub trigger: Option<String>,
        /// What made it possible or worse.
        pub contributing_factors: Vec<String>,
        /// `monitoring`, `customer`, `employee` or `third-party`.
        pub detected_by: Option<&'static str>,
        /// `outage`, `degraded`, `data`, `security` or `near-miss`.
        pub impact_kind: Option<&'static str>,
        /// A sentence about whom it hit.
        pub impact_summary: Option<String>,
        /// `1,240` of those hit.
        pub impact_count: Option<String>,
        /// What the share of the impact is of: `users`.
        pub impact_of: Option<String>,
        /// Who was involved, with the teams' shelves.
        pub teams: Vec<LinkView>,
        /// Where it was felt, with the regions' shelves.
        pub regions: Vec<LinkView>,
        /// Free tags, with their shelves.
        pub tags: Vec<LinkView>,
        /// Who did what: `Incident commander` and the names.
        pub roles: Vec<RoleView>,
        /// Who wrote it.
        pub authors: Vec<String>,
        /// Who reviewed it.
        pub reviewers: Vec<String>,
        /// `public` or `internal`.
        pub visibility: &'static str,
        /// Day of publication, as people read it.
        pub published: Option<String>,
        /// Named addresses: dashboards, tickets.
        pub links: Vec<LinkView>,
        /// What is to be done.
        pub action_items: Vec<ActionItemView>,
        /// Other postmortems that it names or that name it, with the reason.
        pub related: Vec<RelatedView>,
        /// The incident before it in time.
        pub earlier: Option<LinkView>,
        /// The incident after it in time.
        pub later: Option<LinkView>,
        /// Address of the source in the archive's repository.
        pub source_href: Option<String>,
        /// Path of the source from the site's folder.
        pub source: String,
        /// Minutes that reading takes, at 220 words a minute; at least 1.
        pub reading_minutes: usize,
        /// Free keys of the front matter (`x-…`).
        pub extra: std::collections::BTreeMap<String, serde_json::Value>,
    }

    /// A heading in the table of contents.
    pub struct ContentsView {
        /// Its words.
        pub text: String,
        /// Its id.
        pub anchor: String,
        /// 2 to 6.
        pub level: u8,
    }

    /// A milestone.
    pub struct MilestoneView {
        /// `Detected`.
        pub name: &'static str,
        /// `14:00 UTC`, with the day where it is not the incident's.
        pub text: String,
        /// The instant for machines, where one is known.
        pub utc: Option<String>,
        /// `+2h 00m` after the start, where both are known.
        pub elapsed: Option<String>,
        /// `stated`, `derived` or `guessed`.
        pub origin: &'static str,
        /// Line of the source that says it.
        pub line: u32,
    }

    /// A time between two milestones.
    pub struct MetricView {
        /// `Time to detect`.
        pub name: &'static str,
        /// `started → detected`.
        pub ends: String,
        /// `2h 30m`.
        pub text: String,
        /// Seconds.
        pub seconds: i64,
    }

    /// Who held a role.
    pub struct RoleView {
        /// `Incident commander`.
        pub role: String,
        /// Their names.
        pub names: Vec<String>,
    }

    /// Something to be done.
    pub struct ActionItemView {
        /// What is to be done.
        pub text: String,
        /// `prevent`, `detect`, `mitigate`, `process` or `other`.
        pub kind: Option<&'static str>,
        /// Who does it.
        pub owner: Option<String>,
        /// By when, `2024-02-01`.
        pub due: Option<String>,
        /// `open`, `in-progress`, `done` or `wont-do`.
        pub status: Option<&'static str>,
        /// Its ticket.
        pub href: Option<String>,
        /// `stated` or `derived`.
        pub origin: &'static str,
        /// Line of the source.
        pub line: u32,
    }

    /// Another postmortem and what it has to do with this one.
    pub struct RelatedView {
        /// Its row.
        pub row: RowView,
        /// `same cause and service`, `refers to this one`, `supersedes this one`.
        pub reason: String,
    }
}

/// The views of all templates, in the order in which the manual tells of them.
pub fn manual() -> impl Iterator<Item = &'static View> {
    [MANUAL, list::MANUAL, on_this_day::MANUAL, search::MANUAL, timeline::MANUAL, trends::MANUAL]
        .into_iter()
        .flatten()
}
