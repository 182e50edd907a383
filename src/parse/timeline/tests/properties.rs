//! Whatever is written: no panic, places inside the source, time linear in its length.

use super::read_with;
use crate::parse::timeline::{Clues, ItemLayout, sentence_times};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Pieces of timelines, put together at random.
fn words() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "## Timeline (PST)\n\n",
        "### ",
        "- ",
        "  - ",
        "| ",
        "|-|-|\n",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "```\n",
        "14:05",
        "2:05 PM",
        "14.05",
        "1405",
        "24:XX",
        "HH:mm",
        "??:??",
        "-14:20",
        " - 15",
        "2024-03-31",
        "31/12/24",
        "5/6/2024",
        "Jan 13th",
        "13. April",
        "Sunday ",
        "UTC",
        " CET",
        "+01:00",
        " Europe/Berlin",
        "(6:48 PDT)",
        "T+5m",
        "~",
        "ca. ",
        ": ",
        " — ",
        "**",
        "`",
        "<li>",
        "<br>",
        "é",
        "text ",
        "Detected: ",
        "2024",
        "/",
        ".",
        ",",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read(text in words()) {
        check(&text);
    }

    #[test]
    fn any_letters_are_read(text in "[ -~\n\u{e9}\u{2013}]{0,80}") {
        check(&text);
        for time in sentence_times(&text, &Clues::default()) {
            prop_assert!(text.get(time.range).is_some());
        }
    }
}

fn check(text: &str) {
    let n_lines = u32::try_from(text.lines().count().max(1)).expect("few lines");
    let (reading, _) = read_with(text, &Clues::default());
    let mut anchors = BTreeSet::new();
    for entry in &reading.entries {
        assert!((1..=n_lines).contains(&entry.line), "{entry:?}");
        assert!(anchors.insert(entry.anchor.clone()), "{entry:?}");
        assert!(entry.start_utc.is_none() || entry.offset.is_some(), "{entry:?}");
    }
    let laid_out: Vec<usize> = reading
        .regions
        .iter()
        .flat_map(|region| &region.items)
        .filter_map(|item| match item {
            ItemLayout::Entry(number, _) => Some(*number),
            ItemLayout::Day(..) | ItemLayout::Note(_) => None,
        })
        .collect();
    let blocks: Vec<_> = reading.regions.iter().flat_map(|region| &region.blocks).collect();
    let apart: BTreeSet<_> = blocks.iter().collect();
    assert_eq!(apart.len(), blocks.len(), "a block stands in two regions");
    let once: BTreeSet<usize> = laid_out.iter().copied().collect();
    assert_eq!(once.len(), laid_out.len(), "an entry stands twice");
}

/// Seconds that a document takes; generous, since tests run without optimisation. A quadratic
/// rule takes minutes.
#[track_caller]
fn check_quick(markdown: &str, n_entries: usize) {
    let (reading, _) = read_with(markdown, &Clues::default());
    assert_eq!(reading.entries.len(), n_entries);
}

#[test]
fn long_documents_are_read_in_one_go() {
    let n = 20_000;
    let mut list = String::from("## Timeline\n\n");
    let mut table = String::from("## Timeline\n\n| a | b |\n|-|-|\n");
    let mut paragraph = String::from("## Timeline\n\n");
    for index in 0..n {
        let (hour, minute) = (index / 60 % 24, index % 60);
        let _ = writeln!(list, "- 2024-01-12 {hour:02}:{minute:02} **x** went [y](z)");
        let _ = writeln!(table, "| {hour:02}:{minute:02} | went |");
        let _ = writeln!(paragraph, "{hour:02}:{minute:02} **x** went");
    }
    check_quick(&list, n);
    check_quick(&table, n);
    check_quick(&paragraph, n);
    check_quick(&format!("## Timeline\n\n{}", "~ ".repeat(n)), 0);
    check_quick(&format!("## Timeline\n\n{}", "a/".repeat(n)), 0);
    check_quick(&format!("## {}\n", "1 ".repeat(n)), 0);
}
