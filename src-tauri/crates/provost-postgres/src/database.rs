//! A database that a profile names: at most four lines to it, opened when they are needed.

mod lines;
mod options;
mod running;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use provost_core::connections::Profile;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::{Error, Moment};
use crate::quoting::quote_verbatim;
use crate::session::{Opening, Session, SnapshotId, Statement, simple};
use crate::supervised::supervised;

pub(crate) use lines::Line;
pub(crate) use running::Ticket;

use lines::Lines;
use running::Running;

const CANCEL: &str = include_str!("database/cancel.sql");
const CREATE_DATABASE: &str = include_str!("database/create_database.sql");
const DROP_DATABASE: &str = include_str!("database/drop_database.sql");

/// Every statement of this module, with the name of its file.
pub(crate) const STATEMENTS: &[(&str, &str)] = &[
    ("database/cancel.sql", CANCEL),
    ("database/create_database.sql", CREATE_DATABASE),
    ("database/drop_database.sql", DROP_DATABASE),
];

/// How long making or dropping a database may take.
const DATABASE_LIMIT: Duration = Duration::from_mins(1);

/// How long one statement of a change to the schema may take: checking the rows of a large table is one.
const CHANGE_LIMIT: Duration = Duration::from_mins(30);

/// How long a change to the schema waits for a lock: whoever comes after it waits too.
const CHANGE_LOCK_LIMIT: Duration = Duration::from_secs(5);

/// How often a cancellation is sent again to a backend that is still at work.
const CANCEL_ATTEMPTS: usize = 10;

/// Whom this machine trusts to vouch for a server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trust {
    /// A file with the root certificates (PEM) of the system, for profiles that name no root of their own.
    pub system_roots: Option<PathBuf>,
}

/// One database. Clones are the same one: they share its lines and its running work.
#[derive(Clone)]
pub struct Database {
    lines: Arc<Lines>,
    running: Arc<Running>,
    read_only: bool,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database")
            .field("server", &self.server())
            .finish_non_exhaustive()
    }
}

impl Database {
    /// Prepares the way to the database of `profile`. Nothing is sent until a session is asked for.
    ///
    /// With TLS the profile's own root certificate is the only one that is trusted; without one those of `trust` are. TLS may
    /// be off only on this machine, or where the profile remembers that somebody accepted it.
    ///
    /// # Errors
    /// [`Error::Profile`] when the profile cannot be used safely, [`Error::Environment`] when the surroundings of the process
    /// would change it.
    pub fn open(
        profile: &Profile,
        password: Option<Zeroizing<String>>,
        trust: &Trust,
    ) -> Result<Self, Error> {
        let options = options::of(profile, password, trust)?;
        let running = Arc::new(Running::default());
        Ok(Self {
            lines: Arc::new(Lines::new(options, profile)),
            running,
            read_only: profile.read_only,
        })
    }

    /// `host:port`, or the folder of the socket.
    #[must_use]
    pub fn server(&self) -> &str {
        self.lines.server()
    }

    /// A transaction that only reads: repeatable read, local limits, nothing searched but the system's schemas, policies that
    /// would hide rows raise an error.
    pub async fn read(&self) -> Result<Session, Error> {
        self.session(Opening::Read { snapshot: None }).await
    }

    /// A transaction that reads exactly what the one saw that exported `snapshot`, and must begin while that one lasts.
    pub async fn read_at(&self, snapshot: &SnapshotId) -> Result<Session, Error> {
        self.session(Opening::Read {
            snapshot: Some(snapshot),
        })
        .await
    }

    /// A transaction that reads rows as the role sees them: like [`Database::read`], but policies hide what the role may not
    /// see instead of raising an error.
    pub async fn records(&self) -> Result<Session, Error> {
        let mut session = self.read().await?;
        session.let_policies_hide(true).await?;
        Ok(session)
    }

    /// The same for a person (`users.id`), so that the policies show what that person may see; for nobody in particular the
    /// role's own setting decides.
    pub async fn records_as(&self, person: Option<Uuid>) -> Result<Session, Error> {
        let mut session = self.records().await?;
        if let Some(person) = person {
            session.act_as(person).await?;
        }
        Ok(session)
    }

    /// A transaction that writes rows for a person (`users.id`): policies and triggers of the packs are told who acts. With
    /// only the system's schemas searched, and with policies that hide.
    ///
    /// # Errors
    /// [`Error::Profile`] when the profile is read-only, beside what [`Database::read`] can fail with.
    pub async fn write_as(&self, person: Option<Uuid>) -> Result<Session, Error> {
        let mut session = self.write(&["pg_catalog", "pg_temp"]).await?;
        session.let_policies_hide(true).await?;
        if let Some(person) = person {
            session.act_as(person).await?;
        }
        Ok(session)
    }

