//! Keeping comparisons of a model's data in the database, and saying what was done about what they found.

use std::path::Path;

use chrono::{DateTime, Utc};
use provost_core::drift::{DriftKind, DriftList, DriftRecord, DriftReport, DriftRunPage};
use provost_postgres::drift::records;
use provost_reports::DriftPaper;
use uuid::Uuid;

use crate::connections::Opened;
use crate::environment::now;
use crate::error::AppError;
use crate::registry::Acting;
use crate::secrets::blocking;

/// What is kept, of one version where one is named; with `open` only what nobody resolved.
pub async fn list(acting: &Acting, model: Option<Uuid>, open: bool) -> Result<DriftList, AppError> {
    let Opened { database, profile } = &acting.opened;
    Ok(records::list(database, profile, acting.person, model, open).await?)
}

/// A kept comparison with its result.
///
/// # Errors
/// [`AppError::NotFound`] when it is not there or cannot be read.
pub async fn show(acting: &Acting, run: Uuid) -> Result<DriftRunPage, AppError> {
    let Opened { database, profile } = &acting.opened;
    Ok(records::show(database, profile, acting.person, run).await?)
}

/// Keeps a comparison that began at `started_at` and ended now, and what it found, without the values that few rows have and
/// without the folders of files; its page.
///
/// # Errors
/// [`AppError::Refused`] when nobody is named who acts, or the person may not.
pub async fn record(
    acting: &Acting,
    model: Uuid,
    kind: DriftKind,
    report: DriftReport,
    started_at: DateTime<Utc>,
) -> Result<DriftRunPage, AppError> {
    let mut report = report.without_rare_values();
    if let Some(sources) = &mut report.sources {
        for side in [&mut sources.reference, &mut sources.current] {
            side.name = without_folders(&side.name);
        }
    }
    let record = DriftRecord {
        model,
        kind,
        report,
        started_at,
        finished_at: now(),
    };
    let Opened { database, profile } = &acting.opened;
    Ok(records::record(database, profile, acting.person, &record).await?)
}

/// The name of a source without the folders of a file: where somebody keeps files is not kept for good.
fn without_folders(name: &str) -> String {
    if name.starts_with("query:") || name.starts_with("table:") {
        return name.to_owned();
    }
    let file = Path::new(name).file_name();
    file.map_or_else(
        || name.to_owned(),
        |file| file.to_string_lossy().into_owned(),
    )
}

/// Says what was done about drift; all of it or nothing.
///
/// # Errors
/// [`AppError::Refused`] when nothing is said, nobody is named who acts, the person may not, or somebody said it before.
pub async fn resolve(acting: &Acting, drift: &[Uuid], action: &str) -> Result<(), AppError> {
    let Opened { database, profile } = &acting.opened;
    Ok(records::resolve(database, profile, acting.person, drift, action).await?)
}

/// The report of a comparison as one self-contained page; `model` names the version that it is about.
pub async fn html(report: DriftReport, model: Option<String>) -> Result<Vec<u8>, AppError> {
    let paper = DriftPaper {
        report,
        model,
        generated_at: now(),
        product: format!("Provost {}", env!("CARGO_PKG_VERSION")),
    };
    let page = blocking(move || provost_reports::drift_html(&paper)).await??;
    Ok(page.into_bytes())
}
