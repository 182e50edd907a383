//! Addresses that front matter states: of tickets, chats and files, beside its prose.

use super::links::join;
use super::{Archive, Number, postmortem_address};
use crate::diag::{self, Diagnostic, Place};
use crate::model::{Origin, UrlPath, decode};
use crate::source::{SourcePath, Span};

/// Where a stated address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lead {
    /// To another site, as it is written.
    Outside,
    /// To a page or a file of this site, and a place on it.
    Inside(UrlPath, Option<String>),
}

impl Archive {
    /// Where an address leads that a postmortem states. Its path counts from the folder of the
    /// source, like those of the prose. `None` where it is neither, such as a ticket's name.
    pub fn lead(&self, number: Number, written: &str) -> Option<Lead> {
        if is_outside(written) {
            return Some(Lead::Outside);
        }
        let (path, fragment) = match written.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment.to_owned())),
            None => (written, None),
        };
        let path = join(self.postmortem(number).source.folder(), &decode(path))?;
        let page = |name: &str| {
            let number = self.by_path(&SourcePath::new(name))?;
            Some(postmortem_address(&self.postmortem(number).slug))
        };
        let file = || self.layout.asset(&SourcePath::new(&path)).cloned();
        let found = page(&path)
            .or_else(|| page(&format!("{path}/index.md")))
            .or_else(|| page(&format!("{path}.md")))
            .or_else(file);
        found.map(|address| Lead::Inside(address, fragment))
    }
}

/// True for an address with a scheme, or that begins with a host.
fn is_outside(written: &str) -> bool {
    let has_scheme = |(scheme, _): (&str, &str)| !scheme.contains(['/', '?', '#']);
    written.starts_with("//") || written.split_once(':').is_some_and(has_scheme)
}

/// Stated addresses that look like paths and lead to nothing.
pub(super) fn broken(archive: &Archive, problems: &mut Vec<Diagnostic>) {
    for (number, document) in archive.documents.iter().enumerate() {
        let postmortem = &document.postmortem;
        // Those of items in the prose are links of the prose.
        let items = postmortem.action_items.iter().filter(|item| item.origin == Origin::Stated);
        let stated = postmortem.links.values().chain(items.filter_map(|item| item.link.as_ref()));
        let is_broken = |it: &&String| it.contains('/') && archive.lead(number, it).is_none();
        for written in stated.filter(is_broken) {
            let at = document.source.text().find(written.as_str());
            let path = document.source.path();
            let place = match at {
                Some(at) => Place::new(path, Span::new(at, at + written.len())),
                None => Place::file(path),
            };
            problems.push(diag::broken_link(place, written, None));
        }
    }
}
