//! The statements that show what the report says, with their answers.

use provost_core::catalog::{quote_identifier, quote_literal, visible};
use provost_core::schema::consistency::{Evidence, EvidencePart, Tally};

use super::connections::{LIMITS, LINE, Limit, Line};
use super::counting::{finish_failed, is_of_the_table};
use super::loads::Loads;
use crate::database::Database;
use crate::error::Error;
use crate::schema::chain::{Recorded, recorded};

pub(super) const ASKED: &str = include_str!("asked.sql");
pub(super) const INVENTORY: &str = include_str!("inventory.sql");
pub(super) const SIZE: &str = include_str!("size.sql");
pub(super) const CACHE: &str = include_str!("cache.sql");
pub(super) const SETTINGS: &str = include_str!("told_settings.sql");

/// The most rows of one answer that are told.
const MOST_ROWS: usize = 200;

/// The most counted tables that one statement shows.
const MOST_COUNTS: usize = 60;

/// The most characters of one value that are told.
const MOST_CHARACTERS: usize = 200;

/// Asks again what the report says, in statements that anybody can run.
pub(super) async fn gather(
    database: &Database,
    loads: &Loads,
    limits: &[Limit],
) -> Result<Vec<Evidence>, Error> {
    let mut session = database.read().await?;
    let (name, role, version): (String, String, String) = session.fetch_one(ASKED).await?;
    let tables: Vec<(String, String)> = session.fetch_all(INVENTORY).await?;
    let cache: Vec<(i64, i64, i64, i64, i64, String)> = session.fetch_all(CACHE).await?;
    let settings: Vec<(String, String, String)> = session.fetch_all(SETTINGS).await?;
    session.finish().await?;
    let rows = tables.iter().map(|(schema, name)| [schema, name]);
    let mut found = vec![
        evidence("Connection", bare(ASKED), [[&name, &role, &version]]),
        evidence("Tables", bare(INVENTORY), rows),
    ];
    found.extend(migrations(recorded(database, &[]).await?, &tables));
    found.extend(counts(loads));
    found.extend(size(database).await?);
    found.push(connections(limits));
    let cache = cache.into_iter().map(|row| {
        let numbers = [row.0, row.1, row.2, row.3, row.4].map(|number| number.to_string());
        numbers.into_iter().chain([row.5])
    });
    let title =
        "Cache and work (blocks found, blocks read, committed, rolled back, deadlocks, since)";
    found.push(evidence(title, bare(CACHE), cache));
    let settings = settings
        .into_iter()
        .map(|(name, value, source)| [name, value, source]);
    found.push(evidence("Settings", bare(SETTINGS), settings));
    found.extend(loads.asked.iter().cloned());
    Ok(found)
}

/// The rows of the table in which a tool keeps its migrations.
/// Columns of migration tools that hold whole statements or what a server said of rows: passwords of roles and values of
/// people may stand in them.
const TEXTS: [&str; 6] = [
    "statements",
    "rollback",
    "logs",
    "script_contents",
    "error",
    "comments",
];

fn migrations(recorded: Recorded, tables: &[(String, String)]) -> Option<Evidence> {
    let Some(state) = recorded.state else {
        return Some(Evidence {
            part: EvidencePart::Facts,
            title: "Migrations".to_owned(),
            sql: bare(INVENTORY),
            result: visible(&recorded.remarks.join(" "), &[]),
        });
    };
    let shown = state.table?;
    let table = tables
        .iter()
        .find(|(schema, name)| format!("{schema}.{name}") == shown)?;
    let columns: Vec<&String> = state.rows.first().map_or_else(Vec::new, |row| {
        let shown = row.keys().filter(|name| !TEXTS.contains(&name.as_str()));
        shown.collect()
    });
    let selected: Vec<String> = columns.iter().map(|name| quote_identifier(name)).collect();
    let selected = if selected.is_empty() {
        "*".to_owned()
    } else {
        selected.join(", ")
    };
    let sql = format!("select {selected}\nfrom {}", quoted(table));
    let rows = state.rows.iter().map(|row| {
        let value = |column: &&String| row.get(*column).cloned().flatten().unwrap_or_default();
        columns.iter().map(value).collect::<Vec<String>>()
    });
    Some(evidence("Migrations", sql, rows))
}

