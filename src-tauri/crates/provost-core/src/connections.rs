//! A profile of a connection: everything that is needed to reach a database except its password.

mod listing;
mod parameters;
mod secret;
mod services;
mod url;
mod validate;

pub use listing::{
    ConnectionDraft, ConnectionEntry, ConnectionList, KeyringState, SavedConnection,
};
pub use parameters::{Draft, ParameterError};
pub use secret::{Secret, SecretChange, SecretPlace};
pub use services::{Service, ServiceFileError, read_service_file};
pub use url::{UrlError, parse_url};
pub use validate::{Field, NAME_LENGTH, Problem, unused_name, validate};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The schema in which the governance tables live unless a profile says otherwise.
pub const DEFAULT_GOVERNANCE_SCHEMA: &str = "governance";

/// Names a profile, also where its secret is kept. It says nothing about the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(transparent)]
pub struct ProfileId(pub Uuid);

impl std::fmt::Display for ProfileId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// How to reach one database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// Its identity.
    pub id: ProfileId,
    /// What people call it; unique among the profiles without regard to case.
    pub name: String,
    /// A host name, an address, or the folder of a Unix socket (beginning with `/`).
    pub host: String,
    /// The port, also part of a socket's name.
    pub port: u16,
    /// The database.
    pub database: String,
    /// The role that logs in.
    pub user: String,
    /// How the line is protected.
    pub tls: Tls,
    /// What the database is for.
    pub environment: Environment,
    /// Whether Provost may only read.
    pub read_only: bool,
    /// The schema of the governance tables.
    pub governance_schema: String,
}

impl Profile {
    /// Whether the host is this machine: a socket, `localhost`, or a loopback address.
    #[must_use]
    pub fn is_local(&self) -> bool {
        is_local_host(&self.host)
    }
}

/// Whether a host is this machine: a socket folder, `localhost`, or a loopback address.
#[must_use]
pub fn is_local_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.starts_with('/')
        || host.eq_ignore_ascii_case("localhost")
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// How the line to the server is protected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Tls {
    /// What is checked.
    pub mode: TlsMode,
    /// A file of PEM certificates; when given these are the only roots that are trusted.
    pub root_certificate: Option<String>,
    /// The client's certificate (PEM file), for servers that demand one.
    pub client_certificate: Option<String>,
    /// The client's private key (PEM file).
    pub client_key: Option<String>,
    /// Whether somebody typed that they accept a line without TLS to another machine.
    pub accepts_plain_text: bool,
}

/// What is checked of a server's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum TlsMode {
    /// The certificate's chain and the host's name.
    #[default]
    VerifyFull,
    /// The chain only, against a private root that the profile names.
    VerifyCa,
    /// No TLS.
    Off,
}

impl Default for Tls {
    fn default() -> Self {
        Self {
            mode: TlsMode::VerifyFull,
            root_certificate: None,
            client_certificate: None,
            client_key: None,
            accepts_plain_text: false,
        }
    }
}

/// What a database is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Environment {
    /// Where people build.
    #[default]
    Development,
    /// Where people try.
    Testing,
    /// Where it counts.
    Production,
}

impl Environment {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Testing => "testing",
            Self::Production => "production",
        }
    }
}

/// What trying a connection told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ConnectionReport {
    /// `server_version`.
    pub server_version: String,
    /// `server_version_num`.
    pub server_version_number: i32,
    /// The role that is logged in.
    pub role: String,
    /// The database.
    pub database: String,
    /// The TLS version and cipher of our side of the line; none without TLS. Behind a pooler this is the line to the pooler when it can be known.
    pub tls: Option<TlsFacts>,
    /// Milliseconds to connect and log in, in tenths.
    pub connect_tenths: u32,
    /// Milliseconds of one round trip (the median of five), in tenths.
    pub round_trip_tenths: u32,
    /// Whether the server is a hot standby.
    pub standby: bool,
    /// What stands between, when something does.
    pub pooler: Option<String>,
    /// Whether the role is a superuser: read-only is no sandbox for one.
    pub superuser: bool,
    /// Whether row-level security does not bind the role.
    pub bypasses_row_security: bool,
    /// Whether the role has `pg_monitor`.
    pub monitors: bool,
    /// The installed version of pgvector; none when it is not installed.
    pub pgvector: Option<String>,
    /// Whether the server could install pgvector.
    pub pgvector_available: bool,
    /// Whether the governance schema is there.
    pub governance_schema: bool,
}

/// The protection of one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TlsFacts {
    /// `TLSv1.3` and the like.
    pub version: String,
    /// The cipher.
    pub cipher: String,
}
