//! An incident as a row of a list.

use super::pages::Page;
use super::timeline::TimeLine;
use super::view::{LinkView, RowView, SeverityView, ValueView};
use super::{chart, clock};
use crate::archive::{FacetKind, Number, postmortem_address};
use crate::model::{Impact, Known, Outage, Postmortem, Severity, Tag};

impl Page<'_> {
    /// The row of a postmortem, its addresses relative to this page.
    pub(super) fn row(&self, number: Number) -> RowView {
        let postmortem = self.site.archive.postmortem(number);
        RowView {
            href: self.href(&postmortem_address(&postmortem.slug)),
            title: postmortem.title.value.clone(),
            id: postmortem.id.clone(),
            day: postmortem.day.as_ref().map(clock::day_view),
            severity: postmortem.severity.as_ref().map(|severity| self.severity(&severity.value)),
            status: postmortem.status.as_ref().map(|status| status.value.word()),
            is_draft: postmortem.is_draft(),
            services: self.shelf_links(FacetKind::Service, &postmortem.services),
            duration: postmortem.duration.as_ref().map(duration),
            impact: postmortem.impact.as_ref().and_then(impact),
            root_cause: postmortem.root_cause.as_ref().map(|cause| self.cause(cause)),
            summary: postmortem.summary.clone(),
            spark_svg: spark(postmortem),
        }
    }

    fn severity(&self, severity: &Severity) -> SeverityView {
        let declared = severity.rank.and_then(|rank| self.site.archive.config.severities.get(rank));
        SeverityView {
            name: severity.name.as_str().to_owned(),
            meaning: declared.and_then(|declared| declared.meaning.clone()),
            rank: severity.rank.map_or(0, |rank| rank + 1),
            href: self.href(&FacetKind::Severity.shelf_address(severity.name.slug())),
        }
    }

    /// Tags with their shelves.
    pub(super) fn shelf_links(&self, kind: FacetKind, tags: &[Tag]) -> Vec<LinkView> {
        let link = |tag: &Tag| LinkView {
            name: tag.as_str().to_owned(),
            href: self.href(&kind.shelf_address(tag.slug())),
            is_current: false,
        };
        tags.iter().map(link).collect()
    }

    fn cause(&self, cause: &Known<Tag>) -> ValueView {
        ValueView {
            text: cause.value.as_str().to_owned(),
            origin: cause.origin.name(),
            line: cause.line,
            href: Some(self.href(&FacetKind::Cause.shelf_address(cause.value.slug()))),
            data: cause.value.slug().to_owned(),
        }
    }
}

fn duration(duration: &Known<Outage>) -> ValueView {
    ValueView {
        text: duration.value.human(),
        origin: duration.origin.name(),
        line: duration.line,
        href: None,
        data: duration.value.seconds().map(|seconds| seconds.to_string()).unwrap_or_default(),
    }
}

/// A share or, where none is stated, a number of those hit.
pub(super) fn impact(impact: &Known<Impact>) -> Option<ValueView> {
    let value = &impact.value;
    let share = value.human();
    let text = share.or_else(|| value.count.map(|count| count.to_string()))?;
    Some(ValueView {
        text: match &value.of {
            Some(of) => format!("{text} of {of}"),
            None => text,
        },
        origin: impact.origin.name(),
        line: impact.line,
        href: None,
        data: value.percent.map(|percent| percent.to_string()).unwrap_or_default(),
    })
}

/// The small picture of its timeline.
pub(super) fn spark(postmortem: &Postmortem) -> Option<String> {
    chart::spark(&TimeLine::new(postmortem))
}
