//! A file on its way into `ai_performance_metrics`: its rows wait in temporary tables until all of them are judged.
//!
//! A `copy` straight into the table is not allowed under row-level security. Everything happens in one transaction, so that an
//! import that is interrupted leaves nothing.

mod faults;

use std::time::Duration;

use chrono::{DateTime, Utc};
use provost_core::connections::Profile;
use provost_core::metrics::{MOST_TOLD, RowError};
use sqlx::FromRow;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::place::{self, VALUES, look};
use super::sheet::Names;
use crate::{Database, Error, Session, Statement};

const LOCK: &str = include_str!("landing/lock.sql");
const MEMORY: &str = include_str!("landing/memory.sql");
const MAKE: [&str; 4] = [
    include_str!("landing/make_rows.sql"),
    include_str!("landing/make_scopes.sql"),
    include_str!("landing/make_kinds.sql"),
    include_str!("landing/make_refused.sql"),
];
const COPY_ROWS: &str = include_str!("landing/copy_rows.sql");
const ADD_SCOPES: &str = include_str!("landing/add_scopes.sql");
const ADD_KINDS: &str = include_str!("landing/add_kinds.sql");
const ANALYZE_ROWS: &str = include_str!("landing/analyze_rows.sql");
const ANALYZE_SCOPES: &str = include_str!("landing/analyze_scopes.sql");
const ANALYZE_REFUSED: &str = include_str!("landing/analyze_refused.sql");
const RESOLVE: &str = include_str!("landing/resolve.sql");
const MET: &str = include_str!("landing/met.sql");
const REFUSE_NAMES: &str = include_str!("landing/refuse_names.sql");
const REFUSE_DOUBLES: &str = include_str!("landing/refuse_doubles.sql");
const REFUSE_KNOWN: &str = include_str!("landing/refuse_known.sql");
const REFUSED: &str = include_str!("landing/refused.sql");
const LAND: &str = include_str!("landing/land.sql");

/// How long one step of an import may take.
const LIMIT: Duration = Duration::from_mins(30);

/// How long an import waits for another one to end.
const LOCK_LIMIT: Duration = Duration::from_mins(1);

/// What became of the beginning.
#[derive(Debug)]
pub enum Begun {
    /// Rows can come.
    Ready(Box<Landing>),
    /// They cannot, for this reason: a missing pack or right, or nobody who acts.
    Hindered(String),
}

/// An import that goes on. Dropped before [`Landing::land`] it leaves nothing.
#[derive(Debug)]
pub struct Landing {
    session: Session,
    schema: String,
    tenant: Uuid,
}

/// The rows that are not taken.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Refused {
    /// How many.
    pub count: u32,
    /// How many of them say only what is said already.
    pub duplicates: u32,
    /// The first of them by line, as many as are told.
    pub rows: Vec<RowError>,
}

#[derive(FromRow)]
struct RefusedRow {
    line: i32,
    fault: String,
    told: String,
    total: i64,
    duplicates: i64,
}

impl Landing {
    /// Begins an import in the name of a person, or of nobody in particular.
    ///
    /// # Errors
    /// [`Error::Profile`] when the profile is read-only, beside what any statement can fail with.
    pub async fn begin(
        database: &Database,
        profile: &Profile,
        person: Option<Uuid>,
    ) -> Result<Begun, Error> {
        let schema = profile.governance_schema.clone();
        let mut session = database.write_as(person).await?;
        let moment = look(&mut session, &schema).await?;
        if let Some(reason) = place::hindrance(&moment, &VALUES) {
            return Ok(Begun::Hindered(reason));
        }
        let tenant = match place::tenant(&mut session, &schema).await? {
            Ok(tenant) => tenant,
            Err(reason) => return Ok(Begun::Hindered(reason)),
        };
        session.limit_statements(LIMIT).await?;
        session.limit_locks(LOCK_LIMIT).await?;
        session
            .fetch_one::<(String,)>(Statement::new(LOCK).bind(schema.clone()).bind(tenant))
            .await?;
        session.fetch_one::<(String,)>(MEMORY).await?;
        for statement in MAKE {
            session.execute(statement).await?;
        }
        Ok(Begun::Ready(Box::new(Self {
            session,
            schema,
            tenant,
        })))
    }

