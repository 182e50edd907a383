//! Pictures of numbers as inline SVG: strip plots on a log scale, and bars.
//!
//! Places are shares of the width, sizes are pixels, and looks go by class, as in
//! [`chart`](super::chart).

use crate::model::human_seconds;
use crate::parse::markdown::render::escaped;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Seconds at which a scale may begin, end and have a mark.
const TICKS: [i64; 10] = [1, 10, 60, 600, 3_600, 21_600, 86_400, 604_800, 2_592_000, 31_536_000];

/// Dots of one place that are drawn over each other; more look no different.
const STACKED: usize = 4;

/// A log scale from one mark to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    first: usize,
    last: usize,
}

impl Scale {
    /// The scale of values; they are sorted. `None` of none.
    pub fn of(seconds: &[i64]) -> Option<Scale> {
        let (low, high) = (*seconds.first()?, *seconds.last()?);
        let above = TICKS.iter().position(|tick| *tick >= high).unwrap_or(TICKS.len() - 1);
        let below = TICKS.iter().rposition(|tick| *tick <= low).unwrap_or(0);
        let first = below.min(TICKS.len() - 2);
        Some(Scale { first, last: above.max(first + 1) })
    }

    /// The same with room before the smallest value, for what leads up to it.
    pub fn with_room(seconds: &[i64]) -> Option<Scale> {
        let low = seconds.first()?;
        let scale = Scale::of(seconds)?;
        let first = scale.first.saturating_sub(usize::from(TICKS[scale.first] == *low));
        Some(Scale { first, ..scale })
    }

    /// Where a length stands, in halves of a percent from 0 to 200.
    #[expect(clippy::cast_possible_truncation, reason = "0 to 200")]
    #[expect(clippy::cast_precision_loss, reason = "a picture needs no more than 52 bits")]
    fn place(self, seconds: i64) -> i64 {
        let log = |seconds: i64| (seconds.max(1) as f64).ln();
        let (from, to) = (log(TICKS[self.first]), log(TICKS[self.last]));
        ((log(seconds) - from) / (to - from) * 200.0).round().clamp(0.0, 200.0) as i64
    }

    /// Where a moment stands; the start itself stands at the left end, for a log scale has no zero.
    fn place_after_start(self, seconds: i64) -> i64 {
        if seconds == 0 { 0 } else { self.place(seconds) }
    }

    /// The stretches between its marks with the number of values in each, for a table.
    pub fn bins(self, seconds: &[i64]) -> Vec<(String, usize)> {
        let marks = &TICKS[self.first..=self.last];
        marks
            .windows(2)
            .map(|ends| {
                let is_last = ends[1] == TICKS[self.last];
                let is_inside = |value: &&i64| {
                    (ends[0]..ends[1]).contains(*value) || (is_last && **value >= ends[1])
                };
                let name = format!("{} to {}", human_seconds(ends[0]), human_seconds(ends[1]));
                (name, seconds.iter().filter(is_inside).count())
            })
            .collect()
    }
}

/// Half percents as a percentage: `33.5%`.
struct Place(i64);

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}%", self.0 / 2, self.0 % 2 * 5)
    }
}

/// Every value as a dot, with lines at `marked` ones (the class of each and its seconds).
pub fn strip_plot(scale: Scale, seconds: &[i64], marked: &[(&str, i64)]) -> String {
    let mut svg = String::from(
        "<svg class=\"plot\" width=\"100%\" height=\"64\" aria-hidden=\"true\" \
         focusable=\"false\">",
    );
    push_marks(scale, 44, &mut svg, "");
    for (class, value) in marked {
        let x = Place(scale.place(*value));
        let _ = write!(svg, "<line class=\"{class}\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"44\"/>");
    }
    let mut stacks: BTreeMap<i64, usize> = BTreeMap::new();
    for value in seconds {
        *stacks.entry(scale.place(*value)).or_default() += 1;
    }
    for (place, count) in stacks {
        for level in 0..count.min(STACKED) {
            let _ =
                write!(svg, "<circle cx=\"{}\" cy=\"{}\" r=\"4\"/>", Place(place), 36 - level * 9);
        }
    }
    svg + "</svg>"
}

/// An incident's phases since its start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// What stands over it.
    pub label: String,
    /// From when to when, in seconds since the start, and what was going on: `detection`.
    pub stretches: Vec<(i64, i64, &'static str)>,
    /// Whether its end is known; otherwise it fades out.
    pub is_resolved: bool,
}

