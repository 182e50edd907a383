//! Findings about editions and what they hide.

use super::{Code, Diagnostic, Place, nearest, suggest};

/// `site.toml` declares no edition of this name.
pub fn unknown_edition(place: Place, name: &str, known: &[&str]) -> Diagnostic {
    let message = format!("there is no edition `{name}`, so nothing can be shown");
    let finding = Diagnostic::new(Code::UnknownEdition, place, message);
    match known {
        [] => finding.help(format!("declare it as `[editions.{name}]` in site.toml")),
        known => suggest(finding, name, known),
    }
}

/// An edition hides sections by a name that none has; `known` are the names that there are.
pub fn unknown_section(place: Place, name: &str, known: &[&str]) -> Diagnostic {
    let message = format!("no document has a section `{name}`, so this hides nothing");
    let finding = Diagnostic::new(Code::UnknownSection, place, message);
    match nearest(name, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("write words of the section's head, or take the name out"),
    }
}

/// Nothing closes an internal passage.
pub fn internal_passage_unclosed(opening: Place) -> Diagnostic {
    Diagnostic::new(Code::InternalPassageUnclosed, opening, "this internal passage is never closed")
        .help("write `<!-- /internal -->` where it ends")
}

/// Nothing opens an internal passage.
pub fn internal_passage_unopened(closing: Place) -> Diagnostic {
    Diagnostic::new(
        Code::InternalPassageUnclosed,
        closing,
        "nothing opens the internal passage that ends here",
    )
    .help("write `<!-- internal -->` where it begins, or take this mark out")
}

/// A comment that is a mark of an internal passage but for its spelling.
pub fn internal_passage_misspelt(place: Place, found: &str, meant: &str) -> Diagnostic {
    Diagnostic::new(
        Code::InternalPassageUnclosed,
        place,
        format!("`{found}` marks no internal passage"),
    )
    .help(format!("write `<!-- {meant} -->`, or other words"))
}

/// A link leads to a document that the edition leaves out.
pub fn internal_link_in_public(place: Place, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::InternalLinkInPublic,
        place,
        format!("`{found}` is not shown in this edition, so the link becomes plain text"),
    )
    .help(
        "take the link out, put it between `<!-- internal -->` and `<!-- /internal -->`, or let \
         the edition show the document; readers see the words of the link",
    )
}

/// A key of front matter that an edition cannot hide.
pub fn cannot_hide_key(place: Place, key: &str, known: &[&str]) -> Diagnostic {
    let finding = Diagnostic::new(
        Code::BadSiteValue,
        place,
        format!("`hide_keys` must be keys of front matter that can be hidden; `{key}` is none"),
    );
    match key {
        "visibility" | "status" => {
            finding.help("it says who may read a document; it is read always")
        }
        key => suggest(finding, key, known),
    }
}