    /// Takes the bytes of a [`super::Sheet`] until nobody sends any more; how many rows they are.
    pub async fn copy(&mut self, chunks: &mut mpsc::Receiver<Vec<u8>>) -> Result<u64, Error> {
        self.session.copy_in(COPY_ROWS, chunks).await
    }

    /// Looks up the names, and refuses the rows that cannot land.
    pub async fn judge(&mut self, names: &Names) -> Result<Refused, Error> {
        self.name(names).await?;
        let session = &mut self.session;
        session.execute(ANALYZE_ROWS).await?;
        session.execute(ANALYZE_SCOPES).await?;
        session
            .execute(Statement::placed(RESOLVE, &self.schema).bind(self.tenant))
            .await?;
        session.execute(REFUSE_NAMES).await?;
        // Two names may mean the same thing, so that rows repeat that seemed to follow each other.
        let (met,): (bool,) = session.fetch_one(MET).await?;
        if names.may_repeat || met {
            session.execute(REFUSE_DOUBLES).await?;
        }
        session.execute(ANALYZE_REFUSED).await?;
        if let Some((first, last)) = names.span {
            self.refuse_known(first, last).await?;
        }
        self.refused().await
    }

    /// Puts the other rows into the table and ends the import; how many they are.
    pub async fn land(mut self) -> Result<u64, Error> {
        let landed = self.add().await?;
        self.commit().await?;
        Ok(landed)
    }

    /// Puts the other rows into the table, where nobody else sees them yet; how many they are.
    pub async fn add(&mut self) -> Result<u64, Error> {
        let statement = Statement::placed(LAND, &self.schema).bind(self.tenant);
        self.session.execute(statement).await
    }

    /// Ends the import: from here on it has happened.
    pub async fn commit(self) -> Result<(), Error> {
        self.session.finish().await
    }

    async fn refuse_known(
        &mut self,
        first: DateTime<Utc>,
        last: DateTime<Utc>,
    ) -> Result<(), Error> {
        let statement = Statement::placed(REFUSE_KNOWN, &self.schema)
            .bind(self.tenant)
            .bind(first)
            .bind(last);
        self.session.execute(statement).await?;
        self.session.execute(ANALYZE_REFUSED).await?;
        Ok(())
    }

    async fn refused(&mut self) -> Result<Refused, Error> {
        let most = i64::from(MOST_TOLD);
        let rows: Vec<RefusedRow> = self
            .session
            .fetch_all(Statement::new(REFUSED).bind(most))
            .await?;
        let first = |pick: fn(&RefusedRow) -> i64| {
            let number = rows.first().map_or(0, pick);
            u32::try_from(number).unwrap_or(u32::MAX)
        };
        Ok(Refused {
            count: first(|row| row.total),
            duplicates: first(|row| row.duplicates),
            rows: rows
                .iter()
                .map(|row| {
                    let line = u32::from_be_bytes(row.line.to_be_bytes());
                    faults::told(line, &row.fault, &row.told)
                })
                .collect(),
        })
    }

    /// Sends the names that rows give by number.
    async fn name(&mut self, names: &Names) -> Result<(), Error> {
        let places = |length: usize| -> Vec<i32> { (0..).take(length).collect() };
        let part = |pick: fn(&provost_core::metrics::PointScope) -> &Option<String>| {
            let parts = names.scopes.iter().map(|scope| pick(scope).clone());
            parts.collect::<Vec<Option<String>>>()
        };
        let scopes = Statement::new(ADD_SCOPES)
            .bind(places(names.scopes.len()))
            .bind(part(|scope| &scope.model))
            .bind(part(|scope| &scope.version))
            .bind(part(|scope| &scope.deployment))
            .bind(part(|scope| &scope.agent));
        self.session.execute(scopes).await?;
        let (metrics, units): (Vec<String>, Vec<Option<String>>) =
            names.kinds.iter().cloned().unzip();
        let kinds = Statement::new(ADD_KINDS)
            .bind(places(names.kinds.len()))
            .bind(metrics)
            .bind(units);
        self.session.execute(kinds).await?;
        Ok(())
    }
}
