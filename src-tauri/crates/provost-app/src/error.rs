//! What can go wrong in a use case, told so that the window and the command line can decide and a person can act.

use std::path::PathBuf;

use provost_core::connections::{Problem, ServiceFileError, UrlError};
use provost_core::registry::Refusal;
use provost_postgres::server::ServerError;

use crate::connections::ProfilesError;

/// Why a use case did not do what it was asked. `Display` says what happened and to what; [`AppError::hint`] says
/// what to do next. Neither ever holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// A database could not be reached, read or written.
    #[error(transparent)]
    Database(#[from] provost_postgres::Error),
    /// The local server is not there.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// The keyring did not do what it was asked.
    #[error(transparent)]
    Secrets(#[from] provost_secrets::Error),
    /// The connections file could not be read or written.
    #[error(transparent)]
    Profiles(#[from] ProfilesError),
    /// A report could not be rendered.
    #[error("The report could not be made: {0}.")]
    Report(#[from] provost_reports::Error),
    /// A picture could not be drawn.
    #[error("The report could not be made: {0}.")]
    Chart(#[from] provost_plots::Error),
    /// A file was not written.
    #[error(transparent)]
    File(#[from] provost_reports::FileError),
    /// A folder could not be made.
    #[error("The folder {path} could not be made: {source}.")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The answer could not be written out.
    #[error(
        "Standard output could not be written: {0}. What stands there is not the whole answer."
    )]
    Output(std::io::Error),
    /// A file could not be read.
    #[error("{path} could not be read: {source}.")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file of Provost's own could not be written; it is as it was.
    #[error("{path} was not written: {source}.")]
    Unwritten {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A profile cannot be used as it is.
    #[error("{}", told(.0))]
    Profile(Vec<Problem>),
    /// A connection URL cannot be read.
    #[error("The URL cannot be read: {0}.")]
    Url(#[from] UrlError),
    /// A service file cannot be read.
    #[error("The service file {path} cannot be read: {source}.")]
    ServiceFile {
        /// The file.
        path: PathBuf,
        /// The line and what is wrong with it.
        source: ServiceFileError,
    },
    /// The keyring should hold a password and does not give one.
    #[error("The keyring has no password for the connection \"{name}\", though one was put there.")]
    SecretMissing {
        /// The connection.
        name: String,
    },
    /// What was asked for cannot be used; the text says why and what to do.
    #[error("{0}")]
    BadInput(String),
    /// The rules of the registry refuse it; nothing was changed.
    #[error("{}", reasons(.0))]
    Refused(Vec<Refusal>),
    /// What was asked for is not there; the text says what to do.
    #[error("{0}")]
    NotFound(String),
    /// A person stopped it.
    #[error("The work was cancelled.")]
    Cancelled,
    /// A fault of Provost itself.
    #[error("{0}")]
    Internal(String),
}

/// The kinds of error that the doors tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// What was given cannot be used.
    BadInput,
    /// The thing is not there.
    NotFound,
    /// Nobody answers there.
    Unreachable,
    /// The line could not be protected as the profile demands.
    Tls,
    /// The server does not let the role in.
    Authentication,
    /// The role may not do this.
    Permission,
    /// The keyring is locked, or its prompt was not answered.
    KeyringLocked,
    /// There is no keyring, or it does not work.
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

impl AppError {
    /// What the doors decide by.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Database(error) => kind_of_database(error),
            Self::Server(error) => kind_of_server(error),
            Self::Secrets(error) => kind_of_secrets(error),
            Self::Profiles(_)
            | Self::File(_)
            | Self::Folder { .. }
            | Self::Output(_)
            | Self::Unwritten { .. }
            | Self::Unreadable { .. } => ErrorKind::Storage,
            Self::Profile(_)
            | Self::Url(_)
            | Self::ServiceFile { .. }
            | Self::BadInput(_)
            | Self::Refused(_) => ErrorKind::BadInput,
            Self::SecretMissing { .. } => ErrorKind::KeyringLocked,
            Self::NotFound(_) => ErrorKind::NotFound,
            Self::Cancelled => ErrorKind::Cancelled,
            Self::Report(_) | Self::Chart(_) | Self::Internal(_) => ErrorKind::Internal,
        }
    }

    /// What to do next; none where the message already says it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Database(error) => error.hint(),
            Self::Secrets(error) => Some(error.hint().to_owned()),
            Self::Profiles(error) => Some(error.hint()),
            Self::Folder { .. }
            | Self::Output(_)
            | Self::Unwritten { .. }
            | Self::Unreadable { .. } => {
                Some("Check the path, the rights and the free space.".into())
            }
            Self::Url(_) => Some(
                "A URL looks like postgres://user:password@host:5432/database?sslmode=verify-full."
                    .into(),
            ),
            Self::ServiceFile { .. } => Some("Mend that line in a text editor.".into()),
            Self::SecretMissing { .. } => Some(
                "Unlock the keyring and try again; if the password was deleted there, enter it again in the connection."
                    .into(),
            ),
            Self::Report(_) | Self::Chart(_) | Self::Internal(_) => Some(
                "This is a fault of Provost. Report it with what you did.".into(),
            ),
            Self::Refused(refusals) => {
                let remedies: Vec<&str> = refusals.iter().map(|one| one.remedy.as_str()).collect();
                Some(remedies.join(" "))
            }
            Self::Server(_)
            | Self::File(_)
            | Self::Profile(_)
            | Self::BadInput(_)
            | Self::NotFound(_)
            | Self::Cancelled => None,
        }
    }

    /// The server's code for the error, when a server gave one.
    #[must_use]
    pub fn sqlstate(&self) -> Option<String> {
        match self {
            Self::Database(error) => error.sqlstate().map(str::to_owned),
            _ => None,
        }
    }

    /// What is wrong with which field of a profile.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        match self {
            Self::Profile(problems) => problems.clone(),
            _ => Vec::new(),
        }
    }
}

