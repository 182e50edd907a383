//! Tests of the whole program: its library from outside, the real binary, real sockets, a real
//! browser, and the rules of the house.
//!
//! `tests/run` runs all of them and installs what they need.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may touch files and ends by panicking, in its own functions too"
)]

mod bad_content;
mod browser;
mod case;
mod cli;
mod containment;
mod defects;
mod dependencies;
mod diagnostics;
mod editions;
mod explain;
mod folder;
mod golden;
mod memo;
mod output;
mod page;
mod preview;
mod program;
mod readme;
mod schema;
mod sealed;
mod search;
mod seed_family;
mod serve;
mod sites;
mod theme;
mod tidy;
#[expect(dead_code, reason = "the benchmark uses the rest")]
mod trial;
mod wire;
