//! The connection parameters of libpq, as a URL or a service file gives them, and the profile they make.
//!
//! Keywords and meanings: PostgreSQL documentation, "Parameter Key Words" of libpq.

use super::{
    DEFAULT_GOVERNANCE_SCHEMA, Environment, Profile, ProfileId, Secret, Tls, TlsMode,
    is_local_host, unused_name,
};

/// The port of a server that names none.
const DEFAULT_PORT: u16 = 5432;

/// Parameters of libpq that a profile does not hold: Provost sets these itself, or has no use for them.
const LEFT_ASIDE: [&str; 38] = [
    "application_name",
    "channel_binding",
    "client_encoding",
    "connect_timeout",
    "fallback_application_name",
    "gssdelegation",
    "gssencmode",
    "gsslib",
    "hostaddr",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "krbsrvname",
    "load_balance_hosts",
    "max_protocol_version",
    "min_protocol_version",
    "options",
    "passfile",
    "replication",
    "require_auth",
    "requirepeer",
    "requiressl",
    "scram_client_key",
    "scram_server_key",
    "service",
    "servicefile",
    "ssl_max_protocol_version",
    "ssl_min_protocol_version",
    "sslcertmode",
    "sslcompression",
    "sslcrl",
    "sslcrldir",
    "sslkeylogfile",
    "sslnegotiation",
    "sslpassword",
    "sslsni",
    "target_session_attrs",
];

/// What a URL or a service said of a connection. Whatever it left open takes its default in [`Draft::profile`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The host, or the folder of a socket.
    pub host: Option<String>,
    /// The port.
    pub port: Option<u16>,
    /// The database.
    pub database: Option<String>,
    /// The role that logs in.
    pub user: Option<String>,
    /// The password.
    pub password: Option<Secret>,
    /// What is checked of the server's certificate.
    pub tls_mode: Option<TlsMode>,
    /// The file of root certificates.
    pub root_certificate: Option<String>,
    /// The file of the client's certificate.
    pub client_certificate: Option<String>,
    /// The file of the client's key.
    pub client_key: Option<String>,
    /// What was read otherwise than it was written, each a sentence for the person.
    pub notes: Vec<String>,
}

/// A parameter whose value cannot be used. The texts never repeat the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// More than one host, address or port.
    #[error("several hosts are named; a connection has one, so make a connection for each")]
    ManyHosts,
    /// No port.
    #[error("the port is not a number from 1 to 65535")]
    Port,
    /// No TLS mode of libpq.
    #[error("sslmode is none of disable, allow, prefer, require, verify-ca and verify-full")]
    TlsMode,
}

impl Draft {
    /// Takes over one parameter. An empty value leaves the parameter open, as in libpq.
    pub fn set(&mut self, keyword: &str, value: String) -> Result<(), ParameterError> {
        let text = (!value.is_empty()).then_some(value);
        match keyword {
            "host" => {
                if text.as_ref().is_some_and(|host| host.contains(',')) {
                    return Err(ParameterError::ManyHosts);
                }
                self.host = text;
            }
            "port" => self.port = text.as_deref().map(port).transpose()?,
            "dbname" => self.database = text,
            "user" => self.user = text,
            "password" => self.password = text.map(Secret::new),
            "sslmode" => match text {
                Some(mode) => self.set_tls_mode(&mode)?,
                None => self.tls_mode = None,
            },
            "ssl" if text.as_deref() == Some("true") => self.set_tls_mode("require")?,
            "sslrootcert" if text.as_deref() == Some("system") => self.trust_the_system(),
            "sslrootcert" => self.root_certificate = text,
            "sslcert" => self.client_certificate = text,
            "sslkey" => self.client_key = text,
            left if LEFT_ASIDE.contains(&left) => self.notes.push(format!(
                "{left} was left out: Provost does not take it from a profile."
            )),
            unknown => self.notes.push(format!(
                "{} was left out: it is no connection parameter that Provost knows.",
                shown(unknown)
            )),
        }
        Ok(())
    }

    fn set_tls_mode(&mut self, mode: &str) -> Result<(), ParameterError> {
        self.tls_mode = Some(match mode {
            "disable" => TlsMode::Off,
            "verify-ca" => TlsMode::VerifyCa,
            "verify-full" => TlsMode::VerifyFull,
            "allow" | "prefer" | "require" => {
                self.notes.push(format!(
                    "sslmode {mode} does not check who the server is; it was tightened to verify-full."
                ));
                TlsMode::VerifyFull
            }
            _ => return Err(ParameterError::TlsMode),
        });
        Ok(())
    }

    /// `sslrootcert=system` of libpq, which allows no mode but verify-full.
    fn trust_the_system(&mut self) {
        self.root_certificate = None;
        self.tls_mode = Some(TlsMode::VerifyFull);
    }

    /// The profile that these parameters make, with what they leave open filled in and every such choice in `notes`.
    ///
    /// `name` is what to call it if nothing else is called that; without one it is called after database and host.
    pub fn profile(&mut self, id: ProfileId, name: Option<&str>, others: &[Profile]) -> Profile {
        let host = self.host.clone().unwrap_or_else(|| {
            self.notes
                .push("No host is named; localhost was filled in.".into());
            "localhost".into()
        });
        let user = self.user.clone().unwrap_or_default();
        let database = self.database.clone().unwrap_or_else(|| user.clone());
        let suggested = name.map_or_else(|| called_after(&database, &host), str::to_owned);
        Profile {
            id,
            name: unused_name(&suggested, others),
            port: self.port.unwrap_or(DEFAULT_PORT),
            tls: self.tls(&host),
            host,
            database,
            user,
            environment: Environment::default(),
            read_only: true,
            governance_schema: DEFAULT_GOVERNANCE_SCHEMA.into(),
        }
    }

    fn tls(&mut self, host: &str) -> Tls {
        let mode = if host.starts_with('/') {
            TlsMode::Off
        } else {
            self.tls_mode.unwrap_or_else(|| {
                if is_local_host(host) {
                    self.notes.push(
                        "The server is on this machine and nothing is said of TLS; it was set to off."
                            .into(),
                    );
                    TlsMode::Off
                } else {
                    TlsMode::VerifyFull
                }
            })
        };
        Tls {
            mode,
            root_certificate: self.root_certificate.clone(),
            client_certificate: self.client_certificate.clone(),
            client_key: self.client_key.clone(),
            accepts_plain_text: false,
        }
    }
}

fn port(text: &str) -> Result<u16, ParameterError> {
    if text.contains(',') {
        return Err(ParameterError::ManyHosts);
    }
    text.trim()
        .parse()
        .ok()
        .filter(|port| *port != 0)
        .ok_or(ParameterError::Port)
}

fn called_after(database: &str, host: &str) -> String {
    let place = if is_local_host(host) {
        "this machine"
    } else {
        host
    };
    if database.is_empty() {
        place.to_owned()
    } else {
        format!("{database} on {place}")
    }
}

/// A keyword as it may be shown: short, and without invisible characters.
pub(super) fn shown(keyword: &str) -> String {
    keyword
        .chars()
        .take(40)
        .flat_map(char::escape_debug)
        .collect()
}

#[cfg(test)]
mod tests;
