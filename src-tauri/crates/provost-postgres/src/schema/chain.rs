//! What a database says of migrations that other tools have applied: the tables in which they keep it, found by name and
//! columns in the catalogs of the system, and read as text.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use provost_core::schema::history::{
    Candidate, Row, STATE_TABLES, State, StateTable, state_tables,
};
use sqlx::FromRow;

use crate::database::Database;
use crate::error::Error;
use crate::quoting::quote_verbatim;
use crate::session::{Session, Statement};

pub(super) const CANDIDATES: &str = include_str!("chain/candidates.sql");
pub(super) const OTHERS: &str = include_str!("chain/others.sql");
const ROWS: &str = include_str!("chain/rows.sql");

/// The most rows that a state table may have: ten times the longest history that is known.
const MOST_ROWS: usize = 50_000;

/// The table of Rails that tells its history from dbmate's.
const RAILS: &str = "ar_internal_metadata";

/// What a database says of its migrations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Where it stands; none when that is recorded and could not be read.
    pub state: Option<State>,
    /// Why it could not be read, and what else there is, each a sentence.
    pub remarks: Vec<String>,
}

/// A table that can be a tool's.
#[derive(Debug, FromRow)]
struct Table {
    oid: i64,
    schema: String,
    name: String,
    columns: Vec<String>,
    plain: bool,
    readable: bool,
    hides: bool,
}

/// A table that is a tool's, with the tools that it can be of, the likeliest first.
struct Kept<'a> {
    table: &'a Table,
    known: Vec<&'static StateTable>,
}

/// Finds the state tables of a database and reads the likeliest: one of a tool that the folder can be of, or of any tool
/// when there is no folder.
///
/// # Errors
/// What any reading can fail with. A table that the role may not read is no error: it is said in the remarks.
pub async fn recorded(database: &Database, folder: &[Candidate]) -> Result<Recorded, Error> {
    let mut session = database.read().await?;
    let asked = Statement::new(CANDIDATES)
        .bind(names())
        .bind(telling_columns());
    let tables: Vec<Table> = session.fetch_all(asked).await?;
    let (mut fitting, mut other) = (Vec::new(), Vec::new());
    for kept in kept(&tables) {
        let fits = kept.rank(folder).is_some() || folder.is_empty();
        if fits { &mut fitting } else { &mut other }.push(kept);
    }
    fitting.sort_by_key(|kept| kept.order(folder));
    let mut remarks: Vec<String> = other.iter().map(Kept::foreign).collect();
    let mut fitting = fitting.into_iter();
    let state = match fitting.next() {
        None => Some(State::default()),
        Some(chosen) => match chosen.read(&mut session, &tables).await? {
            Ok(state) => {
                remarks.extend(fitting.map(|kept| kept.passed_over(&chosen)));
                Some(state)
            }
            Err(reason) => {
                remarks.insert(0, reason);
                None
            }
        },
    };
    let state = match state {
        Some(state) => Some(with_surroundings(&mut session, state, &tables).await?),
        None => None,
    };
    session.finish().await?;
    Ok(Recorded { state, remarks })
}

/// The usual names of the tables, of their locks, and of what stands beside them.
fn names() -> Vec<String> {
    let locks = STATE_TABLES.iter().filter_map(|known| known.lock);
    let names: BTreeSet<&str> = STATE_TABLES
        .iter()
        .map(|known| known.table)
        .chain(locks.map(|(name, _)| name))
        .chain([RAILS])
        .collect();
    names.into_iter().map(str::to_owned).collect()
}

/// Of each table that may have any name, the column that the fewest others have: the longest.
fn telling_columns() -> Vec<String> {
    let tables = STATE_TABLES.iter().filter(|known| known.any_name);
    let columns: BTreeSet<&str> = tables
        .filter_map(|known| known.columns.iter().max_by_key(|column| column.len()))
        .copied()
        .collect();
    columns.into_iter().map(str::to_owned).collect()
}

/// The tables that are a tool's.
fn kept<'a>(tables: &'a [Table]) -> Vec<Kept<'a>> {
    let of_tool = |table: &'a Table| {
        let columns: Vec<&str> = table.columns.iter().map(String::as_str).collect();
        let beside: Vec<&str> = tables
            .iter()
            .filter(|other| other.schema == table.schema)
            .map(|other| other.name.as_str())
            .collect();
        let known = state_tables(&table.schema, &table.name, &columns, &beside);
        (!known.is_empty()).then_some(Kept { table, known })
    };
    tables.iter().filter_map(of_tool).collect()
}

