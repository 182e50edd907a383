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
use super::sections::{Outline, SectionLayout, section_kind};
use crate::config::Config;
use crate::model::{ActionItem, Origin, SectionKind, fold};
use std::collections::BTreeSet;

/// The action items of a document, in its order.
pub fn action_items(
    document: &Document<'_>,
    outline: &Outline,
    config: &Config,
) -> Vec<ActionItem> {
    let reader = Reader { document, config };
    let listed: Vec<(Weight, Vec<ActionItem>)> = sections(outline)
        .map(|section| {
            let mut items = Vec::new();
            for block in &section.own {
                reader.block(*block, &mut items);
            }
            (weight(&section.section.heading), items)
        })
        .collect();
    let has_tasks =
        listed.iter().any(|(weight, items)| *weight == Weight::Tasks && !items.is_empty());
    let listed: Vec<_> = listed.into_iter().chain(reader.under_labels(outline)).collect();
    let counts = |(weight, _): &(Weight, _)| !has_tasks || *weight != Weight::Measures;
    listed.into_iter().filter(counts).flat_map(|(_, items)| items).collect()
}

/// What the head of an action item section promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// Things to be done.
    Tasks,
    /// What should become better, broadly: a list of tasks beside it says how. So has the outline
    /// that the seed follows ("Corrective and preventative measures: improvements, tasks").
    Measures,
    /// Neither more nor less.
    Plain,
}

fn weight(heading: &str) -> Weight {
    const TASKS: [&str; 6] = ["tasks", "task", "todo", "action-items", "to-do", "todos"];
    const MEASURES: [&str; 6] = [
        "improvements",
        "corrective",
        "preventative",
        "preventive",
        "prevention",
        "recommendations",
    ];
    let folded = fold(heading);
    let begins = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    match () {
        () if begins(&TASKS) => Weight::Tasks,
        () if begins(&MEASURES) => Weight::Measures,
        () => Weight::Plain,
    }
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
    /// Lists below an item that is the head of such a section: `- **Review actions**:`.
    fn under_labels(&self, outline: &Outline) -> Vec<(Weight, Vec<ActionItem>)> {
        let in_sections: BTreeSet<BlockId> =
            sections(outline).flat_map(|section| section.own.iter().copied()).collect();
        let lists = self.document.children(None).filter(|id| {
            matches!(self.document.block(*id).kind, BlockKind::List(_)) && !in_sections.contains(id)
        });
        lists
            .flat_map(|list| self.document.children(Some(list)))
            .filter_map(|item| self.under_label(item))
            .collect()
    }

    fn under_label(&self, item: BlockId) -> Option<(Weight, Vec<ActionItem>)> {
        let head = self.document.children(Some(item)).next()?;
        let text = self.document.plain_text(head).text;
        let words = text.trim().strip_suffix(':').unwrap_or(text.trim());
        (section_kind(words) == Some(SectionKind::ActionItems)).then_some(())?;
        let mut items = Vec::new();
        for block in self.document.children(Some(item)).skip(1) {
            self.block(block, &mut items);
        }
        Some((weight(words), items))
    }

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
