//! `import`: incidents of other systems as documents of the archive.

use super::adopt::settings;
use super::{Verdict, answer, place, say};
use crate::archive::CONTENT;
use crate::cli::{General, Import as Arguments, System};
use crate::disk;
use crate::failure::Failure;
use crate::import::{Import, Unreadable, Words, cstate, github_issues, statuspage};
use crate::source::File;
use std::path::Path;

/// Runs the verb.
pub fn run(general: &General, arguments: &Arguments) -> Result<Verdict, Failure> {
    let folder = match &arguments.to {
        Some(folder) => folder.clone(),
        None => place(general)?.root.join(CONTENT),
    };
    let config = settings(general)?;
    let words = Words {
        severities: config.severities.iter().map(|declared| declared.name.to_string()).collect(),
        services: config.services.iter().map(|declared| declared.name.to_string()).collect(),
    };
    let import = read(arguments.from, &arguments.path, &words)?;
    let mut n_written = 0;
    for document in &import.documents {
        let file = folder.join(&document.name);
        if disk::create_missing(&file, document.text.as_bytes())? {
            n_written += 1;
            answer(file.display());
        } else if !general.quiet {
            say(format_args!("{} is there already and stays as it is", file.display()));
        }
    }
    if !general.quiet {
        for note in &import.notes {
            say(format_args!("{}: {note}", arguments.path.display()));
        }
        let found = counted(import.documents.len(), "incident");
        let written = counted(n_written, "document");
        say(format_args!("{found} found, {written} written"));
    }
    Ok(Verdict::Clean)
}

/// `1 document`, `2 documents`
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn read(from: System, path: &Path, words: &Words) -> Result<Import, Failure> {
    match from {
        System::Statuspage => {
            statuspage(&whole(path)?.bytes, words).map_err(|unreadable| failure(path, &unreadable))
        }
        System::GithubIssues => github_issues(&whole(path)?.bytes, words)
            .map_err(|unreadable| failure(path, &unreadable)),
        System::Cstate => {
            let inside = path.join("content").join("issues");
            let folder = if inside.is_dir() { inside } else { path.to_path_buf() };
            let files: Vec<File> =
                disk::documents(&[folder])?.into_iter().map(|(_, file)| file).collect();
            if files.is_empty() {
                return Err(Failure::new(
                    format!("there is no issue in {}", path.display()),
                    "name the folder of cState's issues, `content/issues`",
                ));
            }
            cstate(&files, words).map_err(|unreadable| {
                let (file, reason) = *unreadable;
                failure(Path::new(file.path.as_str()), &reason)
            })
        }
    }
}

/// The one file that was named.
fn whole(path: &Path) -> Result<File, Failure> {
    if path.is_dir() {
        return Err(Failure::new(
            format!("{} is a folder", path.display()),
            "name the file that the system answered with",
        ));
    }
    let mut files = disk::documents(&[path.to_path_buf()])?;
    files.pop().map(|(_, file)| file).ok_or_else(|| {
        Failure::new(format!("{} is no file", path.display()), "name the system's answer")
    })
}

fn failure(path: &Path, unreadable: &Unreadable) -> Failure {
    let place =
        unreadable.place.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
    Failure::new(
        format!("{}{place}: {}", path.display(), unreadable.reason),
        "`retrospect help import` shows how each system's export is made",
    )
}
