//! Drawings that stand in the open, found by rules over lines.

use super::markdown::Fenced;

/// A drawing that was found, in lines of the source from 1, both inclusive.
pub type Found = Fenced;
