//! Section 1: the database and its server.

use chrono::TimeDelta;

use super::subject::Subject;
use super::wording::{bytes, lasting, percent};
use super::{Fact, Infrastructure, Known, Pooler, Standing, Tls, migrations};
use crate::audit::{Answer, Severity};
use crate::catalog::Visible;
use crate::connections::is_local_host;
use crate::schema::configuration::{Configuration, ConfigurationFormat};
use crate::schema::history::History;

/// The facts of section 1.
pub(super) fn facts(subject: &Subject<'_>) -> Vec<Fact> {
    let known = subject.known;
    let (server, database) = (&known.actual.server, &known.actual.database);
    let mut facts = vec![
        Fact::told("Database", &database.name),
        Fact::told("Role that read", &server.role),
        version(subject),
        size(subject),
        connections(known.infrastructure),
        pooler(known),
        line(known),
        Fact::told("Up for", lasting(uptime(subject))),
        Fact::told(
            "Kind of server",
            if server.in_recovery {
                "hot standby"
            } else {
                "primary"
            },
        ),
        encoding(&database.encoding, &database.collation),
        tables(subject),
    ];
    facts.push(migration(known.history));
    facts
}

fn uptime(subject: &Subject<'_>) -> TimeDelta {
    let asked = subject.known.infrastructure.asked_at;
    asked.signed_duration_since(subject.known.actual.server.started_at)
}

fn version(subject: &Subject<'_>) -> Fact {
    let fact = Fact::told(
        "Server",
        format!("PostgreSQL {}", subject.known.actual.server.version),
    );
    let Some(result) = subject.rule("operations.supported-version") else {
        return fact;
    };
    match &result.answer {
        Answer::Pass => fact
            .standing(Standing::Good)
            .note("The major version is supported."),
        Answer::Fail { findings } => {
            let worst = result.answer.worst();
            let told = findings.first().map(|one| one.statement.clone());
            let standing = if worst >= Some(Severity::High) {
                Standing::Bad
            } else {
                Standing::Attention
            };
            fact.standing(standing)
                .note(format!("It {}", told.unwrap_or_default()))
        }
        Answer::NotDeterminable { reason } => fact.note(reason.clone()),
        _ => fact,
    }
}

fn size(subject: &Subject<'_>) -> Fact {
    match &subject.known.actual.database.bytes {
        Visible::Seen(size) => Fact::told("Size", bytes(*size)),
        Visible::Hidden(reason) => Fact::hidden("Size", reason),
    }
}

/// From this share of the connections on there is little room (as the audit's rule has it).
const MANY_CONNECTIONS: i64 = 80;

/// Connections in use and allowed, with the share.
pub(super) fn connections(infrastructure: &Infrastructure) -> Fact {
    const LABEL: &str = "Connections in use";
    let allowed = infrastructure.connections_allowed;
    match &infrastructure.connections_used {
        Visible::Hidden(reason) => match infrastructure.connections_least {
            None => Fact::hidden(LABEL, reason),
            Some(least) => {
                let fact = Fact::told(LABEL, format!("at least {least} of {allowed}"));
                if percent(least, allowed) >= MANY_CONNECTIONS {
                    fact.standing(Standing::Attention).note(reason)
                } else {
                    fact.note(reason)
                }
            }
        },
        Visible::Seen(used) => {
            let share = percent(*used, allowed);
            let told = match share {
                0 => format!("{used} of {allowed}, under 1 %"),
                _ => format!("{used} of {allowed}, {share} %"),
            };
            Fact::told(LABEL, told).standing(if share >= MANY_CONNECTIONS {
                Standing::Attention
            } else {
                Standing::Good
            })
        }
    }
}

fn pooler(known: &Known<'_>) -> Fact {
    const LABEL: &str = "Pooler";
    match &known.infrastructure.pooler {
        Pooler::None => {
            let named: Vec<String> = known.configurations.iter().filter_map(names_one).collect();
            if named.is_empty() {
                Fact::told(LABEL, "none was noticed")
            } else {
                let named = named.join("; ");
                Fact::told(LABEL, format!("this connection goes through none; {named}"))
                    .note("One that does not show itself is not noticed.")
            }
        }
        Pooler::Silent { noticed, reason } => {
            Fact::told(LABEL, noticed).note(format!("Its settings are not known: {reason}"))
        }
        Pooler::PgBouncer {
            version,
            settings,
            clients,
            cut: _,
        } => {
            let get = |name: &str| {
                let found = settings.iter().find(|(key, _)| key == name);
                found.map(|(_, value)| value.as_str())
            };
            let mut told = vec![format!("PgBouncer {version}")];
            told.extend(get("pool_mode").map(|mode| format!("mode {mode}")));
            told.extend(get("max_client_conn").map(|most| match clients {
                Some(now) => format!("{now} of {most} client connections in use"),
                None => format!("{most} client connections allowed"),
            }));
            told.extend(get("default_pool_size").map(|size| format!("pools of {size}")));
            told.extend(
                get("max_db_connections")
                    .filter(|most| *most != "0")
                    .map(|most| format!("{most} connections a database at most")),
            );
            Fact::told(LABEL, told.join(", "))
        }
    }
}

