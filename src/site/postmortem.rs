//! The page of one incident.

use super::clock;
use super::fill::{Filling, with_fragment};
use super::pages::Page;
use super::view::{
    ActionItemView, ContentsView, LinkView, MetricView, MilestoneView, OriginView, OriginsView,
    PostmortemView, RelatedView, RoleView,
};
use crate::archive::{FacetKind, Lead, Number, postmortem_address};
use crate::diag::Diagnostic;
use crate::model::{
    ActionItem, Known, MILESTONES, Metric, Milestone, Postmortem, human_seconds, metrics,
};

/// Everything that `postmortem.html` may see.
///
/// # Errors
/// Where the timeline's template fails.
pub(super) fn view(page: &Page<'_>, number: Number) -> Result<PostmortemView, Box<Diagnostic>> {
    let archive = &page.site.archive;
    let postmortem = archive.postmortem(number);
    let neighbour = |number: Option<Number>| number.map(|number| link(page, number));
    let impact = postmortem.impact.as_ref().map(|impact| &impact.value);
    Ok(PostmortemView {
        row: page.row(number),
        origins: origins(postmortem),
        html: Filling { page, number }.body()?,
        contents: contents(postmortem),
        milestones: milestones(postmortem),
        metrics: metrics(&postmortem.milestones).iter().map(metric).collect(),
        trigger: postmortem.trigger.clone(),
        contributing_factors: postmortem.contributing_factors.clone(),
        detected_by: postmortem.detected_by.map(crate::model::DetectedBy::word),
        impact_kind: postmortem.impact_kind.map(crate::model::ImpactKind::word),
        impact_summary: impact.and_then(|impact| impact.summary.clone()),
        impact_count: impact.and_then(|impact| impact.count).map(grouped),
        impact_of: impact.and_then(|impact| impact.of.clone()),
        teams: page.shelf_links(FacetKind::Team, &postmortem.teams),
        regions: page.shelf_links(FacetKind::Region, &postmortem.regions),
        tags: page.shelf_links(FacetKind::Tag, &postmortem.tags),
        roles: roles(postmortem),
        authors: postmortem.authors.clone(),
        reviewers: postmortem.reviewers.clone(),
        visibility: postmortem.visibility.word(),
        published: postmortem.published.map(clock::long_day),
        links: links(page, number),
        action_items: action_items(page, number),
        related: related(page, number),
        earlier: neighbour(archive.earlier(number)),
        later: neighbour(archive.later(number)),
        source_href: source_address(archive.config.repository.as_deref(), postmortem),
        source: postmortem.source.to_string(),
        reading_minutes: postmortem.body.reading_minutes(),
        extra: postmortem.extra.clone(),
    })
}

fn origins(postmortem: &Postmortem) -> OriginsView {
    OriginsView {
        title: origin(&postmortem.title),
        severity: postmortem.severity.as_ref().map(origin),
        status: postmortem.status.as_ref().map(origin),
        roles: postmortem.roles.as_ref().map(origin),
    }
}

fn origin<T>(known: &Known<T>) -> OriginView {
    OriginView { from: known.origin.name(), line: known.line }
}

/// `61400` → `61,400`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn link(page: &Page<'_>, number: Number) -> LinkView {
    let postmortem = page.site.archive.postmortem(number);
    LinkView {
        name: postmortem.title.value.clone(),
        href: page.href(&postmortem_address(&postmortem.slug)),
        is_current: false,
    }
}

fn contents(postmortem: &Postmortem) -> Vec<ContentsView> {
    let headings = postmortem.body.headings.iter();
    headings
        .map(|heading| ContentsView {
            text: heading.text.clone(),
            anchor: heading.anchor.clone(),
            level: heading.level,
        })
        .collect()
}

