//! Findings about links and addresses.

use super::{Code, Diagnostic, Place};
use crate::source::SourcePath;

/// A link leads to nothing that is there.
pub fn broken_link(place: Place, found: &str, near: Option<&str>) -> Diagnostic {
    let finding = Diagnostic::new(Code::BrokenLink, place, format!("`{found}` leads to nothing"));
    match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding
            .help("paths count from this document's folder; postmortems also answer to `[[slug]]`"),
    }
}

/// A link leads to a draft, which the site leaves out.
pub fn link_to_draft(place: Place, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::LinkToDraft,
        place,
        format!("`{found}` is a draft, so the link leads to nothing in this site"),
    )
    .help("finish the draft, take the link out, or build with `--drafts`")
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

/// A file beside a document would stand where the document's page does.
pub fn address_taken(asset: &SourcePath, document: &SourcePath) -> Diagnostic {
    Diagnostic::new(
        Code::AddressTaken,
        Place::file(asset),
        format!("not published: the page of `{document}` stands at its address"),
    )
    .help("give the file another name than `index.html`")
}

/// An old address leads nowhere: `what` has its file, or stands in its way, as `file`.
pub fn alias_taken(
    place: Place,
    alias: &str,
    file: &str,
    (what, first): (&str, Option<Place>),
) -> Diagnostic {
    let finding = Diagnostic::new(
        Code::AddressTaken,
        place,
        format!("`{alias}` does not lead here: `{file}` is {what}"),
    )
    .help("take the old address out, or change what stands there; a site has no file and folder of one name");
    match first {
        Some(first) => finding.related(first, "taken here"),
        None => finding,
    }
}

/// Two files of the site have names that are one where case does not count; `what` is the other.
pub fn differs_in_case_only(
    place: Place,
    (file, other): (&str, &str),
    (what, first): (&str, Option<Place>),
) -> Diagnostic {
    let finding = Diagnostic::new(
        Code::DiffersInCaseOnly,
        place,
        format!("its address `{file}` differs in case only from `{other}`, {what}"),
    )
    .help("give one of them another name: on Windows and macOS the two are one");
    match first {
        Some(first) => finding.related(first, "taken here"),
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
