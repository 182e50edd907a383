//! The archive as tables (RFC 4180). `csv`'s door.

use super::url;
use crate::archive::{Archive, Owed, ledger};
use crate::model::{ActionItem, Impact, MILESTONES, Moment, Percent, Postmortem, Tag};

/// One row for each incident, newest first.
pub fn incidents(archive: &Archive) -> String {
    let heads = incident_heads();
    let rows = archive.postmortems().map(|postmortem| incident(archive, postmortem));
    table(&heads, rows)
}

/// One row for each action item, in the ledger's order.
pub fn actions(archive: &Archive) -> String {
    let rows = ledger(archive).into_iter().map(|owed| action(archive, &owed));
    table(&ACTION_HEADS, rows)
}

const ACTION_HEADS: [&str; 13] = [
    "incident",
    "incident_title",
    "incident_day",
    "url",
    "text",
    "type",
    "owner",
    "due",
    "status",
    "age_days",
    "link",
    "origin",
    "line",
];

fn incident_heads() -> Vec<&'static str> {
    let mut heads = vec![
        "slug",
        "id",
        "url",
        "title",
        "day",
        "day_origin",
        "published",
        "severity",
        "status",
        "visibility",
        "services",
        "teams",
        "regions",
        "tags",
        "root_cause",
        "root_cause_origin",
        "trigger",
        "contributing_factors",
        "detected_by",
        "impact_kind",
        "duration_seconds",
        "duration_origin",
        "impact_percent",
        "impact_of",
        "impact_count",
        "impact_origin",
    ];
    heads.extend(MILESTONES.map(crate::model::Milestone::word));
    heads.extend(["action_items", "unfinished_action_items", "summary", "source"]);
    heads
}

fn incident(archive: &Archive, postmortem: &Postmortem) -> Vec<String> {
    let mut row = identity(archive, postmortem);
    row.extend(facts(postmortem));
    let milestones = &postmortem.milestones;
    row.extend(MILESTONES.map(|milestone| {
        milestones.get(&milestone).map(|known| moment(&known.value)).unwrap_or_default()
    }));
    let unfinished = postmortem.action_items.iter().filter(|item| !item.is_finished()).count();
    row.extend([
        postmortem.action_items.len().to_string(),
        unfinished.to_string(),
        text(postmortem.summary.as_ref()),
        postmortem.source.to_string(),
    ]);
    row
}

fn identity(archive: &Archive, postmortem: &Postmortem) -> Vec<String> {
    let severity = postmortem.severity.as_ref();
    let cause = postmortem.root_cause.as_ref();
    vec![
        postmortem.slug.to_string(),
        text(postmortem.id.as_ref()),
        url(archive, postmortem),
        postmortem.title.value.clone(),
        text(postmortem.day.as_ref().map(|day| day.value)),
        text(postmortem.day.as_ref().map(|day| day.origin.name())),
        text(postmortem.published),
        text(severity.map(|severity| &severity.value.name)),
        text(postmortem.status.as_ref().map(|status| status.value.word())),
        postmortem.visibility.word().to_owned(),
        tags(&postmortem.services),
        tags(&postmortem.teams),
        tags(&postmortem.regions),
        tags(&postmortem.tags),
        text(cause.map(|cause| &cause.value)),
        text(cause.map(|cause| cause.origin.name())),
    ]
}

fn facts(postmortem: &Postmortem) -> Vec<String> {
    let duration = postmortem.duration.as_ref();
    let impact = postmortem.impact.as_ref();
    let of_impact = |value: fn(&Impact) -> Option<String>| {
        impact.and_then(|impact| value(&impact.value)).unwrap_or_default()
    };
    vec![
        text(postmortem.trigger.as_ref()),
        postmortem.contributing_factors.join("; "),
        text(postmortem.detected_by.map(crate::model::DetectedBy::word)),
        text(postmortem.impact_kind.map(crate::model::ImpactKind::word)),
        text(duration.and_then(|duration| duration.value.seconds())),
        text(duration.map(|duration| duration.origin.name())),
        of_impact(|impact| impact.percent.map(Percent::value).map(|share| share.to_string())),
        of_impact(|impact| impact.of.clone()),
        of_impact(|impact| impact.count.map(|count| count.to_string())),
        text(impact.map(|impact| impact.origin.name())),
    ]
}

fn action(archive: &Archive, owed: &Owed<'_>) -> Vec<String> {
    let postmortem = archive.postmortem(owed.number);
    let ActionItem { text: what, kind, owner, due, status, link, origin, line } = owed.item;
    vec![
        postmortem.slug.to_string(),
        postmortem.title.value.clone(),
        text(postmortem.day.as_ref().map(|day| day.value)),
        url(archive, postmortem),
        what.clone(),
        text(kind.map(crate::model::ActionType::word)),
        text(owner.as_ref()),
        text(*due),
        text(status.map(crate::model::ActionStatus::word)),
        text(owed.age_days),
        text(link.as_ref()),
        origin.name().to_owned(),
        line.to_string(),
    ]
}

/// What nothing states is an empty cell.
fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn tags(tags: &[Tag]) -> String {
    let words: Vec<&str> = tags.iter().map(Tag::as_str).collect();
    words.join("; ")
}

/// The instant where one is known, else the reading of the clock.
fn moment(moment: &Moment) -> String {
    moment
        .utc()
        .map_or_else(|| moment.local.iso(), |at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // A row of the wrong length or a failing sink are the only errors, and there is neither.
    let _ = writer.write_record(heads);
    for row in rows {
        let _ = writer.write_record(row.into_iter().map(inert));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// A spreadsheet takes a cell that opens with one of these for a formula, and runs it (OWASP, "CSV
/// Injection"); an apostrophe in front makes it text.
fn inert(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let row = ["=1+1", "@x", "-2", "+3", "a=b", "say \"hi\", twice"].map(str::to_owned);
        let table = table(&["a", "b", "c", "d", "e", "f"], std::iter::once(row.to_vec()));
        let expected = "a,b,c,d,e,f\r\n'=1+1,'@x,'-2,'+3,a=b,\"say \"\"hi\"\", twice\"\r\n";
        assert_eq!(table, expected);
    }
}
