//! A drawing on a page: its width, its words, and its characters as HTML.

use unicode_width::UnicodeWidthChar;

/// Columns between tab stops on the page (`tab-size` in the style sheet).
const TAB: usize = 8;

/// Labels named in a text alternative.
const MAX_LABELS: usize = 12;

/// Number of columns that a line takes on the page.
pub fn display_columns(line: &str) -> usize {
    line.chars().fold(0, |at, c| match c {
        '\t' => at / TAB * TAB + TAB,
        _ => at + c.width().unwrap_or(0),
    })
}

/// Makes one picture of the characters around it.
const JOINER: char = '\u{200D}';

/// The words of a drawing in reading order, for those who cannot see it; each once, at most twelve.
pub fn labels(text: &str) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for label in text.lines().flat_map(labels_of_line) {
        if labels.len() == MAX_LABELS {
            break;
        }
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// Words between strokes and gaps that hold a letter or digit.
fn labels_of_line(line: &str) -> impl Iterator<Item = String> {
    line.split(is_line_stroke)
        .flat_map(|part| part.split("  "))
        .map(|part| part.trim_matches(is_ornament).to_owned())
        .filter(|part| part.chars().filter(|c| c.is_alphanumeric()).count() >= 2)
}

/// A character that divides labels wherever it stands.
fn is_line_stroke(c: char) -> bool {
    matches!(c, '|' | '+' | '\\' | '<' | '>' | '=' | '~' | '\t')
        || ('\u{2190}'..='\u{25FF}').contains(&c)
}

/// A character that belongs to strokes where it stands at the end of a label.
fn is_ornament(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '_' | '/' | '`' | '\'' | '.' | ',' | ':' | '*' | '^' | '#')
}

/// What a screen reader says where the author wrote nothing.
pub fn alternative(text: &str) -> String {
    let lines = text.lines().count();
    let labels = labels(text);
    let said =
        if labels.is_empty() { String::new() } else { format!(" Labels: {}.", labels.join(", ")) };
    format!("Text diagram, {lines} line{}.{said}", if lines == 1 { "" } else { "s" })
}

/// True for a paragraph that is the caption of the drawing above it: `Figure 1: …`.
pub fn is_caption(paragraph: &str) -> bool {
    ["Figure", "Fig.", "Diagram"].iter().any(|word| {
        paragraph
            .strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    })
}

/// The text of a drawing as the content of a `<pre>`: every character, escaped where HTML asks for
/// it. What a font may set wider or narrower than a column is put into a span of class `c1` or
/// `c2`, one or two columns wide.
pub fn inner_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    // A parser of HTML drops the first line end in a `<pre>`.
    if text.starts_with('\n') {
        html.push('\n');
    }
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(columns) = span_columns(c) else {
            push_escaped(&mut html, c);
            continue;
        };
        html.push_str(if columns == 2 { "<span class=\"c2\">" } else { "<span class=\"c1\">" });
        push_escaped(&mut html, c);
        let mut last = c;
        while let Some(next) = chars.next_if(|&next| is_attached(next) || last == JOINER) {
            push_escaped(&mut html, next);
            last = next;
        }
        html.push_str("</span>");
    }
    html
}

/// Columns of a character that needs a span. Right-to-left letters join their neighbours and are
/// left alone, as is what has no width by itself.
fn span_columns(c: char) -> Option<usize> {
    let is_sure = c.is_ascii() || ('\u{2500}'..='\u{257F}').contains(&c);
    if is_sure || is_right_to_left(c) {
        return None;
    }
    c.width().filter(|&columns| columns > 0)
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and their neighbours, and their presentation forms.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
        || matches!(c, '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// A combining mark, a variation selector or a joiner: it belongs to the character before.
fn is_attached(c: char) -> bool {
    !c.is_control() && c.width() == Some(0) && !is_right_to_left(c)
}

fn push_escaped(html: &mut String, c: char) {
    match c {
        '&' => html.push_str("&amp;"),
        '<' => html.push_str("&lt;"),
        '>' => html.push_str("&gt;"),
        _ => html.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_are_those_of_a_terminal() {
        assert_eq!(display_columns("a\tb"), 9);
        assert_eq!(display_columns("\u{7d4c}e\u{301}"), 3);
        assert_eq!(display_columns(""), 0);
    }

    #[test]
    fn only_uncertain_characters_get_a_span() {
        let check = |text: &str, html: &str| assert_eq!(inner_html(text), html);
        check("│ a<b> & \\ │", "│ a&lt;b&gt; &amp; \\ │");
        check("▶", "<span class=\"c1\">▶</span>");
        check("経e\u{301}", "<span class=\"c2\">経</span>e\u{301}");
        check("✔\u{FE0F}|", "<span class=\"c1\">✔\u{FE0F}</span>|");
        check("👩\u{200D}🚒", "<span class=\"c2\">👩\u{200D}🚒</span>");
        check("שלום", "שלום");
        check("\n+", "\n\n+");
    }

    #[test]
    fn labels_are_the_words_between_strokes() {
        let drawing = "User Traffic\n  |\n  |  /----\\     +-- hot path --+\n  |  | LB |  -->  Server 1\n  \
                       \\----/   Server 2   LB";
        assert_eq!(labels(drawing), ["User Traffic", "hot path", "LB", "Server 1", "Server 2"]);
        assert_eq!(labels("├── a.rs\n└── lib.rs"), ["a.rs", "lib.rs"]);
        let many = (10..50).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" | ");
        assert_eq!(labels(&many).len(), 12);
        assert_eq!(alternative("+--+"), "Text diagram, 1 line.");
        assert_eq!(alternative("ab\ncd"), "Text diagram, 2 lines. Labels: ab, cd.");
    }

    #[test]
    fn a_caption_starts_with_its_word() {
        assert!(is_caption("Figure 1: the path"));
        assert!(is_caption("Fig. 2"));
        assert!(!is_caption("Figures are below"));
        assert!(!is_caption("The Figure"));
    }

    proptest! {
        #[test]
        fn words_can_be_taken_from_anything(text in "(\\PC|\n){0,80}") {
            labels(&text);
            alternative(&text);
        }
    }
}
