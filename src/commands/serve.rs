//! `serve`: a preview that follows the files and never ends on bad content.

use super::{Hints, Progress, Verdict, answer, changes, place, say, tell, tell_new};
use crate::archive::Drafts;
use crate::cli::{General, Serve};
use crate::disk::{Look, Place, Reader};
use crate::failure::Failure;
use crate::pipeline::{Memo, Options, Outcome, compile};
use crate::serve::{self, Address, State};
use crate::watch::{Method, Named, Watch};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

/// Runs the verb until it is told to end; that is how it ends well.
pub fn run(general: &General, arguments: &Serve) -> Result<Verdict, Failure> {
    let place = place(general)?;
    let drafts = if arguments.no_drafts { Drafts::Hide } else { Drafts::Show };
    let preview = Some(serve::MARKUP.to_owned());
    let edition = arguments.edition.clone();
    let options = Options { drafts, edition, preview, ..Options::default() };
    let method = if arguments.poll { Method::Poll } else { Method::Events };
    // Watching starts before reading, so that a change in between is not lost.
    let watch = Watch::start(&place, Some(place.root.join("public")), method);
    let (follower, state) = Follower::start(general, place, options)?;
    let shown = Arc::clone(&state);
    std::thread::spawn(move || follower.follow(watch, &shown));
    let shown = Arc::clone(&state);
    std::thread::spawn(move || {
        if let Err(failure) = serve::keep_indexed(&shown) {
            say(format_args!("retrospect: {failure}"));
        }
    });
    let address = Address { host: arguments.host, port: arguments.port };
    let open = arguments.open;
    serve::serve(&state, address, |bound| announce(bound, open))?;
    Ok(Verdict::Clean)
}

/// Compiles on every wake-up.
struct Follower {
    general: General,
    reader: Reader,
    options: Options,
    memo: Memo,
    told: Arc<Outcome>,
    failure: Option<Failure>,
}

impl Follower {
    /// The first compilation, with a state that shows it.
    fn start(
        general: &General,
        place: Place,
        options: Options,
    ) -> Result<(Follower, Arc<State>), Failure> {
        let mut reader = Reader::new(place.clone());
        let mut memo = Memo::default();
        let mut progress = Progress::start(general, "reading");
        let inputs = reader.look()?.map(|look| look.inputs).unwrap_or_default();
        progress.phase("compiling");
        let outcome = compile(&inputs, &options, &mut memo);
        drop(progress);
        tell(general, &outcome, &outcome.problems, Hints::Count);
        let (state, told) = State::new(place, outcome);
        let state = Arc::new(state);
        let general = general.clone();
        Ok((Follower { general, reader, options, memo, told, failure: None }, state))
    }

    fn follow(mut self, mut watch: Watch, state: &State) {
        while self.advise(&mut watch)
            && let Some(named) = watch.wait()
        {
            if !named.is_empty() && self.glance(&named, state) {
                watch.owe_second_look();
                continue;
            }
            match self.reader.look() {
                Ok(Some(look)) => {
                    state.announce();
                    self.show(&look, state);
                }
                Ok(None) => {}
                Err(failure) => self.fail(failure, state),
            }
        }
    }

    /// Shows what the named files hold now, before all others are looked at; true where that can
    /// wait a little, so that the page which somebody waits for has the machine for itself.
    fn glance(&mut self, named: &Named, state: &State) -> bool {
        let glance = self.reader.glance(named);
        if let Some(look) = &glance.look {
            self.show(look, state);
        }
        glance.is_enough
    }

    /// Says what there is to know about the watching. Always true, to stand in a condition.
    fn advise(&self, watch: &mut Watch) -> bool {
        for advice in watch.advice().iter().filter(|_| !self.general.quiet) {
            say(advice);
        }
        true
    }

    fn show(&mut self, look: &Look, state: &State) {
        let started = Instant::now();
        let outcome = compile(&look.inputs, &self.options, &mut self.memo);
        let outcome = state.show(outcome, &look.touched);
        tell_new(&self.general, &outcome, &self.told.problems);
        self.told = outcome;
        self.failure = None;
        if self.general.verbose {
            say(changes(&look.touched, started.elapsed()));
        }
    }

    /// A failure that stays is told once.
    fn fail(&mut self, failure: Failure, state: &State) {
        if self.failure.as_ref() != Some(&failure) {
            say(format_args!("retrospect: {failure}"));
            state.show_failure(&failure);
            self.failure = Some(failure);
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
