//! Whom an incident hit, in percent.

use super::occasion::own_sentences;
use super::passage::{Passage, Section};
use super::share::{number_before, shares_in};
use super::{Evidence, find_word, has_word, lowered};
use crate::diag::{self, Diagnostic};
use crate::model::{Impact, Known, Percent, SectionKind};
use crate::parse::front_matter::Statement;
use crate::parse::quantity;

/// Whom or what an incident hits. A share of anything else (CPU, disk) is no impact.
const HIT: &[&str] = &[
    "users",
    "user",
    "customers",
    "customer",
    "requests",
    "request",
    "traffic",
    "visitors",
    "clients",
    "tenants",
    "accounts",
    "sessions",
    "orders",
    "transactions",
    "members",
    "merchants",
    "restaurants",
    "guests",
    "players",
    "people",
    "searches",
    "logins",
    "payments",
    "bookings",
    "messages",
    "emails",
    "calls",
    "organizations",
    "organisations",
    "attempts",
];

/// Words that make a share one of recovery, of a rollout or of something before.
const TURNS: &[&str] = &[
    "back to",
    "returned to",
    "return to",
    "recovered",
    "restored",
    "rollout",
    "rolled out",
    "rolling out",
    "canary",
    "enabled for",
    "shifted",
    "routed",
    "reduced to",
    "normal",
    "usually",
    "increase",
    "increased",
    "grew",
    "growth",
    "fewer than usual",
];

/// Words that make a share one of those that were not hit, or of something else.
const SPARED: &[&str] = &[
    "unaffected",
    "not affected",
    "not affect",
    "not impacted",
    "not impact",
    "n't affected",
    "n't affect",
    "n't impacted",
    "n't impact",
    "not notice",
    "not see",
    "succeed",
    "succeeds",
    "succeeding",
    "succeeded",
    "success",
    "successful",
    "successfully",
    "escaped",
    "spared",
    "all but",
    "except",
    "other than",
    "apart from",
    "use",
    "uses",
    "working",
    "worked",
    "available",
    "availability",
    "uptime",
    "healthy",
    "served again",
    "served normally",
    "served correctly",
    "went through",
    "is back",
    "are back",
    "still able",
    "returned 200",
];

/// Words that make a share one that somebody wants. It is one of those hit only in a clause of its
/// own that speaks of harm: `our SLO is 99.9% of requests, and 15% of requests failed`.
const GOALS: &[&str] = &[
    "slo",
    "slos",
    "sla",
    "slas",
    "service level",
    "target",
    "targets",
    "goal",
    "goals",
    "objective",
    "objectives",
    "aim",
    "aims",
    "aiming",
    "budget",
    "budgets",
];

/// A share that is served is one spared, but `50% of requests were served errors`.
const SERVED: &[&str] = &["served", "serving", "serve", "serves"];

/// What stands between two clauses of a sentence.
const CLAUSE_ENDS: &[&str] =
    &[", ", " (", ") ", " – ", " — ", " - ", " and ", " but ", " while ", " whereas "];

/// Words of harm. A share in words is told of many things, and is an impact only beside one of them.
const HARM: &[&str] = &[
    "affected",
    "impacted",
    "hit",
    "unable",
    "could not",
    "couldn't",
    "cannot",
    "can't",
    "did not",
    "didn't",
    "failed",
    "failing",
    "failure",
    "error",
    "errors",
    "saw",
    "experienced",
    "lost",
    "locked out",
    "timed out",
    "timeouts",
    "unavailable",
    "down",
    "outage",
    "slow",
    "disrupted",
    "dropped",
    "rejected",
];

