//! Findings about drawings.

use super::{Code, Diagnostic, Place};

/// A drawing stands in the open and was kept; `reason` is the rule that found it.
pub fn unfenced_diagram(place: Place, (first, last): (u32, u32), reason: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnfencedDiagram,
        place,
        format!("kept lines {first}-{last} as a text diagram ({reason})"),
    )
    .help("put it between ```diagram and ``` to say so yourself, or `<!-- diagram: skip -->` above")
}

/// Lines have something of a drawing, yet not enough to be kept as one.
pub fn looks_like_diagram(place: Place) -> Diagnostic {
    Diagnostic::new(
        Code::LooksLikeDiagram,
        place,
        "this looks like part of a drawing but was left as ordinary text",
    )
    .help("put a drawing between ```diagram and ```")
}

/// A drawing seems to go on after text that is no part of it.
pub fn diagram_split(place: Place, first_part: Place) -> Diagnostic {
    Diagnostic::new(
        Code::DiagramSplit,
        place,
        "this drawing seems to go on from one above, with ordinary text between",
    )
    .help("put both parts between one ```diagram and ```")
    .related(first_part, "the part above")
}

/// A pipe table whose delimiter row has another number of cells than its header.
pub fn broken_table(place: Place, delimiters: usize, header: usize) -> Diagnostic {
    Diagnostic::new(
        Code::BrokenTable,
        place,
        format!(
            "this table's header has {header} and its delimiter row {delimiters} cells: it is shown \
             as a paragraph, as GitHub does"
        ),
    )
    .help("give both rows the same number of cells")
}

/// A drawing holds tabs.
pub fn tab_in_diagram(place: Place) -> Diagnostic {
    Diagnostic::new(
        Code::TabInDiagram,
        place,
        "a tab inside a drawing: it is shown with a stop at every eighth column",
    )
    .help("write blanks instead")
}

/// A drawing holds a character that other programs may set in another width, or not show at all.
pub fn odd_width_in_diagram(place: Place, found: char, why: &str) -> Diagnostic {
    Diagnostic::new(
        Code::OddWidthInDiagram,
        place,
        format!("U+{:04X} in a drawing is {why}", u32::from(found)),
    )
    .help("columns may be off where this text is read elsewhere")
}

/// A drawing is wider than most screens.
pub fn wide_diagram(place: Place, columns: usize, limit: usize) -> Diagnostic {
    Diagnostic::new(
        Code::WideDiagram,
        place,
        format!("this drawing is {columns} columns wide: beyond {limit} it has to be scrolled"),
    )
}

/// A fence is not closed, and there is a drawing in what it swallows.
pub fn diagram_in_unclosed_fence(place: Place, fence: Place) -> Diagnostic {
    Diagnostic::new(
        Code::DiagramInUnclosedFence,
        place,
        "this drawing is part of a code block that is never closed",
    )
    .help("close the fence above, or remove it")
    .related(fence, "opened here")
}

/// A drawing has neither caption nor text alternative.
pub fn diagram_without_caption(place: Place) -> Diagnostic {
    Diagnostic::new(
        Code::DiagramWithoutCaption,
        place,
        "this drawing has no caption, and nothing that a screen reader could say in its place",
    )
    .help("write `<!-- diagram: caption=\"…\" alt=\"…\" -->` on the line above")
}

/// The page does not hold a drawing character for character.
pub fn diagram_bytes_differ(place: Place) -> Diagnostic {
    Diagnostic::new(
        Code::DiagramBytesDiffer,
        place,
        "this drawing on its page differs from its source",
    )
    .help(
        "a theme of one's own must set `postmortem.html` as it is; with the default theme this is \
         an error of the program: please report it with the drawing",
    )
}
