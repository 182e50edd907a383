//! Issues of cState: Markdown with front matter, whose updates end with `{{< track "time" >}}`.

use super::document::documents;
use super::time::instant;
use super::{Import, Incident, Unreadable, Update, Words};
use crate::config::node::{Entry, Node, Value};
use crate::parse::front_matter;
use crate::source::{File, Source};
use chrono::{DateTime, Utc};

const READ: &[&str] = &[
    "title",
    "date",
    "resolved",
    "resolvedwhen",
    "severity",
    "affected",
    "section",
    "informational",
    "id",
    "automated",
    "draft",
];

/// The documents of a folder's files.
///
/// # Errors
/// Where the front matter of one cannot be read; the place is in that file, which is named first.
pub fn cstate(files: &[File], words: &Words) -> Result<Import, Box<(File, Unreadable)>> {
    let mut import = Import::default();
    let mut incidents = Vec::new();
    for file in files {
        let source = Source::from_bytes(file.path.clone(), &file.bytes);
        let name = file.path.file_name();
        if !source.flaws().is_empty() {
            import.notes.push(format!("{name} is left out: it is no UTF-8 text"));
            continue;
        }
        let mut problems = Vec::new();
        let cut = front_matter::cut(&source, &mut problems);
        let entries =
            cut.matter.map(|matter| front_matter::entries(&source, &matter, &mut problems));
        if let Some(problem) = problems.first() {
            let place = problem.place.span.map(|span| {
                let (line, column) = source.line_and_column(span.start);
                (line as usize, column as usize)
            });
            let unreadable = Unreadable { place, reason: problem.message.clone() };
            return Err(Box::new((file.clone(), unreadable)));
        }
        let Some(entries) = entries else {
            import.notes.push(format!("{name} is left out: it has no front matter"));
            continue;
        };
        let keys = Keys(&entries);
        if keys.is_true("informational") || keys.is_true("draft") {
            import.notes.push(format!("{name} is left out: it is told as no incident"));
            continue;
        }
        let left = keys.unread();
        if !left.is_empty() {
            import.notes.push(format!("{name}: not carried over: `{}`", left.join("`, `")));
        }
        incidents.push(incident(&keys, name, &source.text()[cut.body_start..]));
    }
    documents(incidents, words, &mut import);
    Ok(import)
}

struct Keys<'e>(&'e [Entry]);

impl Keys<'_> {
    fn node(&self, key: &str) -> Option<&Node> {
        self.0.iter().find(|entry| entry.key.eq_ignore_ascii_case(key)).map(|entry| &entry.node)
    }

    fn text(&self, key: &str) -> Option<String> {
        self.node(key)?
            .as_written()
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    }

    fn is_true(&self, key: &str) -> bool {
        self.node(key).and_then(Node::as_truth) == Some(true)
    }

    fn list(&self, key: &str) -> Vec<String> {
        let Some(node) = self.node(key) else { return Vec::new() };
        match &node.value {
            Value::List(items) => {
                items.iter().filter_map(Node::as_written).map(str::to_owned).collect()
            }
            _ => node.as_written().map(str::to_owned).into_iter().collect(),
        }
    }

    fn time(&self, key: &str) -> Option<DateTime<Utc>> {
        self.text(key).as_deref().and_then(instant)
    }

    fn unread(&self) -> Vec<String> {
        let is_unread = |key: &str| !READ.contains(&key.to_lowercase().as_str());
        self.0.iter().map(|entry| entry.key.clone()).filter(|key| is_unread(key)).collect()
    }
}

fn incident(keys: &Keys<'_>, file_name: &str, body: &str) -> Incident {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let (updates, rest) = updates(body);
    Incident {
        title: keys.text("title").unwrap_or_else(|| stem.to_owned()),
        key: stem.to_owned(),
        started: keys.time("date"),
        resolved: keys.time("resolvedWhen"),
        is_over: keys.is_true("resolved"),
        severity: keys.text("severity"),
        services: keys.list("affected"),
        // Hugo puts a page at its folder and its file's name.
        aliases: vec![format!("/issues/{stem}/")],
        summary: rest,
        updates,
        ..Incident::default()
    }
}

/// The updates of a body, and what stands after the last of them.
fn updates(body: &str) -> (Vec<Update>, String) {
    let mut updates = Vec::new();
    let (mut begin, mut at) = (0, 0);
    while let Some(open) = body[at..].find("{{<").map(|found| at + found) {
        let Some(close) = body[open..].find(">}}").map(|found| open + found) else { break };
        at = close + ">}}".len();
        // The words of other shortcodes stay.
        let Some(time) = body[open + "{{<".len()..close].trim().strip_prefix("track") else {
            continue;
        };
        let (status, text) = status_of(body[begin..open].trim());
        let time = instant(time.trim().trim_matches(['"', '`', '\'']));
        updates.push(Update { at: time, status, text });
        begin = at;
    }
    (updates, body[begin..].trim().to_owned())
}

/// `*Resolved* - text` → the status and the text.
fn status_of(text: &str) -> (Option<String>, String) {
    let stated = text.strip_prefix('*').and_then(|rest| rest.split_once('*'));
    match stated {
        Some((status, rest))
            if status.chars().all(|c| c.is_alphabetic() || c == ' ') && !status.is_empty() =>
        {
            let rest = rest.trim_start_matches([' ', '-', '–', ':', '\n']);
            (Some(status.trim().to_owned()), rest.to_owned())
        }
        _ => (None, text.to_owned()),
    }
}
