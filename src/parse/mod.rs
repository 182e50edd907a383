//! Text of one postmortem → its record, timeline and rendered body.

pub mod action_items;
pub mod diagram;
pub mod front_matter;
pub mod instant;
pub mod markdown;
pub mod quantity;
pub mod sections;
pub mod timeline;
