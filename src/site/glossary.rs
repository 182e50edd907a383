//! The glossary's page, and the links that lead there from the prose.

use super::pages::{Head, Page};
use super::view::{GlossaryView, MeaningView, TermView};
use crate::archive::Term;
use crate::diag::Diagnostic;
use crate::model::UrlPath;
use crate::parse::markdown::render::escaped;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Where the page stands.
pub(super) fn address() -> UrlPath {
    UrlPath::new("glossary/")
}

/// Id of a term on the page.
fn anchor(slug: &str) -> String {
    format!("term-{slug}")
}

impl Page<'_> {
    /// `glossary.html`
    pub(super) fn glossary(&self) -> Result<String, Box<Diagnostic>> {
        let terms = self.site.archive.glossary.iter().map(|term| TermView {
            name: term.name.clone(),
            anchor: anchor(&term.slug),
            meanings: term
                .meanings
                .iter()
                .map(|meaning| MeaningView {
                    text: meaning.text.clone(),
                    incident: meaning.from.map(|number| self.incident(number)),
                })
                .collect(),
        });
        let view = GlossaryView { terms: terms.collect() };
        let description = Some("The words of this archive and what they mean.".to_owned());
        let head = Head { kind: "glossary", title: "Glossary".to_owned(), description };
        self.render("glossary.html", head, |frame| frame.glossary = Some(&view))
    }
}

/// The terms of an archive, ready to be found in finished HTML.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// By the first word in lower case; of terms with one first word the longest comes first.
    by_word: BTreeMap<String, Vec<Sought>>,
}

/// A term as it stands in finished HTML.
#[derive(Debug)]
struct Sought {
    /// The term, escaped.
    text: String,
    /// Whether its case counts: `IT` is not `it`.
    is_exact: bool,
    /// Id of its place.
    anchor: String,
    /// What it means, escaped.
    meaning: String,
}

/// Elements in which no term is linked: what is a link or a control already, headings, code,
/// drawings and pictures.
const CLOSED: &[&str] = &[
    "a", "button", "code", "dfn", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label",
    "pre", "samp", "summary", "svg", "th",
];

impl Terms {
    pub(super) fn of(glossary: &[Term]) -> Terms {
        let mut by_word: BTreeMap<String, Vec<Sought>> = BTreeMap::new();
        for term in glossary {
            let Some(meaning) = term.meanings.first() else { continue };
            let text = escaped(&term.name);
            let sought = Sought {
                is_exact: !term.name.chars().any(char::is_lowercase),
                anchor: anchor(&term.slug),
                meaning: escaped(&meaning.text),
                text,
            };
            by_word.entry(first_word(&sought.text).to_lowercase()).or_default().push(sought);
        }
        for sought in by_word.values_mut() {
            sought.sort_by_key(|sought| std::cmp::Reverse(sought.text.len()));
        }
        Terms { by_word }
    }

    /// The term that a text begins with, and how many bytes it takes. A plural's `s` belongs to it.
    fn at(&self, text: &str) -> Option<(&Sought, usize)> {
        let word = first_word(text).to_lowercase();
        let singular = word.strip_suffix('s').and_then(|word| self.by_word.get(word));
        let known = self.by_word.get(&word).into_iter().chain(singular);
        known.flatten().find_map(|sought| Some((sought, sought.length_in(text)?)))
    }
}

impl Sought {
    /// The bytes that it takes at the begin of a text; `None` where it does not stand there.
    fn length_in(&self, text: &str) -> Option<usize> {
        let found = text.get(..self.text.len())?;
        let is_it = found == self.text
            || (!self.is_exact && found.to_lowercase() == self.text.to_lowercase());
        let rest = &text[found.len()..];
        let plural = rest.strip_prefix('s').filter(|rest| !continues(rest));
        let ends = plural.is_some() || !continues(rest) || !is_bound(found.chars().next_back());
        (is_it && ends).then_some(found.len() + usize::from(plural.is_some()))
    }
}

/// The letters and digits that a text begins with, or its first character.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !is_bound(Some(c))).unwrap_or(text.len());
    match text.chars().next() {
        Some(first) if end == 0 => &text[..first.len_utf8()],
        _ => &text[..end],
    }
}

/// True where a word goes on, over a `-` or `_` too.
fn continues(rest: &str) -> bool {
    let mut letters = rest.chars();
    match letters.next() {
        Some('-' | '_') => is_bound(letters.next()),
        next => is_bound(next),
    }
}

/// True for a letter of a script that parts its words by blanks: not for those of East Asia, which
/// Unicode has from U+2E80 on.
fn is_bound(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() && u32::from(c) < 0x2E80)
}

/// Bytes to the next place where a term may begin: behind this word and what is joined to it.
fn next_word(text: &str) -> usize {
    let mut length = first_word(text).len();
    let is_word = is_bound(text.chars().next());
    while is_word && continues(&text[length..]) {
        let joined = &text[length..];
        let joint = usize::from(joined.starts_with(['-', '_']));
        length += joint + first_word(&joined[joint..]).len();
    }
    length.max(1)
}

