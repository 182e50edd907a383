//! What a section is about, by the words that the field uses for its head.
//!
//! The words are those of the templates that most archives grew from (Google's SRE book,
//! appendix D; PagerDuty's, Atlassian's and Etsy's published templates) and of the archives
//! surveyed for the project.

use crate::model::SectionKind;
use std::collections::HashMap;
use std::sync::LazyLock;

const WORDS: &[(SectionKind, &[&str])] = &[
    (
        SectionKind::Summary,
        &[
            "summary",
            "tl dr",
            "tldr",
            "overview",
            "abstract",
            "what happened",
            "synopsis",
            "executive summary",
            "issue summary",
            "description",
            "zusammenfassung",
            "résumé",
        ],
    ),
    (
        SectionKind::Impact,
        &[
            "impact",
            "user impact",
            "customer impact",
            "affected",
            "fallout",
            "auswirkung",
            "auswirkungen",
        ],
    ),
    (
        SectionKind::Timeline,
        &[
            "timeline",
            "time line",
            "chain of events",
            "sequence of events",
            "chronology",
            "course of events",
            "events",
            "lead up",
            "leadup",
            "log of events",
            "zeitleiste",
            "zeitverlauf",
            "chronologie",
        ],
    ),
    (
        SectionKind::RootCause,
        &[
            "root cause",
            "root causes",
            "rootcause",
            "cause",
            "causes",
            "analysis of causes",
            "contributing factors",
            "contributing causes",
            "trigger",
            "five whys",
            "5 whys",
            "what went wrong technically",
            "fault",
            "diagnosis",
            "ursache",
            "grundursache",
        ],
    ),
    (SectionKind::Detection, &["detection", "how we found out", "monitoring", "erkennung"]),
    (
        SectionKind::Resolution,
        &[
            "resolution",
            "recovery",
            "mitigation",
            "fix",
            "response",
            "how we fixed it",
            "actions taken",
            "action taken",
            "resolution and recovery",
            "behebung",
            "lösung",
        ],
    ),
    (
        SectionKind::Lessons,
        &[
            "lessons",
            "lessons learned",
            "lessons learnt",
            "learnings",
            "what went well",
            "what went wrong",
            "what went poorly",
            "what didn t go so well",
            "what went badly",
            "where we got lucky",
            "where did we get lucky",
            "retrospective",
            "reflection",
            "erkenntnisse",
            "was gut lief",
            "what we learned",
        ],
    ),
    (
        SectionKind::ActionItems,
        &[
            "action items",
            "action item",
            "actions",
            "tasks",
            "todo",
            "to do",
            "to dos",
            "follow up",
            "follow ups",
            "followup",
            "followups",
            "corrective",
            "preventative",
            "preventive",
            "corrective and preventative measures",
            "remediation",
            "remediations",
            "next steps",
            "future work",
            "improvements",
            "prevention",
            "maßnahmen",
            "work items",
            "recommendations",
            "process improvements",
        ],
    ),
];

/// What a head's words say the section is about: the known words that stand first in them, the
/// longest where several do. What stands in parentheses does not count.
pub fn section_kind(heading: &str) -> Option<SectionKind> {
    let words = plain_words(heading);
    if words.len() > super::MOST_WORDS {
        return None;
    }
    let at = |at: usize| {
        let rest = &words[at..];
        let known = BY_FIRST.get(rest[0].as_str())?;
        let begins = |phrase: &&Phrase| {
            rest.len() >= phrase.words.len() && rest.iter().zip(&phrase.words).all(|(a, b)| a == b)
        };
        known.iter().find(begins).map(|phrase| phrase.kind)
    };
    (0..words.len()).find_map(at)
}

/// Words that name a kind.
struct Phrase {
    kind: SectionKind,
    words: Vec<&'static str>,
}

/// The phrases by their first word, the longest first.
static BY_FIRST: LazyLock<HashMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut by_first: HashMap<&str, Vec<Phrase>> = HashMap::new();
    for (kind, phrases) in WORDS {
        for phrase in *phrases {
            let words: Vec<&str> = phrase.split(' ').collect();
            let known = by_first.entry(words[0]).or_default();
            let place = known.partition_point(|other| other.words.len() >= words.len());
            known.insert(place, Phrase { kind: *kind, words });
        }
    }
    by_first
});

/// Lower-case words without numbering, punctuation and what stands in parentheses.
fn plain_words(heading: &str) -> Vec<String> {
    let outside = heading.split('(').next().unwrap_or("");
    outside
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .skip_while(|word| word.chars().all(|c| c.is_ascii_digit()) && *word != "5")
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synonyms_fall_together() {
        let cases = [
            ("Issue Summary", Some(SectionKind::Summary)),
            ("TL;DR", Some(SectionKind::Summary)),
            ("2. Timeline & Detection", Some(SectionKind::Timeline)),
            ("Timeline (UTC) All Times Approximate", Some(SectionKind::Timeline)),
            ("Events/Timeline", Some(SectionKind::Timeline)),
            ("⚠️ Leadup", Some(SectionKind::Timeline)),
            ("Root Cause and Resolution", Some(SectionKind::RootCause)),
            ("Resolution and recovery", Some(SectionKind::Resolution)),
            ("Corrective and Preventative Measures", Some(SectionKind::ActionItems)),
            ("Follow-ups", Some(SectionKind::ActionItems)),
            ("Where we got lucky", Some(SectionKind::Lessons)),
            ("Lessons Learned", Some(SectionKind::Lessons)),
            ("Background", None),
            ("1. Make people want to read your postmortem", None),
        ];
        for (heading, kind) in cases {
            assert_eq!(section_kind(heading), kind, "{heading}");
        }
    }
}
