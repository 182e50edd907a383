//! Documents as students and small teams write them after the seed: ten in `tests/seed-family/`,
//! each with the facts that a reader finds in it. They go through `adopt` and come out of `export`.

use crate::folder::{Folder, repository};
use crate::program::run;
use serde_json::Value;

/// The documents by name, in order.
fn documents() -> Vec<(String, String)> {
    let mut documents: Vec<(String, String)> =
        std::fs::read_dir(repository().join("tests/seed-family"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
            .map(|path| {
                let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
                (name, std::fs::read_to_string(path).unwrap())
            })
            .collect();
    documents.sort();
    documents
}

fn site(documents: &[(String, String)]) -> Folder {
    let folder = Folder::of(&[("site.toml", "title = \"Family\"\n")]);
    for (name, text) in documents {
        folder.write(&format!("content/{name}.md"), text);
    }
    folder
}

fn exported(folder: &Folder) -> Vec<Value> {
    let text = run(folder.path(), &["export", "--drafts"]).ends(0).stdout;
    let archive: Value = serde_json::from_str(&text).unwrap();
    archive["incidents"].as_array().unwrap().clone()
}

/// The facts of an incident in the form of `facts.json`.
fn facts(incident: &Value, wanted: &Value) -> Value {
    let timeline = incident["timeline"].as_array().unwrap();
    let at = |entry: Option<&Value>| match entry {
        Some(entry) if entry["start_utc"].is_null() => entry["start_local"].clone(),
        Some(entry) => entry["start_utc"].clone(),
        None => Value::Null,
    };
    // What is guessed is no fact.
    let sure = |value: &Value, part: &str| match value["origin"].as_str() {
        Some("guessed") | None => Value::Null,
        Some(_) => value[part].clone(),
    };
    let minutes = sure(&incident["duration"], "seconds").as_i64().map(|seconds| seconds / 60);
    let percent = sure(&incident["impact"], "percent").as_f64();
    let tasks =
        incident["action_items"].as_array().unwrap().iter().map(|item| item["text"].clone());
    let mut facts = serde_json::json!({
        "title": incident["title"],
        "date": sure(&incident["day"], "date"),
        "minutes": minutes,
        "percent": percent,
        "of": sure(&incident["impact"], "of"),
        "started": sure(&incident["started"], "at"),
        "resolved": sure(&incident["resolved"], "at"),
        "entries": timeline.len(),
        "first": at(timeline.first()),
        "last": at(timeline.last()),
        "tasks": tasks.collect::<Vec<_>>(),
    });
    if !wanted["diagram"].is_null() {
        let diagram = &incident["diagrams"][0];
        facts["diagram"] = serde_json::json!([diagram["start_line"], diagram["end_line"]]);
    }
    if !wanted["severity"].is_null() {
        facts["severity"] = incident["severity"].clone();
    }
    facts
}

/// Lines `name: fact: wanted …, got …` for what differs.
fn differences(incidents: &[Value], n_added: impl Fn(&str) -> i64) -> Vec<String> {
    let text = std::fs::read_to_string(repository().join("tests/seed-family/facts.json")).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    let mut differences = Vec::new();
    for (name, wanted) in all.as_object().unwrap() {
        let source = format!("content/{name}.md");
        let incident = incidents.iter().find(|incident| incident["source"] == source.as_str());
        let mut got = facts(incident.unwrap(), wanted);
        if let Some(lines) = got["diagram"].as_array_mut() {
            for line in lines {
                *line = Value::from(line.as_i64().unwrap() - n_added(name));
            }
        }
        for (fact, wanted) in wanted.as_object().unwrap() {
            if got[fact] != *wanted {
                differences.push(format!("{name}: {fact}: wanted {wanted}, got {}", got[fact]));
            }
        }
    }
    differences
}

#[test]
fn facts_are_read_from_prose() {
    let folder = site(&documents());
    assert_eq!(differences(&exported(&folder), |_| 0), Vec::<String>::new());
}

#[test]
fn facts_outlast_adoption() {
    let documents = documents();
    let folder = site(&documents);
    run(folder.path(), &["adopt", "--write", "content"]).ends(0);
    let added = |name: &str| {
        let (_, before) = documents.iter().find(|(known, _)| known == name).unwrap();
        let after = folder.read(&format!("content/{name}.md"));
        assert!(after.ends_with(before.as_str()), "{name}: the body changed");
        i64::try_from(after.lines().count() - before.lines().count()).unwrap()
    };
    assert_eq!(differences(&exported(&folder), added), Vec::<String>::new());
    let again = run(folder.path(), &["adopt", "content"]).ends(0);
    assert_eq!(again.stdout, "", "a second run adds nothing");
    run(folder.path(), &["check"]).ends(0);
}

#[test]
fn other_line_ends_and_a_mark_at_the_start_make_no_difference() {
    let changed: Vec<(String, String)> = documents()
        .into_iter()
        .map(|(name, text)| (name, format!("\u{feff}{}", text.replace('\n', "\r\n"))))
        .collect();
    let folder = site(&changed);
    assert_eq!(differences(&exported(&folder), |_| 0), Vec::<String>::new());
    run(folder.path(), &["adopt", "--write", "content"]).ends(0);
    for (name, before) in &changed {
        let after = folder.read(&format!("content/{name}.md"));
        let body = before.trim_start_matches('\u{feff}');
        let matter = after.strip_prefix('\u{feff}').unwrap().strip_suffix(body).unwrap();
        assert!(matter.starts_with("---\r\n") && matter.ends_with("\r\n---\r\n"), "{matter:?}");
        assert_eq!(matter.matches('\n').count(), matter.matches("\r\n").count(), "{matter:?}");
    }
}
