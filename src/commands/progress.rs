//! What is being done, on a terminal, once it takes long.
//!
//! Nothing is shown where nobody looks (a pipe, CI) or wants to (`--quiet`), nor for work that is
//! done before anybody could read it.

use crate::cli::General;
use std::io::{IsTerminal as _, Write as _};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Work that is done by then is not spoken of.
const PATIENCE: Duration = Duration::from_millis(400);
/// Time between two pictures.
const STEP: Duration = Duration::from_millis(100);
/// Back to the start of the line, and nothing after it (ECMA-48, EL).
const CLEAR: &str = "\r\u{1b}[K";

enum Message {
    Phase(&'static str),
    Pause(Sender<()>),
}

/// A line that says what is being done; dropping it clears the line.
pub(super) struct Progress {
    shown: Option<(Sender<Message>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins with a phase.
    pub(super) fn start(general: &General, phase: &'static str) -> Progress {
        let is_wanted = !general.quiet
            && std::io::stderr().is_terminal()
            && std::env::var_os("CI").is_none()
            && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let shown = is_wanted.then(|| {
            let (sender, messages) = channel();
            (sender, std::thread::spawn(move || show(phase, &messages)))
        });
        Progress { shown }
    }

    /// Goes on to another phase.
    pub(super) fn phase(&mut self, phase: &'static str) {
        if let Some((sender, _)) = &self.shown {
            // The line is gone where this fails.
            let _ = sender.send(Message::Phase(phase));
        }
    }

    /// Clears the line until the next phase, so that something else can be said.
    pub(super) fn pause(&mut self) {
        if let Some((sender, _)) = &self.shown {
            let (done, cleared) = channel();
            let _ = sender.send(Message::Pause(done));
            let _ = cleared.recv();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, line)) = self.shown.take() {
            drop(sender);
            // A thread that draws a line has nothing to hand back.
            let _ = line.join();
        }
    }
}

fn show(first: &'static str, messages: &Receiver<Message>) {
    let started = Instant::now();
    let mut phase = Some(first);
    let mut is_shown = false;
    let mut wait = PATIENCE;
    loop {
        match messages.recv_timeout(wait) {
            Ok(Message::Phase(next)) => phase = Some(next),
            Ok(Message::Pause(done)) => {
                phase = None;
                if std::mem::take(&mut is_shown) {
                    draw(CLEAR);
                }
                let _ = done.send(());
            }
            Err(RecvTimeoutError::Timeout) => {
                wait = STEP;
                if let Some(phase) = phase {
                    is_shown = true;
                    draw(&format!("{CLEAR}{phase} … {:.1} s", started.elapsed().as_secs_f32()));
                }
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if is_shown {
        draw(CLEAR);
    }
}

fn draw(text: &str) {
    let mut stderr = std::io::stderr();
    // A terminal that went away needs no picture.
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}
