//! The rules: when lines are a drawing.
//!
//! First what speaks against it, then what speaks for it; a reader can check each by eye. The
//! words are those of `docs/diagrams.md`, which has an example of each.

use super::group::Survey;
use super::line::Trait;
use super::row::Standing;
use std::ops::Range;

/// How many lines of a group are what, and how many strokes lead from one to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Lines that are not blank.
    pub lines: usize,
    /// Lines that hold any stroke, or words set apart.
    drawn: usize,
    boxes: usize,
    boxed_items: usize,
    edges: usize,
    long_arrows: usize,
    arrows: usize,
    pure: usize,
    rules: usize,
    columns: usize,
    branches: usize,
    delimiters: usize,
    table_rows: usize,
    bars: usize,
    items: usize,
    gaps: usize,
    /// Lines that `CommonMark` keeps as indented code.
    code: usize,
    verticals: usize,
    diagonals: usize,
    /// Arrows that open a line with their head below that of another.
    fanned: usize,
}

impl Tally {
    /// Counts the lines of a range of rows.
    pub(super) fn of(survey: &Survey<'_, '_>, range: &Range<usize>) -> Tally {
        let open: Vec<usize> =
            range.clone().filter(|&index| survey.rows[index].is_open()).collect();
        let count = |what| open.iter().filter(|&&index| survey.lines[index].is(what)).count();
        let both = |one, other| {
            let lines = open.iter().map(|&index| survey.lines[index]);
            lines.filter(|line| line.is(one) && line.is(other)).count()
        };
        // The strokes below the last line lead out of the group.
        let inner = &survey.links[range.start..range.end.saturating_sub(1).max(range.start)];
        Tally {
            lines: open.len(),
            drawn: open.iter().filter(|&&index| survey.is_drawn(index)).count(),
            boxes: count(Trait::Box),
            boxed_items: both(Trait::Box, Trait::Item),
            edges: count(Trait::Edge),
            long_arrows: count(Trait::LongArrow),
            arrows: count(Trait::Arrow),
            pure: count(Trait::Pure),
            rules: count(Trait::Rule),
            columns: count(Trait::Columns),
            branches: count(Trait::Branch),
            delimiters: count(Trait::Delimiter),
            table_rows: count(Trait::TableRow),
            bars: count(Trait::Bar),
            items: count(Trait::Item),
            gaps: count(Trait::Gap),
            code: open.iter().filter(|&&i| survey.rows[i].standing == Standing::Code).count(),
            verticals: inner.iter().map(|links| links.vertical).sum(),
            diagonals: inner.iter().map(|links| links.diagonal).sum(),
            fanned: count(Trait::Fan),
        }
    }

    /// What makes the lines a drawing, in words; `None` where they are none.
    pub(super) fn reason(&self) -> Option<&'static str> {
        let refused =
            self.lines < 2 || self.is_mostly_text() || REFUSALS.iter().any(|refuses| refuses(self));
        if refused { None } else { self.rule() }
    }

    /// True where a rule speaks for a drawing, and only the text around it against.
    pub(super) fn is_near_miss(&self) -> bool {
        self.is_mostly_text()
            && !REFUSALS.iter().any(|refuses| refuses(self))
            && self.rule().is_some()
    }

    fn rule(&self) -> Option<&'static str> {
        RULES.iter().find(|(_, accepts)| accepts(self)).map(|(name, _)| *name)
    }

    /// Fewer than every fifth line holds a stroke, or words set apart.
    fn is_mostly_text(&self) -> bool {
        5 * self.drawn < self.lines
    }

    /// Every line is indented code, which is kept as it is without help.
    pub(super) fn is_all_code(&self) -> bool {
        self.code == self.lines
    }

    /// Every line is a row of a table, and there is no corner: such rows are often left empty.
    pub(super) fn is_headless_table(&self) -> bool {
        self.table_rows == self.lines && self.edges + self.boxes + self.arrows == 0
    }

    /// One delimiter row, a bar on every line and no corner: a table that GFM does not take.
    pub(super) fn is_broken_table(&self) -> bool {
        self.delimiters == 1 && self.bars == self.lines && self.edges + self.boxes == 0
    }
}

/// What speaks against a drawing, text aside.
const REFUSALS: [fn(&Tally) -> bool; 4] =
    [is_list, Tally::is_all_code, Tally::is_headless_table, Tally::is_broken_table];

/// List items for the most part, and neither a line of strokes nor two of boxes.
fn is_list(t: &Tally) -> bool {
    2 * t.items >= t.lines && t.pure == 0 && t.boxes - t.boxed_items < 2
}

/// A rule and what it is called where a finding names it.
type Rule = (&'static str, fn(&Tally) -> bool);

/// What speaks for a drawing; one is enough.
const RULES: [Rule; 11] = [
    ("box characters", has_boxes),
    ("lines of strokes", has_strokes),
    ("corners that meet", has_corners),
    ("strokes in columns", has_uprights),
    ("branches of a tree", has_branches),
    ("arrows between words", has_arrows),
    ("a stroke from an arrow", has_turn),
    ("an arrow that forks", has_fork),
    ("arrows below each other", has_fan),
    ("ruled columns", has_columns),
    ("rows between rules", has_rows),
];

/// Two lines with box characters.
fn has_boxes(t: &Tally) -> bool {
    t.boxes >= 2
}

/// Two lines of nothing but strokes.
fn has_strokes(t: &Tally) -> bool {
    t.pure >= 2
}

/// Two edges, and a stroke that leads from line to line or a line of strokes.
fn has_corners(t: &Tally) -> bool {
    t.edges + t.long_arrows >= 2 && t.verticals + t.diagonals + t.pure >= 1
}

/// Three strokes that go on in the next line, and an edge or arrow.
fn has_uprights(t: &Tally) -> bool {
    t.verticals >= 3 && t.edges >= 1
}

/// Two branches.
fn has_branches(t: &Tally) -> bool {
    t.branches >= 2
}

/// Two edges or arrows, and two lines whose words are set apart.
fn has_arrows(t: &Tally) -> bool {
    t.edges + t.long_arrows >= 2 && t.gaps >= 2
}

/// Two arrows or edges, and a line of strokes that leads from one to the next.
fn has_turn(t: &Tally) -> bool {
    t.arrows + t.edges >= 2 && t.pure >= 1 && t.verticals + t.diagonals >= 1
}

/// Arrows on all lines, and an edge.
fn has_fork(t: &Tally) -> bool {
    t.edges >= 1 && t.arrows == t.lines
}

/// Lines that begin far in with an arrow, its head below that of another.
fn has_fan(t: &Tally) -> bool {
    t.fanned >= 1
}

/// A rule for each of several columns, and all words set apart.
fn has_columns(t: &Tally) -> bool {
    t.columns >= 1 && t.lines >= 3 && t.gaps == t.lines
}

/// Two rules, and two rows of a table between them.
fn has_rows(t: &Tally) -> bool {
    t.rules >= 2 && t.table_rows >= 2
}
