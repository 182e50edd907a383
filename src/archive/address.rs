//! Where postmortems and the files beside them stand in the site.

use super::{Archive, Number};
use crate::diag::{self, Diagnostic};
use crate::model::{OutputPath, Slug, UrlPath};
use crate::source::SourcePath;
use std::collections::{BTreeMap, BTreeSet};

/// Folder of the documents, from the site's root.
pub const CONTENT: &str = "content";

/// Addresses of postmortems and of the files beside them.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Files beside documents that the site publishes.
    assets: BTreeMap<SourcePath, UrlPath>,
}

impl Layout {
    /// Files in or below the folder of an `index.md` stand beside its page; other files keep their
    /// path below `files/`. The files of a hidden document are hidden with it.
    pub(super) fn new<'h>(
        archive: &Archive,
        assets: &BTreeSet<SourcePath>,
        hidden: impl Iterator<Item = &'h SourcePath>,
        problems: &mut Vec<Diagnostic>,
    ) -> Layout {
        let mut layout = Layout::default();
        if assets.is_empty() {
            return layout;
        }
        let shown =
            archive.postmortems().map(|postmortem| (&postmortem.source, Some(&postmortem.slug)));
        let folders: BTreeMap<&str, Option<UrlPath>> = shown
            .chain(hidden.map(|path| (path, None)))
            .filter(|(path, _)| is_index(path))
            .map(|(path, slug)| (path.folder(), slug.map(postmortem_address)))
            .collect();
        for asset in assets {
            let Some(address) = asset_address(asset, &folders) else { continue };
            match page_of(archive, &address.output()) {
                Some(page) => problems.push(diag::address_taken(asset, page)),
                None => {
                    layout.assets.insert(asset.clone(), address);
                }
            }
        }
        layout
    }

    /// Leaves all but these files out.
    pub(super) fn keep(&mut self, referred: &BTreeSet<SourcePath>) {
        self.assets.retain(|path, _| referred.contains(path));
    }

    /// The address of a file beside a document.
    pub fn asset(&self, path: &SourcePath) -> Option<&UrlPath> {
        self.assets.get(path)
    }

    /// All files beside documents with their addresses.
    pub fn assets(&self) -> impl Iterator<Item = (&SourcePath, &UrlPath)> {
        self.assets.iter()
    }
}

/// The address of a postmortem's page.
pub fn postmortem_address(slug: &Slug) -> UrlPath {
    UrlPath::new(&format!("incidents/{slug}/"))
}

/// The postmortem whose page stands at an address.
fn postmortem_at(archive: &Archive, address: &UrlPath) -> Option<Number> {
    let slug = address.as_str().strip_prefix("incidents/")?.strip_suffix('/')?;
    let number = archive.by_name(slug)?;
    (archive.postmortem(number).slug.as_str() == slug).then_some(number)
}

/// The document whose page is a file of the output.
fn page_of<'a>(archive: &'a Archive, file: &OutputPath) -> Option<&'a SourcePath> {
    let folder = file.as_str().strip_suffix("index.html")?;
    let number = postmortem_at(archive, &UrlPath::new(folder))?;
    Some(&archive.postmortem(number).source)
}

fn is_index(path: &SourcePath) -> bool {
    matches!(path.file_name(), "index.md" | "index.markdown")
}

fn asset_address(asset: &SourcePath, folders: &BTreeMap<&str, Option<UrlPath>>) -> Option<UrlPath> {
    let mut folder = asset.folder();
    loop {
        if let Some(page) = folders.get(folder) {
            let rest = asset.as_str()[folder.len()..].trim_start_matches('/');
            return page.as_ref().map(|page| UrlPath::new(&format!("{page}{rest}")));
        }
        match folder.rsplit_once('/') {
            Some((above, _)) => folder = above,
            None => break,
        }
    }
    let rest = asset.as_str().strip_prefix(CONTENT)?.trim_start_matches('/');
    Some(UrlPath::new(&format!("files/{rest}")))
}
