//! The text of the connections file: TOML, made to be read and mended by hand, without a secret in it.

use std::ops::Range;

use provost_core::connections::{
    DEFAULT_GOVERNANCE_SCHEMA, Environment, Profile, ProfileId, Tls, TlsMode,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::StoredProfile;

/// The version of the format that this program writes.
const FORMAT: u32 = 1;

/// What stands above the connections.
const HEADING: &str = "\
# The connections of Provost. You may edit this file; Provost reads it again each time.
# It holds no password: those are in the keyring of the operating system. A key such as `password` is refused.
# Provost writes the file anew when a connection is changed in it, and your own comments are not kept.
# The version before is beside it, with the ending .bak.

";

/// Why the text cannot be read. No text repeats a value of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FormatError {
    /// A newer Provost wrote it.
    Newer { format: u32 },
    /// A key that looks like a secret's.
    Secret { line: usize, key: String },
    /// Anything else.
    Corrupt {
        line: usize,
        column: usize,
        message: String,
    },
}

#[derive(Deserialize)]
struct Header {
    format: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    #[serde(default, rename = "connection")]
    connections: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Uuid,
    name: String,
    host: String,
    #[serde(default = "default_port")]
    port: u16,
    database: String,
    user: String,
    #[serde(default)]
    environment: Environment,
    #[serde(default = "default_read_only")]
    read_only: bool,
    #[serde(default = "default_governance_schema")]
    governance_schema: String,
    /// Whether a password was put into the keyring; so the list need not ask the keyring, which may prompt.
    #[serde(default)]
    password_in_keyring: bool,
    #[serde(default)]
    tls: TlsEntry,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TlsEntry {
    mode: TlsMode,
    #[serde(skip_serializing_if = "Option::is_none")]
    root_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_certificate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_key: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    accepts_plain_text: bool,
}

fn default_port() -> u16 {
    5432
}

fn default_read_only() -> bool {
    true
}

fn default_governance_schema() -> String {
    DEFAULT_GOVERNANCE_SCHEMA.to_owned()
}

/// Reads the connections of a text.
pub(super) fn read(text: &str) -> Result<Vec<StoredProfile>, FormatError> {
    let header: Header = toml::from_str(text).map_err(|error| refused(text, &error))?;
    if header.format != FORMAT {
        return Err(FormatError::Newer {
            format: header.format,
        });
    }
    let file: File = toml::from_str(text).map_err(|error| refused(text, &error))?;
    let mut connections: Vec<StoredProfile> = Vec::with_capacity(file.connections.len());
    for entry in file.connections {
        let id = entry.id.to_string();
        if connections.iter().any(|seen| seen.profile.id.0 == entry.id) {
            let at = text.rfind(&id).unwrap_or_default();
            let (line, column) = place(text, at);
            let message = "two connections have this id; give one of them another".to_owned();
            return Err(FormatError::Corrupt {
                line,
                column,
                message,
            });
        }
        connections.push(entry.into());
    }
    Ok(connections)
}

/// The text of connections, in their order.
pub(super) fn write(connections: &[StoredProfile]) -> Result<String, toml::ser::Error> {
    let file = File {
        format: FORMAT,
        connections: connections.iter().map(Entry::from).collect(),
    };
    Ok(format!("{HEADING}{}", toml::to_string(&file)?))
}

/// The error without the line itself, which toml's own text would repeat: somebody may have put a password there.
fn refused(text: &str, error: &toml::de::Error) -> FormatError {
    let span = error.span().unwrap_or_default();
    let (line, column) = place(text, span.start);
    match secret_key(text, span) {
        Some(key) => FormatError::Secret { line, key },
        None => FormatError::Corrupt {
            line,
            column,
            message: without_values(error.message()),
        },
    }
}

/// The messages of toml and serde quote what they found; what they expected says enough.
fn without_values(message: &str) -> String {
    let quotes = [
        "invalid type",
        "invalid value",
        "invalid length",
        "unknown variant",
    ];
    match message.rsplit_once(", expected ") {
        Some((_, expected)) if quotes.iter().any(|start| message.starts_with(start)) => {
            format!("what stands here does not fit; expected {expected}")
        }
        _ => message.lines().next().unwrap_or_default().to_owned(),
    }
}

/// The key on which an error lies, when it looks like that of a secret.
fn secret_key(text: &str, span: Range<usize>) -> Option<String> {
    let key = text.get(span)?.split('=').next()?;
    let key = key.trim().trim_matches(['"', '\'', '[', ']']);
    let lower = key.to_ascii_lowercase();
    let secret = ["password", "passwd", "passphrase", "pwd", "secret", "token"];
    let plain = key.len() <= 40
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || "_-.".contains(c));
    (plain && secret.iter().any(|word| lower.contains(word))).then(|| key.to_owned())
}

/// Line and column of a byte, both counted from 1, the column in characters.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default();
    (line, column.chars().count() + 1)
}

impl From<Entry> for StoredProfile {
    fn from(entry: Entry) -> Self {
        Self {
            in_keyring: entry.password_in_keyring,
            profile: Profile {
                id: ProfileId(entry.id),
                name: entry.name,
                host: entry.host,
                port: entry.port,
                database: entry.database,
                user: entry.user,
                tls: Tls {
                    mode: entry.tls.mode,
                    root_certificate: entry.tls.root_certificate,
                    client_certificate: entry.tls.client_certificate,
                    client_key: entry.tls.client_key,
                    accepts_plain_text: entry.tls.accepts_plain_text,
                },
                environment: entry.environment,
                read_only: entry.read_only,
                governance_schema: entry.governance_schema,
            },
        }
    }
}

impl From<&StoredProfile> for Entry {
    fn from(stored: &StoredProfile) -> Self {
        let profile = stored.profile.clone();
        Self {
            id: profile.id.0,
            name: profile.name,
            host: profile.host,
            port: profile.port,
            database: profile.database,
            user: profile.user,
            environment: profile.environment,
            read_only: profile.read_only,
            governance_schema: profile.governance_schema,
            password_in_keyring: stored.in_keyring,
            tls: TlsEntry {
                mode: profile.tls.mode,
                root_certificate: profile.tls.root_certificate,
                client_certificate: profile.tls.client_certificate,
                client_key: profile.tls.client_key,
                accepts_plain_text: profile.tls.accepts_plain_text,
            },
        }
    }
}

#[cfg(test)]
mod tests;
