//! All that a site is a function of, as one fingerprint.

use super::{Inputs, Options};
use crate::fingerprint::Fingerprint;
use crate::source::{File, SourcePath};
use rayon::prelude::*;

/// A fingerprint of inputs and options: where two are the same, [`compile`](super::compile) gives
/// the same site and the same findings. `None` where something could not be read, for nobody knows
/// what it holds.
pub fn basis(inputs: &Inputs, options: &Options) -> Option<Fingerprint> {
    let Inputs { site_file, documents, assets, themes, problems } = inputs;
    // With every field, and strings in quotes: no two options are written alike.
    let options = Fingerprint::of(format!("{options:?}").as_bytes());
    let assets = Fingerprint::of_parts(assets.iter().map(SourcePath::as_str));
    let files = [site_file.as_slice(), documents, themes].map(of_files);
    problems.is_empty().then(|| Fingerprint::of_parts([options, assets].into_iter().chain(files)))
}

fn of_files(files: &[File]) -> Fingerprint {
    let of_file =
        |file: &File| Fingerprint::of_parts([file.path.as_str().as_bytes(), &*file.bytes]);
    let each: Vec<Fingerprint> = files.par_iter().map(of_file).collect();
    Fingerprint::of_parts(each)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Drafts;

    fn file(path: &str, text: &str) -> File {
        File { path: SourcePath::new(path), bytes: text.as_bytes().into() }
    }

    fn inputs() -> Inputs {
        Inputs {
            site_file: Some(file("site.toml", "title = \"A\"")),
            documents: vec![file("content/a.md", "# A"), file("content/b.md", "# B")],
            assets: [SourcePath::new("content/a.png")].into(),
            ..Inputs::default()
        }
    }

    #[test]
    fn whatever_changes_makes_it_another() {
        let plain = Options::default();
        let same = basis(&inputs(), &plain);
        assert_eq!(basis(&inputs(), &plain), same);
        let changes: [fn(&mut Inputs, &mut Options); 10] = [
            |inputs, _| inputs.site_file = None,
            |inputs, _| inputs.site_file = Some(file("site.toml", "title = \"B\"")),
            |inputs, _| inputs.documents[0] = file("content/a.md", "# a"),
            |inputs, _| inputs.documents[0] = file("content/A.md", "# A"),
            |inputs, _| inputs.documents.truncate(1),
            |inputs, _| inputs.themes.extend(inputs.site_file.take()),
            |inputs, _| inputs.assets.clear(),
            |_, options| options.drafts = Drafts::Show,
            |_, options| options.edition = Some("public".to_owned()),
            |_, options| options.base_url = Some("public".to_owned()),
        ];
        let mut seen = vec![same];
        for change in changes {
            let (mut inputs, mut options) = (inputs(), plain.clone());
            change(&mut inputs, &mut options);
            let other = basis(&inputs, &options);
            assert!(other.is_some() && !seen.contains(&other), "{inputs:?} {options:?}");
            seen.push(other);
        }
    }

    #[test]
    fn nothing_stands_for_what_could_not_be_read() {
        let mut inputs = inputs();
        let path = SourcePath::new("content/c.md");
        inputs.problems.push(crate::diag::unreadable_file(&path, "gone"));
        assert_eq!(basis(&inputs, &Options::default()), None);
    }
}
