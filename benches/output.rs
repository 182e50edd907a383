//! Kills, signals and full disks while a site of 2,000 documents is built.
//!
//! ```console
//! $ cargo bench --bench output                            # 200 kills at 2,000 documents
//! $ cargo bench --bench output -- --kills 20 --documents 500
//! ```
//!
//! Every round turns to another content (most pages are others, some come, some go, some become
//! folders), starts a build over the earlier one, and kills it at a moment of the whole time that a
//! build takes. Then the output folder has to hold the old site or the new one, compared file by
//! file, with the files that others have put there; the next build has to put the new one there and
//! leave no file beside it. A round that does not ends the benchmark with what is wrong. The full
//! disk is a small file system in memory, which only root can mount. At last ten things are made wrong
//! with the site, and `check` has to tell each and nothing else.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark touches files and clocks, tells what it found and ends by panicking"
)]

#[path = "../tests/it/defects.rs"]
mod defects;
#[path = "../tests/it/folder.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod folder;
#[path = "../tests/it/program.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod program;
#[path = "../tests/it/trial.rs"]
mod trial;

use std::collections::BTreeMap;
use std::process::Command;
use trial::{Found, Trial, moments};

fn main() {
    let (mut kills, mut documents) = (200, 2_000);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().unwrap().parse().unwrap();
        match argument.as_str() {
            "--kills" => kills = number(),
            "--documents" => documents = number(),
            // Cargo's own.
            "--bench" => {}
            other => panic!("{other} is no option of this"),
        }
    }
    let mut trial = Trial::new(documents).with_foreign();
    for (signal, rounds) in [("-KILL", kills), ("-INT", kills / 10)] {
        interrupt(&mut trial, signal, rounds);
    }
    full_disk(&mut trial);
    ten_defects(&trial);
}

/// A moment of the whole time, and in every third round one about the switch, which is short.
fn spread(rounds: usize) -> impl Iterator<Item = u32> {
    let near_the_end = |moment: u32| 850 + moment % 200;
    moments(rounds)
        .enumerate()
        .map(move |(round, moment)| if round % 3 == 2 { near_the_end(moment) } else { moment })
}

fn interrupt(trial: &mut Trial, signal: &str, rounds: usize) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (round, moment) in spread(rounds).enumerate() {
        trial.turn();
        let was_running = trial.interrupt(signal, moment);
        let found = trial.recovers();
        *counts.entry(format!("{found:?}, {}", ended(was_running))).or_default() += 1;
        if (round + 1) % 20 == 0 {
            println!("{signal}: {} of {rounds} rounds, every one whole: {counts:?}", round + 1);
        }
    }
    println!("{signal}: {rounds} of {rounds} left one whole site, and the next build was right");
    println!("  what was there: {counts:?}; a build takes {:?}", trial.duration());
}

fn ended(was_running: bool) -> &'static str {
    if was_running { "interrupted" } else { "had ended" }
}

/// Builds over a site on disks of which each is a little larger than the one before.
fn full_disk(trial: &mut Trial) {
    let steps = 20;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for step in 1..=steps {
        // A page takes whole blocks, and a folder one.
        let bytes = trial.size() * 4 * step / steps;
        let Some(disk) = Disk::mount(trial, bytes) else {
            println!("full disk: not tried, for only root can mount one");
            return;
        };
        for _ in 0..2 {
            trial.turn();
            let had = trial.found_in("disk/public");
            let output = trial.output_of(&["--out", "disk/public"]);
            let found = trial.found_in("disk/public");
            let ended = if output.status.success() {
                assert_eq!(found, Found::New);
                "built"
            } else {
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(said.contains("No space left on device"), "{said}");
                assert_eq!(found, had, "what was there is there still");
                "full"
            };
            *counts.entry(format!("{found:?}, {ended}")).or_default() += 1;
        }
        drop(disk);
    }
    println!("full disk: {} of {} left no site or one whole: {counts:?}", steps * 2, steps * 2);
}

/// What is wrong with ten things among thousands is ten findings.
fn ten_defects(trial: &Trial) {
    trial.build(&[]);
    defects::are_told_and_nothing_is_written(trial.site());
    println!(
        "ten defects: {} findings, nothing else, the output untouched",
        defects::DEFECTS.len()
    );
}

/// A small file system in memory, in the folder `disk` of the site.
struct Disk(std::path::PathBuf);

impl Disk {
    fn mount(trial: &Trial, bytes: usize) -> Option<Disk> {
        let folder = trial.path().join("disk");
        std::fs::create_dir_all(&folder).unwrap();
        let size = format!("size={bytes}");
        let mut mount = Command::new("mount");
        let mounted = mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&folder).output();
        mounted.is_ok_and(|mounted| mounted.status.success()).then_some(Disk(folder))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        assert!(Command::new("umount").arg(&self.0).status().unwrap().success());
    }
}
