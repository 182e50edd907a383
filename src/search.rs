//! A site → the index that its full-text search loads. `pagefind`'s door.
//!
//! Pagefind reads the words of every incident and makes many small files of them, of which a
//! browser loads the few that a search needs. The same site gives the same files. An archive of
//! thousands is indexed in parts.

mod earlier;

pub use earlier::earlier;

use crate::archive::Number;
use crate::failure::Failure;
use crate::site::{PART, SearchIndex, Searched, Site};
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use rayon::prelude::*;
use std::fmt::Display;
use std::path::Path;

/// What Pagefind makes besides: ready-made surfaces, in place of which the theme has its own.
const SURFACES: [&str; 4] =
    ["pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight."];

/// The program that searches, without the part of it that is made for a language.
const PROGRAM: [&str; 2] = ["pagefind.js", "pagefind-worker.js"];

/// The searching program for languages whose endings it does not know.
const PLAIN_PROGRAM: &str = "wasm.unknown.pagefind";

/// The name and the text of Pagefind's licence, which asks to be beside each copy of its program.
const LICENSE: (&str, &str) = ("license.txt", include_str!("search/pagefind-license.txt"));

/// What is no word of an incident's: the marks beside its headings.
const NO_WORDS: &str = "a.anchor";

/// Indexes a site; `None` as soon as `is_wanted` says that nobody waits for it any more.
///
/// # Errors
/// Where Pagefind cannot work.
pub fn index(
    site: &Site,
    mut is_wanted: impl FnMut() -> bool,
) -> Result<Option<SearchIndex>, Failure> {
    // Pagefind works on the threads of this program's own pool; what it waits for is this one.
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(failed)?;
    let oldest_first: Vec<Number> = (0..site.archive().documents.len()).rev().collect();
    let mut files = Vec::new();
    for (part, numbers) in oldest_first.chunks(PART).enumerate() {
        let Some(made) = runtime.block_on(index_part(site, numbers, &mut is_wanted))? else {
            return Ok(None);
        };
        files.extend(needed(part, made));
    }
    let (name, text) = LICENSE;
    files.push((name.to_owned(), text.as_bytes().to_vec()));
    Ok(Some(earlier::listed(site, files)))
}

/// Files with their paths.
type Files = Vec<(String, Vec<u8>)>;

/// One for all callers, for the texts of Pagefind's surfaces, megabytes, come into the binary with it.
async fn index_part(
    site: &Site,
    numbers: &[Number],
    is_wanted: &mut dyn FnMut() -> bool,
) -> Result<Option<Files>, Failure> {
    let options = PagefindServiceConfig::builder()
        .force_language(site.archive().config.language.to_ascii_lowercase())
        .exclude_selectors(vec![NO_WORDS.to_owned()])
        .build();
    let mut index = PagefindIndex::new(Some(options)).map_err(failed)?;
    let searched: Vec<Searched> = numbers.par_iter().map(|number| site.searched(*number)).collect();
    for Searched { href, html } in searched {
        if !is_wanted() {
            return Ok(None);
        }
        index.add_html_file(None, Some(href), html).await.map_err(failed)?;
    }
    let files = index.get_files().await.map_err(failed)?;
    let named = |path: &Path| path.to_string_lossy().replace('\\', "/");
    Ok(Some(files.into_iter().map(|file| (named(&file.filename), file.contents)).collect()))
}

/// The same beside other work: on one core, whatever the machine has.
///
/// # Errors
/// Where Pagefind cannot work.
pub fn index_aside(
    site: &Site,
    is_wanted: impl FnMut() -> bool + Send,
) -> Result<Option<SearchIndex>, Failure> {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().map_err(failed)?;
    one.install(|| index(site, is_wanted))
}

/// The files that the theme's search loads. The program that searches lies beside the first part
/// only, the others in folders that are named by their numbers.
fn needed(part: usize, files: Files) -> impl Iterator<Item = (String, Vec<u8>)> {
    let of_language = |name: &str| name.starts_with("wasm.");
    let has_own = files.iter().any(|(name, _)| of_language(name) && name != PLAIN_PROGRAM);
    let is_program = move |name: &str| PROGRAM.contains(&name) || of_language(name);
    let is_superfluous = move |name: &str| {
        SURFACES.iter().any(|surface| name.starts_with(surface))
            || (name == PLAIN_PROGRAM && has_own)
            || (is_program(name) && part > 0)
    };
    let placed = move |name: String| if part == 0 { name } else { format!("{part}/{name}") };
    let needed = files.into_iter().filter(move |(name, _)| !is_superfluous(name));
    needed.map(move |(name, bytes)| (placed(name), bytes))
}

fn failed(error: impl Display) -> Failure {
    Failure::new(
        format!("cannot make the search index: {error:#}"),
        "build without it by `enabled = false` under `[search]` in site.toml",
    )
}
