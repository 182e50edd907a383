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
    /// More than [`LONGEST_NAME`] bytes.
    TooLong,
}

/// Most bytes of a name that becomes a file's or a folder's: file systems take 255, and a day and an
/// ending must find room.
pub const LONGEST_NAME: usize = 200;

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NameError::Empty => f.write_str("it is empty"),
            NameError::BadCharacter(found) => write!(f, "it holds `{}`", found.escape_default()),
            NameError::TooLong => write!(f, "it has more than {LONGEST_NAME} bytes"),
        }
    }
}

/// Last part of a page's address: lower-case letters and digits of any script, and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// The slug that a title, tag or file name folds to; one that is too long is cut.
    pub fn of(text: &str) -> Slug {
        Slug(cut(fold(text)))
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
        if text.len() > LONGEST_NAME {
            return Err(NameError::TooLong);
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

/// At most [`LONGEST_NAME`] bytes of a folded name.
fn cut(mut folded: String) -> String {
    folded.truncate(folded.floor_char_boundary(LONGEST_NAME));
    folded.truncate(folded.trim_end_matches('-').len());
    folded
}

/// A root cause, service, team or free tag: its words as written, compared by the first
/// [`LONGEST_NAME`] bytes of their folded form.
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
        (!written.is_empty())
            .then(|| Tag { folded: cut(fold(written)), written: written.to_owned() })
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

    #[test]
    fn names_are_no_longer_than_disks_take() {
        let long = "é".repeat(LONGEST_NAME);
        assert_eq!(long.parse::<Slug>(), Err(NameError::TooLong));
        assert_eq!(Slug::of(&long).as_str(), "é".repeat(LONGEST_NAME / 2));
        let words = format!("{} b", "a".repeat(LONGEST_NAME - 1));
        let tag = Tag::of(&words).unwrap();
        assert_eq!((tag.as_str(), tag.slug()), (&*words, &words[..LONGEST_NAME - 1]));
    }
}
