//! retrospect turns a folder of Markdown postmortems into an indexed site.

pub mod config;
pub mod diag;
pub mod model;
pub mod parse;
pub mod source;
