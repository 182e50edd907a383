//! The command line. `clap`'s door.

mod beginning;

pub use beginning::{Import, Init, System};

use chrono::NaiveDate;
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use std::net::IpAddr;
use std::path::PathBuf;

/// A static-site generator for postmortem archives: it understands the timelines people really
/// write and keeps their diagrams to the character.
#[derive(Debug, Parser)]
#[command(name = "retrospect", version, propagate_version = true)]
pub struct Cli {
    /// What holds for every verb.
    #[command(flatten)]
    pub general: General,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// Options of every verb.
#[derive(Clone, Debug, Args)]
pub struct General {
    /// The site's folder [default: the nearest one upwards with a `site.toml`]
    #[arg(long, global = true, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The site's settings [default: `site.toml` in the site's folder]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: hints too, which only `check` tells without it
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Write the site to a folder
    Build(Build),
    /// Write the site to a folder and keep it up to date
    Watch(Watch),
    /// Preview the site in a browser; pages follow the files
    Serve(Serve),
    /// Tell everything that is wrong, missing or doubtful
    Check(Check),
    /// Print the archive for other programs
    Export(Export),
    /// Lay out a new archive: settings, a first postmortem, a workflow that publishes it
    Init(Init),
    /// Start a postmortem
    New(New),
    /// Put what old postmortems say in prose into their front matter
    Adopt(Adopt),
    /// Make documents of the incidents that another system keeps
    Import(Import),
    /// Say what a finding means, with an example before and after
    Explain(Explain),
    /// Print a JSON Schema, with which editors complete and check
    Schema(Schema),
    /// Print completions for a shell
    Completions(Completions),
    /// Print the manual page
    Man,
}

/// Options of `build`.
#[derive(Debug, Args)]
#[command(
    after_help = "What a build was made of is kept in `.retrospect-cache` in the site's folder, so that the same\nbuild is not made again; it may be removed.\n\nExamples:\n  retrospect build\n  retrospect build --out /srv/www/incidents --strict\n  retrospect build --edition public"
)]
pub struct Build {
    /// Folder to write to [default: `public` in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Address at which the site will stand, in place of `site.toml`'s
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Edition to build [default: the `default_edition` of `site.toml`, or everything]
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    /// Build drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Let warnings fail the build
    #[arg(long)]
    pub strict: bool,
    /// How the folder is written.
    #[command(flatten)]
    pub writing: Writing,
}

/// How an output folder is written.
#[derive(Debug, Args)]
pub struct Writing {
    /// Write into a folder that holds files no build of retrospect wrote; they stay
    #[arg(long)]
    pub force: bool,
    /// Move files in one by one, where the folder itself is mounted or opened elsewhere
    #[arg(long)]
    pub in_place: bool,
}

/// Options of `watch`.
#[derive(Debug, Args)]
#[command(
    after_help = "It ends on Ctrl-C or SIGTERM once the build under way is done, with exit status 0;\na second one ends it at once, with 130."
)]
pub struct Watch {
    /// What to build.
    #[command(flatten)]
    pub build: Build,
    /// Look at the files twice a second, for mounts that send no events
    #[arg(long)]
    pub poll: bool,
}

/// Options of `serve`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  retrospect serve --open\n  retrospect serve --port 0 --no-drafts\n\nIt ends on Ctrl-C or SIGTERM, with exit status 0."
)]
pub struct Serve {
    /// Port; 0 takes any free one. Where it is taken, the next free one is
    #[arg(long, default_value_t = 3000, value_name = "N")]
    pub port: u16,
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub host: IpAddr,
    /// Open a browser
    #[arg(long)]
    pub open: bool,
    /// Edition to show [default: the `default_edition` of `site.toml`, or everything]
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    /// Leave drafts out
    #[arg(long)]
    pub no_drafts: bool,
    /// Look at the files twice a second, for mounts that send no events
    #[arg(long)]
    pub poll: bool,
}

/// Options of `check`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_HELP)]
pub struct Check {
    /// Tell of these files only [default: of all]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Form of the findings; all but `human` go to standard output
    #[arg(long, value_enum, default_value_t = FindingsFormat::Human)]
    pub format: FindingsFormat,
    /// Edition to check [default: the `default_edition` of `site.toml`, or everything]
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    /// Let warnings fail the check
    #[arg(long)]
    pub strict: bool,
    /// Day on which action items are overdue or not; without it, none is
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<NaiveDate>,
}

const CHECK_HELP: &str = "\
Examples:
  retrospect check --strict
  retrospect check content/2024-01-12-orders.md
  retrospect check --today \"$(date +%F)\"
  retrospect check --format github
  retrospect check --format sarif > retrospect.sarif
  retrospect check --format json | jq -r '.findings[] | [.level, .code, .path, .line] | @tsv'

