//! One postmortem's record.

use super::{Body, Impact, Known, Moment, Outage, Severity, Slug, Tag, Timeline};
use crate::source::{SourcePath, Span};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One postmortem: its record, its timeline and its rendered body.
#[derive(Clone, Debug, PartialEq)]
pub struct Postmortem {
    /// The file it was read from.
    pub source: SourcePath,
    /// Last part of its address.
    pub slug: Slug,
    /// The archive's own number for it (`INC-1042`).
    pub id: Option<String>,
    /// What it is called.
    pub title: Known<String>,
    /// The day it is filed under: that of the incident.
    pub day: Option<Known<NaiveDate>>,
    /// The day the document was published.
    pub published: Option<NaiveDate>,
    /// The instants at which something turned.
    pub milestones: Milestones,
    /// How long it lasted.
    pub duration: Option<Known<Outage>>,
    /// Who or what it hit.
    pub impact: Option<Known<Impact>>,
    /// Its root cause's tag; `None` also where the front matter says `unknown`.
    pub root_cause: Option<Known<Tag>>,
    /// How bad it was.
    pub severity: Option<Known<Severity>>,
    /// How far its review is.
    pub status: Option<Known<ReviewStatus>>,
    /// Who may read it.
    pub visibility: Visibility,
    /// IANA zone of the times that state none.
    pub timezone: Option<String>,
    /// What was hit.
    pub services: Vec<Tag>,
    /// Who was involved.
    pub teams: Vec<Tag>,
    /// Where it was felt.
    pub regions: Vec<Tag>,
    /// Free tags.
    pub tags: Vec<Tag>,
    /// What set it off.
    pub trigger: Option<String>,
    /// What made it possible or worse.
    pub contributing_factors: Vec<String>,
    /// Who noticed first.
    pub detected_by: Option<DetectedBy>,
    /// What kind of harm it did.
    pub impact_kind: Option<ImpactKind>,
    /// Who did what during the response.
    pub roles: Option<Known<Roles>>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Who reviewed it.
    pub reviewers: Vec<String>,
    /// References to other postmortems by slug or id, with the place of each.
    pub related: Vec<(String, Span)>,
    /// The postmortem that this one takes the place of.
    pub supersedes: Option<(String, Span)>,
    /// The postmortem that tells the same incident.
    pub duplicate_of: Option<(String, Span)>,
    /// Named addresses: dashboards, tickets.
    pub links: BTreeMap<String, String>,
    /// Terms with what each means, in their order.
    pub glossary: Vec<(String, String)>,
    /// Old addresses that lead here, each from the site's root, with its place.
    pub aliases: Vec<(String, Span)>,
    /// Free keys (`x-…`) with their values as JSON text.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// What is to be done.
    pub action_items: Vec<ActionItem>,
    /// The first sentences of its summary, marks removed.
    pub summary: Option<String>,
    /// The sections of the body, in the writer's order.
    pub sections: Vec<Section>,
    /// The timeline.
    pub timeline: Timeline,
    /// The rendered body with its holes.
    pub body: Body,
}

