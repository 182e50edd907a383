//! Who may import whom: layers of rooms, doors of outside crates, edges of the program.

use super::{Rule, code_lines, is_source, is_unit_tests, word_starts};

/// The rooms from low to high. A room imports from lower ones only; those on one line are
/// strangers to each other.
const LAYERS: &[&[&str]] = &[
    &["fingerprint", "source"],
    &["diag"],
    &["model"],
    &["config"],
    &["edition"],
    &["parse"],
    &["archive"],
    &["adopt", "export", "import"],
    &["site"],
    &["pipeline"],
    &["failure"],
    &["disk", "search"],
    &["watch", "serve", "cli"],
    &["commands"],
];

/// Where an outside crate may be named.
const DOORS: &[(&str, &[&str])] = &[
    ("ammonia", &["src/parse/markdown/sanitise.rs"]),
    ("annotate_snippets", &["src/diag/report.rs"]),
    ("axum", &["src/serve/http.rs", "src/serve/reply.rs"]),
    ("blake3", &["src/fingerprint.rs"]),
    ("clap", &["src/cli.rs", "src/cli/", "src/main.rs"]),
    ("clap_complete", &["src/cli.rs"]),
    ("clap_mangen", &["src/cli.rs"]),
    ("csv", &["src/export/table.rs"]),
    ("html5ever", &["src/import/html.rs", "src/site/characters.rs"]),
    ("gray_matter", &["src/parse/front_matter/"]),
    ("include_dir", &["src/site/theme/"]),
    ("mime_guess", &["src/serve/reply.rs"]),
    ("notify", &["src/watch.rs"]),
    ("pagefind", &["src/search.rs"]),
    ("pulldown_cmark", &["src/parse/markdown/"]),
    (
        "rayon",
        &[
            "src/pipeline.rs",
            "src/pipeline/",
            "src/disk/shelf.rs",
            "src/disk/write/",
            "src/search.rs",
            "src/search/",
        ],
    ),
    ("rustix", &["src/disk/write/switch.rs"]),
    ("strsim", &["src/diag/mod.rs"]),
    ("syntect", &["src/site/highlight.rs"]),
    ("tera", &["src/site/theme/"]),
    ("tokio", &["src/search.rs", "src/serve/ending.rs", "src/serve/http.rs", "src/serve/mod.rs"]),
    ("tokio_stream", &["src/serve/http.rs"]),
    ("toml", &["src/config/"]),
    ("unicode_width", &["src/parse/diagram/"]),
    ("walkdir", &["src/disk/read.rs"]),
    ("yaml_rust2", &["src/parse/front_matter/"]),
];

/// Crates whose types are words of the whole program.
const VOCABULARY: &[&str] = &["chrono", "chrono_tz", "serde", "serde_json"];

/// Where the world outside may be touched.
const EDGES: &[(&str, &[&str])] = &[
    ("std::fs", &["src/disk/"]),
    ("fs::", &["src/disk/"]),
    ("std::env", &["src/commands/"]),
    ("SystemTime", &["src/commands/", "src/disk/"]),
    ("Instant::now", &["src/commands/", "src/watch.rs"]),
    ("Utc::now", &[]),
    ("Local::now", &[]),
    ("println!", &["src/commands/"]),
    ("print!", &["src/commands/"]),
    ("eprintln!", &["src/commands/"]),
    ("eprint!", &["src/commands/"]),
    ("std::process", &["src/commands/", "src/main.rs", "src/serve/http.rs"]),
    ("std::thread", &["src/commands/"]),
    ("std::net", &["src/cli.rs", "src/commands/serve.rs", "src/serve/"]),
];

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "a room imports from lower ones only",
        concerns: is_source,
        check: |path, text| climbs(path, text),
        planted: &[
            ("src/parse/mod.rs", "use crate::archive::Archive;"),
            ("src/archive/mod.rs", "fn f() -> crate::site::Site {}"),
            ("src/watch.rs", "use crate::{\n    model::Slug,\n    serve::State,\n};"),
            ("src/attic/mod.rs", "//! A room that has no layer."),
        ],
        kept: ("src/site/mod.rs", "use crate::{archive::Archive, parse::Parsed};\n// crate::serve"),
    },
    Rule {
        name: "no room is left through `super`",
        concerns: is_source,
        check: |path, text| leaves_through_super(path, text),
        planted: &[
            ("src/watch.rs", "use super::serve::State;"),
            ("src/parse/mod.rs", "use super::archive::Archive;"),
            ("src/parse/file_name.rs", "use super::super::archive::Archive;"),
        ],
        kept: (
            "src/parse/file_name.rs",
            "use super::Known;\nmod tests {\n    use super::super::X;\n}",
        ),
    },
    Rule {
        name: "an outside crate has one door",
        concerns: is_source,
        check: |path, text| other_doors(path, text),
        planted: &[
            ("src/archive/mod.rs", "use walkdir::WalkDir;"),
            ("src/parse/mod.rs", "let html = pulldown_cmark::html::push_html;"),
            ("src/site/mod.rs", "static DEFAULT: Dir<'_> = include_dir!(\"x\");"),
        ],
        kept: (
            "src/parse/front_matter/tree.rs",
            "use crate::config::toml;\nlet x = toml::parse();",
        ),
    },
    Rule {
        name: "an outside crate has its door in tidy's list",
        concerns: |path| path == "Cargo.toml",
        check: |_, text| without_door(text),
        planted: &[("Cargo.toml", "[dependencies]\nleft-pad = \"1\"\n")],
        kept: (
            "Cargo.toml",
            "[dependencies]\nchrono-tz = \"1\"\n\n[dev-dependencies]\nx = \"1\"\n",
        ),
    },
    Rule {
        name: "the world outside is touched at the edges only",
        concerns: |path| is_source(path) && !is_unit_tests(path),
        check: |path, text| beyond_the_edge(path, text),
        planted: &[
            ("src/parse/mod.rs", "let text = std::fs::read_to_string(path);"),
            ("src/archive/mod.rs", "let now = SystemTime::now();"),
            ("src/site/mod.rs", "    println!(\"{page}\");"),
            ("src/pipeline.rs", "use std::time;\nlet t = time::Instant::now();"),
        ],
        kept: ("src/commands/new.rs", "println!(\"{:?}\", SystemTime::now());"),
    },
];

