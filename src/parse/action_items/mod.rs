//! What is to be done: the lists and tables of a document's action item sections.
//!
//! 1. The sections of that kind are found, those inside them included unless they are about
//!    something else.
//! 2. `list` takes each list apart into items and what hangs below them; `table` reads rows by
//!    their heads.
//! 3. `mark` takes what people write around an item (owner, day, status, ticket) off its words.
//!
//! Prose is left alone: a paragraph is no task, and neither is an item that only says what the
//! list is about (`Improvements: We need to …`).

mod list;
mod mark;
mod table;

#[cfg(test)]
mod tests;

use super::markdown::{BlockId, BlockKind, Document};
use super::sections::{Outline, SectionLayout};
use crate::config::Config;
use crate::model::{ActionItem, Origin, SectionKind};

/// The action items of a document, in its order.
pub fn action_items(
    document: &Document<'_>,
    outline: &Outline,
    config: &Config,
) -> Vec<ActionItem> {
    let reader = Reader { document, config };
    let mut items = Vec::new();
    for section in sections(outline) {
        for block in &section.own {
            reader.block(*block, &mut items);
        }
    }
    items
}

/// The sections of the kind, and those inside them that are about nothing else.
fn sections(outline: &Outline) -> impl Iterator<Item = &SectionLayout> {
    let mut open: Vec<(u8, bool)> = Vec::new();
    outline.sections.iter().filter(move |layout| {
        let level = layout.section.level;
        while open.pop_if(|(outer, _)| *outer >= level).is_some() {}
        let inherited = open.last().is_some_and(|(_, wanted)| *wanted);
        let wanted = layout.section.kind.map_or(inherited, |kind| kind == SectionKind::ActionItems);
        open.push((level, wanted));
        wanted
    })
}

/// Reads blocks.
struct Reader<'r> {
    document: &'r Document<'r>,
    config: &'r Config,
}

impl Reader<'_> {
    fn block(&self, block: BlockId, items: &mut Vec<ActionItem>) {
        match self.document.block(block).kind {
            BlockKind::List(_) => self.list(block, items),
            BlockKind::Table => self.table(block, items),
            _ => {}
        }
    }
}

/// An item of which nothing is known but its words and its line.
fn bare(text: String, line: u32) -> ActionItem {
    ActionItem {
        text,
        kind: None,
        owner: None,
        due: None,
        status: None,
        link: None,
        origin: Origin::Derived,
        line,
    }
}
