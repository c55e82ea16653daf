//! From what sqlx reports to what a person is told.

use std::io;

use rustls::{AlertDescription, CertificateError};
use sqlx::postgres::{PgDatabaseError, PgErrorPosition};

use super::{Absence, Error, Refusal, TlsFault};

/// When an error came: the same words of a server mean other things at login than later.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Moment<'a> {
    /// While a line was opened and the role logged in.
    Login {
        /// `host:port`, or the folder of the socket.
        server: &'a str,
        /// Whether the profile names a client certificate.
        client_certificate: bool,
    },
    /// While a statement ran.
    Statement {
        /// `host:port`, or the folder of the socket.
        server: &'a str,
        /// How long a statement of this session may take.
        seconds: u64,
        /// How long it may wait for a lock.
        lock_seconds: u64,
    },
}

impl Moment<'_> {
    fn server(&self) -> String {
        match self {
            Self::Login { server, .. } | Self::Statement { server, .. } => (*server).to_owned(),
        }
    }
}

impl Error {
    /// What `error` means when it comes at `moment`.
    pub(crate) fn diagnose(error: sqlx::Error, moment: Moment<'_>) -> Self {
        match error {
            sqlx::Error::Database(refused) => match refused.try_downcast::<PgDatabaseError>() {
                Ok(refused) => from_server(Box::new(Refusal::of(&refused)), moment),
                Err(other) => Self::ServerData {
                    detail: sentence(other.message()),
                },
            },
            sqlx::Error::Io(failure) => from_io(&failure, moment),
            sqlx::Error::Tls(reason) => from_tls(reason.as_ref(), moment),
            sqlx::Error::Configuration(reason) => tls(
                moment,
                TlsFault::BadFile {
                    reason: sentence(&reason.to_string()),
                },
            ),
            sqlx::Error::RowNotFound => Self::ServerData {
                detail: "a row was expected and none came".to_owned(),
            },
            other => Self::ServerData {
                detail: sentence(&other.to_string()),
            },
        }
    }
}

impl Refusal {
    fn of(error: &PgDatabaseError) -> Self {
        Self {
            sqlstate: error.code().to_owned(),
            message: sentence(error.message()),
            detail: error.detail().map(str::to_owned),
            hint: error.hint().map(str::to_owned),
            position: match error.position() {
                Some(PgErrorPosition::Original(place)) => Some(place),
                _ => None,
            },
        }
    }
}

/// Without a full stop at the end, since the texts here add their own.
fn sentence(text: &str) -> String {
    text.trim().trim_end_matches('.').to_owned()
}

fn tls(moment: Moment<'_>, fault: TlsFault) -> Error {
    Error::Tls {
        fault,
        server: moment.server(),
    }
}

fn from_server(refusal: Box<Refusal>, moment: Moment<'_>) -> Error {
    let server = moment.server();
    let (seconds, lock_seconds) = match moment {
        Moment::Statement {
            seconds,
            lock_seconds,
            ..
        } => (seconds, lock_seconds),
        Moment::Login {
            client_certificate, ..
        } => {
            return at_login(refusal, server, client_certificate);
        }
    };
    match refusal.sqlstate.as_str() {
        "57014" if refusal.message.contains("user request") => Error::Cancelled,
        "57014" => Error::Timeout {
            what: "A statement",
            seconds,
        },
        "55P03" => Error::Timeout {
            what: "Waiting for a lock",
            seconds: lock_seconds,
        },
        "42501" => Error::Permission { refusal },
        // An idle transaction that was ended, or one that took too long.
        "25P03" | "25P04" => Error::Lost {
            server,
            reason: refusal.message,
        },
        code if code.starts_with("57P") || code.starts_with("08") => Error::Lost {
            server,
            reason: refusal.message,
        },
        _ => Error::Database { refusal },
    }
}

/// What a refusal means while a role logs in.
fn at_login(refusal: Box<Refusal>, server: String, client_certificate: bool) -> Error {
    // PgBouncer has the code 08P01 for nearly everything that it refuses, so its words must do.
    let says = |words: &str| refusal.message.contains(words);
    if says("client certificate") || says("certificate authentication failed") {
        let fault = client_certificate_fault(client_certificate, &refusal.message);
        return Error::Tls { fault, server };
    }
    match refusal.sqlstate.as_str() {
        "28P01" | "28000" | "3D000" | "42501" => Error::Authentication { server, refusal },
        "53300" | "53400" | "57P01" | "57P02" | "57P03" | "57P05" => {
            Error::Unavailable { server, refusal }
        }
        "08P01"
            if says("authentication")
                || says("no such user")
                || says("no such database")
                || says("does not exist") =>
        {
            Error::Authentication { server, refusal }
        }
        "08P01" if says("no more connections") || says("pooler") || says("server login") => {
            Error::Unavailable { server, refusal }
        }
        _ => Error::Database { refusal },
    }
}

