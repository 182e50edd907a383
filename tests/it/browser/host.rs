//! A static host: a folder under a subpath, with the strictest security policy that a host of a
//! site may set.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Where the site stands at its host.
pub const MOUNT: &str = "/team/archive/";

/// Scripts, styles and data of the site alone, none of them inline; and WebAssembly, which search
/// runs on.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

/// A host that runs as long as the test.
pub struct Host {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Host {
    /// Hosts a folder.
    pub fn of(folder: PathBuf) -> Host {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (folder, log) = (folder.clone(), Arc::clone(&log));
                std::thread::spawn(move || answer(stream, &folder, &log));
            }
        });
        Host { address, asked }
    }

    /// The full address of a page.
    pub fn url(&self, page: &str) -> String {
        format!("http://{}{MOUNT}{page}", self.address)
    }

    /// Every path that was asked for, in order; those of workers, which no browser's log has, too.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(mut stream: TcpStream, folder: &Path, log: &Mutex<Vec<String>>) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines().map_while(Result::ok);
    let request = lines.next()?;
    lines.find(String::is_empty)?;
    let path = request.split(' ').nth(1)?.split('?').next()?;
    log.lock().unwrap().push(path.to_owned());
    let path = path.strip_prefix(MOUNT);
    let file = path.map(|path| folder.join(path));
    let file = file.map(|file| if file.is_dir() { file.join("index.html") } else { file });
    let found = file.and_then(|file| Some((std::fs::read(&file).ok()?, media_type(&file))));
    let (status, (bytes, media_type)) = match found {
        Some(found) => ("200 OK", found),
        None => ("404 Not Found", (b"nothing is here".to_vec(), "text/plain")),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\
         Content-Security-Policy: {POLICY}\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&bytes)).ok()
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
