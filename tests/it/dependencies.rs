//! What the program is made of may be passed on with it, and comes from the registry. `deny.toml`
//! says which licences; `cargo deny` looks at more, but takes minutes to compile.

use crate::folder::repository;
use serde_json::Value;
use std::fs;
use std::process::Command;

/// Every crate that a build on this system takes, tests' crates included.
fn crates() -> Vec<Value> {
    let said = |program: &str, arguments: &[&str]| {
        let run = Command::new(program).args(arguments).current_dir(repository()).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        String::from_utf8(run.stdout).unwrap()
    };
    let compiler = said("rustc", &["-vV"]);
    let system = compiler.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    // What was compiled for this system is here, so that nothing need be asked of the network.
    let metadata = ["metadata", "--locked", "--offline", "--format-version", "1"];
    let metadata = [&metadata[..], &["--filter-platform", system]].concat();
    let metadata: Value = serde_json::from_str(&said("cargo", &metadata)).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// The licences of `deny.toml`.
fn allowed() -> Vec<String> {
    let text = fs::read_to_string(repository().join("deny.toml")).unwrap();
    let policy: toml::Table = toml::from_str(&text).unwrap();
    let licences = policy["licenses"]["allow"].as_array().unwrap();
    licences.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

/// Whether an SPDX expression can be met by licences of a list; `AND` binds more than `OR`. A `/`
/// is how manifests wrote `OR` before. <https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/>
fn is_met(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = &words[..];
    let met = either(&mut rest, allowed);
    assert_eq!(rest, [""; 0], "`{expression}` goes on");
    met
}

fn either(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut met = both(words, allowed);
    while take(words, "OR") {
        met |= both(words, allowed);
    }
    met
}

fn both(words: &mut &[&str], allowed: &[String]) -> bool {
    let mut met = one(words, allowed);
    while take(words, "AND") {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut &[&str], allowed: &[String]) -> bool {
    if take(words, "(") {
        let met = either(words, allowed);
        assert!(take(words, ")"), "a bracket is not closed before {words:?}");
        return met;
    }
    let length = if words.get(1) == Some(&"WITH") { 3 } else { 1 };
    let (licence, rest) = words.split_at(length);
    *words = rest;
    allowed.contains(&licence.join(" "))
}

fn take(words: &mut &[&str], word: &str) -> bool {
    let is_next = words.first() == Some(&word);
    if is_next {
        *words = &words[1..];
    }
    is_next
}

#[test]
fn every_crate_may_be_passed_on_and_comes_from_the_registry() {
    let crates = crates();
    assert!(crates.len() > 100, "only {} crates were found", crates.len());
    let allowed = allowed();
    for package in crates {
        let name = &package["name"];
        let licence = package["license"].as_str().unwrap_or("none");
        assert!(is_met(licence, &allowed), "{name} is under {licence}");
        let is_own = name == env!("CARGO_PKG_NAME");
        let source = package["source"].as_str().unwrap_or("a folder");
        assert!(is_own || source.starts_with("registry+"), "{name} comes from {source}");
    }
}

#[test]
fn a_licence_is_met_by_any_of_those_that_it_names() {
    let allowed = ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("none", false),
        ("GPL-3.0-only OR MIT", true),
        ("Unlicense/MIT", true),
        ("MIT AND GPL-3.0-only", false),
        ("MIT AND Zlib", true),
        ("(GPL-3.0-only OR MIT) AND Zlib", true),
        ("(GPL-3.0-only OR MIT) AND Unicode-3.0", false),
        ("GPL-3.0-only AND Zlib OR MIT", true),
        ("Apache-2.0", false),
        ("Apache-2.0 WITH LLVM-exception", true),
    ] {
        assert_eq!(is_met(expression, &allowed), expected, "{expression}");
    }
}
