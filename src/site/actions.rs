//! The ledger's pages: every action item of every incident.

use super::pages::{Head, Page};
use super::view::{LedgerItemView, LedgerPartView, LedgerView, LinkView};
use super::{Compact, Table, clock, paging, postmortem};
use crate::archive::{Archive, Number, Owed, ledger, postmortem_address};
use crate::diag::Diagnostic;
use crate::model::{ActionItem, UrlPath};

/// A part of the ledger that has pages of its own, so that the usual questions are answered
/// without a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Every item.
    All,
    /// What is not done yet.
    Unfinished,
    /// What nobody is named for, though it is not done.
    Unowned,
    /// What has no day, though it is not done.
    Undated,
    /// What is done, or will not be.
    Finished,
}

impl Part {
    pub(super) const ALL: [Part; 5] =
        [Part::All, Part::Unfinished, Part::Unowned, Part::Undated, Part::Finished];

    /// Where its first page stands.
    pub fn address(self) -> UrlPath {
        UrlPath::new(match self {
            Part::All => "actions/",
            Part::Unfinished => "actions/unfinished/",
            Part::Unowned => "actions/without-owner/",
            Part::Undated => "actions/without-day/",
            Part::Finished => "actions/finished/",
        })
    }

    fn name(self) -> &'static str {
        match self {
            Part::All => "All",
            Part::Unfinished => "Unfinished",
            Part::Unowned => "Without an owner",
            Part::Undated => "Without a due day",
            Part::Finished => "Finished",
        }
    }

    fn holds(self, item: &ActionItem) -> bool {
        let is_finished = item.is_finished();
        match self {
            Part::All => true,
            Part::Unfinished => !is_finished,
            Part::Unowned => !is_finished && item.owner.is_none(),
            Part::Undated => !is_finished && item.due.is_none(),
            Part::Finished => is_finished,
        }
    }
}

/// Every part with the number of its items.
pub(super) fn counts(archive: &Archive) -> [(Part, usize); Part::ALL.len()] {
    let mut counts = Part::ALL.map(|part| (part, 0));
    for item in archive.postmortems().flat_map(|postmortem| &postmortem.action_items) {
        for (part, count) in &mut counts {
            *count += usize::from(part.holds(item));
        }
    }
    counts
}

/// The items of every part, by the number of their incident and their place among its items;
/// sorted once, for the pages of a long ledger are many.
#[derive(Debug)]
pub(super) struct Parts([Vec<(Number, usize)>; Part::ALL.len()]);

impl Parts {
    pub(super) fn new(archive: &Archive) -> Parts {
        let all = ledger(archive);
        Parts(Part::ALL.map(|part| {
            let own = all.iter().filter(|owed| part.holds(owed.item));
            own.map(|owed| (owed.number, owed.place)).collect()
        }))
    }

    pub(super) fn of(&self, part: Part) -> &[(Number, usize)] {
        &self.0[part as usize]
    }
}

impl Page<'_> {
    /// `actions.html`
    pub(super) fn actions(&self, part: Part, number: usize) -> Result<String, Box<Diagnostic>> {
        let archive = &self.site.archive;
        let all = self.site.ledger();
        let own = all.of(part);
        let shown = own[paging::rows(number, own.len(), paging::ROWS)].iter();
        let calendar = Table::Calendar.address();
        let n_pages = paging::n_pages(own.len(), paging::ROWS);
        let view = LedgerView {
            parts: self.parts(part, all),
            items: shown.map(|(number, place)| self.owed(*number, *place)).collect(),
            pages: paging::pages(self, &part.address(), number, n_pages),
            newest: archive.newest_day().map(clock::long_day),
            table_href: self.href(&Table::Actions.address()),
            calendar_href: self.site.routes_at(&calendar).map(|_| self.href(&calendar)),
            data_href: self.href(&Compact::Actions.address()),
        };
        let name = if part == Part::All { "" } else { part.name() };
        let title = format!("Action items {}", name.to_lowercase());
        let description = Some("Every action item of every incident.".to_owned());
        let title = paging::title(title.trim(), number);
        let head = Head { kind: "actions", title, description };
        self.render("actions.html", head, |frame| frame.ledger = Some(&view))
    }

    fn parts(&self, current: Part, all: &Parts) -> Vec<LedgerPartView> {
        let part = |part: Part| LedgerPartView {
            link: LinkView {
                name: part.name().to_owned(),
                href: self.href(&part.address()),
                is_current: part == current,
            },
            count: all.of(part).len(),
        };
        Part::ALL.into_iter().map(part).collect()
    }

    fn owed(&self, number: Number, place: usize) -> LedgerItemView {
        let owed = Owed::at(&self.site.archive, number, place);
        let postmortem = self.site.archive.postmortem(number);
        LedgerItemView {
            item: postmortem::action_item(self, number, owed.item),
            incident: LinkView {
                name: postmortem.title.value.clone(),
                href: self.href(&postmortem_address(&postmortem.slug)),
                is_current: false,
            },
            day: postmortem.day.as_ref().map(clock::day_view),
            age_days: owed.age_days.filter(|_| !owed.item.is_finished()),
        }
    }
}
