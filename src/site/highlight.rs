//! Code → the same characters with classes by what they are. `syntect`'s door.
//!
//! Syntect reads code by the grammars of Sublime Text and names every stretch by a stack of scopes
//! (`source.shell string.quoted.double.shell`). A page has one class of ten for it, which the theme
//! colours; no character is added, dropped or changed.

use crate::parse::markdown::render::escaped;
use std::sync::LazyLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

/// The grammars; read when the first code is coloured.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Names that people write in fences and no grammar goes by.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("shell", "bash"),
    ("golang", "go"),
    ("csharp", "cs"),
    ("c#", "cs"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("postgresql", "sql"),
    ("psql", "sql"),
    ("mysql", "sql"),
    ("make", "makefile"),
    ("patch", "diff"),
];

/// Scope → class; of two that fit the longer one stands first.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "comment"),
    ("meta.structure.dictionary.key.json", "name"),
    ("entity.name.function", "call"),
    ("entity.name.tag", "name"),
    ("entity.name", "type"),
    ("entity.other.attribute-name", "name"),
    ("entity.other.inherited-class", "type"),
    ("support.function", "call"),
    ("support.class", "type"),
    ("support.type", "type"),
    ("support.constant", "constant"),
    ("variable.function", "call"),
    ("variable.parameter.option", "constant"),
    ("variable.language", "keyword"),
    ("variable.other.readwrite", "variable"),
    ("variable.parameter", "variable"),
    ("string", "string"),
    ("constant", "constant"),
    ("keyword.operator", ""),
    ("keyword", "keyword"),
    ("storage", "keyword"),
    ("markup.inserted", "inserted"),
    ("markup.deleted", "deleted"),
    ("meta.diff.header", "comment"),
    ("meta.diff.range", "comment"),
];

/// A scope that colours what stands in it, whatever that is by itself.
const OVER_ALL: &str = "meta.structure.dictionary.key.json";

struct Class {
    scope: Scope,
    name: &'static str,
}

static KNOWN: LazyLock<Vec<Class>> = LazyLock::new(|| {
    let class =
        |(scope, name): &(&str, &'static str)| Some(Class { scope: Scope::new(scope).ok()?, name });
    CLASSES.iter().filter_map(class).collect()
});

static OVER: LazyLock<Option<Scope>> = LazyLock::new(|| Scope::new(OVER_ALL).ok());

/// The code as HTML with classes; `None` for a language that nobody here reads.
pub(super) fn highlighted(language: &str, code: &str) -> Option<String> {
    let mut state = ParseState::new(grammar(language)?);
    let mut stack = ScopeStack::new();
    let mut pen = Pen::default();
    for line in LinesWithEndings::from(code) {
        let mut at = 0;
        for (end, change) in state.parse_line(line, &SYNTAXES).ok()? {
            pen.write(class_of(&stack), line.get(at..end)?);
            at = end;
            stack.apply(&change).ok()?;
        }
        pen.write(class_of(&stack), line.get(at..)?);
    }
    Some(pen.finish())
}

fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    let lower = language.to_ascii_lowercase();
    let other = OTHER_NAMES.iter().find(|(name, _)| *name == lower);
    let syntax = SYNTAXES.find_syntax_by_token(other.map_or(&lower, |(_, name)| name))?;
    (syntax.name != SYNTAXES.find_syntax_plain_text().name).then_some(syntax)
}

/// The class of a stretch: by the innermost scope that has one.
fn class_of(stack: &ScopeStack) -> &'static str {
    let scopes = stack.as_slice();
    if OVER.is_some_and(|over| scopes.iter().any(|scope| over.is_prefix_of(*scope))) {
        return "name";
    }
    let class = |scope: &Scope| KNOWN.iter().find(|class| class.scope.is_prefix_of(*scope));
    scopes.iter().rev().find_map(class).map_or("", |class| class.name)
}

/// HTML in the making; neighbours of one class share an element.
#[derive(Default)]
struct Pen {
    html: String,
    class: &'static str,
}

impl Pen {
    fn write(&mut self, class: &'static str, text: &str) {
        if text.is_empty() {
            return;
        }
        // Blanks show no colour.
        if class != self.class && !text.trim().is_empty() {
            self.close();
            if !class.is_empty() {
                self.html.push_str("<span class=\"code-");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.class = class;
        }
        self.html.push_str(&escaped(text));
    }

    fn close(&mut self) {
        if !self.class.is_empty() {
            self.html.push_str("</span>");
            self.class = "";
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: &str, code: &str, parts: &[(&str, &str)]) {
        let html = highlighted(language, code).expect("a known language");
        for (class, words) in parts {
            let part = format!("<span class=\"code-{class}\">{words}");
            assert!(html.contains(&part), "no {part} in {html}");
        }
    }

    #[test]
    fn code_has_classes() {
        check("rust", "let a = 1;", &[("keyword", "let"), ("constant", "1")]);
        check("shell", "# why\n", &[("comment", "# why")]);
        check("YAML", "key: \"v\"\n", &[("name", "key"), ("string", "&quot;v&quot;")]);
        check("json", "{\"key\": true}", &[("name", "&quot;key&quot;"), ("constant", "true")]);
        check("diff", "-old\n+new\n", &[("deleted", "-old"), ("inserted", "+new")]);
    }

    #[test]
    fn what_no_grammar_reads_stays_plain() {
        for language in ["text", "txt", "plain", "plaintext", "mermaid", "log", ""] {
            assert_eq!(highlighted(language, "if x { \"y\" }"), None, "{language}");
        }
    }

    /// The text of the HTML, as a browser has it.
    fn text_of(html: &str) -> String {
        let mut text = String::new();
        for (at, part) in html.split('<').enumerate() {
            text.push_str(if at == 0 {
                part
            } else {
                part.split_once('>').map_or("", |(_, rest)| rest)
            });
        }
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    }

    proptest::proptest! {
        // Every grammar is compiled once for each; a few texts go through all that matters.
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
        #[test]
        fn no_character_changes(code in "(\\PC|[\n\t<>&\"'$#{}=:経]|if |def |<a href=\"){0,80}") {
            for language in ["bash", "yaml", "json", "python", "html", "sql", "diff"] {
                let html = highlighted(language, &code).unwrap_or_default();
                proptest::prop_assert_eq!(text_of(&html), &*code, "{}", language);
            }
        }
    }
}
