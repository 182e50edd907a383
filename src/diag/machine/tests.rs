use super::*;
use crate::diag::{Code, Place};
use crate::source::{Source, SourcePath, Span};
use serde_json::Value;

/// The schema as published; `tests/schemas/README.md` says where it is from.
const SARIF_SCHEMA: &str = include_str!("../../../tests/schemas/sarif-2.1.0.json");

fn source() -> Source {
    Source::from_text("content/50%: ä,b.md", "---\nimpact: ä1\n---\n\n14:00 a\n13:00 b\n")
}

/// A finding within a line, one over lines with a second place, and one of a whole file.
fn findings(source: &Source) -> Vec<Diagnostic> {
    let place = |start, end| Place::new(source.path(), Span::new(start, end));
    vec![
        Diagnostic::new(Code::AmbiguousImpact, place(12, 15), "1 % or\r\n100 %?").help("say: 1%"),
        Diagnostic::new(Code::EntryGoesBack, place(29, 36), "goes back")
            .related(place(21, 28), "the entry above"),
        Diagnostic::new(Code::WideDiagram, place(4, 18), "over lines"),
        Diagnostic::new(Code::NoSiteFile, Place::file(&SourcePath::new("site.toml")), "not there"),
    ]
}

fn told(write: fn(&Told<'_>) -> String) -> String {
    let source = source();
    let sources = Sources::from([(source.path(), &source)]);
    write(&Told { findings: &findings(&source), sources: &sources, folder: "ops/" })
}

#[test]
fn github_commands_stay_on_their_lines() {
    expect_test::expect![[r#"
        ::error file=ops/content/50%25%3A ä%2Cb.md,line=2,col=9,endLine=2,endColumn=11,title=ambiguous-impact::1 %25 or%0D%0A100 %25?%0Asay: 1%25
        ::warning file=ops/content/50%25%3A ä%2Cb.md,line=6,col=1,endLine=6,endColumn=8,title=entry-goes-back::goes back
        ::warning file=ops/content/50%25%3A ä%2Cb.md,line=2,endLine=3,title=wide-diagram::over lines
        ::notice file=ops/site.toml,title=no-site-file::not there
    "#]]
    .assert_eq(&told(github));
}

#[test]
fn json_has_every_field_of_every_finding() {
    let whole: Value = serde_json::from_str(&told(json)).unwrap();
    let findings = whole["findings"].as_array().unwrap();
    let lines: Vec<String> = findings.iter().map(Value::to_string).collect();
    expect_test::expect![[r#""#]].assert_eq(&lines.join("\n"));
    assert_eq!(whole["summary"].to_string(), r#"{"errors":1,"warnings":2,"hints":1}"#);
}

#[test]
fn sarif_follows_the_published_schema() {
    let log: Value = serde_json::from_str(&told(sarif)).unwrap();
    let schema: Value = serde_json::from_str(SARIF_SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    let driver = &log["runs"][0]["tool"]["driver"];
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(driver["rules"][index]["id"], result["ruleId"]);
    }
}

#[test]
fn sarif_names_files_and_stretches() {
    let log: Value = serde_json::from_str(&told(sarif)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let lines: Vec<String> =
        results.iter().map(|result| result["locations"].to_string()).collect();
    expect_test::expect![[r#""#]].assert_eq(&lines.join("\n"));
}

#[test]
fn nothing_found_is_a_log_too() {
    let sources = Sources::new();
    let told = Told { findings: &[], sources: &sources, folder: "" };
    let log: Value = serde_json::from_str(&sarif(&told)).unwrap();
    let schema: Value = serde_json::from_str(SARIF_SCHEMA).unwrap();
    assert!(jsonschema::is_valid(&schema, &log));
    assert_eq!(github(&told), "");
}
