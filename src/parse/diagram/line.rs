//! What one line looks like, on its own.

use super::{cell, neutral, stroke, word};

/// Something a line can be or hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trait {
    /// Drawn with characters of U+2500 to U+259F.
    Box,
    /// A stroke that ends on a corner or bar: `+--`, `--'`, `|--`.
    Edge,
    /// An arrow of six dashes or more, which text has no use for.
    LongArrow,
    /// An arrow of any length: `-->`, `<--`, `==>`.
    Arrow,
    /// Nothing but strokes.
    Pure,
    /// A rule and nothing else: `------`.
    Rule,
    /// Rules over or under several columns: `----  ---  ----`.
    Columns,
    /// A branch of a tree: `├── a`, `|-- a`.
    Branch,
    /// A delimiter row of a GFM table.
    Delimiter,
    /// The first line of a list item.
    Item,
    /// Words of a sentence, or a link.
    Sentence,
    /// Ends as a sentence does.
    Ending,
    /// Starts and ends on a bar, as rows of tables do.
    TableRow,
    /// Holds a vertical stroke.
    Bar,
    /// Holds blanks between words that no sentence has.
    Gap,
    /// A heading that starts with `#`.
    Heading,
    /// Nothing but the letters and signs that serve as heads of upright arrows: `v   v`, `^`.
    Heads,
    /// Begins far in with an arrow, its head below that of the line above.
    Fan,
}

/// What is known of a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    traits: u32,
    /// Columns between the margin of its container and the first character.
    pub indent: usize,
}

impl Line {
    /// Reads a line of which the quote's markers have been cut.
    pub(super) fn read(text: &str) -> (Line, Vec<char>) {
        let mut cells = cell::cells(text);
        let mut line = Line { traits: 0, indent: cell::indent(&cells) };
        if cells.is_empty() {
            return (line, cells);
        }
        neutral::neutralise(&mut cells);
        let inner = &cells[line.indent..];
        for (is, holds) in SIGHTS {
            if holds(inner) {
                line.traits |= is.bit();
            }
        }
        // A lone `\` at the margin is a hard break that makes room.
        if line.indent <= 3 && matches!(inner, ['\\' | '/']) {
            line.traits &= !Trait::Pure.bit();
        }
        if !line.is(Trait::Gap) && !line.is_structural() && word::is_sentence(inner) {
            line.traits |= Trait::Sentence.bit();
        }
        (line, cells)
    }

    /// True where the line is or holds it.
    pub(super) fn is(self, what: Trait) -> bool {
        self.traits & what.bit() != 0
    }

    /// Takes heads for strokes, as the stroke that ends on them stands in the line above or below.
    pub(super) fn join_heads(&mut self) {
        if self.is(Trait::Heads) {
            self.traits |= Trait::Pure.bit();
        }
    }

    /// Takes a leading arrow for one that goes out from the line above.
    pub(super) fn join_fan(&mut self) {
        self.traits |= Trait::Fan.bit();
    }

    /// True where the line speaks of a drawing.
    pub(super) fn is_structural(self) -> bool {
        let speaking = [
            Trait::Box,
            Trait::Edge,
            Trait::LongArrow,
            Trait::Pure,
            Trait::Branch,
            Trait::Columns,
            Trait::Fan,
        ];
        speaking.iter().any(|&what| self.is(what))
    }

    /// True where the line holds any stroke, or words set apart.
    pub(super) fn is_drawn(self) -> bool {
        self.is_structural()
            || [Trait::Bar, Trait::Arrow, Trait::Gap].iter().any(|&what| self.is(what))
    }

    /// True where there are only upright strokes, which lead on above and below.
    pub(super) fn is_upright(self) -> bool {
        self.is(Trait::Pure) && !self.is(Trait::Edge)
    }
}

impl Trait {
    fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A trait and how to see it in the cells of a line, from its first character on.
type Sight = (Trait, fn(&[char]) -> bool);

/// How each trait is seen; sentences come after, as their words depend on the others.
const SIGHTS: [Sight; 16] = [
    (Trait::Box, stroke::is_boxed),
    (Trait::Edge, stroke::has_edge),
    (Trait::LongArrow, stroke::has_long_arrow),
    (Trait::Arrow, stroke::has_arrow),
    (Trait::Pure, stroke::is_pure),
    (Trait::Rule, stroke::is_rule),
    (Trait::Columns, stroke::is_columns),
    (Trait::TableRow, word::is_table_row),
    (Trait::Gap, word::has_gap),
    (Trait::Branch, stroke::is_branch),
    (Trait::Delimiter, word::is_delimiter),
    (Trait::Item, word::is_item),
    (Trait::Bar, stroke::has_bar),
    (Trait::Heading, word::is_heading),
    (Trait::Ending, word::is_ending),
    (Trait::Heads, stroke::is_heads),
];
