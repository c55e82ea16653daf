//! In what files that lead to the same database differ, and what is wrong in one alone.

mod encryption;
mod pools;
mod sayings;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::lines::{Line, Reach, lines};
use super::surroundings::{environment_of, words};
use super::{Aspect, Configuration, ConfigurationDifference, ConfigurationFormat, FileSecret};
use crate::audit::Severity;
use crate::connections::is_local_host;
use sayings::{Saying, Texts, apart, difference, listed, sayings, texts};

/// All differences, the worst first.
#[must_use]
pub fn differences(configurations: &[Configuration]) -> Vec<ConfigurationDifference> {
    let shown = Shown { configurations };
    let mut found = Vec::new();
    for line in lines(configurations) {
        found.extend(shown.database(&line));
        found.extend(shown.host(&line));
        found.extend(shown.port(&line));
        found.extend(shown.role(&line));
        found.extend(shown.tls(&line));
        found.extend(shown.tls_not_asked_for(&line));
        found.extend(shown.pools(&line));
        found.extend(shown.pools_too_large(&line));
    }
    found.extend(configurations.iter().filter_map(|file| shown.secret(file)));
    found.sort_by(|a, b| (b.severity, a.aspect, &a.values).cmp(&(a.severity, b.aspect, &b.values)));
    found
}

struct Shown<'a> {
    configurations: &'a [Configuration],
}

impl Shown<'_> {
    /// A file as a sentence calls it: its name, the whole path where two have the same name, and what it is for.
    fn called(&self, file: &Configuration) -> String {
        let own = name_of(file);
        let same = |other: &&Configuration| name_of(other) == own;
        let name = if self.configurations.iter().filter(same).count() > 1 {
            &file.source
        } else {
            own
        };
        match &file.environment {
            Some(environment) => format!("{name} ({environment})"),
            None => name.to_owned(),
        }
    }

    fn database(&self, line: &Line) -> Option<ConfigurationDifference> {
        let sayings: Vec<Saying> = line
            .iter()
            .filter_map(|reach| {
                let text = reach.database?.to_owned();
                let file = reach.file;
                Some(Saying { file, text })
            })
            .collect();
        let names: BTreeSet<&str> = sayings.iter().map(|saying| saying.text.as_str()).collect();
        if names.len() < 2 {
            return None;
        }
        let bare: BTreeSet<Vec<String>> =
            names.iter().map(|name| without_environment(name)).collect();
        let in_production: BTreeSet<&str> = sayings
            .iter()
            .filter(|saying| is_production(saying.file))
            .map(|saying| saying.text.as_str())
            .collect();
        let told = self.told(&sayings);
        let (severity, message) = if in_production.len() > 1 {
            (
                Severity::High,
                format!(
                    "Two databases are named for production: {told}; rows can go to the wrong one."
                ),
            )
        } else if bare.len() == 1 {
            (
                Severity::Info,
                format!(
                    "The names of the database differ only in the word for the environment: {told}."
                ),
            )
        } else {
            (
                Severity::Medium,
                format!(
                    "The database has different names: {told}; what is written for one does not find the other."
                ),
            )
        };
        Some(difference(Aspect::Database, severity, sayings, message))
    }

    fn host(&self, line: &Line) -> Option<ConfigurationDifference> {
        let hosts = texts(line, |target| target.host.as_deref().map(canonical_host));
        let apart = apart(&hosts)?;
        let severity = if apart.iter().any(|(a, b)| are_alike_files(a, b)) {
            Severity::Low
        } else {
            Severity::Info
        };
        let sayings = sayings(&texts(line, |target| target.host.clone()));
        let message = format!(
            "The database is reached at different hosts: {}.",
            self.told(&sayings)
        );
        Some(difference(Aspect::Host, severity, sayings, message))
    }

    fn port(&self, line: &Line) -> Option<ConfigurationDifference> {
        let ports = texts(line, |target| target.port.map(|port| port.to_string()));
        let apart = apart(&ports)?;
        let hosts = |reach: &Reach| -> Texts {
            let hosts = reach
                .targets
                .iter()
                .filter_map(|target| target.host.as_deref());
            hosts.map(canonical_host).collect()
        };
        let same_place = |a: &Reach, b: &Reach| !hosts(a).is_disjoint(&hosts(b));
        let severity = if apart
            .iter()
            .any(|(a, b)| are_alike_files(a, b) && same_place(a, b))
        {
            Severity::Low
        } else {
            Severity::Info
        };
        let sayings = sayings(&ports);
        let message = format!(
            "The database is reached at different ports: {}.",
            self.told(&sayings)
        );
        Some(difference(Aspect::Port, severity, sayings, message))
    }

    fn role(&self, line: &Line) -> Option<ConfigurationDifference> {
        let roles = texts(line, |target| target.user.clone());
        let apart = apart(&roles)?;
        let severity = if apart.iter().any(|(a, b)| are_alike_files(a, b)) {
            Severity::Low
        } else {
            Severity::Info
        };
        let sayings = sayings(&roles);
        let message = format!(
            "Different roles log in: {}; what one may do the other may not.",
            self.told(&sayings)
        );
        Some(difference(Aspect::Role, severity, sayings, message))
    }

    fn secret(&self, file: &Configuration) -> Option<ConfigurationDifference> {
        let places: Vec<String> = file
            .targets
            .iter()
            .filter(|target| target.secret == FileSecret::InTheClear)
            .map(|target| match target.line {
                Some(line) => format!("{} (line {line})", target.name),
                None => target.name.clone(),
            })
            .collect();
        if places.is_empty() {
            return None;
        }
        let severity = match file.environment.as_deref() {
            Some("production") => Severity::High,
            Some("development" | "testing") => Severity::Low,
            _ => Severity::Medium,
        };
        let count = if places.len() == 1 {
            "a password"
        } else {
            "passwords"
        };
        let message = format!(
            "{} holds {count} in the clear: {}.",
            self.called(file),
            listed(&places)
        );
        let text = "a password in the clear".to_owned();
        Some(difference(
            Aspect::Secret,
            severity,
            vec![Saying { file, text }],
            message,
        ))
    }
}

fn name_of(file: &Configuration) -> &str {
    match file.format {
        ConfigurationFormat::Profile => &file.source,
        _ => file.source.rsplit(['/', '\\']).next().unwrap_or_default(),
    }
}

fn is_production(file: &Configuration) -> bool {
    file.environment.as_deref() == Some("production")
}

/// Whether two files say how programs of one environment reach the database, so that they should say the same.
fn are_alike_files(a: &Reach, b: &Reach) -> bool {
    let settings = |reach: &Reach| {
        matches!(
            reach.file.format,
            ConfigurationFormat::DotEnv | ConfigurationFormat::Url
        )
    };
    settings(a)
        && settings(b)
        && a.file.environment.is_some()
        && a.file.environment == b.file.environment
}

/// The words of a name without those for environments.
fn without_environment(name: &str) -> Vec<String> {
    words(&name.replace('_', " "))
        .filter(|word| environment_of(word).is_none())
        .collect()
}

fn canonical_host(host: &str) -> String {
    if is_local_host(host) {
        "localhost".to_owned()
    } else {
        host.to_lowercase()
    }
}
