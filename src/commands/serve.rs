//! `serve`: a preview that follows the files and never ends on bad content.

use super::{Hints, Verdict, answer, place, say, tell};
use crate::archive::Drafts;
use crate::cli::{General, Serve};
use crate::disk::{self, Place};
use crate::failure::Failure;
use crate::pipeline::{Memo, Options, compile};
use crate::serve::{self, Address, State};
use crate::watch::{Method, Watch};
use std::net::SocketAddr;
use std::sync::Arc;

/// Runs the verb until it is interrupted.
pub fn run(general: &General, arguments: &Serve) -> Result<Verdict, Failure> {
    let place = place(general)?;
    let drafts = if arguments.no_drafts { Drafts::Hide } else { Drafts::Show };
    let preview = Some(serve::MARKUP.to_owned());
    let options = Options { drafts, preview, ..Options::default() };
    let method = if arguments.poll { Method::Poll } else { Method::Events };
    // Watching starts before reading, so that a change in between is not lost.
    let watch = Watch::start(&place, Some(place.root.join("public")), method)?;
    let mut memo = Memo::default();
    let outcome = compile(&disk::read(&place)?, &options, &mut memo);
    tell(general, &outcome, &outcome.problems, Hints::Count);
    let state = Arc::new(State::new(place.clone(), outcome));
    let follower = Follower { general: general.clone(), place, options, memo };
    let shown = Arc::clone(&state);
    std::thread::spawn(move || follower.follow(watch, &shown));
    let address = Address { host: arguments.host, port: arguments.port };
    let open = arguments.open;
    serve::serve(&state, address, |bound| announce(bound, open))?;
    Ok(Verdict::Clean)
}

/// Compiles on every wake-up.
struct Follower {
    general: General,
    place: Place,
    options: Options,
    memo: Memo,
}

impl Follower {
    fn follow(mut self, mut watch: Watch, state: &State) {
        while watch.wait() {
            match disk::read(&self.place) {
                Ok(inputs) => {
                    let outcome = compile(&inputs, &self.options, &mut self.memo);
                    tell(&self.general, &outcome, &outcome.problems, Hints::Count);
                    state.show(outcome);
                }
                Err(failure) => {
                    say(format_args!("retrospect: {failure}"));
                    state.show_failure(&failure);
                }
            }
        }
    }
}

fn announce(bound: SocketAddr, open: bool) {
    let url = format!("http://{bound}/");
    answer(format_args!("Serving {url}"));
    if open && let Err(error) = open_browser(&url) {
        say(format_args!("no browser could be opened ({error}); the address is {url}"));
    }
}

fn open_browser(url: &str) -> std::io::Result<()> {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    std::process::Command::new(program).arg(url).spawn().map(|_| ())
}
