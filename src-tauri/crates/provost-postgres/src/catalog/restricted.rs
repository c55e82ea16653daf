//! What only some roles may read. Each is asked for only where the rights were checked first, so that a refusal does not
//! end the transaction of the others; and should the server refuse after all, only that one is hidden.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use provost_core::catalog::{
    ArchiverFacts, HbaRule, PasswordHash, SessionFacts, Subscription, Visible, quote_identifier,
};
use sqlx::FromRow;
use sqlx::postgres::PgRow;

use super::server::ServerRow;
use super::statements;
use super::text::{Text, string, strings};
use crate::{Database, Error, Session, Statement};

/// How many sequences are looked into in one transaction: the server keeps a lock on each until it ends, and has room for
/// some thousands in all, for everybody.
const SEQUENCES_AT_ONCE: usize = 250;

#[derive(FromRow)]
struct SubscriptionRow {
    name: Text,
    owner: Text,
    enabled: bool,
    publications: Vec<Text>,
}

#[derive(FromRow)]
struct HbaRow {
    line: i32,
    kind: Text,
    databases: Vec<Text>,
    users: Vec<Text>,
    address: Option<Text>,
    netmask: Option<Text>,
    method: Text,
    options: Vec<Text>,
    error: Option<Text>,
}

#[derive(FromRow)]
struct PasswordRow {
    role: Text,
    kind: Text,
}

#[derive(FromRow)]
struct SessionRow {
    role: Text,
    database: Text,
    application: Text,
    address: Option<Text>,
    tls: bool,
    state: Text,
    transaction_seconds: Option<i64>,
    state_seconds: Option<i64>,
    blocked_by: i64,
}

#[derive(FromRow)]
struct ArchiverRow {
    archived: i64,
    failed: i64,
    last_archived: Option<DateTime<Utc>>,
    last_failed: Option<DateTime<Utc>>,
}

/// What only some roles may read, or why this one could not.
pub(super) struct Restricted {
    /// The cluster's identifier.
    pub(super) system_identifier: Option<String>,
    /// The database's bytes.
    pub(super) bytes: Visible<i64>,
    /// Subscriptions by name.
    pub(super) subscriptions: Visible<Vec<Subscription>>,
    /// `pg_hba.conf` in its order.
    pub(super) hba_rules: Visible<Vec<HbaRule>>,
    /// Forms of passwords by role.
    pub(super) password_hashes: Visible<Vec<PasswordHash>>,
    /// Sessions of others.
    pub(super) sessions: Visible<Vec<SessionFacts>>,
    /// The last values of sequences that were used, by their numbers.
    pub(super) sequence_values: BTreeMap<i64, i64>,
    /// The archiver.
    pub(super) archiver: Visible<ArchiverFacts>,
}

impl Restricted {
    /// Reads what `server` says that the role may read, and how far `sequences` have come.
    pub(super) async fn read(
        database: &Database,
        server: &ServerRow,
        sequences: &[i64],
    ) -> Result<Self, Error> {
        let role = quote_identifier(server.role.as_str());
        let mut asking = Asking {
            database,
            session: None,
        };
        let identifier: Visible<Vec<(Text,)>> = asking
            .rows(
                statements::SYSTEM_IDENTIFIER,
                server.may_read_control_file,
                String::new(),
            )
            .await?;
        let bytes: Visible<Vec<(i64,)>> = asking
            .rows(
                statements::DATABASE_BYTES,
                server.may_measure_database || server.reads_all_statistics,
                format!(
                    "The role may not measure the database: GRANT pg_monitor TO {role}; lets it."
                ),
            )
            .await?;
        let restricted = Self {
            sequence_values: sequence_values(&mut asking, sequences).await?,
            system_identifier: identifier
                .seen()
                .ok()
                .and_then(|rows| rows.first())
                .map(|(text,)| text.clone().into()),
            bytes: first(bytes).map(|(bytes,)| bytes),
            subscriptions: subscriptions(&mut asking, server, &role).await?,
            hba_rules: hba_rules(&mut asking, server, &role).await?,
            password_hashes: password_hashes(&mut asking, server).await?,
            sessions: sessions(&mut asking, server, &role).await?,
            archiver: archiver(&mut asking, server, &role).await?,
        };
        asking.finish().await?;
        Ok(restricted)
    }
}

/// Asks in a transaction of its own, and in a new one after each refusal.
struct Asking<'a> {
    database: &'a Database,
    session: Option<Session>,
}

impl Asking<'_> {
    /// Ends the transaction, where there is one.
    async fn finish(&mut self) -> Result<(), Error> {
        match self.session.take() {
            Some(session) => session.finish().await,
            None => Ok(()),
        }
    }

    async fn rows<T>(
        &mut self,
        statement: impl Into<Statement>,
        allowed: bool,
        reason: String,
    ) -> Result<Visible<Vec<T>>, Error>
    where
        T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        if !allowed {
            return Ok(Visible::Hidden(reason));
        }
        let session = match &mut self.session {
            Some(session) => session,
            none => none.insert(super::open(self.database, None).await?),
        };
        match session.fetch_all(statement).await {
            Ok(rows) => Ok(Visible::Seen(rows)),
            Err(
                error @ (Error::Permission { .. } | Error::Database { .. } | Error::Timeout { .. }),
            ) => {
                self.session = None;
                Ok(Visible::Hidden(error.to_string()))
            }
            Err(error) => Err(error),
        }
    }
}

fn first<T>(rows: Visible<Vec<T>>) -> Visible<T> {
    match rows {
        Visible::Seen(rows) => rows.into_iter().next().map_or_else(
            || Visible::Hidden("The server did not say.".to_owned()),
            Visible::Seen,
        ),
        Visible::Hidden(reason) => Visible::Hidden(reason),
    }
}

