//! What builds cost: each stage, whole builds, and what the disk alone would cost, in one table.
//!
//! ```console
//! $ cargo bench --bench build                        # 100, 1,000 and 10,000 documents
//! $ cargo bench --bench build -- 1000 100000         # these
//! $ cargo bench --bench build -- --make FOLDER 1000  # only makes the archive up
//! ```
//!
//! `docs/performance.md` says how to read the table. Every row is of a process of its own, or of
//! a stage in one, so that none counts the memory of another.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark touches files and clocks, tells what it found and ends by panicking"
)]

#[path = "yardstick/floor.rs"]
mod floor;
#[path = "yardstick/stages.rs"]
mod stages;
#[expect(dead_code, reason = "the other benchmarks use the rest")]
mod yardstick;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use yardstick::archive;
use yardstick::process::{Cost, load, run};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["--make", folder, count] => archive::make(Path::new(folder), count.parse().unwrap()),
        ["--stages", folder] => stages::tell(Path::new(folder)),
        ["--floor", way, site, copy] => floor::run(way, Path::new(site), Path::new(copy)),
        [] => measure(&SIZES),
        _ => {
            let sizes = arguments.iter().map(|count| count.parse().unwrap());
            measure(&sizes.collect::<Vec<usize>>());
        }
    }
}

fn measure(sizes: &[usize]) {
    println!("load before: {}\n", load());
    println!("| documents | what | wall s | CPU s | growth | peak MiB | files written |");
    println!("|--:|---|--:|--:|--:|--:|--:|");
    let mut before = BTreeMap::new();
    for count in sizes {
        let rows = Bench::new(*count).rows();
        for row in &rows {
            let earlier = before.get(&row.name);
            let growth = earlier.map(|cpu| format!("{:.1}", row.cost.cpu / cpu));
            println!(
                "| {count} | {} | {:.2} | {:.2} | {} | {:.0} | {} |",
                row.name,
                row.cost.wall,
                row.cost.cpu,
                growth.unwrap_or_default(),
                row.cost.peak,
                row.written.map(|files| files.to_string()).unwrap_or_default()
            );
        }
        // A hundredth of a second is all that the system's accounts can tell.
        let told = rows.into_iter().filter(|row| row.cost.cpu >= 0.05);
        before = told.map(|row| (row.name, row.cost.cpu)).collect();
    }
    println!("\nload after: {}", load());
}

/// A line of the table.
struct Row {
    name: String,
    cost: Cost,
    written: Option<usize>,
}

/// One archive with its site.
struct Bench {
    folder: tempfile::TempDir,
    count: usize,
}

impl Bench {
    fn new(count: usize) -> Bench {
        let folder = tempfile::TempDir::with_prefix("retrospect-bench-").unwrap();
        archive::make(folder.path(), count);
        Bench { folder, count }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn rows(&self) -> Vec<Row> {
        let mut rows = self.stages();
        rows.push(self.build("build with search"));
        rows.push(self.build("no change, with search"));
        self.remove("public");
        self.settings("[search]\nenabled = false\n\n[markdown]\nhighlight = false\n");
        rows.push(self.build("build without search and colours"));
        self.remove("public");
        self.settings("[search]\nenabled = false\n");
        rows.push(self.build("build without search"));
        rows.push(self.build("no change"));
        self.change_one();
        rows.push(self.build("one change"));
        rows.push(self.floor("write"));
        rows.push(self.floor("compare"));
        rows
    }

    /// The costs that a process told of its stages.
    fn stages(&self) -> Vec<Row> {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let (_, output) = run(command.arg("--stages").arg(self.folder.path()));
        let row = |line: &str| {
            let (name, numbers) = line.split_once('\t').unwrap();
            let numbers: Vec<f64> = numbers.split('\t').map(|it| it.parse().unwrap()).collect();
            let cost = Cost { wall: numbers[0], cpu: numbers[1], peak: numbers[2] };
            Row { name: name.to_owned(), cost, written: None }
        };
        String::from_utf8(output.stdout).unwrap().lines().map(row).collect()
    }

    fn build(&self, name: &str) -> Row {
        let mut command = Command::new(env!("CARGO_BIN_EXE_retrospect"));
        let (cost, output) = run(command.arg("build").current_dir(self.folder.path()));
        let said =
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        let written = said.split_once(" written").and_then(|(before, _)| {
            before.rsplit(' ').next().and_then(|number| number.parse().ok())
        });
        assert!(written.is_some(), "{said}");
        Row { name: name.to_owned(), cost, written }
    }

    /// The same files, moved by a program that does nothing else.
    fn floor(&self, way: &str) -> Row {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let site = self.folder.path();
        let (cost, _) = run(command.args(["--floor", way]).arg(site).arg(self.at("floor")));
        Row { name: format!("floor: read and {way}"), cost, written: None }
    }

    fn settings(&self, more: &str) {
        fs::write(self.at("site.toml"), format!("{}\n{more}", archive::SITE)).unwrap();
    }

    fn change_one(&self) {
        let number = self.count / 2;
        let text = archive::text(number, self.count, "changed");
        fs::write(self.at(&archive::path(number)), text).unwrap();
    }

    fn remove(&self, name: &str) {
        fs::remove_dir_all(self.at(name)).unwrap();
    }
}
