//! SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code scanning and editors.

use super::{Region, Told};
use crate::diag::{Code, Diagnostic, Level, Place, explain};
use serde_json::{Map, Value, json};

/// Address of the schema that the log follows.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A log of one run, indented, with a line end. Its rules are the codes that were found, each with
/// its page of explanation.
pub fn sarif(told: &Told<'_>) -> String {
    let mut codes: Vec<Code> = told.findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let results: Vec<Value> =
        told.findings.iter().map(|finding| result(told, finding, &codes)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "retrospect",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// SARIF's word for a level (section 3.27.10).
fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "note",
    }
}

fn rule(code: Code) -> Value {
    let page = explain::Page::of(code);
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.summary() },
        "fullDescription": { "text": page.meaning },
        "help": { "text": page.text(code), "markdown": page.markdown(code) },
        "defaultConfiguration": { "level": level(code.level()) },
    })
}

fn result(told: &Told<'_>, finding: &Diagnostic, codes: &[Code]) -> Value {
    let text = match &finding.help {
        Some(help) => format!("{}: {help}", finding.message),
        None => finding.message.clone(),
    };
    let mut fields = Map::new();
    fields.insert("ruleId".to_owned(), json!(finding.code.name()));
    fields.insert("ruleIndex".to_owned(), json!(codes.binary_search(&finding.code).ok()));
    fields.insert("level".to_owned(), json!(level(finding.level)));
    fields.insert("message".to_owned(), json!({ "text": text }));
    fields.insert("locations".to_owned(), json!([location(told, &finding.place)]));
    if !finding.related.is_empty() {
        let others = finding.related.iter().map(|(place, label)| {
            let mut related = location(told, place);
            related.insert("message".to_owned(), json!({ "text": label }));
            Value::Object(related)
        });
        fields.insert("relatedLocations".to_owned(), others.collect());
    }
    Value::Object(fields)
}

fn location(told: &Told<'_>, place: &Place) -> Map<String, Value> {
    let mut physical = Map::new();
    let address = percent_encoded(&told.file(place));
    physical.insert("artifactLocation".to_owned(), json!({ "uri": address }));
    if let Some(Region { line, column, end_line, end_column }) = told.region(place) {
        let region = json!({
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
        });
        physical.insert("region".to_owned(), region);
    }
    Map::from_iter([("physicalLocation".to_owned(), Value::Object(physical))])
}

/// A path as a relative reference (RFC 3986, section 3.3); a colon is escaped too, because in a
/// first part it would end a scheme (section 4.2).
fn percent_encoded(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let encode = |byte: u8| {
        if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    path.bytes().map(encode).collect()
}
