//! The timeline that a person wrote, read from a document's blocks.
//!
//! 1. `container` walks the blocks and finds lines that start with a time (`stamp`, made of
//!    `point` and `tail`, which are made of `clock`, `date` and `zone`), each with the
//!    `section` it stands in.
//! 2. `select` keeps those that have the company of others.
//! 3. `resolve` fills the gaps (day, year, zone) from what the document says as a whole
//!    (`context`, `day`) and keeps its doubts; no doubtful time gets an instant.
//! 4. `phase` reads what an entry marks, `check` turns doubts into findings, and `layout`
//!    and `region` say which blocks of the page the timeline takes the place of.
//!
//! `sentence_times` reads times in prose with the same rules.
//!
//! Never: another file, the clock, rendering. Never fails: what cannot be read stays prose.

mod anchor;
mod check;
mod clock;
mod container;
mod context;
mod date;
mod day;
mod declaration;
mod layout;
mod phase;
mod point;
mod raw;
mod region;
mod resolve;
mod scan;
mod section;
mod select;
mod sentence;
mod stamp;
mod table;
mod tail;
mod zone;

pub use sentence::{SentenceTime, sentence_times, undecided_date};
pub use zone::{Answer, Meaning, Zone};

use super::markdown::render::Piece;
use super::markdown::{BlockId, Document};
use crate::diag::Diagnostic;
use crate::model::{Entry, Precision};
use crate::source::Span;
use chrono::NaiveDate;
use chrono_tz::Tz;
use container::{Candidate, Place};
use layout::{Became, Line};
use resolve::{Placed, Resolver};
use select::Kind;
use std::collections::BTreeMap;
use std::ops::Range;

/// What is known about a document's times from elsewhere.
#[derive(Clone, Debug, Default)]
pub struct Clues {
    /// The zone that the front matter states.
    pub document_zone: Option<Tz>,
    /// The zone that `site.toml` states for times that state none.
    pub site_zone: Option<Tz>,
    /// Abbreviations that `site.toml` settles (`IST` → `Asia/Kolkata`), in capitals.
    pub abbreviations: BTreeMap<String, Tz>,
    /// The front matter's `date`, often that of publication.
    pub stated_day: Option<NaiveDate>,
    /// The day of the front matter's `started`, where it states one.
    pub started_day: Option<NaiveDate>,
    /// The date in the file's or folder's name.
    pub file_day: Option<NaiveDate>,
    /// The document's title.
    pub title: String,
}

impl Clues {
    /// The days that are known, the surest first.
    fn days(&self) -> Vec<NaiveDate> {
        [self.started_day, self.file_day, self.stated_day].into_iter().flatten().collect()
    }
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// All entries, by their place in the source.
    pub entries: Vec<Entry>,
    /// Where they stand and what stands between them.
    pub regions: Vec<RegionLayout>,
    /// The zone of times that name none, where their own timeline declares none.
    pub zone: Option<Zone>,
}

/// Blocks that the timeline view takes the place of.
#[derive(Clone, Debug, Default)]
pub struct RegionLayout {
    /// The blocks, siblings that follow one another.
    pub blocks: Vec<BlockId>,
    /// What they hold, in the writer's order; nothing of the source is left out.
    pub items: Vec<ItemLayout>,
}

/// One thing in a region, to be rendered from pieces of the document.
#[derive(Clone, Debug)]
pub enum ItemLayout {
    /// A day that the writer set as a heading or line of its own.
    Day(Option<NaiveDate>, Vec<Piece>),
    /// Entry number n of the reading, without its time token.
    Entry(usize, Vec<Piece>),
    /// Something untimed.
    Note(Vec<Piece>),
}

/// Reads the timeline of a document; what is doubtful about it goes to `problems`.
pub fn read(document: &Document<'_>, clues: &Clues, problems: &mut Vec<Diagnostic>) -> Reading {
    let survey = container::survey(document, clues);
    let selected = select::select(&survey);
    let context = context::read(document, clues, &survey, &selected);
    let mut resolver = Resolver::new(&context, clues);
    let mut entries = Vec::new();
    let mut lines = Vec::new();
    let mut placed_all = Vec::new();
    for (candidate, kind) in &selected {
        let placed = resolver.place(candidate, *kind);
        let day = placed.start.and_then(crate::model::Local::day);
        lines.push(Line { candidate, became: Became::of(*kind, entries.len(), day) });
        if *kind == Kind::Entry {
            entries.push(entry(document, candidate, &placed));
            placed_all.push((candidate, placed));
        }
    }
    finish(&mut entries);
    check::check(
        &check::Facts {
            document,
            clues,
            survey: &survey,
            context: &context,
            placed: &placed_all,
            entries: &entries,
        },
        problems,
    );
    let regions = layout::regions(document, &lines);
    texts_of_headings(document, &regions, &mut entries);
    Reading { entries, regions, zone: context.zone }
}

