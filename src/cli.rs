//! The command line. `clap`'s door.

use clap::{Args, Parser, Subcommand, ValueEnum};
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
    /// Say more: hints too
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
    /// Start a postmortem
    New(New),
}

/// Options of `build`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  retrospect build\n  retrospect build --out /srv/www/incidents --strict"
)]
pub struct Build {
    /// Folder to write to [default: `public` in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Address at which the site will stand, in place of `site.toml`'s
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Build drafts too
    #[arg(long)]
    pub drafts: bool,
    /// Let warnings fail the build
    #[arg(long)]
    pub strict: bool,
    /// Write into a folder that holds files no build of retrospect wrote; they stay
    #[arg(long)]
    pub force: bool,
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
    /// Leave drafts out
    #[arg(long)]
    pub no_drafts: bool,
    /// Look at the files twice a second, for mounts that send no events
    #[arg(long)]
    pub poll: bool,
}

/// Options of `check`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 fine, 1 errors (with --strict, warnings too), 2 could not run."
)]
pub struct Check {
    /// Tell of these files only [default: of all]
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Let warnings fail the check
    #[arg(long)]
    pub strict: bool,
}

/// Options of `export`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  retrospect export | jq '.incidents[] | [.slug, .duration.seconds]'"
)]
pub struct Export {
    /// Form of the export
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// File to write to [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Export drafts too
    #[arg(long)]
    pub drafts: bool,
}

/// Form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON document.
    Json,
}

/// Options of `new`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  retrospect new \"Checkout down\" --date 2026-01-31")]
pub struct New {
    /// What the postmortem is called
    pub title: String,
    /// The day of the incident [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<chrono::NaiveDate>,
    /// Open it in the editor that `VISUAL` or `EDITOR` names
    #[arg(long)]
    pub edit: bool,
}