/// The rows of the tables that were counted, in one statement.
fn counts(loads: &Loads) -> Option<Evidence> {
    let counted: Vec<(String, String, i64)> = loads
        .tables
        .iter()
        .filter_map(|load| match load.rows {
            Tally::Counted(rows) => {
                // The rows of tables that inherit are their own; partitions are the table.
                let only = if loads.partitioned.contains(&load.name) {
                    ""
                } else {
                    "only "
                };
                let source = format!("{only}{}", load.name.quoted());
                Some((load.name.to_string(), source, rows))
            }
            _ => None,
        })
        .collect();
    let first = counted.get(..MOST_COUNTS.min(counted.len()))?;
    let parts: Vec<String> = first
        .iter()
        .map(|(name, source, _)| {
            let name = quote_literal(name);
            format!("select {name}, pg_catalog.count(*) from {source}")
        })
        .collect();
    let rows = first
        .iter()
        .map(|(name, _, rows)| [name.clone(), rows.to_string()]);
    let mut found = evidence("Rows", parts.join("\nunion all\n"), rows);
    if let Some(more) = counted
        .len()
        .checked_sub(MOST_COUNTS)
        .filter(|more| *more > 0)
    {
        found.result = format!("{}\n… {more} more tables", found.result);
    }
    (!first.is_empty()).then_some(found)
}

/// The size of the database; none where the role may not ask for it.
async fn size(database: &Database) -> Result<Option<Evidence>, Error> {
    let mut session = database.read().await?;
    match session.fetch_one::<(i64,)>(SIZE).await {
        Ok((size,)) => {
            session.finish().await?;
            Ok(Some(evidence(
                "Size in bytes",
                bare(SIZE),
                [[size.to_string()]],
            )))
        }
        Err(error) if is_of_the_table(&error) => {
            finish_failed(session).await?;
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn connections(limits: &[Limit]) -> Evidence {
    let rows = limits.iter().map(|limit| {
        let numbers = [limit.allowed, limit.used, limit.unseen].map(|number| number.to_string());
        let mut row = vec![limit.scope.clone()];
        row.extend(numbers);
        row
    });
    evidence("Connections (allowed, used, not seen)", bare(LIMITS), rows)
}

/// How the server sees the line.
pub(super) fn of_line(line: &Line) -> Evidence {
    let row = [
        line.asked_at.to_rfc3339(),
        line.protected.to_string(),
        line.version.clone().unwrap_or_default(),
        line.cipher.clone().unwrap_or_default(),
        line.client_certificate.to_string(),
    ];
    evidence("Line", bare(LINE), [row])
}

/// A statement with the first rows of its answer.
pub(super) fn evidence<R, V>(
    title: &str,
    sql: String,
    rows: impl IntoIterator<Item = R>,
) -> Evidence
where
    R: IntoIterator<Item = V>,
    V: AsRef<str>,
{
    let line = |row: R| {
        let values: Vec<String> = row.into_iter().map(|value| told(value.as_ref())).collect();
        values.join(" | ")
    };
    let mut lines: Vec<String> = rows.into_iter().map(line).collect();
    if lines.len() > MOST_ROWS {
        let more = lines.len() - MOST_ROWS;
        lines.truncate(MOST_ROWS);
        lines.push(format!("… {more} more"));
    }
    Evidence {
        part: EvidencePart::Facts,
        title: title.to_owned(),
        sql,
        result: lines.join("\n"),
    }
}

/// A value on one line, and not without end.
pub(super) fn told(value: &str) -> String {
    let mut short: String = value.chars().take(MOST_CHARACTERS).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    visible(&short, &[])
}

fn quoted((schema, name): &(String, String)) -> String {
    format!("{}.{}", quote_identifier(schema), quote_identifier(name))
}

/// A statement without the line that says what it answers.
pub(in crate::schema) fn bare(sql: &str) -> String {
    let lines: Vec<&str> = sql
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .collect();
    lines.join("\n").trim().to_owned()
}
