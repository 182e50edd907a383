//! Pictures of a timeline as inline SVG. Places are shares of the width and sizes are pixels, so a
//! picture stretches without its dots being squeezed; looks go by class, because the page's
//! security policy refuses inline styles.

use super::timeline::{Position, TimeLine};
use std::fmt::Write;

/// A picture's measures in pixels.
struct Shape {
    class: &'static str,
    height: i64,
    /// Middle of the line.
    middle: i64,
    radius: i64,
}

const SPARK: Shape = Shape { class: "spark", height: 16, middle: 8, radius: 3 };
const STRIP: Shape = Shape { class: "strip", height: 44, middle: 10, radius: 6 };

/// The small picture in a list; `None` with fewer than two places.
pub fn spark(line: &TimeLine<'_>) -> Option<String> {
    draw(line, &SPARK).map(|svg| svg + "</svg>")
}

/// The picture over a timeline, with the times of its ends; `None` with fewer than two places.
pub fn strip(line: &TimeLine<'_>) -> Option<String> {
    let (first, last) = line.ends()?;
    let mut svg = draw(line, &STRIP)?;
    let y = STRIP.height - 8;
    let _ = write!(
        svg,
        "<text class=\"tick\" x=\"0\" y=\"{y}\">{first}</text>\
         <text class=\"tick\" x=\"100%\" y=\"{y}\" text-anchor=\"end\">{last}</text></svg>"
    );
    Some(svg)
}

fn draw(line: &TimeLine<'_>, shape: &Shape) -> Option<String> {
    let dots = line.dots();
    let (first, last) = line.extent().filter(|_| dots.len() > 1)?;
    let part = |seconds: Position| Share(seconds, last - first);
    let Shape { class, height, middle, radius } = *shape;
    let mut svg = format!(
        "<svg class=\"{class}\" width=\"100%\" height=\"{height}\" aria-hidden=\"true\" \
         focusable=\"false\"><line class=\"axis\" x1=\"0\" y1=\"{middle}\" x2=\"100%\" \
         y2=\"{middle}\"/>"
    );
    for (from, to, band) in line.bands() {
        let (x, width) = (part(from - first), part(to - from));
        let (y, height) = (middle - radius / 2, radius);
        let _ = write!(
            svg,
            "<rect class=\"band-{}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/>",
            band.name()
        );
    }
    for (from, to) in line.ranges() {
        let (x, width) = (part(from - first), part(to - from));
        let (y, height) = (middle - radius, radius * 2);
        let _ = write!(
            svg,
            "<rect class=\"range\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"/>"
        );
    }
    for (at, is_phase) in dots {
        let class = if is_phase { "dot dot-phase" } else { "dot" };
        let x = part(at - first);
        let _ =
            write!(svg, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{middle}\" r=\"{radius}\"/>");
    }
    Some(svg)
}

/// Seconds of a whole as a percentage with one decimal: `33.3%`.
struct Share(i64, i64);

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A thousand times the longest span between two dates of `chrono` fits.
        let thousandths = self.0 * 1000 / self.1.max(1);
        write!(f, "{}.{}%", thousandths / 10, thousandths % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_one_decimal() {
        let cases = [((0, 7), "0.0%"), ((1, 3), "33.3%"), ((7, 7), "100.0%"), ((0, 0), "0.0%")];
        for ((part, whole), text) in cases {
            assert_eq!(Share(part, whole).to_string(), text);
        }
    }
}
