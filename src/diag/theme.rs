//! Findings about themes.

use super::{Code, Diagnostic, Place, nearest, suggest};
use std::collections::BTreeSet;

/// A template cannot be used; `reason` is the engine's.
pub fn broken_template(place: Place, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::BrokenTemplate, place, reason.trim().to_owned())
}

/// A template extends one that is not there.
pub fn missing_template(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let finding = broken_template(place, &format!("there is no template `{name}`"));
    match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("`retrospect explain theme` lists the default theme's templates"),
    }
}

/// Templates that extend or include each other; `chain` ends with what it began with.
pub fn endless_templates(place: Place, chain: &[&str]) -> Diagnostic {
    let finding = broken_template(place, &format!("templates without end: {}", chain.join(" → ")));
    match chain {
        [own, again] if own == again => {
            finding.help(format!("the default theme's template of this name is `default/{own}`"))
        }
        _ => finding.help("take one of these references out"),
    }
}

/// A template overrides a block that what it extends has not; `known` are the blocks that are
/// there.
pub fn stale_block(place: Place, name: &str, parent: &str, known: &BTreeSet<&str>) -> Diagnostic {
    let known: Vec<&str> = known.iter().copied().collect();
    let message = format!("`{parent}` has no block `{name}`, so this one is shown nowhere");
    suggest(Diagnostic::new(Code::StaleOverride, place, message), name, &known)
}

/// A template that no page is made from and nothing refers to; `known` are those that pages are
/// made from.
pub fn stale_template(place: Place, name: &str, known: &[&str]) -> Diagnostic {
    let message = format!("no page is made from `{name}`, and no template refers to it");
    let finding = Diagnostic::new(Code::StaleOverride, place, message);
    match nearest(name, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("`retrospect explain theme` lists what can be overridden"),
    }
}

/// `site.toml` names a theme that has no folder.
pub fn unknown_theme(place: Place, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownTheme,
        place,
        format!("theme `{name}` has no files in `themes/{name}/`; the default theme is used"),
    )
    .help("put templates or assets there, or write `theme = \"default\"`")
}
