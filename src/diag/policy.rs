//! What somebody wants to hear: levels that `site.toml` sets, and what documents silence.
//!
//! Findings are made without knowing any of this; [`Policy::apply`] goes over all of them at the
//! end, so that there is one place where a finding can disappear.

use super::{Code, Diagnostic, Level, Place, needless_silence};
use crate::source::SourcePath;
use std::collections::{BTreeMap, BTreeSet};

/// How loudly a code is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loudness {
    /// Not at all.
    Off,
    /// As one of this level.
    At(Level),
}

impl Loudness {
    /// Every value's word.
    pub const WORDS: &'static [&'static str] = &["off", "hint", "warning", "error"];

    /// The value that a word stands for.
    pub fn from_word(word: &str) -> Option<Loudness> {
        match word {
            "off" => Some(Loudness::Off),
            "hint" => Some(Loudness::At(Level::Hint)),
            "warning" => Some(Loudness::At(Level::Warning)),
            "error" => Some(Loudness::At(Level::Error)),
            _ => None,
        }
    }
}

/// A document's wish not to hear of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// What it does not want to hear of.
    pub code: Code,
    /// Where it says so; findings of the whole file are meant.
    pub place: Place,
}

/// What is wanted of the findings of a site.
#[derive(Clone, Copy)]
pub struct Policy<'p> {
    /// How loudly codes are told where not as loudly as they are by themselves.
    pub levels: &'p BTreeMap<Code, Loudness>,
    /// What documents silence.
    pub silences: &'p [&'p Silence],
    /// The documents that were looked at in every way; of others, the absence of a finding says
    /// nothing.
    pub complete: &'p dyn Fn(&SourcePath) -> bool,
}

impl Policy<'_> {
    /// The findings that are left, and those about silences that nothing needs.
    pub fn apply(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let silenced: BTreeSet<(&SourcePath, Code)> =
            self.silences.iter().map(|silence| key(&silence.place, silence.code)).collect();
        let needless = self.needless(&findings);
        let is_told = |finding: &Diagnostic| !silenced.contains(&key(&finding.place, finding.code));
        let told = findings.into_iter().chain(needless).filter(is_told);
        told.filter_map(|finding| self.at_level(finding)).collect()
    }

    fn needless(&self, findings: &[Diagnostic]) -> Vec<Diagnostic> {
        if self.silences.is_empty() {
            return Vec::new();
        }
        let there: BTreeSet<(&SourcePath, Code)> =
            findings.iter().map(|finding| key(&finding.place, finding.code)).collect();
        self.silences
            .iter()
            .filter(|silence| {
                !silence.code.depends_on_options()
                    && silence.code != Code::NeedlessSilence
                    && (self.complete)(&silence.place.path)
                    && !there.contains(&key(&silence.place, silence.code))
            })
            .map(|silence| needless_silence(silence.place.clone(), silence.code))
            .collect()
    }

    fn at_level(&self, finding: Diagnostic) -> Option<Diagnostic> {
        match self.levels.get(&finding.code) {
            Some(Loudness::Off) => None,
            Some(Loudness::At(level)) => Some(Diagnostic { level: *level, ..finding }),
            None => Some(finding),
        }
    }
}

fn key(place: &Place, code: Code) -> (&SourcePath, Code) {
    (&place.path, code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn finding(path: &str, code: Code) -> Diagnostic {
        Diagnostic::new(code, Place::file(&SourcePath::new(path)), "x")
    }

    fn silence(path: &str, code: Code) -> Silence {
        Silence { code, place: Place::new(&SourcePath::new(path), Span::new(0, 1)) }
    }

    /// The findings on `a.md` and `b.md` that are left of `findings`.
    #[track_caller]
    fn check(
        levels: &[(Code, Loudness)],
        silences: &[Silence],
        findings: &[(&str, Code)],
        left: &[(&str, Level, &str)],
    ) {
        let paths = [SourcePath::new("a.md"), SourcePath::new("b.md")];
        let policy = Policy {
            levels: &levels.iter().copied().collect(),
            silences: &silences.iter().collect::<Vec<_>>(),
            complete: &|path| paths.contains(path),
        };
        let findings = findings.iter().map(|(path, code)| finding(path, *code)).collect();
        let shown = policy.apply(findings);
        let shown: Vec<(&str, Level, &str)> = shown
            .iter()
            .map(|left| (left.place.path.as_str(), left.level, left.code.name()))
            .collect();
        assert_eq!(shown, left);
    }

    #[test]
    fn levels_hold_for_every_document() {
        let levels =
            [(Code::WideDiagram, Loudness::Off), (Code::NoTimeZone, Loudness::At(Level::Error))];
        let findings = [("a.md", Code::WideDiagram), ("b.md", Code::NoTimeZone)];
        check(&levels, &[], &findings, &[("b.md", Level::Error, "no-time-zone")]);
    }

    #[test]
    fn a_silence_holds_for_its_document_only() {
        let findings = [("a.md", Code::WideDiagram), ("b.md", Code::WideDiagram)];
        let silences = [silence("a.md", Code::WideDiagram)];
        check(&[], &silences, &findings, &[("b.md", Level::Warning, "wide-diagram")]);
    }

    #[test]
    fn a_silence_that_nothing_needs_is_told() {
        let silences = [silence("a.md", Code::WideDiagram)];
        check(&[], &silences, &[], &[("a.md", Level::Warning, "needless-silence")]);
    }

    #[test]
    fn what_depends_on_options_or_was_not_looked_at_is_never_needless() {
        let silences = [
            silence("a.md", Code::OverdueActionItem),
            silence("left-out.md", Code::BrokenLink),
            silence("a.md", Code::NeedlessSilence),
            silence("a.md", Code::WideDiagram),
        ];
        check(&[], &silences, &[], &[]);
    }
}
