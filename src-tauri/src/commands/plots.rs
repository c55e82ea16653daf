//! Drawing a plot again, and taking it away.

use std::sync::Arc;

use provost_app::plots::{self, Frame, Plot, PlotFormat, PlotRange, Source};
use provost_app::reports::{self, Exported};
use serde::Serialize;
use tauri::{AppHandle, State};
use uuid::Uuid;

use crate::commands::audit::{Place, chosen};
use crate::failure::Failure;
use crate::state::AppState;

/// A plot that can be drawn again.
#[derive(Debug, Serialize, specta::Type)]
pub(crate) struct DrawnPlot {
    id: String,
    plot: Plot,
}

/// Draws a plot for the window and keeps what it is made of.
pub(crate) async fn drawn(
    state: &AppState,
    source: impl Into<Source>,
    frame: Frame,
) -> Result<DrawnPlot, Failure> {
    let source = Arc::new(source.into());
    let plot = plots::draw(Arc::clone(&source), frame, None).await?;
    let id = state.plots().keep(source).to_string();
    Ok(DrawnPlot { id, plot })
}

/// Draws a plot at another size, or a part of its time.
#[tauri::command]
#[specta::specta]
pub(crate) async fn redraw_plot(
    plot_id: Uuid,
    frame: Frame,
    range: Option<PlotRange>,
    state: State<'_, AppState>,
) -> Result<DrawnPlot, Failure> {
    let source = state.plots().find(plot_id)?;
    Ok(DrawnPlot {
        plot: plots::draw(source, frame, range).await?,
        id: plot_id.to_string(),
    })
}

/// Writes a plot to a file; nothing when the person closed the dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_plot(
    plot_id: Uuid,
    frame: Frame,
    range: Option<PlotRange>,
    format: PlotFormat,
    place: Place,
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<Option<Exported>, Failure> {
    let source = state.plots().find(plot_id)?;
    let path = plots::path_in(&state.environment().reports_folder, &source, format)?;
    let Some(path) = chosen(place, path, app).await? else {
        return Ok(None);
    };
    let bytes = plots::render(source, frame, range, format).await?;
    let exported = reports::write_bytes(bytes, &path).await?;
    state.remember_exported(&path);
    Ok(Some(exported))
}