/// What the file of a pooler says of it.
fn names_one(file: &Configuration) -> Option<String> {
    const TOLD: [&str; 3] = ["max_client_conn", "pool_mode", "default_pool_size"];
    if file.format != ConfigurationFormat::PgBouncer {
        return None;
    }
    let pool = file.targets.first().map(|target| &target.pool);
    let settings: Vec<String> = TOLD
        .iter()
        .filter_map(|name| Some(format!("{name} {}", pool?.get(*name)?)))
        .collect();
    let name = file.source.rsplit(['/', '\\']).next().unwrap_or_default();
    Some(if settings.is_empty() {
        format!("{name} names one")
    } else {
        format!("{name} names one ({})", settings.join(", "))
    })
}

/// Whether the line from here goes through a socket or to an address of this machine.
pub(super) fn stays_here(known: &Known<'_>) -> bool {
    let target = known
        .configurations
        .first()
        .and_then(|one| one.targets.first());
    let host = target.and_then(|one| one.host.as_deref());
    known.infrastructure.socket || host.is_some_and(is_local_host)
}

/// How the line from here to the server is protected.
pub(super) fn line(known: &Known<'_>) -> Fact {
    const LABEL: &str = "Line from here";
    let infrastructure = known.infrastructure;
    if infrastructure.socket {
        return Fact::told(LABEL, "a socket of this machine").standing(Standing::Good);
    }
    match &infrastructure.tls {
        Visible::Seen(None) if stays_here(known) => Fact::told(LABEL, "in the clear")
            .note("It does not leave this machine, unless the port is forwarded."),
        Visible::Hidden(reason) => Fact::hidden(LABEL, reason),
        Visible::Seen(None) => Fact::told(LABEL, "in the clear").standing(Standing::Attention),
        Visible::Seen(Some(Tls {
            version,
            cipher,
            client_certificate,
        })) => {
            let certificate = if *client_certificate {
                ", with a certificate of the client"
            } else {
                ""
            };
            Fact::told(LABEL, format!("{version}, {cipher}{certificate}")).standing(Standing::Good)
        }
    }
}

fn encoding(encoding: &str, collation: &str) -> Fact {
    let fact = Fact::told("Encoding", format!("{encoding}, collation {collation}"));
    if encoding == "SQL_ASCII" {
        fact.standing(Standing::Attention)
            .note("The server takes any bytes and does not check that they are text.")
    } else {
        fact
    }
}

fn tables(subject: &Subject<'_>) -> Fact {
    let tables = subject.tables;
    let mut told = format!("{} of {} expected", tables.present, tables.expected);
    if tables.unexpected > 0 {
        told = format!("{told}, {} that nobody expects", tables.unexpected);
    }
    Fact::told("Tables", told).standing(if tables.present == tables.expected {
        Standing::Good
    } else {
        Standing::Bad
    })
}

fn migration(history: Option<&History>) -> Fact {
    const LABEL: &str = "Current migration";
    let Some(history) = history else {
        return Fact::told(LABEL, "no migrations were looked at");
    };
    let Some(at) = migrations::standing(history) else {
        return Fact::told(
            LABEL,
            if migrations::keeps_record(history) {
                "none is recorded"
            } else {
                "nobody records any"
            },
        );
    };
    let title = history
        .current
        .first()
        .and_then(|id| migrations::title(history, id));
    let when = history
        .applied
        .iter()
        .filter(|one| history.current.contains(&one.id))
        .find_map(|one| one.at.as_deref());
    let mut told = at;
    if let Some(title) = title {
        told = format!("{told} ({title})");
    }
    if let Some(when) = when {
        told = format!("{told}, applied {when}");
    }
    let fact = Fact::told(LABEL, told);
    if history.pending.is_empty() && history.blocked.is_empty() {
        fact.standing(Standing::Good)
    } else {
        fact.standing(Standing::Attention)
    }
}
