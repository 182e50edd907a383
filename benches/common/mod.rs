//! What the benchmarks share.
#![allow(dead_code, reason = "each benchmark uses its part")]

pub mod archive;
pub mod process;
