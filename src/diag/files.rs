//! Findings about files and `site.toml`.

use super::{Code, Diagnostic, Place, suggest};
use crate::source::{Flaw, SourcePath};

/// A file could not be read; `reason` is the operating system's.
pub fn unreadable_file(path: &SourcePath, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, Place::file(path), format!("cannot be read: {reason}"))
        .help("make it readable, rename it, or move it out of the content folder")
}

/// A document has more bytes than are read.
pub fn document_too_large(path: &SourcePath, most: usize) -> Diagnostic {
    let most = format!("{}.{} MB", most / 1_000_000, most / 100_000 % 10);
    let message = format!("cannot be read: it has more than the {most} that a document may have");
    Diagnostic::new(Code::UnreadableFile, Place::file(path), message)
        .help("move logs into a file beside the document and link to it")
}

/// A document or `site.toml` is not UTF-8.
pub fn invalid_utf8(place: Place) -> Diagnostic {
    Diagnostic::new(Code::InvalidUtf8, place, "not UTF-8 from here on")
        .help("save the file as UTF-8")
}

/// A document holds NUL bytes.
pub fn nul_byte(place: Place) -> Diagnostic {
    Diagnostic::new(Code::NulByte, place, "NUL byte, shown as U+FFFD")
        .help("is this a text file? Remove the byte, or move the file out of the content folder")
}

/// What had to be changed to read a file.
pub fn flaw(path: &SourcePath, flaw: &Flaw) -> Diagnostic {
    match flaw {
        Flaw::InvalidUtf8(span) => invalid_utf8(Place::new(path, *span)),
        Flaw::Nul(span) => nul_byte(Place::new(path, *span)),
    }
}

/// A document holds nothing but white space.
pub fn empty_document(path: &SourcePath) -> Diagnostic {
    Diagnostic::new(Code::EmptyDocument, Place::file(path), "the document is empty")
        .help("write it, or remove the file; `retrospect new TITLE` shows a start")
}

/// There is no document in the content folder.
pub fn no_documents(content: &SourcePath) -> Diagnostic {
    Diagnostic::new(Code::NoDocuments, Place::file(content), "no postmortem found")
        .help("`retrospect new \"Checkout down\"` writes the first one")
}

/// There is no `site.toml`.
pub fn no_site_file(path: &SourcePath) -> Diagnostic {
    Diagnostic::new(Code::NoSiteFile, Place::file(path), "not found; defaults are used")
        .help("write one with at least `title = \"Postmortems\"`")
}

/// `site.toml` is no TOML; `reason` is the parser's.
pub fn broken_site_file(place: Place, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::BrokenSiteFile, place, format!("not TOML: {reason}"))
        .help("until it is mended, nothing of the file is used")
}

/// A value of `site.toml` is not of its kind.
pub fn bad_site_value(place: Place, key: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(Code::BadSiteValue, place, format!("`{key}` must be {wanted}"))
}

/// A key of `site.toml` or of front matter that nothing knows.
pub fn unknown_key(place: Place, found: &str, known: &[&str]) -> Diagnostic {
    let finding = Diagnostic::new(Code::UnknownKey, place, format!("unknown key `{found}`"));
    suggest(finding, found, known)
}
