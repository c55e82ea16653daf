//! Taking away a picture that the window shows.

use provost_app::PictureFormat;
use provost_app::reports::{self, Exported};
use tauri::{AppHandle, State};
use uuid::Uuid;

use crate::commands::audit::{Place, chosen};
use crate::failure::Failure;
use crate::state::AppState;

/// Writes a picture to a file; nothing when the person closed the dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_picture(
    picture_id: Uuid,
    format: PictureFormat,
    place: Place,
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<Option<Exported>, Failure> {
    let picture = state.picture(picture_id)?;
    let path = picture.path_in(&state.environment().reports_folder, format)?;
    let Some(path) = chosen(place, path, app).await? else {
        return Ok(None);
    };
    let exported = reports::write_bytes(picture.render(format).await?, &path).await?;
    state.remember_exported(&path);
    Ok(Some(exported))
}
