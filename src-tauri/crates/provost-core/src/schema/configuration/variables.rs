//! Finds the databases that variables lead to: those of `DATABASE_URL`, and of `POSTGRES_HOST`, `POSTGRES_DB` and so on.

use std::collections::BTreeMap;

use super::address::{Found, after_scheme, of_pairs, of_url};
use super::pool;
use super::value::{OPEN, Value, secret};
use super::{FileSecret, Target, at_most};

/// A variable with its references followed. Its value may be a password, so it does not print.
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) value: Value,
    pub(super) line: u32,
}

/// What a variable of a group tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Host,
    Port,
    Database,
    User,
    Password,
    /// A file or a store in which the password stands.
    PasswordElsewhere,
    Tls,
    /// What kind of database it is.
    Engine,
}

/// The endings of names, the longer before those that they end in.
const ENDINGS: [(&str, Part); 38] = [
    ("PASSWORD_FILE", Part::PasswordElsewhere),
    ("PASSWORD_SECRET", Part::PasswordElsewhere),
    ("PASSWORD_ARN", Part::PasswordElsewhere),
    ("PASSFILE", Part::PasswordElsewhere),
    ("SECRET_ARN", Part::PasswordElsewhere),
    ("SSL_MODE", Part::Tls),
    ("SSLMODE", Part::Tls),
    ("TLS_MODE", Part::Tls),
    ("SSL", Part::Tls),
    ("TLS", Part::Tls),
    ("HOSTADDR", Part::Host),
    ("HOSTNAME", Part::Host),
    ("HOST", Part::Host),
    ("SERVER", Part::Host),
    ("PORT_NUMBER", Part::Port),
    ("PORT", Part::Port),
    ("DATABASE_NAME", Part::Database),
    ("DATABASE", Part::Database),
    ("DB_NAME", Part::Database),
    ("DBNAME", Part::Database),
    ("NAME", Part::Database),
    ("DB", Part::Database),
    ("USER_NAME", Part::User),
    ("USERNAME", Part::User),
    ("DATABASE_USER", Part::User),
    ("DB_USER", Part::User),
    ("USER", Part::User),
    ("ROLE", Part::User),
    ("DATABASE_PASSWORD", Part::Password),
    ("DB_PASSWORD", Part::Password),
    ("PASSWORD", Part::Password),
    ("PASSWD", Part::Password),
    ("PASS", Part::Password),
    ("ENGINE", Part::Engine),
    ("CONNECTION", Part::Engine),
    ("DIALECT", Part::Engine),
    ("ADAPTER", Part::Engine),
    ("DRIVER", Part::Engine),
];

/// The words that say that a group is about a database of ours, and those that say that it is another's.
const OURS: [&str; 9] = [
    "POSTGRES",
    "POSTGRESQL",
    "PGSQL",
    "PSQL",
    "PG",
    "DB",
    "DATABASE",
    "PGBOUNCER",
    "TIMESCALE",
];
const OTHERS: [&str; 12] = [
    "CASSANDRA",
    "CLICKHOUSE",
    "ELASTIC",
    "INFLUX",
    "INFLUXDB",
    "MARIADB",
    "MONGO",
    "MONGODB",
    "MSSQL",
    "MYSQL",
    "REDIS",
    "SQLITE",
];

/// The ports of other databases: a group that names one is theirs.
const OTHER_PORTS: [&str; 4] = ["1433", "3306", "6379", "27017"];

/// The targets of the variables, by line. `within` stands before their names: the service of a Compose file.
pub(super) fn targets(
    variables: &[Variable],
    within: &str,
    template: bool,
    remarks: &mut Vec<String>,
) -> Vec<Target> {
    let name = |own: &str| match within {
        "" => own.to_owned(),
        service => format!("{service}.{own}"),
    };
    let mut targets = Vec::new();
    for variable in variables {
        if let Some(target) = of_one(variable, &name(&variable.name), template, remarks) {
            targets.push(target);
        }
    }
    for group in groups(variables) {
        targets.extend(group.target(&name(&group.name), template, remarks));
    }
    targets.sort_by_key(|target| target.line);
    at_most(&mut targets, remarks);
    let pool = pool::of_variables(variables);
    for target in &mut targets {
        target.pool.clone_from(&pool);
    }
    targets
}

