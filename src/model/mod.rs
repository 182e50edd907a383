//! The vocabulary: what one postmortem holds, as checked values.
//!
//! Nothing here reads text, knows Markdown or renders; every other room speaks in these words.

mod body;
mod moment;
mod name;
mod postmortem;
mod quantity;
mod timeline;
mod url;

pub use body::{
    Body, Chunk, Code, Destination, Diagram, DiagramKind, Heading, Image, ImageSource, Link,
};
pub use moment::{Local, Moment, Precision};
pub use name::{LONGEST_NAME, NameError, Severity, Slug, Tag, fold};
pub use postmortem::{
    ActionItem, ActionStatus, ActionType, DetectedBy, ImpactKind, MILESTONES, Milestone,
    Milestones, Postmortem, ReviewStatus, Roles, Section, SectionKind, Visibility,
};
pub use quantity::{Impact, Outage, Percent, human_seconds};
pub use timeline::{Entry, Item, Metric, Phase, Region, Timeline, metrics, seconds_between};
pub use url::{OutputPath, UrlPath, decode};

/// How a value came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A key of the front matter says it.
    Stated,
    /// Computed from an unambiguous passage of the body.
    Derived,
    /// A rule of thumb fired; never used in statistics.
    Guessed,
}

impl Origin {
    /// The word used in exports and on pages.
    pub fn name(self) -> &'static str {
        match self {
            Origin::Stated => "stated",
            Origin::Derived => "derived",
            Origin::Guessed => "guessed",
        }
    }
}

/// A value with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// How sure it is.
    pub origin: Origin,
    /// Line of the source that says it, from 1; [`FILE_NAME`] where the file's name does.
    pub line: u32,
}

/// Stands for a line where the file's name says a value.
pub const FILE_NAME: u32 = 0;

impl<T> Known<T> {
    /// A value that a front matter key on `line` says.
    pub fn stated(value: T, line: u32) -> Known<T> {
        Known { value, origin: Origin::Stated, line }
    }

    /// A value computed from the passage on `line`.
    pub fn derived(value: T, line: u32) -> Known<T> {
        Known { value, origin: Origin::Derived, line }
    }

    /// A value that a rule of thumb read from `line`.
    pub fn guessed(value: T, line: u32) -> Known<T> {
        Known { value, origin: Origin::Guessed, line }
    }

    /// The same origin and line with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Known<U> {
        Known { value: change(self.value), origin: self.origin, line: self.line }
    }
}
