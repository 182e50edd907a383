//! Tables: which column holds the times, found by what is in it.

use super::Clues;
use super::date::is_weekday;
use super::declaration::zone_in;
use super::section::Section;
use super::stamp::{Separator, Stamp, Strength};
use super::zone::Zone;
use crate::parse::markdown::{BlockId, BlockKind, Document, PlainText};

/// A row with a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The table.
    pub table: BlockId,
    /// The row itself.
    pub id: BlockId,
    /// Heads of the columns that hold the time; they may name a zone or a year.
    pub heads: Vec<BlockId>,
    /// Other cells that hold nothing but a part of the time.
    pub also_time: Vec<BlockId>,
    /// The cell that tells what happened, and the one that names who acted.
    pub story: Option<BlockId>,
    /// See `story`.
    pub actor: Option<BlockId>,
}

/// The tokens of a table's rows; none where the table is not one of events.
pub(super) fn rows(
    document: &Document<'_>,
    table: BlockId,
    section: Section,
    clues: &Clues,
) -> Vec<(BlockId, Row, Stamp)> {
    let grid = Grid::read(document, table, clues);
    let Some(columns) = grid.time_columns(document, section, clues) else { return Vec::new() };
    let heads: Vec<BlockId> = [Some(columns.time), columns.also]
        .into_iter()
        .flatten()
        .filter_map(|column| grid.head.get(column).copied())
        .collect();
    let (story, actor) = grid.tellers(document, &columns);
    let cell_of = |cells: &Cells, column: Option<usize>| Some(cells.get(column?)?.0);
    let mut found = Vec::new();
    for (row, cells) in &grid.rows {
        let Some((cell, Some(stamp))) = cells.get(columns.time) else { continue };
        let mut stamp = stamp.clone();
        let mut also_time: Vec<BlockId> = weekdays(document, cells);
        if let Some((other, Some(part))) = columns.also.and_then(|column| cells.get(column))
            && stamp.complete_with(part, &columns.means)
        {
            also_time.push(*other);
        }
        let (story, actor) = (cell_of(cells, story), cell_of(cells, actor));
        let row = Row { table, id: *row, heads: heads.clone(), also_time, story, actor };
        found.push((*cell, row, stamp));
    }
    found
}

/// Cells of a row that are a day of the week and nothing else.
fn weekdays(document: &Document<'_>, cells: &Cells) -> Vec<BlockId> {
    let is_weekday = |cell: &BlockId| is_weekday(&document.plain_text(*cell).text);
    let bare = cells.iter().filter(|(_, stamp)| stamp.is_none()).map(|(cell, _)| *cell);
    bare.take(2).filter(is_weekday).collect()
}

type Cells = Vec<(BlockId, Option<Stamp>)>;

/// A table's cells with the tokens that they start with.
struct Grid {
    head: Vec<BlockId>,
    rows: Vec<(BlockId, Cells)>,
}

/// Columns that hold times.
struct Columns {
    time: usize,
    /// A second column with the other part: date or time, or the end.
    also: Option<usize>,
    means: Also,
}

/// What a second column of times holds.
#[derive(Clone, PartialEq, Eq)]
enum Also {
    /// The time of a date, or the date of a time.
    OtherPart,
    /// The ends of the times in the first column.
    End,
    /// The same times in another zone.
    Second(Zone),
}

impl Grid {
    fn read(document: &Document<'_>, table: BlockId, clues: &Clues) -> Grid {
        let mut grid = Grid { head: Vec::new(), rows: Vec::new() };
        for row in document.children(Some(table)) {
            let cells = document.children(Some(row));
            if document.block(row).kind == BlockKind::TableHead {
                grid.head = cells.collect();
            } else {
                let stamped = cells
                    .map(|cell| (cell, Stamp::read(&document.plain_text(cell).text, clues)))
                    .collect();
                grid.rows.push((row, stamped));
            }
        }
        grid
    }

    /// The column that tells what happened, which is the wordiest, and the one whose head says that
    /// it names who acted.
    fn tellers(
        &self,
        document: &Document<'_>,
        columns: &Columns,
    ) -> (Option<usize>, Option<usize>) {
        let words_in = |column: usize| -> usize {
            let cells = self.rows.iter().filter_map(|(_, cells)| cells.get(column));
            cells.map(|(cell, _)| document.plain_text(*cell).text.len()).sum()
        };
        let others =
            || (0..self.head.len()).filter(|at| *at != columns.time && Some(*at) != columns.also);
        let story = others().max_by_key(|column| (words_in(*column), usize::MAX - *column));
        let actor = others()
            .filter(|column| Some(*column) != story)
            .find(|column| names_people(&document.plain_text(self.head[*column]).text));
        (story, actor)
    }

    /// Rows whose cell in a column passes a test.
    fn count(&self, column: usize, test: impl Fn(&Stamp) -> bool) -> usize {
        let passes = |cells: &Cells| {
            cells.get(column).and_then(|(_, stamp)| stamp.as_ref()).is_some_and(&test)
        };
        self.rows.iter().filter(|(_, cells)| passes(cells)).count()
    }

