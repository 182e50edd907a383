//! JSON Schema (2020-12) of front matter, for editors.
//!
//! Made from the keys that are read, so it can neither know more of them nor less. It says how
//! values are best written; the program reads more spellings, and says what it cannot read.

use super::nested::{ActionItemKeys, ImpactKeys, RoleKeys};
use super::record::MatterKeys;
use crate::config::Config;
use crate::config::schema::{DIALECT, required_table, table, text, word, zone};
use crate::diag::Code;
use crate::model::{
    ActionStatus, ActionType, DetectedBy, ImpactKind, Milestone, ReviewStatus, Tag, Visibility,
};
use serde_json::{Value, json};

/// The schema of front matter. The words that the archive declares are offered, others are left to
/// the program's own findings, which know the nearest.
pub fn schema(config: &Config) -> Value {
    let describe = |key: &str| extent(key).or_else(|| time(key)).or_else(|| other(key, config));
    let mut schema = table(MatterKeys::NAMES, "Front matter of a postmortem.", describe);
    schema.insert("$schema".to_owned(), json!(DIALECT));
    schema.insert("title".to_owned(), json!("Front matter of retrospect"));
    if let Some(patterns) = schema.get_mut("patternProperties") {
        patterns["^x-"] = json!({ "description": "Your own; passed to templates and export." });
    }
    Value::Object(schema)
}

/// The length and the reach of an incident.
fn extent(key: &str) -> Option<Value> {
    Some(match key {
        "duration" => json!({
            "description": "How long the incident lasted. A bare number has no unit and is refused.",
            "type": "string",
            "examples": ["2h30m", "150 min", "1d 5h 47m", "PT2H30M", "~2h", "ongoing", "unknown"],
        }),
        "impact" => json!({
            "description": "Who was hit: a share, `unknown`, or a table.",
            "anyOf": [share(), impact_table()],
        }),
        _ => return None,
    })
}

fn share() -> Value {
    json!({
        "description": "A share of those who could be hit.",
        "type": ["string", "number"],
        "not": { "const": 1 },
        "examples": ["60%", "~60%", "10-15%", "0.6", "unknown"],
    })
}

fn impact_table() -> Value {
    let describe = |key: &str| match key {
        "percent" => Some(share()),
        "of" => Some(text("What the share is of: `users`, `requests`.")),
        "count" => Some(json!({
            "description": "A number of those hit.",
            "type": ["integer", "string"],
            "examples": [12000],
        })),
        "summary" => Some(text("A sentence about it.")),
        _ => None,
    };
    Value::Object(table(ImpactKeys::NAMES, "Who was hit and how.", describe))
}

fn time(key: &str) -> Option<Value> {
    let milestone = Milestone::from_word(key).map(|milestone| match milestone {
        Milestone::Started => "When harm began.",
        Milestone::Detected => "When somebody or something noticed.",
        Milestone::Acknowledged => "When a responder took it on.",
        Milestone::Declared => "When it was declared an incident.",
        Milestone::Escalated => "When more people were called in.",
        Milestone::Identified => "When the cause was found.",
        Milestone::Mitigated => "When harm ended, perhaps for a while.",
        Milestone::Resolved => "When it was over.",
    });
    match (key, milestone) {
        (_, Some(description)) => Some(json!({
            "description": description,
            "type": "string",
            "examples": ["2024-01-12T14:00Z", "2024-01-12 2:00 PM Europe/London"],
        })),
        ("date", _) => Some(day("The day of the incident.")),
        ("published", _) => Some(day("The day of publication.")),
        ("timezone", _) => Some(zone("IANA zone of the times that state none.")),
        _ => None,
    }
}

fn day(description: &str) -> Value {
    json!({ "description": description, "type": "string", "examples": ["2024-01-12"] })
}

