//! Keys whose values hold keys of their own, and addresses.

use super::value::{Reader, clipped};
use crate::config::node::{Entry, Meaning, Node, Scalar, Stray, Value, keys};
use crate::diag;
use crate::model::{
    ActionItem, ActionStatus, ActionType, Impact, LONGEST_NAME, Origin, Roles, decode, fold,
};
use crate::source::Span;
use std::collections::BTreeMap;

keys! {
    /// The keys of `impact`, written as a table.
    ImpactKeys {
        percent = "percent" | "percentage",
        of = "of",
        count = "count",
        summary = "summary",
    }
}

keys! {
    /// The keys of `roles`.
    RoleKeys {
        incident_commander = "incident_commander",
        deputy = "deputy",
        scribe = "scribe",
        subject_matter_experts = "subject_matter_experts",
        customer_liaison = "customer_liaison",
        internal_liaison = "internal_liaison",
    }
}

keys! {
    /// The keys of one of `action_items`.
    ActionItemKeys {
        text = "text",
        kind = "type",
        owner = "owner",
        due = "due",
        status = "status",
        link = "link",
    }
}

impl Reader<'_> {
    pub(super) fn impact_table(&mut self, entries: &[Entry]) -> Option<Impact> {
        let (keys, strays) = ImpactKeys::of(entries);
        self.strays(&strays, ImpactKeys::KEYS);
        let ImpactKeys { percent, of, count, summary } = keys;
        let stated_of = self.text(of);
        let count = self.count(count);
        let summary = self.text(summary);
        let share = match percent {
            Some(entry) if entry.node.as_written() != Some("unknown") => self.share(entry),
            _ => None,
        };
        let share = share.unwrap_or_default();
        let impact = Impact { of: stated_of.or(share.of), count, summary, ..share };
        (impact != Impact::default()).then_some(impact)
    }

    /// A number of those hit; `_`, `,` and blanks may part its digits.
    fn count(&mut self, entry: Option<&Entry>) -> Option<u64> {
        let entry = entry?;
        let digits: Option<String> = entry.node.as_written().map(|text| {
            text.chars().filter(|c| !matches!(c, '_' | ',' | ' ' | '\u{a0}' | '\u{202f}')).collect()
        });
        let count = digits.and_then(|digits| digits.parse().ok());
        if count.is_none() {
            self.bad(&entry.node, &entry.key, "a whole number such as `12000`");
        }
        count
    }

    fn table<'n>(&mut self, entry: Option<&'n Entry>, wanted: &str) -> &'n [Entry] {
        let Some(entry) = entry else { return &[] };
        let entries = entry.node.entries();
        if entries.is_none() {
            self.bad(&entry.node, &entry.key, wanted);
        }
        entries.unwrap_or_default()
    }

    pub(super) fn roles(&mut self, entry: Option<&Entry>) -> Roles {
        let entries = self.table(entry, "roles with names, such as `scribe: Kim`");
        let (keys, strays) = RoleKeys::of(entries);
        self.strays(&strays, RoleKeys::KEYS);
        let RoleKeys {
            incident_commander,
            deputy,
            scribe,
            subject_matter_experts,
            customer_liaison,
            internal_liaison,
        } = keys;
        let mut stated: Vec<(&str, &Entry)> = RoleKeys::KEYS
            .iter()
            .copied()
            .zip([
                incident_commander,
                deputy,
                scribe,
                subject_matter_experts,
                customer_liaison,
                internal_liaison,
            ])
            .filter_map(|(name, entry)| Some((name, entry?)))
            .collect();
        stated.sort_by_key(|(_, entry)| entry.key_span);
        let held = stated
            .into_iter()
            .map(|(name, entry)| (name.to_owned(), self.texts(Some(entry))))
            .filter(|(_, names)| !names.is_empty())
            .collect();
        Roles { held }
    }

    pub(super) fn links(&mut self, entry: Option<&Entry>) -> BTreeMap<String, String> {
        let mut links = BTreeMap::new();
        for entry in self.table(entry, "names with addresses, such as `dashboard: https://…`") {
            if let Some(address) = self.address(Some(entry)) {
                links.insert(entry.key.clone(), address);
            }
        }
        links
    }

    /// Terms with what each means, in their order.
    pub(super) fn glossary(&mut self, entry: Option<&Entry>) -> Vec<(String, String)> {
        let entries =
            self.table(entry, "terms with what each means, such as `SLO: Service level objective`");
        let term = |entry: &Entry| Some((entry.key.clone(), self.text(Some(entry))?));
        entries.iter().filter_map(term).collect()
    }

    /// An address of the web or of mail, or one without a scheme (`OPS-123`, `../logs/`); schemes
    /// that run something have no place on a page.
    fn address(&mut self, entry: Option<&Entry>) -> Option<String> {
        let text = self.text(entry)?;
        if is_harmless(&text) {
            return Some(text);
        }
        let entry = entry?;
        self.bad(&entry.node, &entry.key, "an address that starts with `https://`");
        None
    }

    pub(super) fn aliases(&mut self, entry: Option<&Entry>) -> Vec<(String, Span)> {
        let mut aliases = Vec::new();
        for (text, span) in self.placed_texts(entry) {
            let path = decode(text.trim_start_matches('/'));
            if stays_inside(&path) {
                aliases.push((path, span));
            } else {
                let wanted = format!(
                    "an old address from the site's root, such as `/2019/outage/`; its parts have \
                     at most {LONGEST_NAME} bytes, and none begins with `.`"
                );
                let found = clipped(&text);
                self.problems.push(diag::bad_value(self.place(span), "aliases", &found, &wanted));
            }
        }
        aliases
    }

    pub(super) fn action_items(&mut self, entry: Option<&Entry>) -> Vec<ActionItem> {
        let Some(entry) = entry else { return Vec::new() };
        let Value::List(items) = &entry.node.value else {
            self.bad(&entry.node, &entry.key, "a list of items, each with `text`");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.action_item(item)).collect()
    }

    fn action_item(&mut self, node: &Node) -> Option<ActionItem> {
        let line = self.line(node.span);
        let Some(entries) = node.entries() else {
            let text = self.written(node, "action_items", "a text, or keys with `text`")?;
            return Some(ActionItem { text: text.to_owned(), ..blank(line) });
        };
        let (keys, strays) = ActionItemKeys::of(entries);
        self.strays(&strays, ActionItemKeys::KEYS);
        let ActionItemKeys { text, kind, owner, due, status, link } = keys;
        if text.is_none() {
            let first = entries.first().map_or(node.span, |entry| entry.key_span);
            self.problems.push(diag::action_item_without_text(self.place(first)));
        }
        let item = ActionItem {
            kind: self.word(kind, ActionType::WORDS, ActionType::from_word),
            owner: self.text(owner),
            due: self.day(due),
            status: self.word(status, ActionStatus::WORDS, action_status),
            link: self.address(link),
            ..blank(line)
        };
        Some(ActionItem { text: self.text(text)?, ..item })
    }

    /// The free keys among those that nothing knows; the others are found.
    pub(super) fn extra(
        &mut self,
        strays: Vec<Stray<'_>>,
        known: &[&str],
    ) -> BTreeMap<String, serde_json::Value> {
        let mut extra = BTreeMap::new();
        for stray in strays {
            match stray {
                Stray::Unknown(entry) if entry.key.starts_with("x-") => {
                    extra.insert(entry.key.clone(), as_json(&entry.node));
                }
                Stray::Unknown(entry) => {
                    let place = self.place(entry.key_span);
                    let found = clipped(&entry.key);
                    self.problems.push(diag::unknown_front_matter_key(place, &found, known));
                }
                Stray::Again { .. } => self.strays(&[stray], known),
            }
        }
        extra
    }
}

