//! Files that shown text refers to, in whatever way.

use super::links::join;
use super::{Archive, Target};
use crate::model::{Chunk, Item, Postmortem};
use crate::source::SourcePath;
use serde_json::Value;
use std::collections::BTreeSet;

/// The files that links, raw HTML and front matter of shown documents lead to.
pub(super) fn assets(archive: &Archive) -> BTreeSet<SourcePath> {
    let mut found = BTreeSet::new();
    for (number, postmortem) in archive.postmortems().enumerate() {
        found.extend(archive.targets(number).iter().filter_map(|target| match target {
            Target::Asset(path) => Some(path.clone()),
            _ => None,
        }));
        let folder = postmortem.source.folder();
        let written = addresses(postmortem);
        let paths = written.iter().filter_map(|written| join(folder, written));
        found.extend(paths.map(|path| SourcePath::new(&path)));
    }
    found
}

/// What might be an address in raw HTML (quoted values) and in front matter (texts).
fn addresses(postmortem: &Postmortem) -> Vec<String> {
    let mut written: Vec<String> = postmortem.links.values().cloned().collect();
    postmortem.extra.values().for_each(|value| texts(value, &mut written));
    written.extend(postmortem.action_items.iter().filter_map(|item| item.link.clone()));
    let regions = postmortem.timeline.regions.iter().flat_map(|region| &region.items);
    let told = regions.flat_map(|item| match item {
        Item::Day { html, .. } | Item::Note(html) | Item::Entry(_, html) => html,
    });
    for chunk in postmortem.body.chunks.iter().chain(told) {
        if let Chunk::Html(html) = chunk {
            let values = html.split('"').filter(|value| !value.contains(['<', '>']));
            written.extend(values.map(str::to_owned));
        }
    }
    written
}

fn texts(value: &Value, written: &mut Vec<String>) {
    match value {
        Value::String(text) => written.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, written)),
        Value::Object(values) => values.values().for_each(|value| texts(value, written)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