/// One transaction after the other. What sequences give is no part of any snapshot, so nothing is lost by that.
async fn sequence_values(
    asking: &mut Asking<'_>,
    sequences: &[i64],
) -> Result<BTreeMap<i64, i64>, Error> {
    let mut values = BTreeMap::new();
    for some in sequences.chunks(SEQUENCES_AT_ONCE) {
        let statement = Statement::new(statements::SEQUENCE_VALUES).bind(some);
        let rows: Visible<Vec<(i64, Option<i64>)>> =
            asking.rows(statement, true, String::new()).await?;
        let rows = rows.seen().map_or(&[][..], Vec::as_slice);
        values.extend(rows.iter().filter_map(|(id, value)| Some((*id, (*value)?))));
        asking.finish().await?;
    }
    Ok(values)
}

async fn subscriptions(
    asking: &mut Asking<'_>,
    server: &ServerRow,
    role: &str,
) -> Result<Visible<Vec<Subscription>>, Error> {
    let reason = format!(
        "The role may not read pg_subscription: GRANT SELECT (subname, subowner, subdbid, subenabled, subpublications) ON pg_subscription TO {role}; lets it."
    );
    let rows: Visible<Vec<SubscriptionRow>> = asking
        .rows(
            statements::SUBSCRIPTIONS,
            server.may_read_subscriptions,
            reason,
        )
        .await?;
    Ok(rows.map(|rows| {
        let mut subscriptions: Vec<Subscription> = rows
            .into_iter()
            .map(|row| Subscription {
                name: row.name.into(),
                owner: row.owner.into(),
                enabled: row.enabled,
                publications: strings(row.publications),
            })
            .collect();
        subscriptions.sort_by(|one, other| one.name.cmp(&other.name));
        subscriptions
    }))
}

async fn hba_rules(
    asking: &mut Asking<'_>,
    server: &ServerRow,
    role: &str,
) -> Result<Visible<Vec<HbaRule>>, Error> {
    let reason = format!(
        "The role may not read pg_hba.conf: GRANT SELECT ON pg_hba_file_rules TO {role}; and GRANT EXECUTE ON FUNCTION pg_hba_file_rules() TO {role}; let it."
    );
    let rows: Visible<Vec<HbaRow>> = asking
        .rows(statements::HBA_RULES, server.may_read_hba, reason)
        .await?;
    Ok(rows.map(|rows| {
        rows.into_iter()
            .map(|row| HbaRule {
                line: row.line,
                kind: row.kind.into(),
                databases: strings(row.databases),
                users: strings(row.users),
                address: string(row.address),
                netmask: string(row.netmask),
                method: row.method.into(),
                options: strings(row.options),
                error: string(row.error),
            })
            .collect()
    }))
}

async fn password_hashes(
    asking: &mut Asking<'_>,
    server: &ServerRow,
) -> Result<Visible<Vec<PasswordHash>>, Error> {
    let reason = "Only a superuser may see in which form passwords are stored (pg_authid); ask one to run this audit, or to \
                  look it up."
        .to_owned();
    let rows: Visible<Vec<PasswordRow>> = asking
        .rows(
            statements::PASSWORD_HASHES,
            server.may_read_passwords,
            reason,
        )
        .await?;
    Ok(rows.map(|rows| {
        let mut hashes: Vec<PasswordHash> = rows
            .into_iter()
            .map(|row| PasswordHash {
                role: row.role.into(),
                kind: row.kind.into(),
            })
            .collect();
        hashes.sort();
        hashes
    }))
}

async fn sessions(
    asking: &mut Asking<'_>,
    server: &ServerRow,
    role: &str,
) -> Result<Visible<Vec<SessionFacts>>, Error> {
    let reason = format!(
        "The role sees only its own sessions: GRANT pg_read_all_stats TO {role}; (or pg_monitor) shows it the others."
    );
    let rows: Visible<Vec<SessionRow>> = asking
        .rows(statements::SESSIONS, server.reads_all_statistics, reason)
        .await?;
    Ok(rows.map(|rows| {
        let mut sessions: Vec<SessionFacts> = rows
            .into_iter()
            .map(|row| SessionFacts {
                role: row.role.into(),
                database: row.database.into(),
                application: row.application.into(),
                address: string(row.address),
                tls: row.tls,
                state: row.state.into(),
                transaction_seconds: row.transaction_seconds,
                state_seconds: row.state_seconds,
                blocked_by: row.blocked_by,
            })
            .collect();
        sessions.sort_by(|one, other| {
            let order = |session: &SessionFacts| {
                (
                    session.role.clone(),
                    session.database.clone(),
                    session.application.clone(),
                    session.address.clone(),
                )
            };
            order(one)
                .cmp(&order(other))
                .then(other.state_seconds.cmp(&one.state_seconds))
        });
        sessions
    }))
}

async fn archiver(
    asking: &mut Asking<'_>,
    server: &ServerRow,
    role: &str,
) -> Result<Visible<ArchiverFacts>, Error> {
    let reason =
        format!("The role may not read pg_stat_archiver: GRANT pg_monitor TO {role}; lets it.");
    let rows: Visible<Vec<ArchiverRow>> = asking
        .rows(statements::ARCHIVER, server.may_read_archiver, reason)
        .await?;
    Ok(first(rows).map(|row| ArchiverFacts {
        archived: row.archived,
        failed: row.failed,
        last_archived: row.last_archived,
        last_failed: row.last_failed,
    }))
}