/// Links the terms of one page, each where it first occurs.
pub(super) struct Linker<'t> {
    terms: &'t Terms,
    /// Way to the glossary.
    href: String,
    linked: BTreeSet<&'t str>,
    /// Elements that are open and in which nothing is linked.
    closed: Vec<String>,
}

impl<'t> Linker<'t> {
    pub(super) fn new(terms: &'t Terms, href: String) -> Linker<'t> {
        Linker { terms, href, linked: BTreeSet::new(), closed: Vec::new() }
    }

    /// The same HTML with links to terms. Elements may be open at its end; what is given next
    /// goes on there.
    pub(super) fn link(&mut self, html: String) -> String {
        if self.terms.by_word.is_empty() {
            return html;
        }
        let mut linked = String::with_capacity(html.len() + html.len() / 16);
        let mut rest = html.as_str();
        while let Some(start) = rest.find('<') {
            self.push_text(&rest[..start], &mut linked);
            let end = end_of_tag(&rest[start..]).map_or(rest.len(), |length| start + length);
            self.pass(&rest[start..end]);
            linked.push_str(&rest[start..end]);
            rest = &rest[end..];
        }
        self.push_text(rest, &mut linked);
        linked
    }

    /// Notes what a tag opens or closes.
    fn pass(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        let name = name.to_ascii_lowercase();
        if tag.starts_with("</") {
            if self.closed.last() == Some(&name) {
                self.closed.pop();
            }
        } else if CLOSED.contains(&&*name) && !tag.ends_with("/>") {
            self.closed.push(name);
        }
    }

    fn push_text(&mut self, text: &str, html: &mut String) {
        if !self.closed.is_empty() {
            html.push_str(text);
            return;
        }
        let (mut done, mut at) = (0, 0);
        while at < text.len() {
            if let Some((sought, length)) = self.terms.at(&text[at..])
                && self.linked.insert(&sought.anchor)
            {
                let (words, Sought { anchor, meaning, .. }) = (&text[at..at + length], sought);
                html.push_str(&text[done..at]);
                let _ = write!(
                    html,
                    "<a class=\"term\" href=\"{}#{anchor}\" title=\"{meaning}\">{words}</a>",
                    self.href
                );
                at += length;
                done = at;
            } else {
                at += next_word(&text[at..]);
            }
        }
        html.push_str(&text[done..]);
    }
}

/// Length of the tag or comment that a text begins with; a `>` in quotes ends none.
fn end_of_tag(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|at| at + 3);
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Meaning;

    /// The words in brackets are linked, and nothing else.
    #[track_caller]
    fn check(terms: &[&str], expected: &str) {
        let term = |name: &&str| Term {
            name: (*name).to_owned(),
            slug: crate::model::fold(name),
            meanings: vec![Meaning { text: "a <meaning>".to_owned(), from: None }],
        };
        let terms = Terms::of(&terms.iter().map(term).collect::<Vec<_>>());
        let linked = Linker::new(&terms, "g/".to_owned()).link(expected.replace(['[', ']'], ""));
        let mut parts = linked.split("<a class=\"term\"");
        let mut shown = parts.next().unwrap_or("").to_owned();
        for part in parts {
            assert!(part.contains("title=\"a &lt;meaning&gt;\""), "{part}");
            let (_, rest) = part.split_once('>').expect("a link");
            shown.push('[');
            shown.push_str(&rest.replacen("</a>", "]", 1));
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_term_is_linked_where_it_first_occurs() {
        check(&["canary"], "<p>A [canary] and a canary.</p>");
        check(&["Error budget", "error"], "<p>An [error] of the [error budget], an error.</p>");
        check(&["R&D"], "<p>[R&amp;D] &amp; more</p>");
        check(&["灰度"], "<p>使用[灰度]发布</p>");
        check(&["pod", "bus"], "<p>Three [pods] on a [bus]</p>");
    }

    #[test]
    fn parts_of_words_and_other_cases_of_acronyms_are_no_terms() {
        check(&["IT"], "<p>it, ITSM and [IT]</p>");
        check(&["SLO"], "<p>slo SLOW [SLOs]</p>");
        check(&["log"], "<p>catalog log-in my_log a_log logs_a re-log [log]</p>");
        check(&["ab"], "<p>ÄAB abé</p>");
    }

    #[test]
    fn headings_code_links_and_tags_are_left_alone() {
        check(&["log"], "<h2>log</h2><code>log</code><a href=\"x\">log <b>log</b></a><p>[log]</p>");
        check(
            &["log"],
            "<img alt=\"log > log\"><pre><code>log</code> log</pre><!-- log --><p>[log]",
        );
        check(&["svg"], "<svg><text>svg</text></svg>[svg]");
    }
}
