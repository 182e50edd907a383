//! `schema`: JSON Schemas for editors and for readers of the export.

use super::{Verdict, place, print};
use crate::cli::{Described, General, Schema};
use crate::config::{self, Config};
use crate::disk;
use crate::export;
use crate::failure::Failure;
use crate::parse::front_matter;
use crate::source::Source;

/// Runs the verb. An archive is not needed; where there is one, its words are offered.
pub fn run(general: &General, arguments: &Schema) -> Result<Verdict, Failure> {
    let schema = match arguments.of {
        Described::FrontMatter => front_matter::schema(&archive(general)?),
        Described::Site => config::schema(),
        Described::Export => export::schema(),
    };
    print(format!("{schema:#}\n").as_bytes())?;
    Ok(Verdict::Clean)
}

/// The settings of the archive here, or of none; one that is named has to be there. What is wrong
/// with its settings is `check`'s to tell.
fn archive(general: &General) -> Result<Config, Failure> {
    let is_named = general.root.is_some() || general.config.is_some();
    let place = match place(general) {
        Ok(place) => place,
        Err(failure) if is_named => return Err(failure),
        Err(_) => return Ok(Config::default()),
    };
    let Some(file) = disk::site_file(&place)? else { return Ok(Config::default()) };
    Ok(config::read(&Source::from_bytes(file.path, &file.bytes), &mut Vec::new()))
}
