//! Drift between two sources of values: files, queries and windows of tables.

mod faults;
mod keeping;
mod origin;
mod parquet_file;
mod reading;
mod row_by_row;
mod source;
mod text_file;

pub use keeping::{html, list, record, resolve, show};
pub use origin::{Origin, OriginError, Window};

use provost_core::drift::{self, Asked, ColumnKind, ColumnLeftOut, DriftReport, DriftSources};

use crate::connections::Opened;
use crate::error::AppError;
use crate::secrets::blocking;

use source::Source;

/// From how many rows on a sample is compared unless somebody says otherwise.
pub const MOST_ROWS: u32 = 1_000_000;

/// Every how many rows of a query it is told how many were read.
const TOLD_ROWS: u64 = 100_000;

/// What somebody asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Then.
    pub reference: Origin,
    /// Now.
    pub current: Origin,
    /// Only these columns; all when none is named.
    pub columns: Vec<String>,
    /// Tests and threshold.
    pub asked: Asked,
    /// How many rows of each side are compared at most; beyond them a sample is taken.
    pub rows: u32,
    /// The seed of the sample.
    pub seed: u32,
}

impl Request {
    /// Whether a database is needed.
    #[must_use]
    pub const fn asks_a_database(&self) -> bool {
        !matches!(
            (&self.reference, &self.current),
            (Origin::File(_), Origin::File(_))
        )
    }
}

/// Compares two sources. `opened` is the database of queries and windows. `progress` is told what is being done.
///
/// # Errors
/// [`AppError::BadInput`] for a file that cannot be used, with the line; for a query that the server does not follow; for a
/// column that is named and that neither source has.
pub async fn compare(
    request: &Request,
    opened: Option<&Opened>,
    progress: impl Fn(String) + Send + Sync,
) -> Result<DriftReport, AppError> {
    let scan = async |origin: &Origin| {
        progress(format!("Looking through {}", brief(origin)));
        Source::open(origin, opened).await
    };
    let (reference, current) = (
        scan(&request.reference).await?,
        scan(&request.current).await?,
    );
    let only = only(request, &reference, &current)?;
    let not_compared = left_out(&reference, &current, &only);
    let (wanted, wanted_now) = (
        wanted(&reference, &current, &only),
        wanted(&current, &reference, &only),
    );
    let read = async |source: Source, wanted: Vec<Wanted>, origin: &Origin| {
        progress(format!("Reading {}", brief(origin)));
        let name = origin.to_string();
        let said = |rows: u64| {
            if rows.is_multiple_of(TOLD_ROWS) {
                progress(format!("{rows} rows"));
            }
        };
        let (rows, seed) = (request.rows, request.seed);
        Box::pin(source.read(wanted, name, rows, seed, opened, &said)).await
    };
    let (columns, taken) = read(reference, wanted, &request.reference).await?;
    let (columns_now, taken_now) = read(current, wanted_now, &request.current).await?;
    progress("Comparing".to_owned());
    let asked = request.asked.clone();
    let mut report = blocking(move || drift::compare(&columns, &columns_now, &asked)).await?;
    let told = |one: &ColumnLeftOut| !not_compared.iter().any(|other| other.name == one.name);
    report.not_compared.retain(told);
    report.not_compared.extend(not_compared);
    report.sources = Some(DriftSources {
        reference: taken,
        current: taken_now,
    });
    Ok(report)
}

/// A column that is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    at: usize,
    name: String,
    kind: ColumnKind,
    integers: bool,
}

/// The columns of a source to be read, each as what both sources can be read as.
fn wanted(source: &Source, other: &Source, only: &[String]) -> Vec<Wanted> {
    let columns = source.columns();
    let others = other.columns();
    columns
        .iter()
        .enumerate()
        .filter(|(_, column)| only.is_empty() || only.contains(&column.name))
        .filter_map(|(at, column)| {
            let readable = column.readable.as_ref().ok()?;
            let there = others.iter().find(|one| one.name == column.name);
            let kind = match there.map(|one| &one.readable) {
                Some(Ok(other)) => readable.kind_with(*other),
                _ => readable.kind_with(*readable),
            };
            Some(Wanted {
                at,
                name: column.name.clone(),
                kind,
                integers: readable.integers,
            })
        })
        .collect()
}

/// The columns of both sources that cannot be compared, each told once.
fn left_out(reference: &Source, current: &Source, only: &[String]) -> Vec<ColumnLeftOut> {
    let mut left: Vec<ColumnLeftOut> = Vec::new();
    for column in reference.columns().into_iter().chain(current.columns()) {
        let Err(reason) = column.readable else {
            continue;
        };
        let one = ColumnLeftOut {
            name: column.name,
            reason,
        };
        if (only.is_empty() || only.contains(&one.name)) && !left.contains(&one) {
            left.push(one);
        }
    }
    left
}

/// The columns that are read, which must be there: those that were named and those of a model's answers. None is every one.
fn only(request: &Request, reference: &Source, current: &Source) -> Result<Vec<String>, AppError> {
    named(&request.columns, &[reference, current])?;
    let answers = request.asked.answers.iter();
    let answers: Vec<String> = answers
        .flat_map(|one| [one.target.clone(), one.prediction.clone()])
        .collect();
    named(&answers, &[reference])?;
    named(&answers, &[current])?;
    let mut only = request.columns.clone();
    if !only.is_empty() {
        only.extend(answers);
    }
    Ok(only)
}

fn named(columns: &[String], sources: &[&Source]) -> Result<(), AppError> {
    for name in columns {
        let there = |source: &&Source| source.columns().iter().any(|one| one.name == *name);
        if !sources.iter().any(there) {
            let none = match sources {
                [_] => "Not both sources have",
                _ => "Neither source has",
            };
            return Err(AppError::BadInput(format!(
                "{none} a column {name:?}. Columns are written as they are in the source, also in upper and lower case."
            )));
        }
    }
    Ok(())
}

/// An origin in a few words.
fn brief(origin: &Origin) -> String {
    let line: Vec<String> = origin
        .to_string()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let line = line.join(" ");
    let cut: String = line.chars().take(60).collect();
    if cut == line { line } else { cut + "…" }
}