fn client_certificate_fault(given: bool, reason: &str) -> TlsFault {
    if given {
        TlsFault::ClientCertificateRefused {
            reason: reason.to_owned(),
        }
    } else {
        TlsFault::ClientCertificateMissing
    }
}

fn from_io(failure: &io::Error, moment: Moment<'_>) -> Error {
    if let Some(fault) = failure
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<rustls::Error>())
    {
        return tls(moment, from_rustls(fault, moment));
    }
    let server = moment.server();
    let Moment::Login { .. } = moment else {
        return Error::Lost {
            server,
            reason: sentence(&failure.to_string()),
        };
    };
    let absence = match failure.kind() {
        io::ErrorKind::ConnectionRefused => Absence::Refused,
        io::ErrorKind::NotFound => Absence::NoSocket,
        io::ErrorKind::TimedOut => Absence::Silent,
        io::ErrorKind::UnexpectedEof => {
            Absence::Other("it closed the connection without an answer".to_owned())
        }
        // getaddrinfo's failures have no kind of their own.
        _ if failure.to_string().contains("lookup address") => Absence::UnknownHost,
        _ => Absence::Other(sentence(&failure.to_string())),
    };
    Error::Unreachable { absence, server }
}

fn from_tls(reason: &(dyn std::error::Error + Send + Sync + 'static), moment: Moment<'_>) -> Error {
    if let Some(fault) = reason.downcast_ref::<rustls::Error>() {
        return tls(moment, from_rustls(fault, moment));
    }
    let words = reason.to_string();
    let fault = if words.contains("does not support TLS") {
        TlsFault::NotOffered
    } else if words.contains("certificate") || words.contains("PEM") {
        TlsFault::BadFile {
            reason: sentence(&words),
        }
    } else {
        TlsFault::Other {
            reason: sentence(&words),
        }
    };
    tls(moment, fault)
}

fn from_rustls(error: &rustls::Error, moment: Moment<'_>) -> TlsFault {
    let given = matches!(
        moment,
        Moment::Login {
            client_certificate: true,
            ..
        }
    );
    match error {
        rustls::Error::InvalidCertificate(certificate) => from_certificate(certificate, error),
        rustls::Error::AlertReceived(
            AlertDescription::CertificateRequired
            | AlertDescription::BadCertificate
            | AlertDescription::UnknownCA
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::AccessDenied,
        ) => client_certificate_fault(given, &sentence(&error.to_string())),
        // TLS 1.2 has no alert of its own for a client certificate that did not come.
        rustls::Error::AlertReceived(AlertDescription::HandshakeFailure) if !given => {
            TlsFault::Other {
                reason: "the server broke off the handshake; it may demand a client certificate"
                    .to_owned(),
            }
        }
        rustls::Error::InconsistentKeys(_) => TlsFault::BadFile {
            reason: "the client certificate and the client key do not belong together".to_owned(),
        },
        _ => TlsFault::Other {
            reason: sentence(&error.to_string()),
        },
    }
}

fn from_certificate(certificate: &CertificateError, error: &rustls::Error) -> TlsFault {
    match certificate {
        CertificateError::NotValidForName => TlsFault::WrongHost {
            presented: Vec::new(),
        },
        CertificateError::NotValidForNameContext { presented, .. } => TlsFault::WrongHost {
            presented: presented.iter().map(|name| plain_name(name)).collect(),
        },
        CertificateError::UnknownIssuer => TlsFault::UnknownIssuer,
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsFault::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            TlsFault::NotYetValid
        }
        _ => TlsFault::Other {
            reason: sentence(&error.to_string()),
        },
    }
}

/// The name in rustls' `DnsName("db.example.org")`.
fn plain_name(presented: &str) -> String {
    let quoted = presented.split('"').nth(1);
    quoted.unwrap_or(presented).to_owned()
}
