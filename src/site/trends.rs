//! The page of statistics.

use super::pages::{Head, Page};
use super::plot::{self, Scale};
use super::view::{CountView, CountsView, LinkView, MeasureView, TrendsView};
use crate::archive::FacetKind;
use crate::archive::statistics::{AGES, Counts, Measure, Sample, ages, counts, sample, sure};
use crate::diag::Diagnostic;
use crate::model::{ActionStatus, DetectedBy, Milestone, Postmortem, Tag, UrlPath, human_seconds};

/// Values of a count that are named.
const MOST: usize = 15;

/// Months that are counted, back from the newest one.
const MONTHS: usize = 24;

/// Where the page stands.
pub(super) fn address() -> UrlPath {
    UrlPath::new("trends/")
}

/// A count of incidents by a value.
struct By {
    name: &'static str,
    of: &'static str,
    /// Where its values have shelves.
    shelves: Option<FacetKind>,
    values: fn(&Postmortem) -> Vec<Tag>,
}

const COUNTED: [By; 4] = [
    By {
        name: "Causes",
        of: "Cause",
        shelves: Some(FacetKind::Cause),
        values: |postmortem| sure(postmortem.root_cause.as_ref()).cloned().into_iter().collect(),
    },
    By {
        name: "Contributing factors",
        of: "Factor",
        shelves: None,
        values: |postmortem| {
            postmortem.contributing_factors.iter().filter_map(|factor| Tag::of(factor)).collect()
        },
    },
    By {
        name: "Services",
        of: "Service",
        shelves: Some(FacetKind::Service),
        values: |postmortem| postmortem.services.clone(),
    },
    By {
        name: "Detected by",
        of: "Who noticed",
        shelves: None,
        values: |postmortem| {
            postmortem.detected_by.map(DetectedBy::word).and_then(Tag::of).into_iter().collect()
        },
    },
];

impl Page<'_> {
    /// `trends.html`
    pub(super) fn trends(&self) -> Result<String, Box<Diagnostic>> {
        let archive = &self.site.archive;
        let measures = Measure::ALL.map(|measure| measured(measure, &sample(archive, measure)));
        let mut all = vec![self.months()];
        all.extend(COUNTED.iter().map(|by| self.counted(by)));
        all.extend([self.item_states(), self.item_ages()]);
        let view = TrendsView {
            measures: measures.into(),
            counts: all.into_iter().filter(|counts| !counts.rows.is_empty()).collect(),
        };
        let description = "Durations, causes and action items of all incidents.".to_owned();
        let title = "Trends".to_owned();
        let head = Head { kind: "trends", title, description: Some(description) };
        self.render("trends.html", head, |frame| frame.trends = Some(&view))
    }

    fn counted(&self, by: &By) -> CountsView {
        let Counts { values, n_known } = counts(&self.site.archive, by.values);
        let n_more = values.len().saturating_sub(MOST);
        let named = values.into_iter().take(MOST).map(|counted| {
            let address = by.shelves.map(|kind| kind.shelf_address(counted.tag.slug()));
            let last = counted.last.map(|day| day.format("%Y-%m-%d").to_string());
            let href = address.map(|address| self.href(&address)).unwrap_or_default();
            let name = counted.tag.as_str().to_owned();
            (LinkView { name, href, is_current: false }, counted.count, last)
        });
        let n_incidents = self.site.archive.documents.len();
        CountsView {
            name: by.name,
            of: by.of,
            counted: "Incidents",
            coverage: Some(coverage(n_known, n_incidents)),
            has_last: true,
            rows: with_bars(named.collect()),
            n_more,
        }
    }

    /// The newest months, those without an incident included.
    fn months(&self) -> CountsView {
        let archive = &self.site.archive;
        let days = archive.postmortems().filter_map(|postmortem| postmortem.day.as_ref());
        let months: Vec<i32> = days.map(|day| month(day.value)).collect();
        let newest = months.iter().max().copied().unwrap_or_default();
        let oldest = months.iter().min().copied().unwrap_or_default();
        let named = (oldest..=newest).rev().take(MONTHS).map(|number| {
            let count = months.iter().filter(|month| **month == number).count();
            (plain(&month_name(number)), count, None)
        });
        CountsView {
            name: "Months",
            of: "Month",
            counted: "Incidents",
            coverage: Some(coverage(months.len(), archive.documents.len())),
            has_last: false,
            rows: if months.is_empty() { Vec::new() } else { with_bars(named.collect()) },
            n_more: 0,
        }
    }

    fn item_states(&self) -> CountsView {
        let items = self.site.archive.postmortems().flat_map(|found| &found.action_items);
        let states: Vec<Option<ActionStatus>> = items.map(|item| item.status).collect();
        let named = [
            (Some(ActionStatus::Open), "open"),
            (Some(ActionStatus::InProgress), "in progress"),
            (Some(ActionStatus::Done), "done"),
            (Some(ActionStatus::WontDo), "won’t do"),
            (None, "not stated"),
        ];
        let named = named.map(|(state, name)| {
            (plain(name), states.iter().filter(|other| **other == state).count(), None)
        });
        items_view("Action items", "Status", named.into())
    }

    fn item_ages(&self) -> CountsView {
        let mut names = vec![format!("up to {} days", AGES[0])];
        names.extend(AGES.windows(2).map(|ends| format!("{} to {} days", ends[0] + 1, ends[1])));
        names.push(format!("over {} days", AGES[AGES.len() - 1]));
        names.push("unknown".to_owned());
        let counts = ages(&self.site.archive);
        let rows = names.iter().zip(counts).map(|(name, count)| (plain(name), count, None));
        items_view("Age of unfinished action items", "Age", rows.collect())
    }
}

