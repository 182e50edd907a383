//! The archive for machines: a versioned contract that stays stable while pages change.

mod calendar;
mod json;
mod schema;
mod table;

pub use calendar::{calendar, has_dated};
pub use json::{heads, json};
pub use schema::schema;
pub use table::{actions, incidents};

use crate::archive::{Archive, postmortem_address};
use crate::model::Postmortem;

/// The address of an incident's page: absolute where the archive states its `base_url`, else from
/// the site's root.
fn url(archive: &Archive, postmortem: &Postmortem) -> String {
    let base = archive.config.base_url.as_deref().unwrap_or("/");
    format!("{base}{}", postmortem_address(&postmortem.slug).encoded())
}