/// Height of a track with its label, and of the marks below all of them, in pixels.
const TRACK: usize = 34;
const MARKS: usize = 20;

/// Characters of a label that are drawn.
const LABEL: usize = 80;

/// A label that is too long ends in `…`.
fn cut(label: &str) -> String {
    if label.chars().count() <= LABEL {
        return label.to_owned();
    }
    let begin: String = label.chars().take(LABEL - 1).collect();
    format!("{}…", begin.trim_end())
}

/// Several incidents over each other, on an axis of time since their start.
pub fn tracks(scale: Scale, tracks: &[Track]) -> String {
    let bottom = tracks.len() * TRACK + 4;
    let mut svg = format!(
        "<svg class=\"tracks\" width=\"100%\" height=\"{}\" aria-hidden=\"true\" \
         focusable=\"false\">",
        bottom + MARKS
    );
    push_marks(scale, bottom, &mut svg, "≤ ");
    for (number, track) in tracks.iter().enumerate() {
        let y = number * TRACK;
        let label = escaped(&cut(&track.label));
        let _ = write!(svg, "<text class=\"track\" x=\"0\" y=\"{}\">{label}</text>", y + 14);
        for (from, to, band) in &track.stretches {
            let (x, end) = (scale.place_after_start(*from), scale.place(*to));
            let (x, width) = (Place(x), Place((end - x).max(1)));
            let y = y + 20;
            let _ = write!(
                svg,
                "<rect class=\"band-{band}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"8\"/>"
            );
        }
        let end = Place(track.stretches.last().map_or(0, |(_, to, _)| scale.place(*to)));
        let y = y + 24;
        let _ = if track.is_resolved {
            write!(svg, "<circle class=\"dot dot-phase\" cx=\"{end}\" cy=\"{y}\" r=\"5\"/>")
        } else {
            write!(svg, "<line class=\"unknown\" x1=\"{end}\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>")
        };
    }
    svg + "</svg>"
}

/// The lines of the axis and what they stand for; `before` stands before the first of them.
fn push_marks(scale: Scale, bottom: usize, svg: &mut String, before: &str) {
    for (number, tick) in TICKS[scale.first..=scale.last].iter().enumerate() {
        let x = Place(scale.place(*tick));
        let anchor = match number {
            0 => "start",
            _ if number == scale.last - scale.first => "end",
            _ => "middle",
        };
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"{bottom}\"/>\
             <text class=\"tick\" x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\">{}{}</text>",
            bottom + 16,
            if number == 0 { before } else { "" },
            human_seconds(*tick)
        );
    }
}

/// A bar for a count, as a share of the greatest one.
pub fn bar(count: usize, most: usize) -> String {
    let share = count.saturating_mul(200) / most.max(1);
    let width = Place(i64::try_from(share).unwrap_or(200));
    format!(
        "<svg class=\"bar\" width=\"100%\" height=\"10\" aria-hidden=\"true\" \
         focusable=\"false\"><rect width=\"{width}\" height=\"10\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_is_cut_says_so() {
        assert_eq!(cut("12 May 2024 · Orders"), "12 May 2024 · Orders");
        assert_eq!(cut(&"é".repeat(LABEL)), "é".repeat(LABEL));
        assert_eq!(cut(&"é".repeat(LABEL + 1)), format!("{}…", "é".repeat(LABEL - 1)));
    }

    #[test]
    fn a_scale_holds_its_values() {
        let scale = Scale::of(&[1_800, 9_000, 90_000]).expect("values");
        assert_eq!((scale.place(600), scale.place(604_800)), (0, 200));
        let sizes: Vec<usize> =
            scale.bins(&[1_800, 9_000, 90_000]).into_iter().map(|(_, count)| count).collect();
        assert_eq!(sizes, [1, 1, 0, 1]);
        assert_eq!(Scale::of(&[]), None);
    }

    #[test]
    fn equal_steps_are_equal_factors() {
        let scale = Scale::of(&[1, 600]).expect("values");
        assert_eq!(scale.place(10) - scale.place(1), 72);
        assert_eq!(scale.place(100) - scale.place(10), 72);
    }

    #[test]
    fn ends_outside_the_marks_stay_on_the_picture() {
        let scale = Scale::of(&[0, 99_999_999_999]).expect("values");
        assert_eq!((scale.place(0), scale.place(99_999_999_999)), (0, 200));
    }
}
