//! Arguments of the verbs with which an archive begins.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Options of `import`.
#[derive(Debug, Args)]
#[command(after_help = IMPORT_HELP)]
pub struct Import {
    /// The system
    #[arg(value_enum)]
    pub from: System,
    /// Its export: a file, or for cState the folder of its issues
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// Folder to write the documents to [default: the archive's `content`]
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
}

const IMPORT_HELP: &str = "\
One document an incident, with front matter and timeline. What could not be carried over is
told, and no file is written over.

Examples:
  curl -s https://status.example.org/api/v2/incidents.json > incidents.json
  retrospect import statuspage incidents.json
  gh issue list --label status --state all --limit 1000 \\
    --json number,title,body,state,createdAt,closedAt,labels,comments,author,url > issues.json
  retrospect import github-issues issues.json --to content/
  retrospect import cstate ../status/content/issues";

/// A system that keeps incidents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum System {
    /// Incidents of Atlassian Statuspage as its API answers them.
    Statuspage,
    /// Issues as `gh issue list --json` prints them, and as Upptime keeps its incidents.
    GithubIssues,
    /// Issues of cState.
    Cstate,
}

/// Options of `init`.
#[derive(Debug, Args)]
#[command(
    after_help = "What is there already stays as it is, so an archive can be given what it lacks.\n\nExample:\n  retrospect init incidents --title \"Our incidents\" --repository https://github.com/acme/incidents"
)]
pub struct Init {
    /// Folder of the archive [default: the one you are in]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// What the archive is called
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Address of the repository that the archive is kept in
    #[arg(long, value_name = "URL", value_parser = address)]
    pub repository: Option<String>,
    /// Git repository that the workflow installs retrospect from, with `#REVISION` at its end that
    /// revision; without it the workflow stops and asks for it
    #[arg(long, value_name = "URL", value_parser = address)]
    pub program: Option<String>,
}

/// An address that is written into files as it is.
fn address(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").unwrap_or("");
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:@%+#".contains(c);
    if rest.is_empty() || !rest.chars().all(is_plain) {
        return Err("write it in full, such as https://github.com/acme/incidents".to_owned());
    }
    Ok(text.to_owned())
}