    /// A transaction that changes what is in the database rather than the rows: like [`Database::write`] with only the
    /// system's schemas searched, with more patience for statements and locks, and with policies that hide.
    ///
    /// # Errors
    /// [`Error::Profile`] when the profile is read-only, beside what [`Database::read`] can fail with.
    pub(crate) async fn change(&self) -> Result<Session, Error> {
        let mut session = self.write(&["pg_catalog", "pg_temp"]).await?;
        session.limit_statements(CHANGE_LIMIT).await?;
        session.limit_locks(CHANGE_LOCK_LIMIT).await?;
        session.let_policies_hide(true).await?;
        Ok(session)
    }

    /// A transaction that may write, with the schemas of `search_path` searched, what is temporary last, and no others.
    ///
    /// # Errors
    /// [`Error::Profile`] when the profile is read-only, beside what [`Database::read`] can fail with.
    pub async fn write(&self, search_path: &[&str]) -> Result<Session, Error> {
        self.require_writable()?;
        self.session(Opening::Write { search_path }).await
    }

    /// Stops every session of this database that is at work, in the program at once and on the server through a second
    /// connection. Their lines are closed, so that no later work is hit. How many were stopped.
    pub async fn cancel_running(&self) -> Result<usize, Error> {
        let backends = self.running.cancel();
        if backends.is_empty() {
            return Ok(0);
        }
        let line = self.lines.extra(&self.running).await?;
        let mut session = Session::begin(line, Opening::Read { snapshot: None }).await?;
        for attempt in 0..CANCEL_ATTEMPTS {
            let (still,): (i64,) = session
                .fetch_one(Statement::new(CANCEL).bind(backends.as_slice()))
                .await?;
            if still == 0 && attempt > 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        session.finish().await?;
        Ok(backends.len())
    }

    /// Makes a database on the same server, UTF-8 and with the collation `C`; false when there is one of that name.
    pub async fn create_database(&self, name: &str) -> Result<bool, Error> {
        match self.alone("Making a database", CREATE_DATABASE, name).await {
            Ok(()) => Ok(true),
            Err(taken) if taken.sqlstate() == Some("42P04") => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Drops a database of the same server, if there is one of that name, and ends whatever goes on in it.
    pub(crate) async fn drop_database(&self, name: &str) -> Result<(), Error> {
        self.alone("Dropping a database", DROP_DATABASE, name).await
    }

    /// Runs a statement about a database outside a [`Session`]: the server refuses it in a transaction.
    async fn alone(&self, what: &'static str, text: &str, name: &str) -> Result<(), Error> {
        self.require_writable()?;
        let mut line = self.lines.take(&self.running).await?;
        let text = text.replace("\"$1\"", &quote_verbatim(name));
        let moment = Moment::Statement {
            server: self.lines.server(),
            seconds: DATABASE_LIMIT.as_secs(),
            lock_seconds: DATABASE_LIMIT.as_secs(),
        };
        let done = simple(line.connection()?, text);
        let done = supervised(what, DATABASE_LIMIT, done).await?;
        line.give_back();
        done.map(|_| ())
            .map_err(|error| Error::diagnose(error, moment))
    }

    /// A line of one's own outside any [`Session`], for SQL that begins and ends its transactions itself.
    pub(crate) async fn own_line(&self) -> Result<Line, Error> {
        self.require_writable()?;
        self.lines.fresh(&self.running).await
    }

    /// A line of one's own to another database of the server, as the same role and outside any [`Session`]: what answers
    /// there may know no transactions.
    pub(crate) async fn line_to(&self, database: &str) -> Result<Line, Error> {
        let lines = Arc::new(self.lines.to(database));
        lines.fresh(&self.running).await
    }

    /// A session that reads on a line of its own, and how long the line took to open.
    pub(crate) async fn fresh(&self) -> Result<(Session, Duration), Error> {
        let begun = Instant::now();
        let line = self.lines.fresh(&self.running).await?;
        let connect = begun.elapsed();
        let session = Session::begin(line, Opening::Read { snapshot: None }).await?;
        Ok((session, connect))
    }

    fn require_writable(&self) -> Result<(), Error> {
        if !self.read_only {
            return Ok(());
        }
        Err(Error::Profile {
            message: format!(
                "The profile for {} is read-only, so nothing was sent.",
                self.server()
            ),
            hint: "Allow writing in the profile first.".to_owned(),
        })
    }

    async fn session(&self, opening: Opening<'_>) -> Result<Session, Error> {
        Session::begin(self.lines.take(&self.running).await?, opening).await
    }
}
