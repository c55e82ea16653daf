//! What the files of an environment say about reaching a database: `.env`, Compose, `pgbouncer.ini`, URLs.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::audit::Severity;

/// What one file, or a profile, says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Configuration {
    /// The path as it was given; `profile NAME` for a profile.
    pub source: String,
    /// What it is.
    pub format: ConfigurationFormat,
    /// What it is for, as its name or its text tells: `development`, `production` and so on.
    pub environment: Option<String>,
    /// The databases that it leads to, in the order of the file.
    pub targets: Vec<Target>,
    /// What could not be read in it, a sentence each.
    pub remarks: Vec<String>,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConfigurationFormat {
    /// A profile of Provost.
    Profile,
    /// `NAME=value` lines.
    DotEnv,
    /// A Compose file.
    Compose,
    /// `pgbouncer.ini`.
    PgBouncer,
    /// A file with a URL or a line of `key=value`.
    Url,
}

/// One database that a file leads to. It never holds a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    /// What the file calls it: a variable, a service, a line of `[databases]`.
    pub name: String,
    /// The line that it begins at, from 1; none for a profile.
    pub line: Option<u32>,
    /// The host, as written.
    pub host: Option<String>,
    /// The port.
    pub port: Option<u16>,
    /// The database.
    pub database: Option<String>,
    /// The role.
    pub user: Option<String>,
    /// `sslmode`, or what the file calls it.
    pub tls: Option<String>,
    /// Where its password stands.
    pub secret: FileSecret,
    /// Settings of a pooler: `pool_mode`, `max_client_conn`, `default_pool_size` and so on.
    pub pool: BTreeMap<String, String>,
}

/// Where a password stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileSecret {
    /// Nowhere in the file.
    None,
    /// In the file, readable.
    InTheClear,
    /// In another file, a variable or a store that the file names.
    Elsewhere,
}

/// What differs between environments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigurationDifference {
    /// What it is about.
    pub aspect: Aspect,
    /// How bad it is.
    pub severity: Severity,
    /// The sources with what each says, in their order.
    pub values: Vec<(String, String)>,
    /// What is wrong, a sentence. Names files and values, never a secret.
    pub message: String,
}

/// What a difference is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// The name of the database.
    Database,
    /// The host; different ones are usual between environments.
    Host,
    /// The port.
    Port,
    /// The role.
    Role,
    /// Encryption.
    Tls,
    /// A password in a file.
    Secret,
    /// A pooler's settings.
    Pool,
}
