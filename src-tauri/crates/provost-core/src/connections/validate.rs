//! What makes a profile fit to be saved and used.

use serde::{Deserialize, Serialize};

use super::{Profile, TlsMode};

/// The most characters that a profile's name may have.
pub const NAME_LENGTH: usize = 63;

/// The most bytes of a PostgreSQL identifier (`NAMEDATALEN` - 1); the server cuts the rest off.
const IDENTIFIER_BYTES: usize = 63;

/// The most bytes of a socket's path on Linux (`sun_path` less its NUL); macOS has four fewer.
const SOCKET_PATH_BYTES: usize = 107;

/// A field of the profile that a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each is the profile's field of the same name")]
pub enum Field {
    Name,
    Host,
    Port,
    Database,
    User,
    TlsMode,
    RootCertificate,
    ClientCertificate,
    ClientKey,
    GovernanceSchema,
}

/// Why a profile cannot be used as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The field to mend.
    pub field: Field,
    /// What is wrong with it and what to do.
    pub message: String,
}

/// Everything that is wrong with a profile, in the order of its fields; nothing when it can be used.
///
/// `others` are the profiles beside it; the one with the same id is not one of them.
#[must_use]
pub fn validate(profile: &Profile, others: &[Profile]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut add = |field, found: Option<String>| {
        problems.extend(found.map(|message| Problem { field, message }));
    };
    add(Field::Name, name(profile, others));
    add(Field::Host, host(profile));
    add(
        Field::Port,
        (profile.port == 0).then(|| "The port is a number from 1 to 65535.".into()),
    );
    add(
        Field::Database,
        identifier("name of the database", &profile.database),
    );
    add(Field::User, identifier("name of the user", &profile.user));
    add(Field::TlsMode, tls_mode(profile));
    for (field, problem) in certificates(profile) {
        add(field, Some(problem));
    }
    add(Field::GovernanceSchema, schema(&profile.governance_schema));
    problems
}

fn name(profile: &Profile, others: &[Profile]) -> Option<String> {
    let name = profile.name.trim();
    if name.is_empty() {
        return Some("Give the connection a name.".into());
    }
    if name.chars().count() > NAME_LENGTH {
        return Some(format!("The name has more than {NAME_LENGTH} characters."));
    }
    if name.chars().any(char::is_control) {
        return Some("The name contains a line break or a control character.".into());
    }
    others
        .iter()
        .find(|other| other.id != profile.id && same_name(&other.name, name))
        .map(|other| {
            format!(
                "There is already a connection named \"{}\".",
                other.name.trim()
            )
        })
}

fn same_name(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// `name`, or `name 2`, `name 3` and so on, cut to the length of a name: the first that no profile bears.
#[must_use]
pub fn unused_name(name: &str, others: &[Profile]) -> String {
    let mut number = 1_u32;
    loop {
        let ending = if number == 1 {
            String::new()
        } else {
            format!(" {number}")
        };
        let room = NAME_LENGTH - ending.len();
        let start: String = name.trim().chars().take(room).collect();
        let candidate = format!("{}{ending}", start.trim_end());
        if !others
            .iter()
            .any(|other| same_name(&other.name, &candidate))
        {
            return candidate;
        }
        number += 1;
    }
}

fn host(profile: &Profile) -> Option<String> {
    let host = profile.host.as_str();
    if host.is_empty() {
        return Some("Give a host name, an address, or the folder of a Unix socket.".into());
    }
    if host.starts_with('/') {
        let path = format!("{}/.s.PGSQL.{}", host.trim_end_matches('/'), profile.port);
        return if host.contains('\0') {
            Some("The folder of the socket contains a NUL character.".into())
        } else if path.len() > SOCKET_PATH_BYTES {
            Some(format!(
                "The path of the socket is longer than the {SOCKET_PATH_BYTES} bytes that a system allows."
            ))
        } else {
            None
        };
    }
    if host.contains(',') {
        return Some("One connection has one host. Make a connection for each.".into());
    }
    if host.starts_with('[') {
        return Some("Write an IPv6 address without brackets.".into());
    }
    let address = host.split_once('%').map_or(host, |(address, _)| address);
    if host.contains(':') && address.parse::<std::net::Ipv6Addr>().is_err() {
        return Some(
            "This is no IPv6 address. A port goes into its own field, and a URL into \"From a URL\"."
                .into(),
        );
    }
    let strange = |c: char| c.is_whitespace() || c.is_control() || "/@?#\"'\\".contains(c);
    host.chars()
        .find(|c| strange(*c))
        .map(|c| format!("A host name cannot contain {c:?}."))
}

/// Databases and roles may have any name that fits; only what the protocol cannot carry is refused.
fn identifier(what: &str, value: &str) -> Option<String> {
    if value.is_empty() {
        Some(format!("Give the {what}."))
    } else if value.contains('\0') {
        Some(format!("The {what} contains a NUL character."))
    } else if value.len() > IDENTIFIER_BYTES {
        Some(format!(
            "The {what} has more than the {IDENTIFIER_BYTES} bytes that PostgreSQL allows."
        ))
    } else {
        None
    }
}

fn tls_mode(profile: &Profile) -> Option<String> {
    let socket = profile.host.starts_with('/');
    match profile.tls.mode {
        TlsMode::Off if profile.is_local() || profile.tls.accepts_plain_text => None,
        TlsMode::Off => Some(
            "Without TLS anybody on the way reads the password and the data. Choose verify-full, or confirm that this line may be plain text."
                .into(),
        ),
        TlsMode::VerifyFull | TlsMode::VerifyCa if socket => {
            Some("A Unix socket stays on this machine and has no TLS. Choose off.".into())
        }
        TlsMode::VerifyFull | TlsMode::VerifyCa => None,
    }
}

fn certificates(profile: &Profile) -> Vec<(Field, String)> {
    let tls = &profile.tls;
    let mut problems = Vec::new();
    if tls.mode == TlsMode::VerifyCa && tls.root_certificate.is_none() {
        problems.push((
            Field::RootCertificate,
            "verify-ca does not check the host's name, so it needs the file of your own root certificate. Name it, or choose verify-full.".into(),
        ));
    }
    let files = [
        (Field::RootCertificate, &tls.root_certificate),
        (Field::ClientCertificate, &tls.client_certificate),
        (Field::ClientKey, &tls.client_key),
    ];
    for (field, file) in files {
        if let Some(path) = file
            && (path.trim().is_empty() || path.contains('\0'))
        {
            problems.push((field, "This is not the path of a file.".into()));
        }
    }
    match (&tls.client_certificate, &tls.client_key) {
        (Some(_), None) => problems.push((
            Field::ClientKey,
            "A client certificate needs its private key.".into(),
        )),
        (None, Some(_)) => problems.push((
            Field::ClientCertificate,
            "A client key needs its certificate.".into(),
        )),
        (Some(_), Some(_)) | (None, None) => {}
    }
    problems
}

fn schema(schema: &str) -> Option<String> {
    identifier("name of the governance schema", schema).or_else(|| {
        let told = if schema.starts_with("pg_") {
            "Names that begin with pg_ belong"
        } else if schema == "information_schema" {
            "The schema information_schema belongs"
        } else {
            return None;
        };
        Some(format!("{told} to PostgreSQL. Choose another schema."))
    })
}

#[cfg(test)]
mod tests;
