//! Reads a Compose file: the services that are database servers or poolers, and those that are told of one.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::value::{Raw, Scope};
use super::variables::{Variable, targets};
use super::yaml::{Content, Node, YamlError, document};
use super::{Configuration, ConfigurationFormat, FileSecret, TARGETS, Target, pool, surroundings};

/// How many settings the services of a file may have together. Anchors let every service share what one of them has, so that a
/// small file can have a thousand million.
const SETTINGS: usize = 100_000;

/// Reads it; none when it is YAML and no Compose file.
pub(super) fn read(path: &str, text: &str) -> Result<Option<Configuration>, YamlError> {
    let Some(services) = document(text)?.and_then(|root| root.get("services")) else {
        return Ok(None);
    };
    let mut reading = Reading {
        template: surroundings::is_template(path),
        remarks: Vec::new(),
        targets: Vec::new(),
        variables: Vec::new(),
        scope: Scope::new(BTreeMap::new()),
        left: SETTINGS,
        passed_over: 0,
    };
    for (name, (line, service)) in services.entries() {
        reading.service(&shown(&name), line, &service);
    }
    reading.remarks.extend(reading.scope.remark());
    if reading.passed_over > 0 {
        reading.remarks.push(format!(
            "{} services were not looked at: those before them share more settings, or lead to more databases, than one file of services does.",
            reading.passed_over
        ));
    }
    let mut targets = reading.targets;
    targets.sort_by_key(|target| target.line);
    if targets.is_empty() {
        reading
            .remarks
            .push("No service in it leads to a PostgreSQL database.".to_owned());
    }
    Ok(Some(Configuration {
        source: path.to_owned(),
        format: ConfigurationFormat::Compose,
        environment: surroundings::environment(path, &reading.variables),
        targets,
        remarks: reading.remarks,
    }))
}

/// A name of the file as it may be shown.
fn shown(text: &str) -> String {
    let plain = |c: &char| c.is_alphanumeric() || "_-.".contains(*c);
    text.chars().filter(plain).take(60).collect()
}

/// What a service is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Server,
    Pooler,
    Other,
}

/// What an image is, by its own name without registry and tag.
fn kind(image: &str) -> Kind {
    let own = image.rsplit('/').next().unwrap_or_default();
    let own = own
        .split([':', '@'])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| own.contains(word));
    if is(&["exporter", "backup", "admin", "postgrest", "meta"]) {
        Kind::Other
    } else if is(&["pgbouncer", "pgcat", "pgpool", "odyssey"]) {
        Kind::Pooler
    } else if is(&[
        "postgres",
        "postgis",
        "pgvector",
        "timescaledb",
        "supabase-db",
    ]) {
        Kind::Server
    } else {
        Kind::Other
    }
}

struct Reading {
    template: bool,
    remarks: Vec<String>,
    targets: Vec<Target>,
    /// The variables of all services, which may say what the file is for.
    variables: Vec<Variable>,
    scope: Scope<'static>,
    /// How much more may be read of the services.
    left: usize,
    passed_over: u32,
}

