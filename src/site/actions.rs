//! The ledger's pages: every action item of every incident.

use super::pages::{Head, Page};
use super::view::{LedgerItemView, LedgerPartView, LedgerView, LinkView};
use super::{Compact, Table, clock, paging, postmortem};
use crate::archive::{Owed, ledger, newest_day, postmortem_address};
use crate::diag::Diagnostic;
use crate::model::UrlPath;

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

    fn holds(self, owed: &Owed<'_>) -> bool {
        let is_finished = owed.item.is_finished();
        match self {
            Part::All => true,
            Part::Unfinished => !is_finished,
            Part::Unowned => !is_finished && owed.item.owner.is_none(),
            Part::Undated => !is_finished && owed.item.due.is_none(),
            Part::Finished => is_finished,
        }
    }

    /// Number of its items.
    pub(super) fn count(self, all: &[Owed<'_>]) -> usize {
        all.iter().filter(|owed| self.holds(owed)).count()
    }
}

impl Page<'_> {
    /// `actions.html`
    pub(super) fn actions(&self, part: Part, number: usize) -> Result<String, Box<Diagnostic>> {
        let archive = &self.site.archive;
        let all = ledger(archive);
        let own: Vec<&Owed<'_>> = all.iter().filter(|owed| part.holds(owed)).collect();
        let shown = &own[paging::rows(number, own.len(), paging::ROWS)];
        let calendar = Table::Calendar.address();
        let n_pages = paging::n_pages(own.len(), paging::ROWS);
        let view = LedgerView {
            parts: self.parts(part, &all),
            items: shown.iter().map(|owed| self.owed(owed)).collect(),
            pages: paging::pages(self, &part.address(), number, n_pages),
            newest: newest_day(archive).map(clock::long_day),
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

    fn parts(&self, current: Part, all: &[Owed<'_>]) -> Vec<LedgerPartView> {
        let part = |part: Part| LedgerPartView {
            link: LinkView {
                name: part.name().to_owned(),
                href: self.href(&part.address()),
                is_current: part == current,
            },
            count: part.count(all),
        };
        Part::ALL.into_iter().map(part).collect()
    }

    fn owed(&self, owed: &Owed<'_>) -> LedgerItemView {
        let postmortem = self.site.archive.postmortem(owed.number);
        LedgerItemView {
            item: postmortem::action_item(owed.item),
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
