//! Sentences of a text.

/// The sentences of a text, in its order, each with its first byte.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .match_indices(['.', '!', '?'])
            .map(|(at, _)| at + 1)
            .find(|end| ends_sentence(&rest[..*end], &rest[*end..]))
            .unwrap_or(rest.len());
        let start = text.len() - rest.len();
        let (sentence, after) = rest.split_at(end);
        rest = after.trim_start();
        Some((start, sentence))
    })
}

/// A point ends a sentence before a blank and a word that could begin another.
fn ends_sentence(before: &str, after: &str) -> bool {
    let begins = after.trim_start().starts_with(|c: char| !c.is_lowercase());
    let word = before.trim_end_matches('.').rsplit([' ', '(']).next().unwrap_or("");
    let is_short =
        matches!(word.to_lowercase().as_str(), "e.g" | "i.e" | "approx" | "ca" | "vs" | "no");
    after.starts_with(' ') && begins && !is_short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_inside_ends_nothing() {
        let cases: [(&str, &[&str]); 5] = [
            ("A b. C d! E", &["A b.", "C d!", "E"]),
            ("See v1.2 e.g. This", &["See v1.2 e.g. This"]),
            ("ends at 3 p.m. and more", &["ends at 3 p.m. and more"]),
            ("a.", &["a."]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = sentences(text).map(|(_, sentence)| sentence).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
