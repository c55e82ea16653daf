//! What a URL or a line of `key=value` says of a database, read so that a password stays by itself.
//!
//! [`crate::connections::parse_url`] reads what Provost itself is to connect with and refuses the rest; files hold more:
//! references to other variables, the drivers of other languages, several hosts, `sslmode=prefer`.

use percent_encoding::percent_decode_str;

use super::value::{OPEN, Value, secret};
use super::{FileSecret, Target};

/// What was found. The password is told as a place only.
pub(super) struct Found {
    pub(super) host: Option<String>,
    pub(super) port: Option<String>,
    pub(super) database: Option<String>,
    pub(super) user: Option<String>,
    pub(super) tls: Option<String>,
    pub(super) secret: FileSecret,
}

impl Found {
    pub(super) fn nothing() -> Self {
        Self {
            host: None,
            port: None,
            database: None,
            user: None,
            tls: None,
            secret: FileSecret::None,
        }
    }

    fn set(&mut self, keyword: &str, value: String, template: bool) {
        match keyword {
            "host" | "hostaddr" => self.host = Some(value),
            "port" => self.port = Some(value),
            "dbname" | "database" => self.database = Some(value),
            "user" | "username" | "user id" | "uid" => self.user = Some(value),
            "password" | "pwd" | "sslpassword" => self.hide(secret(&value, template)),
            "passfile" | "service" => self.hide(FileSecret::Elsewhere),
            "sslmode" | "ssl" | "ssl mode" | "tls" => self.tls = Some(value),
            _ => {}
        }
    }

    /// A password in the clear outweighs one elsewhere.
    pub(super) fn hide(&mut self, place: FileSecret) {
        let in_the_clear = self.secret == FileSecret::InTheClear;
        if place != FileSecret::None && !in_the_clear {
            self.secret = place;
        }
    }

    /// What was taken for one value and holds others may hold a password among them: `dbname=shop,password=x`.
    fn hide_what_is_within(&mut self) {
        let parts = [
            &self.host,
            &self.port,
            &self.database,
            &self.user,
            &self.tls,
        ];
        let told = parts.into_iter().flatten().any(|text| {
            let text = text.to_lowercase();
            holds_more(&text)
                && ["pass", "pwd", "secret"]
                    .iter()
                    .any(|word| text.contains(word))
        });
        if told {
            self.hide(FileSecret::InTheClear);
        }
    }

    /// The target that this makes. What cannot be shown as it stands is left out with a remark, never repeated.
    pub(super) fn target(
        mut self,
        name: &str,
        line: u32,
        open: Option<&str>,
        remarks: &mut Vec<String>,
    ) -> Target {
        self.hide_what_is_within();
        let mut shown = |what: &str, text: Option<String>| {
            let text = text.filter(|text| !text.is_empty())?;
            if text.contains(OPEN) {
                let origin = open.unwrap_or("a variable");
                remarks.push(format!(
                    "Line {line}: the {what} of {name} comes from {origin}, which the file does not set."
                ));
                return None;
            }
            let odd = text.len() > 255 || text.contains("://") || text.contains(char::is_control);
            if odd || holds_more(&text) || (what == "host" && text.contains(['@', ' '])) {
                remarks.push(format!(
                    "Line {line}: the {what} of {name} does not look like one and was left out."
                ));
                return None;
            }
            Some(text)
        };
        let host = shown("host", self.host);
        let port = shown("port", self.port);
        let database = shown("database", self.database);
        let user = shown("role", self.user);
        let tls = shown("TLS mode", self.tls);
        let number = port.as_deref().map(|port| port.trim().parse::<u16>());
        if matches!(number, Some(Err(_) | Ok(0))) {
            remarks.push(format!(
                "Line {line}: the port of {name} is not a number from 1 to 65535."
            ));
        }
        Target {
            name: name.to_owned(),
            line: Some(line),
            host,
            port: number.and_then(Result::ok).filter(|port| *port != 0),
            database,
            user,
            tls,
            secret: self.secret,
            pool: std::collections::BTreeMap::new(),
        }
    }
}

/// Whether a value holds what separates values from each other.
fn holds_more(text: &str) -> bool {
    text.contains(['=', ';'])
}

/// The schemes of PostgreSQL, also as Python, Java and others write them.
const SCHEMES: [&str; 6] = [
    "postgres",
    "postgresql",
    "postgis",
    "pgsql",
    "psql",
    "jdbc:postgresql",
];

/// What follows the scheme, when it is one of PostgreSQL: `postgresql+asyncpg://` counts, `redis://` does not.
pub(super) fn after_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.trim().split_once("://")?;
    let scheme = scheme.to_lowercase();
    let plain = scheme
        .split_once('+')
        .map_or(scheme.as_str(), |(plain, _driver)| plain);
    SCHEMES.contains(&plain).then_some(rest)
}

