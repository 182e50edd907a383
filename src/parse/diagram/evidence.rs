//! The rules: when lines are a drawing.

use super::group::Survey;
use super::line::Trait;
use super::row::Standing;
use std::ops::Range;

/// What the lines of a group have between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub lines: usize,
    pub boxes: usize,
    pub edges: usize,
    pub arrows: usize,
    pub pure: usize,
    pub rules: usize,
    pub branches: usize,
    pub delimiters: usize,
    pub items: usize,
    pub sentences: usize,
    pub bars: usize,
    pub gaps: usize,
    pub code: usize,
    pub verticals: usize,
    pub diagonals: usize,
}

impl Tally {
    /// Counts the traits of a range of rows.
    pub(super) fn of(survey: &Survey<'_, '_>, range: &Range<usize>) -> Tally {
        let mut tally = Tally::default();
        for index in range.clone().filter(|&index| survey.rows[index].is_open()) {
            let line = survey.lines[index];
            let count = |what| usize::from(line.is(what));
            tally.lines += 1;
            tally.boxes += count(Trait::Box);
            tally.edges += count(Trait::Edge);
            tally.arrows += count(Trait::Arrow);
            tally.pure += count(Trait::Pure);
            tally.rules += count(Trait::Rule);
            tally.branches += count(Trait::Branch);
            tally.delimiters += count(Trait::Delimiter);
            tally.items += count(Trait::Item);
            tally.sentences += count(Trait::Sentence);
            tally.bars += count(Trait::Bar);
            tally.gaps += usize::from(line.gaps > 0);
            tally.code += usize::from(survey.rows[index].standing == Standing::Code);
            if index + 1 < range.end {
                tally.verticals += survey.links[index].vertical;
                tally.diagonals += survey.links[index].diagonal;
            }
        }
        tally
    }

    /// The reason to call the lines a drawing, if there is one.
    pub(super) fn reason(&self) -> Option<&'static str> {
        let refused = REFUSALS.iter().any(|refuses| refuses(self));
        if self.lines < 2 || refused {
            return None;
        }
        RULES.iter().find(|(_, accepts)| accepts(self)).map(|(name, _)| *name)
    }
}

const REFUSALS: [fn(&Tally) -> bool; 4] = [is_prose, is_list, is_broken_table, is_code];

fn is_prose(t: &Tally) -> bool {
    2 * t.sentences > t.lines && t.edges < 3 && t.boxes < 3
}

fn is_list(t: &Tally) -> bool {
    2 * t.items >= t.lines && t.pure == 0 && t.boxes < 2 && !(t.edges >= 2 && t.verticals >= 2)
}

fn is_broken_table(t: &Tally) -> bool {
    t.delimiters > 0 && t.edges + t.pure + t.boxes == 0
}

fn is_code(t: &Tally) -> bool {
    t.code == t.lines
}

type Rule = (&'static str, fn(&Tally) -> bool);

const RULES: [Rule; 14] = [
    ("box characters", |t| t.boxes >= 2),
    ("edges+verticals", |t| t.edges >= 2 && t.verticals >= 1),
    ("2b arrows+verticals", |t| t.edges + t.arrows >= 2 && t.verticals >= 2),
    ("3 edge+3verticals", |t| t.edges + t.arrows >= 1 && t.verticals >= 3),
    ("4 arrow+verticals", |t| t.verticals >= 3 && t.pure >= 2),
    ("5 strokes", |t| t.pure >= 2),
    ("6 grid", |t| t.lines >= 3 && t.verticals >= 3 * (t.lines - 1)),
    ("7 edge+pure", |t| t.edges >= 2 && t.pure >= 1),
    ("8 diagonals", |t| t.diagonals >= 2 && t.pure >= 1),
    ("9 corner edges", |t| t.edges >= 3 && 2 * t.edges >= t.lines),
    ("10 bars+rules", |t| t.bars >= 2 && (t.rules >= 3 || t.rules >= 2 && t.edges >= 1)),
    ("11 branches", |t| t.branches >= 2),
    ("12 rules+gaps", |t| t.rules >= 2 && t.gaps >= 3 && 5 * (t.rules + t.gaps) >= 4 * t.lines),
    ("13 box/arrows+gaps", |t| (t.boxes >= 1 || t.arrows >= 2) && t.gaps >= 2),
];
