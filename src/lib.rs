//! retrospect turns a folder of Markdown postmortems into an indexed site.
//!
//! A site is a function from address to bytes: [`disk`] reads files into
//! [`pipeline::Inputs`], [`pipeline::compile`] is pure and gives a [`site::Site`] and findings, and
//! [`disk`] or [`serve`] move bytes out. `ARCHITECTURE.md` has the picture and the rules.

pub mod adopt;
pub mod archive;
pub mod cli;
pub mod commands;
pub mod config;
pub mod diag;
pub mod disk;
pub mod edition;
pub mod export;
pub mod failure;
pub mod fingerprint;
pub mod import;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
pub mod watch;
