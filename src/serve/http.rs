//! Sockets and server-sent events. `axum`'s and `tokio`'s door.

use super::route::{Reply, is_own_host, route};
use super::{Shown, State};
use crate::disk;
use crate::failure::Failure;
use crate::model::UrlPath;
use crate::site::{Artifact, Route, Site};
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Request, Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

/// The preview's script.
const CLIENT: &str = include_str!("client.js");

/// Where to listen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// The address of an interface of this machine.
    pub host: IpAddr,
    /// The port; 0 for any free one.
    pub port: u16,
}

/// Ports that are tried after one that is taken.
const MOST_TRIES: u16 = 20;

/// Answers requests until the process is told to end. `ready` is called once with the address.
///
/// # Errors
/// Where no port can be had.
pub fn serve(
    state: &Arc<State>,
    address: Address,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build()
        .map_err(|error| Failure::new(format!("cannot start: {error}"), "try again"))?;
    runtime.block_on(async {
        let listener = listen(address).await?;
        let bound = listener.local_addr().map_err(|error| no_port(address, &error))?;
        ready(bound);
        let state = Arc::clone(state);
        let host = address.host.to_string();
        let app = axum::Router::new().fallback(move |request: Request<Body>| {
            let state = Arc::clone(&state);
            let host = host.clone();
            async move { answer(&state, &host, &request) }
        });
        tokio::select! {
            ended = axum::serve(listener, app) => ended
                .map_err(|error| Failure::new(format!("the server ended: {error}"), "start it again")),
            () = told_to_end() => Ok(()),
        }
    })
}

/// Waits for the signals that end a program (SIGINT, SIGTERM).
async fn told_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    // Without a signal to wait for, the program ends as the system has it.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn no_port(address: Address, error: &std::io::Error) -> Failure {
    Failure::new(
        format!("cannot listen on {}:{}: {error}", address.host, address.port),
        "name another port with --port; 0 takes any free one",
    )
}

/// The port that was asked for or, where it is taken, one of the next.
async fn listen(address: Address) -> Result<TcpListener, Failure> {
    let mut port = address.port;
    loop {
        match TcpListener::bind((address.host, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error)
                if error.kind() == std::io::ErrorKind::AddrInUse
                    && address.port != 0
                    && port < address.port.saturating_add(MOST_TRIES) =>
            {
                port += 1;
            }
            Err(error) => return Err(no_port(address, &error)),
        }
    }
}

fn answer(state: &Arc<State>, bound: &str, request: &Request<Body>) -> Response<Body> {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if !is_own_host(host.unwrap_or(""), bound) {
        return plain(StatusCode::FORBIDDEN, "this preview answers to this machine's names only");
    }
    if !matches!(request.method().as_str(), "GET" | "HEAD") {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
    }
    let shown = state.shown();
    match route(shown.site.as_deref(), request.uri().path()) {
        Reply::Client => bytes("text/javascript; charset=utf-8", CLIENT.as_bytes().to_vec()),
        Reply::Events => events(state),
        Reply::Findings => bytes("application/json", shown.findings.as_bytes().to_vec()),
        Reply::Moved(to) => moved(&to),
        Reply::Found(address, found) => match &shown.site {
            Some(site) => page(state, site, address, found),
            None => nothing_yet(),
        },
        Reply::NotFound => not_found(state, &shown),
    }
}

fn page(state: &State, site: &Site, address: &UrlPath, route: &Route) -> Response<Body> {
    let rendered = match site.render(address, route) {
        Ok(Artifact::Bytes(rendered)) => Ok(rendered),
        Ok(Artifact::CopyOf(path)) => {
            disk::asset(&state.place, &path).map_err(|failure| failure.to_string())
        }
        Err(problem) => Err(format!("{}: {}", problem.place.path, problem.message)),
    };
    match rendered {
        Ok(rendered) => bytes(&media_type(address.output().as_str()), rendered),
        Err(reason) => plain(StatusCode::INTERNAL_SERVER_ERROR, &reason),
    }
}

fn not_found(state: &State, shown: &Shown) -> Response<Body> {
    let Some(site) = &shown.site else { return nothing_yet() };
    let mut response = page(state, site, &UrlPath::new("404.html"), &Route::NotFound);
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}

/// A page without a site: the theme could not be used from the start.
fn nothing_yet() -> Response<Body> {
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>retrospect</title>\
         <main id=\"main\"><h1>Nothing to show yet</h1></main>{}",
        super::MARKUP
    );
    bytes("text/html; charset=utf-8", page.into_bytes())
}

fn moved(to: &str) -> Response<Body> {
    let mut response = plain(StatusCode::FOUND, "moved");
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

fn plain(status: StatusCode, text: &str) -> Response<Body> {
    let mut response = bytes("text/plain; charset=utf-8", text.as_bytes().to_vec());
    *response.status_mut() = status;
    response
}

fn bytes(media_type: &str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(Bytes::from(bytes)));
    let headers = response.headers_mut();
    if let Ok(media_type) = HeaderValue::from_str(media_type) {
        headers.insert(header::CONTENT_TYPE, media_type);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// One event with the generation at once, and one for each that follows.
fn events(state: &State) -> Response<Body> {
    // A server that was started anew counts from one again; its pages must be loaded anew too.
    let start = std::process::id();
    let receiver = state.generation.subscribe();
    let news = WatchStream::new(receiver).map(move |generation| {
        Ok::<_, Infallible>(Event::default().data(format!("{start}-{generation}")))
    });
    Sse::new(news).keep_alive(KeepAlive::default()).into_response()
}

/// The media type of a file by its ending.
fn media_type(name: &str) -> String {
    let guess = mime_guess::from_path(name).first_or_octet_stream();
    if guess.type_() == mime_guess::mime::TEXT || guess.subtype() == "javascript" {
        format!("{guess}; charset=utf-8")
    } else {
        guess.to_string()
    }
}
