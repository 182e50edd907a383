//! A page for each code: what it means, why it matters, what to write instead.
//!
//! The pages are the Markdown files beside this one, named after their codes; a code without one
//! does not compile. Each has a first paragraph, then `## Why`, `## Before`, `## After`, and
//! `## Source` where a rule comes from somewhere. Examples stand between four backticks. What can
//! be silenced, and how, follows from the code.

#[cfg(test)]
mod tests;

use super::Code;

/// A code's page, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page<'p> {
    /// What the finding means.
    pub meaning: &'p str,
    /// Why it is worth mending.
    pub why: &'p str,
    /// What leads to it: a document, or files that each open with `-- path --`.
    pub before: &'p str,
    /// The same, mended.
    pub after: &'p str,
    /// Where the rule comes from.
    pub source: Option<&'p str>,
}

/// The marks that part a page, in their order.
const PARTS: [&str; 4] = ["## Why\n", "## Before\n", "## After\n", "## Source\n"];

/// What an example stands between.
const FENCE: &str = "````";

impl Page<'static> {
    /// The page of a code.
    pub fn of(code: Code) -> Page<'static> {
        Page::read(code.page())
    }
}

impl<'p> Page<'p> {
    fn read(text: &'p str) -> Page<'p> {
        let [why, before, after, source] = PARTS;
        let (meaning, rest) = part(text, why);
        let (why, rest) = part(rest, before);
        let (before, rest) = part(rest, after);
        let (after, source) = part(rest, source);
        Page {
            meaning,
            why,
            before: example(before),
            after: example(after),
            source: Some(source.trim()).filter(|source| !source.is_empty()),
        }
    }

    /// The page for a terminal.
    pub fn text(&self, code: Code) -> String {
        let title = format!("{} ({})", code.name(), code.level().name());
        let (before, after) = (indented(self.before), indented(self.after));
        let silencing = silencing(code);
        let mut parts = vec![&*title, self.meaning, "Why it matters", self.why];
        parts.extend(["Before", &before, "After", &after, "To silence it", &silencing]);
        parts.extend(self.source.into_iter().flat_map(|source| ["Source", source]));
        parts.join("\n\n") + "\n"
    }

    /// The page as Markdown, for programs that show it so.
    pub fn markdown(&self, code: Code) -> String {
        let why = format!("**Why it matters.** {}", self.why);
        let fenced = |example: &str| format!("{FENCE}\n{example}\n{FENCE}");
        let (before, after) = (fenced(self.before), fenced(self.after));
        let silencing = format!("**To silence it.** {}", silencing(code));
        let source = self.source.map(|source| format!("**Source.** {source}"));
        let mut parts = vec![self.meaning, &why, "Before:", &before, "After:", &after, &silencing];
        parts.extend(source.as_deref());
        parts.join("\n\n") + "\n"
    }
}

/// All codes in the order of their declaration: name, level, one line.
pub fn list() -> String {
    let width = Code::names().map(str::len).max().unwrap_or(0);
    let line = |code: &Code| {
        let (name, level) = (code.name(), code.level().name());
        format!("{name:width$}  {level:7}  {}\n", code.summary())
    };
    Code::ALL.iter().map(line).collect()
}

/// What stands before a mark and what behind it; marks inside examples do not count. Without the
/// mark all of the text stands before it.
fn part<'t>(text: &'t str, mark: &str) -> (&'t str, &'t str) {
    let mut at = 0;
    let mut is_example = false;
    for line in text.split_inclusive('\n') {
        if line.starts_with(FENCE) {
            is_example = !is_example;
        } else if line == mark && !is_example {
            return (text[..at].trim(), &text[at + line.len()..]);
        }
        at += line.len();
    }
    (text.trim(), "")
}

/// What stands between the fences.
fn example(text: &str) -> &str {
    let inner = text.strip_prefix(FENCE).and_then(|rest| rest.strip_suffix(FENCE));
    let inner = inner.and_then(|inner| inner.split_once('\n'));
    inner.map_or("", |(_, inner)| inner.trim_end_matches('\n'))
}

fn indented(text: &str) -> String {
    let indent = |line: &str| if line.is_empty() { String::new() } else { format!("    {line}") };
    text.lines().map(indent).collect::<Vec<_>>().join("\n")
}

/// How to be spared of a code.
fn silencing(code: Code) -> String {
    let name = code.name();
    if code.is_fixed() {
        return "It cannot be silenced: the site would be wrong without a word.".to_owned();
    }
    format!(
        "In one document, write `silence: [{name}]` in its front matter, or\n\
         `<!-- retrospect: silence {name} -->` below. In the whole archive, write\n\
         `{name} = \"off\"` under `[findings]` in `site.toml`; `\"hint\"`, `\"warning\"` and\n\
         `\"error\"` give it another level."
    )
}
