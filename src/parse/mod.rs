//! Text of one postmortem → its record, timeline and rendered body.

pub mod diagram;
pub mod markdown;
pub mod sections;
pub mod timeline;
