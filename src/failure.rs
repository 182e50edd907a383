//! Why a command could not run: never about content.

use std::fmt;

/// A command could not do its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    message: String,
    help: String,
}

impl Failure {
    /// What went wrong, with the path or number it is about, and what to do.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Failure {
        Failure { message: message.into(), help: help.into() }
    }

    /// A file or folder could not be used; `act` is `read`, `write`, `create` or `remove`.
    pub fn of_path(act: &str, path: &std::path::Path, error: &std::io::Error) -> Failure {
        let help = match error.kind() {
            std::io::ErrorKind::PermissionDenied => "check who may use it",
            std::io::ErrorKind::NotFound => "check the path",
            std::io::ErrorKind::StorageFull => "free some space and run it again",
            _ => "see what holds it and run it again",
        };
        Failure::new(format!("cannot {act} {}: {error}", path.display()), help)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.help)
    }
}

impl std::error::Error for Failure {}
