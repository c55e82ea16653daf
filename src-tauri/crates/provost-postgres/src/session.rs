//! The only door for SQL: one operation is one transaction with unnamed statements.
//!
//! Behind a pooler in transaction mode anything else gives wrong answers in silence: a transaction pins one server, and
//! an unnamed statement cannot meet another client's. Directly it buys one consistent picture, timeouts that cannot leak
//! and, for reading, a server that refuses every write.

mod begin;
mod copying;
mod statement;

use std::time::{Duration, Instant};

use futures_util::{Stream, TryStreamExt};
use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Connection, FromRow, Postgres, Row};
use uuid::Uuid;

use crate::database::{Line, Ticket};
use crate::error::{Error, Moment};
use crate::quoting::quote_verbatim;
use crate::supervised::supervised;

pub use begin::SnapshotId;
pub(crate) use begin::{Opening, STATEMENTS};
pub use statement::Statement;

/// How long one statement may take unless a session says otherwise, in seconds; `session/settings.sql` says the same.
const STATEMENT_SECONDS: u64 = 30;

/// How much longer than the server's own limit the answer is waited for: a dead line answers never.
const GRACE: Duration = Duration::from_secs(5);

/// The most that one answer may hold, in bytes, so that a broken or hostile server cannot fill the memory.
const ANSWER_BYTES: usize = 512 << 20;

/// What a row costs in memory beside its values.
const ROW_BYTES: usize = 64;

/// One transaction. After a failed statement it takes no other; no statement may end it itself. Dropped without
/// [`Session::finish`] it ends with the line, and nothing of it is kept.
pub struct Session {
    line: Line,
    ticket: Ticket,
    seconds: u64,
    lock_seconds: u64,
    failed: bool,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("backend", &self.ticket.backend())
            .finish_non_exhaustive()
    }
}

impl Session {
    /// Begins a transaction on `line`.
    pub(crate) async fn begin(mut line: Line, opening: Opening<'_>) -> Result<Self, Error> {
        let text = opening.text();
        let server = line.server().to_owned();
        let moment = Moment::Statement {
            server: &server,
            seconds: STATEMENT_SECONDS,
            lock_seconds: begin::LOCK_SECONDS,
        };
        let begun = simple(line.connection()?, text);
        let row =
            match supervised("Beginning a transaction", limit(STATEMENT_SECONDS), begun).await? {
                Ok(rows) => rows.into_iter().next_back(),
                Err(error) => return Err(Error::diagnose(error, moment)),
            };
        let backend = row
            .and_then(|row| row.try_get::<i32, _>("backend").ok())
            .ok_or_else(|| Error::ServerData {
                detail: "the transaction did not begin".to_owned(),
            })?;
        let ticket = line.register(backend);
        let mut session = Self {
            line,
            ticket,
            seconds: STATEMENT_SECONDS,
            lock_seconds: begin::LOCK_SECONDS,
            failed: false,
        };
        if let Opening::Write { search_path } = opening {
            // Unless it is named, what is temporary is found first.
            let last = (!search_path.contains(&"pg_temp")).then_some("pg_temp");
            let schemas: Vec<String> = (search_path.iter().copied())
                .chain(last)
                .map(quote_verbatim)
                .collect();
            session
                .fetch_one::<(String,)>(Statement::new(begin::SEARCH_PATH).bind(schemas.join(", ")))
                .await?;
        }
        Ok(session)
    }

