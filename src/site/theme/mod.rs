//! Templates and assets of a theme. `tera`'s door.
//!
//! The default theme lies in the binary. A site overrides single files of it in
//! `themes/<name>/templates/` and `themes/<name>/assets/`; a template of its own can extend the
//! default's under its name with `default/` in front. What a template may see is in
//! [`view`](super::view); [`manual`] prints all of it.

pub mod manual;
mod report;
mod tags;
mod texts;

#[cfg(test)]
mod tests;

use crate::diag::{self, Diagnostic, Place, nearest};
use crate::fingerprint::Fingerprint;
use crate::model::UrlPath;
use crate::source::{File, Source, SourcePath};
use include_dir::{Dir, include_dir};
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, ErrorKind, Tera};
use texts::{FALLBACK, Texts};

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Templates, ready to render, and assets by name.
pub struct Theme {
    name: String,
    texts: Texts,
    engine: Tera,
    assets: BTreeMap<String, Asset>,
    addresses: BTreeMap<String, UrlPath>,
    is_own: bool,
}

struct Asset {
    bytes: Vec<u8>,
}

/// What loading a theme gave.
#[derive(Debug)]
pub struct Loaded {
    /// The theme; `None` with a finding where a template is broken.
    pub theme: Option<Theme>,
    /// The templates that findings speak of.
    pub templates: Vec<Source>,
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").field("assets", &self.addresses).finish_non_exhaustive()
    }
}

impl Theme {
    /// Loads theme `name` over the default one.
    pub fn load(name: &str, files: &[File], problems: &mut Vec<Diagnostic>) -> Loaded {
        let mut files_of = Files::default();
        let default = default_files();
        for (path, bytes) in &default {
            files_of.add(path, bytes, &format!("themes/default/{path}"), FALLBACK);
        }
        let folder = format!("themes/{name}/");
        let mut own =
            files.iter().filter(|file| file.path.as_str().starts_with(&folder)).peekable();
        if name != "default" && own.peek().is_none() {
            problems.push(diag::unknown_theme(Place::file(&SourcePath::new("site.toml")), name));
        }
        let mut is_own = false;
        for file in own {
            let path = &file.path.as_str()[folder.len()..];
            // A copy of the default's file is no theme of its own.
            if !default.iter().any(|(known, bytes)| known == path && **bytes == *file.bytes) {
                files_of.add(path, &file.bytes, file.path.as_str(), "");
                is_own = true;
            }
        }
        let Files { mut texts, mut assets, flaws } = files_of;
        problems.extend(flaws);
        problems.extend(texts.leave_out_stale());
        let templates = texts.sources().cloned().collect();
        let engine = match engine(&texts, name) {
            Ok(engine) => engine,
            Err(found) => {
                problems.extend(found);
                return Loaded { theme: None, templates };
            }
        };
        let addresses = settle_addresses(&mut assets);
        let name = name.to_owned();
        Loaded { theme: Some(Theme { name, texts, engine, assets, addresses, is_own }), templates }
    }

    /// Renders a template with its values.
    ///
    /// # Errors
    /// Where the template fails while it runs.
    pub fn render<V: Serialize>(
        &self,
        template: &str,
        view: &V,
    ) -> Result<String, Box<Diagnostic>> {
        let failed = |error: tera::Error| {
            let path = SourcePath::new(&format!("themes/{}/templates/{template}", self.name));
            let source = self.texts.source(template).map_or(&path, Source::path);
            let found = report::findings(&chain(&error), &self.texts, &Place::file(source));
            let first = found.into_iter().next();
            let told =
                first.unwrap_or_else(|| diag::broken_template(Place::file(source), &chain(&error)));
            Box::new(manual::with_near_field(told))
        };
        let context = Context::from_serialize(view).map_err(failed)?;
        self.engine.render(template, &context).map_err(failed)
    }

    /// True where the site has files of its own over the default theme's, which may fail.
    pub fn is_own(&self) -> bool {
        self.is_own
    }

    /// Addresses of the assets by their name without hash.
    pub fn assets(&self) -> &BTreeMap<String, UrlPath> {
        &self.addresses
    }

    /// Bytes of an asset; empty for a name that there is not.
    pub fn asset(&self, name: &str) -> &[u8] {
        self.assets.get(name).map_or(&[][..], |asset| &asset.bytes)
    }
}

/// Every file of the default theme with its path inside it.
fn default_files() -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    let mut folders = vec![&DEFAULT];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(
            folder
                .files()
                .map(|file| (file.path().to_string_lossy().replace('\\', "/"), file.contents())),
        );
    }
    files
}

/// Files of themes, sorted into templates and assets.
#[derive(Default)]
struct Files {
    texts: Texts,
    assets: BTreeMap<String, Asset>,
    flaws: Vec<Diagnostic>,
}

