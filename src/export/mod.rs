//! The archive for machines: a versioned contract that stays stable while pages change.

mod json;
mod schema;

pub use json::json;
pub use schema::schema;