fn told(problems: &[Problem]) -> String {
    let texts: Vec<&str> = problems
        .iter()
        .map(|problem| problem.message.as_str())
        .collect();
    texts.join(" ")
}

fn reasons(refusals: &[Refusal]) -> String {
    let messages: Vec<&str> = refusals.iter().map(|one| one.message.as_str()).collect();
    messages.join(" ")
}

fn kind_of_database(error: &provost_postgres::Error) -> ErrorKind {
    use provost_postgres::Error;
    match error {
        Error::Profile { .. } | Error::Obstructed { .. } | Error::ExpectedText { .. } => {
            ErrorKind::BadInput
        }
        Error::ExpectedStatement { cause, .. } => match kind_of_database(cause) {
            ErrorKind::Server | ErrorKind::Permission => ErrorKind::BadInput,
            other => other,
        },
        Error::Migration { cause, .. } => kind_of_database(cause),
        Error::Environment { .. } => ErrorKind::Internal,
        Error::Unreachable { .. } | Error::Unavailable { .. } | Error::Lost { .. } => {
            ErrorKind::Unreachable
        }
        Error::Tls { .. } => ErrorKind::Tls,
        Error::Authentication { .. } => ErrorKind::Authentication,
        Error::Permission { .. } => ErrorKind::Permission,
        Error::Timeout { .. } => ErrorKind::Timeout,
        Error::Cancelled => ErrorKind::Cancelled,
        Error::ServerData { .. } | Error::Database { .. } | Error::Aborted => ErrorKind::Server,
    }
}

fn kind_of_server(error: &ServerError) -> ErrorKind {
    match error {
        ServerError::NoBinaries { .. } => ErrorKind::NotFound,
        ServerError::DiskFull { .. }
        | ServerError::UnsafeFolder { .. }
        | ServerError::Unreachable { .. }
        | ServerError::File { .. } => ErrorKind::Storage,
        ServerError::TimedOut { .. } => ErrorKind::Timeout,
        ServerError::OtherVersion { .. }
        | ServerError::NoAccount
        | ServerError::InUse { .. }
        | ServerError::InitFailed { .. }
        | ServerError::Refused { .. }
        | ServerError::GaveUp { .. }
        | ServerError::Supervisor { .. } => ErrorKind::Server,
    }
}

fn kind_of_secrets(error: &provost_secrets::Error) -> ErrorKind {
    use provost_secrets::Error;
    match error {
        Error::Locked | Error::Dismissed | Error::Timeout(_) => ErrorKind::KeyringLocked,
        Error::TooLong { .. } => ErrorKind::BadInput,
        Error::Absent(_)
        | Error::Damaged
        | Error::Ambiguous { .. }
        | Error::NotKept
        | Error::Failed { .. } => ErrorKind::KeyringAbsent,
    }
}
