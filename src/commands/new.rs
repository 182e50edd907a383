//! `new`: the start of a postmortem, as a file that was not there before.

use super::{Verdict, answer, place};
use crate::archive::CONTENT;
use crate::cli::{General, New};
use crate::disk;
use crate::failure::Failure;
use crate::model::fold;
use chrono::{DateTime, NaiveDate, Utc};
use std::time::SystemTime;

const TEMPLATE: &str = include_str!("new.md");

/// Runs the verb.
pub fn run(general: &General, arguments: &New) -> Result<Verdict, Failure> {
    let title = arguments.title.trim();
    if title.is_empty() {
        return Err(Failure::new("the title is empty", "say what broke: \"Checkout down\""));
    }
    let place = place(general)?;
    let day = arguments.date.unwrap_or_else(today);
    let name = format!("{day}-{}.md", fold(title));
    let file = place.root.join(CONTENT).join(name);
    disk::create_new(&file, &text(title, day))?;
    answer(file.display());
    Ok(Verdict::Clean)
}

fn today() -> NaiveDate {
    DateTime::<Utc>::from(SystemTime::now()).date_naive()
}

/// A JSON string is a YAML string too (YAML 1.2, section 7.3.1), whatever the title holds.
fn text(title: &str, day: NaiveDate) -> String {
    let quoted = serde_json::Value::from(title).to_string();
    TEMPLATE.replace("{title}", &quoted).replace("{day}", &day.to_string())
}
