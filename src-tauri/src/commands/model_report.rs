//! The report of a version, and its metrics side by side.

use provost_app::metrics;
use provost_app::plots::Frame;
use provost_app::reports::{self, Exported, ModelReportAsked, ModelReportFormat, free_path};
use provost_core::connections::ProfileId;
use provost_core::reports::ReportSpan;
use serde::Serialize;
use tauri::{AppHandle, State};
use uuid::Uuid;

use crate::commands::audit::{Place, chosen};
use crate::commands::plots::{DrawnPlot, drawn};
use crate::commands::registry::acting;
use crate::failure::Failure;
use crate::state::AppState;

/// The metrics of a version side by side.
#[derive(Debug, Serialize, specta::Type)]
pub(crate) struct VersionMetrics {
    /// Why nothing can be read: a missing pack or right.
    hindered: Option<String>,
    /// How many metrics were measured; a plot draws the first of many.
    metrics: u32,
    /// Each over the last 90 days; none where nothing was measured.
    plot: Option<DrawnPlot>,
}

/// Each metric of a version over the last 90 days, side by side.
#[tauri::command]
#[specta::specta]
pub(crate) async fn version_metrics(
    id: ProfileId,
    model_id: Uuid,
    zone: String,
    frame: Frame,
    state: State<'_, AppState>,
) -> Result<VersionMetrics, Failure> {
    let answer = metrics::of_version(&acting(&state, id).await?, model_id, &zone).await?;
    let plot = match metrics::side_by_side(&answer) {
        Some(plots) => Some(drawn(&state, plots, frame).await?),
        None => None,
    };
    Ok(VersionMetrics {
        metrics: u32::try_from(answer.series.len()).unwrap_or(u32::MAX),
        hindered: answer.hindered,
        plot,
    })
}

/// Writes the report of a version to a file; nothing when the person closed the dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_model_report(
    id: ProfileId,
    model_id: Uuid,
    zone: String,
    format: ModelReportFormat,
    place: Place,
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<Option<Exported>, Failure> {
    let asked = ModelReportAsked {
        model: model_id,
        span: ReportSpan::default(),
        zone,
    };
    let made = acting(&state, id).await?.model_report(&asked).await?;
    let path = free_path(&state.environment().reports_folder, &made.file_name(format))?;
    let Some(path) = chosen(place, path, app).await? else {
        return Ok(None);
    };
    let exported = reports::write_bytes(made.render(format).await?, &path).await?;
    state.remember_exported(&path);
    Ok(Some(exported))
}
