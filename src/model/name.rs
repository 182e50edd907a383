//! Checked names.

use std::fmt;
use std::str::FromStr;

/// Why a text is no [`Slug`] or [`Tag`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameError {
    /// Nothing is left of it.
    Empty,
    /// A character that has no place in it.
    BadCharacter(char),
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NameError::Empty => f.write_str("it is empty"),
            NameError::BadCharacter(found) => write!(f, "it holds `{}`", found.escape_default()),
        }
    }
}

/// Last part of a page's address: lower-case letters and digits of any script, and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// The slug that a title, tag or file name folds to.
    pub fn of(text: &str) -> Slug {
        Slug(fold(text))
    }

    /// The slug's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Slug, NameError> {
        if text.is_empty() {
            return Err(NameError::Empty);
        }
        match text.chars().find(|&c| !(c == '-' || is_slug_letter(c))) {
            Some(found) => Err(NameError::BadCharacter(found)),
            None => Ok(Slug(text.to_owned())),
        }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_slug_letter(c: char) -> bool {
    c.is_alphanumeric() && !c.is_uppercase()
}

/// Lower-cased, with every run of other characters as one `-`, so that names that differ only in
/// case or punctuation fall together. A text without any letter or digit becomes its code points.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if is_slug_letter(c) {
            folded.push(c);
        } else if !folded.is_empty() && !folded.ends_with('-') {
            folded.push('-');
        }
    }
    folded.truncate(folded.trim_end_matches('-').len());
    if folded.is_empty() {
        let points: Vec<String> = text.chars().map(|c| format!("u{:x}", u32::from(c))).collect();
        return if points.is_empty() { "untitled".to_owned() } else { points.join("-") };
    }
    folded
}

/// A root cause, service, team or free tag: its words as written, compared by their folded form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag {
    folded: String,
    written: String,
}

impl Tag {
    /// The words as written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The form that decides whether two tags are one, and that names its shelf's address.
    pub fn slug(&self) -> &str {
        &self.folded
    }

    /// A tag of any text that is not blank.
    pub fn of(text: &str) -> Option<Tag> {
        let written = text.trim();
        (!written.is_empty()).then(|| Tag { folded: fold(written), written: written.to_owned() })
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// How bad an incident was, in the archive's own words (`sev1`, `major`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Severity {
    /// The name as the archive writes it.
    pub name: Tag,
    /// Its place among the declared severities, 0 being the worst; `None` where undeclared.
    pub rank: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_brings_spellings_together() {
        let cases = [
            ("Expired Certificate", "expired-certificate"),
            ("CI/CD", "ci-cd"),
            ("  --x--  ", "x"),
            ("Überlauf", "überlauf"),
            ("決済", "決済"),
            ("🔥", "u1f525"),
            ("", "untitled"),
        ];
        for (text, folded) in cases {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn a_slug_holds_nothing_that_an_address_must_escape_twice() {
        assert_eq!("a/b".parse::<Slug>(), Err(NameError::BadCharacter('/')));
        assert_eq!("".parse::<Slug>(), Err(NameError::Empty));
        assert!("orders-2024".parse::<Slug>().is_ok());
        assert_eq!("..".parse::<Slug>(), Err(NameError::BadCharacter('.')));
    }
}
