//! JSON Schema (2020-12) of the JSON export: every field is always there, and no other.

use crate::config::schema::{DIALECT, text, word};
use crate::model::{
    ActionStatus, ActionType, DetectedBy, ImpactKind, MILESTONES, Milestone, ReviewStatus,
    SectionKind, Visibility,
};
use serde_json::{Map, Value, json};

/// The schema of what [`json`](super::json()) writes.
pub fn schema() -> Value {
    let mut schema = object(
        "A postmortem archive.",
        vec![
            ("version", json!({ "description": "Number of this contract.", "const": 1 })),
            ("generator", text("The program that wrote it.")),
            ("title", text("What the archive is called.")),
            ("base_url", or_null(text("Where its site stands."))),
            ("incidents", list("The postmortems, newest first.", incident())),
        ],
    );
    schema["$schema"] = json!(DIALECT);
    schema["title"] = json!("Export of retrospect");
    schema
}

/// An object with these fields, all of them and no others.
fn object(description: &str, fields: Vec<(&str, Value)>) -> Value {
    let required: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let required = json!(required);
    let properties: Map<String, Value> =
        fields.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    json!({
        "description": description,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

#[expect(clippy::needless_pass_by_value, reason = "schemas are put into one another")]
fn list(description: &str, items: Value) -> Value {
    json!({ "description": description, "type": "array", "items": items })
}

fn texts(description: &str) -> Value {
    list(description, json!({ "type": "string" }))
}

#[expect(clippy::needless_pass_by_value, reason = "schemas are put into one another")]
fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn text_or_null(description: &str) -> Value {
    or_null(text(description))
}

fn word_or_null(description: &str, words: &[&str]) -> Value {
    or_null(word(description, words))
}

fn truth(description: &str) -> Value {
    json!({ "description": description, "type": "boolean" })
}

fn whole_number(description: &str) -> Value {
    json!({ "description": description, "type": "integer" })
}

fn day(description: &str) -> Value {
    json!({ "description": description, "type": "string", "format": "date" })
}

fn instant(description: &str) -> Value {
    json!({ "description": description, "type": "string", "format": "date-time" })
}

fn offset() -> Value {
    let pattern = "^[+-][0-9]{2}:[0-9]{2}$";
    let described =
        json!({ "description": "Distance from UTC.", "type": "string", "pattern": pattern });
    or_null(described)
}

fn origin() -> Value {
    word("How the value came to be known.", &["stated", "derived", "guessed"])
}

fn line() -> Value {
    whole_number("Line of the source that says it, from 1; 0 where the file's name does.")
}

fn precision() -> Value {
    let words = ["second", "minute", "hour", "day", "month", "relative", "unknown"];
    word("How fine it was written.", &words)
}

fn incident() -> Value {
    let mut fields = identity();
    fields.extend(facts());
    fields.extend(MILESTONES.map(|milestone| (milestone.word(), or_null(moment()))));
    fields.extend(people());
    fields.extend(content());
    object("A postmortem.", fields)
}

fn identity() -> Vec<(&'static str, Value)> {
    let day_known =
        object("A day.", vec![("date", day("The day.")), ("origin", origin()), ("line", line())]);
    vec![
        ("id", text_or_null("The archive's own number for it.")),
        ("slug", text("Last part of its address.")),
        ("source", text("Its file, from the site's folder.")),
        ("url", text("Its address.")),
        ("title", text("What it is called.")),
        ("origins", origins()),
        ("day", or_null(day_known)),
        ("published", or_null(day("The day of publication."))),
        ("status", word_or_null("How far the review is.", ReviewStatus::WORDS)),
        ("visibility", word("Who may read it.", Visibility::WORDS)),
    ]
}

fn origins() -> Value {
    let of = |value: &str| {
        let fields = vec![("origin", origin()), ("line", line())];
        (value.to_owned(), object(&format!("Where the {value} comes from."), fields))
    };
    let described = "Where the values that stand bare come from; null where there is none.";
    let fields = [of("title"), of("severity"), of("status"), of("roles")];
    let fields = fields.iter().map(|(name, schema)| {
        let is_always_there = name == "title";
        (name.as_str(), if is_always_there { schema.clone() } else { or_null(schema.clone()) })
    });
    object(described, fields.collect())
}

fn facts() -> Vec<(&'static str, Value)> {
    let cause = object(
        "A root cause.",
        vec![("tag", text("Its tag.")), ("origin", origin()), ("line", line())],
    );
    vec![
        ("severity", text_or_null("How bad it was, in the archive's words.")),
        ("services", texts("What was hit.")),
        ("teams", texts("Who was involved.")),
        ("regions", texts("Where it was felt.")),
        ("tags", texts("Free tags.")),
        ("root_cause", or_null(cause)),
        ("trigger", text_or_null("What set it off.")),
        ("contributing_factors", texts("What made it possible or worse.")),
        ("detected_by", word_or_null("Who noticed first.", DetectedBy::WORDS)),
        ("impact_kind", word_or_null("What kind of harm it did.", ImpactKind::WORDS)),
        ("duration", or_null(duration())),
        ("impact", or_null(impact())),
        ("metrics", list("Times between milestones.", metric())),
    ]
}

fn duration() -> Value {
    object(
        "How long it lasted.",
        vec![
            ("seconds", or_null(whole_number("Its length; absent while it goes on."))),
            ("ongoing", truth("It is not over yet.")),
            ("approximate", truth("Written as about right.")),
            ("origin", origin()),
            ("line", line()),
        ],
    )
}

fn impact() -> Value {
    let share = |description: &str| {
        let described = json!({
            "description": description, "type": "number", "minimum": 0, "maximum": 100,
        });
        or_null(described)
    };
    object(
        "Who was hit and how.",
        vec![
            ("percent", share("The share; of a range, its upper end.")),
            ("percent_low", share("The lower end of a range.")),
            ("approximate", truth("Written as about right.")),
            ("of", text_or_null("What the share is of.")),
            ("count", or_null(whole_number("A number of those hit."))),
            ("summary", text_or_null("A sentence about it.")),
            ("origin", origin()),
            ("line", line()),
        ],
    )
}

fn moment() -> Value {
    object(
        "When something turned.",
        vec![
            ("at", text("The instant in UTC where it is known, else the clock's reading.")),
            ("local", text("The clock's reading, as far as it is known.")),
            ("offset", offset()),
            ("precision", precision()),
            ("approximate", truth("Written as about right.")),
            ("origin", origin()),
            ("line", line()),
        ],
    )
}

fn metric() -> Value {
    object(
        "A time between two milestones.",
        vec![
            ("from", word("Where it begins.", Milestone::WORDS)),
            ("to", word("Where it ends.", Milestone::WORDS)),
            ("seconds", whole_number("Seconds between them.")),
        ],
    )
}

fn people() -> Vec<(&'static str, Value)> {
    let roles = json!({
        "description": "Who did what during the response.",
        "type": "object",
        "additionalProperties": texts("Names."),
    });
    vec![
        ("roles", roles),
        ("authors", texts("Who wrote it.")),
        ("reviewers", texts("Who reviewed it.")),
    ]
}

fn content() -> Vec<(&'static str, Value)> {
    let links = json!({
        "description": "Named addresses.",
        "type": "object",
        "additionalProperties": { "type": "string" },
    });
    let glossary = json!({
        "description": "Terms that it explains.",
        "type": "object",
        "additionalProperties": { "type": "string" },
    });
    let extra = json!({ "description": "Free keys (`x-…`).", "type": "object" });
    let related = object(
        "Another postmortem.",
        vec![("slug", text("Which.")), ("reason", text("What they have in common."))],
    );
    vec![
        ("summary", text_or_null("The first sentences of its summary.")),
        ("sections", list("Its sections, in order.", section())),
        ("timeline", list("The entries of its timeline, in order.", entry())),
        ("action_items", list("What is to be done.", action_item())),
        ("diagrams", list("Its drawings.", diagram())),
        ("links", links),
        ("glossary", glossary),
        ("aliases", texts("Old addresses that lead here.")),
        ("extra", extra),
        ("related", list("Postmortems like it, most alike first.", related)),
    ]
}

fn section() -> Value {
    object(
        "A section.",
        vec![
            ("kind", word_or_null("What it is about.", SectionKind::WORDS)),
            ("heading", text("Its head, in the writer's words.")),
            ("anchor", text("Its fragment.")),
            ("level", whole_number("Its depth on the page.")),
            ("line", line()),
        ],
    )
}

fn entry() -> Value {
    object(
        "An entry of a timeline.",
        vec![
            ("line", line()),
            ("as_written", text("The time as it stands in the source.")),
            ("start_local", text_or_null("Its start on the writer's clock.")),
            ("offset", offset()),
            ("start_utc", or_null(instant("Its start, where zone and day are known."))),
            ("end_local", text_or_null("The end of a range on the writer's clock.")),
            ("end_utc", or_null(instant("The end of a range."))),
            ("precision", precision()),
            ("approximate", truth("Written as about right.")),
            ("inherited", truth("Day or zone stand elsewhere in the document.")),
            ("phase", word_or_null("What it marks.", Milestone::WORDS)),
            ("phase_origin", or_null(origin())),
            ("actor", text_or_null("Who acted.")),
            ("anchor", text("Its fragment.")),
            ("text", text("Its words.")),
        ],
    )
}

fn action_item() -> Value {
    object(
        "Something to be done.",
        vec![
            ("text", text("What is to be done.")),
            ("type", word_or_null("What it is for.", ActionType::WORDS)),
            ("owner", text_or_null("Who does it.")),
            ("due", or_null(day("By when."))),
            ("status", word_or_null("How far it is.", ActionStatus::WORDS)),
            ("link", text_or_null("Its ticket.")),
            ("origin", origin()),
            ("line", line()),
        ],
    )
}

fn diagram() -> Value {
    object(
        "A drawing.",
        vec![
            ("start_line", whole_number("Its first line in the source, from 1.")),
            ("end_line", whole_number("Its last line.")),
            ("kind", word("How it was found.", &["detected", "fenced", "indented"])),
            ("caption", text_or_null("What stands under it.")),
        ],
    )
}
