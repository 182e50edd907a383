use super::*;
use std::collections::BTreeSet;

/// Longest line of a page that is no example, in characters: a terminal's width.
const WIDEST: usize = 84;

#[test]
fn every_code_has_a_page_with_all_parts() {
    for code in Code::ALL {
        let page = Page::of(*code);
        for (part, text) in [
            ("meaning", page.meaning),
            ("why", page.why),
            ("before", page.before),
            ("after", page.after),
        ] {
            assert!(!text.trim().is_empty(), "{}: {part} is empty", code.name());
            assert!(!text.contains(FENCE), "{}: {part} holds a fence", code.name());
        }
        assert_ne!(page.before, page.after, "{}", code.name());
        for prose in [page.meaning, page.why, page.source.unwrap_or("x.")] {
            assert!(prose.ends_with('.'), "{}: {prose}", code.name());
            let widest = prose.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(WIDEST), "{}: {prose}", code.name());
        }
    }
}

#[test]
fn names_and_summaries_are_unlike() {
    let names: BTreeSet<&str> = Code::names().collect();
    assert_eq!(names.len(), Code::ALL.len());
    let summaries: BTreeSet<&str> = Code::ALL.iter().map(|code| code.summary()).collect();
    assert_eq!(summaries.len(), Code::ALL.len());
    assert!(summaries.iter().all(|summary| summary.ends_with('.') && !summary.contains('\n')));
}

#[test]
fn a_code_is_found_by_any_spelling_of_its_name() {
    for spelling in ["wide-diagram", "Wide_Diagram", " wide diagram "] {
        assert_eq!(Code::from_name(spelling), Some(Code::WideDiagram));
    }
    assert_eq!(Code::from_name("wide"), None);
}

#[test]
fn headings_inside_examples_are_no_parts() {
    let page = Page::read(
        "Meaning.\n\n## Why\n\nBecause.\n\n## Before\n\n````\n## After\nx\n````\n\n## After\n\n````\ny\n````\n",
    );
    let wanted = Page {
        meaning: "Meaning.",
        why: "Because.",
        before: "## After\nx",
        after: "y",
        source: None,
    };
    assert_eq!(page, wanted);
}

#[test]
fn a_page_for_a_terminal() {
    expect_test::expect![[r#"
        unreadable-duration (error)

        A duration cannot be read, or can be read in two ways. A bare number has no unit.

        Why it matters

        `duration: 150` is two and a half hours to one reader and six days to another, and
        every mean of the archive is wrong from there on.

        Before

            ---
            duration: 150
            ---

            The order service was down.

        After

            ---
            duration: 150m
            ---

            The order service was down.

        To silence it

        In one document, write `silence: [unreadable-duration]` in its front matter, or
        `<!-- retrospect: silence unreadable-duration -->` below. In the whole archive, write
        `unreadable-duration = "off"` under `[findings]` in `site.toml`; `"hint"`, `"warning"` and
        `"error"` give it another level.
    "#]]
    .assert_eq(&Page::of(Code::UnreadableDuration).text(Code::UnreadableDuration));
}
