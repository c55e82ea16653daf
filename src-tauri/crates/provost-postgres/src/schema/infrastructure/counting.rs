//! Counting the rows of the small tables, for no longer than a guest may.

use std::time::{Duration, Instant};

use crate::database::Database;
use crate::error::Error;
use crate::quoting::quote_verbatim;
use crate::session::{Session, Statement};

const COUNT: &str = include_str!("count.sql");

/// A table with fewer rows, as the statistics say, is counted.
pub(super) const SMALL: f64 = 100_000.0;

/// At most so many tables are counted.
const MOST_TABLES: usize = 200;

/// All counting together takes no longer.
const BUDGET: Duration = Duration::from_secs(2);

/// Counting one table takes no longer.
const LIMIT: Duration = Duration::from_millis(500);

/// Counts the rows of tables of a schema and a name, in their order, until 200 are counted or two seconds are over: the
/// place of each that was counted, with its rows. One that cannot be counted is passed over.
pub(super) async fn count(
    database: &Database,
    tables: &[(&str, &str)],
) -> Result<Vec<(usize, i64)>, Error> {
    let begun = Instant::now();
    let mut counted = Vec::new();
    let mut open: Option<Session> = None;
    for (place, (schema, name)) in tables.iter().take(MOST_TABLES).enumerate() {
        if begun.elapsed() >= BUDGET {
            break;
        }
        let mut session = match open.take() {
            Some(session) => session,
            None => begin(database).await?,
        };
        let table = format!("{}.{}", quote_verbatim(schema), quote_verbatim(name));
        let text = COUNT.replace("counted_table", &table);
        match session
            .fetch_one::<(i64,)>(Statement::assembled(text))
            .await
        {
            Ok((rows,)) => {
                counted.push((place, rows));
                open = Some(session);
            }
            Err(error) if is_of_the_table(&error) => finish_failed(session).await?,
            Err(error) => return Err(error),
        }
    }
    if let Some(session) = open {
        session.finish().await?;
    }
    Ok(counted)
}

/// A session in which no statement takes long.
async fn begin(database: &Database) -> Result<Session, Error> {
    let mut session = database.read().await?;
    session.limit_statements(LIMIT).await?;
    Ok(session)
}

/// Whether a failure says something about one table only: it is gone, locked, hidden, or too large.
pub(super) fn is_of_the_table(error: &Error) -> bool {
    matches!(
        error,
        Error::Permission { .. } | Error::Timeout { .. } | Error::Database { .. }
    )
}

/// Ends a session in which a statement failed.
pub(super) async fn finish_failed(session: Session) -> Result<(), Error> {
    match session.finish().await {
        // The line may be gone with the statement that took too long.
        Ok(()) | Err(Error::Aborted | Error::Lost { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}
