//! A site that is built over and over from one of two contents, while something goes wrong.
//!
//! Whatever it is, the output folder must hold the old site or the new one, whole, and what else
//! was in it; and the next build must put the new one there and leave nothing beside it.

use crate::folder::{Entry, Folder, files};
use crate::program::command;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Every file of a folder with its bytes.
type Tree = BTreeMap<String, Vec<u8>>;

/// Files in the output folder that no build wrote.
const FOREIGN: [(&str, &str); 4] = [
    ("notes.txt", "mine\n"),
    (".git/config", "[core]\n"),
    ("assets/mine.css", "p {}\n"),
    ("of others/deep/er.bin", "\u{0}\u{1}"),
];

/// What an output folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing, or no folder at all.
    Nothing,
    /// The whole site of the content before.
    Old,
    /// The whole site of the content now.
    New,
    /// Something else: what is wrong.
    Half(String),
}

/// A site with two contents, of which one is built over the other.
pub struct Trial {
    site: Folder,
    documents: usize,
    sites: [Tree; 2],
    /// Which of the two contents is there.
    now: usize,
    took: Cell<Duration>,
    /// Whether files of others lie in the output folder.
    has_foreign: bool,
}

impl Trial {
    /// A site of so many documents, built from its first content.
    pub fn new(documents: usize) -> Trial {
        let mut trial = Trial {
            site: Folder::new(),
            documents,
            sites: [Tree::new(), Tree::new()],
            now: 0,
            took: Cell::new(Duration::ZERO),
            has_foreign: false,
        };
        for now in [1, 0] {
            trial.turn_to(now);
            trial.build(&["--out", "whole"]);
            trial.sites[now] = files(&trial.site.at("whole"));
        }
        assert_ne!(trial.sites[0], trial.sites[1]);
        std::fs::remove_dir_all(trial.site.at("whole")).unwrap();
        trial.leave_nothing_beside("whole");
        trial.build(&[]);
        trial
    }

    /// Puts files of others into the output folder.
    pub fn with_foreign(mut self) -> Trial {
        for (name, text) in FOREIGN {
            self.site.write(&format!("public/{name}"), text);
        }
        self.site.put("public/link", &Entry::Link("notes.txt".to_owned()));
        self.has_foreign = true;
        self
    }

    /// The folder of the site.
    pub fn path(&self) -> &Path {
        self.site.path()
    }

    /// The folder with what can be done to it.
    pub fn site(&self) -> &Folder {
        &self.site
    }

    /// Bytes of the site that is to be built.
    pub fn size(&self) -> usize {
        self.sites[self.now].values().map(Vec::len).sum()
    }

    /// Puts the other content there, to be built over the site of this one.
    pub fn turn(&mut self) {
        self.turn_to(1 - self.now);
    }

    fn turn_to(&mut self, now: usize) {
        self.now = now;
        let content = self.site.at("content");
        if content.exists() {
            std::fs::remove_dir_all(content).unwrap();
        }
        self.site.write(
            "site.toml",
            &format!("title = \"Content {now}\"\nbase_url = \"https://a.example/b/\"\n"),
        );
        // The two share most addresses; some pages come, some go, and one becomes a folder.
        let first = now * (self.documents / 10 + 1);
        for number in first..first + self.documents {
            self.site.write(&format!("content/incident-{number}.md"), &document(number, now));
        }
        let file = ["content/logs/orders", "content/logs/orders/monday.txt"][now];
        self.site.write(file, "a log\n");
    }

