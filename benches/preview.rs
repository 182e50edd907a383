//! From the save to the bytes, and from the save to the screen.
//!
//! ```console
//! $ cargo bench --bench preview                    # 100, 1,000 and 10,000 documents
//! $ cargo bench --bench preview -- 1000 --saves 50
//! $ cargo bench --bench preview -- 10000 --edits 1000      # memory over many edits, too
//! ```
//!
//! For each count an archive is made up, `retrospect serve` is started on it, and a document is
//! saved again and again, written in place and written beside and renamed over. *Bytes* is the time
//! from before the write until a client that hears the preview's news holds a page with the edit;
//! *screen* is the time until Chromium has it in the frame that it shows (chromedriver has to be
//! there; without it the column stays empty). Load on the machine is in the numbers: it is printed.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a benchmark touches files and clocks, tells what it found and ends by panicking"
)]

#[path = "../tests/it/browser/driver.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod driver;
#[path = "../tests/it/folder.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod folder;
#[path = "../tests/it/program.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod program;
#[path = "../tests/it/wire.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod wire;
#[expect(dead_code, reason = "the other benchmarks use the rest")]
mod yardstick;

use driver::{Browser, Width};
use folder::Folder;
use program::{Running, command, eventually};
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use wire::{News, get};
use yardstick::archive::{self, path, text};
use yardstick::process::{load, memory};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

/// How long the first reading may take on a busy machine.
const START: Duration = Duration::from_mins(5);

/// What to measure.
struct Wanted {
    sizes: Vec<usize>,
    saves: usize,
    edits: usize,
}

fn main() {
    let wanted = wanted(std::env::args().skip(1));
    println!("load before: {}", load());
    println!(
        "| documents | save | bytes: median | p95 | screen: median | p95 | memory | after edits |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for count in &wanted.sizes {
        measure(*count, &wanted);
    }
    println!("load after: {}", load());
}

fn wanted(arguments: impl Iterator<Item = String>) -> Wanted {
    let mut wanted = Wanted { sizes: Vec::new(), saves: 60, edits: 0 };
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().unwrap().parse().unwrap();
        match argument.as_str() {
            "--saves" => wanted.saves = number(),
            "--edits" => wanted.edits = number(),
            // Cargo's own.
            "--bench" => {}
            count => wanted.sizes.push(count.parse().unwrap()),
        }
    }
    if wanted.sizes.is_empty() {
        wanted.sizes = SIZES.to_vec();
    }
    wanted
}

/// A way of saving.
type Save = fn(&Path, &str);

const SAVES: [(&str, Save); 2] = [
    ("in place", |file, text| fs::write(file, text).unwrap()),
    ("rename", |file, text| {
        let beside = file.with_extension("saving~");
        fs::write(&beside, text).unwrap();
        fs::rename(&beside, file).unwrap();
    }),
];

fn measure(count: usize, wanted: &Wanted) {
    let site = Folder::new();
    archive::make(site.path(), count);
    let arguments = ["serve", "--port", "0", "--quiet"];
    let preview = Running::start(&mut command(site.path(), &arguments));
    let address: SocketAddr = preview.line_within(START, |line| {
        line.strip_prefix("Serving http://")?.strip_suffix('/')?.parse().ok()
    });
    let browser = std::process::Command::new("chromedriver")
        .arg("--version")
        .output()
        .is_ok()
        .then(|| Browser::start(Width::Wide));
    // What was read at the start settles, as it has on a writer's machine.
    std::thread::sleep(Duration::from_millis(2_500));
    for (name, save) in SAVES {
        let bytes: Vec<f64> =
            (0..wanted.saves).map(|round| to_bytes(&site, address, (count, round), save)).collect();
        let screen: Vec<f64> = browser
            .iter()
            .flat_map(|browser| to_screen(browser, &site, address, (count, wanted.saves, save)))
            .collect();
        let held = memory(preview.id());
        for round in 0..wanted.edits {
            to_bytes(&site, address, (count, round), save);
        }
        let after = if wanted.edits == 0 {
            String::new()
        } else {
            format!("{:.0} MiB", memory(preview.id()))
        };
        println!(
            "| {count} | {name} | {} | {} | {held:.0} MiB | {after} |",
            told(bytes),
            told(screen)
        );
    }
}

/// Median and 95th percentile in milliseconds.
fn told(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at =
        |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
    let text = |time: Option<&f64>| time.map_or("–".to_owned(), |time| format!("{time:.0} ms"));
    format!("{} | {}", text(at(50)), text(at(95)))
}

/// Rounds visit documents all over the archive.
fn document(count: usize, round: usize) -> usize {
    (round * 7_919 + 13) % count
}

/// Milliseconds from before the save until a client that hears the news holds the edit.
fn to_bytes(site: &Folder, address: SocketAddr, (count, round): (usize, usize), save: Save) -> f64 {
    let number = document(count, round);
    let mark = mark();
    let mut news = News::of(address);
    news.next();
    // Saves come when they come, not in step with the preview's own rhythm.
    std::thread::sleep(Duration::from_millis(40 + (round as u64 * 37) % 300));
    let started = Instant::now();
    save(&site.at(&path(number)), &text(number, count, &mark));
    let page = format!("/incidents/incident-{number}/");
    news.until(|| get(address, &page).body.contains(&mark));
    started.elapsed().as_secs_f64() * 1_000.0
}

/// Milliseconds from before each save until the frame that shows the edit.
fn to_screen(
    browser: &Browser,
    site: &Folder,
    address: SocketAddr,
    (count, saves, save): (usize, usize, Save),
) -> Vec<f64> {
    let number = document(count, 1);
    browser.open(&format!("http://{address}/incidents/incident-{number}/"));
    let once = |round: usize| {
        let mark = mark();
        let watch = format!(
            "window.seen = null;
             const look = () => {{
               if (document.body.textContent.includes('{mark}')) {{
                 requestAnimationFrame(() => setTimeout(() => {{
                   window.seen = performance.timeOrigin + performance.now();
                 }}));
               }} else requestAnimationFrame(look);
             }};
             look();"
        );
        browser.run(&watch);
        std::thread::sleep(Duration::from_millis(200 + (round as u64 * 37) % 300));
        let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        save(&site.at(&path(number)), &text(number, count, &mark));
        let seen =
            eventually("the edit is on the screen", || browser.run("return window.seen").as_f64());
        seen - started.as_secs_f64() * 1_000.0
    };
    (0..saves).map(once).collect()
}

/// A word that was never written before.
fn mark() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    format!("mark{}", since.as_nanos())
}
