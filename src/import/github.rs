//! Issues of GitHub as `gh issue list --json …` prints them, and as Upptime keeps its incidents.

use super::document::documents;
use super::json::{list, objects, text, unread, value};
use super::time::instant;
use super::{Import, Incident, Unreadable, Update, Words};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

const READ: &[&str] = &[
    "number",
    "title",
    "body",
    "createdAt",
    "closedAt",
    "updatedAt",
    "state",
    "closed",
    "labels",
    "comments",
    "author",
    "url",
    "id",
];

/// The label by which Upptime finds its issues; the others of such an issue name what is down.
const UPPTIME: &str = "status";

/// The documents of an export.
///
/// # Errors
/// Where the file is no JSON, or holds no list of issues.
pub fn github_issues(bytes: &[u8], words: &Words) -> Result<Import, Unreadable> {
    let mut import = Import::default();
    let issues = objects(value(bytes)?, "issues", "title")?;
    let left: BTreeSet<String> = issues.iter().flat_map(|fields| unread(fields, READ)).collect();
    if !left.is_empty() {
        let left: Vec<String> = left.into_iter().collect();
        import.notes.push(format!("not carried over: `{}`", left.join("`, `")));
    }
    for key in ["createdAt", "comments", "labels"] {
        if !issues.is_empty() && !issues.iter().any(|fields| fields.contains_key(key)) {
            import
                .notes
                .push(format!("no issue has `{key}`: name it after `gh issue list --json`"));
        }
    }
    documents(issues.iter().map(incident).collect(), words, &mut import);
    Ok(import)
}

fn incident(fields: &Map<String, Value>) -> Incident {
    let time = |key| text(fields, key).and_then(instant);
    let labels: Vec<String> =
        list(fields, "labels").filter_map(|label| text(label, "name")).map(str::to_owned).collect();
    let is_upptime = labels.iter().any(|label| label == UPPTIME);
    let labels = labels.into_iter().filter(|label| !is_upptime || label != UPPTIME).collect();
    let (services, tags) = if is_upptime { (labels, Vec::new()) } else { (Vec::new(), labels) };
    let title = text(fields, "title").unwrap_or("Untitled issue");
    let number = fields.get("number").map_or_else(|| "issue".to_owned(), Value::to_string);
    let state = text(fields, "state").unwrap_or_default();
    let opened = Update {
        at: time("createdAt"),
        status: Some("Reported".to_owned()),
        text: format!("issue {number}{}", by(fields)),
    };
    Incident {
        // Upptime marks what is down with a stop sign.
        title: title.trim_start_matches(['🛑', '⚠', '\u{FE0F}', ' ']).to_owned(),
        key: number,
        started: time("createdAt"),
        resolved: time("closedAt"),
        is_over: state.eq_ignore_ascii_case("closed"),
        services,
        tags,
        link: text(fields, "url").map(|url| ("Issue", url.to_owned())),
        summary: text(fields, "body").unwrap_or_default().replace("\r\n", "\n"),
        updates: std::iter::once(opened).chain(list(fields, "comments").map(comment)).collect(),
        ..Incident::default()
    }
}

fn by(fields: &Map<String, Value>) -> String {
    let author = fields.get("author").and_then(Value::as_object);
    author
        .and_then(|author| text(author, "login"))
        .map(|login| format!(" by {login}"))
        .unwrap_or_default()
}

/// Upptime's comments open with `**Resolved:** …`; people's are told with who wrote them.
fn comment(fields: &Map<String, Value>) -> Update {
    let body = text(fields, "body").unwrap_or_default().replace("\r\n", "\n");
    let by = by(fields);
    let text_with_author = if body.starts_with("**") || by.is_empty() {
        body
    } else {
        format!("{}: {body}", by.trim_start_matches(" by "))
    };
    Update { at: text(fields, "createdAt").and_then(instant), status: None, text: text_with_author }
}
