//! Pictures of a timeline as inline SVG: positions as attributes, looks by class, so that the
//! page's security policy can refuse inline styles.

use super::timeline::{Position, TimeLine};
use std::fmt::Write;

/// A picture's measures, in units of its view box.
struct Shape {
    class: &'static str,
    width: i64,
    height: i64,
    radius: i64,
}

const SPARK: Shape = Shape { class: "spark", width: 120, height: 16, radius: 2 };
const STRIP: Shape = Shape { class: "strip", width: 1000, height: 36, radius: 6 };

/// The small picture in a list; `None` with fewer than two places.
pub fn spark(line: &TimeLine<'_>) -> Option<String> {
    draw(line, &SPARK)
}

/// The picture over a timeline; `None` with fewer than two places.
pub fn strip(line: &TimeLine<'_>) -> Option<String> {
    draw(line, &STRIP)
}

fn draw(line: &TimeLine<'_>, shape: &Shape) -> Option<String> {
    let dots = line.dots();
    let bands = line.bands();
    let ends = bands.iter().flat_map(|(from, to, _)| [*from, *to]);
    let places: Vec<Position> = dots.iter().map(|(at, _)| *at).chain(ends).collect();
    let (first, last) = (*places.iter().min()?, *places.iter().max()?);
    if dots.len() < 2 || first == last {
        return None;
    }
    let Shape { class, width, height, radius } = *shape;
    let margin = radius + 1;
    let x = |at: Position| margin + (at - first) * (width - 2 * margin) / (last - first);
    let middle = height / 2;
    let mut svg = format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\" \
         focusable=\"false\"><line class=\"axis\" x1=\"{}\" y1=\"{middle}\" x2=\"{}\" \
         y2=\"{middle}\"/>",
        x(first),
        x(last)
    );
    for (from, to, band) in bands {
        let (left, right) = (x(*from), x(*to));
        let (top, thickness) = (middle - radius, radius * 2);
        let _ = write!(
            svg,
            "<rect class=\"band-{}\" x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{thickness}\"/>",
            band.name(),
            right - left
        );
    }
    for (at, is_phase) in dots {
        let class = if is_phase { "dot dot-phase" } else { "dot" };
        let _ = write!(
            svg,
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{middle}\" r=\"{radius}\"/>",
            x(at)
        );
    }
    svg.push_str("</svg>");
    Some(svg)
}
