//! Footnotes: numbered by first mention, told at the end, with a way back to each mention.

use super::{BlockId, BlockKind, Document};
use pulldown_cmark::{Event, Tag};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Numbers of all footnotes of a document.
pub(super) struct Footnotes {
    /// Label → number, from 1, and the events that mention it.
    mentions: BTreeMap<String, (usize, Vec<usize>)>,
}

/// A footnote's text.
pub(super) struct Note {
    pub(super) number: usize,
    pub(super) block: BlockId,
    mentions: usize,
}

impl Footnotes {
    pub(super) fn of<'e>(events: impl Iterator<Item = &'e Event<'e>>) -> Footnotes {
        let mut mentions: BTreeMap<String, (usize, Vec<usize>)> = BTreeMap::new();
        for (index, event) in events.enumerate() {
            if let Event::FootnoteReference(label) = event {
                let next = mentions.len() + 1;
                let entry = mentions.entry(label.to_string()).or_insert((next, Vec::new()));
                entry.1.push(index);
            }
        }
        Footnotes { mentions }
    }

    /// The mark of the mention at event number `index`.
    pub(super) fn reference(&self, label: &str, index: usize) -> String {
        let Some((number, events)) = self.mentions.get(label) else { return String::new() };
        let mention = events.iter().position(|event| *event == index).unwrap_or(0) + 1;
        format!(
            "<sup class=\"footnote-reference\" id=\"fnref-{number}-{mention}\">\
             <a href=\"#fn-{number}\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        )
    }

    /// The footnotes that are mentioned, in the order of their numbers.
    pub(super) fn order(&self, document: &Document<'_>) -> Vec<Note> {
        let mut notes: Vec<Note> = document
            .ids()
            .filter(|id| document.block(*id).kind == BlockKind::FootnoteDefinition)
            .filter_map(|block| {
                let (event, _) = document.events.get(document.block(block).events.start)?;
                let Event::Start(Tag::FootnoteDefinition(label)) = event else { return None };
                let (number, mentions) = self.mentions.get(label.as_ref())?;
                Some(Note { number: *number, block, mentions: mentions.len() })
            })
            .collect();
        notes.sort_by_key(|note| note.number);
        notes.dedup_by_key(|note| note.number);
        notes
    }
}

impl Note {
    /// Links back to every mention.
    pub(super) fn way_back(&self) -> String {
        let mut html = String::new();
        for mention in 1..=self.mentions {
            let number = self.number;
            let _ = write!(
                html,
                " <a class=\"footnote-back\" href=\"#fnref-{number}-{mention}\" \
                 aria-label=\"Back to mention {mention} of footnote {number}\">↩</a>"
            );
        }
        html
    }
}