fn milestones(postmortem: &Postmortem) -> Vec<MilestoneView> {
    let day = postmortem.day.as_ref().map(|day| day.value);
    let known = &postmortem.milestones;
    MILESTONES
        .iter()
        .filter_map(|milestone| {
            let moment = known.get(milestone)?;
            let seconds = crate::model::seconds_between(known, Milestone::Started, *milestone);
            Some(MilestoneView {
                name: milestone_name(*milestone),
                text: clock::moment(&moment.value, day),
                utc: moment.value.utc().map(clock::utc),
                elapsed: seconds.filter(|_| *milestone != Milestone::Started).map(clock::elapsed),
                origin: moment.origin.name(),
                line: moment.line,
            })
        })
        .collect()
}

/// What pages call a milestone.
pub fn milestone_name(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Started => "Started",
        Milestone::Detected => "Detected",
        Milestone::Acknowledged => "Acknowledged",
        Milestone::Declared => "Declared",
        Milestone::Escalated => "Escalated",
        Milestone::Identified => "Cause identified",
        Milestone::Mitigated => "Mitigated",
        Milestone::Resolved => "Resolved",
    }
}

fn metric(metric: &Metric) -> MetricView {
    MetricView {
        name: match metric.to {
            Milestone::Detected => "Time to detect",
            Milestone::Acknowledged => "Time to acknowledge",
            Milestone::Mitigated => "Time to mitigate",
            _ => "Time to resolve",
        },
        ends: format!("{} → {}", metric.from.word(), metric.to.word()),
        text: human_seconds(metric.seconds),
        seconds: metric.seconds,
    }
}

/// `incident_commander` → `Incident commander`.
fn roles(postmortem: &Postmortem) -> Vec<RoleView> {
    let held = postmortem.roles.iter().flat_map(|roles| &roles.value.held);
    held.map(|(role, names)| {
        let words = role.replace(['_', '-'], " ");
        let mut letters = words.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        RoleView { role: first + letters.as_str(), names: names.clone() }
    })
    .collect()
}

/// What leads nowhere is named with what was written.
fn links(page: &Page<'_>, number: Number) -> Vec<LinkView> {
    let named = page.site.archive.postmortem(number).links.iter();
    let link = |(name, written): (&String, &String)| match page.stated_href(number, written) {
        Some(href) => LinkView { name: name.clone(), href, is_current: false },
        None => {
            LinkView { name: format!("{name}: {written}"), href: String::new(), is_current: false }
        }
    };
    named.map(link).collect()
}

fn action_items(page: &Page<'_>, number: Number) -> Vec<ActionItemView> {
    let items = page.site.archive.postmortem(number).action_items.iter();
    items.map(|item| action_item(page, number, item)).collect()
}

impl Page<'_> {
    /// The way from this page to an address that a postmortem states.
    fn stated_href(&self, number: Number, written: &str) -> Option<String> {
        Some(match self.site.archive.lead(number, written)? {
            Lead::Outside => written.to_owned(),
            Lead::Inside(to, fragment) => with_fragment(self.href(&to), fragment.as_deref()),
        })
    }
}

/// An action item of a postmortem, as this page shows it.
pub(super) fn action_item(page: &Page<'_>, number: Number, item: &ActionItem) -> ActionItemView {
    ActionItemView {
        text: item.text.clone(),
        kind: item.kind.map(crate::model::ActionType::word),
        owner: item.owner.clone(),
        due: item.due.map(|due| due.to_string()),
        status: item.status.map(crate::model::ActionStatus::word),
        href: item.link.as_ref().and_then(|written| page.stated_href(number, written)),
        origin: item.origin.name(),
        line: item.line,
    }
}

fn related(page: &Page<'_>, number: Number) -> Vec<RelatedView> {
    let found = page.site.archive.related(number);
    found
        .into_iter()
        .map(|related| RelatedView { row: page.row(related.number), reason: related.reason })
        .collect()
}

/// The source's address: the repository's prefix with the path after it.
fn source_address(repository: Option<&str>, postmortem: &Postmortem) -> Option<String> {
    let prefix = repository?;
    let path = crate::model::UrlPath::new(postmortem.source.as_str()).encoded();
    let slash = if prefix.ends_with(['/', '=']) { "" } else { "/" };
    Some(format!("{prefix}{slash}{path}"))
}
