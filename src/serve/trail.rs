//! Where documents went that stood at another address before, so that an open page can follow.

use crate::archive::{Archive, postmortem_address};
use crate::model::{Postmortem, UrlPath};
use crate::parse::Parsed;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Documents that went away lately are remembered up to this number: an editor may take one away
/// and bring it back under another name, with a look of ours in between.
const MOST_GONE: usize = 64;
/// Steps of a way; longer ones are no renames.
const MOST_STEPS: usize = 32;

/// Ways from old addresses to new ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    gone: Vec<(UrlPath, Arc<Parsed>)>,
    moved: BTreeMap<UrlPath, UrlPath>,
}

impl Trail {
    /// The trail after one archive has taken the place of another. Both share what they hold of a
    /// document that stays, so that of thousands only those that changed are looked at.
    pub(super) fn followed(&self, before: &Archive, after: &Archive) -> Trail {
        let mut trail = self.clone();
        let (before_here, after_here) = without_shared_ends(&before.documents, &after.documents);
        let stays: HashSet<*const Parsed> = after_here.iter().map(Arc::as_ptr).collect();
        let left = before_here.iter().filter(|document| {
            !stays.contains(&Arc::as_ptr(document)) && stands_at(after, document).is_none()
        });
        trail
            .gone
            .extend(left.map(|document| (address(&document.postmortem), Arc::clone(document))));
        if trail.gone.is_empty() && trail.moved.is_empty() {
            return trail;
        }
        let stayed: HashSet<*const Parsed> = before_here.iter().map(Arc::as_ptr).collect();
        let is_new = |document: &&Arc<Parsed>| {
            !stayed.contains(&Arc::as_ptr(document)) && stands_at(before, document).is_none()
        };
        let new: Vec<&Arc<Parsed>> = after_here.iter().filter(is_new).collect();
        let moved = &mut trail.moved;
        trail.gone.retain(|(old, document)| match successor(document, &new) {
            Some(next) => {
                moved.insert(old.clone(), address(&next.postmortem));
                false
            }
            None => true,
        });
        let too_many = trail.gone.len().saturating_sub(MOST_GONE);
        trail.gone.drain(..too_many);
        // An address that is taken again leads nowhere else.
        for document in new {
            let taken = address(&document.postmortem);
            trail.moved.remove(&taken);
            trail.gone.retain(|(old, _)| *old != taken);
        }
        trail
    }

    /// Where the document went that stood at an address.
    pub(super) fn way_from(&self, address: &UrlPath) -> Option<&UrlPath> {
        let mut at = self.moved.get(address)?;
        for _ in 0..MOST_STEPS {
            match self.moved.get(at) {
                Some(next) => at = next,
                None => break,
            }
        }
        Some(at)
    }
}

/// The parts in which two archives differ: in most edits a document or two.
fn without_shared_ends<'d>(
    a: &'d [Arc<Parsed>],
    b: &'d [Arc<Parsed>],
) -> (&'d [Arc<Parsed>], &'d [Arc<Parsed>]) {
    let is_same = |(a, b): &(&Arc<Parsed>, &Arc<Parsed>)| Arc::ptr_eq(a, b);
    let start = a.iter().zip(b).take_while(is_same).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(is_same).count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

fn address(postmortem: &Postmortem) -> UrlPath {
    postmortem_address(&postmortem.slug)
}

/// The document of an archive that stands where this one stands.
fn stands_at<'a>(archive: &'a Archive, document: &Parsed) -> Option<&'a Arc<Parsed>> {
    let slug = &document.postmortem.slug;
    let has_slug = |number: &usize| archive.postmortem(*number).slug == *slug;
    let by_path = archive.by_path(&document.postmortem.source).filter(has_slug);
    let number = by_path.or_else(|| archive.by_name(slug.as_str()).filter(has_slug))?;
    archive.documents.get(number)
}

/// The new document that an old one became: of the same file, else of the same text, else of the
/// same title.
fn successor<'n>(old: &Parsed, new: &[&'n Arc<Parsed>]) -> Option<&'n Arc<Parsed>> {
    let is_same: [fn(&Parsed, &Parsed) -> bool; 3] = [
        |a, b| a.postmortem.source == b.postmortem.source,
        |a, b| a.source.text() == b.source.text(),
        |a, b| a.postmortem.title.value == b.postmortem.title.value,
    ];
    is_same.iter().find_map(|is_same| new.iter().find(|next| is_same(old, next)).copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{Inputs, Memo, Options, compile};
    use crate::source::{File, SourcePath};

    fn archive(files: &[(&str, &str)]) -> Arc<Archive> {
        let file = |(path, text): &(&str, &str)| File {
            path: SourcePath::new(path),
            bytes: text.as_bytes().into(),
        };
        let documents = files.iter().map(file).collect();
        let inputs = Inputs { documents, ..Inputs::default() };
        compile(&inputs, &Options::default(), &mut Memo::default()).archive
    }

    #[track_caller]
    fn check(states: &[&[(&str, &str)]], from: &str, to: Option<&str>) {
        let archives: Vec<_> = states.iter().map(|files| archive(files)).collect();
        let trail = archives
            .windows(2)
            .fold(Trail::default(), |trail, pair| trail.followed(&pair[0], &pair[1]));
        let from = UrlPath::new(&format!("incidents/{from}/"));
        let to = to.map(|to| UrlPath::new(&format!("incidents/{to}/")));
        assert_eq!(trail.way_from(&from), to.as_ref());
    }

    const A: (&str, &str) = ("content/a.md", "# A\n\nText.\n");
    const A_AS_B: (&str, &str) = ("content/b.md", "# A\n\nText.\n");
    const A_WITH_SLUG: (&str, &str) = ("content/a.md", "---\nslug: c\n---\n# Other\n");

    #[test]
    fn renamed_documents_are_followed() {
        check(&[&[A], &[A_AS_B]], "a", Some("b"));
        check(&[&[A], &[A_WITH_SLUG]], "a", Some("c"));
        check(&[&[A], &[("content/b.md", "# A\n\nOther text.\n")]], "a", Some("b"));
        check(&[&[A], &[], &[A_AS_B]], "a", Some("b"));
        check(&[&[A], &[A_AS_B], &[("content/d.md", A.1)]], "a", Some("d"));
    }

    #[test]
    fn what_stays_or_comes_back_leads_nowhere() {
        check(&[&[A], &[A]], "a", None);
        check(&[&[A], &[("content/z.md", "# Z\n")]], "a", None);
        check(&[&[A], &[A_AS_B], &[A]], "a", None);
        check(&[&[A], &[A_AS_B], &[A, A_AS_B]], "a", None);
        check(&[&[A, ("content/b.md", "# B\n")], &[("content/b.md", "# B\n")]], "a", None);
    }
}
