//! How many rows break what is expected of them and not demanded now.
//!
//! Counting reads a live database, by statements that hold expressions of a schema which somebody else wrote. So an
//! expression is run only when every part of it is known to be harmless (see [`harmless`]); every count has a read-only
//! transaction of its own, in which policies that would hide rows raise an error, so that a number is the whole number.

mod constants;
mod harmless;
mod indexes;
mod names;
mod question;
mod vocabulary;
mod wanted;

use std::time::{Duration, Instant};

use provost_core::catalog::{Catalog, Visible, visible};
use provost_core::schema::comparison::Comparison;
use provost_core::schema::consistency::BreakingRows;

use crate::database::Database;
use crate::error::Error;
use crate::session::Statement;

use names::Names;

pub(super) const LITERALS: &str = include_str!("breaking/literals.sql");

/// Every statement of this module that is ready as it is, with the name of its file.
pub(crate) const STATEMENTS: &[(&str, &str)] = &[("schema/breaking/literals.sql", LITERALS)];

/// How long one count may take.
const LIMIT: Duration = Duration::from_secs(10);

/// How long all counts together may take.
const BUDGET: Duration = Duration::from_mins(1);

/// Counts the rows that break a constraint or a unique index of `expected` which `actual` lacks or has otherwise, and those
/// without a value in a column that should be NOT NULL; in the order of the differences. Constraints of tables that are not there are left out:
/// they have no rows. `progress` is told how many of how many are done.
///
/// A count takes at most ten seconds and all together a minute.
///
/// # Errors
/// What any reading can fail with, and [`Error::Cancelled`]. What cannot be counted is no error: its rows are hidden with
/// the reason.
pub async fn breaking_rows(
    database: &Database,
    expected: &Catalog,
    actual: &Catalog,
    comparison: &Comparison,
    progress: &(dyn Fn(usize, usize) + Send + Sync),
) -> Result<Vec<BreakingRows>, Error> {
    let names = Names::of(actual, comparison);
    let wanted = wanted::list(expected, &names, comparison);
    let begun = Instant::now();
    let mut found = Vec::with_capacity(wanted.len());
    for one in &wanted {
        progress(found.len(), wanted.len());
        let (rows, sql) = match question::of(one, &names) {
            Err(reason) => (Visible::Hidden(reason), None),
            Ok(sql) => (count(database, &sql, begun).await?, Some(sql)),
        };
        found.push(BreakingRows {
            object: one.object.clone(),
            rows,
            sql,
        });
    }
    progress(found.len(), found.len());
    Ok(found)
}

/// What a statement of this module counts; the reason where it cannot.
async fn count(database: &Database, sql: &str, begun: Instant) -> Result<Visible<i64>, Error> {
    let left = BUDGET.saturating_sub(begun.elapsed());
    if left.is_zero() {
        let seconds = BUDGET.as_secs();
        return Ok(Visible::Hidden(format!(
            "Not counted: the counts before had taken {seconds} seconds, which is what all together may take."
        )));
    }
    let mut session = database.read().await?;
    session.limit_statements(left.min(LIMIT)).await?;
    session.fetch_one::<(String,)>(LITERALS).await?;
    let counted = session
        .fetch_one::<(i64,)>(Statement::assembled(sql.to_owned()))
        .await;
    match counted {
        Ok((rows,)) => {
            session.finish().await?;
            Ok(Visible::Seen(rows))
        }
        Err(error) => {
            let reason = reason(&error).ok_or(error)?;
            match session.finish().await {
                Ok(()) | Err(Error::Aborted | Error::Lost { .. }) => Ok(Visible::Hidden(reason)),
                Err(error) => Err(error),
            }
        }
    }
}

/// Why a count failed, a sentence; none where the failure is not of the one count. What a value made fail is not told with
/// the value: it would stand in a report.
fn reason(error: &Error) -> Option<String> {
    Some(match error {
        Error::Permission { refusal } => format!(
            "The role may not count them, or row-level security hides some from it: {}.",
            visible(&refusal.message, &[])
        ),
        Error::Timeout { .. } => format!("Not counted: {error}"),
        Error::Database { refusal } if refusal.sqlstate.starts_with("22") => format!(
            "A row has a value with which the condition cannot be evaluated (SQLSTATE {}).",
            refusal.sqlstate
        ),
        Error::Database { refusal } => format!(
            "The server refused to count them: {}.",
            visible(&refusal.message, &[])
        ),
        _ => return None,
    })
}
