//! Text of one postmortem → its record, timeline and rendered body.
//!
//! 1. [`front_matter`] cuts the fences and checks the keys.
//! 2. [`diagram`] finds drawings in the open; [`markdown`] reads the rest around them.
//! 3. [`sections`] finds the heads, [`timeline`] reads the entries.
//! 4. [`layout`] renders the body with its holes.
//!
//! Never: another file, the disk, the clock. Never fails: problems come back as data.

pub mod diagram;
mod drawing;
mod file_name;
pub mod front_matter;
pub mod instant;
mod layout;
pub mod markdown;
pub mod quantity;
pub mod sections;
pub mod timeline;

use crate::config::{Config, Diagrams};
use crate::diag::{self, Diagnostic};
use crate::model::{Known, Postmortem, Section, Visibility};
use crate::source::Source;
use diagram::Setting;
use front_matter::FrontMatter;
use markdown::{Document, VirtualText};
use sections::Outline;

/// A document, read.
#[derive(Debug)]
pub struct Parsed {
    /// Its text.
    pub source: Source,
    /// What it holds.
    pub postmortem: Postmortem,
    /// What is wrong with it.
    pub problems: Vec<Diagnostic>,
}

/// Reads one document; `problems` is what was found before.
pub fn parse(source: Source, config: &Config, mut problems: Vec<Diagnostic>) -> Parsed {
    if source.text().trim().is_empty() {
        problems.push(diag::empty_document(source.path()));
    }
    let cut = front_matter::cut(&source, &mut problems);
    let matter = front_matter::read(&source, &cut, config, &mut problems);
    let bare = Document::parse(&source, cut.body_start);
    let setting = setting(config, &matter);
    let found = diagram::find(&bare, setting, &mut problems);
    let fenced = VirtualText::new(&source, cut.body_start, &found);
    let document =
        if found.is_empty() { bare } else { Document::parse_fenced(&source, &fenced) };
    let drawings = drawing::drawings(&document, setting, &found);
    let postmortem = read(&document, matter, drawings, config, &mut problems);
    Parsed { postmortem, source, problems }
}

fn setting(config: &Config, matter: &FrontMatter) -> Setting {
    match (matter.diagrams, config.diagrams) {
        (Some(false), _) | (_, Diagrams::Off) => Setting::Off,
        (_, Diagrams::FencedOnly) => Setting::FencedOnly,
        (_, Diagrams::Detect) => Setting::Detect,
    }
}
