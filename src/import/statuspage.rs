//! Incidents of Atlassian Statuspage: what its API and `/api/v2/incidents.json` answer.

use super::document::documents;
use super::json::{list, objects, text, unread, value};
use super::time::instant;
use super::{Import, Incident, Unreadable, Update, Words, html};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

const READ: &[&str] = &[
    "id",
    "page_id",
    "name",
    "status",
    "impact",
    "created_at",
    "updated_at",
    "started_at",
    "resolved_at",
    "monitoring_at",
    "shortlink",
    "incident_updates",
    "components",
    "postmortem_body",
    "scheduled_for",
];

/// The documents of an export.
///
/// # Errors
/// Where the file is no JSON, or holds no list of incidents.
pub fn statuspage(bytes: &[u8], words: &Words) -> Result<Import, Unreadable> {
    let mut import = Import::default();
    let mut incidents = Vec::new();
    let mut left = BTreeSet::new();
    let mut maintenances = 0;
    for fields in objects(value(bytes)?, "incidents", "name")? {
        if fields.get("scheduled_for").is_some_and(|time| !time.is_null()) {
            maintenances += 1;
            continue;
        }
        left.extend(unread(&fields, READ));
        incidents.push(incident(&fields));
    }
    if maintenances > 0 {
        import.notes.push(format!("{maintenances} planned maintenances are left out"));
    }
    if !left.is_empty() {
        let left: Vec<String> = left.into_iter().collect();
        import.notes.push(format!("not carried over: `{}`", left.join("`, `")));
    }
    documents(incidents, words, &mut import);
    Ok(import)
}

fn incident(fields: &Map<String, Value>) -> Incident {
    let time = |key| text(fields, key).and_then(instant);
    let status = text(fields, "status").unwrap_or_default();
    let impact = text(fields, "impact").filter(|impact| *impact != "none");
    let mut services: Vec<String> = list(fields, "components")
        .filter_map(|component| text(component, "name"))
        .map(str::to_owned)
        .collect();
    services.dedup();
    Incident {
        title: text(fields, "name").unwrap_or("Untitled incident").to_owned(),
        key: text(fields, "id").unwrap_or("statuspage").to_owned(),
        started: time("started_at").or_else(|| time("created_at")),
        resolved: time("resolved_at"),
        is_over: matches!(status, "resolved" | "postmortem" | "completed"),
        severity: impact.map(str::to_owned),
        services,
        link: text(fields, "shortlink").map(|link| ("Status page", link.to_owned())),
        updates: list(fields, "incident_updates").map(update).collect(),
        postmortem: text(fields, "postmortem_body").map(html::markdown).unwrap_or_default(),
        ..Incident::default()
    }
}

fn update(fields: &Map<String, Value>) -> Update {
    let at = ["display_at", "created_at", "updated_at"]
        .iter()
        .find_map(|key| text(fields, key).and_then(instant));
    let mut body = text(fields, "body").map(html::markdown).unwrap_or_default();
    let changed: Vec<String> = list(fields, "affected_components").filter_map(change).collect();
    if !changed.is_empty() {
        body = format!("{}\n\n{}", body.trim(), changed.join("; "));
    }
    let status = text(fields, "status").map(|status| capitalised(&status.replace('_', " ")));
    Update { at, status, text: body }
}

/// `Checkout: operational → major outage`
fn change(component: &Map<String, Value>) -> Option<String> {
    let (old, new) = (text(component, "old_status")?, text(component, "new_status")?);
    (old != new).then(|| {
        let name = text(component, "name").unwrap_or("a component");
        format!("{name}: {} → {}", old.replace('_', " "), new.replace('_', " "))
    })
}

pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
