//! `site.toml` → [`Config`]: what the archive is called, where it will stand, and the words that
//! it declares.
//!
//! 1. [`toml`] turns the text into [`node`]s with places.
//! 2. [`read`] sorts their keys, checks every value and says at its place what is wrong with it.
//! 3. [`vocabulary`] answers which declared word somebody meant.
//!
//! Never fails: a value that cannot be used leaves the default in its place, and a finding.

mod address;
mod edition;
mod editor;
mod findings;
mod glossary;
mod markdown;
pub mod node;
mod read;
pub mod schema;
mod switch;
pub mod toml;
pub mod vocabulary;

#[cfg(test)]
mod tests;

pub use edition::Edition;
pub use editor::Editor;
pub use markdown::RawHtml;
pub use read::{KEYS, read};
pub use schema::schema;
pub use switch::Switch;
pub use vocabulary::{DeclaredCause, DeclaredService, DeclaredSeverity, DeclaredTeam};

use crate::diag::Code;
use crate::diag::policy::Loudness;
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// An archive's settings, checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// What the archive is called.
    pub title: String,
    /// A sentence or two about it.
    pub description: Option<String>,
    /// Where the site will stand: an absolute address that ends in `/`.
    pub base_url: Option<String>,
    /// The host that GitHub Pages is to answer for.
    pub cname: Option<String>,
    /// Language of the documents, shaped as BCP 47 says (RFC 5646, section 2.1): `en`, `pt-BR`.
    pub language: String,
    /// Zone of the times that state none, unless their document states one.
    pub timezone: Option<Tz>,
    /// Name of the theme.
    pub theme: String,
    /// What a source path is appended to for the address of its file: ends in `/` or `=`.
    pub repository: Option<String>,
    /// Severities, the worst first; empty where none is declared and any name will do.
    pub severities: Vec<DeclaredSeverity>,
    /// Root causes; empty where none is declared and any tag will do.
    pub root_causes: Vec<DeclaredCause>,
    /// Services; empty where none is declared and any name will do.
    pub services: Vec<DeclaredService>,
    /// Teams; empty where none is declared and any name will do.
    pub teams: Vec<DeclaredTeam>,
    /// What is taken for a drawing.
    pub diagrams: Diagrams,
    /// Abbreviations of time zones that the archive settles, in capitals (`IST`).
    pub abbreviations: BTreeMap<String, Tz>,
    /// Terms with what each means, in the order in which they are written.
    pub glossary: Vec<(String, String)>,
    /// The editor that the preview's places open in.
    pub editor: Option<Editor>,
    /// What becomes of HTML in documents.
    pub html: RawHtml,
    /// Whether there is full-text search.
    pub search: Switch,
    /// Whether code blocks of known languages are coloured.
    pub highlight: Switch,
    /// Whether pages listen to single keys (`j`, `/`).
    pub shortcuts: Switch,
    /// What editions show, by name.
    pub editions: BTreeMap<String, Edition>,
    /// The edition that is made.
    pub edition: Edition,
    /// How loudly findings are told where not as loudly as they are by themselves.
    pub findings: BTreeMap<Code, Loudness>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            title: "Postmortems".to_owned(),
            description: None,
            base_url: None,
            cname: None,
            language: "en".to_owned(),
            timezone: None,
            theme: "default".to_owned(),
            repository: None,
            severities: Vec::new(),
            root_causes: Vec::new(),
            services: Vec::new(),
            teams: Vec::new(),
            diagrams: Diagrams::Detect,
            abbreviations: BTreeMap::new(),
            glossary: Vec::new(),
            editor: None,
            html: RawHtml::default(),
            search: Switch::On,
            highlight: Switch::On,
            shortcuts: Switch::On,
            editions: BTreeMap::new(),
            edition: Edition::default(),
            findings: BTreeMap::new(),
        }
    }
}

/// What is taken for a text diagram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Diagrams {
    /// Whatever looks like one, in the open too.
    #[default]
    Detect,
    /// Only what stands in a code block.
    FencedOnly,
    /// Nothing.
    Off,
}

impl Diagrams {
    /// Every value's word.
    pub const WORDS: &'static [&'static str] = &["detect", "fenced-only", "off"];

    /// The value that a word stands for.
    pub fn from_word(word: &str) -> Option<Diagrams> {
        match word {
            "detect" => Some(Diagrams::Detect),
            "fenced-only" => Some(Diagrams::FencedOnly),
            "off" => Some(Diagrams::Off),
            _ => None,
        }
    }
}
