//! The real binary: run to its end, or kept running as a server.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long a test waits for something that must come before it fails.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// How a run ended and what it said.
#[derive(Debug)]
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// The binary in a folder, with no colours asked for by the environment.
pub fn command(here: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_retrospect"));
    command.current_dir(here).args(arguments).env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

/// Runs the binary in a folder to its end.
#[track_caller]
pub fn run(here: &Path, arguments: &[&str]) -> Run {
    let output = command(here, arguments).output().unwrap();
    Run {
        status: output.status.code().expect("it ends by itself"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    /// Fails where the run ended with another status; gives the run for more questions.
    #[track_caller]
    pub fn ends(self, status: i32) -> Run {
        assert_eq!(self.status, status, "\nstdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    /// Fails unless standard error holds the words.
    #[track_caller]
    pub fn says(self, words: &str) -> Run {
        assert!(self.stderr.contains(words), "no `{words}` in stderr: {}", self.stderr);
        self
    }

    /// Fails where standard error holds the words.
    #[track_caller]
    pub fn lacks(self, words: &str) -> Run {
        assert!(!self.stderr.contains(words), "`{words}` in stderr: {}", self.stderr);
        self
    }
}

/// A program that runs until this is dropped.
pub struct Running {
    child: Child,
    lines: Receiver<String>,
    complaints: Receiver<String>,
}

impl Running {
    /// Starts a program whose standard output is read.
    pub fn start(command: &mut Command) -> Running {
        let started = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = started.unwrap_or_else(|error| {
            panic!("{} cannot be started: {error}", command.get_program().display())
        });
        let lines = lines_of(child.stdout.take().unwrap());
        let complaints = lines_of(child.stderr.take().unwrap());
        Running { child, lines, complaints }
    }

    /// Its number among the system's processes.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// What the first line holds that `find` finds something in.
    #[track_caller]
    pub fn first_line<T>(&self, find: impl Fn(&str) -> Option<T>) -> T {
        self.line_within(PATIENCE, find)
    }

    /// The same with another patience.
    #[track_caller]
    pub fn line_within<T>(&self, patience: Duration, find: impl Fn(&str) -> Option<T>) -> T {
        let end = Instant::now() + patience;
        let mut seen = Vec::new();
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) => match find(&line) {
                    Some(found) => return found,
                    None => seen.push(line),
                },
                Err(error) => {
                    seen.extend(self.complaints.try_iter());
                    panic!("the line that is waited for never came ({error}): {seen:#?}")
                }
            }
        }
    }

    /// Asks the program to end, as Ctrl-C does, and gives its exit status.
    #[track_caller]
    pub fn interrupt(mut self) -> Option<i32> {
        let id = self.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        eventually("the program ends", || self.child.try_wait().unwrap()).code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Lines as they come, read by a thread so that waiting for one can end.
fn lines_of(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    lines
}

/// Asks again and again until there is an answer; fails after [`PATIENCE`].
#[track_caller]
pub fn eventually<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < end, "{what}: not within {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
