//! Tables → action items, by the words of their heads.

use super::super::markdown::{BlockId, BlockKind, PlainText};
use super::mark::{self, Marked};
use super::{Reader, bare};
use crate::model::{ActionItem, fold};

/// What a column holds.
#[derive(Clone, PartialEq, Eq)]
enum Column {
    Text,
    /// By its folded head (`owner`, `due-date`).
    Detail(String),
}

impl Reader<'_> {
    /// Rows are tasks where a head says that a column holds tasks.
    pub(super) fn table(&self, table: BlockId, items: &mut Vec<ActionItem>) {
        let mut columns = Vec::new();
        for row in self.document.children(Some(table)) {
            let cells: Vec<PlainText> = self
                .document
                .children(Some(row))
                .map(|cell| self.document.plain_text(cell))
                .collect();
            match self.document.block(row).kind {
                BlockKind::TableHead => columns = cells.iter().map(column).collect(),
                BlockKind::TableRow => items.extend(self.row(row, &columns, &cells)),
                _ => {}
            }
        }
    }

    fn row(&self, row: BlockId, columns: &[Column], cells: &[PlainText]) -> Option<ActionItem> {
        let text_column = columns.iter().position(|column| *column == Column::Text)?;
        let Marked { text, owner, due, status, link, .. } =
            mark::read(cells.get(text_column)?, self.config);
        if !text.chars().any(char::is_alphanumeric) {
            return None;
        }
        let line = self.document.line(row);
        let mut item = ActionItem { owner, due, status, link, ..bare(text, line) };
        for (column, cell) in columns.iter().zip(cells) {
            if let Column::Detail(name) = column {
                mark::set(&mut item, name, &cell.one_line(), mark::first_link(cell));
            }
        }
        Some(item)
    }
}

fn column(head: &PlainText) -> Column {
    let name = fold(&head.one_line());
    match name.as_str() {
        "action" | "actions" | "action-item" | "action-items" | "task" | "tasks" | "item"
        | "what" | "todo" | "to-do" | "description" | "follow-up" | "measure" | "aufgabe"
        | "maßnahme" => Column::Text,
        _ => Column::Detail(name),
    }
}
