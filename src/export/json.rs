//! The archive as one JSON document.

use super::url;
use crate::archive::{Archive, Number};
use crate::model::{
    ActionItem, Diagram, Entry, Impact, Known, Local, MILESTONES, Metric, Moment, Outage,
    Postmortem, metrics,
};
use chrono::{DateTime, FixedOffset, Utc};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Number of the contract; it grows when a field changes its meaning or goes.
const VERSION: u32 = 1;

/// The whole archive, newest incident first, as indented JSON with a line end.
pub fn json(archive: &Archive) -> String {
    let incidents: Vec<Value> =
        (0..archive.documents.len()).map(|number| incident(archive, number)).collect();
    let whole = json!({
        "version": VERSION,
        "generator": concat!("retrospect ", env!("CARGO_PKG_VERSION")),
        "title": archive.config.title,
        "base_url": archive.config.base_url,
        "incidents": incidents,
    });
    format!("{whole:#}\n")
}

/// The heads of the same records, one on each line: without what the documents hold (sections,
/// timeline, action items, drawings), so that a site of thousands publishes a file that can be
/// loaded.
pub fn heads(archive: &Archive) -> String {
    let title = json!(archive.config.title);
    let base_url = json!(archive.config.base_url);
    let mut text = format!(
        "{{\"version\":{VERSION},\"generator\":\"retrospect {}\",\"title\":{title},\
         \"base_url\":{base_url},\"incidents\":[\n",
        env!("CARGO_PKG_VERSION"),
    );
    for (number, postmortem) in archive.postmortems().enumerate() {
        let mut fields = head(archive, postmortem);
        fields.insert("summary".to_owned(), json!(postmortem.summary));
        let separator = if number > 0 { ",\n" } else { "" };
        let _ = write!(text, "{separator}{}", Value::Object(fields));
    }
    text.push_str("\n]}\n");
    text
}

/// What the head of an incident's page tells.
fn head(archive: &Archive, postmortem: &Postmortem) -> Map<String, Value> {
    let mut fields = identity(archive, postmortem);
    fields.extend(milestones(postmortem));
    fields.extend(people(postmortem));
    fields
}