type Row = (LinkView, usize, Option<String>);

fn items_view(name: &'static str, of: &'static str, rows: Vec<Row>) -> CountsView {
    let is_empty = rows.iter().all(|(_, count, _)| *count == 0);
    CountsView {
        name,
        of,
        counted: "Action items",
        coverage: None,
        has_last: false,
        rows: if is_empty { Vec::new() } else { with_bars(rows) },
        n_more: 0,
    }
}

fn measured(measure: Measure, sample: &Sample) -> MeasureView {
    let (median, p90) = (sample.median(), sample.ninetieth());
    let marked: Vec<(&str, i64)> = median
        .map(|seconds| ("median", seconds))
        .into_iter()
        .chain(p90.map(|seconds| ("ninetieth", seconds)))
        .collect();
    let scale = Scale::of(&sample.seconds);
    let rows = scale.map(|scale| scale.bins(&sample.seconds)).unwrap_or_default();
    MeasureView {
        name: match measure {
            Measure::Duration => "Duration",
            Measure::Until(Milestone::Detected) => "Time to detect",
            Measure::Until(Milestone::Acknowledged) => "Time to acknowledge",
            Measure::Until(Milestone::Mitigated) => "Time to mitigate",
            Measure::Until(_) => "Time to resolve",
        },
        coverage: coverage(sample.seconds.len(), sample.n_incidents),
        n: sample.seconds.len(),
        median: median.map(human_seconds),
        p90: p90.map(human_seconds),
        plot_svg: scale.map(|scale| plot::strip_plot(scale, &sample.seconds, &marked)),
        rows: with_bars(rows.into_iter().map(|(name, n)| (plain(&name), n, None)).collect()),
    }
}

fn coverage(n: usize, of: usize) -> String {
    format!("{n} of {of} incidents say it")
}

fn plain(name: &str) -> LinkView {
    LinkView { name: name.to_owned(), href: String::new(), is_current: false }
}

fn with_bars(rows: Vec<Row>) -> Vec<CountView> {
    let most = rows.iter().map(|(_, count, _)| *count).max().unwrap_or_default();
    let view =
        |(link, count, last): Row| CountView { link, count, bar_svg: plot::bar(count, most), last };
    rows.into_iter().map(view).collect()
}

/// Months since the year 0.
fn month(day: chrono::NaiveDate) -> i32 {
    use chrono::Datelike as _;
    day.year() * 12 + i32::try_from(day.month0()).unwrap_or_default()
}

/// `2024-01`
fn month_name(number: i32) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
}
