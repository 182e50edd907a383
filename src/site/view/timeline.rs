//! What `timeline.html` may see.

use super::manual::views;

views! {
    /// `timeline` in `timeline.html`, which is rendered on its own and set into the body. A document
    /// may have several; each is a stretch of the writer's text.
    pub struct TimelineView {
        /// What stands in it, in the writer's order.
        pub items: Vec<TimelineItemView>,
        /// A time-proportional strip of the whole timeline as inline SVG, hidden from screen readers;
        /// in the first region only, and absent without two placed entries.
        pub strip_svg: Option<String>,
        /// True where at least one entry has an instant, so that a choice of clocks makes sense.
        pub has_instants: bool,
    }

    /// One thing in a timeline.
    pub struct TimelineItemView {
        /// `entry`, `day` or `note`.
        pub kind: &'static str,
        /// Its text and nested content (code, quotes, images, sub-lists) without the time.
        pub html: String,
        /// Id of the entry: `t-1400`; absent for others.
        pub anchor: Option<String>,
        /// The time as the writer wrote it.
        pub as_written: Option<String>,
        /// The start on the writer's clock, `2024-01-12T14:00`.
        pub local: Option<String>,
        /// The start as an instant, `2024-01-12T14:00:00Z`.
        pub utc: Option<String>,
        /// The instant's clock time in UTC, `14:00`.
        pub utc_clock: Option<String>,
        /// `+2h 00m` after the start of the incident, or the first entry where no start is known.
        pub elapsed: Option<String>,
        /// How long a range lasted: `13m`.
        pub lasted: Option<String>,
        /// Set where the writer marked the time as about right.
        pub is_approximate: bool,
        /// `detected`; absent where the entry marks no milestone.
        pub phase: Option<&'static str>,
        /// `derived` from an inline mark or `guessed` from a keyword.
        pub phase_origin: Option<&'static str>,
        /// What was going on from here: `detection`, `investigation`, `mitigation` or `recovery`;
        /// absent before the start and after the resolution.
        pub band: Option<&'static str>,
        /// Who acted.
        pub actor: Option<String>,
        /// Time since the entry above, where both have a place.
        pub gap: Option<GapView>,
        /// The day that begins with this item, where it differs from the entry's above and the writer
        /// set no heading for it: `Saturday, 13 January 2024`.
        pub new_day: Option<String>,
    }

    /// A silence between two entries.
    pub struct GapView {
        /// `1h 30m`.
        pub text: String,
        /// How tall to draw it, 0 to 12: proportional to its share of the whole timeline.
        pub size: u32,
        /// Set where it is so long that it is drawn broken.
        pub is_folded: bool,
    }
}
