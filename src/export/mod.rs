//! The archive for machines: a versioned contract that stays stable while pages change.

mod json;

pub use json::json;
