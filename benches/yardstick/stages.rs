//! The stages of a build, one after the other.

use super::yardstick::process::{Cost, here};
use rayon::prelude::*;
use retrospect::archive::{Archive, Drafts};
use retrospect::config::Config;
use retrospect::disk::{self, Force, Manner, Place, Way};
use retrospect::parse::diagram::{self, Setting};
use retrospect::parse::front_matter;
use retrospect::parse::markdown::Document;
use retrospect::parse::timeline::{self, Clues};
use retrospect::pipeline::{Inputs, Memo, Options, compile};
use retrospect::search;
use retrospect::source::{File, Source};
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// Documents that are read a stage at a time: as few as the clock allows, for they are held.
const BATCH: usize = 1_000;

/// Does all stages for a site and prints what each cost: name, wall, CPU, peak.
pub fn tell(folder: &Path) {
    let place = Place { root: folder.to_path_buf(), site_file: folder.join("site.toml") };
    let (cost, inputs) = here(|| disk::read(&place).unwrap());
    print("read", cost);
    parts_of_reading(&inputs.documents);
    let (cost, outcome) = here(|| compile(&inputs, &Options::default(), &mut Memo::default()));
    print("compile", cost);
    let config = outcome.archive.config.clone();
    let (cost, _) = here(|| assemble(config, &inputs, &outcome.parsed));
    print("archive", cost);
    let site = outcome.site.unwrap();
    let routes: Vec<_> = site.routes().collect();
    let (cost, ()) = here(|| {
        routes.par_iter().for_each(|(address, route)| {
            black_box(site.render(address, route).unwrap());
        });
    });
    print("render", cost);
    let output = folder.join("public-of-stages");
    let stop = AtomicBool::new(false);
    let manner = Manner { force: Force::No, way: Way::Exchange, home: None, stop: &stop };
    let (cost, _) = here(|| disk::write(&site, &place, &output, &manner).unwrap());
    print("render and write", cost);
    std::fs::remove_dir_all(&output).unwrap();
    let (cost, _) = here(|| search::index(&site, || true).unwrap());
    print("search index", cost);
}

fn assemble(
    config: Config,
    inputs: &Inputs,
    parsed: &[std::sync::Arc<retrospect::parse::Parsed>],
) -> Archive {
    Archive::assemble(config, parsed, &inputs.assets, Drafts::Hide, &mut Vec::new())
}

/// What the reading of a document is made of, on one processor.
fn parts_of_reading(files: &[File]) {
    let config = Config::default();
    let mut costs = [Cost::default(); 4];
    for batch in files.chunks(BATCH) {
        let (cost, cut) = here(|| {
            let cut = |file: &File| {
                let source = Source::from_bytes(file.path.clone(), &file.bytes);
                let mut problems = Vec::new();
                let cut = front_matter::cut(&source, &mut problems);
                black_box(front_matter::read(&source, &cut, &config, &mut problems));
                let body_start = cut.body_start;
                (source, body_start)
            };
            batch.iter().map(cut).collect::<Vec<_>>()
        });
        costs[0].add(cost);
        let (cost, documents) = here(|| {
            let parse = |(source, start)| Document::parse(source, start);
            cut.iter().map(|(source, start)| parse((source, *start))).collect::<Vec<_>>()
        });
        costs[1].add(cost);
        let clues = Clues::default();
        let (cost, ()) = here(|| {
            for document in &documents {
                black_box(timeline::read(document, &clues, &mut Vec::new()));
            }
        });
        costs[2].add(cost);
        let (cost, ()) = here(|| {
            for document in &documents {
                black_box(diagram::find(document, Setting::Detect, &mut Vec::new()));
            }
        });
        costs[3].add(cost);
    }
    for (name, cost) in ["front matter", "Markdown", "timeline", "diagrams"].iter().zip(costs) {
        print(&format!("{name}, on one core"), cost);
    }
}

fn print(name: &str, Cost { wall, cpu, peak }: Cost) {
    println!("{name}\t{wall}\t{cpu}\t{peak}");
}