/// The target of a variable that holds a whole address.
fn of_one(
    variable: &Variable,
    name: &str,
    template: bool,
    remarks: &mut Vec<String>,
) -> Option<Target> {
    let Variable { value, line, .. } = variable;
    let upper = variable.name.to_uppercase();
    let addressed = ["_URL", "_URI", "_DSN"]
        .iter()
        .any(|end| upper.ends_with(end));
    let found = if after_scheme(&value.text).is_some() {
        match of_url(value, template) {
            Ok(found) => found,
            Err(reason) => {
                remarks.push(format!("Line {line}: {name} cannot be read: {reason}."));
                return None;
            }
        }
    } else if addressed || upper.starts_with("CONNECTIONSTRINGS__") {
        if value.text.trim().trim_matches(OPEN).is_empty() && value.open.is_some() {
            if is_ours(&upper) {
                remarks.push(format!(
                    "Line {line}: {name} comes from {}, which the file does not set.",
                    value.open.as_deref().unwrap_or("a variable")
                ));
            }
            return None;
        }
        of_pairs(&value.text, template)?
    } else {
        return None;
    };
    Some(found.target(name, *line, value.only_open(), remarks))
}

/// The variables that begin alike.
struct Group<'a> {
    name: String,
    parts: Vec<(Part, &'a Variable)>,
}

fn groups(variables: &[Variable]) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<String, Vec<(Part, &Variable)>> = BTreeMap::new();
    for variable in variables {
        if let Some((group, part)) = placed(&variable.name.to_uppercase()) {
            groups.entry(group).or_default().push((part, variable));
        }
    }
    groups
        .into_iter()
        .map(|(name, parts)| Group { name, parts })
        .collect()
}

/// The group of a name and what it tells in it: `SHOP_DB_HOST` is the host of `SHOP_DB`, `PGHOST` that of `PG`.
fn placed(name: &str) -> Option<(String, Part)> {
    ENDINGS.iter().find_map(|(ending, part)| {
        let before = name.strip_suffix(ending)?;
        let group = match before.strip_suffix('_') {
            Some(group) => group,
            None if before == "PG" => before,
            None => return None,
        };
        is_ours(group).then(|| (group.to_owned(), *part))
    })
}

fn is_ours(name: &str) -> bool {
    let mut words = name.split('_');
    words.clone().any(|word| OURS.contains(&word)) && !words.any(|word| OTHERS.contains(&word))
}

impl Group<'_> {
    fn text(&self, part: Part) -> Option<String> {
        let (_, variable) = self.parts.iter().find(|(own, _)| *own == part)?;
        Some(variable.value.text.trim().to_owned())
    }

    fn is_of_others(&self) -> bool {
        let engine = self.text(Part::Engine).map(|text| text.to_lowercase());
        let port = self.text(Part::Port);
        engine.is_some_and(|text| {
            !["postg", "pgsql", "psql", "pq", "asyncpg"]
                .iter()
                .any(|word| text.contains(word))
        }) || port.is_some_and(|port| OTHER_PORTS.contains(&port.as_str()))
    }

    fn target(&self, name: &str, template: bool, remarks: &mut Vec<String>) -> Option<Target> {
        let leads = [
            Part::Host,
            Part::Database,
            Part::User,
            Part::Password,
            Part::PasswordElsewhere,
        ];
        if self.is_of_others() || !self.parts.iter().any(|(part, _)| leads.contains(part)) {
            return None;
        }
        let host = self.text(Part::Host);
        let address = host.as_deref().filter(|text| after_scheme(text).is_some());
        if address.is_some() {
            // The host's variable holds a whole address, which was read as one.
            return None;
        }
        let mut found = Found::nothing();
        found.host = host;
        found.port = self.text(Part::Port);
        found.database = self.text(Part::Database);
        found.user = self.text(Part::User);
        found.tls = self.text(Part::Tls);
        if let Some(password) = self.text(Part::Password) {
            found.hide(secret(&password, template));
        }
        if self
            .text(Part::PasswordElsewhere)
            .is_some_and(|text| !text.is_empty())
        {
            found.hide(FileSecret::Elsewhere);
        }
        let line = self.parts.iter().map(|(_, variable)| variable.line).min()?;
        let open = self
            .parts
            .iter()
            .filter(|(part, _)| *part != Part::Password)
            .find_map(|(_, variable)| variable.value.open.as_deref());
        Some(found.target(name, line, open, remarks))
    }
}
