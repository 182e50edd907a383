use super::render::{Keep, Piece, Plan, Renderer, Role};
use super::*;
use crate::config::RawHtml;
use crate::model::Chunk;
use std::fmt::Write as _;

fn shown(chunks: &[Chunk]) -> String {
    let mut out = String::new();
    for chunk in chunks {
        match chunk {
            Chunk::Html(html) => out.push_str(html),
            other => write!(out, "{{{other:?}}}").expect("text can be written"),
        }
    }
    out
}

#[track_caller]
fn check(markdown: &str, html: &str) {
    let source = Source::from_text("a.md", markdown);
    let document = Document::parse(&source, 0);
    let plan = Plan::default();
    assert_eq!(shown(&Renderer::new(&document, &plan).body()), html);
}

#[test]
fn links_become_holes_and_bad_schemes_nothing() {
    check("[a](b.md#c)", "<p><a href=\"{Href(0)}\">a</a></p>\n");
    check("[a](https://x/?a&b)", "<p><a href=\"https://x/?a&amp;b\">a</a></p>\n");
    check("[a](javascript:x)", "<p><a>a</a></p>\n");
    check("[[orders|the orders]]", "<p><a href=\"{Href(0)}\">the orders</a></p>\n");
    check("![p *q*](q.png)", "<p>{Image(0)}</p>\n");
}

#[test]
fn raw_html_is_cleaned_and_comments_fall_away() {
    check("a <!-- b --> c", "<p>a  c</p>\n");
    check("<!-- b -->\n\nc", "<p>c</p>\n");
    check("a <b onclick=x>c</b><script>d</script>", "<p>a <b>c</b></p>\n");
    check(
        "<details>\n<summary>s</summary>\n\n*m*\n\n</details>",
        "<details>\n<summary>s</summary>\n<p><em>m</em></p>\n</details>",
    );
}

#[test]
fn footnotes_stand_at_the_end_with_a_way_back() {
    check(
        "a[^x]\n\n[^x]: note\n\nb",
        "<p>a<sup class=\"footnote-reference\" id=\"fnref-1-1\"><a href=\"#fn-1\" \
         aria-label=\"Footnote 1\">1</a></sup></p>\n<p>b</p>\n<section class=\"footnotes\" \
         aria-label=\"Footnotes\"><ol>\n<li id=\"fn-1\">\n<p>note</p>\n <a \
         class=\"footnote-back\" href=\"#fnref-1-1\" aria-label=\"Back to mention 1 of \
         footnote 1\">↩</a></li>\n</ol></section>\n",
    );
}

#[test]
fn roles_take_the_place_of_blocks() {
    let source = Source::from_text("a.md", "# T\n\n> x\n\n- 1\n- 2\n\nend");
    let document = Document::parse(&source, 0);
    let by = |kind: &BlockKind| {
        document.ids().find(|id| document.block(*id).kind == *kind).expect("there")
    };
    let mut plan = Plan::default();
    plan.blocks.insert(by(&BlockKind::Heading(1)), Role::LeftOut);
    plan.blocks.insert(by(&BlockKind::Quote), Role::Diagram(0));
    plan.blocks.insert(by(&BlockKind::List(None)), Role::Timeline(0));
    let html = shown(&Renderer::new(&document, &plan).body());
    assert_eq!(html, "{Diagram(0)}{Timeline(0)}\n<p>end</p>\n");
}

#[test]
fn a_part_of_a_block_is_cut_at_its_place() {
    let source = Source::from_text("a.md", "- **14:00:** it *broke* [x](y)");
    let document = Document::parse(&source, 0);
    let text =
        document.ids().find(|id| document.block(*id).kind == BlockKind::TightText).expect("there");
    assert_eq!(document.plain_text(text).text, "14:00: it broke x");
    let words = document.plain_text(text);
    assert_eq!(source.slice(words.span(0, 5)), "14:00");
    assert_eq!(source.slice(words.span(10, 15)), "broke");
    let from = words.to_source(6);
    let keep = Keep::Part(Span::new(from, source.text().len()));
    let plan = Plan::default();
    let mut renderer = Renderer::new(&document, &plan);
    let html = shown(&renderer.pieces(&[Piece { block: text, keep }]));
    assert_eq!(html, "it <em>broke</em> <a href=\"{Href(0)}\">x</a>");
}

#[test]
fn a_virtual_fence_keeps_places_and_characters() {
    let text = "see:\n> a\n> +--+\n> |`` |\nend\n\\-/";
    let source = Source::from_text("a.md", text);
    let drawings = [
        Fenced { first_line: 3, last_line: 4, prefix: "> ".into() },
        Fenced { first_line: 6, last_line: 6, prefix: String::new() },
    ];
    let fenced = VirtualText::new(&source, 0, &drawings, &[]);
    let document = Document::parse_fenced(&source, &fenced);
    let codes: Vec<_> = document.ids().filter_map(|id| document.code(id)).collect();
    assert_eq!(codes, ["+--+\n|`` |", "\\-/"]);
    let end = document.ids().rev().nth(1).expect("there");
    assert_eq!(document.line(end), 5);
    assert_eq!(document.plain_text(end).text, "end");
}

proptest::proptest! {
    #[test]
    fn any_text_is_parsed_and_rendered(text in "[ -~\n\t>*#`|é-]{0,80}") {
        let source = Source::from_text("a.md", &text);
        let document = Document::parse(&source, 0);
        for id in document.ids() {
            let span = document.block(id).span;
            assert!(source.text().get(span.start..span.end).is_some());
            let words = document.plain_text(id);
            for (at, _) in words.text.char_indices() {
                assert!(words.to_source(at) <= source.text().len());
            }
        }
        let plan = Plan::default();
        Renderer::new(&document, &plan).body();
    }
}

#[test]
fn html_of_the_writers_swallows_nothing() {
    let html = |text: &str, html: RawHtml| {
        let source = Source::from_text("content/a.md", text);
        let document = Document::parse(&source, 0);
        let plan = Plan { html, ..Plan::default() };
        shown(&Renderer::new(&document, &plan).body())
    };
    let kept = html("<b onclick=x>a</b> [b](c.md)", RawHtml::Sanitise);
    assert_eq!(kept.trim(), "<p><b>a</b> <a href=\"{Href(0)}\">b</a></p>");
    let lost = html("<div><style>\n\nAll of [this](c.md)\n", RawHtml::Sanitise);
    assert_eq!(
        lost.trim(),
        "&lt;div&gt;&lt;style&gt;\n<p>All of <a href=\"{Href(0)}\">this</a></p>"
    );
    let text = html("<p>a</p>\n\nb <i>c</i>\n", RawHtml::Escape);
    assert_eq!(text.trim(), "<p>&lt;p&gt;a&lt;/p&gt;\n</p>\n<p>b &lt;i&gt;c&lt;/i&gt;</p>");
    assert_eq!(html("b <x-y>c</x-y>\n", RawHtml::Allow).trim(), "<p>b <x-y>c</x-y></p>");
}
