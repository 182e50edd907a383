//! `init`: the files of a new archive, none of them over one that is there.

use super::new::today;
use super::{Verdict, answer, here, say};
use crate::archive::CONTENT;
use crate::cli::{General, Init};
use crate::disk;
use crate::failure::Failure;
use chrono::Days;
use std::path::{Path, PathBuf};

const SITE: &str = include_str!("site.toml");
const FIRST: &str = include_str!("first.md");
const IGNORED: &str = include_str!("gitignore");
const WORKFLOW: &str = include_str!("pages.yml");

/// Days until the example's action items are due.
const DUE: Days = Days::new(60);

/// Runs the verb. What is there already stays, so that an archive can be given what it lacks.
pub fn run(general: &General, arguments: &Init) -> Result<Verdict, Failure> {
    let folder = match (&arguments.folder, &general.root) {
        (Some(folder), _) | (None, Some(folder)) => folder.clone(),
        (None, None) => here()?,
    };
    let has_content = folder.join(CONTENT).exists();
    let top = disk::repository_top(&folder);
    let below = top.as_ref().map_or_else(String::new, |top| top.below.clone());
    let workflows = top.map_or_else(|| folder.clone(), |top| top.folder).join(".github/workflows");
    let mut files = vec![
        (folder.join("site.toml"), site(arguments, &below)),
        (folder.join(".gitignore"), IGNORED.to_owned()),
        (workflows.join("pages.yml"), workflow(arguments, &below)),
    ];
    if !has_content {
        files.insert(1, first(&folder));
    }
    let mut made_workflow = false;
    for (file, text) in files {
        if disk::create_missing(&file, text.as_bytes())? {
            made_workflow |= file.starts_with(&workflows);
            answer(file.display());
        } else if !general.quiet {
            say(format_args!("{} is there already and stays as it is", file.display()));
        }
    }
    if arguments.program.is_none() && made_workflow {
        say(format_args!(
            "pages.yml does not know yet where to install retrospect from: write the address of its \
             repository behind `PROGRAM:` there, or name it with --program"
        ));
    }
    if !general.quiet {
        say(format_args!("next: retrospect serve --root {} --open", folder.display()));
    }
    Ok(Verdict::Clean)
}

fn first(folder: &Path) -> (PathBuf, String) {
    let day = today();
    let due = day.checked_add_days(DUE).unwrap_or(day);
    let text = FIRST.replace("{day}", &day.to_string()).replace("{due}", &due.to_string());
    (folder.join(CONTENT).join(format!("{day}-example.md")), text)
}

/// A JSON string is a basic string of TOML too, but for DEL (TOML 1.0, section String).
fn quoted(text: &str) -> String {
    serde_json::Value::from(text.replace('\u{7F}', "")).to_string()
}

fn site(arguments: &Init, below: &str) -> String {
    let title = arguments.title.as_deref().unwrap_or("Postmortems");
    let base_url = match arguments.repository.as_deref().and_then(pages_address) {
        Some(address) => format!("base_url = {}", quoted(&address)),
        None => "# base_url = \"https://example.org/incidents/\"   # for feeds and the site map"
            .to_owned(),
    };
    let repository = match arguments.repository.as_deref() {
        Some(address) => format!("repository = {}", quoted(&source_address(address, below))),
        None => "# repository = \"https://git.example.org/sre/incidents/blob/main\"".to_owned(),
    };
    SITE.replace("{title}", &quoted(title))
        .replace("{base_url}", &base_url)
        .replace("{repository}", &repository)
}

/// Owner and name of a repository on GitHub.
fn on_github(address: &str) -> Option<(&str, &str)> {
    let path = address.trim_end_matches('/').strip_prefix("https://github.com/")?;
    let (owner, name) = path.trim_end_matches(".git").split_once('/')?;
    (!owner.is_empty() && !name.is_empty() && !name.contains('/')).then_some((owner, name))
}

/// Where GitHub Pages puts the site of a repository.
fn pages_address(address: &str) -> Option<String> {
    let (owner, name) = on_github(address)?;
    let host = format!("{}.github.io", owner.to_lowercase());
    let is_owners = name.eq_ignore_ascii_case(&host);
    Some(if is_owners { format!("https://{host}/") } else { format!("https://{host}/{name}/") })
}

/// What the path of a source file is appended to.
fn source_address(address: &str, below: &str) -> String {
    let address = address.trim_end_matches('/');
    let plain = address.strip_suffix(".git").unwrap_or(address);
    let branch = if on_github(address).is_some() {
        format!("{plain}/blob/main")
    } else if plain.contains("gitlab") {
        format!("{plain}/-/blob/main")
    } else {
        plain.to_owned()
    };
    if below.is_empty() { branch } else { format!("{branch}/{below}") }
}

/// The workflow's one guess would be the registry, and what has this name there tomorrow is anybody's:
/// where nobody says where the program comes from, the workflow stops and asks.
fn workflow(arguments: &Init, below: &str) -> String {
    let program = arguments.program.as_deref().unwrap_or_default();
    let root = if below.is_empty() { "." } else { below };
    WORKFLOW.replace("{program}", program).replace("{root}", root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_where_github_puts_them() {
        let cases = [
            ("https://github.com/Acme/incidents", "https://acme.github.io/incidents/"),
            ("https://github.com/Acme/incidents.git", "https://acme.github.io/incidents/"),
            ("https://github.com/acme/Acme.github.io/", "https://acme.github.io/"),
        ];
        for (repository, address) in cases {
            assert_eq!(pages_address(repository).as_deref(), Some(address));
        }
        assert_eq!(pages_address("https://git.example.org/acme/incidents"), None);
    }

    #[test]
    fn sources_stand_on_the_main_branch() {
        let cases = [
            ("https://github.com/a/b", "", "https://github.com/a/b/blob/main"),
            ("https://github.com/a/b.git", "docs/x", "https://github.com/a/b/blob/main/docs/x"),
            ("https://gitlab.example.org/a/b", "", "https://gitlab.example.org/a/b/-/blob/main"),
            ("https://git.example.org/a/b/tree", "", "https://git.example.org/a/b/tree"),
        ];
        for (repository, below, address) in cases {
            assert_eq!(source_address(repository, below), address);
        }
    }
}
