//! Every finding that can be told has a case in `tests/diagnostics/`: a small site, and the
//! report that a person reads of it.

use crate::case::{Case, report};
use crate::folder::repository;
use crate::page::Built;
use chrono::NaiveDate;
use retrospect::archive::Drafts;
use retrospect::diag::Code;
use std::collections::BTreeSet;

fn cases() -> Vec<Case> {
    Case::all(&repository().join("tests/diagnostics"))
}

fn is_report(head: &str) -> bool {
    head == "report"
}

#[test]
fn reports_are_as_the_cases_say() {
    let compare = |mut case: Case| {
        let folder = case.unpack(is_report);
        let built = Built::on(folder.path(), Drafts::Hide, NaiveDate::from_ymd_opt(2024, 3, 1));
        let told = built.problems().iter().any(|problem| problem.code.name() == case.name());
        if !told {
            return Err(format!(
                "\n{}: nothing of its code is told\n{}",
                case.name(),
                built.report()
            ));
        }
        case.compare(is_report, |_| built.report())
    };
    report(cases().into_iter().map(compare).collect());
}

#[test]
fn every_code_has_a_case() {
    let cases = cases();
    let names: BTreeSet<&str> = cases.iter().map(Case::name).collect();
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names, codes, "left the files of tests/diagnostics/, right the codes");
    for case in &cases {
        assert_eq!(case.expected(is_report).count(), 1, "{}: one `-- report --`", case.name());
    }
}
