//! GitHub's workflow commands: one line a finding, shown beside the changed lines of a pull
//! request.

use super::{Region, Told};
use crate::diag::{Diagnostic, Level};

/// `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::message`, a line each. GitHub takes
/// columns of a single line only, and paths from the repository's folder.
pub fn github(told: &Told<'_>) -> String {
    told.findings.iter().map(|finding| one(told, finding) + "\n").collect()
}

fn one(told: &Told<'_>, finding: &Diagnostic) -> String {
    let command = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "notice",
    };
    let file = format!("file={}", property(&told.file(&finding.place)));
    let place = told.region(&finding.place).map(region).unwrap_or_default();
    let title = property(finding.code.name());
    let message = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    format!("::{command} {file}{place},title={title}::{}", data(&message))
}

fn region(region: Region) -> String {
    let Region { line, column, end_line, end_column } = region;
    if line == end_line {
        format!(",line={line},col={column},endLine={end_line},endColumn={end_column}")
    } else {
        format!(",line={line},endLine={end_line}")
    }
}

/// Escapes what would end a command's line (`escapeData` of GitHub's `@actions/core`).
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what would end a property too (`escapeProperty` of GitHub's `@actions/core`).
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
