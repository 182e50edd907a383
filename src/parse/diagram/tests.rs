//! Cases from `tests/diagrams/`, what holds for every document, and what the seed asks for.
//!
//! A case is a text file: what it shows, `-- document --`, the document, and perhaps
//! `-- findings --` with `line code` pairs. The first two columns of the document are not part of
//! it: `= ` marks the lines that are to be found as a drawing. Each case is also read with CR LF,
//! without its last line end, and inside a quote and a list item.

use super::super::markdown::{Document, VirtualText};
use super::*;
use crate::diag::Code;
use crate::source::Source;
use proptest::prelude::*;

/// All cases.
#[expect(clippy::disallowed_methods, reason = "cases are files, so that adding one needs no Rust")]
fn cases() -> Vec<Case> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagrams");
    let files = std::fs::read_dir(folder).expect("the folder of cases");
    let path = |file: std::io::Result<std::fs::DirEntry>| file.expect("a case").path();
    files.map(|file| Case::read(&std::fs::read_to_string(path(file)).expect("text"))).collect()
}

/// A document and what is to be found in it.
struct Case {
    lines: Vec<String>,
    /// First and last line of each drawing, from 1.
    drawings: Vec<(u32, u32)>,
    findings: Vec<String>,
}

impl Case {
    fn read(text: &str) -> Case {
        let (_, text) = text.split_once("-- document --\n").expect("a document");
        let (document, findings) = text.split_once("-- findings --\n").unwrap_or((text, ""));
        let marked: Vec<bool> = document.lines().map(|line| line.starts_with('=')).collect();
        let mut drawings: Vec<(u32, u32)> = Vec::new();
        for number in 1..=marked.len() {
            match drawings.last_mut() {
                _ if !marked[number - 1] => {}
                Some(last) if last.1 as usize == number - 1 => last.1 += 1,
                _ => drawings.push((line_number(number - 1), line_number(number - 1))),
            }
        }
        let text_of = |line: &str| {
            let line = line.strip_prefix(['=', ' ']).unwrap_or(line);
            line.strip_prefix(' ').unwrap_or(line).to_owned()
        };
        Case {
            lines: document.lines().map(text_of).collect(),
            drawings,
            findings: findings.lines().map(str::to_owned).collect(),
        }
    }

    /// The document with every line after `prefix`, below `above`.
    fn text(&self, above: &str, prefix: &str, line_end: &str) -> String {
        let lines = self.lines.iter().map(|line| format!("{prefix}{line}").trim_end().to_owned());
        format!("{above}{}", lines.map(|line| line + line_end).collect::<String>())
    }
}

/// The drawings of a text: first and last line, and the content of the virtual fence.
fn found(text: &str) -> (Vec<(u32, u32, String)>, Vec<String>) {
    let source = Source::from_text("a.md", text);
    let document = Document::parse(&source, 0);
    let mut problems = Vec::new();
    let found = find(&document, Setting::Detect, &mut problems);
    let fenced = VirtualText::new(&source, 0, &found, &[]);
    let document = Document::parse_fenced(&source, &fenced);
    let found = if all_stand(&document, &found) {
        found
    } else {
        settled(&source, 0, found, &[], &mut problems)
    };
    let fenced = VirtualText::new(&source, 0, &found, &[]);
    let document = Document::parse_fenced(&source, &fenced);
    let codes: Vec<_> = document.ids().filter_map(|id| drawing_of(&document, id)).collect();
    assert_eq!(codes.len(), found.len(), "{text}\n{}", fenced.text());
    let drawings = found.iter().zip(codes);
    let drawings = drawings.map(|(found, code)| (found.first_line, found.last_line, code));
    let findings =
        problems.iter().filter(|problem| problem.code != Code::UnfencedDiagram).map(|problem| {
            let at = problem.place.span.expect("a place").start;
            format!("{} {}", source.line_number(at), problem.code.name())
        });
    (drawings.collect(), findings.collect())
}