impl Kept<'_> {
    /// The place of the first of the folder's candidates that it can be of.
    fn rank(&self, folder: &[Candidate]) -> Option<usize> {
        let fits = |candidate: &Candidate| {
            let mut tools = self.known.iter().map(|known| known.tool);
            tools.any(|tool| candidate.may_be(tool))
        };
        folder.iter().position(fits)
    }

    /// The likeliest first: by the folder, by its usual name, in the usual schema.
    fn order(&self, folder: &[Candidate]) -> (usize, bool, bool, Reverse<bool>) {
        let Table { schema, name, .. } = self.table;
        (
            self.rank(folder).unwrap_or(usize::MAX),
            self.known.iter().all(|known| known.table != name),
            schema != "public" && self.known.iter().all(|known| known.schema.is_none()),
            Reverse(self.table.readable),
        )
    }

    /// Its rows; the reason why they cannot be read.
    async fn read(
        &self,
        session: &mut Session,
        tables: &[Table],
    ) -> Result<Result<State, String>, Error> {
        let columns = self.columns();
        let rows = match rows(session, self.table, &columns).await? {
            Ok(rows) => rows,
            Err(reason) => {
                return Ok(Err(format!(
                    "{reason} So where the database stands is not known."
                )));
            }
        };
        let lock = match self.known.first().and_then(|known| known.lock) {
            Some((name, columns)) => holder(session, self.table, tables, name, columns).await?,
            None => None,
        };
        Ok(Ok(State {
            table: Some(self.table.shown()),
            tools: self.known.iter().map(|known| known.tool).collect(),
            rows,
            other_tables: false,
            lock,
        }))
    }

    /// The columns to read, whichever of the tools it is of.
    fn columns(&self) -> Vec<&'static str> {
        let present: Vec<&str> = self.table.columns.iter().map(String::as_str).collect();
        let read = self.known.iter().flat_map(|known| known.select(&present));
        read.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn tools(&self) -> String {
        let names: Vec<&str> = self.known.iter().map(|known| known.tool.name()).collect();
        names.join(" or ")
    }

    fn foreign(&self) -> String {
        format!(
            "{} is of {}, which the folder is not of: it was not read.",
            self.table.shown(),
            self.tools()
        )
    }

    fn passed_over(&self, chosen: &Self) -> String {
        format!(
            "{} can be of {} too; what is said here is of {}.",
            self.table.shown(),
            self.tools(),
            chosen.table.shown()
        )
    }
}

impl Table {
    /// Its name as SQL reads it.
    fn quoted(&self) -> String {
        format!(
            "{}.{}",
            quote_verbatim(&self.schema),
            quote_verbatim(&self.name)
        )
    }

    /// Its name as a person reads it.
    fn shown(&self) -> String {
        format!("{}.{}", self.schema, self.name)
    }

    /// Why its rows cannot be read, when they cannot.
    fn hindrance(&self) -> Option<String> {
        let name = self.shown();
        if !self.readable {
            Some(format!("The role may not read {name}."))
        } else if self.hides {
            Some(format!(
                "Row-level security may hide rows of {name} from the role."
            ))
        } else if !self.plain {
            Some(format!(
                "{name} has columns of types that were made in this database, which are not read."
            ))
        } else {
            None
        }
    }
}

/// The rows of a table, each column as text; the reason why they cannot be read.
async fn rows(
    session: &mut Session,
    table: &Table,
    columns: &[&str],
) -> Result<Result<Vec<Row>, String>, Error> {
    if let Some(reason) = table.hindrance() {
        return Ok(Err(reason));
    }
    let quoted: Vec<String> = columns
        .iter()
        .map(|column| format!("{}::pg_catalog.text", quote_verbatim(column)))
        .collect();
    // The name of the table last: it may hold anything.
    let text = ROWS
        .replace("chosen_limit", &(MOST_ROWS + 1).to_string())
        .replace("chosen_columns", &quoted.join(", "))
        .replace("chosen_table", &table.quoted());
    let found: Vec<(Vec<Option<String>>,)> = session.fetch_all(Statement::assembled(text)).await?;
    if found.len() > MOST_ROWS {
        return Ok(Err(format!(
            "{} has more than {MOST_ROWS} rows, which no tool's history has.",
            table.shown()
        )));
    }
    let named = |(values,): (Vec<Option<String>>,)| {
        let names = columns.iter().map(|column| (*column).to_owned());
        names.zip(values).collect()
    };
    Ok(Ok(found.into_iter().map(named).collect()))
}

/// Who holds the lock that stands beside a state table; none when nobody does or it cannot be read.
async fn holder(
    session: &mut Session,
    beside: &Table,
    tables: &[Table],
    name: &str,
    columns: &[&str],
) -> Result<Option<String>, Error> {
    let lock = tables.iter().find(|table| {
        let has = |column: &&str| table.columns.iter().any(|own| own == column);
        table.schema == beside.schema && table.name == name && columns.iter().all(has)
    });
    let Some(lock) = lock else {
        return Ok(None);
    };
    let rows = rows(session, lock, columns).await?.unwrap_or_default();
    let value = |row: &Row, column: &str| row.get(column).cloned().flatten();
    let held = rows.iter().find(|row| {
        let says = value(row, "locked").or_else(|| value(row, "is_locked"));
        says.is_some_and(|says| says == "true" || says == "1")
    });
    Ok(held.map(|row| {
        let by = value(row, "lockedby").map(|by| format!(" by {by}"));
        let since = value(row, "lockgranted").map(|since| format!(" since {since}"));
        let (by, since) = (by.unwrap_or_default(), since.unwrap_or_default());
        format!("{} says that it is taken{by}{since}", lock.shown())
    }))
}

/// Says of a state whether the database has other tables.
async fn with_surroundings(
    session: &mut Session,
    state: State,
    tables: &[Table],
) -> Result<State, Error> {
    let locks: Vec<&str> = STATE_TABLES
        .iter()
        .filter_map(|known| known.lock)
        .map(|(name, _)| name)
        .collect();
    let of_tools: BTreeSet<i64> = kept(tables).iter().map(|kept| kept.table.oid).collect();
    let beside = tables
        .iter()
        .filter(|table| {
            of_tools.contains(&table.oid)
                || table.name == RAILS
                || locks.contains(&table.name.as_str())
        })
        .map(|table| table.oid)
        .collect::<Vec<i64>>();
    let (other_tables,): (bool,) = session
        .fetch_one(Statement::new(OTHERS).bind(beside))
        .await?;
    Ok(State {
        other_tables,
        ..state
    })
}
