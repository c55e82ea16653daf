//! What can go wrong between Provost and a server, told so that a person knows what to do next.

mod diagnosis;
mod wording;

use provost_core::schema::Obstacle;

pub(crate) use diagnosis::Moment;

/// Why a database could not be reached, read or written.
///
/// `Display` says what happened and to which server; [`Error::hint`] says what to do next. Neither ever holds a secret of
/// ours: the texts are built from named fields, never from connection options.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The profile cannot be used as it is; nothing was sent to any server.
    #[error("{message}")]
    Profile {
        /// What is wrong with it.
        message: String,
        /// What to change.
        hint: String,
    },
    /// The process was started in surroundings that would change a profile in silence; nothing was sent.
    #[error("{message}")]
    Environment {
        /// What was found.
        message: String,
        /// What to do.
        hint: String,
    },
    /// No server answered.
    #[error("{}", absence.message(server))]
    Unreachable {
        /// In which way.
        absence: Absence,
        /// `host:port`, or the folder of the socket.
        server: String,
    },
    /// The line could not be protected as the profile demands; no password was sent.
    #[error("{}", fault.message(server))]
    Tls {
        /// What was wrong.
        fault: TlsFault,
        /// `host:port`.
        server: String,
    },
    /// The server did not let the role in.
    #[error("The server {server} did not let the role in: {}.", refusal.message)]
    Authentication {
        /// `host:port`, or the folder of the socket.
        server: String,
        /// What the server said.
        refusal: Box<Refusal>,
    },
    /// The role may not do this.
    #[error("The role may not do this: {}.", refusal.message)]
    Permission {
        /// What the server said.
        refusal: Box<Refusal>,
    },
    /// The server is there and takes no connection now: it starts, stops, or is full.
    #[error("The server {server} takes no connection now: {}.", refusal.message)]
    Unavailable {
        /// `host:port`, or the folder of the socket.
        server: String,
        /// What the server said.
        refusal: Box<Refusal>,
    },
    /// Something took longer than it may.
    #[error("{what} took longer than {seconds} seconds and was stopped.")]
    Timeout {
        /// What was being done, as the beginning of a sentence.
        what: &'static str,
        /// The limit.
        seconds: u64,
    },
    /// Somebody asked to stop.
    #[error("The work was cancelled.")]
    Cancelled,
    /// What the server sent is not the protocol, or not what was asked for.
    #[error("The server sent data that make no sense here: {detail}.")]
    ServerData {
        /// What was wrong with them.
        detail: String,
    },
    /// The connection broke while it was used. Whether a write took effect is not known.
    #[error("The connection to the server {server} was lost: {reason}.")]
    Lost {
        /// `host:port`, or the folder of the socket.
        server: String,
        /// What the system or the server said.
        reason: String,
    },
    /// The server refused a statement for another reason.
    #[error("The database answered with an error: {}.", refusal.message)]
    Database {
        /// What the server said.
        refusal: Box<Refusal>,
    },
    /// Something stands in the way of a change to the schema; nothing was changed.
    #[error("{}", told(obstacles))]
    Obstructed {
        /// All of it, the most general first.
        obstacles: Vec<Obstacle>,
    },
    /// A migration was refused; nothing of the whole change was kept.
    #[error("{id} could not be run, and nothing was changed. {cause}")]
    Migration {
        /// `pack/0001`.
        id: String,
        /// Why.
        cause: Box<Error>,
    },
    /// A statement of the SQL that says what a database should be was refused.
    #[error("{place}: {cause} The statement begins: {beginning}")]
    ExpectedStatement {
        /// The file and the line.
        place: String,
        /// Its first words.
        beginning: String,
        /// What the server said.
        cause: Box<Error>,
    },
    /// The SQL that says what a database should be cannot be followed.
    #[error("{place}: {message}")]
    ExpectedText {
        /// The file and the line.
        place: String,
        /// What is wrong with it.
        message: String,
        /// What to do.
        hint: String,
    },
    /// A statement of this transaction failed before, so nothing of it was kept.
    #[error("A statement of this transaction failed before, so nothing of it was kept.")]
    Aborted,
}

