//! Findings about content, configuration and theme: data, collected and shown all at once.
//!
//! Every finding is made by a function of this room that is named after its code, so that all
//! wording lies in one place. Messages are lower case without a full stop, values in backticks;
//! help says what to write instead. [`report`] turns findings into text for people, [`machine`]
//! into text for programs; [`policy`] is what somebody wants to hear of them, and [`explain`]
//! holds a page for each code.

mod code;
mod diagram;
mod edition;
pub mod explain;
mod files;
mod front_matter;
mod links;
pub mod machine;
pub mod policy;
pub mod report;
mod review;
mod silence;
mod theme;
mod time;
mod wording;

pub use code::{Code, Level};
pub use diagram::*;
pub use edition::*;
pub use files::*;
pub use front_matter::*;
pub use links::*;
pub use review::*;
pub use silence::*;
pub use theme::*;
pub use time::*;
pub use wording::*;

use crate::source::{SourcePath, Span};

/// Where a finding is: a file, and a place in it unless the file as a whole is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub path: SourcePath,
    /// The place in the file's text.
    pub span: Option<Span>,
}

impl Place {
    /// A file as a whole.
    pub fn file(path: &SourcePath) -> Place {
        Place { path: path.clone(), span: None }
    }

    /// A place in a file.
    pub fn new(path: &SourcePath, span: Span) -> Place {
        Place { path: path.clone(), span: Some(span) }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// How bad it is.
    pub level: Level,
    /// Where it is.
    pub place: Place,
    /// What is wrong, in one line.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Other places that have a part in it, and what each has to do with it.
    pub related: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A finding of the code's own level.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            level: code.level(),
            place,
            message: message.into(),
            help: None,
            related: Vec::new(),
        }
    }

    /// The same with advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// The same with another place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.related.push((place, label.into()));
        self
    }
}

/// Longest name that is compared with others, in bytes.
const LONGEST_NAME: usize = 100;

/// The name among `known` that `found` was likely meant to be: at most a third of its characters
/// differ (Damerau–Levenshtein distance), case and `-` `_` aside.
pub fn nearest<'k>(found: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // The distance costs the product of both lengths, and nobody misspells a key of megabytes.
    if found.len() > LONGEST_NAME {
        return None;
    }
    let plain = |name: &str| name.to_lowercase().replace(['_', ' '], "-");
    let wanted = plain(found);
    let length = found.chars().count();
    let is_near = |distance: usize, name: &str| distance * 3 <= length.max(name.chars().count());
    known
        .into_iter()
        .filter(|name| is_near(length.abs_diff(name.chars().count()), name))
        .map(|name| (plain(name), name))
        .filter(|(other, name)| is_near(least_distance(&wanted, other), name))
        .map(|(other, name)| (strsim::damerau_levenshtein(&wanted, &other), name))
        .filter(|(distance, name)| is_near(*distance, name))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// At most the distance of two names, by the letters that only one of them has (the "bag distance" of
/// Bartolini, Ciaccia and Patella, 2002), for a fraction of its cost: links to nothing in an archive of
/// thousands ask for thousands of distances each.
fn least_distance(a: &str, b: &str) -> usize {
    let mut counts = [0_i32; 128];
    for c in a.chars() {
        counts[c as usize % 128] += 1;
    }
    for c in b.chars() {
        counts[c as usize % 128] -= 1;
    }
    let sum = |counts: &mut dyn Iterator<Item = i32>| counts.map(i32::unsigned_abs).sum::<u32>();
    let only_a = sum(&mut counts.iter().copied().filter(|count| *count > 0));
    let only_b = sum(&mut counts.iter().copied().filter(|count| *count < 0));
    only_a.max(only_b) as usize
}

/// `did you mean …`, or the list of what is known, or nothing where nothing is.
fn suggestion(found: &str, known: &[&str]) -> Option<String> {
    match nearest(found, known.iter().copied()) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if known.is_empty() => None,
        None => Some(format!("use one of: {}", known.join(", "))),
    }
}

/// Adds a suggestion where there is one.
fn suggest(finding: Diagnostic, found: &str, known: &[&str]) -> Diagnostic {
    match suggestion(found, known) {
        Some(help) => finding.help(help),
        None => finding,
    }
}
