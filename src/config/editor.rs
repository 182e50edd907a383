//! Addresses that open an editor at a place.

use super::node::{Node, keys};
use super::read::Reader;

keys! {
    /// The keys of the preview.
    ServeKeys { editor = "editor", }
}
/// An address with holes for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    pattern: String,
}

/// The addresses that editors are known to register.
const KNOWN: &[(&str, &str)] = &[
    ("cursor", "cursor://file{file}:{line}:{column}"),
    ("idea", "idea://open?file={file}&line={line}&column={column}"),
    ("macvim", "mvim://open?url=file://{file}&line={line}"),
    ("sublime", "subl://open?url=file://{file}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{file}&line={line}&column={column}"),
    ("vscode", "vscode://file{file}:{line}:{column}"),
    ("vscodium", "vscodium://file{file}:{line}:{column}"),
    ("zed", "zed://file{file}:{line}:{column}"),
];

/// Schemes that run or show what stands in the address instead of opening something.
const REFUSED: &[&str] = &["blob", "data", "javascript", "vbscript"];

impl Editor {
    /// The editor of a name, or the address itself where it has a scheme and a `{file}`.
    pub fn from_word(word: &str) -> Option<Editor> {
        let known = KNOWN.iter().find(|(name, _)| *name == word).map(|(_, pattern)| *pattern);
        let pattern = known.or_else(|| is_address(word).then_some(word))?;
        Some(Editor { pattern: pattern.to_owned() })
    }

    /// The address of a place: `file` is an absolute path, line and column count from 1.
    pub fn address(&self, file: &str, line: u32, column: u32) -> String {
        self.pattern
            .replace("{line}", &line.to_string())
            .replace("{column}", &column.to_string())
            .replace("{file}", &encoded(file))
    }
}

fn is_address(word: &str) -> bool {
    let Some((scheme, rest)) = word.split_once(':') else { return false };
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(is_letter)
        && !REFUSED.contains(&scheme.to_ascii_lowercase().as_str())
        && rest.contains("{file}")
        && !word.contains(|c: char| c.is_whitespace() || c.is_control())
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// A path for an address: all that could end or split one is percent-encoded (RFC 3986, section
/// 2.3). A path that begins with a drive gets a `/` in front, as file addresses have it.
fn encoded(file: &str) -> String {
    let file = file.replace('\\', "/");
    let mut text = String::with_capacity(file.len() + 1);
    if !file.starts_with('/') {
        text.push('/');
    }
    for byte in file.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~' | b':') {
            text.push(char::from(byte));
        } else {
            text.push('%');
            for digit in [byte >> 4, byte & 15] {
                text.push(char::from(HEX[usize::from(digit)]));
            }
        }
    }
    text
}

impl Reader<'_> {
    /// `[serve]`
    pub(super) fn editor(&mut self, node: &Node) -> Option<Editor> {
        let (keys, strays) = ServeKeys::of(self.entries(node, "serve")?);
        self.strays(&strays, ServeKeys::KEYS);
        let ServeKeys { editor } = keys;
        let text = self.text(editor)?;
        let known = Editor::from_word(&text);
        if known.is_none() {
            self.bad(
                editor?.node.span,
                "editor",
                "`vscode`, `idea` or another known editor, or an address with `{file}` such as \
                 `myeditor://open?file={file}&line={line}`",
            );
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_becomes_an_address() {
        let cases = [
            ("vscode", "/srv/a b.md", Some("vscode://file/srv/a%20b.md:3:5")),
            ("vscode", "C:\\a.md", Some("vscode://file/C:/a.md:3:5")),
            ("idea", "/srv/ä&.md", Some("idea://open?file=/srv/%C3%A4%26.md&line=3&column=5")),
            ("ed://{file}#{line}", "/a.md", Some("ed:///a.md#3")),
            ("emacs", "/a.md", None),
            ("ed://open", "/a.md", None),
            ("javascript:alert('{file}')", "/a.md", None),
            ("JavaScript:alert('{file}')", "/a.md", None),
        ];
        for (word, file, address) in cases {
            let found = Editor::from_word(word).map(|editor| editor.address(file, 3, 5));
            assert_eq!(found.as_deref(), address, "{word}");
        }
    }
}