/// In which way a server did not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// The machine is there and nothing listens.
    Refused,
    /// The name has no address.
    UnknownHost,
    /// There is no such socket.
    NoSocket,
    /// Nothing came back in time.
    Silent,
    /// Another reason, as the system told it.
    Other(String),
}

/// What was wrong with the protection of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TlsFault {
    /// The server does not offer TLS.
    NotOffered,
    /// The certificate is for other names.
    WrongHost {
        /// The names that it is for.
        presented: Vec<String>,
    },
    /// No root that is trusted here issued the certificate.
    UnknownIssuer,
    /// The certificate's time is over.
    Expired,
    /// The certificate's time has not come.
    NotYetValid,
    /// The server demands a client certificate and the profile names none.
    ClientCertificateMissing,
    /// The server does not accept the client certificate of the profile.
    ClientCertificateRefused {
        /// The server's words for it.
        reason: String,
    },
    /// A certificate or key file of the profile cannot be used.
    BadFile {
        /// Which file and why.
        reason: String,
    },
    /// Something else in the handshake.
    Other {
        /// What.
        reason: String,
    },
}

/// What a server said when it refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The five characters of the SQLSTATE.
    pub sqlstate: String,
    /// The primary message, without a full stop at its end.
    pub message: String,
    /// More about it.
    pub detail: Option<String>,
    /// The server's own advice.
    pub hint: Option<String>,
    /// The place in our SQL, counted in characters from 1.
    pub position: Option<usize>,
}

impl Error {
    /// The server's code for the error, when a server gave one.
    #[must_use]
    pub fn sqlstate(&self) -> Option<&str> {
        match self {
            Self::Authentication { refusal, .. }
            | Self::Permission { refusal }
            | Self::Unavailable { refusal, .. }
            | Self::Database { refusal } => Some(&refusal.sqlstate),
            Self::Migration { cause, .. } | Self::ExpectedStatement { cause, .. } => {
                cause.sqlstate()
            }
            _ => None,
        }
    }

    /// What to do next, as one or two sentences; none where the message already says all.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Profile { hint, .. }
            | Self::Environment { hint, .. }
            | Self::ExpectedText { hint, .. } => Some(hint.clone()),
            Self::Unreachable { absence, .. } => Some(absence.hint().to_owned()),
            Self::Tls { fault, .. } => Some(fault.hint().to_owned()),
            Self::Authentication { refusal, .. } => Some(refusal.login_hint().to_owned()),
            Self::Permission { refusal } => Some(refusal.hint.clone().unwrap_or_else(|| {
                "Ask the database's owner for the right, or use the script for an auditor role.".to_owned()
            })),
            Self::Unavailable { refusal, .. } => Some(refusal.unavailable_hint().to_owned()),
            Self::Timeout { .. } => Some(
                "Try again when the server is less busy; if it happens again, ask the database's administrator what blocks."
                    .to_owned(),
            ),
            Self::ServerData { .. } => Some(
                "Check that the host and the port are those of a PostgreSQL server or of PgBouncer.".to_owned(),
            ),
            Self::Lost { .. } => Some(
                "Check the network and whether the server was restarted, then try again.".to_owned(),
            ),
            Self::Database { refusal } => refusal.hint.clone(),
            Self::Migration { cause, .. } | Self::ExpectedStatement { cause, .. } => cause.hint(),
            Self::Obstructed { obstacles } => obstacles.first().map(|first| first.hint.clone()),
            Self::Cancelled | Self::Aborted => None,
        }
    }
}

fn told(obstacles: &[Obstacle]) -> String {
    let messages: Vec<&str> = obstacles
        .iter()
        .map(|obstacle| obstacle.message.as_str())
        .collect();
    messages.join(" ")
}
