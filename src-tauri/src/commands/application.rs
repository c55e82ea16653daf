//! What concerns the program itself.

use std::path::Path;

use provost_app::AppError;
use serde::Serialize;
use tauri::State;
use tauri_plugin_opener::OpenerExt;

use crate::failure::Failure;
use crate::state::AppState;

/// Where things are.
#[derive(Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApplicationInfo {
    version: String,
    reports_folder: String,
    config_file: String,
    local_server: String,
}

/// The version, and where files are kept.
#[tauri::command]
#[specta::specta]
pub(crate) fn application_info(state: State<'_, AppState>) -> ApplicationInfo {
    let environment = state.environment();
    ApplicationInfo {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        reports_folder: environment.reports_folder.display().to_string(),
        config_file: state.connections().file().display().to_string(),
        local_server: environment
            .data_folder
            .join("workspace")
            .display()
            .to_string(),
    }
}

/// Stops a piece of long work. One that is not running any more is none to stop.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_operation(
    operation: String,
    state: State<'_, AppState>,
) -> Result<(), Failure> {
    if let Some(running) = state.cancel(&operation) {
        // First what runs on the server, which would go on when nobody waits for it any more.
        let mut asked = Ok(());
        for database in &running.databases {
            asked = asked.and(database.cancel_running().await.map(drop));
        }
        running.stop.notify_one();
        asked.map_err(AppError::from)?;
    }
    Ok(())
}

/// Shows a file that was exported in this run in its folder.
#[tauri::command]
#[specta::specta]
pub(crate) fn show_exported(
    path: String,
    app: tauri::AppHandle,
    state: State<'_, AppState>,
) -> Result<(), Failure> {
    if !state.was_exported(Path::new(&path)) {
        return Err(AppError::NotFound(
            "Only files that were exported just now are shown.".to_owned(),
        )
        .into());
    }
    app.opener().reveal_item_in_dir(&path).map_err(|error| {
        AppError::NotFound(format!(
            "No file browser answers on this machine. The file is written; open its folder by hand. ({error})"
        ))
        .into()
    })
}