    fn time_columns(
        &self,
        document: &Document<'_>,
        section: Section,
        clues: &Clues,
    ) -> Option<Columns> {
        let width = self.rows.iter().map(|(_, cells)| cells.len()).max()?;
        let alone = |stamp: &Stamp| stamp.separator == Separator::End;
        let counts: Vec<usize> = (0..width).map(|column| self.count(column, alone)).collect();
        let most = *counts.iter().max()?;
        let time = match counts.iter().position(|count| *count == most) {
            Some(column) if most > 0 => column,
            // A single column may hold time and words.
            _ => 0,
        };
        let times = self.count(time, |stamp| stamp.strength() == Strength::Time);
        let all = self.count(time, |_| true);
        let enough = match section {
            Section::Timeline => all > 0 && all * 3 >= self.rows.len(),
            Section::Plain => {
                times >= 2 && times * 2 >= self.rows.len() && self.speaks_of_time(document, time)
            }
            Section::Closed => false,
        };
        let also = (0..width).filter(|column| *column != time).find_map(|column| {
            let head = self.head.get(column).map(|cell| document.plain_text(*cell).text);
            let head = head.unwrap_or_default();
            let means = match zone_in(&head, clues) {
                _ if says_end(&head) => Also::End,
                Some(zone) if self.count(time, |stamp| stamp.start.clock.is_some()) > 0 => {
                    Also::Second(zone)
                }
                _ => Also::OtherPart,
            };
            self.completes(time, column, &means).then_some((column, means))
        });
        let (also, means) = also.map_or((None, Also::OtherPart), |(at, means)| (Some(at), means));
        enough.then_some(Columns { time, also, means })
    }

    /// True where the column's head speaks of times, and not of plans.
    fn speaks_of_time(&self, document: &Document<'_>, column: usize) -> bool {
        let head = self.head.get(column);
        let words =
            head.map(|cell| document.plain_text(*cell).text.to_lowercase()).unwrap_or_default();
        let any = |known: &[&str]| known.iter().any(|known| words.contains(known));
        words.trim().is_empty()
            || any(&["time", "when", "date", "hour", "utc", "gmt", "start", "at"])
                && !any(&["due", "expected", "deadline", "eta", "status", "duration"])
    }

    /// True where a column holds nothing but the other part of the times in `time`.
    fn completes(&self, time: usize, column: usize, means: &Also) -> bool {
        let filled = self.count(column, |stamp| stamp.separator == Separator::End);
        let fits = self.rows.iter().filter(|(_, cells)| {
            matches!(
                (cells.get(time), cells.get(column)),
                (Some((_, Some(first))), Some((_, Some(second))))
                    if first.clone().complete_with(second, means)
            )
        });
        filled > 0 && fits.count() * 2 > self.rows.len()
    }
}

impl Stamp {
    /// Takes the other part of a time from the cell beside it; false where the cell holds none.
    fn complete_with(&mut self, other: &Stamp, means: &Also) -> bool {
        if other.separator != Separator::End || other.is_relative {
            return false;
        }
        let (own, part) = (&mut self.start, other.start);
        match (own.date, own.clock, part.date, part.clock) {
            (_, Some(_), _, Some(_)) if *means == Also::End && self.end.is_none() => {
                self.end = Some(part);
            }
            (_, Some(_), None, Some(clock)) if self.second.is_none() => {
                let Also::Second(zone) = means else { return false };
                self.second = Some((clock, zone.clone()));
            }
            (Some(_), None, None, Some(clock)) => own.clock = Some(clock),
            (None, Some(_), Some(date), None) => own.date = Some(date),
            _ => return false,
        }
        self.end = self.end.or(other.end);
        self.zone = self.zone.take().or_else(|| other.zone.clone());
        self.approximate |= other.approximate;
        true
    }
}

/// True where a column's head says that its times are ends.
fn says_end(head: &str) -> bool {
    head.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| {
        matches!(word, "end" | "ended" | "until" | "finish" | "finished" | "stop" | "to")
    })
}

/// True where a column's head says that it names who acted.
fn names_people(head: &str) -> bool {
    head.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| {
        matches!(word, "who" | "actor" | "by" | "person" | "people" | "team" | "role" | "author")
    })
}

/// The cell of a row that tells what happened, else its first with words, other than those of the
/// time.
pub(super) fn words(document: &Document<'_>, row: &Row, time: BlockId) -> Option<PlainText> {
    let others = document
        .children(Some(row.id))
        .filter(|cell| *cell != time && !row.also_time.contains(cell));
    let story = row.story.filter(|cell| !row.also_time.contains(cell));
    story
        .into_iter()
        .chain(others)
        .map(|cell| document.plain_text(cell))
        .find(|plain| !plain.text.trim().is_empty())
}

/// The cell that says who acted, and what it says. One with marks (a link, say) stays among the
/// row's other cells, so that they are not lost.
pub(super) fn actor(document: &Document<'_>, row: &Row) -> Option<(BlockId, String)> {
    let cell = row.actor?;
    let plain = document.plain_text(cell);
    let name = plain.one_line();
    (plain.marks.is_empty() && !name.is_empty()).then_some((cell, name))
}
