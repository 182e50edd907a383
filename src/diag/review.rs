//! Findings about what a review would ask for.

use super::{Code, Diagnostic, Place};

/// Nothing at all says how long the incident lasted.
pub fn no_duration(place: Place) -> Diagnostic {
    Diagnostic::new(Code::NoDuration, place, "nothing says how long the incident lasted")
        .help("write `duration: 2h30m` in the front matter, or `duration: unknown`")
}

/// The front matter does not say how long the incident lasted, and the body does; `human` is as a
/// reader reads it, `written` as front matter has it, `from` the passage.
pub fn duration_not_stated(place: Place, human: &str, written: &str, from: Place) -> Diagnostic {
    Diagnostic::new(
        Code::NoDuration,
        place,
        format!("the duration is not stated; the text gives {human}"),
    )
    .help(format!("where that is right, write `duration: {written}` in the front matter"))
    .related(from, "read from here")
}

/// Action items that are not done have no owner; the place is that of the first.
pub fn action_items_without_owner(place: Place, n_items: usize) -> Diagnostic {
    let message = match n_items {
        1 => "this action item has no owner".to_owned(),
        n => format!("{n} action items have no owner, this one first"),
    };
    Diagnostic::new(Code::ActionItemWithoutOwner, place, message)
        .help("name one person or team: `(@kim)` behind the item, or `owner: kim`")
}

/// Action items that are not done have no day; the place is that of the first.
pub fn action_items_without_due(place: Place, n_items: usize) -> Diagnostic {
    let message = match n_items {
        1 => "nothing says by when this action item will be done".to_owned(),
        n => format!("nothing says by when {n} action items will be done, this one first"),
    };
    Diagnostic::new(Code::ActionItemWithoutDue, place, message)
        .help("write the day: `due 2024-02-01` behind the item, or `due: 2024-02-01`")
}

/// The day of an action item has passed.
pub fn overdue_action_item(place: Place, due: &str, n_days: i64) -> Diagnostic {
    let since = if n_days == 1 { "a day".to_owned() } else { format!("{n_days} days") };
    Diagnostic::new(
        Code::OverdueActionItem,
        place,
        format!("due {due}, {since} ago, and not marked as done"),
    )
    .help("do it, give it another day, or say that it will not be done (`status: wont-do`)")
}

/// A postmortem is closed, its action items are not; the place is that of the first.
pub fn closed_with_open_items(place: Place, n_items: usize) -> Diagnostic {
    let message = match n_items {
        1 => "the postmortem is closed, and this action item is not done".to_owned(),
        n => format!("the postmortem is closed, and {n} action items are not done, this one first"),
    };
    Diagnostic::new(Code::ClosedWithOpenItems, place, message)
        .help("write `status: reviewed` until they are, or say what became of them")
}
