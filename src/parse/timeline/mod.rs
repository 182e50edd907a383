//! The timeline that a person wrote, read from a document's blocks.

use super::markdown::BlockId;
use super::markdown::render::Piece;
use crate::model::Entry;
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::collections::BTreeMap;

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

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// All entries, by their place in the source.
    pub entries: Vec<Entry>,
    /// Where they stand and what stands between them.
    pub regions: Vec<RegionLayout>,
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
