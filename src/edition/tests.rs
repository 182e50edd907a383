use super::*;
use proptest::prelude::*;

fn hiding() -> Edition {
    Edition { hide_passages: true, ..Edition::default() }
}

/// What an edition without passages, and one with them, leaves of a text.
#[track_caller]
fn check(text: &str, hidden: &str, shown: &str) {
    let source = Source::from_text("content/a.md", text);
    let mut problems = Vec::new();
    let left = |edition: &Edition, problems: &mut Vec<Diagnostic>| {
        let cut = without_passages(&source, edition, problems);
        cut.map_or_else(|| text.to_owned(), |cut| cut.text().to_owned())
    };
    assert_eq!(left(&hiding(), &mut problems), hidden, "hidden");
    assert_eq!(left(&Edition::default(), &mut problems), shown, "shown");
    assert_eq!(problems, []);
}

#[test]
fn passages_are_cut_within_lines_and_over_them() {
    check("a <!-- internal -->b<!-- /internal --> c", "a c", "a b c");
    check("a<!--internal-->b<!--/INTERNAL-->c", "ac", "abc");
    check("a <!-- internal --> b\nc\n<!-- /internal --> d\n", "a\n\nd\n", "a b\nc\nd\n");
    check("<!-- internal -->\nb\n\n<!-- /internal -->\nc\n", "\n\n\n\nc\n", "\nb\n\n\nc\n");
    check("<!-- internal -->b<!-- /internal -->    c", "c", "b    c");
    check("a  <!-- internal -->b<!-- /internal -->\nc", "a\nc", "a  b\nc");
}

#[test]
fn passages_may_lie_in_one_another() {
    let text = "a<!-- internal -->b<!-- internal -->c<!-- /internal -->d<!-- /internal -->e";
    check(text, "ae", "abcde");
}

#[test]
fn what_is_left_stays_in_its_container() {
    check(
        "> a\n> <!-- internal -->\n> b\n> <!-- /internal -->\n> c",
        "> a\n>\n>\n>\n> c",
        "> a\n>\n> b\n>\n> c",
    );
    check("- a <!-- internal -->\n  b\n  <!-- /internal --> c", "- a\n\n  c", "- a\n  b\n  c");
    check("- <!-- internal -->b<!-- /internal -->\n- c", "\n- c", "- b\n- c");
    check("1. [ ] <!-- internal -->b<!-- /internal -->\n", "\n", "1. [ ] b\n");
    check("## <!-- internal -->b<!-- /internal -->\n", "\n", "## b\n");
}

#[test]
fn code_and_front_matter_hold_marks_too() {
    check("`<!-- internal -->b<!-- /internal -->`", "``", "`b`");
    check(
        "```\na\n<!-- internal -->\nb\n<!-- /internal -->\n```",
        "```\na\n\n\n\n```",
        "```\na\n\nb\n\n```",
    );
    check(
        "---\ntitle: A\n# <!-- internal -->\nid: B\n# <!-- /internal -->\n---\n",
        "---\ntitle: A\n\n\n\n---\n",
        "---\ntitle: A\n\nid: B\n\n---\n",
    );
}

#[test]
fn other_comments_are_left_alone() {
    for text in ["<!-- internal notes -->", "<!-- external -->", "<!-- note -->", "<!-- internal"] {
        check(text, text, text);
    }
}

/// What is found, and that nothing of `b` is left where passages are hidden.
#[track_caller]
fn check_broken(text: &str, messages: &[&str]) {
    let source = Source::from_text("content/a.md", text);
    let mut problems = Vec::new();
    let cut = without_passages(&source, &hiding(), &mut problems);
    let found: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(found, messages, "{text}");
    let cut = cut.unwrap();
    assert!(!cut.text().contains('b'), "{}", cut.text());
}

