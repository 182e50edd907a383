//! What a file is called, how long it is, how it opens, and what must not stand in it.

use super::{Rule, code_lines, is_rust, is_source, is_unit_tests};

/// Lines that a source file may have, its own tests aside.
const MOST_LINES: usize = 400;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc", "manager"];

/// Beginnings of paths that are somebody's machine; cut in two so that this file holds none.
const MACHINE_PATHS: &[&str] = &[
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("/t", "mp/"),
    concat!("/wo", "rk/"),
    concat!("C:", "\\Us", "ers\\"),
];

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "a file has at most 400 lines",
        concerns: |path| is_source(path) && !is_unit_tests(path),
        check: |_, text| too_long(text),
        planted: &[("src/long.rs", LONG)],
        kept: ("src/short.rs", "fn f() {}"),
    },
    Rule {
        name: "a file's name says what it holds",
        concerns: |_| true,
        check: |path, _| empty_name(path),
        planted: &[("src/parse/utils.rs", ""), ("tests/it/common/mod.rs", "")],
        kept: ("src/parse/mod.rs", ""),
    },
    Rule {
        name: "a file opens with what it is",
        concerns: |path| is_rust(path) && !is_unit_tests(path),
        check: |_, text| without_opening(text),
        planted: &[("src/parse/x.rs", "use std::fmt;\n"), ("src/parse/y.rs", "//!\n//! Late.")],
        kept: ("src/parse/z.rs", "//! What it is.\n"),
    },
    Rule {
        name: "nothing is left for later",
        concerns: is_rust,
        check: |_, text| left_for_later(text),
        planted: &[
            ("src/a.rs", concat!("fn f() {} // TO", "DO: mend")),
            ("src/b.rs", concat!("/// FIX", "ME\nfn f() {}")),
            ("src/c.rs", concat!("fn f() { to", "do!() }")),
            ("src/d.rs", concat!("fn f() { unimple", "mented!() }")),
        ],
        kept: ("src/e.rs", "/// Reads `TODO` as open.\nconst OPEN: &str = \"TODO\";"),
    },
    Rule {
        name: "a lint is put aside by `expect` with a reason",
        concerns: is_rust,
        check: |_, text| lints_put_aside(text),
        planted: &[
            ("src/a.rs", "#[allow(dead_code, reason = \"x\")]\nfn f() {}"),
            ("src/b.rs", "#[expect(dead_code)]\nfn f() {}"),
        ],
        kept: ("src/c.rs", "#[expect(\n    dead_code,\n    reason = \"x\"\n)]\nfn f() {}"),
    },
    Rule {
        name: "no path of a machine",
        concerns: |_| true,
        check: |_, text| machine_paths(text),
        planted: &[
            ("src/a.rs", concat!("const A: &str = \"/ho", "me/me\";")),
            ("tests/run", concat!("cd /t", "mp/x")),
        ],
        kept: ("content/a.md", "https://example.org/home/page and /var/log/orders.log"),
    },
];

const LONG: &str = include_str!("../../../Cargo.lock");

fn too_long(text: &str) -> Vec<String> {
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
    if lines > MOST_LINES { vec![format!("{lines} lines")] } else { Vec::new() }
}

fn empty_name(path: &str) -> Vec<String> {
    let parts = path.split('/').map(|part| part.split('.').next().unwrap_or(part));
    parts
        .filter(|part| EMPTY_NAMES.contains(part))
        .map(|part| format!("`{part}` says nothing"))
        .collect()
}

fn without_opening(text: &str) -> Vec<String> {
    let is_opening = text
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("//! "))
        .is_some_and(|line| !line.trim().is_empty());
    if is_opening { Vec::new() } else { vec!["its first line is no `//! …`".to_owned()] }
}

fn left_for_later(text: &str) -> Vec<String> {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let macros = [concat!("to", "do!("), concat!("unimple", "mented!("), concat!("db", "g!(")];
    let in_comment = text.lines().enumerate().filter(|(_, line)| {
        let unquoted = without_quotes(line);
        let comment = unquoted.split_once("//").map_or("", |(_, comment)| comment);
        marks.iter().any(|mark| comment.contains(mark))
    });
    let in_code = code_lines(text)
        .filter(|(_, code)| macros.iter().any(|name| without_quotes(code).contains(name)));
    in_comment
        .map(|(index, line)| (index + 1, line))
        .chain(in_code)
        .map(|(line, text)| format!("line {line}: {}", text.trim()))
        .collect()
}

/// The text without what stands in backticks or quotes.
fn without_quotes(text: &str) -> String {
    text.split(['`', '"']).step_by(2).collect()
}

fn lints_put_aside(text: &str) -> Vec<String> {
    let openings = ["#[allow(", "#![allow(", "#[expect(", "#![expect("];
    code_lines(text)
        .filter_map(|(line, code)| {
            let opening =
                openings.iter().find(|opening| code.trim_start().starts_with(**opening))?;
            let rest: String = text.lines().skip(line - 1).collect();
            let attribute = rest.split(")]").next().unwrap_or("");
            let is_fine = opening.contains("expect") && attribute.contains("reason =");
            (!is_fine).then(|| format!("line {line}: {}", code.trim()))
        })
        .collect()
}

fn machine_paths(text: &str) -> Vec<String> {
    let is_start = |before: &str| {
        !before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '/'))
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| {
            MACHINE_PATHS
                .iter()
                .any(|path| line.match_indices(path).any(|(at, _)| is_start(&line[..at])))
        })
        .map(|(index, line)| format!("line {}: {}", index + 1, line.trim()))
        .collect()
}