fn other(key: &str, config: &Config) -> Option<Value> {
    Some(match key {
        "root_cause" => offered(
            "Why it could happen: one tag, or `unknown`.",
            config.root_causes.iter().map(|cause| &cause.tag),
        ),
        "id" => name("The archive's own number for it, such as `INC-1042`."),
        "title" => name("What the postmortem is called."),
        "slug" => json!({
            "description": "Last part of its address: lower-case letters, digits and `-`.",
            "type": "string",
            "pattern": "^[^A-Z\\s/._]+$",
        }),
        "severity" => offered("How bad it was.", config.severities.iter().map(|one| &one.name)),
        "status" => word("How far the review is; drafts are not published.", ReviewStatus::WORDS),
        "visibility" => word("Who may read it.", Visibility::WORDS),
        "services" => offered_list("What was hit.", config.services.iter().map(|one| &one.name)),
        "teams" => offered_list("Who was involved.", config.teams.iter().map(|one| &one.name)),
        "regions" => texts("Where it was felt."),
        "tags" => texts("Free tags."),
        "trigger" => text("What set it off."),
        "contributing_factors" => texts("What made it possible or worse."),
        "detected_by" => word("Who noticed first.", DetectedBy::WORDS),
        "impact_kind" => word("What kind of harm it did.", ImpactKind::WORDS),
        "roles" => roles(),
        "authors" => texts("Who wrote it."),
        "reviewers" => texts("Who reviewed it."),
        "related" => texts("Other postmortems, by slug or id."),
        "supersedes" => name("The postmortem that this one takes the place of, by slug or id."),
        "duplicate_of" => name("The postmortem that tells the same incident, by slug or id."),
        "links" => json!({
            "description": "Named addresses: dashboards, tickets.",
            "type": "object",
            "additionalProperties": { "type": "string" },
        }),
        "glossary" => json!({
            "description": "Terms with what each means, for the archive's glossary.",
            "type": "object",
            "additionalProperties": { "type": "string" },
        }),
        "action_items" => json!({
            "description": "What is to be done. Stated items take the place of the body's.",
            "type": "array",
            "items": { "anyOf": [{ "type": "string" }, action_item()] },
        }),
        "aliases" => texts("Old addresses that lead here, from the site's root."),
        "diagrams" => json!({
            "description": "`false` turns the search for drawings in the open off.",
            "type": "boolean",
        }),
        "silence" => silence(),
        _ => return None,
    })
}

/// A text that may look like a number.
fn name(description: &str) -> Value {
    json!({ "description": description, "type": ["string", "number"] })
}

/// A list of texts, or one.
fn texts(description: &str) -> Value {
    json!({
        "description": description,
        "anyOf": [
            { "type": ["string", "number"] },
            { "type": "array", "items": { "type": ["string", "number"] } },
        ],
    })
}

/// A text of which some are known.
fn offered<'t>(description: &str, known: impl Iterator<Item = &'t Tag>) -> Value {
    let known: Vec<&str> = known.map(Tag::as_str).collect();
    if known.is_empty() {
        return name(description);
    }
    json!({
        "description": description,
        "anyOf": [{ "enum": known }, { "type": ["string", "number"] }],
    })
}

fn offered_list<'t>(description: &str, known: impl Iterator<Item = &'t Tag>) -> Value {
    let one = offered("One of them.", known);
    json!({ "description": description, "anyOf": [{ "type": "array", "items": one }, one] })
}

fn roles() -> Value {
    let describe = |key: &str| {
        Some(texts(match key {
            "incident_commander" => "Who led the response.",
            "deputy" => "Who stood in for the commander.",
            "scribe" => "Who kept the record.",
            "subject_matter_experts" => "Who knew the systems.",
            "customer_liaison" => "Who spoke to customers.",
            "internal_liaison" => "Who spoke to the organisation.",
            _ => return None,
        }))
    };
    Value::Object(table(RoleKeys::NAMES, "Who did what during the response.", describe))
}

fn action_item() -> Value {
    let describe = |key: &str| {
        Some(match key {
            "text" => text("What is to be done."),
            "type" => word("What it is for.", ActionType::WORDS),
            "owner" => name("Who does it: one person or team."),
            "due" => day("By when."),
            "status" => word("How far it is.", ActionStatus::WORDS),
            "link" => text("Its ticket."),
            _ => return None,
        })
    };
    required_table(ActionItemKeys::NAMES, &["text"], ("An action item.", describe))
}

fn silence() -> Value {
    let codes: Vec<&str> =
        Code::ALL.iter().filter(|code| !code.is_fixed()).map(|code| code.name()).collect();
    json!({
        "description": "Findings that are not told about this document.",
        "anyOf": [
            { "type": "array", "items": { "enum": codes }, "uniqueItems": true },
            { "enum": codes },
        ],
    })
}
