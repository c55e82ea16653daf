//! In which forms passwords are kept: the values of each column that keeps them, counted by their shape on the server.
//!
//! The statement gives back words of ours and counts; no value leaves the server. Names are quoted, and only columns of the
//! server's own text types are read, so that nothing but its own code runs.

use std::time::{Duration, Instant};

use provost_core::catalog::{Catalog, RelationKind, Visible, quote_identifier, visible};
use provost_core::schema::consistency::{PasswordColumn, PasswordShapes, Shape, password_columns};

use super::counting::{finish_failed, is_of_the_table};
use super::evidence::bare;
use crate::database::Database;
use crate::error::Error;
use crate::schema::breaking::LITERALS;
use crate::session::Statement;

const SHAPES: &str = include_str!("shapes.sql");

/// At most so many columns are looked at.
const MOST_COLUMNS: usize = 20;

/// All columns together take no longer.
const BUDGET: Duration = Duration::from_secs(10);

/// One column takes no longer.
const LIMIT: Duration = Duration::from_secs(2);

/// Looks at the columns that keep passwords by their names: at the first hundred thousand rows of each of the first twenty.
pub(super) async fn shapes(
    database: &Database,
    actual: &Catalog,
) -> Result<Vec<PasswordShapes>, Error> {
    let begun = Instant::now();
    let mut found = Vec::new();
    for (place, one) in password_columns(actual).into_iter().enumerate() {
        let (counts, sql) = match statement(actual, &one) {
            Err(reason) => (Visible::Hidden(reason), None),
            Ok(_) if place >= MOST_COLUMNS || begun.elapsed() >= BUDGET => {
                let reason = format!(
                    "Not looked at: at most {MOST_COLUMNS} columns are, for {} seconds together.",
                    BUDGET.as_secs()
                );
                (Visible::Hidden(reason), None)
            }
            Ok(sql) => (counted(database, &sql).await?, Some(sql)),
        };
        found.push(PasswordShapes {
            table: one.table.clone(),
            column: one.column.name.clone(),
            counts,
            sql,
        });
    }
    Ok(found)
}

/// The statement for a column; the reason where there can be none, a sentence.
fn statement(actual: &Catalog, one: &PasswordColumn<'_>) -> Result<String, String> {
    let column = one.column;
    let is_text = column.type_schema == "pg_catalog"
        && matches!(column.type_name.as_str(), "text" | "varchar" | "bpchar");
    if !is_text {
        return Err(format!(
            "Not looked at: its values are of type {}, not text.",
            visible(&column.data_type, &[])
        ));
    }
    let relation = actual.relation(one.table).map(|relation| relation.kind);
    let reaches_elsewhere = actual.relations.iter().any(|relation| {
        relation.kind == RelationKind::ForeignTable && relation.partition_of.is_some()
    });
    let only = match relation {
        Some(RelationKind::Table) => "only ",
        Some(RelationKind::PartitionedTable) if !reaches_elsewhere => "",
        _ => return Err("Not looked at: its rows may be on another server.".to_owned()),
    };
    let table = format!("{only}{}", one.table.quoted());
    let template = bare(SHAPES);
    // The column first: a table may be called what stands for a column.
    let parts: Vec<&str> = template.split("chosen_table").collect();
    let column = quote_identifier(&column.name);
    let parts = parts
        .into_iter()
        .map(|part| part.replace("chosen_column", &column));
    Ok(parts.collect::<Vec<_>>().join(&table))
}

async fn counted(database: &Database, sql: &str) -> Result<Visible<Vec<(Shape, i64)>>, Error> {
    let mut session = database.read().await?;
    session.limit_statements(LIMIT).await?;
    session.fetch_one::<(String,)>(LITERALS).await?;
    let counted = session
        .fetch_all::<(String, i64)>(Statement::assembled(sql.to_owned()))
        .await;
    let rows = match counted {
        Ok(rows) => {
            session.finish().await?;
            rows
        }
        Err(error) if is_of_the_table(&error) => {
            finish_failed(session).await?;
            return Ok(Visible::Hidden(reason(&error)));
        }
        Err(error) => return Err(error),
    };
    let times = |shape: Shape| {
        let found = rows.iter().find(|(word, _)| word == shape.word());
        found.map(|(_, times)| (shape, *times))
    };
    Ok(Visible::Seen(
        Shape::ALL.into_iter().filter_map(times).collect(),
    ))
}

/// Why the values could not be counted. What the server says is not told: it may hold a value.
fn reason(error: &Error) -> String {
    match error {
        Error::Permission { .. } => {
            "The role may not read them, or row-level security hides some from it.".to_owned()
        }
        Error::Timeout { .. } => format!(
            "Not counted: it would take more than {} seconds, or somebody has locked the table.",
            LIMIT.as_secs()
        ),
        _ => "The server refused to count them.".to_owned(),
    }
}
