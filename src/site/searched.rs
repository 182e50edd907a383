//! What of an incident is searched: its own words as HTML, without drawings and without all that a
//! page adds, with the values that a result shows and a search is narrowed by.
//!
//! The attributes are Pagefind's (<https://pagefind.app/docs/>, "Metadata" and "Filtering").

use super::Site;
use super::fill::Filling;
use super::pages::{Page, Ways};
use super::search::{FACETS, STATUS};
use crate::archive::{Number, postmortem_address};
use crate::model::{Origin, Postmortem, Tag, UrlPath};
use crate::parse::markdown::render::escaped;
use std::fmt::Write;

/// An incident for a full-text index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// Where a result leads, from the site's root.
    pub href: String,
    /// What is searched, a whole document.
    pub html: String,
}

impl Site {
    /// What of an incident is searched.
    pub fn searched(&self, number: Number) -> Searched {
        let postmortem = self.archive.postmortem(number);
        let address = postmortem_address(&postmortem.slug);
        let page = Page { site: self, address: &address, ways: Ways::Nowhere };
        let mut html =
            format!("<html lang=\"{}\"><body>\n", escaped(&self.archive.config.language));
        html.push_str("<div data-pagefind-ignore>\n");
        for (name, value) in metadata(postmortem) {
            let _ = writeln!(html, "<p data-pagefind-meta=\"{name}\">{}</p>", escaped(&value));
        }
        for (name, value) in self.filters(number) {
            let _ = writeln!(html, "<p data-pagefind-filter=\"{name}\">{}</p>", escaped(value));
        }
        html.push_str("</div>\n");
        let mut words = String::new();
        let _ = writeln!(words, "<h1>{}</h1>", escaped(&postmortem.title.value));
        words.push_str(&Filling { page: &page, number }.told());
        push_facts(postmortem, &mut words);
        push_action_items(postmortem, &mut words);
        html.push_str(&spread(&words));
        html.push_str("</body></html>\n");
        Searched { href: address.relative_to(&UrlPath::new("")), html }
    }

    /// What a search is narrowed by: filter and value, in the names of the archive's shelves.
    fn filters(&self, number: Number) -> impl Iterator<Item = (&'static str, &str)> {
        let facets = FACETS.into_iter().map(|kind| self.archive.facet(kind));
        let shelved = facets.flat_map(move |facet| {
            let holds =
                move |shelf: &&crate::archive::Shelf| shelf.numbers.binary_search(&number).is_ok();
            facet.shelves.iter().filter(holds).map(|shelf| (facet.kind.word(), &*shelf.name))
        });
        let status = self.archive.postmortem(number).status.as_ref();
        shelved.chain(status.map(|status| (STATUS, status.value.word())))
    }
}

/// What a result shows.
fn metadata(postmortem: &Postmortem) -> impl Iterator<Item = (&'static str, String)> {
    let day = postmortem.day.as_ref().map(|day| ("day", day.value.to_string()));
    let severity = postmortem.severity.as_ref().map(|severity| &severity.value);
    let name = severity.map(|severity| ("severity", severity.name.as_str().to_owned()));
    let rank = severity.and_then(|severity| severity.rank);
    let rank = rank.map(|rank| ("rank", (rank + 1).to_string()));
    let title = ("title", postmortem.title.value.clone());
    std::iter::once(title).chain(day).chain(name).chain(rank)
}

/// What the front matter states and the body need not say, under the heading that the page has.
fn push_facts(postmortem: &Postmortem, html: &mut String) {
    let tags = [&postmortem.services, &postmortem.teams, &postmortem.regions, &postmortem.tags];
    let tags = tags.into_iter().flatten().map(Tag::as_str);
    let cause = postmortem.root_cause.iter().map(|cause| cause.value.as_str());
    let impact = postmortem.impact.iter().filter_map(|impact| impact.value.summary.as_deref());
    let roles = postmortem.roles.iter().flat_map(|roles| &roles.value.held);
    let people = roles.flat_map(|(_, names)| names).chain(&postmortem.authors);
    let links = postmortem.links.iter().flat_map(|(name, address)| [name, address]);
    let file = postmortem.source.as_str().rsplit('/').next();
    let facts: Vec<&str> = (postmortem.id.as_deref().into_iter().chain(file))
        .chain(postmortem.trigger.as_deref())
        .chain(postmortem.contributing_factors.iter().map(String::as_str))
        .chain(impact)
        .chain(cause)
        .chain(tags)
        .chain(people.chain(&postmortem.reviewers).chain(links).map(String::as_str))
        .collect();
    if !facts.is_empty() {
        html.push_str("<h2 id=\"page-facts\">At a glance</h2>\n");
    }
    for fact in facts {
        let _ = writeln!(html, "<p>{}</p>", escaped(fact));
    }
}

/// Those of the front matter; others are part of the body.
fn push_action_items(postmortem: &Postmortem, html: &mut String) {
    let stated: Vec<_> =
        postmortem.action_items.iter().filter(|item| item.origin == Origin::Stated).collect();
    if !stated.is_empty() {
        html.push_str("<h2 id=\"page-actions\">Action items</h2>\n");
    }
    for item in stated {
        let words = [Some(&item.text), item.owner.as_ref(), item.link.as_ref()];
        let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
        let _ = writeln!(html, "<p>{}</p>", escaped(&words.join(" ")));
    }
}

/// Sets a blank between the characters of scripts that set none between words, so that each is
/// found: an index knows words by their blanks. What is searched for is spread the same way, and
/// a result is shown without these blanks (`search.js`). Tags stay as they are.
fn spread(html: &str) -> String {
    let mut spread = String::with_capacity(html.len());
    let mut is_tag = false;
    let mut before = ' ';
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ => {}
        }
        let is_boundary = is_unspaced(c) || is_unspaced(before);
        if is_boundary && !is_tag && !matches!(c, '<' | ' ') && before != ' ' && before != '>' {
            spread.push(' ');
        }
        spread.push(c);
        before = c;
    }
    spread
}

/// Han, Hiragana and Katakana (Unicode 16, `Scripts.txt`, their blocks of the basic plane and the
/// ideographs beyond it).
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_of_a_script_without_blanks_is_a_word() {
        let cases = [
            ("<p id=\"数据\">数据库 is 慢</p>", "<p id=\"数据\">数 据 库 is 慢</p>"),
            ("MySQL数据库", "MySQL 数 据 库"),
            ("接続エラー500です", "接 続 エ ラ ー 500 で す"),
            ("<b>数</b>据", "<b>数</b>据"),
            ("kubectl rollout undo", "kubectl rollout undo"),
        ];
        for (text, wanted) in cases {
            assert_eq!(spread(text), wanted);
        }
    }
}
