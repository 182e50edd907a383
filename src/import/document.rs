//! An incident → a document that states what is known and tells the rest as it was told.

use super::quoting::{INDENT, Told, without_heads};
use super::{Import, Imported, Incident, Update, Words};
use crate::model::{LONGEST_NAME, Slug, fold};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The documents of incidents, oldest first.
pub(super) fn documents(mut incidents: Vec<Incident>, words: &Words, import: &mut Import) {
    incidents.sort_by_key(|incident| (incident.day_told(), incident.key.clone()));
    for mut incident in incidents {
        incident.updates.sort_by_key(|update| update.at);
        let title = incident.title.clone();
        if incident.updates.iter().any(|update| update.at.is_none()) {
            import.notes.push(format!("`{title}`: an update without a time that can be read"));
        }
        let Some(started) = incident.started.or_else(|| incident.updates.iter().find_map(|u| u.at))
        else {
            import.notes.push(format!("`{title}` is left out: nothing says when it was"));
            continue;
        };
        let undeclared = incident.keep_declared(words);
        import.notes.extend(
            undeclared.iter().map(|word| format!("`{title}`: site.toml declares no {word}")),
        );
        let day = started.format("%Y-%m-%d");
        let slug = slug(&incident);
        let (body, quoted) = incident.body();
        if quoted > 0 {
            import.notes.push(format!(
                "`{title}`: times in its texts are quoted, and no entries: they state no day"
            ));
        }
        let head = incident.front_matter(started, &slug);
        import.documents.push(Imported { name: format!("{day}-{slug}.md"), text: head + &body });
    }
}

/// The key keeps apart what has one title, today and when more is imported later.
fn slug(incident: &Incident) -> String {
    let (title, key) = (fold(&incident.title), Slug::of(&incident.key).to_string());
    let room = LONGEST_NAME.saturating_sub(key.len() + 1);
    match &title[..title.floor_char_boundary(room)] {
        "" => key,
        title if key.starts_with(title) => key,
        title => format!("{}-{key}", title.trim_end_matches('-')),
    }
}

impl Incident {
    fn day_told(&self) -> Option<DateTime<Utc>> {
        self.started.or_else(|| self.updates.iter().filter_map(|update| update.at).min())
    }

    /// Moves words that the archive does not declare out of the keys in which it would doubt them.
    fn keep_declared(&mut self, words: &Words) -> Vec<String> {
        let is_known = |known: &[String], word: &str| {
            known.is_empty() || known.iter().any(|known| known.eq_ignore_ascii_case(word))
        };
        let mut undeclared = Vec::new();
        if let Some(severity) = self.severity.take_if(|word| !is_known(&words.severities, word)) {
            undeclared.push(format!("severity `{severity}`; it is kept as `x-severity`"));
            self.extra.push(("x-severity", quoted(&severity)));
        }
        let (kept, other): (Vec<_>, Vec<_>) =
            self.services.drain(..).partition(|word| is_known(&words.services, word));
        self.services = kept;
        if !other.is_empty() {
            undeclared.push(format!("service `{}`; kept as `x-services`", other.join("`, `")));
            self.extra.push(("x-services", list(&other)));
        }
        undeclared
    }

    /// What follows the front matter, and how many stretches of it had to be quoted.
    fn body(&self) -> (String, usize) {
        let mut text = String::new();
        section(&mut text, "Summary", &self.summary);
        let from = text.lines().count();
        let mut own = BTreeSet::new();
        if !self.updates.is_empty() {
            text.push_str("\n## Timeline\n\n");
            for update in &self.updates {
                own.insert(text.lines().count());
                entry(&mut text, update);
            }
        }
        section(&mut text, "Postmortem", &self.postmortem);
        Told { text: &text, own, from }.quoted()
    }

    fn front_matter(&self, started: DateTime<Utc>, slug: &str) -> String {
        let mut text = String::from("---\n");
        let mut line = |key: &str, value: &str| {
            let _ = writeln!(text, "{key}: {value}");
        };
        line("title", &quoted(&self.title));
        line("slug", &quoted(slug));
        line("date", &started.format("%Y-%m-%d").to_string());
        line("started", &minute(started));
        let resolved = self.resolved.filter(|resolved| *resolved >= started);
        match resolved {
            Some(resolved) => {
                line("resolved", &minute(resolved));
                line("duration", &duration(started, resolved));
            }
            None => line("duration", if self.is_over { "unknown" } else { "ongoing" }),
        }
        line("impact", "unknown");
        line("root_cause", "unknown");
        if let Some(severity) = &self.severity {
            line("severity", &quoted(severity));
        }
        for (key, values) in
            [("services", &self.services), ("tags", &self.tags), ("aliases", &self.aliases)]
        {
            if !values.is_empty() {
                line(key, &list(values));
            }
        }
        if let Some((name, address)) = &self.link {
            line("links", &format!("{{{}: {}}}", quoted(name), quoted(address)));
        }
        for (key, value) in &self.extra {
            line(key, value);
        }
        text.push_str("---\n");
        text
    }
}

/// A JSON string is a YAML string too (YAML 1.2, section 7.3.1).
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn list(values: &[String]) -> String {
    let quoted: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("[{}]", quoted.join(", "))
}

fn minute(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H:%MZ").to_string()
}

/// From minute to minute, as both are written.
fn duration(start: DateTime<Utc>, end: DateTime<Utc>) -> String {
    let minutes = end.timestamp().div_euclid(60) - start.timestamp().div_euclid(60);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}m"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h{minutes}m"),
    }
}

fn section(text: &mut String, head: &str, body: &str) {
    let body = body.trim();
    if !body.is_empty() {
        let _ = write!(text, "\n## {head}\n\n{body}\n");
    }
}

/// An item of the timeline; what follows its first line belongs to it by indentation. Each time
/// states its zone, so that no heading or sentence of others can move it.
fn entry(text: &mut String, update: &Update) {
    let at = update.at.map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string());
    let status = update.status.as_ref().map(|status| format!("**{status}:**"));
    let (first, rest) = update.text.trim().split_once('\n').unwrap_or((update.text.trim(), ""));
    let parts = [at, status, Some(first.trim().to_owned()).filter(|first| !first.is_empty())];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let _ = writeln!(text, "- {}", parts.join(" "));
    for line in without_heads(rest) {
        let _ = if line.is_empty() { writeln!(text) } else { writeln!(text, "{INDENT}{line}") };
    }
}
