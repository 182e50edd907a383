//! What the author says about drawings: comments and info strings.

use super::row::{Row, Standing};

/// What a comment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comment {
    /// From here on nothing is a drawing.
    Off,
    /// From here on drawings are found again.
    On,
    /// The next block is no drawing.
    Skip,
    /// Words for the next drawing.
    Words(Words),
}

/// A drawing's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What stands under it.
    pub caption: Option<String>,
    /// What a screen reader says in its place.
    pub alt: Option<String>,
}

impl Words {
    /// Reads `caption="…" alt="…"`; other words are passed over. `\"` and `\\` stand for `"` and
    /// `\`.
    pub fn read(text: &str) -> Words {
        let mut words = Words::default();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("=\"") {
            let key = before.rsplit([' ', '\t', '{', ',', '"']).next().unwrap_or("");
            let (value, left) = quoted(after);
            match key {
                "caption" => words.caption = Some(value),
                "alt" => words.alt = Some(value),
                _ => {}
            }
            rest = left;
        }
        words
    }
}

/// The text up to the closing quotation mark, and what follows.
fn quoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &text[at + 1..]),
            '\\' if text[at + 1..].starts_with(['"', '\\']) => {
                value.extend(chars.next().map(|(_, escaped)| escaped));
            }
            _ => value.push(c),
        }
    }
    (value, "")
}

/// Reads a line or block that is a comment such as `<!-- diagram: off -->` and nothing else.
pub fn comment(text: &str) -> Option<Comment> {
    let inner = text.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    let said = inner.trim().strip_prefix("diagram:")?.trim();
    match said {
        "off" => Some(Comment::Off),
        "on" => Some(Comment::On),
        "skip" => Some(Comment::Skip),
        _ => {
            let words = Words::read(said);
            (words != Words::default()).then_some(Comment::Words(words))
        }
    }
}

/// First words of info strings that ask for a figure.
const DRAWING: [&str; 12] = [
    "diagram",
    "ascii",
    "ascii-art",
    "asciiart",
    "art",
    "goat",
    "aasvg",
    "ditaa",
    "svgbob",
    "bob",
    "drawing",
    "tree",
];

/// First words of info strings that say nothing about the content.
const PLAIN: [&str; 4] = ["", "text", "txt", "plain"];

/// True for the info string of a fence whose content is a drawing by its author's word.
pub fn is_drawing_info(info: &str) -> bool {
    DRAWING.contains(&language(info).as_str())
}

/// True for an info string that leaves open what the fence holds.
pub fn is_plain_info(info: &str) -> bool {
    PLAIN.contains(&language(info).as_str())
}

fn language(info: &str) -> String {
    let first = info.trim().split([' ', '\t', '{', ',']).next().unwrap_or("");
    first.to_ascii_lowercase()
}

/// Keeps the lines that comments take out of the search.
pub(super) fn keep_switched_off(rows: &mut [Row<'_>]) {
    let mut is_off = false;
    let mut skips = Skip::No;
    for row in rows {
        match (row.standing, comment(row.text)) {
            (Standing::Html, Some(Comment::Off)) => is_off = true,
            (Standing::Html, Some(Comment::On)) => is_off = false,
            (Standing::Html, Some(Comment::Skip)) => skips = Skip::Awaited,
            (Standing::Blank, _) if skips == Skip::Begun => skips = Skip::No,
            (Standing::Blank, _) => {}
            _ => {
                if skips != Skip::No {
                    skips = Skip::Begun;
                }
                if row.is_open() && (is_off || skips == Skip::Begun) {
                    row.standing = Standing::Kept;
                }
            }
        }
    }
}

/// Where the search for the block to skip stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Skip {
    No,
    Awaited,
    Begun,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(caption: Option<&str>, alt: Option<&str>) -> Words {
        Words { caption: caption.map(str::to_owned), alt: alt.map(str::to_owned) }
    }

    #[test]
    fn comments_say_what_is_to_be_done() {
        assert_eq!(comment("<!-- diagram: off -->"), Some(Comment::Off));
        assert_eq!(comment("  <!--diagram:on-->"), Some(Comment::On));
        assert_eq!(comment("<!-- diagram: skip -->\n"), Some(Comment::Skip));
        let both = words(Some("The path"), Some("a \"b\" c"));
        let said = "<!-- diagram: alt=\"a \\\"b\\\" c\"\n  caption=\"The path\" -->";
        assert_eq!(comment(said), Some(Comment::Words(both)));
        assert_eq!(comment("<!-- diagram: of -->"), None);
        assert_eq!(comment("<!-- a diagram: off -->"), None);
        assert_eq!(comment("diagram: off"), None);
    }

    #[test]
    fn words_stand_in_info_strings() {
        let check = |info: &str, wanted: Words| assert_eq!(Words::read(info), wanted, "{info}");
        check("diagram caption=\"a = b\" alt=\"c\"", words(Some("a = b"), Some("c")));
        check("diagram {caption=\"a\"}", words(Some("a"), None));
        check("diagram alt=\"open", words(None, Some("open")));
        check("diagram title=\"a\"", words(None, None));
        check("diagram", words(None, None));
    }

    #[test]
    fn the_first_word_of_an_info_string_counts() {
        for info in ["diagram", "Tree", "ascii-art alt=\"a\"", "goat{.wide}"] {
            assert!(is_drawing_info(info), "{info}");
        }
        for info in ["", "text", "rust", "diagrams", "mermaid"] {
            assert!(!is_drawing_info(info), "{info}");
        }
        assert!(is_plain_info("") && is_plain_info(" TXT") && !is_plain_info("rust"));
    }
}
