//! What the window is told when a command fails. Nothing else makes a [`Failure`].

use provost_app::{AppError, ErrorKind};
use provost_core::catalog::visible;
use serde::Serialize;

/// A failure in words, with what to do next.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub(crate) struct Failure {
    /// What the window decides by.
    pub kind: FailureKind,
    /// One sentence: what could not be done, with what.
    pub message: String,
    /// What the person can do next.
    pub hint: Option<String>,
    /// The server's code, for support; never used to decide.
    pub sqlstate: Option<String>,
    /// What is wrong with which field of what was sent.
    pub problems: Vec<provost_core::connections::Problem>,
}

/// The kinds of failure that the window tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FailureKind {
    /// What was sent cannot be used.
    BadInput,
    /// The thing is not there any more.
    NotFound,
    /// Nobody answers there.
    Unreachable,
    /// The line could not be protected as the profile demands.
    Tls,
    /// The server does not let this role in.
    Authentication,
    /// The role may not do this.
    Permission,
    /// The keyring is locked.
    KeyringLocked,
    /// There is no keyring.
    KeyringAbsent,
    /// A person stopped it.
    Cancelled,
    /// It took too long.
    Timeout,
    /// A file could not be read or written.
    Storage,
    /// The server answered with an error, or with nonsense.
    Server,
    /// A fault of Provost itself.
    Internal,
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self {
            kind: kind(error.kind()),
            message: visible(&error.to_string(), &['\n']),
            hint: error.hint(),
            sqlstate: error.sqlstate(),
            problems: error.problems(),
        }
    }
}

fn kind(kind: ErrorKind) -> FailureKind {
    match kind {
        ErrorKind::BadInput => FailureKind::BadInput,
        ErrorKind::NotFound => FailureKind::NotFound,
        ErrorKind::Unreachable => FailureKind::Unreachable,
        ErrorKind::Tls => FailureKind::Tls,
        ErrorKind::Authentication => FailureKind::Authentication,
        ErrorKind::Permission => FailureKind::Permission,
        ErrorKind::KeyringLocked => FailureKind::KeyringLocked,
        ErrorKind::KeyringAbsent => FailureKind::KeyringAbsent,
        ErrorKind::Cancelled => FailureKind::Cancelled,
        ErrorKind::Timeout => FailureKind::Timeout,
        ErrorKind::Storage => FailureKind::Storage,
        ErrorKind::Server => FailureKind::Server,
        ErrorKind::Internal => FailureKind::Internal,
    }
}
