//! Findings about links, addresses and the theme.

use super::{Code, Diagnostic, Place};

/// A link leads to nothing that is there.
pub fn broken_link(place: Place, found: &str, near: Option<&str>) -> Diagnostic {
    let finding = Diagnostic::new(Code::BrokenLink, place, format!("`{found}` leads to nothing"));
    match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding
            .help("paths count from this document's folder; postmortems also answer to `[[slug]]`"),
    }
}

/// A link's fragment names no heading.
pub fn broken_anchor(place: Place, found: &str, near: Option<&str>) -> Diagnostic {
    let finding =
        Diagnostic::new(Code::BrokenAnchor, place, format!("there is no heading `#{found}`"));
    match near {
        Some(near) => finding.help(format!("did you mean `#{near}`?")),
        None => finding,
    }
}

/// Two documents would stand at one address.
pub fn duplicate_slug(place: Place, slug: &str, first: Place) -> Diagnostic {
    let other = first.path.to_string();
    Diagnostic::new(
        Code::DuplicateSlug,
        place,
        format!("its address `incidents/{slug}/` is taken by `{other}`"),
    )
    .help("give one of them a `slug` of its own")
    .related(first, "taken here")
}

/// A template cannot be used; `reason` is the engine's.
pub fn broken_template(place: Place, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::BrokenTemplate, place, reason.trim().to_owned())
}