fn blank(line: u32) -> ActionItem {
    ActionItem {
        text: String::new(),
        kind: None,
        owner: None,
        due: None,
        status: None,
        link: None,
        origin: Origin::Stated,
        line,
    }
}

/// The status of a folded word; the boards' own words are understood too.
fn action_status(word: &str) -> Option<ActionStatus> {
    match word {
        "todo" | "to-do" => Some(ActionStatus::Open),
        "doing" | "started" => Some(ActionStatus::InProgress),
        "closed" | "complete" | "completed" => Some(ActionStatus::Done),
        "wontfix" | "won-t-do" | "won-t-fix" | "wont-fix" => Some(ActionStatus::WontDo),
        _ => ActionStatus::from_word(word),
    }
}

/// True for addresses of the web and of mail, and for those without a scheme.
pub(crate) fn is_harmless(address: &str) -> bool {
    if address.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return false;
    }
    let scheme = match address.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => fold(scheme),
        _ => return true,
    };
    matches!(scheme.as_str(), "http" | "https" | "mailto")
}

/// Most bytes of an old address: with the folders above it, disks take some thousands.
const LONGEST_PATH: usize = 1_000;

/// True for a path whose parts are names, not ways up.
fn stays_inside(path: &str) -> bool {
    let trimmed = path.strip_suffix('/').unwrap_or(path);
    !trimmed.is_empty()
        && trimmed.len() <= LONGEST_PATH
        && !trimmed.contains(['\\', '?', '#', ':'])
        && !trimmed.contains(char::is_control)
        && trimmed.split('/').all(is_name)
}

/// True for a name that every disk takes and no program hides: `..`, `.git` and the site's own list
/// of files are none.
fn is_name(part: &str) -> bool {
    !part.is_empty() && part.len() <= LONGEST_NAME && !part.starts_with('.')
}

/// A value as JSON; numbers that JSON cannot hold (`.inf`) stay as they are written. Depth is
/// bounded by the parsers.
fn as_json(node: &Node) -> serde_json::Value {
    use serde_json::Value as Json;
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar(Scalar { text, meaning }) => match meaning {
            Meaning::Integer(number) => Json::from(*number),
            Meaning::Float(number) if number.is_finite() => Json::from(*number),
            Meaning::Truth(truth) => Json::from(*truth),
            Meaning::Text | Meaning::Float(_) => Json::from(text.as_str()),
        },
        Value::List(items) => items.iter().map(as_json).collect(),
        Value::Table(entries) => {
            entries.iter().map(|entry| (entry.key.clone(), as_json(&entry.node))).collect()
        }
    }
}
