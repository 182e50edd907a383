//! Fixes that recur: action items of several incidents that are about the same.

use super::{Archive, Number};
use crate::model::{ActionItem, fold};
use std::collections::BTreeSet;

/// Most action items that are compared with each other, of the newest incidents.
const COMPARED: usize = 300;

/// Share of the shorter item's words, in percent, that two items have in common which are about
/// the same.
const ALIKE: usize = 60;

/// Fewest words that two items have in common which are about the same.
const LEAST: usize = 2;

/// English words that say nothing of what an item is about: small ones, and those that most items
/// begin with.
const EMPTY: &[&str] = &[
    "a", "add", "all", "an", "and", "any", "are", "as", "at", "be", "before", "by", "can", "do",
    "each", "every", "for", "from", "get", "has", "have", "if", "in", "into", "is", "it", "its",
    "make", "more", "new", "no", "not", "of", "on", "or", "our", "so", "should", "that", "the",
    "their", "them", "then", "there", "they", "this", "to", "up", "use", "was", "we", "when",
    "where", "which", "will", "with", "without",
];

/// Action items of several incidents that are about the same.
#[derive(Clone, Debug)]
pub struct Fix<'a> {
    /// The items with their incidents, newest first; at least two incidents.
    pub items: Vec<(Number, &'a ActionItem)>,
}

impl Fix<'_> {
    /// How many incidents it followed.
    pub fn n_incidents(&self) -> usize {
        self.items.iter().map(|(number, _)| number).collect::<BTreeSet<_>>().len()
    }
}

/// The fixes that recur over these incidents, the most frequent first.
pub fn recurring<'a>(archive: &'a Archive, numbers: &[Number]) -> Vec<Fix<'a>> {
    let items = numbers.iter().flat_map(|number| {
        archive.postmortem(*number).action_items.iter().map(move |item| (*number, item))
    });
    let mut found: Vec<(BTreeSet<String>, Fix<'a>)> = Vec::new();
    for (number, item) in items.take(COMPARED) {
        let words = words(&item.text);
        match found.iter_mut().find(|(known, _)| is_alike(known, &words)) {
            Some((_, fix)) => fix.items.push((number, item)),
            None => found.push((words, Fix { items: vec![(number, item)] })),
        }
    }
    let mut fixes: Vec<Fix<'a>> = found.into_iter().map(|(_, fix)| fix).collect();
    fixes.retain(|fix| fix.n_incidents() > 1);
    fixes.sort_by_key(|fix| std::cmp::Reverse(fix.n_incidents()));
    fixes
}

/// The words that say what a text is about, in lower case and without a plural's `s`.
fn words(text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    let words = folded.split('-').filter(|word| !EMPTY.contains(word));
    let stem = |word: &str| {
        let singular = word.strip_suffix('s').filter(|stem| stem.len() > 3 && !stem.ends_with('s'));
        singular.unwrap_or(word).to_owned()
    };
    words.map(stem).collect()
}

fn is_alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let n_shared = one.intersection(other).count();
    n_shared >= LEAST && n_shared * 100 >= one.len().min(other.len()) * ALIKE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_alike_by_what_they_are_about() {
        let cases = [
            ("Alert on certificate expiry", "Add an alert for every certificate’s expiry", true),
            ("Alert on certificate expiry", "Alerts for certificates", true),
            ("Add an alert", "Add an alert on the queue’s length", false),
            ("Alert on certificate expiry", "Renew the wallet certificate by hand", false),
            ("", "", false),
        ];
        for (one, other, expected) in cases {
            assert_eq!(is_alike(&words(one), &words(other)), expected, "{one} | {other}");
        }
    }
}
