//! `watch`: build, and build again whenever something has changed.

use super::{Verdict, build, output, place, say};
use crate::cli::{General, Watch as Arguments};
use crate::failure::Failure;
use crate::pipeline::Memo;
use crate::watch::{Method, Watch};

/// Runs the verb until it is interrupted. A build that fails is told, and the next one tried.
pub fn run(general: &General, arguments: &Arguments) -> Result<Verdict, Failure> {
    let place = place(general)?;
    let output = output(&place, arguments.build.out.as_ref());
    let target = build::Target { place: &place, output: &output };
    let mut memo = Memo::default();
    let method = if arguments.poll { Method::Poll } else { Method::Events };
    let mut watch = Watch::start(&place, Some(output.clone()), method)?;
    build::once(general, &arguments.build, &target, &mut memo)?;
    while watch.wait() {
        if let Err(failure) = build::once(general, &arguments.build, &target, &mut memo) {
            say(format_args!("retrospect: {failure}"));
        }
    }
    Ok(Verdict::Clean)
}
