//! What processes cost, as Linux accounts for it in `/proc`.

use std::fs;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What something cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// Seconds on the clock.
    pub wall: f64,
    /// Seconds of all processors together, the system's work included.
    pub cpu: f64,
    /// Most memory that was held at a time, in MiB.
    pub peak: f64,
}

/// Ticks of the processor accounts in a second: `USER_HZ` of Linux, on every machine of today.
const TICKS: f64 = 100.0;

/// Numbers of `/proc/self/stat` (proc(5)) behind the name in parentheses.
const OWN: usize = 11;
const OF_CHILDREN: usize = 13;

/// Seconds of all processors that this process, or all its ended children, have used.
fn seconds(first: usize) -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = text.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let ticks = |at: usize| fields[at].parse::<f64>().unwrap();
    (ticks(first) + ticks(first + 1)) / TICKS
}

/// Most memory that a process has held since its start, or since this was set back, in MiB.
fn peak(process: &str) -> f64 {
    of_status(process, "VmHWM:")
}

/// Memory that a process holds, in MiB.
pub fn memory(process: u32) -> f64 {
    of_status(&process.to_string(), "VmRSS:")
}

fn of_status(process: &str, name: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kibibytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok());
    kibibytes.unwrap_or(0.0) / 1024.0
}

/// Runs a command to its end, which has to be a good one.
pub fn run(command: &mut Command) -> (Cost, Output) {
    let before = seconds(OF_CHILDREN);
    let started = Instant::now();
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let process = child.id().to_string();
    let (done, output) = std::sync::mpsc::channel();
    thread::spawn(move || done.send(Child::wait_with_output(child).unwrap()));
    let mut highest: f64 = 0.0;
    let output = loop {
        if let Ok(output) = output.recv_timeout(Duration::from_millis(5)) {
            break output;
        }
        highest = highest.max(peak(&process));
    };
    let wall = started.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    (Cost { wall, cpu: seconds(OF_CHILDREN) - before, peak: highest }, output)
}

/// Does something in this process.
pub fn here<T>(work: impl FnOnce() -> T) -> (Cost, T) {
    // Sets the peak back to what is held now (proc(5), `clear_refs`).
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let (before, started) = (seconds(OWN), Instant::now());
    let made = work();
    let wall = started.elapsed().as_secs_f64();
    (Cost { wall, cpu: seconds(OWN) - before, peak: peak("self") }, made)
}

/// How busy the machine is: the load of one, five and fifteen minutes.
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

impl Cost {
    /// Counts what comes after it in.
    pub fn add(&mut self, more: Cost) {
        self.wall += more.wall;
        self.cpu += more.cpu;
        self.peak = self.peak.max(more.peak);
    }
}
