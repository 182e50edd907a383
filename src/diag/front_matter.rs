//! Findings about front matter and what follows from it.

use super::{Code, Diagnostic, Place, nearest, suggest};

/// The opening fence has no closing one.
pub fn unclosed_front_matter(place: Place, fence: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnclosedFrontMatter,
        place,
        format!("front matter is opened by `{fence}` and never closed"),
    )
    .help(format!("write `{fence}` alone on the line after the last key"))
}

/// The front matter's own language does not hold; `reason` is its parser's.
pub fn broken_front_matter(place: Place, language: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BrokenFrontMatter,
        place,
        format!("front matter is not {language}: {reason}"),
    )
    .help("until it is mended, none of its keys is used; the body is read all the same")
}

/// A key stands twice, or under two of its names.
pub fn duplicate_key(place: Place, key: &str, first: Place) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey, place, format!("`{key}` is stated a second time"))
        .help("keep one of them; the first is used")
        .related(first, "first stated here")
}

/// A value is not of its key's kind.
pub fn bad_value(place: Place, key: &str, found: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(Code::BadValue, place, format!("`{key}` cannot be `{found}`"))
        .help(format!("write {wanted}"))
}

/// A value is none of a key's words.
pub fn bad_word(place: Place, key: &str, found: &str, known: &[&str]) -> Diagnostic {
    let finding = Diagnostic::new(Code::BadValue, place, format!("`{key}` cannot be `{found}`"));
    suggest(finding, found, known)
}

/// A duration that nothing can be made of.
pub fn unreadable_duration(place: Place, found: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadableDuration, place, format!("duration `{found}` cannot be read"))
        .help("write it as `2h30m`, `150m`, `1d 5h`, `PT2H30M`, `ongoing` or `unknown`")
}

/// A bare number as duration.
pub fn bare_duration(place: Place, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnreadableDuration,
        place,
        format!("duration `{found}` has no unit: minutes or hours?"),
    )
    .help(format!("write `{found}m` for minutes or `{found}h` for hours"))
}

/// An impact of exactly 1.
pub fn impact_of_one(place: Place) -> Diagnostic {
    Diagnostic::new(Code::AmbiguousImpact, place, "impact `1` may mean 1 % or 100 %")
        .help("write `1%` or `100%`")
}

/// An impact outside 0 to 100 %.
pub fn impact_out_of_range(place: Place, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::AmbiguousImpact,
        place,
        format!("impact `{found}` is not within 0 to 100 %"),
    )
    .help("write a share such as `60%`; a number of people goes into `impact.count`")
}

/// An impact that nothing can be made of.
pub fn unreadable_impact(place: Place, found: &str) -> Diagnostic {
    Diagnostic::new(Code::AmbiguousImpact, place, format!("impact `{found}` cannot be read"))
        .help("write a share such as `60%`, `10-15%` or `unknown`, or a table with `percent`, `of`, `count`, `summary`")
}

/// A severity that `site.toml` does not declare.
pub fn unknown_severity(place: Place, found: &str, known: &[&str]) -> Diagnostic {
    let finding =
        Diagnostic::new(Code::UnknownSeverity, place, format!("unknown severity `{found}`"));
    suggest(finding, found, known)
}

/// A root cause that `site.toml` does not declare.
pub fn unknown_root_cause(place: Place, found: &str, known: &[&str]) -> Diagnostic {
    let finding =
        Diagnostic::new(Code::UnknownRootCause, place, format!("unknown root cause `{found}`"));
    suggest(finding, found, known)
}

/// A service that `site.toml` does not declare.
pub fn unknown_service(place: Place, found: &str, known: &[&str]) -> Diagnostic {
    let finding =
        Diagnostic::new(Code::UnknownService, place, format!("unknown service `{found}`"));
    suggest(finding, found, known)
}

/// A team that `site.toml` does not declare.
pub fn unknown_team(place: Place, found: &str, known: &[&str]) -> Diagnostic {
    let finding = Diagnostic::new(Code::UnknownTeam, place, format!("unknown team `{found}`"));
    suggest(finding, found, known)
}

/// A zone that the IANA database does not know.
pub fn unknown_time_zone(place: Place, found: &str, near: Option<&str>) -> Diagnostic {
    let finding =
        Diagnostic::new(Code::UnknownTimeZone, place, format!("unknown time zone `{found}`"));
    match near {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("write an IANA name such as `Europe/Berlin` or `UTC`"),
    }
}

/// The stated duration is not the time between start and resolution.
pub fn duration_disagrees(place: Place, stated: &str, events: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DurationDisagrees,
        place,
        format!("says {stated}, its own events give {events}"),
    )
    .help(format!("write `{}`, or mend `started` or `resolved`", events.replace(' ', "")))
}

/// A milestone comes before one that it must follow.
pub fn phases_out_of_order(place: Place, later: &str, earlier: &str) -> Diagnostic {
    Diagnostic::new(Code::PhasesOutOfOrder, place, format!("{later} lies before {earlier}"))
        .help("check both times, their days and their zones")
}

/// Front matter holds a list or a single value where keys are wanted; `kind` says which.
pub fn front_matter_without_keys(place: Place, kind: &str) -> Diagnostic {
    Diagnostic::new(Code::BrokenFrontMatter, place, format!("front matter is {kind}, not keys"))
        .help("write keys with values, such as `title: Checkout down`")
}

/// A value is a list where a text is wanted, or the like; `kind` says what it is.
pub fn wrong_kind(place: Place, key: &str, kind: &str, wanted: &str) -> Diagnostic {
    Diagnostic::new(Code::BadValue, place, format!("`{key}` cannot be {kind}"))
        .help(format!("write {wanted}"))
}

/// A zone is given by an abbreviation, which is a different one to different people.
pub fn abbreviated_time_zone(place: Place, found: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownTimeZone,
        place,
        format!("`{found}` names different zones to different people"),
    )
    .help("write an IANA name such as `Europe/Berlin`, or an offset such as `+01:00`")
}

/// One of `action_items` does not say what is to be done.
pub fn action_item_without_text(place: Place) -> Diagnostic {
    Diagnostic::new(Code::BadValue, place, "an action item needs `text`")
        .help("write what is to be done, such as `text: Watch the certificate's last day`")
}

/// A key of front matter that nothing knows; too many are known to list them.
pub fn unknown_front_matter_key(place: Place, found: &str, known: &[&str]) -> Diagnostic {
    let finding = Diagnostic::new(Code::UnknownKey, place, format!("unknown key `{found}`"));
    match nearest(found, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help(format!("a key of your own starts with `x-`: `x-{found}`")),
    }
}

/// The body gives several shares of those hit; the largest is taken.
pub fn impact_disagrees(place: Place, largest: &str, other: &str) -> Diagnostic {
    Diagnostic::new(
        Code::ImpactDisagrees,
        place,
        format!("impact is {largest} here and {other} elsewhere"),
    )
    .help(format!("state one: `impact: {}`", largest.replace(' ', "")))
}

/// Front matter is written so that no key can be added without changing what is there.
pub fn front_matter_without_room(place: Place) -> Diagnostic {
    Diagnostic::new(Code::BrokenFrontMatter, place, "no key can be added to this front matter")
        .help("write one key a line, none of them indented")
}
