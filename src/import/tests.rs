use super::html::markdown;
use super::quoting::without_heads;
use super::time::instant;

#[track_caller]
fn check_time(text: &str, expected: &str) {
    let time = instant(text).map(|time| time.format("%Y-%m-%dT%H:%M:%S").to_string());
    assert_eq!(time.as_deref().unwrap_or("none"), expected, "{text}");
}

#[test]
fn times_as_other_systems_write_them() {
    check_time("2024-05-06T14:02:11.123Z", "2024-05-06T14:02:11");
    check_time("2013-04-21T13:07:16-06:00", "2013-04-21T19:07:16");
    check_time("2024-05-06T14:02:11+0200", "2024-05-06T12:02:11");
    check_time("2024-05-06 14:02:11 +0200", "2024-05-06T12:02:11");
    check_time("2018-05-25 04:13:00", "2018-05-25T04:13:00");
    check_time("2018-05-25 04:13 UTC", "2018-05-25T04:13:00");
    check_time("2018-05-25", "2018-05-25T00:00:00");
    for text in ["", "soon", "2018-13-01", "25.05.2018 04:13"] {
        check_time(text, "none");
    }
}

#[test]
fn messages_keep_their_words() {
    let cases = [
        ("plain *text* < 5 ms", "plain *text* < 5 ms"),
        ("<p>One</p><p>two<br/>three</p>", "\n\nOne\n\n\n\ntwo\nthree\n\n"),
        (
            "a <a href='https://x.example/(1)'>link</a> &amp; more",
            "a [link](https://x.example/(1) & more",
        ),
        ("<ul><li>one</li><li>two</li></ul>", "\n\n\n- one\n- two\n\n"),
        ("<b>bold</b><style>p {}</style><var data-var='date'>May 6</var>", "**bold**May 6"),
    ];
    for (html, text) in cases {
        assert_eq!(markdown(html), text, "{html}");
    }
}

#[test]
fn a_message_has_no_heads() {
    let cases = [
        ("# one\n\n  ## two", "\\# one||\\## two"),
        ("one\n===\ntwo\n---\n\n---", "one|\\===|two|\\---||---"),
        ("===\n- one", "\\===|- one"),
        ("```\n# one\n~~~\n```\n# two", "```|# one|~~~|```|\\# two"),
        ("#1234 is merged", "\\#1234 is merged"),
    ];
    for (body, lines) in cases {
        assert_eq!(without_heads(body).join("|"), lines, "{body}");
    }
}
