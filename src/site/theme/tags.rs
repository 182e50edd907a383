//! The tags of a template that say how templates hang together: `extends`, `include`, `block` and
//! `component`.
//!
//! The engine knows them too, but tells neither their places nor the names that a theme may
//! override.

use crate::source::Span;

/// What a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Extends,
    Include,
    Block,
    EndBlock,
    Component,
}

/// A tag of a template: `{% block facets -%}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    pub(super) kind: Kind,
    /// What it names; empty for an end that names nothing.
    pub(super) name: &'t str,
    /// Where the name stands.
    pub(super) name_span: Span,
    /// Where the whole tag stands, its delimiters included.
    pub(super) span: Span,
}

/// What stands between delimiters: the text after the opening one up to the closing one.
const DELIMITERS: [(&str, &str); 3] = [("{#", "#}"), ("{{", "}}"), ("{%", "%}")];

/// All such tags of a template, in their order. Comments and raw text hold none.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut is_raw = false;
    while let Some(start) = text[at..].find('{').map(|offset| at + offset) {
        let known = DELIMITERS.iter().find(|(open, _)| text[start..].starts_with(open));
        let Some((open, close)) = known else {
            at = start + 1;
            continue;
        };
        let inner = start + open.len();
        let Some(end) = text[inner..].find(close).map(|offset| inner + offset) else { break };
        at = end + close.len();
        if *open != "{%" {
            continue;
        }
        let mut words = words(text, inner, end);
        match words.next().map(|word| &text[word.start..word.end]) {
            Some("endraw") => is_raw = false,
            _ if is_raw => {}
            Some("raw") => is_raw = true,
            Some(first) => {
                let name_span = words.next().unwrap_or(Span::new(end, end));
                let name = &text[name_span.start..name_span.end];
                let tag = |kind| Tag { kind, name, name_span, span: Span::new(start, at) };
                found.extend(kind_of(first).map(tag));
            }
            None => {}
        }
    }
    found
}

fn kind_of(word: &str) -> Option<Kind> {
    Some(match word {
        "extends" => Kind::Extends,
        "include" => Kind::Include,
        "block" => Kind::Block,
        "endblock" => Kind::EndBlock,
        "component" => Kind::Component,
        _ => return None,
    })
}

/// The words of a tag, quotation marks and the signs that eat white space left out.
fn words(text: &str, start: usize, end: usize) -> impl Iterator<Item = Span> + '_ {
    let is_border = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '/' | '.' | ':'));
    // A sign that eats white space stands at the ends, a `-` of a file's name does not.
    let start = if text[start..end].starts_with('-') { start + 1 } else { start };
    let mut at = start;
    std::iter::from_fn(move || {
        let from = at + text[at..end].find(|c| !is_border(c))?;
        let is_quoted = text[start..from].ends_with(['"', '\'', '`']);
        let rest = &text[from..end];
        let length = rest.find(|c| if is_quoted { "\"'`".contains(c) } else { is_border(c) });
        at = from + length.unwrap_or(rest.len());
        Some(Span::new(from, at))
    })
}

/// A block with all that stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block<'t> {
    pub(super) name: &'t str,
    pub(super) name_span: Span,
    /// From its opening to its closing tag, both included.
    pub(super) span: Span,
    /// How many blocks it stands in.
    pub(super) depth: usize,
}

/// All blocks of a template by the place of their opening tags; one that is never closed is left
/// out.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut open: Vec<Tag<'_>> = Vec::new();
    let mut closed = Vec::new();
    for tag in tags(text) {
        match tag.kind {
            Kind::Block => open.push(tag),
            Kind::EndBlock => closed.extend(open.pop().map(|opening| Block {
                name: opening.name,
                name_span: opening.name_span,
                span: Span::new(opening.span.start, tag.span.end),
                depth: open.len(),
            })),
            Kind::Extends | Kind::Include | Kind::Component => {}
        }
    }
    closed.sort_by_key(|block| block.span.start);
    closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(Kind, &str)]) {
        let found = tags(text);
        let shown: Vec<(Kind, &str)> = found.iter().map(|tag| (tag.kind, tag.name)).collect();
        assert_eq!(shown, expected, "{text}");
        for tag in &found {
            assert_eq!(&text[tag.name_span.start..tag.name_span.end], tag.name);
        }
    }

    #[test]
    fn tags_are_found_with_their_names() {
        check("{% extends \"default/a-b.html\" %}", &[(Kind::Extends, "default/a-b.html")]);
        check("{%- include 'a.html' -%}", &[(Kind::Include, "a.html")]);
        check("{% component row(of, level=3) -%}x", &[(Kind::Component, "row")]);
        check("{% endblock %}", &[(Kind::EndBlock, "")]);
        check("{%block a%}{ {%endblock a%}", &[(Kind::Block, "a"), (Kind::EndBlock, "a")]);
    }

    #[test]
    fn comments_and_raw_text_hold_none() {
        check("{# {% block a %} #}{{ \"{% block b %}\" }}", &[]);
        check("{% raw %}{% block a %}{% endraw %}{% include \"b\" %}", &[(Kind::Include, "b")]);
        check("{% block a", &[]);
        check("{", &[]);
    }

    #[test]
    fn blocks_hold_blocks() {
        let text = "{% block a %}1{% block b %}2{% endblock b %}{% endblock a %}{% block c %}";
        let found: Vec<_> = blocks(text).iter().map(|block| (block.name, block.depth)).collect();
        assert_eq!(found, [("a", 0), ("b", 1)]);
        assert_eq!(
            &text[blocks(text)[1].span.start..blocks(text)[1].span.end],
            "{% block b %}2{% endblock b %}"
        );
    }
}
