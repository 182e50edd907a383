//! What of a writer's raw HTML and addresses may reach a page. `ammonia`'s door.

use super::written;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Where an address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// To another site, by a scheme that is safe to follow.
    Outside,
    /// To a file of the archive or a place in the document.
    Inside,
    /// Nowhere that a page may lead.
    Refused,
}

const SCHEMES: [&str; 6] = ["http", "https", "mailto", "tel", "ftp", "ftps"];

/// Tells an address's kind by its scheme. Browsers skip control characters and blanks in front of
/// and inside a scheme (WHATWG URL, "basic URL parser", steps 1 and 3), so these do not count.
pub(super) fn classify(destination: &str) -> Address {
    let bare: String =
        destination.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    if bare.starts_with("//") || bare.starts_with("\\\\") {
        return Address::Outside;
    }
    let head = bare.split(['/', '?', '#']).next().unwrap_or("");
    match head.split_once(':') {
        Some((scheme, _)) if SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
            Address::Outside
        }
        Some(_) => Address::Refused,
        None => Address::Inside,
    }
}

/// True for a single HTML comment and nothing else.
pub(super) fn is_comment(html: &str) -> bool {
    let Some(inner) = html.trim().strip_prefix("<!--") else { return false };
    inner.find("-->").is_some_and(|end| end + "-->".len() == inner.len())
}

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::default();
    builder
        .add_tags(["section", "input", "figure", "figcaption", "picture"])
        .add_generic_attributes([
            "class",
            "id",
            "role",
            "tabindex",
            "aria-label",
            "aria-hidden",
            "data-language",
        ])
        .add_tag_attributes("input", ["type", "disabled", "checked"])
        .add_tag_attributes("img", ["loading"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("ol", ["start"])
        .set_tag_attribute_value("input", "type", "checkbox")
        .set_tag_attribute_value("input", "disabled", "")
        .link_rel(None)
        .url_relative(ammonia::UrlRelative::Custom(Box::new(written::mark)))
        .url_schemes(HashSet::from(SCHEMES));
    builder
});

/// Keeps what the allow-list knows, balances elements and drops the rest.
pub(super) fn sanitise(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

/// The markup for readers of feeds: every address absolute from `page`, and no class, script or
/// picture that needs the site around it.
///
/// Where `page` is no absolute address, those of the markup stay as they are.
pub fn absolute(html: &str, page: &str) -> String {
    let mut builder = ammonia::Builder::default();
    builder.add_tags(["figure", "figcaption"]).link_rel(None);
    builder.url_schemes(HashSet::from(SCHEMES));
    if let Ok(base) = ammonia::Url::parse(page) {
        builder.url_relative(ammonia::UrlRelative::RewriteWithBase(base));
    }
    builder.clean(&without_heading_links(html)).to_string()
}

/// The `#` after a heading leads nowhere outside its page.
fn without_heading_links(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(" <a class=\"anchor\"") {
        kept.push_str(before);
        rest = after.split_once("</a>").map_or("", |(_, rest)| rest);
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_schemes_lead_outside() {
        let cases = [
            ("https://example.org", Address::Outside),
            ("HTTP://example.org", Address::Outside),
            ("//example.org/x", Address::Outside),
            ("mailto:a@b", Address::Outside),
            ("other.md#part", Address::Inside),
            ("a/b:c.md", Address::Inside),
            ("#part:two", Address::Inside),
            ("javascript:alert(1)", Address::Refused),
            (" java\tscript:alert(1)", Address::Refused),
            ("data:text/html,x", Address::Refused),
            ("vbscript:x", Address::Refused),
        ];
        for (destination, kind) in cases {
            assert_eq!(classify(destination), kind, "{destination:?}");
        }
    }

    #[test]
    fn holes_and_our_own_markup_survive() {
        let html = "<div class=\"code\"><pre tabindex=\"0\"><code>x</code></pre></div>\
                    <a href=\"\u{FDD0}h0\u{FDD1}\">l</a><b onclick=\"x()\">b</b><script>x</script>";
        let expected = "<div class=\"code\"><pre tabindex=\"0\"><code>x</code></pre></div>\
                        <a href=\"\u{FDD0}h0\u{FDD1}\">l</a><b>b</b>";
        assert_eq!(sanitise(html), expected);
    }

    #[test]
    fn a_comment_is_told_from_text_beside_one() {
        assert!(is_comment("<!-- a\nb -->\n"));
        assert!(!is_comment("<!-- a --> text <!-- b -->"));
        assert!(!is_comment("<!-- open"));
    }

    #[test]
    fn feeds_hold_absolute_addresses() {
        let html = "<h2 id=\"a\">A <a class=\"anchor\" href=\"#a\">#</a></h2>\
                    <p class=\"x\"><a href=\"#a\">a</a><img src=\"../b.png\"></p>";
        let wanted = "<h2>A</h2><p><a href=\"https://x.org/i/#a\">a</a>\
                      <img src=\"https://x.org/b.png\"></p>";
        assert_eq!(absolute(html, "https://x.org/i/"), wanted);
    }
}