    /// All rows of the answer.
    pub async fn fetch_all<T>(&mut self, statement: impl Into<Statement>) -> Result<Vec<T>, Error>
    where
        T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let statement = statement.into();
        self.run("A statement", async |connection| {
            collect(connection, statement).await
        })
        .await
    }

    /// The one row of the answer.
    ///
    /// # Errors
    /// [`Error::ServerData`] when there is none, beside what any statement can fail with.
    pub async fn fetch_one<T>(&mut self, statement: impl Into<Statement>) -> Result<T, Error>
    where
        T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        self.fetch_optional(statement)
            .await?
            .ok_or_else(|| Error::ServerData {
                detail: "a row was expected and none came".to_owned(),
            })
    }

    /// The first row of the answer, when there is one.
    pub async fn fetch_optional<T>(
        &mut self,
        statement: impl Into<Statement>,
    ) -> Result<Option<T>, Error>
    where
        T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        Ok(self.fetch_all(statement).await?.into_iter().next())
    }

    /// Runs a statement for its effect; how many rows it touched.
    pub async fn execute(&mut self, statement: impl Into<Statement>) -> Result<u64, Error> {
        let statement = statement.into();
        self.run("A statement", async |connection| {
            let done = unnamed(statement)?.execute(connection).await?;
            Ok(done.rows_affected())
        })
        .await
    }

    /// Runs a script of the program's own, of one or more statements. It must not end the transaction itself.
    pub async fn run_script(&mut self, script: &str) -> Result<(), Error> {
        let text = script.to_owned();
        self.run("A script", async |connection| {
            simple(connection, text).await.map(|_| ())
        })
        .await
    }

    /// The columns of a statement's answer, each as `name type`, without running it: whether this server can run it at all.
    pub async fn describe(
        &mut self,
        statement: impl Into<Statement>,
    ) -> Result<Vec<String>, Error> {
        let statement = statement.into();
        self.run("Preparing a statement", async |connection| {
            statement.describe(connection).await
        })
        .await
    }

    /// How long a message to the server and back takes.
    pub(crate) async fn round_trip(&mut self) -> Result<Duration, Error> {
        let begun = Instant::now();
        self.run("A round trip", async |connection| connection.ping().await)
            .await?;
        Ok(begun.elapsed())
    }

    /// How long one statement may take from here on, in whole milliseconds, instead of 30 seconds.
    pub async fn limit_statements(&mut self, limit: Duration) -> Result<(), Error> {
        let text = format!("{}ms", limit.as_millis().max(1));
        self.fetch_one::<(String,)>(Statement::new(begin::STATEMENT_TIMEOUT).bind(text))
            .await?;
        self.seconds = limit.as_secs().max(1);
        Ok(())
    }

    /// How long a lock may be waited for from here on, instead of 2 seconds.
    pub(crate) async fn limit_locks(&mut self, limit: Duration) -> Result<(), Error> {
        let text = format!("{}ms", limit.as_millis().max(1));
        self.fetch_one::<(String,)>(Statement::new(begin::LOCK_TIMEOUT).bind(text))
            .await?;
        self.lock_seconds = limit.as_secs().max(1);
        Ok(())
    }

    /// Whether policies that would hide rows do so from here on; at first they raise an error instead.
    pub(crate) async fn let_policies_hide(&mut self, hide: bool) -> Result<(), Error> {
        let value = if hide { "on" } else { "off" };
        self.fetch_one::<(String,)>(Statement::new(begin::ROW_SECURITY).bind(value))
            .await?;
        Ok(())
    }

    /// Says for whom this transaction acts, to the packs and to `auth.uid()`; whoever may send SQL is believed there.
    pub(crate) async fn act_as(&mut self, person: Uuid) -> Result<(), Error> {
        let claims = format!("{{\"sub\": \"{person}\", \"role\": \"authenticated\"}}");
        let statement = Statement::new(begin::ACT_AS);
        let statement = statement.bind(person.to_string()).bind(claims);
        self.fetch_one::<(String, String, String, String)>(statement)
            .await?;
        Ok(())
    }

    /// A name for what this transaction sees, good while it lasts: see [`crate::Database::read_at`].
    pub async fn export_snapshot(&mut self) -> Result<SnapshotId, Error> {
        let (name,): (String,) = self.fetch_one(begin::EXPORT_SNAPSHOT).await?;
        SnapshotId::parse(name)
    }

    /// The process id of the backend that serves this transaction.
    #[must_use]
    pub fn backend(&self) -> i32 {
        self.ticket.backend()
    }

    /// Ends the transaction; what was written is kept.
    ///
    /// # Errors
    /// [`Error::Aborted`] when a statement had failed, [`Error::Cancelled`] when the work was cancelled; in both cases
    /// nothing is kept.
    pub async fn finish(mut self) -> Result<(), Error> {
        // From here on nobody cancels this backend: the next transaction on it must not be hit.
        if !self.ticket.retire() {
            return Err(Error::Cancelled);
        }
        let text = if self.failed {
            begin::ROLLBACK
        } else {
            begin::COMMIT
        };
        let server = self.line.server().to_owned();
        let moment = Moment::Statement {
            server: &server,
            seconds: self.seconds,
            lock_seconds: self.lock_seconds,
        };
        let ended = simple(self.line.connection()?, text.to_owned());
        match supervised("Ending a transaction", limit(self.seconds), ended).await? {
            Ok(_) => self.line.give_back(),
            Err(error) => return Err(Error::diagnose(error, moment)),
        }
        if self.failed {
            Err(Error::Aborted)
        } else {
            Ok(())
        }
    }

    /// Runs one thing on the line, stopped by the clock and by [`crate::Database::cancel_running`].
    async fn run<T, F>(&mut self, what: &'static str, work: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut PgConnection) -> Result<T, sqlx::Error>,
    {
        // Some failures end the transaction on the server as well; what came next would run outside of it.
        if self.failed {
            return Err(Error::Aborted);
        }
        let server = self.line.server().to_owned();
        let moment = Moment::Statement {
            server: &server,
            seconds: self.seconds,
            lock_seconds: self.lock_seconds,
        };
        let connection = self.line.connection()?;
        let supervised = supervised(what, limit(self.seconds), work(connection));
        let outcome = tokio::select! {
            biased;
            () = self.ticket.cancelled() => Err(Error::Cancelled),
            outcome = supervised => outcome,
        };
        let result = match outcome {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(error)) => Err(Error::diagnose(error, moment)),
            // The answer may still be on its way: nobody else may read it.
            Err(error) => {
                self.line.break_off();
                Err(error)
            }
        };
        self.failed = true;
        result
    }
}