/// Reads a URL. The credentials end at the last `@`, so that whatever a password holds stays in them.
pub(super) fn of_url(value: &Value, template: bool) -> Result<Found, &'static str> {
    const UNCLEAR: &str = "it is not clear where its password ends; in a user name or password, / is written %2F, ? is %3F and @ is %40";
    let rest = after_scheme(&value.text).ok_or("it is no URL of PostgreSQL")?;
    if rest.contains(char::is_whitespace) {
        return Err(UNCLEAR);
    }
    let mut found = Found::nothing();
    let behind = match rest.rsplit_once('@') {
        Some((credentials, behind)) => {
            if credentials.contains(['/', '?', '@']) {
                return Err(UNCLEAR);
            }
            let (user, password) = credentials
                .split_once(':')
                .map_or((credentials, None), |(user, password)| {
                    (user, Some(password))
                });
            found.user = Some(decoded(user));
            if let Some(password) = password {
                found.hide(secret(&decoded(password), template));
            }
            behind
        }
        None => rest,
    };
    let (place, query) = behind
        .split_once('?')
        .map_or((behind, ""), |(place, query)| (place, query));
    let (hosts, database) = place.split_once('/').unwrap_or((place, ""));
    let (hosts, port) = hosts_and_port(hosts);
    // What stands where a port should may be the beginning of a password whose end was lost.
    if !port.is_none_or(|port| {
        port.chars().all(|c| c.is_ascii_digit() || c == OPEN) && !port.is_empty()
    }) {
        return Err(UNCLEAR);
    }
    found.host = Some(decoded(&hosts));
    found.port = port.map(decoded);
    found.database = Some(decoded(database));
    for (keyword, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        found.set(&decoded(keyword).to_lowercase(), decoded(value), template);
    }
    Ok(found)
}

/// The hosts without their ports, separated by commas, and the first port.
fn hosts_and_port(text: &str) -> (String, Option<&str>) {
    let mut port = None;
    let hosts: Vec<&str> = text
        .split(',')
        .map(|one| {
            let (host, own) = match one.strip_prefix('[').and_then(|one| one.split_once(']')) {
                Some((address, behind)) => (address, behind.strip_prefix(':')),
                None => one
                    .split_once(':')
                    .map_or((one, None), |(host, own)| (host, Some(own))),
            };
            port = port.or(own);
            host
        })
        .collect();
    (hosts.join(","), port)
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Reads `host=db dbname=shop` of libpq and `pgbouncer.ini`, or `Host=db;Database=shop` of Npgsql; none for anything else.
pub(super) fn of_pairs(text: &str, template: bool) -> Option<Found> {
    // `password=a;b` of libpq has more than one pair before its first semicolon, or nothing that names a place.
    let first = text.split_once(';').map(|(first, _)| first);
    let pairs = if first.is_some_and(|first| first.matches('=').count() == 1) {
        separated_by_semicolons(text)
    } else {
        separated_by_spaces(text)
    }?;
    let known =
        |keyword: &str| ["host", "hostaddr", "dbname", "database", "service"].contains(&keyword);
    if !pairs.iter().any(|(keyword, _)| known(keyword)) {
        return None;
    }
    let mut found = Found::nothing();
    for (keyword, value) in pairs {
        found.set(&keyword, value, template);
    }
    Some(found)
}

fn separated_by_semicolons(text: &str) -> Option<Vec<(String, String)>> {
    text.split(';')
        .filter(|pair| !pair.trim().is_empty())
        .map(|pair| {
            let (keyword, value) = pair.split_once('=')?;
            Some((keyword.trim().to_lowercase(), value.trim().to_owned()))
        })
        .collect()
}

/// All pairs of a line, or none when something in it is no pair. A value may stand in single quotes, in which a quote is
/// doubled (`pgbouncer.ini`) or follows a backslash (libpq).
pub(super) fn separated_by_spaces(text: &str) -> Option<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    let mut letters = text.trim().chars().peekable();
    while letters.peek().is_some() {
        let mut keyword = String::new();
        for c in letters.by_ref() {
            if c == '=' {
                break;
            }
            keyword.push(c);
        }
        let keyword = keyword.trim().to_lowercase();
        if keyword.is_empty()
            || !keyword
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_')
        {
            return None;
        }
        while letters.next_if(|c| c.is_whitespace()).is_some() {}
        let mut value = String::new();
        if letters.next_if_eq(&'\'').is_some() {
            loop {
                match letters.next()? {
                    '\'' if letters.next_if_eq(&'\'').is_none() => break,
                    '\\' => value.push(letters.next()?),
                    c => value.push(c),
                }
            }
        } else {
            while let Some(c) = letters.next_if(|c| !c.is_whitespace()) {
                match c {
                    '\\' => value.extend(letters.next()),
                    c => value.push(c),
                }
            }
        }
        while letters.next_if(|c| c.is_whitespace()).is_some() {}
        pairs.push((keyword, value));
    }
    Some(pairs)
}
