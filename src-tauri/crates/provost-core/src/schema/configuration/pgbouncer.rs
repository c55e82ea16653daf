//! Reads `pgbouncer.ini` (PgBouncer's documentation, "Configuration file format").

use std::collections::BTreeMap;

use super::address::{Found, separated_by_spaces};
use super::value::secret;
use super::{Configuration, ConfigurationFormat, FileSecret, Target, pool, surroundings};

pub(super) fn read(path: &str, text: &str) -> Configuration {
    let mut file = File::default();
    for (line, content) in (1_u32..).zip(text.lines()) {
        file.line(line, content.trim());
    }
    let template = surroundings::is_template(path);
    let mut remarks = file.remarks;
    let mut targets = Vec::new();
    for database in &file.databases {
        let told = target(database, &file.settings, template, &mut remarks);
        targets.extend(told.map(|mut target| {
            if file.passwords_elsewhere && target.secret == FileSecret::None {
                target.secret = FileSecret::Elsewhere;
            }
            target
        }));
    }
    if targets.is_empty() {
        remarks.push("It has no database in [databases].".to_owned());
    }
    Configuration {
        source: path.to_owned(),
        format: ConfigurationFormat::PgBouncer,
        environment: surroundings::environment(path, &[]),
        targets,
        remarks,
    }
}

/// The name of a section: `[databases]`.
pub(super) fn section(line: &str) -> Option<String> {
    let name = line.trim().strip_prefix('[')?.strip_suffix(']')?;
    Some(name.trim().to_lowercase())
}

/// A line of `[databases]`. Its text may hold a password, so it does not print.
struct Database {
    name: String,
    text: String,
    line: u32,
}

#[derive(Default)]
struct File {
    section: String,
    databases: Vec<Database>,
    settings: BTreeMap<String, String>,
    /// Whether users and passwords stand in a file or come from a query.
    passwords_elsewhere: bool,
    remarks: Vec<String>,
}

impl File {
    fn line(&mut self, line: u32, content: &str) {
        if content.is_empty() || content.starts_with([';', '#']) {
            return;
        }
        if content.starts_with("%include") {
            self.remarks.push(format!(
                "Line {line} includes another file, which was not read."
            ));
            return;
        }
        if let Some(section) = section(content) {
            self.section = section;
            return;
        }
        let Some((name, value)) = content.split_once('=') else {
            self.remarks
                .push(format!("Line {line} is not of the form name = value."));
            return;
        };
        let (name, value) = (name.trim(), value.trim());
        match self.section.as_str() {
            "databases" if is_name(name) => self.databases.push(Database {
                name: name.trim_matches('"').to_owned(),
                text: value.to_owned(),
                line,
            }),
            "databases" => self.remarks.push(format!(
                "Line {line} does not begin with the name of a database."
            )),
            "pgbouncer" => {
                let setting = name.to_lowercase();
                self.passwords_elsewhere |= setting == "auth_file" || setting == "auth_query";
                self.settings.extend(pool::told(&setting, value));
            }
            _ => {}
        }
    }
}

fn is_name(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_alphanumeric() || "_-.*$\"".contains(c))
}

fn target(
    database: &Database,
    settings: &BTreeMap<String, String>,
    template: bool,
    remarks: &mut Vec<String>,
) -> Option<Target> {
    let Database { name, text, line } = database;
    let Some(pairs) = separated_by_spaces(text) else {
        remarks.push(format!(
            "Line {line}: what is said of the database {name} is not of the form key=value."
        ));
        return None;
    };
    let mut found = Found::nothing();
    // A database without dbname is reached under the name that clients use; `*` stands for any.
    found.database = (name != "*").then(|| name.clone());
    found.tls = settings.get("server_tls_sslmode").cloned();
    let mut pool = settings.clone();
    for (keyword, value) in pairs {
        match keyword.as_str() {
            "host" => found.host = Some(value),
            "port" => found.port = Some(value),
            "dbname" => found.database = Some(value),
            "user" => found.user = Some(value),
            "password" => found.hide(secret(&value, template)),
            setting => pool.extend(pool::told(setting, &value)),
        }
    }
    let mut target = found.target(name, *line, None, remarks);
    target.pool = pool;
    Some(target)
}
