//! What a document's file or folder name says: its slug and perhaps a day.

use crate::model::Slug;
use crate::source::SourcePath;
use chrono::NaiveDate;

/// The name that counts: the file's without its ending, or its folder's for an `index.md`.
fn name(path: &SourcePath) -> &str {
    let file = path.file_name();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if stem != "index" {
        return stem;
    }
    let folder = path.folder().rsplit('/').next().unwrap_or("");
    // An `index.md` right in the content folder has no folder of its own to be named after.
    if path.folder().contains('/') { folder } else { stem }
}

/// The day that a name begins with (`2024-01-12-orders`, `2024_01_12 orders`, `20240112-orders`),
/// and the rest of the name.
fn split(name: &str) -> (Option<NaiveDate>, &str) {
    let digits: String = name.chars().filter(char::is_ascii_digit).take(8).collect();
    for length in [10, 8] {
        let Some(head) = name.get(..length) else { continue };
        let is_date = if length == 8 {
            head.bytes().all(|byte| byte.is_ascii_digit())
        } else {
            let bytes = head.as_bytes();
            bytes[4] == bytes[7] && matches!(bytes[4], b'-' | b'_' | b'.')
        };
        let rest = &name[length..];
        let ends = !rest.starts_with(|c: char| c.is_ascii_digit());
        let day = NaiveDate::parse_from_str(&digits, "%Y%m%d").ok();
        if is_date
            && ends
            && let Some(day) = day
        {
            return (Some(day), rest.trim_start_matches(['-', '_', ' ', '.', ',']));
        }
    }
    (None, name)
}

/// The slug of a document that states none: its name without its date, or the date where the name
/// is nothing else.
pub fn slug(path: &SourcePath) -> Slug {
    let name = name(path);
    match split(name) {
        (_, "") => Slug::of(name),
        (_, rest) => Slug::of(rest),
    }
}

/// A title for a document that says none: its name without its date, as words.
pub fn title(path: &SourcePath) -> String {
    let name = name(path);
    let words = match split(name) {
        (_, "") => name,
        (_, rest) => rest,
    };
    let words = words.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

/// The day in a document's name, or in that of a folder it lies in (`2024-01-12-orders/index.md`).
pub fn day(path: &SourcePath) -> Option<NaiveDate> {
    split(name(path)).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_slug_and_day() {
        let cases = [
            ("content/2024-01-12-orders.md", "orders", Some("2024-01-12")),
            ("content/2024/orders/index.md", "orders", None),
            ("content/2024-01-12-orders/index.md", "orders", Some("2024-01-12")),
            ("content/2019-01-23.md", "2019-01-23", Some("2019-01-23")),
            ("content/20240112_Orders Down.markdown", "orders-down", Some("2024-01-12")),
            ("content/001-buildkite.md", "001-buildkite", None),
            ("content/index.md", "index", None),
            ("content/2024-13-40-x.md", "2024-13-40-x", None),
            ("content/2024-01-123.md", "2024-01-123", None),
            ("content/決済.md", "決済", None),
        ];
        for (path, expected, date) in cases {
            let path = SourcePath::new(path);
            assert_eq!(slug(&path).as_str(), expected, "{path}");
            assert_eq!(day(&path).map(|day| day.to_string()).as_deref(), date, "{path}");
        }
    }
}
