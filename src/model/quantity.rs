//! Durations of outages and shares of users hit.

/// How long an incident lasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// A length in seconds.
    Lasted {
        /// Length in seconds, zero or more.
        seconds: i64,
        /// Written as about right (`~2h`).
        approximate: bool,
    },
    /// Not over yet.
    Ongoing,
}

impl Outage {
    /// The length in seconds, where the incident is over.
    pub fn seconds(self) -> Option<i64> {
        match self {
            Outage::Lasted { seconds, .. } => Some(seconds),
            Outage::Ongoing => None,
        }
    }

    /// `2h 30m`, `1d 5h 47m`, `45s`; `ongoing`. Parts that are zero are left out.
    pub fn human(self) -> String {
        match self {
            Outage::Lasted { seconds, approximate } => {
                format!("{}{}", if approximate { "~" } else { "" }, human_seconds(seconds))
            }
            Outage::Ongoing => "ongoing".to_owned(),
        }
    }
}

/// Seconds as `1d 5h 47m`; parts that are zero are left out, and zero is `0m`.
pub fn human_seconds(seconds: i64) -> String {
    let sign = if seconds < 0 { "−" } else { "" };
    let seconds = seconds.unsigned_abs();
    let parts = [
        (seconds / 86_400, "d"),
        (seconds / 3_600 % 24, "h"),
        (seconds / 60 % 60, "m"),
        (seconds % 60, "s"),
    ];
    let shown: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count}{unit}"))
        .collect();
    if shown.is_empty() { "0m".to_owned() } else { format!("{sign}{}", shown.join(" ")) }
}

/// A share from 0 to 100 %, in hundredths of a percent, so that it compares and hashes exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u32);

impl Percent {
    /// From a number of percent; `None` outside 0 to 100.
    pub fn new(percent: f64) -> Option<Percent> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10,000")]
        (0.0..=100.0).contains(&percent).then(|| Percent((percent * 100.0).round() as u32))
    }

    /// The number of percent.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.value())
    }
}

/// Who or what an incident hit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// The share; of a range (`10-15%`) the upper end.
    pub percent: Option<Percent>,
    /// The lower end of a range.
    pub low: Option<Percent>,
    /// Written as about right.
    pub approximate: bool,
    /// What the share is of: `users`, `requests`.
    pub of: Option<String>,
    /// A number of those hit.
    pub count: Option<u64>,
    /// A sentence about it.
    pub summary: Option<String>,
}

impl Impact {
    /// `60 %`, `~60 %`, `10–15 %`; `None` where no share is known.
    pub fn human(&self) -> Option<String> {
        let percent = self.percent?;
        let about = if self.approximate { "~" } else { "" };
        Some(match self.low {
            Some(low) => format!("{about}{low}–{percent} %"),
            None => format!("{about}{percent} %"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_read_as_people_say_them() {
        let cases =
            [(0, "0m"), (9000, "2h 30m"), (107_220, "1d 5h 47m"), (45, "45s"), (-60, "−1m")];
        for (seconds, text) in cases {
            assert_eq!(human_seconds(seconds), text);
        }
    }

    #[test]
    fn a_share_keeps_its_hundredths() {
        assert_eq!(Percent::new(0.25).map(|p| p.to_string()).as_deref(), Some("0.25"));
        assert_eq!(Percent::new(60.0).map(|p| p.to_string()).as_deref(), Some("60"));
        assert_eq!(Percent::new(100.5), None);
        assert_eq!(Percent::new(f64::NAN), None);
    }
}
