//! JSON Schema (2020-12) of `site.toml`, for editors; and what schemas of tables have in common.
//!
//! A schema is made from the tables of keys that are read (`keys!`), so it can neither know more of
//! them nor less. It says how values are best written; the program reads more.

use super::Diagrams;
use super::edition::EditionKeys;
use super::editor::ServeKeys;
use super::markdown::{MarkdownKeys, RawHtml};
use super::node::Names;
use super::read::{CauseKeys, ServiceKeys, SeverityKeys, SiteKeys, TeamKeys};
use super::switch::SearchKeys;
use crate::diag::Code;
use crate::diag::policy::Loudness;
use crate::model::{ReviewStatus, Visibility};
use serde_json::{Map, Value, json};

/// The dialect of all schemas.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of `site.toml`.
pub fn schema() -> Value {
    let mut schema = table(SiteKeys::NAMES, "Settings of a postmortem archive.", site_key);
    schema.insert("$schema".to_owned(), json!(DIALECT));
    schema.insert("title".to_owned(), json!("site.toml of retrospect"));
    Value::Object(schema)
}

/// An object of these keys and no others. Other names of a key refer to it; a name with `-` for
/// `_` is accepted and not offered.
pub(crate) fn table(
    names: &[Names],
    description: &str,
    describe: impl Fn(&str) -> Option<Value>,
) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut patterns = Map::new();
    for (name, others) in names {
        let Some(property) = describe(name) else { continue };
        for other in others.iter().chain([name]) {
            if other.contains('_') {
                patterns.insert(format!("^{}$", other.replace('_', "[-_]")), property.clone());
            }
        }
        for other in *others {
            let mut property = property.clone();
            property["description"] = json!(format!("Another name for `{name}`."));
            properties.insert((*other).to_owned(), property);
        }
        properties.insert((*name).to_owned(), property);
    }
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(description));
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !patterns.is_empty() {
        schema.insert("patternProperties".to_owned(), Value::Object(patterns));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

/// A table of these keys, of which `required` have to be there.
pub(crate) fn required_table(
    names: &[Names],
    required: &[&str],
    (description, describe): (&str, impl Fn(&str) -> Option<Value>),
) -> Value {
    let mut schema = table(names, description, describe);
    schema.insert("required".to_owned(), json!(required));
    Value::Object(schema)
}

/// A text.
pub(crate) fn text(description: &str) -> Value {
    json!({ "description": description, "type": "string" })
}

/// One of these words.
pub(crate) fn word(description: &str, words: &[&str]) -> Value {
    json!({ "description": description, "enum": words })
}

fn list(description: &str, items: &Value) -> Value {
    json!({ "description": description, "type": "array", "items": items })
}

fn site_key(key: &str) -> Option<Value> {
    Some(match key {
        "title" => text("What the archive is called."),
        "description" => text("A sentence or two about it."),
        "base_url" => json!({
            "description": "Where the site will stand; a subpath is fine.",
            "type": "string",
            "pattern": "^https?://[^/?#:\\s][^?#\\s]*$",
            "examples": ["https://example.org/incidents/"],
        }),
        "cname" => json!({
            "description": "Host of your own that GitHub Pages is to answer for; `CNAME` is made of it.",
            "type": "string",
            "pattern": "^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$",
            "examples": ["incidents.example.org"],
        }),
        "language" => json!({
            "description": "Language of the documents, a BCP 47 tag.",
            "type": "string",
            "examples": ["en", "de", "pt-BR"],
        }),
        "timezone" => zone("IANA zone of the times that state none."),
        "theme" => text("Name of the theme: `default`, or a folder below `themes/`."),
        "repository" => json!({
            "description": "Address that source paths are appended to, for links to the source.",
            "type": "string",
            "pattern": "^https?://",
            "examples": ["https://git.example.org/sre/incidents/blob/main"],
        }),
        "severities" => list("Severities, the worst first.", &severity()),
        "root_causes" => list("Root causes that postmortems may name.", &root_cause()),
        "services" => list("Services that postmortems may name.", &service()),
        "teams" => list("Teams that postmortems may name.", &team()),
        "diagrams" => word("What is taken for a drawing.", Diagrams::WORDS),
        "abbreviations" => json!({
            "description": "Abbreviations of time zones that mean one zone in this archive.",
            "type": "object",
            "additionalProperties": zone("An IANA zone."),
            "examples": [{ "IST": "Asia/Kolkata" }],
        }),
        "glossary" => json!({
            "description": "Terms with what each means, linked where the prose first has them.",
            "type": "object",
            "additionalProperties": { "type": "string" },
            "examples": [{ "SLO": "Service level objective: how well a service should work." }],
        }),
        "findings" => findings(),
        "search" => search(),
        "markdown" => markdown(),
        "shortcuts" => switch("Whether pages listen to single keys, such as `j` and `/`."),
        "editions" => editions(),
        "default_edition" => text("The edition that is made where none is named."),
        "serve" => Value::Object(table(ServeKeys::NAMES, "The preview.", serve_key)),
        _ => return None,
    })
}

fn search() -> Value {
    Value::Object(table(SearchKeys::NAMES, "Full-text search.", |key| {
        (key == "enabled").then(|| switch("Whether the site has it."))
    }))
}

fn markdown() -> Value {
    let does = "Whether code blocks whose fence names a known language are coloured.";
    Value::Object(table(MarkdownKeys::NAMES, "The documents' markup.", |key| match key {
        "highlight" => Some(switch(does)),
        "html" => Some(word("What becomes of HTML in documents.", RawHtml::WORDS)),
        _ => None,
    }))
}

/// A setting that is on unless it is turned off.
fn switch(description: &str) -> Value {
    json!({ "description": description, "type": "boolean", "default": true })
}

fn editions() -> Value {
    let describe = |key: &str| {
        let words =
            |description: &str, known: &[&str]| list(description, &word("One of them.", known));
        let texts = |description: &str| list(description, &json!({ "type": "string" }));
        Some(match key {
            "visibility" => words("Documents that are shown.", Visibility::WORDS),
            "status" => words("Documents that are shown.", &ReviewStatus::WORDS[1..]),
            "hide_sections" => texts("Sections that are hidden: words of heads, or kinds."),
            "hide_keys" => texts("Keys of front matter that are hidden."),
            "hide_passages" => json!({
                "description": "Whether `<!-- internal -->` passages are hidden.",
                "type": "boolean",
            }),
            _ => return None,
        })
    };
    json!({
        "description": "What editions of the archive show, by name.",
        "type": "object",
        "additionalProperties": table(EditionKeys::NAMES, "An edition.", describe),
    })
}

fn serve_key(key: &str) -> Option<Value> {
    (key == "editor").then(|| {
        json!({
            "description": "Editor that places open in: a known one, or an address with holes.",
            "type": "string",
            "examples": ["vscode", "idea", "myeditor://open?file={file}&line={line}"],
        })
    })
}

/// A zone by its name.
pub(crate) fn zone(description: &str) -> Value {
    json!({
        "description": description,
        "type": "string",
        "examples": ["UTC", "Europe/Berlin", "America/New_York"],
    })
}

fn severity() -> Value {
    let describe = |key: &str| match key {
        "name" => Some(text("Its name.")),
        "meaning" => Some(text("When an incident is that bad.")),
        _ => None,
    };
    required_table(SeverityKeys::NAMES, &["name"], ("A severity.", describe))
}

fn root_cause() -> Value {
    let describe = |key: &str| match key {
        "tag" => Some(text("Its tag.")),
        "description" => Some(text("What falls under it.")),
        "aliases" => Some(list("Other words for it.", &json!({ "type": "string" }))),
        _ => None,
    };
    required_table(CauseKeys::NAMES, &["tag"], ("A root cause.", describe))
}

fn service() -> Value {
    let describe = |key: &str| match key {
        "name" => Some(text("Its name.")),
        "description" => Some(text("What it does.")),
        _ => None,
    };
    required_table(ServiceKeys::NAMES, &["name"], ("A service.", describe))
}

fn team() -> Value {
    let describe = |key: &str| (key == "name").then(|| text("Its name."));
    required_table(TeamKeys::NAMES, &["name"], ("A team.", describe))
}

/// Codes with the levels they may have; one that nothing may turn off has its own only.
fn findings() -> Value {
    let level = |code: &Code| {
        let own = [code.level().name()];
        let words = if code.is_fixed() { &own[..] } else { Loudness::WORDS };
        (code.name().to_owned(), word(code.summary(), words))
    };
    let codes: Map<String, Value> = Code::ALL.iter().map(level).collect();
    json!({
        "description": "Findings that are told more loudly, less so, or not at all.",
        "type": "object",
        "properties": codes,
        "additionalProperties": false,
    })
}
