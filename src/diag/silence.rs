//! Findings about what is said about findings.

use super::{Code, Diagnostic, Place, nearest};

/// A name that is no finding's code.
pub fn unknown_code(place: Place, found: &str) -> Diagnostic {
    let finding = Diagnostic::new(Code::UnknownCode, place, format!("no finding is `{found}`"));
    match nearest(found, Code::names()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("`retrospect explain` lists all of them"),
    }
}

/// A finding that nothing may turn off is to be turned off, or told less loudly.
pub fn cannot_silence(place: Place, code: Code) -> Diagnostic {
    Diagnostic::new(
        Code::CannotSilence,
        place,
        format!("`{}` cannot be silenced: the site would be wrong without a word", code.name()),
    )
    .help(format!("mend what it is about; `retrospect explain {}` says how", code.name()))
}

/// A finding is silenced that is not there.
pub fn needless_silence(place: Place, code: Code) -> Diagnostic {
    Diagnostic::new(
        Code::NeedlessSilence,
        place,
        format!("there is no `{}` here to be silenced", code.name()),
    )
    .help("take it out, so that the next one is told")
}
