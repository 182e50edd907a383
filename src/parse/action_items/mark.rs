//! What people write around an action item → its fields, and its words without it.

use super::super::front_matter::is_harmless;
use super::super::instant::read_day;
use super::super::markdown::{Mark, PlainText};
use crate::config::Config;
use crate::model::{ActionItem, ActionStatus, ActionType, Tag, fold};
use chrono::NaiveDate;

/// An item's words and what was taken off them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) text: String,
    pub(super) owner: Option<String>,
    pub(super) due: Option<NaiveDate>,
    pub(super) status: Option<ActionStatus>,
    pub(super) link: Option<String>,
    /// Words of the link that say no more than where it leads.
    link_words: Option<String>,
    /// Parts behind the words that could not be read, with what joins them to the words.
    unread: String,
}

/// Most marks that are taken off an item.
const MOST_MARKS: usize = 8;

/// Takes owner, day, status and ticket off the words of an item.
///
/// They stand in front (`DONE: …`, `@kim: …`, `[done] …`), behind (`… @kim`, `… due 2024-02-01`)
/// or in parentheses at the end (`(Kim)`, `(@kim, due 2024-02-01)`, `([#12](…))`).
pub(super) fn read(plain: &PlainText, config: &Config) -> Marked {
    let (link, words) = ticket_link(plain).unzip();
    let link_words = words.filter(|words| names_only_ticket(words));
    let mut marked = Marked { link, link_words, ..Marked::default() };
    if is_struck(plain) {
        marked.status = Some(ActionStatus::Done);
    }
    let whole = plain.one_line();
    let mut text = whole.as_str();
    for _ in 0..MOST_MARKS {
        let rest = marked.take_front(text).or_else(|| marked.take_back(text, config));
        match rest {
            Some(rest) => text = trim_joints(rest),
            None => break,
        }
    }
    Marked { text: format!("{text}{}", marked.unread), ..marked }
}

impl Marked {
    fn take_front<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        if let Some((word, rest)) = bracketed_front(text)
            && let Some(status) = status_word(word)
        {
            self.status = self.status.or(Some(status));
            return Some(rest);
        }
        if let Some(rest) = text.strip_prefix(['✅', '✔', '☑', '🟢']) {
            self.status = self.status.or(Some(ActionStatus::Done));
            return Some(rest.trim_start_matches('\u{fe0f}'));
        }
        for (word, status) in SHOUTED {
            if let Some(rest) = text.strip_prefix(word)
                && rest.starts_with([':', ' ', '-'])
            {
                self.status = self.status.or(Some(*status));
                return Some(rest);
            }
        }
        let (name, rest) = text.strip_prefix('@')?.split_once([' ', ':'])?;
        let name = name.trim_end_matches([',', ':']);
        self.owner = self.owner.take().or_else(|| named(name));
        Some(rest)
    }

    fn take_back<'t>(&mut self, text: &'t str, config: &Config) -> Option<&'t str> {
        let text = text.trim_end_matches('.');
        if let Some((rest, inside)) = group_at_end(text) {
            return self.take_group(inside, config).then_some(rest);
        }
        if let Some(words) = &self.link_words
            && let Some(rest) = text.strip_suffix(words.as_str())
            && rest.ends_with(' ')
        {
            return Some(rest);
        }
        for (word, status) in SHOUTED {
            if let Some(rest) = text.strip_suffix(word)
                && rest.ends_with([' ', ':', '-'])
            {
                self.status = self.status.or(Some(*status));
                return Some(rest);
            }
        }
        if let Some(rest) = text.strip_suffix(['✅', '✔', '☑']) {
            self.status = self.status.or(Some(ActionStatus::Done));
            return Some(rest);
        }
        if let Some((rest, field)) = text.rsplit_once([';', ',', '|']).or_else(|| split_dash(text))
        {
            if self.take_field(field.trim(), config) {
                return Some(rest);
            }
            // `Raise the limit @kim - by July 1`: the owner stands before a day that has no year.
            let behind_owner = trim_joints(rest).rsplit(' ').next();
            if names_day(field) && behind_owner.is_some_and(is_handle) {
                self.unread.insert_str(0, &text[rest.trim_end().len()..]);
                return Some(rest);
            }
        }
        let (rest, last) = text.rsplit_once(' ')?;
        if let Some(name) = last.strip_prefix('@') {
            self.owner = self.owner.take().or_else(|| named(name));
            return Some(rest);
        }
        let day = read_day(last)?;
        let rest = rest.trim_end_matches([' ', ':']);
        let rest = rest.strip_suffix("due").or_else(|| rest.strip_suffix("by"))?;
        self.due = self.due.or(Some(day));
        Some(rest)
    }

    /// Takes `Owner: Nia` or `due: 2024-02-20`, which names itself.
    fn take_field(&mut self, field: &str, config: &Config) -> bool {
        const NAMES: [&str; 8] =
            ["owner", "assignee", "dri", "due", "due date", "deadline", "status", "ticket"];
        let Some((name, value)) = field.split_once(':') else { return false };
        let folded = name.trim().to_lowercase();
        if !NAMES.contains(&folded.as_str()) || value.trim().is_empty() {
            return false;
        }
        match folded.as_str() {
            "due" | "due date" | "deadline" => {
                let day = read_day(value.trim());
                self.due = self.due.or(day);
                day.is_some()
            }
            "owner" | "assignee" | "dri" => {
                self.owner = self.owner.take().or_else(|| named(value));
                true
            }
            _ => self.take_part(value.trim(), 1, config),
        }
    }

    /// Takes what stands in parentheses or brackets, if all of it is marks. Where a part says that
    /// it is the owner, or the others only name a day in some other way, these stay with the words.
    fn take_group(&mut self, inside: &str, config: &Config) -> bool {
        let parts: Vec<&str> =
            inside.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
        let mut taken = Marked {
            link: self.link.clone(),
            link_words: self.link_words.clone(),
            ..Marked::default()
        };
        let unread: Vec<&str> = parts
            .iter()
            .enumerate()
            .filter(|(index, part)| !taken.take_part(part, *index, config))
            .map(|(_, part)| *part)
            .collect();
        if unread.len() == parts.len() {
            return false;
        }
        if !unread.is_empty() {
            let is_apart = parts.iter().any(|part| names_owner(part));
            if !is_apart && !unread.iter().all(|part| names_day(part)) {
                return false;
            }
            self.unread.insert_str(0, &format!(" ({})", unread.join(", ")));
        }
        self.owner = self.owner.take().or(taken.owner);
        self.due = self.due.or(taken.due);
        self.status = self.status.or(taken.status);
        self.link = self.link.take().or(taken.link);
        true
    }

    fn take_part(&mut self, part: &str, index: usize, config: &Config) -> bool {
        let lower = part.to_lowercase();
        let value_of = |names: &[&str]| {
            let name = names.iter().find(|name| lower.starts_with(**name))?;
            let value = part.get(name.len()..)?;
            value.starts_with([' ', ':', '=']).then(|| value.trim_matches([' ', ':', '=']))
        };
        if let Some(day) =
            value_of(&["due", "by", "until", "bis"]).and_then(read_day).or(read_day(part))
        {
            self.due = Some(day);
        } else if let Some(name) = value_of(&["owner", "assignee", "dri"]) {
            self.owner = named(name);
        } else if let Some(name) = part.strip_prefix('@') {
            self.owner = self.owner.take().or_else(|| named(name));
        } else if let Some(status) = status_word(part) {
            self.status = Some(status);
        } else if is_ticket(part) || self.link_words.as_deref() == Some(part) {
            self.link = self.link.take().or_else(|| Some(part.to_owned()));
        } else if index == 0 && is_name(part, config) {
            self.owner = named(part);
        } else {
            return false;
        }
        true
    }
}

