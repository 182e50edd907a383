//! Holes → markup: addresses, diagrams and timelines, set into a rendered body.

use super::glossary::{self, Linker};
use super::pages::{Page, Ways};
use super::timeline::TimeLine;
use super::view::TimelineView;
use super::{chart, highlight};
use crate::archive::{Number, Target, postmortem_address};
use crate::config::Switch;
use crate::diag::Diagnostic;
use crate::model::{Chunk, Code, Diagram, Image, ImageSource, Item};
use crate::parse::diagram;
use crate::parse::markdown::render::escaped;
use serde::Serialize;
use std::cell::RefCell;
use std::fmt::Write;

/// A body of a postmortem on a page.
pub struct Filling<'p, 's> {
    /// The page that it stands on.
    pub page: &'p Page<'s>,
    /// Whose body it is.
    pub number: Number,
}

#[derive(Serialize)]
struct TimelineContext {
    timeline: TimelineView,
}

impl Filling<'_, '_> {
    /// The whole body in the theme's form.
    ///
    /// # Errors
    /// Where the timeline's template fails.
    pub fn body(&self) -> Result<String, Box<Diagnostic>> {
        let site = self.page.site;
        let linker = RefCell::new(Linker::new(&site.terms, self.page.href(&glossary::address())));
        let mut html = String::new();
        let mut stretch = String::new();
        for chunk in &site.archive.postmortem(self.number).body.chunks {
            match chunk {
                Chunk::Timeline(region) => {
                    html.push_str(&linker.borrow_mut().link(std::mem::take(&mut stretch)));
                    html.push_str(&self.timeline(*region, &linker)?);
                }
                other => self.push(other, &mut stretch),
            }
        }
        html.push_str(&linker.borrow_mut().link(stretch));
        Ok(html)
    }

    /// The whole body for readers that have no theme, the timeline as a list.
    pub fn told(&self) -> String {
        let mut html = String::new();
        for chunk in &self.page.site.archive.postmortem(self.number).body.chunks {
            match chunk {
                Chunk::Timeline(region) => self.push_told(*region, &mut html),
                other => self.push(other, &mut html),
            }
        }
        html
    }

    fn push(&self, chunk: &Chunk, html: &mut String) {
        match chunk {
            // A link to nothing has lost its attribute, the quotation mark that closes it too.
            Chunk::Html(finished) if html.ends_with(LOST) => {
                html.pop();
                html.push_str(finished.strip_prefix('"').unwrap_or(finished));
            }
            Chunk::Html(finished) => html.push_str(finished),
            Chunk::Href(link) => match self.address(*link) {
                Some(address) => html.push_str(&escaped(&address)),
                None => lose_attribute(html),
            },
            Chunk::Diagram(number) => {
                let postmortem = self.page.site.archive.postmortem(self.number);
                if let Some(diagram) = postmortem.body.diagrams.get(*number) {
                    html.push_str(&match self.page.ways {
                        Ways::Relative => figure(diagram, number + 1),
                        Ways::Absolute => plain_figure(diagram),
                        Ways::Nowhere => words_of(diagram),
                    });
                }
            }
            Chunk::Code(number) => {
                let postmortem = self.page.site.archive.postmortem(self.number);
                if let Some(code) = postmortem.body.code.get(*number) {
                    html.push_str(&self.code(code));
                }
            }
            Chunk::Image(number) => {
                let postmortem = self.page.site.archive.postmortem(self.number);
                if let Some(image) = postmortem.body.images.get(*number) {
                    html.push_str(&self.image(image));
                }
            }
            // A timeline never holds another.
            Chunk::Timeline(_) => {}
        }
    }

    /// A code block, coloured where the page is drawn by the theme.
    fn code(&self, code: &Code) -> String {
        let is_coloured = self.page.ways == Ways::Relative
            && self.page.site.archive.config.highlight == Switch::On;
        let inner =
            is_coloured.then(|| highlight::highlighted(&code.language, &code.text)).flatten();
        let inner = inner.unwrap_or_else(|| escaped(&code.text));
        let language = escaped(&code.language);
        format!(
            "<div class=\"code\" data-language=\"{language}\"><pre tabindex=\"0\">\
             <code class=\"language-{language}\">{inner}</code></pre></div>\n"
        )
    }

    /// An image, or what stands for one that is not there. No page loads anything from another
    /// host, so an image there is a link; a feed's reader decides for itself.
    fn image(&self, image: &Image) -> String {
        let words = escaped(&image.alternative);
        let title = match &*image.title {
            "" => String::new(),
            title => format!(" title=\"{}\"", escaped(title)),
        };
        let (address, is_outside) = match &image.source {
            ImageSource::Link(link) => (self.address(*link), false),
            ImageSource::Outside(address) => (Some(address.clone()), true),
            ImageSource::Refused => (None, false),
        };
        let address = address.map(|address| escaped(&address));
        match address {
            _ if self.page.ways == Ways::Nowhere => words,
            Some(address) if is_outside && self.page.ways == Ways::Relative => {
                let words =
                    named("Image elsewhere", if words.is_empty() { &address } else { &words });
                if image.is_linked {
                    format!("<span class=\"no-image\"{title}>{words}</span>")
                } else {
                    format!("<a class=\"no-image\" href=\"{address}\"{title}>{words}</a>")
                }
            }
            Some(address) => {
                format!("<img src=\"{address}\" alt=\"{words}\"{title} loading=\"lazy\">")
            }
            None => {
                format!("<span class=\"no-image\"{title}>{}</span>", named("Image missing", &words))
            }
        }
    }

    fn chunks(&self, chunks: &[Chunk]) -> String {
        let mut html = String::new();
        for chunk in chunks {
            self.push(chunk, &mut html);
        }
        html
    }

