//! What `trends.html` may see.

use super::LinkView;

use super::manual::views;

views! {
    /// `trends` in `trends.html`.
    pub struct TrendsView {
        /// Lengths of time.
        pub measures: Vec<MeasureView>,
        /// Counts of incidents, then of action items.
        pub counts: Vec<CountsView>,
    }

    /// A length of time over all incidents that have it.
    pub struct MeasureView {
        /// `Time to detect`.
        pub name: &'static str,
        /// `31 of 40 incidents say it`.
        pub coverage: String,
        /// Number of incidents that say it.
        pub n: usize,
        /// The median; absent of fewer than five incidents.
        pub median: Option<String>,
        /// What nine in ten do not exceed; absent of fewer than five incidents.
        pub p90: Option<String>,
        /// Every incident as a dot on a log scale, as inline SVG hidden from screen readers; absent
        /// where there is none.
        pub plot_svg: Option<String>,
        /// The same as a table.
        pub rows: Vec<CountView>,
    }

    /// How often values occur.
    pub struct CountsView {
        /// `Causes`.
        pub name: &'static str,
        /// What one value is: `Cause`.
        pub of: &'static str,
        /// What is counted: `Incidents`.
        pub counted: &'static str,
        /// `31 of 40 incidents state it`.
        pub coverage: Option<String>,
        /// True where rows tell when the value last occurred.
        pub has_last: bool,
        /// The values.
        pub rows: Vec<CountView>,
        /// Number of values that are left out.
        pub n_more: usize,
    }

    /// A value and how often it occurs.
    pub struct CountView {
        /// The value; its `href` is empty where it has no shelf.
        pub link: LinkView,
        /// How often.
        pub count: usize,
        /// A bar as inline SVG, hidden from screen readers.
        pub bar_svg: String,
        /// The day on which it last occurred.
        pub last: Option<String>,
    }
}