/// Sets the field that a label or head names, where the value is one.
pub(super) fn set(item: &mut ActionItem, name: &str, value: &str, link: Option<String>) {
    match name {
        "owner" | "owners" | "assignee" | "assigned-to" | "responsible" | "who" | "dri"
        | "person" | "team" | "verantwortlich" => item.owner = named(value),
        "due" | "due-date" | "deadline" | "eta" | "when" | "by" | "target-date" | "date"
        | "fällig" => item.due = read_day(value),
        "status" | "state" | "progress" | "done" => item.status = status_word(value),
        "type" | "kind" | "category" => item.kind = action_type(&fold(value)),
        "ticket" | "tickets" | "link" | "issue" | "bug" | "jira" | "tracking" | "pr" | "github" => {
            let written = Some(value.to_owned()).filter(|value| is_ticket(value));
            item.link = link.or(written);
        }
        _ => {}
    }
}

/// What a word says that an item is for; the field's nouns are understood too.
pub(super) fn action_type(folded: &str) -> Option<ActionType> {
    match folded {
        "prevention" | "preventive" | "preventative" => Some(ActionType::Prevent),
        "detection" => Some(ActionType::Detect),
        "mitigation" => Some(ActionType::Mitigate),
        _ => ActionType::from_word(folded),
    }
}

/// The first link that leads to a ticket or a change: its address and its words.
fn ticket_link(plain: &PlainText) -> Option<(String, String)> {
    plain.marks.iter().find_map(|(span, mark)| match mark {
        Mark::Link(address) => {
            let words = plain.text.get(span.start..span.end).unwrap_or("").trim();
            let leads_there = is_ticket(words) || is_ticket(address);
            (leads_there && is_harmless(address)).then(|| (address.clone(), words.to_owned()))
        }
        _ => None,
    })
}

/// The address of the first link that leads to a ticket or a change.
pub(super) fn first_link(plain: &PlainText) -> Option<String> {
    ticket_link(plain).map(|(address, _)| address)
}

/// True for words of a link that say no more than where it leads: `#12`, `issue`, `Pull Request`.
fn names_only_ticket(words: &str) -> bool {
    const KINDS: [&str; 9] =
        ["issue", "pr", "pull-request", "ticket", "bug", "github-issue", "jira", "link", "mr"];
    is_ticket(words) || KINDS.contains(&fold(words).as_str())
}