impl Postmortem {
    /// True while it is marked as a draft.
    pub fn is_draft(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.value == ReviewStatus::Draft)
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl $name {
            /// Every value's word, in order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word in front matter, exports and addresses.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// The value that a word stands for.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

words! {
    /// How far a postmortem's review is.
    ReviewStatus {
        /// Still being written.
        Draft = "draft",
        /// Written, being reviewed.
        InReview = "in-review",
        /// Reviewed; its action items may be open.
        Reviewed = "reviewed",
        /// Nothing is left to do.
        Closed = "closed",
    }
}

words! {
    /// Who may read a postmortem.
    Visibility {
        /// Everybody.
        Public = "public",
        /// The organisation.
        Internal = "internal",
    }
}

words! {
    /// Who noticed an incident first.
    DetectedBy {
        /// An alert.
        Monitoring = "monitoring",
        /// Somebody who uses the service.
        Customer = "customer",
        /// Somebody who works on it.
        Employee = "employee",
        /// Somebody outside, such as a supplier.
        ThirdParty = "third-party",
    }
}

words! {
    /// What kind of harm an incident did.
    ImpactKind {
        /// Nothing worked.
        Outage = "outage",
        /// It worked badly.
        Degraded = "degraded",
        /// Data were lost or wrong.
        Data = "data",
        /// Something was exposed.
        Security = "security",
        /// No harm, by luck.
        NearMiss = "near-miss",
    }
}

words! {
    /// A turn in the course of an incident, in the order in which they should come.
    Milestone {
        /// Harm begins.
        Started = "started",
        /// Somebody or something notices.
        Detected = "detected",
        /// A responder takes it on.
        Acknowledged = "acknowledged",
        /// It is declared an incident.
        Declared = "declared",
        /// More people are called in.
        Escalated = "escalated",
        /// The cause is found.
        Identified = "identified",
        /// Harm ends, perhaps for now.
        Mitigated = "mitigated",
        /// It is over.
        Resolved = "resolved",
    }
}

/// All milestones, in order.
pub const MILESTONES: [Milestone; 8] = [
    Milestone::Started,
    Milestone::Detected,
    Milestone::Acknowledged,
    Milestone::Declared,
    Milestone::Escalated,
    Milestone::Identified,
    Milestone::Mitigated,
    Milestone::Resolved,
];

/// The known milestones of an incident.
pub type Milestones = BTreeMap<Milestone, Known<Moment>>;

/// Who did what during the response; names as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// Role (`incident_commander`) to names, in the front matter's order.
    pub held: Vec<(String, Vec<String>)>,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionItem {
    /// What is to be done, marks removed.
    pub text: String,
    /// What it is for.
    pub kind: Option<ActionType>,
    /// Who does it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// How far it is; `None` where nothing says so.
    pub status: Option<ActionStatus>,
    /// Its ticket.
    pub link: Option<String>,
    /// Stated in the front matter, or derived from the body.
    pub origin: Origin,
    /// Line of the source, from 1.
    pub line: u32,
}

impl ActionItem {
    /// True where it is done, or will not be.
    pub fn is_finished(&self) -> bool {
        matches!(self.status, Some(ActionStatus::Done | ActionStatus::WontDo))
    }

    /// True where something says that it is not done.
    pub fn is_open(&self) -> bool {
        matches!(self.status, Some(ActionStatus::Open | ActionStatus::InProgress))
    }
}

use super::Origin;

words! {
    /// What an action item is for.
    ActionType {
        /// Keeps the incident from happening.
        Prevent = "prevent",
        /// Shows it sooner.
        Detect = "detect",
        /// Makes it shorter or smaller.
        Mitigate = "mitigate",
        /// Changes how people work.
        Process = "process",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// How far an action item is.
    ActionStatus {
        /// Not begun.
        Open = "open",
        /// Begun.
        InProgress = "in-progress",
        /// Finished.
        Done = "done",
        /// Decided against.
        WontDo = "wont-do",
    }
}

/// A section of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is about, where its head is one of the field's words.
    pub kind: Option<SectionKind>,
    /// Its head in the writer's words, marks removed.
    pub heading: String,
    /// Id of its head on the page.
    pub anchor: String,
    /// Depth on the page: 2 for a section, 3 for one inside it, up to 6.
    pub level: u8,
    /// Line of its head, from 1.
    pub line: u32,
}

words! {
    /// What a section is about; the field's synonyms fall together here.
    SectionKind {
        /// What happened, in short.
        Summary = "summary",
        /// Who was hit and how.
        Impact = "impact",
        /// What happened when.
        Timeline = "timeline",
        /// Why it happened.
        RootCause = "root-cause",
        /// How it was noticed.
        Detection = "detection",
        /// How it was ended.
        Resolution = "resolution",
        /// What was learned.
        Lessons = "lessons",
        /// What is to be done.
        ActionItems = "action-items",
    }
}
