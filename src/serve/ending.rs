//! The signals that end a program (SIGINT, SIGTERM).

use crate::failure::Failure;

/// How often a program has been told to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Once: it may finish what it is at.
    Once,
    /// Again: it must end now.
    Again,
}

/// Calls `end` at the first signal and at every one that follows; never returns otherwise.
///
/// # Errors
/// Where signals cannot be waited for.
pub fn told_to_end(mut end: impl FnMut(Told)) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .map_err(|error| Failure::new(format!("cannot wait for signals: {error}"), "try again"))?;
    runtime.block_on(async {
        let mut told = Told::Once;
        loop {
            signal().await;
            end(told);
            told = Told::Again;
        }
    })
}

/// Waits for a signal.
pub(super) async fn signal() {
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