fn is_struck(plain: &PlainText) -> bool {
    plain.marks.iter().any(|(span, mark)| {
        *mark == Mark::Struck && span.start == 0 && span.end >= plain.text.trim_end().len()
    })
}

/// Words in capitals that stand in front of an item or behind it.
const SHOUTED: &[(&str, ActionStatus)] = &[
    ("DONE", ActionStatus::Done),
    ("TODO", ActionStatus::Open),
    ("TO DO", ActionStatus::Open),
    ("OPEN", ActionStatus::Open),
    ("IN PROGRESS", ActionStatus::InProgress),
    ("IN-PROGRESS", ActionStatus::InProgress),
    ("WONTFIX", ActionStatus::WontDo),
];

/// The status that a word says, in any case.
fn status_word(word: &str) -> Option<ActionStatus> {
    match fold(word).as_str() {
        "done" | "x" | "completed" | "complete" | "closed" | "fixed" | "finished" | "yes"
        | "erledigt" | "u2705" => Some(ActionStatus::Done),
        "todo" | "to-do" | "open" | "not-started" | "planned" | "no" | "offen" => {
            Some(ActionStatus::Open)
        }
        "in-progress" | "wip" | "ongoing" | "started" | "doing" => Some(ActionStatus::InProgress),
        "wontfix" | "won-t-fix" | "won-t-do" | "wont-do" | "dropped" | "rejected" => {
            Some(ActionStatus::WontDo)
        }
        _ => None,
    }
}

/// `[done] …` → `done` and the rest.
fn bracketed_front(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('[')?.split_once(']')
}

/// `… (a, b)` or `… [a]` → the rest and what is inside, where the group ends the text.
fn group_at_end(text: &str) -> Option<(&str, &str)> {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inner) = text.strip_suffix(close) {
            let (rest, inside) = inner.rsplit_once(open)?;
            return (!rest.trim().is_empty()).then_some((rest, inside));
        }
    }
    None
}

/// The last part behind a dash with blanks around it.
fn split_dash(text: &str) -> Option<(&str, &str)> {
    [" - ", " – ", " — "].iter().find_map(|dash| text.rsplit_once(dash))
}

fn trim_joints(text: &str) -> &str {
    text.trim().trim_matches(['-', '–', '—', ':', ',', ';', '|']).trim()
}

/// True for `@kim`.
fn is_handle(word: &str) -> bool {
    word.strip_prefix('@').is_some_and(|name| !name.contains(' ') && named(name).is_some())
}

/// True for `owner: Sam` and `@kim`, which are nothing else.
fn names_owner(part: &str) -> bool {
    let label = part.split_once(':').map(|(label, _)| label.trim().to_lowercase());
    is_handle(part) || label.is_some_and(|label| matches!(&*label, "owner" | "assignee" | "dri"))
}

/// True for words that open as those before a day do: `by Friday`, `due: Nov 20`.
fn names_day(part: &str) -> bool {
    const OPENERS: [&str; 8] = ["due", "by", "until", "before", "deadline", "eta", "bis", "fällig"];
    let word = part.trim().split([' ', ':']).next().unwrap_or("").to_lowercase();
    OPENERS.contains(&word.as_str())
}

/// A name without its `@`; none of nothing, `-` or `TBD`.
fn named(name: &str) -> Option<String> {
    let name = name.trim().trim_start_matches('@').trim_end_matches(['.', ',']);
    let is_blank = !name.chars().any(char::is_alphanumeric);
    let is_open = matches!(fold(name).as_str(), "tbd" | "none" | "unassigned" | "n-a");
    (!is_blank && !is_open).then(|| name.to_owned())
}

/// A declared team, or up to three words with capitals that are no abbreviation (`Kim`, `Ana Lee`).
fn is_name(text: &str, config: &Config) -> bool {
    let is_team = Tag::of(text)
        .is_some_and(|tag| config.teams.iter().any(|team| team.name.slug() == tag.slug()));
    let words: Vec<&str> = text.split(' ').collect();
    let is_capitalised = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '’' | '\''))
            && letters.any(char::is_lowercase)
    };
    is_team || words.len() <= 3 && words.iter().all(is_capitalised)
}

/// `OPS-123`, `#123`, `team/repo#12`, or the address of an issue or a change.
fn is_ticket(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if text.contains("://") {
        const PLACES: [&str; 7] =
            ["/issues/", "/issue/", "/pull/", "/browse/", "/merge_requests/", "/tickets/", "/t/"];
        return !text.contains(' ') && PLACES.iter().any(|place| text.contains(place));
    }
    if let Some((before, number)) = text.rsplit_once('#') {
        return !before.contains(' ') && is_number(number);
    }
    text.split_once('-').is_some_and(|(project, number)| {
        let is_project = (2..=10).contains(&project.len())
            && project.starts_with(|c: char| c.is_ascii_uppercase())
            && project.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        is_project && is_number(number)
    })
}
