//! `watch`: build, and build again whenever something has changed.

use super::build::{self, Built, Stop};
use super::{INTERRUPTED, Verdict, changes, output, place, say};
use crate::cli::{General, Watch as Arguments};
use crate::disk::Reader;
use crate::failure::Failure;
use crate::serve::{Told, told_to_end};
use crate::watch::{Method, Watch};
use std::process::exit;
use std::time::Instant;

/// Runs the verb until it is told to end; a build that is under way is finished then, unless it is
/// told so twice. A build that fails is told, and the next one tried.
pub fn run(general: &General, arguments: &Arguments) -> Result<Verdict, Failure> {
    let place = place(general)?;
    let output = output(&place, arguments.build.out.as_ref());
    // It is told between two builds, or ends at once.
    let stop = Stop::default();
    let target = build::Target { place: &place, output: &output, stop: &stop };
    let method = if arguments.poll { Method::Poll } else { Method::Events };
    let mut watch = Watch::start(&place, Some(output.clone()), method);
    end_when_told(&watch);
    let mut built = Built::new(Reader::new(place.clone()));
    let look = built.reader.look()?;
    if let Some(look) = look {
        build::once(general, &arguments.build, &target, (&look.inputs, &mut built.memo))?;
    }
    let mut failed: Option<Failure> = None;
    loop {
        for advice in watch.advice().iter().filter(|_| !general.quiet) {
            say(advice);
        }
        if !watch.wait() {
            return Ok(Verdict::Clean);
        }
        let started = Instant::now();
        let result = match built.reader.look() {
            Ok(None) => continue,
            Ok(Some(look)) => {
                let made = (&look.inputs, &mut built.memo);
                let result = build::once(general, &arguments.build, &target, made).map(|_| ());
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
