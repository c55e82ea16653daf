//! The rows behind a figure, a page at a time.

use provost_core::connections::Profile;
use provost_core::overview::{FigureKind, FigureRows, ROWS_SCHEMA};
use sqlx::FromRow;
use sqlx::Row;
use sqlx::postgres::PgRow;

use super::catalogue::rows_behind;
use super::surroundings::read_surroundings;
use crate::{Database, Error, Statement};

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many are left out before the first.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

/// What became of reading rows.
#[derive(Debug, Clone, PartialEq)]
pub enum RowsRead {
    /// The rows.
    Rows(FigureRows),
    /// They cannot be read, for this reason: a missing pack or right, a sentence.
    Hindered(String),
}

/// Reads a page of the rows behind a figure, and how many there are in all, at one moment.
pub async fn rows(
    database: &Database,
    profile: &Profile,
    kind: FigureKind,
    page: Page,
) -> Result<RowsRead, Error> {
    let mut session = database.records().await?;
    let moment = read_surroundings(&mut session, &profile.governance_schema).await?;
    if let Some(reason) = moment.surroundings.hindrance(kind) {
        session.finish().await?;
        return Ok(RowsRead::Hindered(reason));
    }
    let samples = moment.samples(&mut session).await?;
    let question = rows_behind(kind);
    let text = moment.placed(question);
    let with_value = |text: String| {
        let statement = Statement::assembled(text);
        match question.value {
            Some(value) => statement.bind(value),
            None => statement,
        }
    };
    let (total,): (i64,) = session
        .fetch_one(with_value(format!(
            "select pg_catalog.count(*) from (\n{text}\n) as found"
        )))
        .await?;
    let Page { offset, limit } = page;
    let paged = format!("{text}\nlimit {limit} offset {offset}");
    let columns = session
        .describe(Statement::assembled(paged.clone()))
        .await?;
    let rows: Vec<Texts> = session.fetch_all(with_value(paged)).await?;
    session.finish().await?;
    Ok(RowsRead::Rows(FigureRows {
        schema: ROWS_SCHEMA.to_owned(),
        figure: kind.id().to_owned(),
        title: kind.title().to_owned(),
        taken_at: moment.taken_at.clone(),
        samples,
        sql: format!("{}\nlimit {limit} offset {offset}", moment.shown(question)),
        columns: columns.into_iter().map(|column| named(&column)).collect(),
        rows: rows.into_iter().map(|Texts(row)| row).collect(),
        total: u32::try_from(total).unwrap_or(u32::MAX),
        offset,
    }))
}

/// The name of a column out of `name TYPE`.
fn named(described: &str) -> String {
    described
        .rsplit_once(' ')
        .map_or(described, |(name, _)| name)
        .to_owned()
}

/// A row of texts.
struct Texts(Vec<Option<String>>);

impl<'r> FromRow<'r, PgRow> for Texts {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        (0..row.len())
            .map(|column| row.try_get(column))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}