#[test]
fn where_a_mark_has_no_partner_all_is_hidden_that_may_be_meant() {
    let unclosed = "this internal passage is never closed";
    let unopened = "nothing opens the internal passage that ends here";
    check_broken("a <!-- internal --> b\nb\n", &[unclosed]);
    check_broken("b\nb <!-- /internal --> a", &[unopened]);
    check_broken("a <!-- internal --> b <!-- internal --> b <!-- /internal --> b", &[unclosed]);
    check_broken("<!-- internal -- >\nb <!-- /internal -->\n", &[unopened]);
    let misspelt = "`<!-- intrenal -->` marks no internal passage";
    check_broken("<!-- intrenal --> b <!-- /internal -->", &[misspelt, unopened]);
    let misspelt = "`<!-- INTERNAL: only us -->` marks no internal passage";
    check_broken("<!-- INTERNAL: only us --> b <!-- /internal -->", &[misspelt, unopened]);
    let misspelt = "`<!-- end internal -->` marks no internal passage";
    check_broken("<!-- internal --> b <!-- end internal -->", &[unclosed, misspelt]);
}

/// What is left of a text without sections; heads are its lines that begin with `#`.
#[track_caller]
fn check_sections(text: &str, hide: &[&str], left: &str) {
    let source = Source::from_text("content/a.md", text);
    let nowhere = Span::new(0, 0);
    let hide_sections = hide.iter().map(|hidden| ((*hidden).to_owned(), nowhere)).collect();
    let edition = Edition { hide_sections, ..Edition::default() };
    let head = |(index, line): (usize, &str)| {
        let words = line.trim_start_matches('#');
        let level = u8::try_from(line.len() - words.len()).unwrap();
        (level > 0).then(|| Section {
            kind: words.contains("lucky").then_some(SectionKind::Lessons),
            heading: words.trim().to_owned(),
            anchor: String::new(),
            level,
            line: u32::try_from(index).unwrap() + 1,
        })
    };
    let heads: Vec<Section> = text.lines().enumerate().filter_map(head).collect();
    let hidden = hidden_sections(&source, &edition, &heads);
    assert_eq!(source.without(&hidden).text(), left);
}

#[test]
fn sections_are_hidden_with_those_below_them() {
    let text = "## A\na\n## Got lucky\nb\n### C\nc\n## D\nd\n";
    check_sections(text, &["lessons"], "## A\na\n\n\n\n\n## D\nd\n");
    check_sections(text, &["c"], "## A\na\n## Got lucky\nb\n\n\n## D\nd\n");
    check_sections(text, &["Lucky", "D"], "## A\na\n\n\n\n\n\n\n");
    check_sections(text, &["luck", "summary"], text);
}

#[test]
fn letters_may_be_mixed_up() {
    for found in ["internl", "internall", "intermal", "itnernal", "internal:"] {
        assert!(is_nearly(found, WORD), "{found}");
    }
    for found in ["external", "intern", "", "interview", "maternal"] {
        assert!(!is_nearly(found, WORD), "{found}");
    }
}

proptest! {
    /// Whatever surrounds the marks, what they hide is gone, what they do not hide stays in place.
    #[test]
    fn any_text_is_cut(
        parts in prop::collection::vec(
            prop_oneof![
                Just("<!-- internal -->"),
                Just("<!-- /internal -->"),
                Just("<!--"), Just("-->"), Just("> "), Just("- "), Just("`"), Just("```\n"),
                Just("é"), Just("\n"), Just("  "), Just("| "),
            ],
            0..24,
        ),
    ) {
        let mut text = String::new();
        let mut depth = 0_u32;
        let mut shown = 0;
        for part in &parts {
            text.push_str(part);
            match *part {
                "<!-- internal -->" => depth += 1,
                "<!-- /internal -->" => depth = depth.saturating_sub(1),
                _ => {}
            }
            // Stands for what is shown (`S`) and what is hidden (`H`).
            text.push(if depth == 0 { 'S' } else { 'H' });
            shown += usize::from(depth == 0);
        }
        let source = Source::from_text("content/a.md", &text);
        let mut problems = Vec::new();
        let cut = without_passages(&source, &hiding(), &mut problems).unwrap_or(source.clone());
        prop_assert!(!cut.text().contains('H'), "{:?}", cut.text());
        prop_assert_eq!(cut.lines().count(), source.lines().count());
        if problems.is_empty() {
            prop_assert_eq!(cut.text().matches('S').count(), shown);
        }
        let columns = |source: &Source| {
            let places = source.text().match_indices('S').map(|(at, _)| source.line_and_column(at));
            places.collect::<std::collections::BTreeSet<_>>()
        };
        prop_assert!(columns(&cut).is_subset(&columns(&source)));
    }
}
