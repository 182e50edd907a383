//! Reading a site again and again, at the cost of what has changed.

use super::read::{Place, gather, is_beside_the_site};
use super::shelf::{Shelf, Wanted};
use crate::archive::CONTENT;
use crate::failure::Failure;
use crate::pipeline::Inputs;
use crate::source::SourcePath;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most files that a glance is worth: with more, all are looked at.
const MOST_GLANCED: usize = 16;

/// Reads a site's files; between two readings it remembers those that stay.
#[derive(Debug)]
pub struct Reader {
    place: Place,
    shelf: Shelf,
    /// What the last look or glance gave; `None` before the first look and after one that failed.
    inputs: Option<Arc<Inputs>>,
}

/// A site's files, and which of them are not as they were.
#[derive(Clone, Debug)]
pub struct Look {
    /// Everything that the site is made of.
    pub inputs: Arc<Inputs>,
    /// The files that came, went or changed since the last look.
    pub touched: Vec<SourcePath>,
}

/// What a look at a few files gave.
#[derive(Clone, Debug)]
pub struct Glance {
    /// The site with what these files hold now; `None` where they hold what they held.
    pub look: Option<Look>,
    /// True where nothing else that was named can be of the site: all can be looked at later.
    pub is_enough: bool,
}

impl Reader {
    /// A reader that has read nothing yet.
    pub fn new(place: Place) -> Reader {
        Reader { place, shelf: Shelf::default(), inputs: None }
    }

    /// Looks at every file and reads what may have changed; `None` where all is as it was at the
    /// last look.
    ///
    /// # Errors
    /// Where the site's folder or its content folder cannot be used at all.
    pub fn look(&mut self) -> Result<Option<Look>, Failure> {
        let before = self.inputs.take();
        let inputs = Arc::new(gather(&self.place, &mut self.shelf)?);
        let touched = self.shelf.touched().to_vec();
        let is_same =
            touched.is_empty() && before.is_some_and(|before| before.problems == inputs.problems);
        self.inputs = Some(Arc::clone(&inputs));
        Ok((!is_same).then_some(Look { inputs, touched }))
    }

    /// Looks at the documents among these files alone, so that one that was saved is known before
    /// the thousands that were not. It stands in for no look: what it passes over stays as it was
    /// at the last one. `named` are paths without links.
    pub fn glance(&mut self, named: &BTreeSet<PathBuf>) -> Glance {
        let content = fs::canonicalize(self.place.root.join(CONTENT)).unwrap_or_default();
        let few = named.iter().take(MOST_GLANCED);
        let seen: Vec<Seen> = few.map(|file| self.see(&content, file)).collect();
        let is_enough =
            named.len() <= MOST_GLANCED && !seen.iter().any(|seen| matches!(seen, Seen::Unclear));
        let touched: Vec<SourcePath> = seen
            .into_iter()
            .filter_map(|seen| if let Seen::Changed(path) = seen { Some(path) } else { None })
            .collect();
        let look = self.inputs.as_ref().filter(|_| !touched.is_empty());
        Glance { look: look.map(|inputs| Look { inputs: Arc::clone(inputs), touched }), is_enough }
    }

    /// Brings what is remembered of one file up to date, where it is a document that was there at
    /// the last look and still is a file of its own.
    fn see(&mut self, content: &Path, file: &Path) -> Seen {
        let Ok(below) = file.strip_prefix(content) else { return Seen::Unclear };
        let path = SourcePath::new(&format!("{CONTENT}/{}", below.to_string_lossy()));
        let Some(inputs) = &mut self.inputs else { return Seen::Unclear };
        let Some(at) = inputs.documents.iter().position(|document| document.path == path) else {
            let is_gone = fs::symlink_metadata(file).is_err() && !holds(inputs, &path);
            return if is_gone || is_beside_the_site(below) { Seen::Same } else { Seen::Unclear };
        };
        if fs::canonicalize(file).is_ok_and(|real| real == *file)
            && let Some(bytes) =
                self.shelf.refetch(&Wanted::document(path.clone(), file.to_path_buf()))
        {
            if Arc::ptr_eq(&bytes, &inputs.documents[at].bytes) {
                return Seen::Same;
            }
            Arc::make_mut(inputs).documents[at].bytes = bytes;
            return Seen::Changed(path);
        }
        Seen::Unclear
    }
}

/// True where a site is made of a file at a path or of files below it.
fn holds(inputs: &Inputs, path: &SourcePath) -> bool {
    let documents = inputs.documents.iter().map(|document| &document.path);
    documents.chain(&inputs.assets).any(|known| {
        known
            .as_str()
            .strip_prefix(path.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// What a glance at one file gave.
enum Seen {
    /// A document that holds something else than before.
    Changed(SourcePath),
    /// Nothing that the site is made of is another.
    Same,
    /// Only a look at everything can tell.
    Unclear,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site with one document, read once.
    fn site() -> (tempfile::TempDir, PathBuf, Reader) {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir_all(root.join("content/x")).unwrap();
        fs::write(root.join("content/x/a.md"), "# A\n").unwrap();
        let place = Place { site_file: root.join("site.toml"), root: root.clone() };
        let mut reader = Reader::new(place);
        reader.look().unwrap();
        (folder, root, reader)
    }

    #[track_caller]
    fn check(reader: &mut Reader, named: &[&Path], touched: &[&str], is_enough: bool) {
        let glance = reader.glance(&named.iter().map(|path| path.to_path_buf()).collect());
        let seen = glance.look.map(|look| look.touched).unwrap_or_default();
        let seen: Vec<&str> = seen.iter().map(SourcePath::as_str).collect();
        assert_eq!((seen.as_slice(), glance.is_enough), (touched, is_enough));
    }

    #[test]
    fn a_saved_document_is_seen_at_once_and_once() {
        let (_folder, root, mut reader) = site();
        let (file, beside) = (root.join("content/x/a.md"), root.join("content/x/a.md~"));
        check(&mut reader, &[&file], &[], true);
        fs::write(&beside, "# B\n").unwrap();
        fs::rename(&beside, &file).unwrap();
        check(&mut reader, &[&beside, &file], &["content/x/a.md"], true);
        check(&mut reader, &[&file], &[], true);
        assert!(reader.look().unwrap().is_none());
    }

    #[test]
    fn what_a_glance_cannot_tell_is_left_to_a_look() {
        let (_folder, root, mut reader) = site();
        let new = root.join("content/b.md");
        check(&mut reader, &[&new], &[], true);
        fs::write(&new, "# B\n").unwrap();
        check(&mut reader, &[&new], &[], false);
        check(&mut reader, &[&root.join("site.toml")], &[], false);
        fs::remove_dir_all(root.join("content/x")).unwrap();
        check(&mut reader, &[&root.join("content/x/a.md")], &[], false);
        check(&mut reader, &[&root.join("content/x")], &[], false);
        assert_eq!(reader.look().unwrap().unwrap().touched.len(), 2);
    }

    #[test]
    #[cfg(unix)]
    fn a_link_is_never_read_in_place_of_a_document() {
        let (_folder, root, mut reader) = site();
        let file = root.join("content/x/a.md");
        let outside = tempfile::NamedTempFile::new().unwrap();
        fs::write(outside.path(), "# Secret\n").unwrap();
        fs::remove_file(&file).unwrap();
        std::os::unix::fs::symlink(outside.path(), &file).unwrap();
        check(&mut reader, &[&file], &[], false);
    }
}
