//! The columns of a query of the person's own, for drift.
//!
//! The text is the person's, run with the person's rights: in a read-only transaction, as the query of a cursor, which takes
//! one SELECT, WITH, TABLE or VALUES that writes nothing, and row by row, so that no answer has to fit into memory.

mod columns;
pub mod records;

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};
use provost_core::drift::{Cell, Sample};
use sqlx::postgres::PgRow;
use sqlx::{Column as _, FromRow, Row as _, TypeInfo as _};

use crate::database::Database;
use crate::error::Error;
use crate::quoting::quote_verbatim;
use crate::session::Statement;

pub use columns::{Held, QueryColumn};

const CURSOR: &str = include_str!("drift/cursor.sql");
const FETCH: &str = include_str!("drift/fetch.sql");
const WINDOW: &str = include_str!("drift/window.sql");

/// The statements on kept drift, with the names of their files: they are written for the governance schema.
pub fn placed_statements() -> impl Iterator<Item = (&'static str, &'static str)> {
    records::STATEMENTS.iter().copied()
}

/// How long one batch of rows may take, and the work before the first one with it.
const LIMIT: Duration = Duration::from_mins(10);

/// The most rows of one batch, as `drift/fetch.sql` has it.
const BATCH: usize = 10_000;
/// The most bytes of one batch.
const BATCH_BYTES: usize = 64 << 20;

/// The columns that a query gives, without running it.
///
/// # Errors
/// What the server says of a text that is no query or that it cannot follow; names need their schema, since none is searched.
pub async fn describe(database: &Database, query: &str) -> Result<Vec<QueryColumn>, Error> {
    let mut session = database.read().await?;
    let described = session
        .describe(Statement::assembled(bare(query).to_owned()))
        .await?;
    session.finish().await?;
    Ok(described
        .iter()
        .map(|column| QueryColumn::of(column))
        .collect())
}

/// Reads the values of a query into `sample`: for each of its columns the place in `columns`, which are those of
/// [`describe`]. `progress` is told how many rows were read. It ends early when the sample does not fit.
///
/// # Errors
/// What the server says of the query; [`Error::Timeout`] when a batch of ten thousand rows takes more than ten minutes.
pub async fn read(
    database: &Database,
    query: &str,
    columns: &[QueryColumn],
    wanted: &[usize],
    sample: &mut Sample,
    progress: &(dyn Fn(u64) + Send + Sync),
) -> Result<(), Error> {
    let mut session = database.read().await?;
    session.limit_statements(LIMIT).await?;
    let text = cursor(query, columns, wanted);
    session.execute(Statement::assembled(text)).await?;
    let fetch = FETCH.replacen("10000", &batch(columns, wanted).to_string(), 1);
    let mut read = 0_u64;
    while sample.fits().is_ok() {
        let rows: Vec<Cells> = session
            .fetch_all(Statement::assembled(fetch.clone()))
            .await?;
        if rows.is_empty() {
            break;
        }
        read += u64::try_from(rows.len()).unwrap_or(u64::MAX);
        for Cells(cells) in rows {
            let Some(place) = sample.place() else {
                continue;
            };
            for (column, cell) in cells.into_iter().enumerate() {
                sample.put(column, place, cell);
            }
        }
        progress(read);
    }
    // A query can change its session beyond its transaction (settings, locks), so no other work may get this line.
    drop(session);
    Ok(())
}

/// The query of a window of a table: from `from` on and before `to`, either open when it is none.
#[must_use]
pub fn window(
    schema: &str,
    table: &str,
    column: &str,
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
) -> String {
    let column = quote_verbatim(column);
    let bound = |sign: &str, moment: Option<DateTime<Utc>>| {
        moment.map(|moment| {
            // A moment as this writes it holds digits, dashes and colons only.
            let moment = moment.to_rfc3339_opts(SecondsFormat::Micros, true);
            format!("asked.{column} {sign} timestamptz '{moment}'")
        })
    };
    let bounds: Vec<String> = [bound(">=", from), bound("<", to)]
        .into_iter()
        .flatten()
        .collect();
    let conditions = if bounds.is_empty() {
        format!("asked.{column} is not null")
    } else {
        bounds.join(" and ")
    };
    let table = format!("{}.{}", quote_verbatim(schema), quote_verbatim(table));
    let (before, after) = WINDOW.split_once("/* table */").unwrap_or((WINDOW, ""));
    format!(
        "{before}{table}{}",
        after.replace("/* conditions */", &conditions)
    )
}

