//! What its edition shows of a document: the rest is cut from the text, and only what is left is
//! understood. So nothing that was derived can know of it.

use super::sections::section_kind;
use super::{Parsed, keep_places, understand};
use crate::config::Config;
use crate::diag::Diagnostic;
use crate::edition;
use crate::model::{Postmortem, Section};
use crate::source::{Source, Span};
use std::collections::BTreeSet;

/// How often sections are cut before the rest of a text is given up: each cut may show heads that
/// an open fence had hidden, and nobody nests them for a good reason.
const MOST_CUTS: usize = 20;

/// Reads what `config`'s edition shows of a document; `problems` is what was found before.
///
/// A document that was cut is read whole too, only for its visibility and status, and for which of
/// the settings' names it has a section of: a passage that is hidden may be the one that says who may
/// read it. One that is hidden as a whole is not shown.
pub fn parse(source: Source, config: &Config, mut problems: Vec<Diagnostic>) -> Parsed {
    let n_given = problems.len();
    let cut = edition::without_passages(&source, &config.edition, &mut problems);
    let mut left = cut.clone().unwrap_or_else(|| source.clone());
    keep_places(&mut problems[..n_given], &source, &left);
    let mut parsed = understand(left.clone(), config, problems.clone());
    let mut is_cut = cut.is_some() && config.edition.hide_passages;
    let mut named = BTreeSet::new();
    for n_cuts in 0.. {
        let heads = heads(&parsed.postmortem);
        named.extend(edition::named_sections(config, &heads).into_iter().map(str::to_owned));
        let mut hidden = edition::hidden_sections(&left, &config.edition, &heads);
        if hidden.is_empty() {
            break;
        }
        if n_cuts == MOST_CUTS {
            hidden = vec![Span::new(0, left.text().len())];
        }
        is_cut = true;
        let less = left.without(&hidden);
        keep_places(&mut problems, &left, &less);
        left = less;
        parsed = understand(left.clone(), config, problems.clone());
    }
    if is_cut {
        let whole = understand(source, config, Vec::new());
        let heads = heads(&whole.postmortem);
        named.extend(edition::named_sections(config, &heads).into_iter().map(str::to_owned));
        parsed.is_draft |= whole.is_draft;
        // Of a document that is hidden as a whole, its name would be left.
        parsed.is_shown &= whole.is_shown && !left.text().trim().is_empty();
    }
    Parsed { named_sections: named, ..parsed }
}

/// Every head of a document, those inside lists and quotations too.
fn heads(postmortem: &Postmortem) -> Vec<Section> {
    let sections = &postmortem.sections;
    let known: BTreeSet<u32> = sections.iter().map(|section| section.line).collect();
    let inside = postmortem.body.headings.iter().filter(|heading| !known.contains(&heading.line));
    let inside = inside.map(|heading| Section {
        kind: section_kind(&heading.text),
        heading: heading.text.clone(),
        anchor: heading.anchor.clone(),
        level: heading.level,
        line: heading.line,
    });
    sections.iter().cloned().chain(inside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Edition;
    use crate::source::SourcePath;

    /// Where the findings are that were made before an edition cut the text, as lines and columns of
    /// the file.
    #[track_caller]
    fn check(text: &str, expected: &[(u32, u32)]) {
        let edition = Edition {
            hide_sections: vec![("names".to_owned(), Span::new(0, 0))],
            hide_passages: true,
            ..Edition::default()
        };
        let config = Config { edition, ..Config::default() };
        let source = Source::from_bytes(SourcePath::new("content/a.md"), text.as_bytes());
        let flaws = source.flaws().iter().map(|flaw| crate::diag::flaw(source.path(), flaw));
        let given = flaws.collect();
        let parsed = parse(source, &config, given);
        let is_early = |problem: &&Diagnostic| {
            matches!(problem.code.name(), "nul-byte" | "internal-passage-unclosed")
        };
        let found: Vec<_> = parsed.problems.iter().filter(is_early).collect();
        let places = found.iter().filter_map(|problem| problem.place.span);
        let places = places.map(|span| parsed.source.line_and_column(span.start));
        assert_eq!(places.collect::<Vec<_>>(), expected, "{found:#?}");
    }

    #[test]
    fn findings_keep_their_places_when_text_above_them_is_cut() {
        let names = "## Names\n\nAcme, Globex, Initech and everybody else who ordered.\n";
        let open = "Text <!-- internal --> end\n";
        check(&format!("# T\n\n{names}\n## B\n\n{open}"), &[(9, 6)]);
        check(&format!("# T\n\n{names}\n## B\n\nA \0 b\n"), &[(9, 3)]);
        let passage = "<!-- internal -->\nNames\n<!-- /internal -->\n";
        check(&format!("# T\n\n{passage}\nA \0 b\n\n{names}{names}"), &[(7, 3)]);
        check(&format!("# T\n\n{passage}\n{names}\n# B\n\n\0 {open}"), &[(13, 1), (13, 8)]);
    }
}