/// The room of a source file: `src/parse/mod.rs` and `src/parse/file_name.rs` are in `parse`.
fn room(path: &str) -> &str {
    let below = path.trim_start_matches("src/");
    below.split(['/', '.']).next().unwrap_or(below)
}

fn layer(room: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&room))
}

fn climbs(path: &str, text: &str) -> Vec<String> {
    let own = room(path);
    if matches!(own, "lib" | "main") {
        return Vec::new();
    }
    let Some(height) = layer(own) else {
        return vec![format!("room `{own}` has no layer")];
    };
    imports(text)
        .into_iter()
        .filter(|(_, other)| *other != own && layer(other).is_none_or(|other| other >= height))
        .map(|(line, other)| format!("line {line}: `{own}` must not know `{other}`"))
        .collect()
}

/// Every room that a file names after `crate::`, with the line.
fn imports(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (line, code) in code_lines(text) {
        for at in word_starts(code, "crate::") {
            let after = &code[at + "crate::".len()..];
            if after.starts_with('{') {
                found.extend(group_from(text, line, code.len() - after.len()));
            } else {
                found.push((line, identifier(after).to_owned()));
            }
        }
    }
    found
}

/// The rooms of `crate::{a::X, b::{Y, Z}}`, whose brace stands at `column` of `line`.
fn group_from(text: &str, line: usize, column: usize) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.lines().skip(line - 1).collect();
    let rest = lines.join("\n");
    let mut depth = 0;
    let mut names = String::new();
    for c in rest[column..].chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        match (depth, c) {
            (0, _) => break,
            (1, c) if c != '{' => names.push(c),
            _ => {}
        }
    }
    names
        .split(',')
        .map(|name| (line, identifier(name.trim()).to_owned()))
        .filter(|(_, name)| !name.is_empty())
        .collect()
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

fn leaves_through_super(path: &str, text: &str) -> Vec<String> {
    let folders = path.matches('/').count() - 1;
    let depth = if path.ends_with("/mod.rs") { folders - 1 } else { folders };
    let has_inner_module = code_lines(text)
        .any(|(_, code)| word_starts(code, "mod ").any(|at| code[at..].contains('{')));
    let most = depth + usize::from(has_inner_module);
    code_lines(text)
        .filter(|(_, code)| {
            word_starts(code, "super::")
                .any(|at| code[at..].split("::").take_while(|part| *part == "super").count() > most)
        })
        .map(|(line, code)| format!("line {line}: `{}` leads out of its room", code.trim()))
        .collect()
}

fn other_doors(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (name, doors) in DOORS {
        if is_allowed(path, doors) || has_module(text, name) {
            continue;
        }
        let lines = code_lines(text).filter(|(_, code)| names_crate(code, name));
        found
            .extend(lines.map(|(line, _)| format!("line {line}: `{name}` belongs into {doors:?}")));
    }
    found
}

fn is_allowed(path: &str, places: &[&str]) -> bool {
    places.iter().any(|place| path == *place || (place.ends_with('/') && path.starts_with(place)))
}

/// True where the file brings in a module of this program that is called like the crate.
fn has_module(text: &str, name: &str) -> bool {
    code_lines(text).any(|(_, code)| {
        code.trim_start().starts_with("use crate::") && code.contains(&format!("::{name}"))
    })
}

fn names_crate(code: &str, name: &str) -> bool {
    word_starts(code, name).any(|at| {
        let after = &code[at + name.len()..];
        after.starts_with("::")
            || after.starts_with('!')
            || (after.starts_with([';', ' ']) && code.trim_start().starts_with("use "))
    })
}

fn without_door(manifest: &str) -> Vec<String> {
    let dependencies = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    dependencies
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.replace('-', "_"))
        .filter(|name| {
            !VOCABULARY.contains(&name.as_str()) && !DOORS.iter().any(|(door, _)| door == name)
        })
        .map(|name| format!("`{name}` has no door"))
        .collect()
}

fn beyond_the_edge(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (word, edges) in EDGES {
        if is_allowed(path, edges) {
            continue;
        }
        let lines = code_lines(text).filter(|(_, code)| touches(code, word));
        found.extend(lines.map(|(line, _)| format!("line {line}: `{word}` is for {edges:?}")));
    }
    found
}

/// True where the code names the word, also behind a path: `time::Instant::now`.
fn touches(code: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| !code[..at].chars().next_back().is_some_and(is_letter))
}