/// How many rows are fetched at once: fewer of those whose values may be long.
fn batch(columns: &[QueryColumn], wanted: &[usize]) -> usize {
    let row: usize = wanted
        .iter()
        .filter_map(|at| columns.get(*at))
        .map(QueryColumn::most_bytes)
        .sum();
    (BATCH_BYTES / row.max(1)).clamp(1, BATCH)
}

fn cursor(query: &str, columns: &[QueryColumn], wanted: &[usize]) -> String {
    let name = |at: usize| format!("c{at}");
    let picked: Vec<String> = wanted
        .iter()
        .filter_map(|at| {
            columns
                .get(*at)
                .map(|column| column.value(&format!("asked.{}", name(*at))))
        })
        .collect();
    let names: Vec<String> = (0..columns.len()).map(name).collect();
    // The query last, so that nothing is looked for within it.
    CURSOR
        .replacen("/* columns */", &picked.join(", "), 1)
        .replacen("/* names */", &format!("({})", names.join(", ")), 1)
        .replacen("/* query */", bare(query), 1)
}

/// Without the semicolon that people end a query with.
fn bare(query: &str) -> &str {
    query.trim().trim_end_matches(';').trim_end()
}

/// A row of the cursor, of the three types that [`QueryColumn::cast`] makes.
struct Cells(Vec<Cell>);

impl<'r> FromRow<'r, PgRow> for Cells {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        let cell = |column: &sqlx::postgres::PgColumn| {
            let at = column.ordinal();
            Ok(match column.type_info().name() {
                "FLOAT8" => row.try_get::<Option<f64>, _>(at)?.map(Cell::Number),
                "BOOL" => row.try_get::<Option<bool>, _>(at)?.map(Cell::Truth),
                "FLOAT4[]" => row.try_get::<Option<Vec<f32>>, _>(at)?.map(Cell::Vector),
                _ => row.try_get::<Option<String>, _>(at)?.map(Cell::Word),
            }
            .unwrap_or(Cell::Missing))
        };
        let cells: Result<Vec<Cell>, sqlx::Error> = row.columns().iter().map(cell).collect();
        cells.map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_quotes_its_names_and_is_open_where_it_is_not_bounded() {
        let moment = DateTime::parse_from_rfc3339("2026-01-02T03:04:05Z")
            .unwrap()
            .to_utc();
        let text = window("s\"x", "/* conditions */", "at", Some(moment), None);
        assert!(
            text.ends_with(
                "from \"s\"\"x\".\"/* conditions */\" as asked where asked.\"at\" >= timestamptz '2026-01-02T03:04:05.000000Z'\n"
            ),
            "{text}"
        );
        let text = window("s", "t", "at", None, None);
        assert!(text.contains("asked.\"at\" is not null"), "{text}");
    }

    #[test]
    fn a_cursor_takes_the_wanted_columns_by_their_place() {
        let columns: Vec<QueryColumn> = ["a NUMERIC", "a TIMESTAMPTZ", "v vector"]
            .iter()
            .map(|one| QueryColumn::of(one))
            .collect();
        let text = cursor("select '/* names */' -- ;\n;", &columns, &[0, 2]);
        assert!(
            text.contains("select asked.c0::pg_catalog.float8, case when pg_catalog.cardinality(asked.c2::pg_catalog.float4[]) <= 16384 then asked.c2::pg_catalog.float4[] end from"),
            "{text}"
        );
        assert!(
            text.contains("select '/* names */' -- ;\n) as asked (c0, c1, c2)"),
            "{text}"
        );
    }

    #[test]
    fn a_batch_of_long_values_has_fewer_rows() {
        let of = |one: &str, many: usize| {
            let columns = vec![QueryColumn::of(one); many];
            let wanted: Vec<usize> = (0..many).collect();
            batch(&columns, &wanted)
        };
        assert_eq!(of("n FLOAT8", 20), BATCH);
        assert_eq!(of("w TEXT", 1600), 10);
        assert_eq!(of("v vector", 1), 1024);
    }
}