impl Reading {
    /// Takes what reading a text costs from what is left.
    fn charge<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        let cost: usize = texts.into_iter().map(|text| 1 + text.len() / 64).sum();
        self.left = self.left.saturating_sub(cost);
    }

    fn service(&mut self, name: &str, line: u32, service: &Rc<Node>) {
        if self.left == 0 || self.targets.len() >= TARGETS {
            self.passed_over += 1;
            return;
        }
        let entries = service.entries();
        self.charge(entries.keys().map(String::as_str));
        for (_, node) in entries.values() {
            let members = node.members();
            self.charge(members.iter().filter_map(|member| member.text()));
        }
        let environment = entries
            .get("environment")
            .map(|(_, node)| environment(node));
        let environment = environment.unwrap_or_default();
        self.charge(environment.iter().map(|(_, raw, _)| raw.text.as_str()));
        if entries.contains_key("env_file") {
            self.remarks.push(format!(
                "The service {name} takes variables from files (env_file), which were not read with it."
            ));
        }
        let variables: Vec<Variable> = environment
            .iter()
            .map(|(name, text, line)| Variable {
                name: name.clone(),
                value: self.scope.value(text),
                line: *line,
            })
            .collect();
        let image = entries.get("image").and_then(|(_, image)| image.text());
        let kind = image.map_or(Kind::Other, kind);
        let mut found = targets(&variables, name, self.template, &mut self.remarks);
        if kind == Kind::Server {
            let mut server = self.server(name, &variables, found);
            server.line = Some(line);
            let command = entries.get("command");
            for (setting, value) in command.iter().flat_map(|(_, node)| settings(node)) {
                server.pool.extend(pool::told(&setting, &value));
            }
            found = vec![server];
        }
        if kind != Kind::Other {
            let outside = published(name, &entries, &found);
            found.extend(outside);
        }
        self.targets.extend(found);
        self.variables.extend(variables);
    }

    /// A server is reached under its service's name. Its image makes a database called like its role unless one is named,
    /// and the role `postgres` unless one is named (documentation of the image `postgres`).
    fn server(&mut self, name: &str, variables: &[Variable], found: Vec<Target>) -> Target {
        let told = |wanted: &str| {
            variables
                .iter()
                .any(|variable| variable.name.eq_ignore_ascii_case(wanted))
        };
        let mut target = found.into_iter().next().unwrap_or_else(|| nothing(name));
        name.clone_into(&mut target.name);
        target.host = Some(name.to_owned());
        target.port = target.port.or(Some(5432));
        if target.user.is_none() && !told("POSTGRES_USER") {
            target.user = Some("postgres".to_owned());
        }
        if target.database.is_none() && !told("POSTGRES_DB") && !told("POSTGRESQL_DATABASE") {
            target.database.clone_from(&target.user);
        }
        let trusts = variables.iter().any(|variable| {
            variable.name == "POSTGRES_HOST_AUTH_METHOD" && variable.value.text == "trust"
        });
        if trusts {
            self.remarks.push(format!(
                "The service {name} lets everybody in without a password (POSTGRES_HOST_AUTH_METHOD=trust)."
            ));
        }
        target
    }
}

fn nothing(name: &str) -> Target {
    Target {
        name: name.to_owned(),
        line: None,
        host: None,
        port: None,
        database: None,
        user: None,
        tls: None,
        secret: FileSecret::None,
        pool: BTreeMap::new(),
    }
}

/// The variables of a service, as a mapping or as a list of `NAME=value`. One without a value comes from outside.
fn environment(node: &Rc<Node>) -> Vec<(String, Raw, u32)> {
    let raw = |text: &str| Raw {
        text: text.to_owned(),
        literal: false,
    };
    let outside = |name: &str| raw(&format!("${{{name}}}"));
    let mut found: Vec<(String, Raw, u32)> = if let Content::Mapping(_) = node.content {
        node.entries()
            .into_iter()
            .filter_map(|(name, (line, value))| {
                let text = match value.text() {
                    Some(text) => raw(text),
                    None => outside(&name),
                };
                is_name(&name).then_some((name, text, line))
            })
            .collect()
    } else {
        node.members()
            .iter()
            .filter_map(|member| {
                let text = member.text()?;
                let (name, value) = match text.split_once('=') {
                    Some((name, value)) => (name, raw(value)),
                    None => (text, outside(text)),
                };
                is_name(name).then(|| (name.to_owned(), value, member.line))
            })
            .collect()
    };
    found.sort_by_key(|(_, _, line)| *line);
    found
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_.".contains(c))
}

/// The settings of a server's command: `-c max_connections=200`, in one text or in a list.
fn settings(command: &Rc<Node>) -> Vec<(String, String)> {
    command
        .members()
        .iter()
        .filter_map(|member| member.text())
        .flat_map(str::split_whitespace)
        .filter_map(|word| {
            let word = word.trim_start_matches("-c").trim_start_matches("--");
            let (name, value) = word.split_once('=')?;
            Some((name.to_owned(), value.to_owned()))
        })
        .collect()
}

/// The same database from outside: the port of this machine on which a service can be reached.
fn published(
    name: &str,
    entries: &BTreeMap<String, (u32, Rc<Node>)>,
    found: &[Target],
) -> Vec<Target> {
    let Some((_, ports)) = entries.get("ports") else {
        return Vec::new();
    };
    let first = found.first();
    ports
        .members()
        .iter()
        .filter_map(|entry| {
            let port = match &entry.content {
                Content::Scalar(text) => {
                    let text = text.split('/').next().unwrap_or_default();
                    let (before, _container) = text.rsplit_once(':')?;
                    before.rsplit(':').next()?.parse().ok()?
                }
                _ => entry.get("published")?.text()?.parse().ok()?,
            };
            Some(Target {
                line: Some(entry.line),
                host: Some("localhost".to_owned()),
                port: Some(port),
                database: first.and_then(|target| target.database.clone()),
                user: first.and_then(|target| target.user.clone()),
                ..nothing(&format!("{name}.ports"))
            })
        })
        .collect()
}
