//! Addresses that lead to people: of mail, and of the public internet.

use crate::source::Span;
// Addresses as values; nothing is opened.
use core::net::{Ipv4Addr, Ipv6Addr};

/// Mailboxes of functions, which are nobody's own.
const FUNCTIONS: &[&str] = &[
    "abuse",
    "admin",
    "alerts",
    "billing",
    "contact",
    "dev",
    "git",
    "hello",
    "help",
    "hostmaster",
    "info",
    "legal",
    "mailer-daemon",
    "no-reply",
    "noreply",
    "notifications",
    "on-call",
    "oncall",
    "ops",
    "postmaster",
    "press",
    "privacy",
    "root",
    "sales",
    "security",
    "sre",
    "status",
    "support",
    "team",
    "user",
    "username",
    "webmaster",
];

/// Ends of the names of lists (`checkout-team@`).
const LISTS: &[&str] =
    &["-alerts", "-announce", "-dev", "-list", "-oncall", "-ops", "-support", "-team", "-users"];

/// Hosts of lists, and of addresses made to lead to nobody.
const LIST_HOSTS: &[&str] = &["googlegroups.com", "users.noreply.github.com"];

/// Last parts of names that are no domains: units of systemd, files.
const NO_DOMAINS: &[&str] = &[
    "css",
    "device",
    "gif",
    "html",
    "jpeg",
    "jpg",
    "js",
    "json",
    "local",
    "md",
    "mount",
    "path",
    "png",
    "scope",
    "service",
    "slice",
    "socket",
    "svc",
    "svg",
    "target",
    "timer",
    "yaml",
    "yml",
    // Names kept for examples (RFC 2606, section 2; RFC 6761).
    "example",
    "internal",
    "invalid",
    "localhost",
    "test",
];

/// Name servers that everybody knows, and what stands for an address in examples.
const WELL_KNOWN: &[Ipv4Addr] = &[
    Ipv4Addr::new(1, 2, 3, 4),
    Ipv4Addr::new(1, 1, 1, 1),
    Ipv4Addr::new(1, 0, 0, 1),
    Ipv4Addr::new(8, 8, 8, 8),
    Ipv4Addr::new(8, 8, 4, 4),
    Ipv4Addr::new(9, 9, 9, 9),
];

/// E-mail addresses of people, in order.
pub(super) fn mail(text: &str) -> Vec<Span> {
    text.match_indices('@').filter_map(|(at, _)| mailbox(text, at)).collect()
}

fn mailbox(text: &str, at: usize) -> Option<Span> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
    let is_domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let local = &text[text[..at].trim_end_matches(is_local).len()..at];
    let rest = &text[at + 1..];
    let domain =
        rest[..rest.len() - rest.trim_start_matches(is_domain).len()].trim_end_matches(['.', '-']);
    let start = at - local.len();
    let before = text[..start].chars().next_back();
    let after = rest[domain.len()..].chars().next();
    let (name, last) = domain.rsplit_once('.')?;
    let is_domain = last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !NO_DOMAINS.contains(&last.to_ascii_lowercase().as_str())
        && !is_example(name);
    let is_person = is_person(&local.to_ascii_lowercase(), &domain.to_ascii_lowercase());
    // `https://kim@host`, `kim@host:path`, `@scope/name@1.x`: places of programs.
    let stands_alone =
        !matches!(before, Some('/' | ':' | '@')) || text[..start].ends_with("mailto:");
    let ends_alone = !matches!(after, Some(':' | '@'));
    (is_domain && is_person && stands_alone && ends_alone)
        .then(|| Span::new(start, at + 1 + domain.len()))
}

/// False for the mailboxes of functions and lists, as far as their names tell.
fn is_person(local: &str, domain: &str) -> bool {
    local.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !FUNCTIONS.contains(&local)
        && !LISTS.iter().any(|end| local.ends_with(end))
        && !LIST_HOSTS.contains(&domain)
        && !domain.starts_with("lists.")
}

/// `example.com`, `mail.example.org` (RFC 2606, section 3).
fn is_example(name: &str) -> bool {
    name.rsplit('.').next().is_some_and(|name| name.eq_ignore_ascii_case("example"))
}

/// Addresses of single hosts of the public internet, in order.
pub(super) fn internet(text: &str) -> Vec<Span> {
    let is_part = |c: char| c.is_ascii_hexdigit() || matches!(c, '.' | ':');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(is_part).map(|next| at + next) {
        let rest = &text[start..];
        let run = &rest[..rest.len() - rest.trim_start_matches(is_part).len()];
        at = start + run.len();
        let bare = run.trim_end_matches(['.', ':']);
        let before = text[..start].chars().next_back();
        let after = text[start + bare.len()..].chars().next();
        if stands_alone(before, after) && is_public(bare) && !is_version(&text[..start]) {
            found.push(Span::new(start, start + bare.len()));
        }
    }
    found
}

/// True where the address is no part of a name, a path or a network (`192.0.2.0/24`).
fn stands_alone(before: Option<char>, after: Option<char>) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
    !before.is_some_and(|c| is_part(c) && c != '/') && !after.is_some_and(is_part)
}

/// True after `v` and `version`.
fn is_version(before: &str) -> bool {
    let word = before.trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    matches!(word.as_str(), "v" | "version" | "versions" | "release")
}

/// True for one host's address that anybody can reach.
fn is_public(address: &str) -> bool {
    let bare = address.split_once(':').filter(|(_, port)| port.parse::<u16>().is_ok());
    let bare = bare.map_or(address, |(host, _)| host);
    if let Ok(four) = bare.parse::<Ipv4Addr>() {
        return is_public_four(four);
    }
    // `::1` and `a::b` are words of programming languages more often than hosts.
    let n_groups = bare.split(':').filter(|group| !group.is_empty()).count();
    n_groups >= 4 && bare.parse::<Ipv6Addr>().is_ok_and(is_public_six)
}

fn is_public_four(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    let is_reserved = first == 0 || first >= 224;
    let ends_in_network = address.octets()[3] == 0;
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || is_shared
        || is_reserved
        || ends_in_network
        || WELL_KNOWN.contains(&address))
}

/// Global unicast (RFC 4291, section 2.4), examples (RFC 3849) aside.
fn is_public_six(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    (0x2000..0x4000).contains(&first) && !(first == 0x2001 && second == 0x0db8)
}
