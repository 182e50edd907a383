//! The schemas that the program prints are true of the example archive, and strict.

use crate::folder::{Folder, repository};
use crate::page::Built;
use crate::program::run;
use gray_matter::Pod;
use gray_matter::engine::{Engine, JSON, TOML, YAML};
use retrospect::archive::Drafts;
use retrospect::config::{self, Config};
use retrospect::export;
use retrospect::parse::front_matter::{self, Language};
use retrospect::source::Source;
use serde_json::{Value, json};

/// What is wrong with a value, one line each.
fn errors(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::draft202012::new(schema).expect("a schema");
    validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// The front matter of a document as an editor sees it.
fn front_matter_of(source: &Source) -> Option<Value> {
    let cut = front_matter::cut(source, &mut Vec::new());
    let matter = cut.matter?;
    let text = source.slice(matter.inner);
    let pod: Pod = match matter.language {
        Language::Yaml => YAML::parse(text),
        Language::Toml => TOML::parse(text),
        Language::Json => JSON::parse(text),
    }
    .expect("front matter");
    Some(pod.deserialize().expect("JSON"))
}

#[test]
fn schemas_are_schemas() {
    for schema in [front_matter::schema(&Config::default()), config::schema(), export::schema()] {
        assert!(jsonschema::meta::is_valid(&schema), "{schema:#}");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
}

#[test]
fn the_example_archive_keeps_to_them() {
    let built = Built::of(repository(), Drafts::Show);
    let archive = &built.outcome.archive;
    let schema = front_matter::schema(&archive.config);
    let mut n_seen = 0;
    for document in &archive.documents {
        let Some(value) = front_matter_of(&document.source) else { continue };
        assert_eq!(errors(&schema, &value), Vec::<String>::new(), "{}", document.source.path());
        n_seen += 1;
    }
    assert!(n_seen > 3, "only {n_seen} documents have front matter");
    let site: Value =
        toml::from_str(built.outcome.site_source.as_ref().unwrap().text()).expect("TOML");
    assert_eq!(errors(&config::schema(), &site), Vec::<String>::new());
    let export: Value = serde_json::from_str(&export::json(archive)).unwrap();
    assert_eq!(errors(&export::schema(), &export), Vec::<String>::new());
}

/// Every key that is read is in the schema, and described.
#[test]
fn every_key_is_described() {
    let schema = front_matter::schema(&Config::default());
    for key in front_matter::KEYS {
        let description = schema["properties"][key]["description"].as_str();
        assert!(description.is_some_and(|text| text.ends_with('.')), "{key}: {description:?}");
    }
    let schema = config::schema();
    for key in config::KEYS {
        assert!(schema["properties"][key]["description"].is_string(), "{key}");
    }
}

#[test]
fn what_the_program_refuses_the_schema_refuses_too() {
    let schema = front_matter::schema(&Config::default());
    for value in [
        json!({ "sevrity": "sev1" }),
        json!({ "duration": 150 }),
        json!({ "impact": 1 }),
        json!({ "status": "finished" }),
        json!({ "action_items": [{ "owner": "kim" }] }),
        json!({ "silence": ["duplicate-slug"] }),
        json!({ "slug": "A/b" }),
    ] {
        assert_ne!(errors(&schema, &value), Vec::<String>::new(), "{value}");
    }
    for value in [
        json!({ "x-budget": { "a": 1 }, "root-cause": "capacity", "outage_duration": "2h" }),
        json!({ "impact": { "percent": "60%", "of": "users", "count": 12000 } }),
    ] {
        assert_eq!(errors(&schema, &value), Vec::<String>::new(), "{value}");
    }
}

#[test]
fn a_finding_that_nothing_may_turn_off_keeps_its_level() {
    let schema = config::schema();
    assert_ne!(errors(&schema, &json!({ "findings": { "duplicate-slug": "off" } })), [""; 0]);
    assert_eq!(errors(&schema, &json!({ "findings": { "wide-diagram": "off" } })), [""; 0]);
}

#[test]
fn words_that_the_archive_declares_are_offered() {
    let built = Built::of(repository(), Drafts::Show);
    let schema = front_matter::schema(&built.outcome.archive.config);
    let offered = schema["properties"]["severity"]["anyOf"][0]["enum"].as_array().unwrap();
    assert!(offered.contains(&json!("sev1")), "{offered:?}");
}

/// The schema of workflow files, which editors check them with.
const WORKFLOW: &str = include_str!("../schemas/github-workflow.json");

#[test]
fn the_workflow_of_a_new_archive_is_one() {
    let folder = Folder::new();
    run(folder.path(), &["init"]).ends(0);
    let text = folder.read(".github/workflows/pages.yml");
    let workflow: Value = YAML::parse(&text).unwrap().deserialize().unwrap();
    let schema: Value = serde_json::from_str(WORKFLOW).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let errors = |value: &Value| {
        validator.iter_errors(value).map(|error| error.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(errors(&workflow), Vec::<String>::new());
    assert_ne!(errors(&json!({ "on": "push", "jobs": { "a": { "stepz": [] } } })), [""; 0]);
}
