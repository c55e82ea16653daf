//! The first screen: the figures of a database with their pictures, and the rows behind a figure.

use provost_core::overview::{FigureKind, FigureRows, Overview};
use provost_postgres::overview::{self, Page, RowsRead};

use crate::charts::{self, FigureChart};
use crate::connections::Opened;
use crate::error::AppError;

/// The most rows that one page may have.
const MOST_ROWS: u32 = 1_000;

/// The figures with their pictures.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct OverviewView {
    /// The figures.
    pub overview: Overview,
    /// The pictures of the figures, in their order: of each its days where it has them, and its parts.
    pub charts: Vec<FigureChart>,
}

/// Reads the figures of a database. In the local workspace it is opened as [`crate::Workspace::administrator`].
pub async fn read(Opened { database, profile }: &Opened) -> Result<Overview, AppError> {
    Ok(overview::read(database, profile).await?)
}

/// The same, with pictures.
pub async fn view(opened: &Opened) -> Result<OverviewView, AppError> {
    let overview = read(opened).await?;
    let mut charts = Vec::new();
    for figure in &overview.figures {
        let series = overview.series.iter().find(|one| one.figure == figure.id);
        charts.extend(charts::of_figure(figure, series)?);
    }
    Ok(OverviewView { overview, charts })
}

/// A page of the rows behind a figure.
///
/// # Errors
/// [`AppError::BadInput`] when there is no such figure, [`AppError::NotFound`] when a pack or a right is missing.
pub async fn rows(
    Opened { database, profile }: &Opened,
    figure: &str,
    offset: u32,
    limit: u32,
) -> Result<FigureRows, AppError> {
    let kind = FigureKind::of_id(figure).ok_or_else(|| unknown(figure))?;
    let page = Page {
        offset,
        limit: limit.min(MOST_ROWS),
    };
    match overview::rows(database, profile, kind, page).await? {
        RowsRead::Rows(rows) => Ok(rows),
        RowsRead::Hindered(reason) => Err(AppError::NotFound(reason)),
    }
}

fn unknown(figure: &str) -> AppError {
    let ids: Vec<&str> = FigureKind::ALL.into_iter().map(FigureKind::id).collect();
    AppError::BadInput(format!(
        "There is no figure \"{figure}\". The figures are {}.",
        ids.join(", ")
    ))
}
