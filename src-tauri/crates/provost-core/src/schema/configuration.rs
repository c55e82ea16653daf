//! What the files of an environment say about reaching a database: `.env`, Compose, `pgbouncer.ini`, URLs.

mod address;
mod compose;
mod differences;
mod dotenv;
mod lines;
mod pgbouncer;
mod pool;
mod surroundings;
#[cfg(test)]
mod tests;
mod value;
mod variables;
mod yaml;

pub use differences::differences;
pub use yaml::YamlError;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::audit::Severity;
use crate::connections::{Profile, TlsMode};
use value::{Raw, Scope};

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

/// Why a file was not read. The texts never repeat what stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConfigurationError {
    /// It is nothing that is known.
    #[error(
        "it is neither an environment file (NAME=value), nor a Compose file, nor pgbouncer.ini, nor a connection URL"
    )]
    NotKnown,
    /// It should be a Compose file and cannot be read.
    #[error("it cannot be read as a Compose file: {0}")]
    Yaml(#[from] YamlError),
}

/// The most databases that one file may lead to; every one is compared with every other.
const TARGETS: usize = 200;

/// Leaves out the targets beyond the limit.
fn at_most(targets: &mut Vec<Target>, remarks: &mut Vec<String>) {
    let all = targets.len();
    if all > TARGETS {
        targets.truncate(TARGETS);
        remarks.push(format!(
            "It leads to {all} databases or more, of which the first {TARGETS} are compared."
        ));
    }
}

/// Reads a file. Which one it is, its content tells, and its name where the content could be several things.
///
/// # Errors
/// When it is none of those that are known. What is only in part not readable is a remark of the answer.
pub fn read(path: &str, text: &str) -> Result<Configuration, ConfigurationError> {
    let mut configuration = recognised(path, text)?;
    at_most(&mut configuration.targets, &mut configuration.remarks);
    Ok(configuration)
}

fn recognised(path: &str, text: &str) -> Result<Configuration, ConfigurationError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = name.to_lowercase();
    let mut parts = name.split('.');
    let called_env = parts.clone().any(|part| part == "env");
    if parts.any(|part| part == "yml" || part == "yaml") {
        return compose::read(path, text)?.ok_or(ConfigurationError::NotKnown);
    }
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with(['#', ';']));
    if lines.clone().any(|line| {
        pgbouncer::section(line).is_some_and(|name| name == "databases" || name == "pgbouncer")
    }) {
        return Ok(pgbouncer::read(path, text));
    }
    let addressed = |line: &str| {
        let pairs = line.contains([' ', ';']) && address::of_pairs(line, false).is_some();
        pairs || address::after_scheme(line).is_some()
    };
    if !called_env && lines.clone().any(addressed) {
        return Ok(addresses(path, text));
    }
    if called_env || lines.any(dotenv::is_assignment) {
        return Ok(dotenv::read(path, text));
    }
    Err(ConfigurationError::NotKnown)
}

/// A file with a URL or a line of `key=value`, or several.
fn addresses(path: &str, text: &str) -> Configuration {
    let template = surroundings::is_template(path);
    let scope = Scope::new(BTreeMap::new());
    let (mut targets, mut remarks) = (Vec::new(), Vec::new());
    for (line, content) in (1_u32..).zip(text.lines()) {
        let content = content.trim();
        if content.is_empty() || content.starts_with(['#', ';']) {
            continue;
        }
        let value = scope.value(&Raw {
            text: content.to_owned(),
            literal: false,
        });
        let found = if address::after_scheme(content).is_some() {
            address::of_url(&value, template)
        } else {
            address::of_pairs(&value.text, template).ok_or("it is no connection string")
        };
        match found {
            Ok(found) => {
                let name = format!("address in line {line}");
                targets.push(found.target(&name, line, value.only_open(), &mut remarks));
            }
            Err(reason) => remarks.push(format!("Line {line} cannot be read: {reason}.")),
        }
    }
    remarks.extend(scope.remark());
    Configuration {
        source: path.to_owned(),
        format: ConfigurationFormat::Url,
        environment: surroundings::environment(path, &[]),
        targets,
        remarks,
    }
}

/// What a profile says. Its password is in the keyring, if it has one.
#[must_use]
pub fn of_profile(profile: &Profile) -> Configuration {
    let mode = match profile.tls.mode {
        TlsMode::Off => "disable",
        TlsMode::VerifyCa => "verify-ca",
        TlsMode::VerifyFull => "verify-full",
    };
    let socket = profile.host.starts_with('/');
    Configuration {
        source: format!("profile {}", profile.name),
        format: ConfigurationFormat::Profile,
        environment: Some(profile.environment.as_str().to_owned()),
        targets: vec![Target {
            name: profile.name.clone(),
            line: None,
            host: Some(profile.host.clone()),
            port: Some(profile.port),
            database: Some(profile.database.clone()),
            user: Some(profile.user.clone()),
            tls: (!socket).then(|| mode.to_owned()),
            secret: FileSecret::Elsewhere,
            pool: BTreeMap::new(),
        }],
        remarks: Vec::new(),
    }
}
