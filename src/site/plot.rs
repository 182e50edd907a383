//! Pictures of numbers as inline SVG: strip plots on a log scale, and bars.
//!
//! Places are shares of the width, sizes are pixels, and looks go by class, as in
//! [`chart`](super::chart).

use crate::model::human_seconds;
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

    /// Where a length stands, in halves of a percent from 0 to 200.
    #[expect(clippy::cast_possible_truncation, reason = "0 to 200")]
    #[expect(clippy::cast_precision_loss, reason = "a picture needs no more than 52 bits")]
    fn place(self, seconds: i64) -> i64 {
        let log = |seconds: i64| (seconds.max(1) as f64).ln();
        let (from, to) = (log(TICKS[self.first]), log(TICKS[self.last]));
        ((log(seconds) - from) / (to - from) * 200.0).round().clamp(0.0, 200.0) as i64
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
    for (number, tick) in TICKS[scale.first..=scale.last].iter().enumerate() {
        let x = Place(scale.place(*tick));
        let anchor = match number {
            0 => "start",
            _ if number == scale.last - scale.first => "end",
            _ => "middle",
        };
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"44\"/>\
             <text class=\"tick\" x=\"{x}\" y=\"60\" text-anchor=\"{anchor}\">{}</text>",
            human_seconds(*tick)
        );
    }
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
