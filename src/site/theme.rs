//! Templates and assets of a theme. `tera`'s door.
//!
//! The default theme lies in the binary. A site overrides single files of it in
//! `themes/<name>/templates/` and `themes/<name>/assets/`; a template of its own can extend the
//! default's under its name with `default/` in front.

use crate::diag::{self, Diagnostic, Place};
use crate::model::UrlPath;
use crate::source::{File, SourcePath};
use include_dir::{Dir, include_dir};
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, Tera};

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Stands before the names of the default theme's templates, which answer where a site has none.
const FALLBACK: &str = "default/";

/// Templates, ready to render, and assets by name.
pub struct Theme {
    name: String,
    templates: Tera,
    assets: BTreeMap<String, Asset>,
    addresses: BTreeMap<String, UrlPath>,
}

struct Asset {
    bytes: Vec<u8>,
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").field("assets", &self.addresses).finish_non_exhaustive()
    }
}

impl Theme {
    /// Loads theme `name` over the default one; `None` with a finding where a template is broken.
    pub fn load(name: &str, files: &[File], problems: &mut Vec<Diagnostic>) -> Option<Theme> {
        let mut templates: BTreeMap<String, (SourcePath, String)> = BTreeMap::new();
        let mut assets: BTreeMap<String, Asset> = BTreeMap::new();
        for (path, bytes) in default_files() {
            if let Some(name) = path.strip_prefix("templates/") {
                let text = String::from_utf8_lossy(bytes).into_owned();
                let place = SourcePath::new(&format!("themes/default/{path}"));
                templates.insert(format!("{FALLBACK}{name}"), (place, text));
            } else if let Some(name) = path.strip_prefix("assets/") {
                assets.insert(name.to_owned(), Asset { bytes: bytes.to_vec() });
            }
        }
        let folder = format!("themes/{name}/");
        let mut own =
            files.iter().filter(|file| file.path.as_str().starts_with(&folder)).peekable();
        if name != "default" && own.peek().is_none() {
            problems.push(diag::unknown_theme(Place::file(&SourcePath::new("site.toml")), name));
        }
        for file in own {
            let path = &file.path.as_str()[folder.len()..];
            if let Some(name) = path.strip_prefix("templates/") {
                let text = String::from_utf8_lossy(&file.bytes).into_owned();
                templates.insert(name.to_owned(), (file.path.clone(), text));
            } else if let Some(name) = path.strip_prefix("assets/") {
                assets.insert(name.to_owned(), Asset { bytes: file.bytes.to_vec() });
            }
        }
        let templates = engine(&templates, problems)?;
        let addresses = settle_addresses(&mut assets);
        Some(Theme { name: name.to_owned(), templates, assets, addresses })
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
            Box::new(diag::broken_template(Place::file(&path), &chain(&error)))
        };
        let context = Context::from_serialize(view).map_err(failed)?;
        self.templates.render(template, &context).map_err(failed)
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

fn engine(
    templates: &BTreeMap<String, (SourcePath, String)>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Tera> {
    let mut engine = Tera::new();
    let texts = templates.iter().map(|(name, (_, text))| (name.as_str(), text.as_str()));
    match engine.set_fallback_prefixes([FALLBACK]).and_then(|()| engine.add_raw_templates(texts)) {
        Ok(()) => Some(engine),
        Err(error) => {
            let text = chain(&error);
            let place = templates
                .iter()
                .find(|(name, (path, _))| {
                    text.contains(name.as_str()) && !path.as_str().starts_with("themes/default/")
                })
                .map_or_else(|| SourcePath::new("themes"), |(_, (path, _))| path.clone());
            problems.push(diag::broken_template(Place::file(&place), &text));
            None
        }
    }
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
    let hash = blake3::hash(&asset.bytes).to_hex();
    let hash = &hash.as_str()[..10];
    let hashed = match name.rsplit_once('.') {
        Some((stem, ending)) => format!("assets/{stem}.{hash}.{ending}"),
        None => format!("assets/{name}.{hash}"),
    };
    (name.to_owned(), UrlPath::new(&hashed))
}