fn incident(archive: &Archive, number: Number) -> Value {
    let postmortem = archive.postmortem(number);
    let mut fields = head(archive, postmortem);
    fields.extend(content(postmortem));
    let related: Vec<Value> = archive
        .related(number)
        .into_iter()
        .map(|related| {
            json!({ "slug": archive.postmortem(related.number).slug.as_str(), "reason": related.reason })
        })
        .collect();
    fields.insert("related".to_owned(), Value::Array(related));
    Value::Object(fields)
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn identity(archive: &Archive, postmortem: &Postmortem) -> Map<String, Value> {
    object(json!({
        "id": postmortem.id,
        "slug": postmortem.slug.as_str(),
        "source": postmortem.source.as_str(),
        "url": url(archive, postmortem),
        "title": postmortem.title.value,
        "origins": origins(postmortem),
        "day": postmortem.day.as_ref().map(|day| known(day, "date", json!(day.value.to_string()))),
        "published": postmortem.published.map(|day| day.to_string()),
        "status": postmortem.status.as_ref().map(|status| status.value.word()),
        "visibility": postmortem.visibility.word(),
        "severity": postmortem.severity.as_ref().map(|severity| severity.value.name.as_str()),
        "services": tags(&postmortem.services),
        "teams": tags(&postmortem.teams),
        "regions": tags(&postmortem.regions),
        "tags": tags(&postmortem.tags),
        "root_cause": postmortem.root_cause.as_ref().map(|cause| {
            known(cause, "tag", json!(cause.value.as_str()))
        }),
        "trigger": postmortem.trigger,
        "contributing_factors": postmortem.contributing_factors,
        "detected_by": postmortem.detected_by.map(crate::model::DetectedBy::word),
        "impact_kind": postmortem.impact_kind.map(crate::model::ImpactKind::word),
        "duration": postmortem.duration.as_ref().map(duration),
        "impact": postmortem.impact.as_ref().map(impact),
    }))
}

fn tags(tags: &[crate::model::Tag]) -> Value {
    Value::Array(tags.iter().map(|tag| json!(tag.as_str())).collect())
}

/// A value under `name`, with its origin and line.
fn known<T>(known: &Known<T>, name: &str, value: Value) -> Value {
    let mut fields = Map::new();
    fields.insert(name.to_owned(), value);
    fields.insert("origin".to_owned(), json!(known.origin.name()));
    fields.insert("line".to_owned(), json!(known.line));
    Value::Object(fields)
}

/// Where the values that stand bare among the fields come from; null where there is no value.
fn origins(postmortem: &Postmortem) -> Value {
    json!({
        "title": origin(&postmortem.title),
        "severity": postmortem.severity.as_ref().map(origin),
        "status": postmortem.status.as_ref().map(origin),
        "roles": postmortem.roles.as_ref().map(origin),
    })
}

fn origin<T>(known: &Known<T>) -> Value {
    json!({ "origin": known.origin.name(), "line": known.line })
}

fn duration(duration: &Known<Outage>) -> Value {
    let approximate = matches!(duration.value, Outage::Lasted { approximate: true, .. });
    json!({
        "seconds": duration.value.seconds(),
        "ongoing": duration.value == Outage::Ongoing,
        "approximate": approximate,
        "origin": duration.origin.name(),
        "line": duration.line,
    })
}

fn impact(impact: &Known<Impact>) -> Value {
    let value = &impact.value;
    json!({
        "percent": value.percent.map(crate::model::Percent::value),
        "percent_low": value.low.map(crate::model::Percent::value),
        "approximate": value.approximate,
        "of": value.of,
        "count": value.count,
        "summary": value.summary,
        "origin": impact.origin.name(),
        "line": impact.line,
    })
}

fn milestones(postmortem: &Postmortem) -> Map<String, Value> {
    let mut fields = Map::new();
    for milestone in MILESTONES {
        let moment = postmortem.milestones.get(&milestone).map(moment);
        fields.insert(milestone.word().to_owned(), json!(moment));
    }
    let spans: Vec<Value> = metrics(&postmortem.milestones).iter().map(metric).collect();
    fields.insert("metrics".to_owned(), Value::Array(spans));
    fields
}

/// A milestone: `at` is the instant where one is known, else the reading of the clock.
fn moment(known: &Known<Moment>) -> Value {
    let moment = &known.value;
    json!({
        "at": moment.utc().map_or_else(|| moment.local.iso(), instant),
        "local": moment.local.iso(),
        "offset": moment.offset.map(offset),
        "precision": moment.local.precision().name(),
        "approximate": moment.approximate,
        "origin": known.origin.name(),
        "line": known.line,
    })
}

fn metric(metric: &Metric) -> Value {
    json!({ "from": metric.from.word(), "to": metric.to.word(), "seconds": metric.seconds })
}

fn people(postmortem: &Postmortem) -> Map<String, Value> {
    let roles: Map<String, Value> = postmortem
        .roles
        .iter()
        .flat_map(|roles| &roles.value.held)
        .map(|(role, names)| (role.clone(), json!(names)))
        .collect();
    object(json!({
        "roles": roles,
        "authors": postmortem.authors,
        "reviewers": postmortem.reviewers,
    }))
}

fn content(postmortem: &Postmortem) -> Map<String, Value> {
    let extra: Map<String, Value> =
        postmortem.extra.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
    object(json!({
        "summary": postmortem.summary,
        "sections": postmortem.sections.iter().map(|section| json!({
            "kind": section.kind.map(crate::model::SectionKind::word),
            "heading": section.heading,
            "anchor": section.anchor,
            "level": section.level,
            "line": section.line,
        })).collect::<Vec<_>>(),
        "timeline": postmortem.timeline.entries.iter().map(entry).collect::<Vec<_>>(),
        "action_items": postmortem.action_items.iter().map(action_item).collect::<Vec<_>>(),
        "diagrams": postmortem.body.diagrams.iter().map(diagram).collect::<Vec<_>>(),
        "links": postmortem.links,
        "glossary": postmortem.glossary.iter().cloned().collect::<BTreeMap<_, _>>(),
        "aliases": postmortem.aliases.iter().map(|(alias, _)| alias).collect::<Vec<_>>(),
        "extra": extra,
    }))
}

fn entry(entry: &Entry) -> Value {
    json!({
        "line": entry.line,
        "as_written": entry.as_written,
        "start_local": entry.start.map(Local::iso),
        "offset": entry.offset.map(offset),
        "start_utc": entry.start_utc.map(instant),
        "end_local": entry.end.map(Local::iso),
        "end_utc": entry.end_utc.map(instant),
        "precision": entry.precision.name(),
        "approximate": entry.approximate,
        "inherited": entry.inherited,
        "phase": entry.phase.map(|phase| phase.milestone.word()),
        "phase_origin": entry.phase.map(|phase| phase.origin.name()),
        "actor": entry.actor,
        "anchor": entry.anchor,
        "text": entry.text,
    })
}

fn action_item(item: &ActionItem) -> Value {
    json!({
        "text": item.text,
        "type": item.kind.map(crate::model::ActionType::word),
        "owner": item.owner,
        "due": item.due.map(|due| due.to_string()),
        "status": item.status.map(crate::model::ActionStatus::word),
        "link": item.link,
        "origin": item.origin.name(),
        "line": item.line,
    })
}

fn diagram(diagram: &Diagram) -> Value {
    json!({
        "start_line": diagram.start_line,
        "end_line": diagram.end_line,
        "kind": diagram.kind.name(),
        "caption": diagram.caption,
    })
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `+01:00`
fn offset(offset: FixedOffset) -> String {
    let seconds = offset.local_minus_utc();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