/// What depends on all entries: each milestone once, each anchor once.
fn finish(entries: &mut [Entry]) {
    let mut phases: Vec<_> = entries.iter().map(|entry| entry.phase).collect();
    phase::once_each(&mut phases);
    let mut anchors = anchor::Anchors::default();
    for (entry, phase) in entries.iter_mut().zip(phases) {
        entry.phase = phase;
        entry.anchor = anchors.unique(&entry.anchor);
    }
}

fn entry(document: &Document<'_>, candidate: &Candidate, placed: &Placed) -> Entry {
    let plain = &candidate.plain;
    let token = candidate.token();
    let span = candidate.span();
    let rest = candidate.words.clone();
    let beside = match &candidate.place {
        Place::Row(row) if plain.text[rest.clone()].trim().is_empty() => {
            table::words(document, row, candidate.block)
        }
        _ => None,
    };
    let (words, range) = match &beside {
        Some(cell) => (cell, 0..cell.text.len()),
        None => (&**plain, rest),
    };
    let text = one_line(&words.text[range.clone()]);
    let named = match &candidate.place {
        Place::Row(row) => table::actor(document, row).map(|(_, name)| name),
        _ => None,
    };
    Entry {
        line: document.source().line_number(span.start),
        as_written: as_written(document, candidate, span),
        start: placed.start,
        offset: placed.offset,
        start_utc: placed.start_utc,
        end: placed.end,
        end_utc: placed.end_utc,
        precision: placed.precision.unwrap_or(Precision::Unknown),
        approximate: placed.approximate,
        inherited: placed.inherited,
        phase: phase::of_entry(words, range),
        actor: named.or_else(|| actor(&text)),
        anchor: anchor::of_token(&candidate.stamp, &plain.text[token]),
        text,
    }
}

/// The token as it stands in the source, with the marks that open in it closed; of a row, the
/// tokens of all its cells.
fn as_written(document: &Document<'_>, candidate: &Candidate, span: Span) -> String {
    if let Place::Row(row) = &candidate.place
        && !row.also_time.is_empty()
    {
        let mut cells = row.also_time.clone();
        cells.push(candidate.block);
        cells.sort_unstable();
        let words: Vec<String> =
            cells.iter().map(|cell| document.plain_text(*cell).one_line()).collect();
        return words.join(" ");
    }
    let source = document.source().text();
    let token = document.source().slice(span);
    let is_open = |mark: char| {
        token.matches(mark).count() % 2 == 1
            || token.matches(mark).count() == 2 && mark == '*' && !token.ends_with(mark)
    };
    let behind = source.get(span.end..).unwrap_or("");
    let closing = behind.len()
        - behind.trim_start_matches(|c| matches!(c, '*' | '_' | '`') && is_open(c)).len();
    one_line(&source[span.start..span.end + closing])
}

/// Runs of white space become one blank.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `@nova …`, `[QuietMisdreavus] …`: the name that a text opens with.
fn actor(text: &str) -> Option<String> {
    let name = if let Some(rest) = text.strip_prefix('[') {
        // `[No data]` and the like name an alarm.
        Some(rest.split_once(']')?.0).filter(|name| !name.contains(' '))?
    } else {
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        text.strip_prefix('@')?.split(|c| !is_name(c)).next()?
    };
    let name = name.trim().trim_end_matches('.');
    let is_name = (1..=40).contains(&name.len()) && name.starts_with(char::is_alphabetic);
    is_name.then(|| name.to_owned())
}

/// An entry that is a heading of a time alone has the words of the paragraph below it.
fn texts_of_headings(document: &Document<'_>, regions: &[RegionLayout], entries: &mut [Entry]) {
    for item in regions.iter().flat_map(|region| &region.items) {
        let ItemLayout::Entry(number, pieces) = item else { continue };
        let Some(entry) = entries.get_mut(*number).filter(|entry| entry.text.is_empty()) else {
            continue;
        };
        if let Some(text) = pieces.iter().find_map(|piece| first_words(document, piece.block)) {
            entry.text = text;
        }
    }
}

/// The words of a block, or of the first of the blocks in it.
fn first_words(document: &Document<'_>, block: BlockId) -> Option<String> {
    let mut at = Some(block);
    while let Some(block) = at {
        let text = document.plain_text(block).one_line();
        if !text.is_empty() {
            return Some(text);
        }
        at = document.children(Some(block)).next();
    }
    None
}

impl Candidate {
    /// Bytes of the block's words that the token takes.
    fn token(&self) -> Range<usize> {
        self.line.start + self.stamp.range.start..self.line.start + self.stamp.range.end
    }

    /// The token's place in the source.
    fn span(&self) -> Span {
        let token = self.token();
        self.plain.span(token.start, token.end)
    }
}

#[cfg(test)]
mod tests;
