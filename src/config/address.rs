//! Where the site and its sources stand.

use super::node::Entry;
use super::read::Reader;

impl Reader<'_> {
    pub(super) fn base_url(&mut self, entry: Option<&Entry>) -> Option<String> {
        let text = self.text(entry)?;
        if is_web_address(&text) && !text.contains(['?', '#']) {
            return Some(format!("{}/", text.trim_end_matches('/')));
        }
        let span = entry?.node.span;
        self.bad(
            span,
            "base_url",
            "an absolute address such as `https://example.org/postmortems/`",
        );
        None
    }

    pub(super) fn repository(&mut self, entry: Option<&Entry>) -> Option<String> {
        let text = self.text(entry)?;
        if is_web_address(&text) {
            let open = text.ends_with(['/', '=']);
            return Some(if open { text } else { text + "/" });
        }
        let span = entry?.node.span;
        self.bad(
            span,
            "repository",
            "the absolute address that source paths are appended to, such as \
             `https://git.example.org/team/archive/blob/main/`",
        );
        None
    }

    /// A name of the domain name system (RFC 1123, section 2.1), with at least two labels.
    pub(super) fn cname(&mut self, entry: Option<&Entry>) -> Option<String> {
        let text = self.text(entry)?;
        if is_host(&text) {
            return Some(text.to_ascii_lowercase());
        }
        self.bad(entry?.node.span, "cname", "a host's name such as `incidents.example.org`");
        None
    }
}

fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(is_label)
}

/// `http` or `https`, a host, and no blank.
fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.starts_with(['/', '?', '#', ':'])
            && !rest.is_empty()
            && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}