    /// Where a link leads; `None` for nothing that is there, which a reader is not sent to.
    fn address(&self, link: usize) -> Option<String> {
        let archive = &self.page.site.archive;
        Some(match archive.targets(self.number).get(link)? {
            Target::Postmortem(number, fragment) => {
                let to = postmortem_address(&archive.postmortem(*number).slug);
                with_fragment(self.page.href(&to), fragment.as_deref())
            }
            Target::Asset(path) => self.page.href(archive.layout.asset(path)?),
            Target::Here(fragment) => format!("#{}", encode_fragment(fragment)),
            Target::Nothing => return None,
        })
    }

    /// A stretch of the timeline as a list.
    fn push_told(&self, region: usize, html: &mut String) {
        let timeline = &self.page.site.archive.postmortem(self.number).timeline;
        html.push_str("<ul>\n");
        for item in timeline.regions.get(region).into_iter().flat_map(|region| &region.items) {
            let _ = match item {
                Item::Day { html: day, .. } => writeln!(html, "<li>{}</li>", self.chunks(day)),
                Item::Note(note) => writeln!(html, "<li>{}</li>", self.chunks(note)),
                Item::Entry(entry, text) => {
                    let time = timeline.entries.get(*entry).map_or("", |entry| &entry.as_written);
                    let text = self.chunks(text);
                    writeln!(html, "<li><strong>{}</strong> {text}</li>", escaped(time))
                }
            };
        }
        html.push_str("</ul>\n");
    }

    fn timeline(
        &self,
        region: usize,
        linker: &RefCell<Linker<'_>>,
    ) -> Result<String, Box<Diagnostic>> {
        let postmortem = self.page.site.archive.postmortem(self.number);
        let Some(found) = postmortem.timeline.regions.get(region) else {
            return Ok(String::new());
        };
        let line = TimeLine::new(postmortem);
        let items =
            line.items(&found.items, |chunks| linker.borrow_mut().link(self.chunks(chunks)));
        let timeline = TimelineView {
            has_instants: items.iter().any(|item| item.utc.is_some()),
            items,
            strip_svg: if region == 0 { chart::strip(&line) } else { None },
        };
        self.page.site.theme.render("timeline.html", &TimelineContext { timeline })
    }
}

/// `Image missing: the queue's depth`.
fn named(what: &str, words: &str) -> String {
    if words.is_empty() { what.to_owned() } else { format!("{what}: {words}") }
}

/// Stands where an attribute was taken out, until the HTML after it comes.
const LOST: char = crate::source::HOLE_OPEN;

/// Takes out the attribute whose value was about to be written.
fn lose_attribute(html: &mut String) {
    if let Some(start) = html.strip_suffix("=\"").and_then(|before| before.rfind(' ')) {
        html.truncate(start);
        html.push(LOST);
    }
}

/// An address with the place that is meant on its page.
pub(super) fn with_fragment(address: String, fragment: Option<&str>) -> String {
    match fragment {
        Some(fragment) => format!("{address}#{}", encode_fragment(fragment)),
        None => address,
    }
}

/// A fragment for an address: what RFC 3986 (section 3.5) has no place for is percent-encoded.
fn encode_fragment(fragment: &str) -> String {
    crate::model::UrlPath::new(fragment).encoded()
}

/// Columns of the widest line → the class that chooses its size in print.
const BUCKETS: [usize; 8] = [40, 60, 80, 100, 120, 160, 200, 300];

/// Lines above which a drawing can be skipped.
const LONG: usize = 20;

/// What a drawing says in words.
fn words_of(diagram: &Diagram) -> String {
    let caption = diagram.caption.as_ref();
    caption.map(|caption| format!("<p>{}</p>\n", escaped(caption))).unwrap_or_default()
}

/// A drawing for readers that have no theme.
fn plain_figure(diagram: &Diagram) -> String {
    let caption = diagram.caption.as_ref().map(|caption| escaped(caption));
    let caption = caption.map(|text| format!("<figcaption>{text}</figcaption>"));
    format!(
        "<figure><pre>{}</pre>{}</figure>\n",
        diagram::inner_html(&diagram.text),
        caption.unwrap_or_default()
    )
}

/// A drawing as the design's figure; `number` counts from 1.
fn figure(diagram: &Diagram, number: usize) -> String {
    let lines: Vec<&str> = diagram.text.split('\n').collect();
    let columns = lines.iter().map(|line| diagram::display_columns(line)).max().unwrap_or(0);
    let bucket = BUCKETS.into_iter().find(|bucket| columns <= *bucket).unwrap_or(300);
    let alternative = diagram.alternative.clone().or_else(|| diagram.caption.clone());
    let alternative = alternative.unwrap_or_else(|| diagram::alternative(&diagram.text));
    let mut html = format!("<figure class=\"diagram c{bucket}\" id=\"diagram-{number}\">\n");
    let is_long = lines.len() > LONG;
    if is_long {
        let _ =
            writeln!(html, "<a class=\"skip\" href=\"#diagram-{number}-end\">Skip the diagram</a>");
    }
    let _ = writeln!(
        html,
        "<div class=\"diagram-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Diagram {number}, \
         scrollable\"><pre role=\"img\" aria-label=\"{}\">{}</pre></div>",
        escaped(&alternative),
        diagram::inner_html(&diagram.text)
    );
    if let Some(caption) = &diagram.caption {
        let _ = writeln!(
            html,
            "<figcaption id=\"diagram-{number}-cap\">{}</figcaption>",
            escaped(caption)
        );
    }
    html.push_str("</figure>\n");
    if is_long {
        let _ = writeln!(html, "<span id=\"diagram-{number}-end\"></span>");
    }
    html
}
