//! Single values and lists of them, each read as its key's kind.

use super::super::instant::{InstantError, read_day, read_instant};
use crate::config::Config;
use crate::config::node::{Entry, Node, Stray, Value};
use crate::config::vocabulary::nearest_zone;
use crate::diag::{self, Diagnostic, Place};
use crate::model::{LONGEST_NAME, Moment, NameError, Slug, Tag, fold};
use crate::source::{Source, Span};
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::collections::BTreeSet;

/// Most characters of a value that a finding repeats.
const MOST_SHOWN: usize = 60;

/// Reads values and collects what is wrong with them.
pub(super) struct Reader<'r> {
    pub(super) source: &'r Source,
    pub(super) config: &'r Config,
    /// Zone of the times that state none.
    pub(super) zone: Option<Tz>,
    pub(super) problems: &'r mut Vec<Diagnostic>,
}

impl Reader<'_> {
    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.source.path(), span)
    }

    pub(super) fn line(&self, span: Span) -> u32 {
        self.source.line_number(span.start)
    }

    /// A value that is not of its key's kind.
    pub(super) fn bad(&mut self, node: &Node, key: &str, wanted: &str) {
        let place = self.place(node.span);
        self.problems.push(match node.as_written() {
            Some(found) => diag::bad_value(place, key, &clipped(found), wanted),
            None => diag::wrong_kind(place, key, node.describe(), wanted),
        });
    }

    /// Keys that nothing knows, or that are there already under another name.
    pub(super) fn strays(&mut self, strays: &[Stray<'_>], known: &[&str]) {
        for stray in strays {
            let finding = match stray {
                Stray::Unknown(entry) => {
                    diag::unknown_key(self.place(entry.key_span), &clipped(&entry.key), known)
                }
                Stray::Again { name, first, second } => diag::duplicate_key(
                    self.place(second.key_span),
                    name,
                    self.place(first.key_span),
                ),
            };
            self.problems.push(finding);
        }
    }

    /// The characters of a single value that is not blank.
    pub(super) fn written<'n>(
        &mut self,
        node: &'n Node,
        key: &str,
        wanted: &str,
    ) -> Option<&'n str> {
        let text = node.as_written();
        if text.is_none() {
            self.bad(node, key, wanted);
        }
        text
    }

    pub(super) fn text(&mut self, entry: Option<&Entry>) -> Option<String> {
        let entry = entry?;
        self.written(&entry.node, &entry.key, "a text").map(str::to_owned)
    }

    /// A list of texts, or a single one.
    pub(super) fn texts(&mut self, entry: Option<&Entry>) -> Vec<String> {
        let texts = self.placed_texts(entry);
        texts.into_iter().map(|(text, _)| text).collect()
    }

    /// A list of texts with their places, or a single one.
    pub(super) fn placed_texts(&mut self, entry: Option<&Entry>) -> Vec<(String, Span)> {
        let Some(entry) = entry else { return Vec::new() };
        let items = match &entry.node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(&entry.node),
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items.iter().filter(|item| item.value != Value::Null) {
            if let Some(text) = self.written(item, &entry.key, "a text or a list of texts") {
                texts.push((text.to_owned(), item.span));
            }
        }
        texts
    }

    /// A text with its place.
    pub(super) fn placed_text(&mut self, entry: Option<&Entry>) -> Option<(String, Span)> {
        Some((self.text(entry)?, entry?.node.span))
    }

    /// A list of tags, or tags with commas between them; none twice.
    pub(super) fn placed_tags(&mut self, entry: Option<&Entry>) -> Vec<(Tag, Span)> {
        let is_list = entry.is_some_and(|entry| matches!(entry.node.value, Value::List(_)));
        let mut seen = BTreeSet::new();
        let mut tags = Vec::new();
        for (text, span) in self.placed_texts(entry) {
            let parts = if is_list { vec![text.as_str()] } else { text.split(',').collect() };
            for tag in parts.into_iter().filter_map(Tag::of) {
                if seen.insert(tag.slug().to_owned()) {
                    tags.push((tag, span));
                }
            }
        }
        tags
    }

    pub(super) fn tags(&mut self, entry: Option<&Entry>) -> Vec<Tag> {
        self.placed_tags(entry).into_iter().map(|(tag, _)| tag).collect()
    }

    /// One of a key's words, in any case and with `_` or blanks for `-`.
    pub(super) fn word<T>(
        &mut self,
        entry: Option<&Entry>,
        words: &[&str],
        from_word: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let entry = entry?;
        let wanted = format!("one of {}", words.join(", "));
        let text = self.written(&entry.node, &entry.key, &wanted)?;
        let value = from_word(&fold(text));
        if value.is_none() {
            let place = self.place(entry.node.span);
            self.problems.push(diag::bad_word(place, &entry.key, &clipped(text), words));
        }
        value
    }

    /// True or false, in the words of YAML 1.1 too.
    pub(super) fn truth(&mut self, entry: Option<&Entry>) -> Option<bool> {
        let entry = entry?;
        match entry.node.as_written().map(str::to_lowercase).as_deref() {
            Some("true" | "yes" | "on") => Some(true),
            Some("false" | "no" | "off") => Some(false),
            _ => {
                self.bad(&entry.node, &entry.key, "`true` or `false`");
                None
            }
        }
    }

    pub(super) fn day(&mut self, entry: Option<&Entry>) -> Option<NaiveDate> {
        let entry = entry?;
        let day = entry.node.as_written().and_then(read_day);
        if day.is_none() {
            self.bad(&entry.node, &entry.key, "a day such as `2024-01-12`");
        }
        day
    }

    pub(super) fn slug(&mut self, entry: Option<&Entry>) -> Option<(Slug, Span)> {
        let (text, span) = self.placed_text(entry)?;
        let wanted = match text.parse::<Slug>() {
            Ok(slug) => return Some((slug, span)),
            Err(NameError::TooLong) => {
                format!("at most {LONGEST_NAME} bytes, such as `{}`", Slug::of(&text))
            }
            Err(NameError::Empty | NameError::BadCharacter(_)) => {
                format!("`{}`: lower-case letters, digits and `-`", Slug::of(&text))
            }
        };
        self.bad(&entry?.node, "slug", &wanted);
        None
    }

    pub(super) fn zone(&mut self, entry: Option<&Entry>) -> Option<Tz> {
        let (name, span) = self.placed_text(entry)?;
        let zone = name.parse().ok();
        if zone.is_none() {
            self.unknown_zone(span, &name);
        }
        zone
    }

    fn unknown_zone(&mut self, span: Span, name: &str) {
        let place = self.place(span);
        let near = nearest_zone(name);
        self.problems.push(diag::unknown_time_zone(place, &clipped(name), near));
    }

    pub(super) fn moment(&mut self, entry: &Entry) -> Option<Moment> {
        const WANTED: &str = "a time such as `2024-01-12T14:00Z` or \
                              `2024-01-12 2:00 PM Europe/London`";
        let key = &entry.key;
        let text = self.written(&entry.node, key, WANTED)?;
        let error = match read_instant(text, self.zone) {
            Ok(moment) => return Some(moment),
            Err(error) => error,
        };
        let span = entry.node.span;
        match error {
            InstantError::NoDay | InstantError::NoTime => self.bad(&entry.node, key, WANTED),
            InstantError::Abbreviation(name) => {
                self.problems.push(diag::abbreviated_time_zone(self.place(span), &name));
            }
            InstantError::UnknownZone(name) => self.unknown_zone(span, &name),
            InstantError::Skipped => self.bad(
                &entry.node,
                key,
                "a time that its zone's clocks showed: they were put forward over this one",
            ),
            InstantError::Twice => self.bad(
                &entry.node,
                key,
                "it with an offset such as `+01:00`: its zone's clocks were put back and showed \
                 this time twice",
            ),
        }
        None
    }
}

/// A value as a finding repeats it: on one line, and not for ever.
pub(super) fn clipped(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST_SHOWN) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
