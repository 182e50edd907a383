//! One JSON object, for scripts and editors.

use super::Told;
use crate::diag::{Diagnostic, Level, Place};
use serde_json::{Map, Value, json as value};

/// Number of the contract; it grows when a field changes its meaning or goes.
const VERSION: u32 = 2;

/// `{"version", "findings": […], "summary": {…}}`, indented, with a line end. Paths count from the
/// site's folder. What a finding has not (a place in its file, help) is `null`; `related` lists the
/// other places that have a part in it.
pub fn json(told: &Told<'_>) -> String {
    let findings: Vec<Value> = told.findings.iter().map(|finding| one(told, finding)).collect();
    let count = |level| told.findings.iter().filter(|finding| finding.level == level).count();
    let whole = value!({
        "version": VERSION,
        "findings": findings,
        "summary": {
            "errors": count(Level::Error),
            "warnings": count(Level::Warning),
            "hints": count(Level::Hint),
        },
    });
    format!("{whole:#}\n")
}

fn one(told: &Told<'_>, finding: &Diagnostic) -> Value {
    let mut fields = Map::new();
    fields.insert("code".to_owned(), value!(finding.code.name()));
    fields.insert("level".to_owned(), value!(finding.level.name()));
    fields.extend(location(told, &finding.place));
    fields.insert("message".to_owned(), value!(finding.message));
    fields.insert("help".to_owned(), value!(finding.help));
    let related = finding.related.iter().map(|(place, label)| {
        let mut fields = location(told, place);
        fields.insert("message".to_owned(), value!(label));
        Value::Object(fields)
    });
    fields.insert("related".to_owned(), related.collect());
    Value::Object(fields)
}

fn location(told: &Told<'_>, place: &Place) -> Map<String, Value> {
    let region = told.region(place);
    [
        ("path", value!(place.path.as_str())),
        ("line", value!(region.map(|region| region.line))),
        ("column", value!(region.map(|region| region.column))),
        ("end_line", value!(region.map(|region| region.end_line))),
        ("end_column", value!(region.map(|region| region.end_column))),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}
