//! The first screen: figures, and the rows behind one.

use provost_app::overview::{self, OverviewView};
use provost_core::connections::ProfileId;
use provost_core::overview::FigureRows;
use tauri::State;

use crate::commands::schema::open_to_govern;
use crate::failure::Failure;
use crate::state::AppState;

/// The figures of a connection's database, with their pictures.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_overview(
    id: ProfileId,
    state: State<'_, AppState>,
) -> Result<OverviewView, Failure> {
    Ok(overview::view(&open_to_govern(&state, id).await?).await?)
}

/// A page of the rows behind a figure.
#[tauri::command]
#[specta::specta]
pub(crate) async fn figure_rows(
    id: ProfileId,
    figure: String,
    offset: u32,
    limit: u32,
    state: State<'_, AppState>,
) -> Result<FigureRows, Failure> {
    let opened = open_to_govern(&state, id).await?;
    Ok(overview::rows(&opened, &figure, offset, limit).await?)
}
