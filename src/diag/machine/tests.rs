use super::*;
use crate::diag::{Code, Place};
use crate::source::{Source, SourcePath, Span};
use serde_json::Value;

/// The schema as published; `tests/schemas/README.md` says where it is from.
const SARIF_SCHEMA: &str = include_str!("../../../tests/schemas/sarif-2.1.0.json");

/// Validates against it. Its pattern for languages holds a bracket too many, which is a character of
/// its own to some readers of patterns and an error to others; it is taken out.
fn validator() -> jsonschema::Validator {
    let schema = SARIF_SCHEMA.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}?$");
    jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap()
}

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
    expect_test::expect![[r"
        ::error file=ops/content/50%25%3A ä%2Cb.md,line=2,col=9,endLine=2,endColumn=11,title=ambiguous-impact::1 %25 or%0D%0A100 %25?%0Asay: 1%25
        ::warning file=ops/content/50%25%3A ä%2Cb.md,line=6,col=1,endLine=6,endColumn=8,title=entry-goes-back::goes back
        ::warning file=ops/content/50%25%3A ä%2Cb.md,line=2,endLine=3,title=wide-diagram::over lines
        ::notice file=ops/site.toml,title=no-site-file::not there
    "]]
    .assert_eq(&told(github));
}

#[test]
fn json_has_every_field_of_every_finding() {
    let whole: Value = serde_json::from_str(&told(json)).unwrap();
    let findings = whole["findings"].as_array().unwrap();
    let lines: Vec<String> = findings.iter().map(Value::to_string).collect();
    expect_test::expect![[r#"
        {"code":"ambiguous-impact","level":"error","path":"content/50%: ä,b.md","line":2,"column":9,"end_line":2,"end_column":11,"message":"1 % or\r\n100 %?","help":"say: 1%","related":[]}
        {"code":"entry-goes-back","level":"warning","path":"content/50%: ä,b.md","line":6,"column":1,"end_line":6,"end_column":8,"message":"goes back","help":null,"related":[{"path":"content/50%: ä,b.md","line":5,"column":1,"end_line":5,"end_column":8,"message":"the entry above"}]}
        {"code":"wide-diagram","level":"warning","path":"content/50%: ä,b.md","line":2,"column":1,"end_line":3,"end_column":3,"message":"over lines","help":null,"related":[]}
        {"code":"no-site-file","level":"hint","path":"site.toml","line":null,"column":null,"end_line":null,"end_column":null,"message":"not there","help":null,"related":[]}"#]].assert_eq(&lines.join("\n"));
    assert_eq!(whole["summary"].to_string(), r#"{"errors":1,"warnings":2,"hints":1}"#);
}

#[test]
fn sarif_follows_the_published_schema() {
    let log: Value = serde_json::from_str(&told(sarif)).unwrap();
    let validator = validator();
    let errors: Vec<String> = validator
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
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
    let lines: Vec<String> = results.iter().map(|result| result["locations"].to_string()).collect();
    expect_test::expect![[r#"
        [{"physicalLocation":{"artifactLocation":{"uri":"ops/content/50%25%3A%20%C3%A4%2Cb.md"},"region":{"startLine":2,"startColumn":9,"endLine":2,"endColumn":11}}}]
        [{"physicalLocation":{"artifactLocation":{"uri":"ops/content/50%25%3A%20%C3%A4%2Cb.md"},"region":{"startLine":6,"startColumn":1,"endLine":6,"endColumn":8}}}]
        [{"physicalLocation":{"artifactLocation":{"uri":"ops/content/50%25%3A%20%C3%A4%2Cb.md"},"region":{"startLine":2,"startColumn":1,"endLine":3,"endColumn":3}}}]
        [{"physicalLocation":{"artifactLocation":{"uri":"ops/site.toml"}}}]"#]].assert_eq(&lines.join("\n"));
}

#[test]
fn nothing_found_is_a_log_too() {
    let sources = Sources::new();
    let told = Told { findings: &[], sources: &sources, folder: "" };
    let log: Value = serde_json::from_str(&sarif(&told)).unwrap();
    assert!(validator().is_valid(&log));
    assert_eq!(github(&told), "");
}
