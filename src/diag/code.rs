//! Every problem that can be found, with its level.

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $level:ident;)+) => {
        /// What kind of problem a finding is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// Every code, in the order in which they are listed here.
            pub const ALL: &'static [Code] = &[$(Code::$variant),+];

            /// The stable name: `unknown-key`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }

            /// How bad it is, unless `site.toml` says otherwise.
            pub fn level(self) -> Level {
                match self { $(Code::$variant => Level::$level,)+ }
            }

            /// What it is, in one line.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc),+).trim_ascii(),)+ }
            }

            /// The text of its page; see [`explain`](super::explain).
            pub(super) fn page(self) -> &'static str {
                match self { $(Code::$variant => include_str!(concat!("explain/", $name, ".md")),)+ }
            }
        }
    };
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth a thought.
    Hint,
    /// Something is likely wrong or missing; the site is built all the same.
    Warning,
    /// The site would be wrong; nothing is published.
    Error,
}

impl Level {
    /// `error`, `warning`, `hint`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Hint => "hint",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

impl Code {
    /// The code of a name, in any case and with `_` or blanks for `-`.
    pub fn from_name(name: &str) -> Option<Code> {
        let plain = name.trim().to_ascii_lowercase().replace(['_', ' '], "-");
        Code::ALL.iter().copied().find(|code| code.name() == plain)
    }

    /// Every code's name, in the order of the list.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Code::ALL.iter().map(|code| code.name())
    }

    /// True where nothing may turn it off: content is not read, or not shown as it was written,
    /// and whoever looks at the site could not tell.
    pub fn is_fixed(self) -> bool {
        matches!(
            self,
            Code::UnreadableFile
                | Code::InvalidUtf8
                | Code::BrokenSiteFile
                | Code::BadSiteValue
                | Code::UnclosedFrontMatter
                | Code::BrokenFrontMatter
                | Code::DuplicateSlug
                | Code::DiagramBytesDiffer
                | Code::BrokenTemplate
                | Code::UnknownEdition
                | Code::InternalPassageUnclosed
        )
    }

    /// True where nobody can tell what an edition would hide.
    pub fn leaves_open_what_may_be_shown(self) -> bool {
        matches!(
            self,
            Code::BrokenSiteFile
                | Code::BadSiteValue
                | Code::UnknownEdition
                | Code::InternalPassageUnclosed
        )
    }

    /// True where it is found under some options of a command only, so that its absence says
    /// nothing about the content.
    pub fn depends_on_options(self) -> bool {
        matches!(self, Code::OverdueActionItem | Code::LinkToDraft | Code::InternalLinkInPublic)
    }
}