    /// Builds to the end.
    #[track_caller]
    pub fn build(&self, more: &[&str]) {
        let started = Instant::now();
        let output = self.output_of(more);
        self.took.set(started.elapsed());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// How a build ends and what it says.
    pub fn output_of(&self, more: &[&str]) -> Output {
        command(self.path(), &arguments(more)).output().unwrap()
    }

    /// How long the last build took.
    pub fn duration(&self) -> Duration {
        self.took.get()
    }

    /// Starts a build and sends it a signal after so many thousandths of the time that one takes;
    /// true where it was still running.
    pub fn interrupt(&self, signal: &str, moment: u32) -> bool {
        let after = self.duration() * moment / 1_000;
        let mut build = command(self.path(), &arguments(&[]));
        let mut child = build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(after);
        // It may have ended before.
        let _ = Command::new("kill").args([signal, &child.id().to_string()]).status();
        !child.wait().unwrap().success()
    }

    /// What the output folder holds.
    pub fn found(&self) -> Found {
        let mut found = files(&self.site.at("public"));
        match self.take_foreign(&mut found) {
            Ok(()) => self.named(&found),
            Err(lost) => Found::Half(lost),
        }
    }

    /// What another output folder holds, without files of others.
    pub fn found_in(&self, output: &str) -> Found {
        let folder = self.site.at(output);
        if folder.exists() { self.named(&files(&folder)) } else { Found::Nothing }
    }

    fn named(&self, found: &Tree) -> Found {
        if found.is_empty() {
            Found::Nothing
        } else if *found == self.sites[self.now] {
            Found::New
        } else if *found == self.sites[1 - self.now] {
            Found::Old
        } else {
            Found::Half(difference(found, &self.sites[self.now]))
        }
    }

    fn take_foreign(&self, found: &mut Tree) -> Result<(), String> {
        if !self.has_foreign {
            return Ok(());
        }
        let link = [("link", FOREIGN[0].1)];
        for (name, text) in FOREIGN.iter().chain(&link) {
            match found.remove(*name) {
                Some(bytes) if bytes == text.as_bytes() => {}
                other => return Err(format!("{name} of others holds {other:?}")),
            }
        }
        let target = std::fs::read_link(self.site.at("public/link"));
        target.map(|_| ()).map_err(|error| format!("the link is none: {error}"))
    }

    /// Fails unless the old site or the new one is there, and the next build puts the new one
    /// there and leaves nothing beside it.
    #[track_caller]
    pub fn recovers(&self) -> Found {
        let found = self.found();
        assert!(!matches!(found, Found::Half(_)), "{found:?}");
        self.build(&[]);
        assert_eq!(self.found(), Found::New, "after the next build");
        self.leave_nothing_beside("public");
        found
    }

    /// Fails where there is any file but the site's own, those of the output folder and seals.
    #[track_caller]
    fn leave_nothing_beside(&self, output: &str) {
        let ours = ["content/", "site.toml", ".retrospect-cache/", &format!("{output}/")];
        let beside: Vec<String> = files(self.path())
            .into_keys()
            .filter(|name| !ours.iter().any(|own| name.starts_with(own)))
            .collect();
        assert!(beside.is_empty(), "left behind: {beside:?}");
    }
}

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["build", "--quiet", "--force"], more].concat()
}

/// Says in few words in what two sites differ.
fn difference(found: &Tree, wanted: &Tree) -> String {
    let missing = wanted.keys().filter(|name| !found.contains_key(*name)).count();
    let other = wanted
        .iter()
        .filter(|(name, bytes)| found.get(*name).is_some_and(|is| is != *bytes))
        .count();
    let more: Vec<_> = found.keys().filter(|name| !wanted.contains_key(*name)).take(3).collect();
    format!("{missing} files are missing, {other} differ, and there are {more:?}")
}

fn document(number: usize, content: usize) -> String {
    let (month, day) = (1 + number % 12, 1 + number % 28);
    let mut text = format!(
        "---\ntitle: Incident {number}\ndate: 2024-{month:02}-{day:02}\nduration: {}m\nimpact: {}%\n\
         root_cause: cause-{}\n---\n\n## Timeline\n\nAll times UTC.\n\n",
        10 + number % 290,
        1 + number % 99,
        number % 12,
    );
    for entry in 0..6 {
        let _ = writeln!(
            text,
            "- {:02}:{:02} Step {entry} of {content}.",
            9 + entry / 3,
            entry % 3 * 20
        );
    }
    text
}

/// Parts of a whole, in thousandths: from the start of something to a little after its end, spread
/// evenly but not in order.
pub fn moments(n: usize) -> impl Iterator<Item = u32> {
    // Steps of the golden ratio (Weyl's sequence).
    (1..=n).map(|number| u32::try_from(number * 618 % 1_100).unwrap_or(0))
}