/// The content of a virtual fence.
fn drawing_of(document: &Document<'_>, id: super::super::markdown::BlockId) -> Option<String> {
    use super::super::markdown::BlockKind;
    match &document.block(id).kind {
        BlockKind::Code { info: Some(info) } if VirtualText::drawing_number(info).is_some() => {
            document.code(id)
        }
        _ => None,
    }
}

#[track_caller]
fn check(case: &Case, text: &str, shift: u32) {
    let (drawings, findings) = found(text);
    let spans: Vec<_> = drawings.iter().map(|(first, last, _)| (*first, *last)).collect();
    let wanted: Vec<_> = case.drawings.iter().map(|(a, b)| (a + shift, b + shift)).collect();
    assert_eq!(spans, wanted, "{text}");
    for (first, last, code) in drawings {
        let range = (first - shift) as usize - 1..(last - shift) as usize;
        let lines: Vec<_> = case.lines[range].iter().map(|line| line.trim_end()).collect();
        // In a list item the drawing of the case may stand in an item of its own.
        let dedented = without_margin(&lines);
        assert!(code == lines.join("\n") || code == dedented, "{code}\n{}", lines.join("\n"));
        assert!(looks_drawn(&lines), "not promoted in a fence:\n{code}");
    }
    if shift == 0 {
        assert_eq!(findings, case.findings, "{text}");
    }
}

