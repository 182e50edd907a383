//! A site's own theme, from the command line.

use crate::folder::{Folder, ORDERS};
use crate::program::run;

/// An archive of five incidents in a theme of its own.
fn themed(template: &str) -> Folder {
    let site = Folder::small_site();
    site.write("site.toml", "title = \"Small\"\ntheme = \"own\"\n");
    for name in ["bread", "cakes", "menus", "tables"] {
        site.write(&format!("content/2024-05-07-{name}.md"), &ORDERS.replace("Orders", name));
    }
    site.write("themes/own/templates/postmortem.html", template);
    site
}

#[test]
fn a_block_is_overridden_and_the_rest_stays() {
    let site = themed(
        "{% extends \"default/postmortem.html\" %}\n\
         {% block foot %}<p>Written by {{ postmortem.authors | join }}.</p>{{ super() }}{% endblock foot %}",
    );
    run(site.path(), &["build"]).ends(0);
    let page = site.read("public/incidents/orders/index.html");
    for expected in ["<p>Written by", "class=\"foot\"", "class=\"heart\"", "saw no orders"] {
        assert!(page.contains(expected), "{expected} is not in\n{page}");
    }
}

#[test]
fn a_template_that_fails_on_one_page_only_is_found_by_check_and_build() {
    let site = themed(
        "{% extends \"default/postmortem.html\" %}\n\
         {% block foot %}{% if postmortem.source is containing(pat=\"tables\") %}\n\
         {{ postmortem.source_line }}\n\
         {% endif %}{% endblock foot %}",
    );
    for verb in ["check", "build"] {
        run(site.path(), &[verb])
            .ends(1)
            .says("error[broken-template]: Field `source_line` is not defined")
            .says("themes/own/templates/postmortem.html:3:15")
            .says("met while making `incidents/tables/`");
    }
}

#[test]
fn the_index_is_named_where_its_template_fails() {
    let site = themed("{% extends \"default/postmortem.html\" %}");
    let index =
        "{% extends \"default/index.html\" %}{% block intro %}{{ index.x }}{% endblock intro %}";
    site.write("themes/own/templates/index.html", index);
    run(site.path(), &["build"]).ends(1).says("met while making `index.html`");
}

#[test]
fn the_manual_tells_every_template_and_value() {
    let site = Folder::small_site();
    let manual = run(site.path(), &["explain", "theme"]).ends(0).stdout;
    let expected = [
        "{% extends \"default/index.html\" %}",
        "Blocks: ",
        "PostmortemView",
        "reading_minutes: number",
    ];
    for expected in expected {
        assert!(manual.contains(expected), "{expected} is not in\n{manual}");
    }
}
