//! Addresses inside the site, and the files that answer them.

use std::fmt;

/// Address of something in the site, from the site's root and without a leading `/`: empty for
/// the index, `incidents/orders/` for a page, `assets/site.css` for a file. Not percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(String);

impl UrlPath {
    /// The address of these parts; a page's ends in `/`.
    pub fn new(path: &str) -> UrlPath {
        UrlPath(path.trim_start_matches('/').to_owned())
    }

    /// The text, not percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that a static host answers with.
    pub fn output(&self) -> OutputPath {
        if self.0.is_empty() || self.0.ends_with('/') {
            OutputPath(format!("{}index.html", self.0))
        } else {
            OutputPath(self.0.clone())
        }
    }

    /// The address percent-encoded (RFC 3986, section 3.3: everything but `pchar` and `/`).
    pub fn encoded(&self) -> String {
        encode(&self.0)
    }

    /// The way up from this address to the site's root: `./` at the root, else `../` per level.
    pub fn to_root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            levels => "../".repeat(levels),
        }
    }

    /// The address of its file relative to the page `from`, percent-encoded, such that it works
    /// under any mount and from `file://`, where no server turns a folder into its `index.html`.
    pub fn relative_to(&self, from: &UrlPath) -> String {
        let to = self.output();
        let shared = shared_folders(&from.0, to.as_str());
        let up = "../".repeat(from.0[shared..].matches('/').count());
        format!("{up}{}", encode(&to.as_str()[shared..]))
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Bytes up to and including the last `/` of the folders that both share.
fn shared_folders(from: &str, to: &str) -> usize {
    let same = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    from.as_bytes()[..same].iter().rposition(|&b| b == b'/').map_or(0, |at| at + 1)
}

fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b'@'
            | b'!'
            | b'$'
            | b'('
            | b')'
            | b'*'
            | b'+'
            | b','
            | b';'
            | b'=' => encoded.push(char::from(byte)),
            _ => {
                use std::fmt::Write;
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// Undoes percent-encoding (RFC 3986, section 2.1); text that is not UTF-8 then stays encoded.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// Path of a file below the output folder, with `/` between its parts; never absolute, never `..`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(String);

impl OutputPath {
    /// The path's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_to_the_page() {
        let cases = [
            ("", "", "index.html"),
            ("", "incidents/a/", "incidents/a/index.html"),
            ("incidents/a/", "", "../../index.html"),
            ("incidents/a/", "incidents/ab/", "../ab/index.html"),
            ("incidents/a/", "incidents/a/", "index.html"),
            ("incidents/a/", "incidents/a/log.txt", "log.txt"),
            ("incidents/a/", "assets/x y.css", "../../assets/x%20y.css"),
            ("causes/", "causes/überlauf/", "%C3%BCberlauf/index.html"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(UrlPath::new(to).relative_to(&UrlPath::new(from)), expected, "{from}→{to}");
        }
    }

    #[test]
    fn percent_encoding_is_undone_where_it_is_text() {
        assert_eq!(decode("a%20b"), "a b");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%FF"), "%FF");
        assert_eq!(decode("%C3%BC"), "ü");
    }
}
