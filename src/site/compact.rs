//! What a filter in the browser loads: all incidents or all action items, as small as can be.
//!
//! They are scripts that set one value, not JSON, because a page that is opened from a disk may
//! run a script beside it but not fetch a file.

use super::row;
use crate::archive::{Archive, Facet, Owed, ledger, postmortem_address};
use crate::model::{Postmortem, Tag, UrlPath};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compact {
    /// What the rows of incidents need.
    Incidents,
    /// What the rows of the ledger need.
    Actions,
}

impl Compact {
    /// Where it stands.
    pub fn address(self) -> UrlPath {
        UrlPath::new(match self {
            Compact::Incidents => "incidents.js",
            Compact::Actions => "actions.js",
        })
    }

    /// The script. Row by row: values of all rows at once would take ten times its length.
    pub(super) fn text(self, archive: &Archive) -> String {
        let mut text = String::from("globalThis.retrospectData = {");
        match self {
            Compact::Incidents => {
                let _ = write!(text, "\"names\":{},\"rows\":", names(archive));
                push_rows(&mut text, incidents(archive));
            }
            Compact::Actions => {
                text.push_str("\"rows\":");
                push_rows(&mut text, actions(archive));
            }
        }
        text.push_str("};\n");
        text
    }
}

fn push_rows(text: &mut String, rows: impl Iterator<Item = Value>) {
    let mut opening = '[';
    for row in rows {
        let _ = write!(text, "{opening}{row}");
        opening = ',';
    }
    text.push_str(if opening == '[' { "[]" } else { "]" });
}

/// The names of all shelves by facet and slug; rows hold slugs only.
fn names(archive: &Archive) -> Value {
    let of_facet = |facet: &Facet| {
        let shelves = facet.shelves.iter();
        let names: Map<String, Value> =
            shelves.map(|shelf| (shelf.slug.clone(), json!(shelf.name))).collect();
        (facet.kind.word().to_owned(), Value::Object(names))
    };
    Value::Object(archive.facets.iter().map(of_facet).collect())
}

/// Incidents up to which rows tell all that static rows tell; of more, the file would be too large
/// to be loaded by somebody who only wants to filter.
const WHOLE: usize = 1_000;

fn incidents(archive: &Archive) -> impl Iterator<Item = Value> {
    let is_whole = archive.documents.len() <= WHOLE;
    let row = move |postmortem: &Postmortem| {
        let mut row = incident(postmortem);
        if is_whole {
            row["summary"] = json!(postmortem.summary);
            row["spark"] = json!(row::spark(postmortem));
        }
        present(row)
    };
    archive.postmortems().map(row)
}

/// Absent values are left out; what is told in words is told as pages tell it.
fn incident(postmortem: &Postmortem) -> Value {
    let severity = postmortem.severity.as_ref().map(|severity| &severity.value);
    let cause = postmortem.root_cause.as_ref();
    let impact = postmortem.impact.as_ref().and_then(row::impact);
    json!({
        "href": href(postmortem),
        "title": postmortem.title.value,
        "id": postmortem.id,
        "day": postmortem.day.as_ref().map(|day| day.value.to_string()),
        "year": postmortem.day.as_ref().map(|day| [day.value.format("%Y").to_string()]),
        "severity": severity.map(|severity| [severity.name.slug()]),
        "rank": severity.and_then(|severity| severity.rank).map(|rank| rank + 1),
        "status": postmortem.status.as_ref().map(|status| [status.value.word()]),
        "cause": cause.map(|cause| [cause.value.slug()]),
        "service": slugs(&postmortem.services),
        "team": slugs(&postmortem.teams),
        "region": slugs(&postmortem.regions),
        "tag": slugs(&postmortem.tags),
        "duration": postmortem.duration.as_ref().map(|duration| duration.value.human()),
        "impact": impact.map(|impact| impact.text),
    })
}

fn slugs(tags: &[Tag]) -> Option<Vec<&str>> {
    (!tags.is_empty()).then(|| tags.iter().map(Tag::slug).collect())
}

/// From the site's root.
fn href(postmortem: &Postmortem) -> String {
    postmortem_address(&postmortem.slug).relative_to(&UrlPath::new(""))
}

fn actions(archive: &Archive) -> impl Iterator<Item = Value> {
    let row = move |owed: Owed<'_>| {
        let postmortem = archive.postmortem(owed.number);
        let item = owed.item;
        present(json!({
            "text": item.text,
            "link": item.link,
            "incident": postmortem.title.value,
            "href": href(postmortem),
            "type": item.kind.map(crate::model::ActionType::word),
            "owner": item.owner,
            "due": item.due.map(|due| due.to_string()),
            "status": item.status.map(crate::model::ActionStatus::word),
            "age": owed.age_days.filter(|_| !item.is_finished()),
        }))
    };
    ledger(archive).into_iter().map(row)
}

fn present(mut row: Value) -> Value {
    if let Some(fields) = row.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    row
}