fn without_margin(lines: &[&str]) -> String {
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let least = lines.iter().filter(|line| !line.is_empty()).map(indent).min().unwrap_or(0);
    let cut = |line: &&str| line.get(least..).unwrap_or("").to_owned();
    lines.iter().map(cut).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_case_is_found_in_every_place() {
    let cases = cases();
    assert!(cases.len() > 40);
    for case in cases {
        let plain = case.text("", "", "\n");
        check(&case, &plain, 0);
        check(&case, &case.text("", "", "\r\n"), 0);
        check(&case, plain.trim_end(), 0);
        check(&case, &case.text("", "> ", "\n"), 0);
        check(&case, &case.text("- The item:\n\n", "  ", "\n"), 2);
        check(&case, &case.text("> 1. The item:\n>\n", ">    ", "\n"), 2);
    }
}

/// The page that explains the rules.
const PAGE: &str = include_str!("../../../docs/diagrams.md");

#[test]
fn the_examples_of_the_page_are_what_it_says() {
    use super::super::markdown::BlockKind;
    let source = Source::from_text("diagrams.md", PAGE);
    let document = Document::parse(&source, 0);
    let mut n_examples = 0;
    for id in document.ids() {
        let BlockKind::Code { info: Some(info) } = &document.block(id).kind else { continue };
        let example = document.code(id).expect("code");
        let n_lines = u32::try_from(example.lines().count()).expect("few");
        let spans: Vec<_> = found(&example).0.iter().map(|(a, b, _)| (*a, *b)).collect();
        match info.as_str() {
            "text drawing" => assert_eq!(spans, [(1, n_lines)], "{example}"),
            "text text" => assert_eq!(spans, [], "{example}"),
            _ => continue,
        }
        n_examples += 1;
    }
    assert!(n_examples > 10);
    assert_eq!(found(PAGE).0, []);
}

#[test]
fn the_seed_is_one_drawing_to_the_last_character() {
    let drawing = "User Traffic\n    |\n    |  /-------------------\\\n    |  |    Load Balancer  \
                   |\n    |  \\-------------------/";
    let text = format!(">> And here’s a hypothetical diagram:\n\n{drawing}");
    assert_eq!(found(&text).0, [(3, 7, drawing.to_owned())]);
    let indented: String = drawing.lines().flat_map(|line| ["  ", line, "\n"]).collect();
    assert_eq!(found(&indented).0[0].2, indented.trim_end());
}

#[test]
fn code_blocks_are_promoted_by_the_same_rules() {
    let drawn = |text: &str| looks_drawn(&text.lines().collect::<Vec<_>>());
    assert!(drawn("+---+\n| a |\n+---+"));
    assert!(drawn("src/\n├── a.rs\n└── b.rs"));
    assert!(!drawn("let a = b || c;\nlet d = 1;"));
    assert!(!drawn("$ ls -l | head\ntotal 12\n-rw-r--r-- 1 root root 220 a"));
    assert!(!drawn(""));
}

#[test]
fn a_setting_keeps_the_detector_out() {
    let source = Source::from_text("a.md", "+---+\n| a |\n+---+\n");
    let document = Document::parse(&source, 0);
    for setting in [Setting::FencedOnly, Setting::Off] {
        let mut problems = Vec::new();
        assert_eq!(find(&document, setting, &mut problems), []);
        assert_eq!(problems, []);
    }
}

#[test]
fn a_footnote_and_a_definition_hold_their_drawings() {
    let (drawings, _) = found("a[^1]\n\n[^1]: note\n\n    +--+\n    |  |\n    +--+\n\nend");
    assert_eq!(drawings, [(5, 7, "+--+\n|  |\n+--+".to_owned())]);
}

#[test]
fn a_long_line_and_many_lines_are_read_in_one_go() {
    assert_eq!(found(&"\\/|--".repeat(50_000)).0, []);
    assert_eq!(found(&"`a` -- ".repeat(20_000)).0, []);
    let (drawings, _) = found(&"| /--\\ |\n".repeat(20_000));
    assert_eq!(drawings.len(), 1);
}

/// Documents of strokes, blanks, markers and words.
fn documents() -> impl Strategy<Value = String> {
    let pieces = [
        "+--+",
        "| a |",
        "|  |",
        "-->",
        " ",
        "  ",
        "    ",
        "> ",
        "- ",
        "1. ",
        "\n",
        "\n\n",
        "\\",
        "/",
        "|",
        "words of a sentence.",
        "```",
        "~~~",
        "├── a",
        "└─┘",
        "日本",
        "e\u{301}",
        "\r\n",
        "<!-- diagram: skip -->",
        "<b>",
        "$$",
        "[^1]: ",
        ": ",
        "|--|--|",
        "==== ====",
        "# ",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40)
        .prop_map(|pieces| pieces.concat())
}

/// Its definition ends where the tree gets a fence, and the writer's own fence in it goes on to the end.
#[test]
fn a_fence_that_takes_away_what_held_another_leaves_no_half_drawing() {
    let (drawings, findings) = found("├── a\n: ├── a\n  ```\n+--+\n\\|  |");
    assert_eq!(drawings, [(1, 2, "├── a\n: ├── a".to_owned())]);
    assert_eq!(findings, ["4 diagram-in-unclosed-fence"]);
}

proptest! {
    #[test]
    fn drawings_lie_in_the_text_in_order_and_apart(text in documents()) {
        let (drawings, _) = found(&text);
        let n_lines = Source::from_text("a.md", &text).lines().count();
        let mut above = 0;
        for (first, last, _) in &drawings {
            assert!(*first > above && first <= last && *last <= n_lines);
            above = *last;
        }
    }

    #[test]
    fn a_drawing_is_kept_to_the_character(text in documents()) {
        let source = Source::from_text("a.md", &text);
        for (first, last, code) in found(&text).0 {
            let lines: Vec<_> = (first..=last).map(|number| source.line(number)).collect();
            assert_eq!(code.split('\n').count(), lines.len(), "{code:?}\n{lines:?}");
            for (kept, line) in code.split('\n').zip(lines) {
                let cut = line.strip_suffix(kept).unwrap_or("?");
                let is_container = cut.chars().all(|c| matches!(c, ' ' | '>'));
                assert!(is_container, "{kept:?} of {line:?}");
            }
        }
    }

    #[test]
    fn any_text_can_be_looked_at(text in "\\PC{0,200}") {
        looks_drawn(&text.lines().collect::<Vec<_>>());
        found(&text);
    }
}
