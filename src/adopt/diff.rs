//! Two texts that differ in one stretch → a unified diff (POSIX.1-2024, `diff -u`).

use std::ops::Range;

/// Lines shown before and after what differs.
const CONTEXT: usize = 3;

/// What is said where the last line of a file has no line end.
const NO_LINE_END: &[u8] = b"\n\\ No newline at end of file\n";

/// The diff from `old` to `new`, under their names; empty where they are the same.
pub fn diff(names: (&str, &str), old: &[u8], new: &[u8]) -> Vec<u8> {
    if old == new {
        return Vec::new();
    }
    let (old, new) = (lines(old), lines(new));
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let left = old.len().min(new.len()) - same;
    let same_end = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(left)
        .take_while(|(old, new)| old == new)
        .count();
    let start = same.saturating_sub(CONTEXT);
    let after = same_end.min(CONTEXT);
    let (old_end, new_end) = (old.len() - same_end, new.len() - same_end);
    let mut diff = format!("--- {}\n+++ {}\n", names.0, names.1).into_bytes();
    let hunk = (range(start..old_end + after), range(start..new_end + after));
    diff.extend(format!("@@ -{} +{} @@\n", hunk.0, hunk.1).into_bytes());
    push(&mut diff, b' ', &old[start..same]);
    push(&mut diff, b'-', &old[same..old_end]);
    push(&mut diff, b'+', &new[same..new_end]);
    push(&mut diff, b' ', &old[old_end..old_end + after]);
    diff
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// First line, from 1, and count; of no lines, the one before.
fn range(lines: Range<usize>) -> String {
    match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        count => format!("{},{count}", lines.start + 1),
    }
}

fn push(diff: &mut Vec<u8>, sign: u8, lines: &[&[u8]]) {
    for line in lines {
        diff.push(sign);
        diff.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            diff.extend_from_slice(NO_LINE_END);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        let diff = diff(("a", "b"), old.as_bytes(), new.as_bytes());
        assert_eq!(String::from_utf8(diff).unwrap(), expected);
    }

    #[test]
    fn one_stretch_is_shown_with_its_surroundings() {
        check("a\n", "a\n", "");
        check("a\nb\nc\nd\n", "x\na\nb\nc\nd\n", "--- a\n+++ b\n@@ -1,3 +1,4 @@\n+x\n a\n b\n c\n");
        check("", "x\n", "--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n");
        check(
            "a\nb",
            "a\nx\nb",
            "--- a\n+++ b\n@@ -1,2 +1,3 @@\n a\n+x\n b\n\\ No newline at end of file\n",
        );
        check("a\r\n", "b\r\n", "--- a\n+++ b\n@@ -1 +1 @@\n-a\r\n+b\r\n");
    }
}
