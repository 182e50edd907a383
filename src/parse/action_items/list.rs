//! Lists → action items.

use super::super::markdown::{BlockId, BlockKind, Mark, PlainText};
use super::super::sections::section_kind;
use super::mark::{self, Marked};
use super::{Reader, bare};
use crate::model::{ActionItem, ActionStatus, ActionType, SectionKind, fold};

/// Deepest nesting of lists that is followed; each level costs stack.
const DEEPEST: usize = 16;

impl Reader<'_> {
    pub(super) fn list(&self, list: BlockId, items: &mut Vec<ActionItem>) {
        self.nested_list(list, DEEPEST, items);
    }

    fn nested_list(&self, list: BlockId, depth: usize, items: &mut Vec<ActionItem>) {
        for item in self.document.children(Some(list)) {
            if let BlockKind::Item(checked) = self.document.block(item).kind {
                self.item(item, checked, depth, items);
            }
        }
    }

    /// An item is a task, the head of a group of tasks, or prose.
    fn item(
        &self,
        item: BlockId,
        checked: Option<bool>,
        depth: usize,
        items: &mut Vec<ActionItem>,
    ) {
        let mut words = None;
        let mut lists = Vec::new();
        for child in self.document.children(Some(item)) {
            match self.document.block(child).kind {
                BlockKind::List(_) => lists.push(child),
                BlockKind::TightText | BlockKind::Paragraph if words.is_none() => {
                    words = Some(child);
                }
                _ => {}
            }
        }
        let plain = words.map(|block| self.document.plain_text(block)).unwrap_or_default();
        let is_head = !lists.is_empty() && checked.is_none() && is_group_head(&plain);
        if is_head {
            if let Some(depth) = depth.checked_sub(1) {
                for list in lists {
                    self.nested_list(list, depth, items);
                }
            }
            return;
        }
        let line = self.document.line(words.unwrap_or(item));
        if let Some(mut task) = self.task(&plain, checked, line) {
            for list in &lists {
                self.details(*list, &mut task);
            }
            items.push(task);
        }
        for list in lists {
            self.checked_below(list, depth, items);
        }
    }

    fn task(&self, plain: &PlainText, checked: Option<bool>, line: u32) -> Option<ActionItem> {
        let Marked { text, owner, due, status, link, .. } = mark::read(plain, self.config);
        if is_placeholder(&text) || is_about_the_list(&text) {
            return None;
        }
        let status = match checked {
            Some(true) => Some(ActionStatus::Done),
            Some(false) => status.or(Some(ActionStatus::Open)),
            None => status,
        };
        let kind = kind_of(&text);
        Some(ActionItem { kind, owner, due, status, link, ..bare(text, line) })
    }

    /// `Owner: Kim`, `Due: 2024-02-01` as items below a task.
    fn details(&self, list: BlockId, task: &mut ActionItem) {
        for item in self.document.children(Some(list)) {
            let Some(words) = self.document.children(Some(item)).next() else { continue };
            let plain = self.document.plain_text(words);
            if let Some((label, value)) = plain.text.split_once(':') {
                mark::set(task, &fold(label), value.trim(), mark::first_link(&plain));
            }
        }
    }

    /// Below a task, only check boxes are tasks too.
    fn checked_below(&self, list: BlockId, depth: usize, items: &mut Vec<ActionItem>) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for item in self.document.children(Some(list)) {
            if let BlockKind::Item(checked @ Some(_)) = self.document.block(item).kind {
                self.item(item, checked, depth, items);
            }
        }
    }
}

/// True where the words announce what is below them: they end in a colon, are all bold, or are one
/// of the field's words for such lists.
fn is_group_head(plain: &PlainText) -> bool {
    let text = plain.text.trim();
    let all_bold = plain.marks.first().is_some_and(|(span, mark)| {
        *mark == Mark::Strong && span.start == 0 && span.end >= text.len()
    });
    text.is_empty() || text.ends_with(':') || all_bold || names_such_lists(text)
}

fn names_such_lists(text: &str) -> bool {
    section_kind(text) == Some(SectionKind::ActionItems) && text.split_whitespace().count() <= 4
}

/// True for `Improvements: We need to …`: the label names the section, and what follows is prose.
fn is_about_the_list(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(label, _)| names_such_lists(label) && kind_of(text).is_none())
}

/// Words that hold the place of a task.
fn is_placeholder(text: &str) -> bool {
    const PLACEHOLDERS: [&str; 8] =
        ["untitled", "none", "n-a", "na", "tbd", "todo", "to-be-determined", "none-yet"];
    PLACEHOLDERS.contains(&fold(text).as_str()) || !text.chars().any(char::is_alphanumeric)
}

/// What a task is for, where a label says so (`Detect: …`, `Prevention: …`).
fn kind_of(text: &str) -> Option<ActionType> {
    let (label, _) = text.split_once(':')?;
    mark::action_type(&fold(label))
}
