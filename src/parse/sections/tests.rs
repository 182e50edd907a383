use super::*;
use crate::source::Source;
use std::fmt::Write as _;

#[track_caller]
fn check(markdown: &str, expected: &str) {
    let source = Source::from_text("a.md", markdown);
    let document = Document::parse(&source, 0);
    let outline = Outline::of(&document, None);
    let mut shown = String::new();
    if let Some((_, title)) = &outline.title {
        writeln!(shown, "title {title}").expect("text can be written");
    }
    for section in &outline.sections {
        let Section { kind, heading, anchor, level, line } = &section.section;
        let kind = kind.map_or("-", crate::model::SectionKind::word);
        let blocks = (section.own.len(), section.all.len());
        writeln!(shown, "{level} {kind} {heading:?} #{anchor} :{line} {blocks:?}")
            .expect("text can be written");
    }
    assert_eq!(shown, expected);
}

#[test]
fn the_seed_writes_its_heads_as_quotes() {
    check(
        "# 0. T\n\n>> Issue Summary:\n\n* a\n\n>> Timeline:\n\n* b\n\n## 1. Make\n\n\
         >> And here’s a hypothetical diagram to illustrate the situation:\n\nx",
        "title 0. T\n\
         2 summary \"Issue Summary\" #issue-summary :3 (1, 1)\n\
         2 timeline \"Timeline\" #timeline :7 (1, 1)\n\
         2 - \"1. Make\" #1-make :11 (2, 2)\n",
    );
}

#[test]
fn bold_lines_and_labels_serve_as_heads() {
    check(
        "## A\n\n**Impact**\n\nx\n\nRoot cause:\n\ny\n\nFor example:\n\nz\n\n**bold** start",
        "title A\n\
         2 impact \"Impact\" #impact :3 (1, 1)\n\
         2 root-cause \"Root cause\" #root-cause :7 (4, 4)\n",
    );
}

#[test]
fn a_title_may_have_another_form() {
    check(
        "**Postmortem: A**\n\n**Impact**\n\nx",
        "title Postmortem: A\n2 impact \"Impact\" #impact :3 (1, 1)\n",
    );
    check("Postmortem: A\n\nx", "title Postmortem: A\n");
    check("Some words\n\nx", "");
    check("## Impact\n\nx", "2 impact \"Impact\" #impact :1 (1, 1)\n");
    check("## A\n\n# B\n\nx", "2 - \"A\" #a :1 (0, 0)\n2 - \"B\" #b :3 (1, 1)\n");
}

#[test]
fn no_level_is_skipped_and_no_id_stands_twice() {
    check(
        "# T\n\n### a\n\n##### b\n\n### a\n\n# c\n\n## t-1 {#x}\n\n## T-1",
        "title T\n\
         2 - \"a\" #a :3 (0, 0)\n\
         3 - \"b\" #b :5 (0, 0)\n\
         2 - \"a\" #a-2 :7 (0, 0)\n\
         2 - \"c\" #c :9 (0, 0)\n\
         3 - \"t-1\" #x :11 (0, 0)\n\
         3 - \"T-1\" #section-t-1 :13 (0, 0)\n",
    );
}

#[test]
fn a_stated_title_keeps_another_heading_in_the_body() {
    let source = Source::from_text("a.md", "# Background\n\nx");
    let document = Document::parse(&source, 0);
    assert!(Outline::of(&document, Some("Orders down")).title.is_none());
    assert!(Outline::of(&document, Some("background")).title.is_some());
}