`retrospect explain CODE` says what a finding means and how to silence it.

Exit status: 0 fine, 1 errors (with --strict, warnings too), 2 could not run.";

/// Form of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindingsFormat {
    /// For people, on standard error.
    Human,
    /// One JSON object, for scripts.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub, shown beside the changed lines.
    Github,
}

/// Options of `export`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  retrospect export | jq '.incidents[] | [.slug, .duration.seconds]'\n  \
                  retrospect export --format csv --out incidents.csv"
)]
pub struct Export {
    /// Form of the export
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// File to write to [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Edition to export [default: the `default_edition` of `site.toml`, or everything]
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
    /// Export drafts too
    #[arg(long)]
    pub drafts: bool,
}

/// Form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Everything, as one JSON document.
    Json,
    /// One row for each incident.
    Csv,
    /// A calendar of the unfinished action items that have a day.
    Ics,
}

/// Options of `new`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  retrospect new \"Checkout down\" --date 2026-01-31")]
pub struct New {
    /// What the postmortem is called
    pub title: String,
    /// The day of the incident [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<NaiveDate>,
    /// Open it in the editor that `VISUAL` or `EDITOR` names
    #[arg(long)]
    pub edit: bool,
}

/// Options of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  retrospect explain\n  retrospect explain no-time-zone\n  \
                  retrospect explain theme")]
pub struct Explain {
    /// Code of the finding, as it stands in brackets, or `theme` for the theme manual [default: the
    /// list of all codes]
    pub code: Option<String>,
}

/// Options of `schema`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  retrospect schema front-matter > front-matter.schema.json\n\n\
                  In an archive, its own severities, root causes, services and teams are offered.")]
pub struct Schema {
    /// What the schema describes
    #[arg(value_enum)]
    pub of: Described,
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Described {
    /// The front matter of a document.
    FrontMatter,
    /// `site.toml`.
    Site,
    /// What `export --format json` prints.
    Export,
}

/// Options of `completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                  retrospect completions bash > ~/.local/share/bash-completion/completions/retrospect\n  \
                  retrospect completions zsh > \"${fpath[1]}/_retrospect\"\n  \
                  retrospect completions fish > ~/.config/fish/completions/retrospect.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// The completions of all verbs and options for a shell.
pub fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "retrospect", &mut script);
    script
}

/// The manual page: the program's own, with a section for each verb.
///
/// # Errors
/// Never in memory; the generator's writer could.
pub fn manual() -> std::io::Result<Vec<u8>> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let whole = clap_mangen::Man::new(command.clone());
    let mut page = Vec::new();
    whole.render_title(&mut page)?;
    whole.render_name_section(&mut page)?;
    whole.render_synopsis_section(&mut page)?;
    whole.render_description_section(&mut page)?;
    whole.render_options_section(&mut page)?;
    for verb in command.get_subcommands() {
        page.extend(manual_of(verb)?);
    }
    whole.render_version_section(&mut page)?;
    Ok(page)
}

/// A verb's part of the manual page. What every verb has stands once, at the top.
fn manual_of(verb: &clap::Command) -> std::io::Result<Vec<u8>> {
    let name = verb.get_name().to_uppercase();
    let own = verb.clone().mut_args(|argument| {
        let of_all = ["help", "version"].contains(&argument.get_id().as_str());
        let is_general = argument.is_global_set() || of_all;
        argument.hide(is_general)
    });
    let man = clap_mangen::Man::new(own);
    let mut part = Vec::new();
    man.render_synopsis_section(&mut part)?;
    man.render_description_section(&mut part)?;
    man.render_options_section(&mut part)?;
    man.render_extra_section(&mut part)?;
    let text = String::from_utf8_lossy(&part).replace(".SH EXTRA", ".SH NOTES");
    let text = text.replace(".SH ", ".SS ");
    Ok(format!(".SH \"RETROSPECT {name}\"\n{text}").into_bytes())
}

/// Options of `adopt`.
#[derive(Debug, Args)]
#[command(
    after_help = "Without --write or --to, nothing is written: the change is shown as a diff.\n\nExamples:\n  retrospect adopt old/*.md\n  retrospect adopt --write content/orders.md\n  retrospect adopt --to content/ ~/wiki/postmortems/"
)]
pub struct Adopt {
    /// Postmortems, or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write the front matter into the files; their bodies stay as they are, to the byte
    #[arg(long)]
    pub write: bool,
    /// Copy the files with their front matter into this folder, under dated names, with the images
    /// and other files that they name
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
}