codes! {
    // Files
    /// A file could not be read.
    UnreadableFile = "unreadable-file", Error;
    /// A file is not UTF-8.
    InvalidUtf8 = "invalid-utf-8", Error;
    /// A file holds NUL bytes.
    NulByte = "nul-byte", Warning;
    /// A document holds nothing.
    EmptyDocument = "empty-document", Warning;
    /// There is not a single document.
    NoDocuments = "no-documents", Warning;
    /// There is no `site.toml`.
    NoSiteFile = "no-site-file", Hint;
    // site.toml
    /// `site.toml` is no TOML.
    BrokenSiteFile = "broken-site-file", Error;
    /// A value in `site.toml` is not of its kind.
    BadSiteValue = "bad-site-value", Error;
    // Editions
    /// No edition has the name that was asked for.
    UnknownEdition = "unknown-edition", Error;
    /// An edition hides a section that no document has.
    UnknownSection = "unknown-section", Warning;
    /// An internal passage is not closed, or nothing opens it.
    InternalPassageUnclosed = "internal-passage-unclosed", Error;
    // Front matter
    /// Front matter is not closed.
    UnclosedFrontMatter = "unclosed-front-matter", Error;
    /// Front matter is not of its language.
    BrokenFrontMatter = "broken-front-matter", Error;
    /// A key that nothing knows.
    UnknownKey = "unknown-key", Warning;
    /// A key is there twice, or under two names.
    DuplicateKey = "duplicate-key", Warning;
    /// A value is not of its key's kind.
    BadValue = "bad-value", Error;
    /// A duration that cannot be read, or be read in two ways.
    UnreadableDuration = "unreadable-duration", Error;
    /// An impact that can be read in two ways, or lies outside 0 to 100 %.
    AmbiguousImpact = "ambiguous-impact", Error;
    /// A severity that `site.toml` does not declare.
    UnknownSeverity = "unknown-severity", Error;
    /// A root cause that `site.toml` does not declare.
    UnknownRootCause = "unknown-root-cause", Error;
    /// A service that `site.toml` does not declare.
    UnknownService = "unknown-service", Warning;
    /// A team that `site.toml` does not declare.
    UnknownTeam = "unknown-team", Warning;
    /// A time zone that the IANA database does not know.
    UnknownTimeZone = "unknown-time-zone", Error;
    /// The stated duration is not the time from start to resolution.
    DurationDisagrees = "duration-disagrees", Warning;
    /// The body gives several shares of those hit.
    ImpactDisagrees = "impact-disagrees", Warning;
    /// Milestones are not in the order in which they can happen.
    PhasesOutOfOrder = "phases-out-of-order", Warning;
    /// Nothing states how long the incident lasted.
    NoDuration = "no-duration", Hint;
    // Action items
    /// An action item that is not done has no owner.
    ActionItemWithoutOwner = "action-item-without-owner", Hint;
    /// An action item that is not done has no day by which it will be.
    ActionItemWithoutDue = "action-item-without-due", Hint;
    /// An action item is not done and its day has passed.
    OverdueActionItem = "overdue-action-item", Warning;
    /// A postmortem is closed and has action items that are not done.
    ClosedWithOpenItems = "closed-with-open-items", Warning;
    // Wording
    /// Words that blame a person where the system is to be described.
    BlamingWords = "blaming-words", Hint;
    /// A string that looks like a password, a key or a token.
    SecretLookingString = "secret-looking-string", Warning;
    /// An e-mail address, or an IP address of the public internet.
    PersonalData = "personal-data", Hint;
    // Time
    /// No time zone is known for some entries.
    NoTimeZone = "no-time-zone", Warning;
    /// The abbreviation of one season on a day of the other.
    WinterZoneInSummer = "winter-zone-in-summer", Warning;
    /// An abbreviation that several clocks have.
    AmbiguousZone = "ambiguous-zone", Warning;
    /// An entry names two instants.
    ZonesDisagree = "zones-disagree", Warning;
    /// A chat permalink was posted at another hour than its entry says.
    LinkTimeDisagrees = "link-time-disagrees", Warning;
    /// An entry lies before the one above it, or a range ends before it starts.
    EntryGoesBack = "entry-goes-back", Warning;
    /// An entry lies weeks away from those around it.
    EntryFarAway = "entry-far-away", Warning;
    /// A time that no clock shows.
    ImpossibleClock = "impossible-clock", Warning;
    /// A template's letters were left in.
    TemplateLeftover = "template-leftover", Warning;
    /// The title names another day than the timeline.
    TitleDateDisagrees = "title-date-disagrees", Warning;
    /// Dates whose day and month cannot be told apart.
    UndecidableDate = "undecidable-date", Warning;
    /// The clock was set forward over a time.
    DstGap = "dst-gap", Warning;
    /// A clock showed a time twice on its day.
    DstOverlap = "dst-overlap", Warning;
    /// A timeline stands in a code block.
    TimelineInCodeBlock = "timeline-in-code-block", Warning;
    /// A fence makes code of whole sections.
    UnclosedFence = "unclosed-fence", Warning;
    // Links
    /// A link leads to no file and no postmortem.
    BrokenLink = "broken-link", Warning;
    /// A link leads to a draft, which is left out.
    LinkToDraft = "link-to-draft", Warning;
    /// A link leads to a document that this edition does not show.
    InternalLinkInPublic = "internal-link-in-public", Warning;
    /// A link leads to a heading that is not there.
    BrokenAnchor = "broken-anchor", Warning;
    /// An old address, or a file beside a document, would stand where something else does.
    AddressTaken = "address-taken", Warning;
    /// Two files of the site have names that differ in case only.
    DiffersInCaseOnly = "differs-in-case-only", Warning;
    /// Two documents would have one address.
    DuplicateSlug = "duplicate-slug", Error;
    // Diagrams
    /// A drawing stands in the open and was kept.
    UnfencedDiagram = "unfenced-diagram", Hint;
    /// Text has something of a drawing and was left as it is.
    LooksLikeDiagram = "looks-like-diagram", Warning;
    /// Ordinary text stands between the parts of a drawing.
    DiagramSplit = "diagram-split", Warning;
    /// A pipe table's delimiter row does not match its header.
    BrokenTable = "broken-table", Warning;
    /// A drawing holds tabs.
    TabInDiagram = "tab-in-diagram", Warning;
    /// A drawing holds characters of uncertain width.
    OddWidthInDiagram = "odd-width-in-diagram", Warning;
    /// A drawing is wider than most screens.
    WideDiagram = "wide-diagram", Warning;
    /// A fence that is never closed swallows a drawing.
    DiagramInUnclosedFence = "diagram-in-unclosed-fence", Warning;
    /// A drawing has no caption and no text alternative.
    DiagramWithoutCaption = "diagram-without-caption", Hint;
    /// A drawing on its page differs from its source.
    DiagramBytesDiffer = "diagram-bytes-differ", Error;
    // Theme
    /// The theme that `site.toml` names is not there.
    UnknownTheme = "unknown-theme", Warning;
    /// A template cannot be used.
    BrokenTemplate = "broken-template", Error;
    /// A theme overrides what the default theme does not have.
    StaleOverride = "stale-override", Warning;
    // Findings
    /// A name that is no finding's code.
    UnknownCode = "unknown-code", Warning;
    /// A finding that nothing may turn off is to be turned off.
    CannotSilence = "cannot-silence", Warning;
    /// A finding is silenced that is not there.
    NeedlessSilence = "needless-silence", Warning;
}
