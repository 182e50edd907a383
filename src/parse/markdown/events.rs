//! Stretches of events: taken as a whole, or cut to a part of the source.

use super::render::Numbered;
use crate::source::Span;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

/// The text of a code block, up to and with its end.
pub(super) fn take_code<'a>(events: &mut impl Iterator<Item = Numbered<'a>>) -> String {
    let mut code = String::new();
    for (_, event, _) in events {
        match event {
            Event::Text(text) => code.push_str(&text),
            Event::End(TagEnd::CodeBlock) => break,
            _ => {}
        }
    }
    code
}

/// The words inside an image, which are its description.
pub(super) fn take_image_words<'a>(events: &mut impl Iterator<Item = Numbered<'a>>) -> String {
    let mut words = String::new();
    let mut depth = 1;
    for (_, event, _) in events {
        match event {
            Event::Start(Tag::Image { .. }) => depth += 1,
            Event::End(TagEnd::Image) => depth -= 1,
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                words.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    words
}

/// The events of some inline content that lie in `span`; marks left without words fall away, but for
/// images, which need none.
pub(super) fn clip(events: Vec<Numbered<'_>>, span: Span) -> Vec<Numbered<'_>> {
    let mut kept: Vec<Numbered<'_>> = Vec::new();
    let mut at_start = true;
    for (index, event, place) in events {
        match &event {
            Event::Start(_) => kept.push((index, event, place)),
            Event::End(_) => {
                let is_image = matches!(event, Event::End(TagEnd::Image)) && place.overlaps(span);
                if matches!(kept.last(), Some((_, Event::Start(_), _))) && !is_image {
                    kept.pop();
                } else {
                    kept.push((index, event, place));
                }
            }
            _ if !place.overlaps(span) => {}
            Event::SoftBreak | Event::HardBreak if at_start => {}
            Event::Text(text) => {
                let text = slice(text, place, span);
                let text: CowStr<'_> =
                    if at_start { text.trim_start().to_owned().into() } else { text };
                if !text.is_empty() {
                    at_start = false;
                    kept.push((index, Event::Text(text), place.cut_to(span)));
                }
            }
            _ => {
                at_start = false;
                kept.push((index, event, place));
            }
        }
    }
    kept
}

/// The part of a text event that lies in `span`; all of it where an escape or entity makes text
/// and source run apart.
fn slice<'a>(text: &CowStr<'a>, place: Span, span: Span) -> CowStr<'a> {
    let kept = place.cut_to(span);
    if kept == place || text.len() != place.len() {
        return text.clone();
    }
    match text.get(kept.start - place.start..kept.end - place.start) {
        Some(part) => part.to_owned().into(),
        None => text.clone(),
    }
}
