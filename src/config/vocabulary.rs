//! The words that an archive declares, and which of them somebody meant.
//!
//! Words are compared by their folded form, so `SEV-1` and `sev 1` are one. A kind of word of which
//! none is declared is open: every word belongs to it.

use super::Config;
use crate::model::{Severity, Tag, fold};
use chrono_tz::Tz;

/// A severity of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredSeverity {
    /// Its name.
    pub name: Tag,
    /// When an incident is that bad.
    pub meaning: Option<String>,
}

/// A root cause of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredCause {
    /// Its tag.
    pub tag: Tag,
    /// What falls under it.
    pub description: Option<String>,
    /// Other words for it.
    pub aliases: Vec<Tag>,
}

/// A service of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredService {
    /// Its name.
    pub name: Tag,
    /// What it does.
    pub description: Option<String>,
}

/// A team of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredTeam {
    /// Its name.
    pub name: Tag,
}

impl Config {
    /// The severity that `name` means; its rank is `None` where it is not declared.
    pub fn severity(&self, name: &Tag) -> Severity {
        let found = self.severities.iter().position(|known| known.name.slug() == name.slug());
        match found {
            Some(rank) => Severity { name: self.severities[rank].name.clone(), rank: Some(rank) },
            None => Severity { name: name.clone(), rank: None },
        }
    }

    /// The declared root cause that `name` means, by its tag or another word for it.
    pub fn root_cause(&self, name: &Tag) -> Option<&DeclaredCause> {
        self.root_causes.iter().find(|cause| cause.answers_to(name.slug()))
    }

    /// The zone that the archive settles for an abbreviation, in any case.
    pub fn abbreviation(&self, name: &str) -> Option<Tz> {
        self.abbreviations.get(&name.to_uppercase()).copied()
    }
}

impl DeclaredCause {
    /// True where `folded` is its tag or another word for it.
    fn answers_to(&self, folded: &str) -> bool {
        self.words().any(|word| word.slug() == folded)
    }

    /// Its tag and the other words for it.
    pub fn words(&self) -> impl Iterator<Item = &Tag> {
        std::iter::once(&self.tag).chain(&self.aliases)
    }
}

/// The IANA zone that `name` is most likely meant to be.
pub fn nearest_zone(name: &str) -> Option<&'static str> {
    let city = fold(name.rsplit('/').next().unwrap_or(name));
    let names = || chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    names()
        .find(|known| known.eq_ignore_ascii_case(name))
        .or_else(|| names().find(|known| fold(known.rsplit('/').next().unwrap_or(known)) == city))
        .or_else(|| crate::diag::nearest(name, names()))
}
