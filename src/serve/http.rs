//! Sockets and server-sent events. `axum`'s and `tokio`'s door.

use super::route::{is_own_host, is_own_origin};
use super::{News, State, ending, reply};
use crate::failure::Failure;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use axum::response::IntoResponse as _;
use axum::response::sse::{Event, KeepAlive, Sse};
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

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

/// Pages that are rendered at once; a page is a matter of milliseconds, the longest list aside.
const MOST_AT_ONCE: usize = 4;

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
        .max_blocking_threads(MOST_AT_ONCE)
        .build()
        .map_err(|error| Failure::new(format!("cannot start: {error}"), "try again"))?;
    let ended = runtime.block_on(async {
        let listener = listen(address).await?;
        let bound = listener.local_addr().map_err(|error| no_port(address, &error))?;
        ready(bound);
        let state = Arc::clone(state);
        let host: Arc<str> = address.host.to_string().into();
        let app = axum::Router::new().fallback(move |request: Request<Body>| {
            answer(Arc::clone(&state), Arc::clone(&host), request)
        });
        tokio::select! {
            ended = axum::serve(listener, app) => ended
                .map_err(|error| Failure::new(format!("the server ended: {error}"), "start it again")),
            () = ending::signal() => Ok(()),
        }
    });
    // A page that is being rendered for somebody who has gone holds nobody up.
    runtime.shutdown_background();
    ended
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

async fn answer(state: Arc<State>, bound: Arc<str>, request: Request<Body>) -> Response<Body> {
    if let Some(refusal) = refusal(&request, &bound) {
        return refusal;
    }
    let path = request.uri().path().to_owned();
    if path == "/_retrospect/events" {
        return events(&state);
    }
    let known = header_text(&request, &header::IF_NONE_MATCH).map(str::to_owned);
    // Rendering is work: on this thread it would keep every other answer waiting.
    let work = move || reply::reply(&state, &path, known.as_deref());
    match tokio::task::spawn_blocking(work).await {
        Ok(response) => response,
        Err(_) => reply::plain(StatusCode::INTERNAL_SERVER_ERROR, "this page cannot be made"),
    }
}

/// What is not answered: names of other machines, pages of other sites, all but reading.
fn refusal(request: &Request<Body>, bound: &str) -> Option<Response<Body>> {
    let host = header_text(request, &header::HOST).unwrap_or("");
    if !is_own_host(host, bound) {
        let told = "this preview answers to this machine's names only";
        return Some(reply::plain(StatusCode::FORBIDDEN, told));
    }
    let origin = request.headers().get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or(""));
    if !is_own_origin(origin, host) {
        let told = "this preview answers to its own pages only";
        return Some(reply::plain(StatusCode::FORBIDDEN, told));
    }
    let is_reading = matches!(request.method().as_str(), "GET" | "HEAD");
    (!is_reading).then(|| reply::plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD"))
}

fn header_text<'r>(request: &'r Request<Body>, name: &header::HeaderName) -> Option<&'r str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

/// One event with the news at once, and one for each that follows.
fn events(state: &State) -> Response<Body> {
    let news = WatchStream::new(state.news.subscribe()).map(|news: News| {
        let data = serde_json::to_string(&news).unwrap_or_default();
        Ok::<_, Infallible>(Event::default().data(data))
    });
    Sse::new(news).keep_alive(KeepAlive::default()).into_response()
}
