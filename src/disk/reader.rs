//! Reading a site again and again, at the cost of what has changed.

use super::read::{Place, gather};
use super::shelf::Shelf;
use crate::diag::Diagnostic;
use crate::failure::Failure;
use crate::pipeline::Inputs;
use crate::source::SourcePath;

/// Reads a site's files; between two readings it remembers those that stay.
#[derive(Debug)]
pub struct Reader {
    place: Place,
    shelf: Shelf,
    /// What could not be read at the last look; `None` before the first and after one that failed.
    before: Option<Vec<Diagnostic>>,
}

/// A site's files, and which of them are not as they were.
#[derive(Clone, Debug)]
pub struct Look {
    /// Everything that the site is made of.
    pub inputs: Inputs,
    /// The files that came, went or changed since the last look.
    pub touched: Vec<SourcePath>,
}

impl Reader {
    /// A reader that has read nothing yet.
    pub fn new(place: Place) -> Reader {
        Reader { place, shelf: Shelf::default(), before: None }
    }

    /// Looks at every file and reads what may have changed; `None` where all is as it was at the
    /// last look.
    ///
    /// # Errors
    /// Where the site's folder or its content folder cannot be used at all.
    pub fn look(&mut self) -> Result<Option<Look>, Failure> {
        let before = self.before.take();
        let inputs = gather(&self.place, &mut self.shelf)?;
        let touched = self.shelf.touched().to_vec();
        let is_same = touched.is_empty() && before.is_some_and(|before| before == inputs.problems);
        self.before = Some(inputs.problems.clone());
        Ok((!is_same).then_some(Look { inputs, touched }))
    }
}
