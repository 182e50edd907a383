use super::*;
use crate::diag::report::{Sources, Style, human};
use expect_test::{Expect, expect};

/// Loads a theme of these templates and compares what is told of it.
#[track_caller]
fn check(templates: &[(&str, &str)], expected: &Expect) {
    let file = |(name, text): &(&str, &str)| File {
        path: SourcePath::new(&format!("themes/own/templates/{name}")),
        bytes: text.as_bytes().into(),
    };
    let files: Vec<File> = templates.iter().map(file).collect();
    let mut problems = Vec::new();
    let loaded = Theme::load("own", &files, &mut problems);
    if let Some(theme) = &loaded.theme {
        problems
            .extend(theme.render("index.html", &BTreeMap::<&str, &str>::new()).err().map(|p| *p));
    }
    let sources: Sources<'_> =
        loaded.templates.iter().map(|source| (source.path(), source)).collect();
    expected.assert_eq(&human(&problems, &sources, Style::Plain));
}

#[test]
fn every_template_that_cannot_be_read_is_told() {
    check(
        &[("base.html", "ä {% if %}"), ("index.html", "<p>\n{{ site.title }\n")],
        &expect![[r"
            error[broken-template]: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
             --> themes/own/templates/base.html:1:9
              |
            1 | ä {% if %}
              |         ^^

            error[broken-template]: Found `}` but expected }}.
             --> themes/own/templates/index.html:2:15
              |
            2 | {{ site.title }
              |               ^

        "]],
    );
}

#[test]
fn what_is_not_there_is_told_at_its_place() {
    check(
        &[("index.html", "{% include \"side.html\" %}{{ 1 | bold }}\n{{ <card of={1}/> }}")],
        &expect![[r#"
            error[broken-template]: Unknown template `side.html`
             --> themes/own/templates/index.html:1:12
              |
            1 | {% include "side.html" %}{{ 1 | bold }}
              |            ^^^^^^^^^^^

            error[broken-template]: Unknown filter `bold`
             --> themes/own/templates/index.html:1:33
              |
            1 | {% include "side.html" %}{{ 1 | bold }}
              |                                 ^^^^

            error[broken-template]: Unknown component `card`
             --> themes/own/templates/index.html:2:4
              |
            2 | {{ <card of={1}/> }}
              |    ^^^^^^^^^^^^^^

        "#]],
    );
    check(
        &[("index.html", "{% extends \"default/bose.html\" %}")],
        &expect![[r#"
        error[broken-template]: there is no template `default/bose.html`
         --> themes/own/templates/index.html:1:13
          |
        1 | {% extends "default/bose.html" %}
          |             ^^^^^^^^^^^^^^^^^
          |
          = help: did you mean `default/base.html`?

    "#]],
    );
}

#[test]
fn templates_without_end_are_told() {
    check(
        &[("index.html", "{% extends \"index.html\" %}")],
        &expect![[r#"
        error[broken-template]: templates without end: index.html → index.html
         --> themes/own/templates/index.html:1:13
          |
        1 | {% extends "index.html" %}
          |             ^^^^^^^^^^
          |
          = help: the default theme's template of this name is `default/index.html`

    "#]],
    );
    check(
        &[("index.html", "{% include \"a.html\" %}"), ("a.html", "\n{% include \"index.html\" %}")],
        &expect![[r#"
            error[broken-template]: templates without end: a.html → index.html → a.html
             --> themes/own/templates/a.html:2:13
              |
            2 | {% include "index.html" %}
              |             ^^^^^^^^^^
              |
             ::: themes/own/templates/index.html:1:13
              |
            1 | {% include "a.html" %}
              |             ------ `index.html` leads to `a.html`
              |
              = help: take one of these references out

        "#]],
    );
    check(
        &[(
            "index.html",
            "{% component again() %}{{ <again/> }}{% endcomponent again %}{{ <again/> }}",
        )],
        &expect![[r"
            error[broken-template]: Maximum render recursion depth for components exceeded.
            --> themes/own/templates/index.html

        "]],
    );
}

#[test]
fn what_fails_while_it_runs_is_told_with_the_way_there() {
    check(
        &[
            ("index.html", "<main>\n{% set row = {\"title\": 1} %}{{ <card row={row}/> }}"),
            (
                "card.html",
                "{% component card(row) %}\n<b>{{ row.titel }}</b>{% endcomponent card %}",
            ),
        ],
        &expect![[r#"
            error[broken-template]: Field `titel` is not defined. Available fields: title
             --> themes/own/templates/card.html:2:11
              |
            2 | <b>{{ row.titel }}</b>{% endcomponent card %}
              |           ^^^^^
              |
             ::: themes/own/templates/index.html:2:32
              |
            2 | {% set row = {"title": 1} %}{{ <card row={row}/> }}
              |                                ----------------- called from
              |
              = help: did you mean `title`? `retrospect explain theme` lists all fields

        "#]],
    );
    check(
        &[
            ("index.html", "{% include \"side.html\" %}"),
            ("side.html", "{% for i in range(end=99999999999) %}{% endfor %}"),
        ],
        &expect![[r#"
            error[broken-template]: Function `range` would produce 99999999999 elements, which exceeds the limit of 100000
             --> themes/own/templates/side.html:1:13
              |
            1 | {% for i in range(end=99999999999) %}{% endfor %}
              |             ^^^^^^^^^^^^^^^^^^^^^^
              |
             ::: themes/own/templates/index.html:1:12
              |
            1 | {% include "side.html" %}
              |            ----------- called from

        "#]],
    );
    check(
        &[("index.html", "{{ throw(message=\"no\") }}")],
        &expect![[r#"
        error[broken-template]: no
         --> themes/own/templates/index.html:1:4
          |
        1 | {{ throw(message="no") }}
          |    ^^^^^^^^^^^^^^^^^^^

    "#]],
    );
}
