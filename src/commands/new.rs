//! `new`: the start of a postmortem, as a file that was not there before.

use super::{Verdict, answer, place, tell_all};
use crate::archive::CONTENT;
use crate::cli::{General, New};
use crate::config;
use crate::diag::report;
use crate::disk::{self, Place};
use crate::failure::Failure;
use crate::model::Slug;
use crate::source::Source;
use chrono::{DateTime, NaiveDate, Utc};
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

/// The start of a postmortem where the theme has none of its own.
const TEMPLATE: &str = include_str!("new.md");

/// Where a theme has its own, below `themes/<name>/`.
const ARCHETYPE: &str = "archetypes/postmortem.md";

/// Runs the verb.
pub fn run(general: &General, arguments: &New) -> Result<Verdict, Failure> {
    let title = arguments.title.trim();
    if title.is_empty() {
        return Err(Failure::new("the title is empty", "say what broke: \"Checkout down\""));
    }
    // An editor that cannot be had is better told before there is a file.
    let editor = if arguments.edit { Some(editor()?) } else { None };
    let place = place(general)?;
    let day = arguments.date.unwrap_or_else(today);
    let name = format!("{day}-{}.md", Slug::of(title));
    let file = place.root.join(CONTENT).join(name);
    disk::create_new(&file, text(&template(general, &place)?, title, day).as_bytes())?;
    answer(file.display());
    match editor {
        Some(editor) => edit(&editor, &file),
        None => Ok(Verdict::Clean),
    }
}

pub(super) fn today() -> NaiveDate {
    DateTime::<Utc>::from(SystemTime::now()).date_naive()
}

/// The theme's own start of a postmortem, else the built-in one.
fn template(general: &General, place: &Place) -> Result<String, Failure> {
    let Some(file) = disk::site_file(place)? else { return Ok(TEMPLATE.to_owned()) };
    let source = Source::from_bytes(file.path, &file.bytes);
    let mut problems = Vec::new();
    let theme = config::read(&source, &mut problems).theme;
    if !problems.is_empty() {
        let sources = report::Sources::from([(source.path(), &source)]);
        tell_all(general, &problems, &sources);
    }
    Ok(disk::theme_file(place, &theme, ARCHETYPE).unwrap_or_else(|| TEMPLATE.to_owned()))
}

/// A JSON string is a YAML string too (YAML 1.2, section 7.3.1), whatever the title holds.
fn text(template: &str, title: &str, day: NaiveDate) -> String {
    let quoted = serde_json::Value::from(title).to_string();
    template.replace("{day}", &day.to_string()).replace("{title}", &quoted)
}

/// The editor of the environment, as `environ(7)` has it.
fn editor() -> Result<OsString, Failure> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    named("VISUAL").or_else(|| named("EDITOR")).ok_or_else(|| {
        Failure::new("no editor is named", "set VISUAL or EDITOR, or leave --edit out")
    })
}

fn edit(editor: &OsString, file: &Path) -> Result<Verdict, Failure> {
    let failed = |reason: &str| {
        Failure::new(
            format!("the editor {} {reason}", editor.display()),
            format!("the file is there: {}", file.display()),
        )
    };
    match editor_command(editor, file).status() {
        Ok(status) if status.success() => Ok(Verdict::Clean),
        Ok(status) => Err(failed(&format!("ended with {status}"))),
        Err(error) => Err(failed(&format!("cannot be started: {error}"))),
    }
}

/// `EDITOR` may hold arguments and quotes (`code --wait`), which are the shell's to read.
#[cfg(unix)]
fn editor_command(editor: &OsString, file: &Path) -> Command {
    let mut line = editor.clone();
    line.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(line).arg("editor").arg(file);
    command
}

#[cfg(not(unix))]
fn editor_command(editor: &OsString, file: &Path) -> Command {
    let mut command = Command::new(editor);
    command.arg(file);
    command
}
