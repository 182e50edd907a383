//! A made-up archive of as many incidents as one likes; the same number gives the same bytes.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Writes an archive of `count` documents, some 5 KB each, into a folder.
pub fn make(folder: &Path, count: usize) {
    let write = |name: &str, text: &str| {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write("site.toml", SITE);
    for number in 0..count {
        write(&path(number), &text(number, count, "first"));
    }
}

/// The settings of the archive.
pub const SITE: &str =
    "title = \"Made up\"\nbase_url = \"https://example.org/\"\ntimezone = \"UTC\"\n";

/// Where a document lies, from the site's folder.
pub fn path(number: usize) -> String {
    let (year, month, day) = day(number);
    format!("content/{year}/{year}-{month:02}-{day:02}-incident-{number}.md")
}

fn day(number: usize) -> (usize, usize, usize) {
    (2015 + number % 11, 1 + number % 12, 1 + number % 28)
}

const WORDS: [&str; 16] = [
    "queue",
    "requests",
    "waited",
    "until",
    "the",
    "pager",
    "rang",
    "while",
    "dashboards",
    "told",
    "nothing",
    "of",
    "a",
    "cache",
    "that",
    "lied",
];

/// Prose that is another for every number.
fn prose(seed: usize, words: usize) -> String {
    let word =
        |at: usize| WORDS[(seed.wrapping_mul(31).wrapping_add(at * (7 + seed % 5))) % WORDS.len()];
    (0..words).map(word).collect::<Vec<_>>().join(" ") + "."
}

/// A document with a timeline, a link, a drawing, code and action items; `mark` is a word of it.
pub fn text(number: usize, count: usize, mark: &str) -> String {
    let mut text = front_matter(number);
    let _ = write!(text, "## Summary\n\n{}\n\n", prose(number, 60));
    text.push_str("## Timeline\n\nAll times UTC.\n\n");
    for entry in 0..14 {
        let (hour, minute) = (9 + entry / 3, entry % 3 * 20);
        let _ = writeln!(text, "- {hour:02}:{minute:02} {}", prose(number + entry, 12));
    }
    let _ = write!(
        text,
        "\n## Root cause\n\n{} See [[incident-{}]].\n\n{}\n\n```text\n+------+     +-------+\n| api  |---->| queue |\n\
         +------+     +-------+\n```\n\n```yaml\nretries:\n  attempts: {}  # was 3\n  jitter: \"none\"\n```\n\n",
        prose(number + 1, 150),
        (number * 17 + 5) % count,
        prose(number + 2, 150),
        number % 97
    );
    let _ = write!(
        text,
        "## Lessons\n\n{}\n\nSaved as {mark}.\n\n## Action items\n\n\
         - [ ] {} (@ana, due 2026-01-31)\n- [x] {}\n",
        prose(number + 3, 200),
        prose(number + 4, 10),
        prose(number + 5, 10)
    );
    text
}

fn front_matter(number: usize) -> String {
    let (year, month, day) = day(number);
    format!(
        "---\ntitle: Incident {number}\ndate: {year}-{month:02}-{day:02}\nduration: {}m\nimpact: {}%\n\
         root_cause: cause-{}\nseverity: sev{}\nservices: [service-{}, service-{}]\n---\n\n",
        10 + number % 290,
        1 + number % 99,
        number % 12,
        1 + number % 4,
        number % 40,
        (number / 3) % 40
    )
}
