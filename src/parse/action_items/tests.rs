use super::*;
use crate::config;
use crate::source::Source;
use proptest::prelude::*;

fn read(markdown: &str) -> Vec<ActionItem> {
    let source = Source::from_text("content/a.md", markdown);
    let site = Source::from_text("site.toml", "[[teams]]\nname = \"platform\"");
    let config = config::read(&site, &mut Vec::new());
    let document = Document::parse(&source, 0);
    let outline = Outline::of(&document, None);
    action_items(&document, &outline, &config)
}

/// Items as `line text | owner=… due=… status=… kind=… link=…`.
#[track_caller]
fn check(markdown: &str, expected: &[&str]) {
    let shown: Vec<String> = read(markdown)
        .iter()
        .map(|item| {
            let fields = [
                item.owner.as_ref().map(|owner| format!(" owner={owner}")),
                item.due.map(|due| format!(" due={due}")),
                item.status.map(|status| format!(" status={}", status.word())),
                item.kind.map(|kind| format!(" kind={}", kind.word())),
                item.link.as_ref().map(|link| format!(" link={link}")),
            ];
            let fields: Vec<String> = fields.into_iter().flatten().collect();
            format!("{} {} |{}", item.line, item.text, fields.concat())
        })
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn the_seed_has_three_tasks_and_a_paragraph_about_them() {
    check(
        ">> Corrective and Preventative Measures\n\n* Improvements: We need to improve our server \
         capacity planning. We also need more.\n\n>> Tasks:\n\n* Upgrade our servers.\n* Implement \
         a better load balancing solution.\n* Enhance our monitoring system.\n\n## 1. Make people \
         read\n\n* not this\n",
        &[
            "7 Upgrade our servers. |",
            "8 Implement a better load balancing solution. |",
            "9 Enhance our monitoring system. |",
        ],
    );
}

#[test]
fn boxes_owners_and_days_are_read() {
    check(
        "## Action items\n- [x] Alert (@jonas, due 2024-04-12)\n- [ ] Test the backup @kim\n\
         - [ ] Roll out (platform)\n- Write it down (Ana Lee)\n- Keep (KIAM) and (see below)\n\
         - Fix it by 2024-05-01\n- @bo: call them\n- Ask (Bo, OPS-12; in progress)\n",
        &[
            "2 Alert | owner=jonas due=2024-04-12 status=done",
            "3 Test the backup | owner=kim status=open",
            "4 Roll out | owner=platform status=open",
            "5 Write it down | owner=Ana Lee",
            "6 Keep (KIAM) and (see below) |",
            "7 Fix it | due=2024-05-01",
            "8 call them | owner=bo",
            "9 Ask | owner=Bo status=in-progress link=OPS-12",
        ],
    );
}

#[test]
fn an_owner_is_read_beside_a_day_that_is_not() {
    check(
        "## Action items\n- Raise limit (owner: Sam, due: Nov 20)\n- Add alert (@lena, by Friday)\n\
         - Write it down (Kim, by Friday)\n- Test it (@lena, bis 15.03.2025)\n\
         - Split it (due 2024-02-01, owner: Sam, P1)\n- Call them @maria - by July 1\n\
         - @maria - by July 1\n- Wait (by Friday)\n- Keep (Bo, and the others)\n\
         - Use the flag - by default\n",
        &[
            "2 Raise limit (due: Nov 20) | owner=Sam",
            "3 Add alert (by Friday) | owner=lena",
            "4 Write it down (by Friday) | owner=Kim",
            "5 Test it (bis 15.03.2025) | owner=lena",
            "6 Split it (P1) | owner=Sam due=2024-02-01",
            "7 Call them - by July 1 | owner=maria",
            "8 by July 1 | owner=maria",
            "9 Wait (by Friday) |",
            "10 Keep (Bo, and the others) |",
            "11 Use the flag - by default |",
        ],
    );
}

#[test]
fn states_are_read_in_front_and_behind() {
    check(
        "## Follow-ups\n- [done] a b\n- DONE: c d\n- e f - TODO\n- IN PROGRESS g h\n- ~~i j~~\n\
         - ✅ k l\n- m n [done]\n- Todo lists are fine\n- TODO\n- N/A\n",
        &[
            "2 a b | status=done",
            "3 c d | status=done",
            "4 e f | status=open",
            "5 g h | status=in-progress",
            "6 i j | status=done",
            "7 k l | status=done",
            "8 m n | status=done",
            "9 Todo lists are fine |",
        ],
    );
}

#[test]
fn tickets_are_linked() {
    check(
        "## Next steps\n- Kill it ([Issue](https://example.org/a/issues/1)).\n- Mend it. [Pull \
         Request](https://example.org/a/pull/2)\n- Fix it ([#12](https://example.org/a/issues/12))\n- See [the docs](https://example.org/)\n\
         - [Mend](javascript:alert(1)) it (OPS-3)\n",
        &[
            "2 Kill it | link=https://example.org/a/issues/1",
            "3 Mend it. | link=https://example.org/a/pull/2",
            "4 Fix it | link=https://example.org/a/issues/12",
            "5 See the docs |",
            "6 Mend it | link=OPS-3",
        ],
    );
}

#[test]
fn groups_and_details_hang_below() {
    check(
        "## Remediation\n- **Short term**\n  - Add a check\n    - Owner: Kim\n    - Due: 2024-02-01\n    \
         - because of x\n- Detection:\n  - Alert\n- Detect: page earlier\n- Split it\n  - [ ] first half\n",
        &[
            "3 Add a check | owner=Kim due=2024-02-01",
            "8 Alert |",
            "9 Detect: page earlier | kind=detect",
            "10 Split it |",
            "11 first half | status=open",
        ],
    );
}

#[test]
fn tables_are_read_by_their_heads() {
    check(
        "## Action items\n\n| Action Item | Type | Owner | Due | Status | Bug |\n|-|-|-|-|-|-|\n\
         | Add quota | prevent | @kim | 2024-02-01 | DONE | OPS-7 |\n| Ask them | process | TBD | | wip | |\n\
         | | | | | | |\n\n| Name | Size |\n|-|-|\n| a | 1 |\n",
        &[
            "5 Add quota | owner=kim due=2024-02-01 status=done kind=prevent link=OPS-7",
            "6 Ask them | status=in-progress kind=process",
        ],
    );
}

#[test]
fn sections_inside_belong_unless_they_are_about_something_else() {
    check(
        "## Action items\n\n### Team A\n- a b\n\n### Timeline\n- 14:00 c\n\n## Impact\n- d\n",
        &["4 a b |"],
    );
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(- |\\* |  |\n|\\[x\\] |\\(|\\)|@|due |2024-02-01|DONE|\\||-|é|\\[|\\]|:|,|~~|\\*\\*|a){0,60}") {
        for item in read(&format!("## Tasks\n{text}")) {
            prop_assert!(!item.text.is_empty());
        }
    }
}