/// The impact: as stated, else the largest share of users or the like that the impact section says,
/// or the prose elsewhere where that says none. `year` is that of the incident.
pub(super) fn impact(
    evidence: Evidence<'_>,
    passages: &[Passage],
    year: Option<i32>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Known<Impact>> {
    match &evidence.matter.impact {
        Statement::Says(known, _) => return Some(known.clone()),
        Statement::Unknown => return None,
        Statement::Silent => {}
    }
    let is_impact = |passage: &&Passage| {
        passage.is_in(SectionKind::Impact)
            || passage
                .label
                .as_deref()
                .is_some_and(|label| label.split('-').any(|word| word == "impact"))
    };
    let is_story = |passage: &&Passage| {
        matches!(
            passage.section,
            Section::Opening | Section::Other | Section::Of(SectionKind::Summary)
        )
    };
    let mut shares = shares(passages.iter().filter(is_impact), year);
    if shares.is_empty() {
        shares = self::shares(passages.iter().filter(is_story), year);
    }
    largest(&shares, evidence, problems)
}

/// Several shares may be of several things, so the largest is taken, and the writer asked.
fn largest(
    shares: &[Known<Impact>],
    evidence: Evidence<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Known<Impact>> {
    let percent = shares.iter().map(|share| share.value.percent).max()?;
    let chosen = shares.iter().find(|share| share.value.percent == percent)?;
    if let Some(other) = shares.iter().find(|share| share.value.percent != percent) {
        let shown = |share: &Known<Impact>| share.value.human().unwrap_or_default();
        let (place, other_place) = (evidence.place(chosen.line), evidence.place(other.line));
        let disagree = diag::impact_disagrees(place, &shown(chosen), &shown(other));
        problems.push(disagree.related(other_place, "and here"));
    }
    Some(chosen.clone())
}

fn shares<'p>(
    passages: impl Iterator<Item = &'p Passage>,
    year: Option<i32>,
) -> Vec<Known<Impact>> {
    let mut shares = Vec::new();
    for passage in passages {
        for (at, sentence) in own_sentences(&passage.text, year) {
            let line = passage.line_at(at);
            for clause in sentence.split(';') {
                let said = self::said(clause).into_iter();
                shares.extend(said.map(|impact| Known::derived(impact, line)));
            }
        }
    }
    shares
}

/// The shares of users or the like in `Approximately 60% of our users were affected.`
fn said(sentence: &str) -> Vec<Impact> {
    let lower = lowered(sentence);
    let plain = lower.replace('’', "'");
    if has_word(&lower, TURNS) || has_word(&plain, SPARED) {
        return Vec::new();
    }
    let is_harm = has_word(&plain, HARM);
    if !is_harm && has_word(&plain, SERVED) {
        return Vec::new();
    }
    let tells_of_goal = has_word(&plain, GOALS);
    shares_in(&lower)
        .into_iter()
        .filter(|share| is_harm || !share.is_word)
        .filter(|share| !tells_what_worked(clause(&lower, share.range.start)))
        .filter(|share| !tells_of_goal || is_of_harm(clause(&lower, share.range.start)))
        .filter_map(|share| {
            let before = &lower[..share.range.start];
            let low = low_end(before).filter(|low| *low < share.percent);
            Some(Impact {
                percent: Some(Percent::new(share.percent)?),
                low: low.and_then(Percent::new),
                approximate: share.is_word || is_about(before.trim_end()),
                of: Some(whom(
                    sentence[share.range.end..].strip_prefix(share.joint)?,
                    share.reach,
                )?),
                summary: Some(sentence.trim().to_owned()),
                ..Impact::default()
            })
        })
        .collect()
}

/// True for `… of users could log in`, and not for `… could not log in`: those are spared.
fn tells_what_worked(clause: &str) -> bool {
    const FAILED: [&str; 6] = ["not", "no", "only", "hardly", "barely", "never"];
    ["could", "can", "were able"].iter().any(|word| {
        find_word(clause, word).is_some_and(|at| {
            let next = clause[at + word.len()..].split_whitespace().next();
            next.is_some_and(|next| !FAILED.contains(&next))
        })
    })
}

/// The clause of a sentence that byte `at` stands in.
fn clause(sentence: &str, at: usize) -> &str {
    let ends = |text: &str, find: fn(&str, &str) -> Option<usize>| {
        CLAUSE_ENDS.iter().filter_map(|end| find(text, end)).collect::<Vec<_>>()
    };
    let (before, behind) = sentence.split_at(at);
    let start = ends(before, |text, end| text.rfind(end).map(|at| at + end.len()));
    let end = ends(behind, |text, end| text.find(end));
    let start = start.into_iter().max().unwrap_or(0);
    &sentence[start..at + end.into_iter().min().unwrap_or(behind.len())]
}

/// True for a clause that speaks of harm and of nothing that is aimed at.
fn is_of_harm(clause: &str) -> bool {
    let plain = clause.replace('’', "'");
    has_word(&plain, HARM) && !has_word(&plain, GOALS)
}

/// The lower end of a range that the words before its upper one hold: `from 34% to `.
fn low_end(before: &str) -> Option<f64> {
    let before = before.trim_end();
    // `rose from 1% to 40%` tells what was before, not a range.
    if has_word(before, &["from"]) {
        return None;
    }
    let before = ["to", "-", "–"].iter().find_map(|joint| before.strip_suffix(joint))?;
    Some(number_before(before.trim_end().trim_end_matches('%'))?.1)
}

/// True where the words end in a mark that what follows is about right, or a bound.
fn is_about(before: &str) -> bool {
    const BOUNDS: [&str; 9] = [
        "up to",
        "less than",
        "more than",
        "over",
        "fewer than",
        "under",
        "at least",
        "at most",
        "close to",
    ];
    quantity::ends_in_about(before) || BOUNDS.iter().any(|bound| before.ends_with(bound))
}

/// Who a share is of: `all our feature flag requests failed` → `feature flag requests`.
fn whom(after: &str, most_words: usize) -> Option<String> {
    let words: Vec<&str> = after.split(' ').take(most_words).collect();
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_hit = |word: &str| HIT.contains(&plain(word).as_str());
    let mut last = words.iter().position(|word| is_hit(word))?;
    // `customer requests` are requests.
    if words[last].ends_with(char::is_alphanumeric)
        && words.get(last + 1).is_some_and(|word| is_hit(word))
    {
        last += 1;
    }
    let ends_clause = |word: &str| word.ends_with([',', '.', ';', ':', ')']);
    // `in a third of the cases users saw …` is a share of something else.
    let is_other = |word: &str| matches!(plain(word).as_str(), "cases" | "time" | "times");
    if words[..last].iter().any(|word| ends_clause(word) || is_other(word)) {
        return None;
    }
    let is_determiner = |word: &&&str| {
        matches!(plain(word).as_str(), "all" | "our" | "the" | "its" | "their" | "of")
    };
    let first = words.iter().take_while(is_determiner).count().min(last);
    let whom = words[first..=last].join(" ");
    Some(whom.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
}
