//! `watch`: build, and build again whenever something has changed.

use super::build::{self, Made, Stop, Target};
use super::indexing::Indexing;
use super::{INTERRUPTED, Verdict, changes, output, place, say};
use crate::cli::{General, Watch as Arguments};
use crate::disk::{Reader, Unwritten};
use crate::failure::Failure;
use crate::serve::{Told, told_to_end};
use crate::watch::{Method, Watch};
use std::process::exit;
use std::time::{Duration, Instant};

/// How long nothing may change before the search index follows.
const CALM: Duration = Duration::from_millis(500);

/// Runs the verb until it is told to end; a build that is under way is finished then, unless it is
/// told so twice. A build that fails is told, and the next one tried.
pub fn run(general: &General, arguments: &Arguments) -> Result<Verdict, Failure> {
    let place = place(general)?;
    let output = output(&place, arguments.build.out.as_ref());
    // It is told between two builds, or ends at once.
    let stop = Stop::default();
    let target = Target { place: &place, output: &output, stop: &stop };
    let method = if arguments.poll { Method::Poll } else { Method::Events };
    let mut watch = Watch::start(&place, Some(output.clone()), method);
    end_when_told(&watch);
    let mut reader = Reader::new(place.clone());
    let mut made = Made::default();
    if let Some(look) = reader.look()? {
        let inputs = (&*look.inputs, &mut made, Indexing::Now);
        build::once(general, &arguments.build, &target, inputs)?;
    }
    let mut failed: Option<Failure> = None;
    loop {
        for advice in watch.advice().iter().filter(|_| !general.quiet) {
            say(advice);
        }
        let is_calm = made.kept.owes() && watch.rests(CALM);
        if is_calm {
            index(general, arguments, &target, (&mut made, &mut watch))?;
            continue;
        }
        if watch.wait().is_none() {
            return Ok(Verdict::Clean);
        }
        let started = Instant::now();
        let result = match reader.look() {
            Ok(None) => continue,
            Ok(Some(look)) => {
                let inputs = (&*look.inputs, &mut made, Indexing::Later);
                let result = build::once(general, &arguments.build, &target, inputs).map(|_| ());
                if general.verbose {
                    say(changes(&look.touched, started.elapsed()));
                }
                result
            }
            Err(failure) => Err(failure),
        };
        let failure = result.err();
        if let Some(failure) = failure.as_ref().filter(|failure| failed.as_ref() != Some(failure)) {
            say(format_args!("retrospect: {failure}"));
        }
        failed = failure;
    }
}

/// Makes the search index follow what was written, unless something changes meanwhile.
fn index(
    general: &General,
    arguments: &Arguments,
    target: &Target<'_>,
    (made, watch): (&mut Made, &mut Watch),
) -> Result<(), Failure> {
    let started = Instant::now();
    let Some(site) = made.kept.make_up(|| watch.rests(Duration::ZERO))? else { return Ok(()) };
    match build::write(&site, &arguments.build, target) {
        Ok(written) if general.verbose => say(format_args!(
            "search index: {} files written, {} ms",
            written.changed,
            started.elapsed().as_millis()
        )),
        // What is wrong with a page was told when it was written first.
        Ok(_) | Err(Unwritten::Page(_) | Unwritten::Stopped) => {}
        Err(Unwritten::File(failure)) => say(format_args!("retrospect: {failure}")),
    }
    Ok(())
}

fn end_when_told(watch: &Watch) {
    let stopper = watch.stopper();
    std::thread::spawn(move || {
        // Where signals cannot be waited for, they end the program as the system has it.
        let _ = told_to_end(|told| match told {
            Told::Once => stopper.stop(),
            Told::Again => exit(INTERRUPTED.into()),
        });
    });
}
