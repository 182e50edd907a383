//! Requests by hand, so that a test decides every byte of them.

use crate::program::PATIENCE;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Instant;

/// What a server answered.
#[derive(Debug)]
pub struct Reply {
    /// Status code.
    pub status: u16,
    head: String,
    /// What follows the head, as text.
    pub body: String,
    /// The same, to the byte.
    pub bytes: Vec<u8>,
}

impl Reply {
    /// Fails where the status is another; gives the reply for more questions.
    #[track_caller]
    pub fn ends(self, status: u16) -> Reply {
        assert_eq!(self.status, status, "{}\n{}", self.head, self.body);
        self
    }

    /// A header's value; empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        let found = self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        });
        found.unwrap_or("")
    }
}

/// Asks a server of this machine under its own name.
#[track_caller]
pub fn get(address: SocketAddr, path: &str) -> Reply {
    get_as(address, path, &address.to_string())
}

/// Asks under any `Host`.
#[track_caller]
pub fn get_as(address: SocketAddr, path: &str, host: &str) -> Reply {
    get_with(address, path, &format!("Host: {host}"))
}

/// Asks with these lines in the head.
#[track_caller]
pub fn get_with(address: SocketAddr, path: &str, head: &str) -> Reply {
    ask_as(address, "GET", path, head)
}

/// Asks in any way, with these lines in the head; under the server's own name without any.
#[track_caller]
pub fn ask_as(address: SocketAddr, method: &str, path: &str, head: &str) -> Reply {
    let own = format!("Host: {address}");
    let head = if head.is_empty() { &own } else { head };
    let mut bytes = Vec::new();
    ask(address, &format!("{method} {path}"), head).read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a whole answer");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let bytes = bytes.split_off(end + 4);
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let body = String::from_utf8_lossy(&bytes).into_owned();
    Reply { status, head, body, bytes }
}

fn ask(address: SocketAddr, what: &str, head: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let request = format!("{what} HTTP/1.1\r\n{head}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

/// The preview's server-sent events.
pub struct News {
    lines: BufReader<TcpStream>,
}

impl News {
    /// Opens the stream.
    pub fn of(address: SocketAddr) -> News {
        let stream = ask(address, "GET /_retrospect/events", &format!("Host: {address}"));
        News { lines: BufReader::new(stream) }
    }

    /// The next event's data; fails where none comes.
    #[track_caller]
    pub fn next(&mut self) -> String {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let mut line = String::new();
            let n_bytes = self.lines.read_line(&mut line).expect("an event comes in time");
            assert_ne!(n_bytes, 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return data.trim_end().to_owned();
            }
        }
        panic!("no event within {PATIENCE:?}");
    }

    /// Waits for events until one came after which the condition holds.
    #[track_caller]
    pub fn until(&mut self, mut holds: impl FnMut() -> bool) {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            self.next();
            if holds() {
                return;
            }
        }
        panic!("what is waited for was not true after any event");
    }
}
