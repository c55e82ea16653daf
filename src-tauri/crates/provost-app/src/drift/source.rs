//! A source that was looked through: its columns are known and nothing of it is in memory.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use provost_core::drift::{Column, Heading, Sample, SourceRead};
use provost_postgres::drift::{self, Held, QueryColumn};

use super::Wanted;
use super::origin::{Origin, Window};
use super::parquet_file::ParquetFile;
use super::reading::Readable;
use super::text_file::TextFile;
use crate::connections::Opened;
use crate::error::AppError;
use crate::secrets::blocking;

/// A source.
#[derive(Debug)]
pub(super) enum Source {
    Text(TextFile),
    Parquet(ParquetFile),
    Query {
        text: String,
        columns: Vec<QueryColumn>,
    },
}

/// A column, and what it can be read as; the reason where it is not compared.
#[derive(Debug)]
pub(super) struct SourceColumn {
    pub(super) name: String,
    pub(super) readable: Result<Readable, String>,
}

impl Source {
    /// Looks through a source.
    pub(super) async fn open(origin: &Origin, opened: Option<&Opened>) -> Result<Self, AppError> {
        let text = match origin {
            Origin::File(path) => {
                let path = path.clone();
                return blocking(move || Self::of_file(&path)).await?;
            }
            Origin::Query(query) => query.clone(),
            Origin::Window(Window {
                schema,
                table,
                column,
                from,
                to,
            }) => drift::window(schema, table, column, *from, *to),
        };
        let opened = opened.ok_or_else(absent)?;
        let described = drift::describe(&opened.database, &text).await;
        let columns = described.map_err(|error| refused(origin, error))?;
        differ(origin, &columns)?;
        Ok(Self::Query { text, columns })
    }

    /// A file of either kind. Its beginning tells which, whatever its name ends in.
    fn of_file(path: &Path) -> Result<Self, AppError> {
        if ParquetFile::begins(path)? {
            return ParquetFile::scan(path).map(Self::Parquet);
        }
        TextFile::scan(path).map(Self::Text)
    }

    pub(super) fn columns(&self) -> Vec<SourceColumn> {
        match self {
            Self::Parquet(file) => file
                .columns()
                .map(|(name, readable)| SourceColumn {
                    name: name.to_owned(),
                    readable,
                })
                .collect(),
            Self::Text(file) => file
                .names
                .iter()
                .zip(&file.readable)
                .map(|(name, readable)| SourceColumn {
                    name: name.clone(),
                    readable: Ok(*readable),
                })
                .collect(),
            Self::Query { columns, .. } => columns
                .iter()
                .map(|column| SourceColumn {
                    name: column.name.clone(),
                    readable: match &column.held {
                        Held::Kind { kind, integers } => Ok(Readable::only(*kind, *integers)),
                        Held::Other(name) => Err(format!(
                            "Its type {name} has no test. Make a number, a word or a truth of it in a query."
                        )),
                    },
                })
                .collect(),
        }
    }

    /// Reads the wanted columns.
    pub(super) async fn read(
        self,
        wanted: Vec<Wanted>,
        name: String,
        rows: u32,
        seed: u32,
        opened: Option<&Opened>,
        progress: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(Vec<Column>, SourceRead), AppError> {
        let headings = wanted.iter().map(|one| Heading {
            name: one.name.clone(),
            kind: one.kind,
            integers: one.integers,
        });
        let limit = usize::try_from(rows).unwrap_or(usize::MAX);
        let mut sample = Sample::new(headings.collect(), limit, seed);
        let places: Vec<usize> = wanted.iter().map(|one| one.at).collect();
        match self {
            Self::Parquet(file) => {
                let given_up = GivenUp::default();
                let stop = Arc::clone(&given_up.0);
                let read = move || file.read(&places, &mut sample, &stop).map(|()| sample);
                sample = blocking(read).await??;
            }
            Self::Text(file) => {
                let kinds: Vec<_> = wanted.iter().map(|one| one.kind).collect();
                let read = move || file.read(&places, &kinds, &mut sample).map(|()| sample);
                sample = blocking(read).await??;
            }
            Self::Query { text, columns } => {
                let database = &opened.ok_or_else(absent)?.database;
                drift::read(database, &text, &columns, &places, &mut sample, progress)
                    .await
                    .map_err(|error| refused_text(&name, error))?;
            }
        }
        sample
            .fits()
            .map_err(|error| AppError::BadInput(format!("{name}: {error}.")))?;
        Ok(sample.finish(name))
    }
}

/// Set when it is dropped: a thread that reads does not end by itself when nobody waits for it any more.
#[derive(Default)]
struct GivenUp(Arc<AtomicBool>);

impl Drop for GivenUp {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Queries are asked only where a database was opened for them.
fn absent() -> AppError {
    AppError::BadInput("A query needs a database: name a saved connection or a URL.".to_owned())
}

fn differ(origin: &Origin, columns: &[QueryColumn]) -> Result<(), AppError> {
    if columns.is_empty() {
        return Err(AppError::BadInput(format!(
            "{origin}: it gives no columns, so there is nothing to compare. Write a query that only reads."
        )));
    }
    let mut seen = BTreeSet::new();
    match columns.iter().find(|column| !seen.insert(&column.name)) {
        Some(twice) => Err(AppError::BadInput(format!(
            "{origin}: two columns are named {:?}. Name one of them otherwise, with AS.",
            twice.name
        ))),
        None => Ok(()),
    }
}

fn refused(origin: &Origin, error: provost_postgres::Error) -> AppError {
    refused_text(&origin.to_string(), error)
}

/// What the server says of a text that somebody wrote is about the text: syntax and names (class 42), values (22), and what a
/// cursor or a transaction that only reads does not take (0A, 25).
fn refused_text(name: &str, error: provost_postgres::Error) -> AppError {
    match error {
        provost_postgres::Error::Database { refusal }
            if ["42", "22", "0A", "25"]
                .iter()
                .any(|class| refusal.sqlstate.starts_with(class)) =>
        {
            AppError::BadInput(format!(
                "{name}: the server does not follow it: {} (SQLSTATE {}). Names need their schema, as in public.orders, and nothing may be written.",
                refusal.message, refusal.sqlstate
            ))
        }
        other => other.into(),
    }
}
