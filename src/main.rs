//! The command line of retrospect.

fn main() {}
