//! Regions, rendered: nothing of the source is lost, and time tokens are gone.

use super::read_with;
use crate::model::Chunk;
use crate::parse::markdown::Document;
use crate::parse::markdown::render::{Piece, Plan, Renderer};
use crate::parse::timeline::{Clues, ItemLayout};
use crate::source::Source;

#[track_caller]
fn check(markdown: &str, want: &str) {
    let source = Source::from_text("content/a.md", markdown);
    let document = Document::parse(&source, 0);
    let (reading, _) = read_with(markdown, &Clues::default());
    let plan = Plan::default();
    let mut renderer = Renderer::new(&document, &plan);
    let mut html = |pieces: &[Piece]| {
        let parts = pieces.iter().map(|piece| {
            let chunks = renderer.pieces(std::slice::from_ref(piece));
            let text: String = chunks
                .iter()
                .map(|chunk| match chunk {
                    Chunk::Html(html) => html.trim().replace('\n', " "),
                    other => format!("{other:?}"),
                })
                .collect();
            text
        });
        parts.collect::<Vec<_>>().join(" + ")
    };
    let mut out = Vec::new();
    for region in &reading.regions {
        out.push(format!("{} blocks", region.blocks.len()));
        for item in &region.items {
            out.push(match item {
                ItemLayout::Day(_, pieces) => format!("day {}", html(pieces)),
                ItemLayout::Entry(number, pieces) => {
                    format!("{} {}", reading.entries[*number].anchor, html(pieces))
                }
                ItemLayout::Note(pieces) => format!("note {}", html(pieces)),
            });
        }
    }
    assert_eq!(out.join("\n"), want);
}

#[test]
fn lists_with_evidence_between_them() {
    check(
        "## Timeline\n\n- **10:00:** it *broke*\n- waiting\n\n```\nlog\n```\n\n![p](p.png)\n\nMeanwhile.\n\n- 10:05 - mended\n  - by hand\n\nAfterwards.\n",
        "5 blocks\n\
         t-1000 it <em>broke</em>\n\
         note waiting + <div class=\"code\"><pre tabindex=\"0\"><code>log </code></pre></div> + <p>Image(0)</p>\n\
         note <p>Meanwhile.</p>\n\
         t-1005 mended + <ul> <li>by hand</li> </ul>",
    );
}

#[test]
fn headings_hold_all_below_them() {
    check(
        "## Timeline\n\nAll times in UTC\n\n### 2024-01-12\n\n### 10:00 - broke\n\ntext\n\n- list\n\n### 10:05\n\nmended\n\n## Causes\n\nx\n",
        "6 blocks\n\
         day 2024-01-12\n\
         t-1000 broke + <p>text</p> + <ul> <li>list</li> </ul>\n\
         t-1005 <p>mended</p>",
    );
}

#[test]
fn rows_hold_their_other_cells() {
    check(
        "## Timeline\n\n| Time | Event | Who |\n|-|-|-|\n| 10:00 | it `broke` | ann |\n| | unsure | |\n| 10:05 | mended | bob |\n",
        "1 blocks\n\
         note Event + Who\n\
         t-1000 it <code>broke</code>\n\
         note unsure\n\
         t-1005 mended",
    );
}

#[test]
fn lists_in_lists_are_flat() {
    check(
        "## Timeline\n\n- 10:00 a\n  - 10:01 b\n  - c\n- Notes:\n  - 10:02 d\n",
        "1 blocks\nt-1000 a\nt-1001 b\nnote c\nnote Notes:\nt-1002 d",
    );
}

#[test]
fn anchors_say_what_was_written() {
    check(
        "## Timeline\n\n- 10:00 a\n- 10:00 b\n- 2024-01-12 10:00 c\n- 3pm d\n- T+5m e\n- ??:?? f\n",
        "1 blocks\nt-1000 a\nt-1000-2 b\nt-2024-01-12-1000 c\nt-1500 d\nt-t-5m e\nt-unknown f",
    );
}

#[test]
fn sections_end_regions() {
    check(
        "**Timeline**\n\n- 10:00 a\n\n**Root cause**\n\nx\n\n## Timeline of the second day\n\n- 11:00 b\n",
        "1 blocks\nt-1000 a\n1 blocks\nt-1100 b",
    );
}
