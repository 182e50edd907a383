//! What of a document stands where on its page: the plan by which it is rendered.

use super::drawing::Drawings;
use super::markdown::render::{Plan, Renderer, Role};
use super::markdown::{BlockId, Document};
use super::sections::Outline;
use super::timeline::{ItemLayout, Reading};
use crate::config::RawHtml;
use crate::model::{Body, Heading, Item, Region, Timeline};
use std::collections::BTreeSet;

/// A document's body and timeline, rendered.
pub(super) struct Rendered {
    pub(super) body: Body,
    pub(super) timeline: Timeline,
}

/// Renders a document: title left out, heads with ids, drawings and timeline regions as holes.
pub(super) fn render(
    document: &Document<'_>,
    outline: &Outline,
    drawings: Drawings,
    reading: Reading,
    html: RawHtml,
) -> Rendered {
    let inside = inside_regions(document, &reading);
    let plan = Plan { html, ..plan(outline, &drawings, &reading) };
    let mut renderer = Renderer::new(document, &plan);
    let chunks = renderer.body();
    let regions = reading
        .regions
        .iter()
        .map(|region| Region {
            items: region.items.iter().map(|item| self::item(&mut renderer, item)).collect(),
            spans: region.blocks.iter().map(|block| document.block(*block).span).collect(),
        })
        .collect();
    let Renderer { links, code, images, .. } = renderer;
    let headings = headings(outline, &inside);
    let words = words(document);
    let body = Body { chunks, links, diagrams: drawings.diagrams, code, images, headings, words };
    Rendered { body, timeline: Timeline { entries: reading.entries, regions } }
}

fn plan(outline: &Outline, drawings: &Drawings, reading: &Reading) -> Plan {
    let mut plan = Plan::default();
    if let Some((title, _)) = &outline.title {
        plan.blocks.insert(*title, Role::LeftOut);
    }
    for head in &outline.heads {
        let Heading { text, anchor, level, .. } = &head.heading;
        let words = (!head.is_markdown).then(|| text.clone());
        let role = Role::Heading { level: *level, anchor: anchor.clone(), words };
        plan.blocks.insert(head.block, role);
    }
    for (block, number) in &drawings.blocks {
        plan.blocks.insert(*block, Role::Diagram(*number));
    }
    for caption in &drawings.captions {
        plan.blocks.insert(*caption, Role::LeftOut);
    }
    for (number, region) in reading.regions.iter().enumerate() {
        for (place, block) in region.blocks.iter().enumerate() {
            let role = if place == 0 { Role::Timeline(number) } else { Role::LeftOut };
            plan.in_body.insert(*block, role);
        }
    }
    plan
}

fn item(renderer: &mut Renderer<'_, '_>, item: &ItemLayout) -> Item {
    match item {
        ItemLayout::Day(day, pieces) => Item::Day { day: *day, html: renderer.pieces(pieces) },
        ItemLayout::Entry(number, pieces) => Item::Entry(*number, renderer.pieces(pieces)),
        ItemLayout::Note(pieces) => Item::Note(renderer.pieces(pieces)),
    }
}

/// The blocks that the timeline views take the place of, and all that stands in them.
fn inside_regions(document: &Document<'_>, reading: &Reading) -> BTreeSet<BlockId> {
    let mut inside: BTreeSet<BlockId> =
        reading.regions.iter().flat_map(|region| region.blocks.iter().copied()).collect();
    for block in document.ids() {
        if document.block(block).parent.is_some_and(|parent| inside.contains(&parent)) {
            inside.insert(block);
        }
    }
    inside
}

/// The heads that stand on the page as headings of its body.
fn headings(outline: &Outline, inside: &BTreeSet<BlockId>) -> Vec<Heading> {
    let heads = outline.heads.iter().filter(|head| !inside.contains(&head.block));
    heads.map(|head| head.heading.clone()).collect()
}

fn words(document: &Document<'_>) -> usize {
    document.ids().map(|id| document.plain_text(id).text.split_whitespace().count()).sum()
}
