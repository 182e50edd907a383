//! The last look at a page: every drawing's characters are those of its source. `html5ever`'s door.
//!
//! The page is read by HTML's own tokenizer (WHATWG HTML, section 13.2.5), so whatever theme and
//! escaping did to a drawing is seen as a browser sees it.

use crate::diag::{self, Diagnostic, Place};
use crate::model::Postmortem;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// Compares the drawings on a page with those of its postmortem.
///
/// # Errors
/// Where one differs, is missing, or there is one too many.
pub(super) fn check(postmortem: &Postmortem, html: &str) -> Result<(), Box<Diagnostic>> {
    let wanted = &postmortem.body.diagrams;
    if wanted.is_empty() {
        return Ok(());
    }
    let shown = drawings(html);
    // A drawing inside a timeline's item comes where the item stands, so the order may differ.
    let mut wanted: Vec<&str> = wanted.iter().map(|diagram| diagram.text.as_str()).collect();
    let mut found: Vec<&str> = shown.iter().map(String::as_str).collect();
    wanted.sort_unstable();
    found.sort_unstable();
    if wanted == found {
        Ok(())
    } else {
        Err(Box::new(diag::diagram_bytes_differ(Place::file(&postmortem.source))))
    }
}

/// The text of every drawing of a page.
fn drawings(html: &str) -> Vec<String> {
    let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
    let feed = |part| {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(part));
        let _ = tokenizer.feed(&input);
    };
    let (head, tail) = html.split_at(end_of_last_pre(html));
    feed(head);
    // No drawing begins in the tail, so it is read only where one is still open.
    if tokenizer.sink.0.borrow().is_inside {
        feed(tail);
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner().drawings
}

/// A place after which a page has nothing that may be a tag of a `pre`; tags on both sides of it
/// are whole, but for an end tag before it with a `>` in an attribute.
fn end_of_last_pre(html: &str) -> usize {
    for (at, _) in html.rmatch_indices('<') {
        let begins = |tag: &str| {
            html.get(at..at + tag.len()).is_some_and(|text| text.eq_ignore_ascii_case(tag))
        };
        if begins("<pre") {
            return html.len();
        }
        if begins("</pre") {
            return html[at..].find('>').map_or(html.len(), |length| at + length + 1);
        }
    }
    0
}

#[derive(Default)]
struct Collector(RefCell<Collected>);

#[derive(Default)]
struct Collected {
    drawings: Vec<String>,
    is_inside: bool,
    /// No character of the drawing was read yet.
    is_at_start: bool,
}

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut collected = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if &*tag.name == "pre" => match tag.kind {
                TagKind::StartTag if is_drawing(&tag) => {
                    collected.is_inside = true;
                    collected.is_at_start = true;
                    collected.drawings.push(String::new());
                }
                TagKind::StartTag => {}
                TagKind::EndTag => collected.is_inside = false,
            },
            Token::CharacterTokens(text) if collected.is_inside => {
                if let Some(last) = collected.drawings.len().checked_sub(1) {
                    // The tree builder drops a line feed right after `<pre>` (section 13.2.6.4.7).
                    let is_first = std::mem::take(&mut collected.is_at_start);
                    let rest = text.strip_prefix('\n').filter(|_| is_first);
                    collected.drawings[last].push_str(rest.unwrap_or(&text));
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn is_drawing(tag: &Tag) -> bool {
    tag.attrs.iter().any(|attribute| &*attribute.name.local == "role" && &*attribute.value == "img")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_read_as_a_browser_reads_them() {
        let html = "<pre>code</pre><figure><pre role=\"img\" aria-label=\"a > b\">\n\n\\ &lt;b&gt; \
                    &amp;amp; <span class=\"c2\">決</span>\n|</pre></figure><pre role=img>x</pre>";
        assert_eq!(drawings(html), ["\n\\ <b> &amp; 決\n|", "x"]);
    }

    #[test]
    fn what_follows_the_last_drawing_is_read_where_it_matters() {
        let cases: [(&str, &[&str]); 6] = [
            ("<p>a</p>", &[]),
            ("<PRE role=img>a</PRE><p>b</p>", &["a"]),
            ("<pre role=img>a</pre><p>b</p><pre role=img title='>'>c", &["a", "c"]),
            ("<pre role=img>a<!-- </pre> -->b", &["ab"]),
            ("<pre role=img>a</pre title='>'>b", &["a"]),
            ("<!-- <pre role=img>a</pre> --><p>b</p>", &[]),
        ];
        for (html, expected) in cases {
            assert_eq!(drawings(html), expected, "{html}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_drawing_is_read_back(text in "(\\PC|[\n\t<>&│\u{301}\u{FE0F}経]){0,60}") {
            let inner = crate::parse::diagram::inner_html(&text);
            let html = format!("<pre role=\"img\">{inner}</pre>");
            proptest::prop_assert_eq!(drawings(&html), [text]);
        }
    }
}