impl Files {
    /// Adds a file by its path inside its theme. `whole` is its path in reports; `before` stands
    /// before a template's name.
    fn add(&mut self, path: &str, bytes: &[u8], whole: &str, before: &str) {
        if let Some(name) = path.strip_prefix("templates/") {
            let source = Source::from_bytes(SourcePath::new(whole), bytes);
            self.flaws.extend(source.flaws().iter().map(|flaw| diag::flaw(source.path(), flaw)));
            self.texts.insert(&format!("{before}{name}"), source);
        } else if let Some(name) = path.strip_prefix("assets/") {
            self.assets.insert(name.to_owned(), Asset { bytes: bytes.to_vec() });
        }
    }
}

/// The engine with all templates, or everything that is wrong with them.
fn engine(texts: &Texts, theme: &str) -> Result<Tera, Vec<Diagnostic>> {
    let place = Place::file(&SourcePath::new(&format!("themes/{theme}/templates")));
    // The engine stops at the first template that it cannot read, so each is read alone first.
    let unread = |(name, text)| Tera::new().add_raw_template(name, text).err();
    let syntax: Vec<Diagnostic> = texts
        .all()
        .filter_map(unread)
        .filter(|error| matches!(error.kind(), ErrorKind::SyntaxError(_)))
        .flat_map(|error| report::findings(&chain(&error), texts, &place))
        .collect();
    if !syntax.is_empty() {
        return Err(syntax);
    }
    let mut engine = Tera::new();
    match engine
        .set_fallback_prefixes([FALLBACK])
        .and_then(|()| engine.add_raw_templates(texts.all()))
    {
        Ok(()) => Ok(engine),
        Err(error) => Err(refused(&error, texts, &place)),
    }
}

/// Findings of what the engine refuses about how templates hang together.
fn refused(error: &tera::Error, texts: &Texts, place: &Place) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let chain: Vec<&str> =
                std::iter::once(tpl).chain(inheritance_chain).map(String::as_str).collect();
            vec![circle(&chain, texts, place)]
        }
        ErrorKind::CircularInclude { include_chain, .. } => {
            let chain: Vec<&str> = include_chain.iter().map(String::as_str).collect();
            vec![circle(&chain, texts, place)]
        }
        ErrorKind::MissingParent { current, parent } => {
            let place = texts.reference(current, parent).unwrap_or_else(|| place.clone());
            let near = nearest(parent, texts.all().map(|(name, _)| name));
            vec![diag::missing_template(place, parent, near)]
        }
        _ => report::findings(&chain(error), texts, place),
    }
}

/// Templates that lead to themselves, each with the place that names the next.
fn circle(chain: &[&str], texts: &Texts, fallback: &Place) -> Diagnostic {
    let mut places = chain.windows(2).filter_map(|pair| {
        let label = format!("`{}` leads to `{}`", pair[0], pair[1]);
        Some((texts.reference(pair[0], pair[1])?, label))
    });
    let first = places.next().map_or_else(|| fallback.clone(), |(place, _)| place);
    let finding = diag::endless_templates(first, chain);
    places.fold(finding, |finding, (place, label)| finding.related(place, label))
}

/// An error with all that caused it, on one line each.
fn chain(error: &tera::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str("\ncaused by: ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// The address of every asset. Style sheets name others as `url("name")`, so those come first and
/// their addresses are set in.
fn settle_addresses(assets: &mut BTreeMap<String, Asset>) -> BTreeMap<String, UrlPath> {
    let is_sheet = |name: &String| name.rsplit('.').next() == Some("css");
    let mut addresses: BTreeMap<String, UrlPath> = assets
        .iter()
        .filter(|(name, _)| !is_sheet(name))
        .map(|(name, asset)| address(name, asset))
        .collect();
    for (name, asset) in assets.iter_mut().filter(|(name, _)| is_sheet(name)) {
        let sheet = UrlPath::new(&format!("assets/{name}"));
        let mut text = String::from_utf8_lossy(&asset.bytes).into_owned();
        for (other, to) in &addresses {
            let to = to.relative_to(&sheet);
            text = text.replace(&format!("url(\"{other}\")"), &format!("url(\"{to}\")"));
        }
        asset.bytes = text.into_bytes();
    }
    let sheets: Vec<(String, UrlPath)> = assets
        .iter()
        .filter(|(name, _)| is_sheet(name))
        .map(|(name, asset)| address(name, asset))
        .collect();
    addresses.extend(sheets);
    addresses
}

/// Assets carry a hash of their bytes in their name, so that no cache ever serves an old one.
fn address(name: &str, asset: &Asset) -> (String, UrlPath) {
    let hash = Fingerprint::of(&asset.bytes).to_string();
    let hash = &hash[..10];
    let hashed = match name.rsplit_once('.') {
        Some((stem, ending)) => format!("assets/{stem}.{hash}.{ending}"),
        None => format!("assets/{name}.{hash}"),
    };
    (name.to_owned(), UrlPath::new(&hashed))
}
