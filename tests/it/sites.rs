//! Cases in `tests/sites/`: a small site in, chosen output out.
//!
//! | part | holds |
//! |---|---|
//! | `-- findings --` | codes of the findings with their places, one on each line |
//! | `-- routes --` | the site's addresses with what stands there, the theme's files aside |
//! | `-- page ADDRESS --` | the whole page |
//! | `-- page ADDRESS \| SELECTOR --` | the markup inside each element that the selector names |
//! | `-- text ADDRESS \| SELECTOR --` | the text of each |
//! | `-- nowhere --` | words, one on each line, that no output, no address and no search holds |
//!
//! The page of the index is `/`.

use crate::case::{Case, Part, report};
use crate::folder::repository;
use crate::page::{Built, markup, rendered_all, select, text};
use retrospect::archive::Drafts;
use retrospect::diag::report::position;
use retrospect::site::Route;

#[test]
fn sites_come_out_as_the_cases_say() {
    let compare = |mut case: Case| {
        assert_ne!(case.expected(is_expected).count(), 0, "{}: expects nothing", case.name());
        let folder = case.unpack(is_expected);
        let built = Built::of(folder.path(), Drafts::Hide);
        case.compare(is_expected, |part| answer(&built, part))
    };
    let cases = Case::all(&repository().join("tests/sites"));
    report(cases.into_iter().map(compare).collect());
}

fn is_expected(head: &str) -> bool {
    matches!(head.split(' ').next(), Some("findings" | "routes" | "page" | "text" | "nowhere"))
}

fn answer(built: &Built, part: &Part) -> String {
    let (kind, rest) = part.head.split_once(' ').unwrap_or((&part.head, ""));
    let (address, selector) = rest.split_once(" | ").unwrap_or((rest, ""));
    match (kind, selector) {
        ("findings", _) => findings(built),
        ("routes", _) => routes(built),
        ("nowhere", _) => words_that_are_nowhere(built, &part.text),
        // Tables and calendars end their lines in CRLF, which no case file keeps.
        ("page", "") => built.text_at(address).replace("\r\n", "\n"),
        ("page", selector) => select(&built.text_at(address), selector, markup).join("\n"),
        ("text", selector) => select(&built.text_at(address), selector, text).join("\n"),
        _ => panic!("unknown part `{}`", part.head),
    }
}

fn findings(built: &Built) -> String {
    let sources = built.outcome.sources();
    let line = |problem: &retrospect::diag::Diagnostic| {
        format!("{} {}\n", problem.code.name(), position(&problem.place, &sources))
    };
    built.outcome.problems.iter().map(line).collect()
}

fn routes(built: &Built) -> String {
    let line = |(address, route): (&retrospect::model::UrlPath, &Route)| {
        let kind = match route {
            Route::Redirect(to) => format!("redirect to {to}"),
            Route::ContentAsset(path) => format!("copy of {path}"),
            Route::ThemeAsset(_) => return None,
            _ => "page".to_owned(),
        };
        Some(format!("/{address}: {kind}\n"))
    };
    built.site().routes().filter_map(line).collect()
}

fn words_that_are_nowhere(built: &Built, words: &str) -> String {
    let mut output = rendered_all(built.site());
    for number in 0..built.site().archive().documents.len() {
        let searched = built.site().searched(number);
        output.insert(format!("the search index of {}", searched.href), searched.html.into_bytes());
    }
    let is_somewhere = |word: &str| {
        output.iter().find(|(address, bytes)| {
            address.contains(word) || String::from_utf8_lossy(bytes).contains(word)
        })
    };
    words
        .lines()
        .map(|word| match is_somewhere(word) {
            None => format!("{word}\n"),
            Some((address, _)) => format!("{word} is at /{address}\n"),
        })
        .collect()
}
