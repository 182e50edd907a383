//! Which section a block stands in, as far as the timeline cares.

use super::clock::Shape;
use super::stamp::{Stamp, Strength};
use super::{Clues, Document};
use crate::parse::markdown::{BlockId, BlockKind, Mark, PlainText};

/// What kind of section a line stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Section {
    /// Nothing says what it is: times need more company to be entries.
    #[default]
    Plain,
    /// Under a heading that says timeline.
    Timeline,
    /// Tasks, references, history of the document: its dates are no events.
    Closed,
}

/// Words that a timeline's heading holds.
const TIMELINE: &[&str] = &[
    "timeline",
    "time line",
    "chronology",
    "chain of events",
    "sequence of events",
    "order of events",
    "incident log",
    "event log",
    "events log",
    "log of events",
    "leadup",
    "lead up",
];

/// Headings that are these words and nothing else.
const TIMELINE_WHOLE: &[&str] = &["events", "log", "incident timeline"];

/// Openings of headings of other sections.
const OTHER: &[&str] = &[
    "root cause",
    "cause",
    "resolution",
    "impact",
    "summary",
    "issue summary",
    "lessons",
    "background",
    "contributing",
    "analysis",
    "what went",
    "where we got",
    "overview",
    "technical details",
    "conclusion",
    "detection",
    "mitigation",
    "recovery",
    "five whys",
    "5 whys",
    "why",
    "trigger",
    "responders",
    "stats",
    "faq",
    "q a",
    "workaround",
    "short term",
    "long term",
];

/// Openings of headings of sections whose dates are no events.
const CLOSED: &[&str] = &[
    "action",
    "task",
    "follow up",
    "followup",
    "next steps",
    "to do",
    "todo",
    "remediation",
    "corrective",
    "prevent",
    "reference",
    "appendix",
    "glossary",
    "changelog",
    "change log",
    "revision",
    "document history",
    "related",
    "links",
    "improvements",
    "future",
    "further reading",
    "communication",
    "key events",
];

/// A heading's words in small letters, marks and numbering gone.
fn folded(words: &str) -> String {
    let plain: String = words
        .chars()
        .map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' })
        .collect();
    let is_number = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    plain.split_whitespace().skip_while(is_number).collect::<Vec<_>>().join(" ")
}

/// What a heading's words open; `None` where they say nothing of use.
pub(super) fn named(words: &str) -> Option<Section> {
    let name = folded(words);
    // `task` opens `tasks to do`, and not `taskforce`; longer words have longer endings.
    let opens = |known: &&str| {
        name.strip_prefix(*known).is_some_and(|rest| {
            let rest = rest.strip_prefix('s').unwrap_or(rest);
            !rest.starts_with(char::is_alphabetic) || known.len() > 5
        })
    };
    if CLOSED.iter().any(opens) {
        Some(Section::Closed)
    } else if TIMELINE_WHOLE.contains(&name.as_str())
        || TIMELINE.iter().any(|known| name.contains(known))
    {
        Some(Section::Timeline)
    } else if OTHER.iter().any(opens) {
        Some(Section::Plain)
    } else {
        None
    }
}

/// The words of a paragraph that stands as a heading: all bold, alone before a colon, or in a
/// quote of its own (`>> Timeline:`).
pub(super) fn pseudo_heading(plain: &PlainText, in_quote: bool) -> Option<&str> {
    let text = plain.text.trim();
    let is_short = !text.contains('\n') && text.len() <= 80;
    let is_bold = plain.marks.iter().any(|(span, mark)| {
        *mark == Mark::Strong
            && span.start == 0
            && plain.text[span.end.min(plain.text.len())..]
                .trim_matches([':', ' ', ';', '.'])
                .is_empty()
    });
    let is_label = text.ends_with([':', ';']) && text.split_whitespace().count() <= 5;
    (is_short && (is_bold || is_label || in_quote)).then_some(text)
}

/// The words of a paragraph or quote that stands as a heading.
pub(super) fn heading_words(document: &Document<'_>, id: BlockId) -> Option<String> {
    let mut block = id;
    let mut in_quote = false;
    while document.block(block).kind == BlockKind::Quote {
        in_quote = true;
        let mut children = document.children(Some(block));
        block = children.next().filter(|_| children.next().is_none())?;
    }
    pseudo_heading(&document.plain_text(block), in_quote).map(str::to_owned)
}

/// Follows the headings of a document.
#[derive(Debug, Default)]
pub(super) struct Tracker {
    section: Section,
    /// Level of the heading that opened the section; 7 for one that is no Markdown heading.
    level: u8,
    /// The block whose words opened the current timeline.
    pub head: Option<BlockId>,
    /// A heading was met; a later one cannot be the title.
    has_title: bool,
    /// Where the section ends that an item's label opened, and what holds from there on.
    outer: Option<(usize, Section, u8)>,
}

impl Tracker {
    /// The section of what comes next.
    pub fn section(&self) -> Section {
        self.section
    }

    /// Goes on to byte `at` of the source, perhaps out of a labelled item.
    pub fn advance(&mut self, at: usize) {
        if let Some((end, section, level)) = self.outer
            && at >= end
        {
            self.outer = None;
            self.section = section;
            self.level = level;
        }
    }

    /// Takes a heading.
    pub fn heading(&mut self, id: BlockId, level: u8, words: &str, clues: &Clues) {
        let in_timeline = self.section == Section::Timeline;
        let is_title = !std::mem::replace(&mut self.has_title, true) && level == 1;
        match named(words) {
            // `# Timeline of the checkout outage` names the document, not a part of it.
            Some(Section::Timeline) if is_title && words.split_whitespace().count() > 3 => {}
            // `### Detection` with times below it is a part of the timeline it stands in.
            Some(Section::Plain) if in_timeline && level > self.level => {}
            Some(section) => self.open(id, level, section),
            None if in_timeline && (level > self.level || is_timed(words, clues)) => {}
            None if self.section == Section::Closed && level > self.level => {}
            None => self.open(id, level, Section::Plain),
        }
    }

    /// Takes a paragraph that stands as a heading; of an item, it speaks up to the item's end.
    pub fn pseudo_heading(&mut self, id: BlockId, words: &str, item_end: Option<usize>) {
        if let (Some(end), None, Some(_)) = (item_end, self.outer, named(words)) {
            self.outer = Some((end, self.section, self.level));
        }
        match named(words) {
            Some(Section::Plain) if self.section == Section::Timeline && self.level < 7 => {}
            Some(section) => self.open(id, 7, section),
            None => {}
        }
    }

    /// Takes a line of raw HTML or code that names a timeline and nothing else.
    pub fn raw_heading(&mut self, id: BlockId, words: &str) {
        let is_short = words.split_whitespace().count() <= 3;
        if is_short && named(words) == Some(Section::Timeline) {
            self.open(id, 7, Section::Timeline);
        }
    }

    fn open(&mut self, id: BlockId, level: u8, section: Section) {
        self.section = section;
        self.level = level;
        self.head = (section == Section::Timeline).then_some(id);
    }
}

/// True where a heading is the time or day of an entry.
pub(super) fn is_timed(words: &str, clues: &Clues) -> bool {
    Stamp::read(words, clues).is_some_and(|stamp| {
        stamp.strength() >= Strength::Day
            || stamp.start.clock.is_some_and(|clock| clock.shape == Shape::Dotted)
    })
}

/// True where a block and what is in it are not the writer's telling.
pub(super) fn is_apart(document: &Document<'_>, id: BlockId) -> bool {
    matches!(document.block(id).kind, BlockKind::Quote | BlockKind::FootnoteDefinition)
}