/// For the driver, and always without a name: a name would meet another client's behind a pooler.
fn unnamed(statement: Statement) -> Result<Query<'static, Postgres, PgArguments>, sqlx::Error> {
    let (text, values) = statement.into_parts()?;
    Ok(sqlx::query_with(text, values).persistent(false))
}

/// Sends text that is ours by the simple protocol: several statements in one round trip, and no values.
#[expect(clippy::disallowed_methods, reason = "this is the door of a Session")]
pub(crate) async fn simple(
    connection: &mut PgConnection,
    text: String,
) -> Result<Vec<PgRow>, sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(text))
        .fetch(connection)
        .try_collect()
        .await
}

/// Sends text that is ours by the simple protocol; whoever reads the rows says how many are enough.
#[expect(clippy::disallowed_methods, reason = "this is the door of a Session")]
pub(crate) fn rows(
    connection: &mut PgConnection,
    text: String,
) -> impl Stream<Item = Result<PgRow, sqlx::Error>> + '_ {
    sqlx::raw_sql(AssertSqlSafe(text)).fetch(connection)
}

/// Sends SQL of somebody else by the simple protocol and throws its answers away row by row: they may be endless.
#[expect(
    clippy::disallowed_methods,
    reason = "the door for SQL that begins and ends its transactions itself"
)]
pub(crate) async fn discarding(
    connection: &mut PgConnection,
    text: String,
) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(text))
        .execute(connection)
        .await?;
    Ok(())
}

fn limit(seconds: u64) -> Duration {
    Duration::from_secs(seconds) + GRACE
}

/// Reads an answer row by row, up to what one answer may hold.
async fn collect<T>(
    connection: &mut PgConnection,
    statement: Statement,
) -> Result<Vec<T>, sqlx::Error>
where
    T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    let mut stream = unnamed(statement)?.fetch(connection);
    let mut rows = Vec::new();
    let mut bytes = 0_usize;
    while let Some(row) = stream.try_next().await? {
        bytes = bytes.saturating_add(ROW_BYTES).saturating_add(size(&row));
        if bytes > ANSWER_BYTES {
            return Err(sqlx::Error::Protocol(format!(
                "an answer of more than {ANSWER_BYTES} bytes"
            )));
        }
        rows.push(T::from_row(&row)?);
    }
    Ok(rows)
}

fn size(row: &PgRow) -> usize {
    (0..row.len())
        .filter_map(|column| {
            row.try_get_raw(column)
                .ok()?
                .as_bytes()
                .ok()
                .map(<[u8]>::len)
        })
        .sum()
}
