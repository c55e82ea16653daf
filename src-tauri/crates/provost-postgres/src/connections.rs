//! What trying a connection tells.

use std::time::{Duration, Instant};

use provost_core::connections::{ConnectionReport, Profile, TlsFacts, TlsMode};
use sqlx::FromRow;

use crate::database::Database;
use crate::error::Error;
use crate::session::{Session, Statement};

const FACTS: &str = include_str!("connections/facts.sql");
const BACKEND: &str = include_str!("connections/backend.sql");

/// Every statement of this module, with the name of its file.
pub(crate) const STATEMENTS: &[(&str, &str)] = &[
    ("connections/facts.sql", FACTS),
    ("connections/backend.sql", BACKEND),
];

/// How many round trips the median is taken of.
const ROUND_TRIPS: usize = 5;

/// How much older than the line a backend must seem before it cannot have been started for it.
const CLOCKS_AGREE: Duration = Duration::from_millis(1);

/// What is said of a line's protection where a pooler stands between: the server only knows the pooler's own line.
const BEHIND_POOLER: &str = "not known (behind a pooler)";

#[derive(FromRow)]
struct Facts {
    server_version: String,
    server_version_number: i32,
    role: String,
    database: String,
    standby: bool,
    superuser: bool,
    bypasses_row_security: bool,
    monitors: bool,
    pgvector: Option<String>,
    pgvector_available: bool,
    governance_schema: bool,
}

#[derive(FromRow)]
struct Backend {
    pid: i32,
    /// Seconds since it was started.
    age: Option<f64>,
    protected: Option<bool>,
    version: Option<String>,
    cipher: Option<String>,
}

/// What one line showed of who serves it.
struct Seen {
    backend: Backend,
    /// Whether the backend was there before the line was opened.
    older: bool,
}

/// Tries a connection: opens two lines, asks the server about itself and the role, and changes nothing.
pub async fn probe(database: &Database, profile: &Profile) -> Result<ConnectionReport, Error> {
    let (mut session, connect, first) = look(database).await?;
    let facts: Facts = session
        .fetch_one(Statement::new(FACTS).bind(&profile.governance_schema))
        .await?;
    let mut round_trips = Vec::with_capacity(ROUND_TRIPS);
    for _ in 0..ROUND_TRIPS {
        round_trips.push(session.round_trip().await?);
    }
    session.finish().await?;

    // The first line stays open beside the second, so a backend that serves both is shared.
    let (session, _, second) = look(database).await?;
    session.finish().await?;

    let encrypted = is_encrypted(profile);
    let pooler = pooler(&first, &second, encrypted);
    Ok(ConnectionReport {
        server_version: facts.server_version,
        server_version_number: facts.server_version_number,
        role: facts.role,
        database: facts.database,
        tls: encrypted.then(|| protection(second.backend, pooler.is_some())),
        connect_tenths: tenths(connect),
        round_trip_tenths: tenths(median(round_trips)),
        standby: facts.standby,
        pooler,
        superuser: facts.superuser,
        bypasses_row_security: facts.bypasses_row_security,
        monitors: facts.monitors,
        pgvector: facts.pgvector,
        pgvector_available: facts.pgvector_available,
        governance_schema: facts.governance_schema,
    })
}

/// What stands between Provost and the server, in words; none when nothing was seen. Two lines are opened for it.
pub(crate) async fn between(
    database: &Database,
    profile: &Profile,
) -> Result<Option<String>, Error> {
    let (session, _, first) = look(database).await?;
    session.finish().await?;
    let (session, _, second) = look(database).await?;
    session.finish().await?;
    Ok(pooler(&first, &second, is_encrypted(profile)))
}

/// A session on a line of its own, how long the line took to open, and who serves it.
async fn look(database: &Database) -> Result<(Session, Duration, Seen), Error> {
    let begun = Instant::now();
    let (mut session, connect) = database.fresh().await?;
    let seen = see(&mut session, begun).await?;
    Ok((session, connect, seen))
}

fn is_encrypted(profile: &Profile) -> bool {
    profile.tls.mode != TlsMode::Off && !profile.host.starts_with('/')
}

async fn see(session: &mut Session, begun: Instant) -> Result<Seen, Error> {
    let backend: Backend = session.fetch_one(BACKEND).await?;
    let ours = begun.elapsed() + CLOCKS_AGREE;
    let older = backend.age.is_some_and(|age| age > ours.as_secs_f64());
    Ok(Seen { backend, older })
}

/// What stands between. A backend is started for one line; one that was there before its line, or that serves two, is
/// lent out by somebody. This holds for every pooler that shares backends, whatever its name.
fn pooler(first: &Seen, second: &Seen, encrypted: bool) -> Option<String> {
    if first.backend.pid == second.backend.pid {
        return Some(
            "a pooler in transaction mode, such as PgBouncer: one backend served two connections"
                .to_owned(),
        );
    }
    if first.older || second.older {
        return Some(
            "a pooler, such as PgBouncer: the backend is older than the connection".to_owned(),
        );
    }
    if second
        .backend
        .protected
        .is_some_and(|protected| protected != encrypted)
    {
        return Some(
            "a proxy: the server's line is not protected in the way that ours is".to_owned(),
        );
    }
    None
}

fn protection(backend: Backend, pooled: bool) -> TlsFacts {
    match (pooled, backend.version, backend.cipher) {
        (false, Some(version), Some(cipher)) => TlsFacts { version, cipher },
        _ => TlsFacts {
            version: BEHIND_POOLER.to_owned(),
            cipher: BEHIND_POOLER.to_owned(),
        },
    }
}

fn median(mut durations: Vec<Duration>) -> Duration {
    durations.sort_unstable();
    durations
        .get(durations.len() / 2)
        .copied()
        .unwrap_or_default()
}

/// In tenths of a millisecond.
fn tenths(duration: Duration) -> u32 {
    u32::try_from(duration.as_micros() / 100).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(pid: i32, older: bool, protected: bool) -> Seen {
        Seen {
            backend: Backend {
                pid,
                age: None,
                protected: Some(protected),
                version: None,
                cipher: None,
            },
            older,
        }
    }

    #[test]
    fn a_backend_of_ones_own_is_no_pooler() {
        assert_eq!(
            pooler(&seen(1, false, true), &seen(2, false, true), true),
            None
        );
    }

    #[test]
    fn a_shared_or_older_backend_or_another_protection_is_one() {
        assert!(pooler(&seen(1, false, false), &seen(1, false, false), false).is_some());
        assert!(pooler(&seen(1, false, false), &seen(2, true, false), false).is_some());
        assert!(pooler(&seen(1, false, false), &seen(2, false, false), true).is_some());
    }

    #[test]
    fn the_median_is_the_middle_one() {
        let of = |list: &[u64]| median(list.iter().copied().map(Duration::from_millis).collect());
        assert_eq!(of(&[9, 1, 2, 100, 3]), Duration::from_millis(3));
        assert_eq!(tenths(Duration::from_micros(1234)), 12);
    }
}
