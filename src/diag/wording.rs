//! Findings about words that should not be read by everybody.

use super::{Code, Diagnostic, Place};

/// Words that blame a person; `rewording` says what to write of the system instead.
pub fn blaming_words(place: Place, found: &str, rewording: &str) -> Diagnostic {
    Diagnostic::new(Code::BlamingWords, place, format!("`{found}` judges a person"))
        .help(rewording.to_owned())
}

/// A place that was to be filled in.
pub fn template_leftover(place: Place, found: &str) -> Diagnostic {
    Diagnostic::new(Code::TemplateLeftover, place, format!("`{found}` is still to be filled in"))
        .help("write what is known, or take it out")
}

/// A string that looks like a secret; the string itself is not repeated, because findings end up
/// in logs.
pub fn secret_looking_string(place: Place, kind: &str) -> Diagnostic {
    Diagnostic::new(Code::SecretLookingString, place, format!("this looks like {kind}")).help(
        "if it is one, revoke it first, then take it out: what was published once is known; if \
         not, `<!-- retrospect: silence secret-looking-string -->`",
    )
}

/// E-mail addresses or IP addresses of people; the place is that of the first.
pub fn personal_data(place: Place, kind: &str, n_found: usize) -> Diagnostic {
    let message = match n_found {
        1 => format!("{kind} may identify somebody"),
        n => format!("{kind} may identify somebody; there are {n} in all"),
    };
    Diagnostic::new(Code::PersonalData, place, message)
        .help("write a role or a name made up for this document, such as `customer A`")
}
