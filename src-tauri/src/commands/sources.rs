//! What somebody points at: chosen in a dialog of the system, and kept for the next time.

use std::path::PathBuf;

use provost_app::AppError;
use provost_app::schema::SavedSources;
use provost_core::connections::ProfileId;
use serde::Deserialize;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::{DialogExt, FilePath};

use crate::failure::Failure;
use crate::state::AppState;

/// What is chosen in a dialog of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ChosenKind {
    /// A folder of SQL.
    Folder,
    /// A file of SQL.
    File,
    /// A catalog that was saved.
    Catalog,
    /// Files that say how programs reach the database: any number.
    Configurations,
    /// A folder of migrations.
    Migrations,
}

/// What was chosen for a connection before.
#[tauri::command]
#[specta::specta]
pub(crate) fn saved_sources(
    id: ProfileId,
    state: State<'_, AppState>,
) -> Result<SavedSources, Failure> {
    Ok(state.sources().load(id)?)
}

/// Lets the person choose in a dialog of the system; nothing when it was closed. Only paths that came from here, or that were
/// kept in an earlier run, are read.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_source(
    kind: ChosenKind,
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<Vec<String>, Failure> {
    let answer = tauri::async_runtime::spawn_blocking(move || ask(kind, &app));
    let answer = answer
        .await
        .map_err(|_| AppError::Internal("The dialog could not be opened.".to_owned()))?;
    let paths = answer.into_iter().map(local_path);
    let paths = paths.collect::<Result<Vec<String>, AppError>>()?;
    for path in &paths {
        state.remember_chosen(path);
    }
    Ok(paths)
}

/// Refuses a path that no person chose: the window names files only by what the dialogs and `sources.json` gave it.
pub(crate) fn require_chosen(state: &AppState, path: &str) -> Result<PathBuf, AppError> {
    if state.was_chosen(path) || state.sources().names(path)? {
        return Ok(PathBuf::from(path));
    }
    Err(AppError::BadInput(format!(
        "{path} was not chosen in a dialog. Choose it again."
    )))
}

/// A choice that could not be kept spoils no answer: it is told beside it.
pub(crate) fn not_kept(outcome: Result<(), AppError>) -> Option<String> {
    let error = outcome.err()?;
    Some(format!(
        "The choice will have to be made again next time. {error}"
    ))
}

fn ask(kind: ChosenKind, app: &AppHandle) -> Vec<FilePath> {
    let dialog = app.dialog().file();
    match kind {
        ChosenKind::Folder => dialog
            .set_title("Folder of SQL")
            .blocking_pick_folder()
            .into_iter()
            .collect(),
        ChosenKind::Migrations => dialog
            .set_title("Folder of migrations")
            .blocking_pick_folder()
            .into_iter()
            .collect(),
        ChosenKind::File => dialog
            .set_title("File of SQL")
            .add_filter("SQL", &["sql"])
            .blocking_pick_file()
            .into_iter()
            .collect(),
        ChosenKind::Catalog => dialog
            .set_title("Saved catalog")
            .add_filter("Catalog", &["json"])
            .blocking_pick_file()
            .into_iter()
            .collect(),
        ChosenKind::Configurations => dialog
            .set_title("Configuration files")
            .blocking_pick_files()
            .unwrap_or_default(),
    }
}

/// The window and `sources.json` hold text.
fn local_path(file: FilePath) -> Result<String, AppError> {
    let path = file
        .into_path()
        .map_err(|_| AppError::BadInput("Choose a place on this machine.".to_owned()))?;
    path.into_os_string().into_string().map_err(|path| {
        AppError::BadInput(format!(
            "The name {} is not UTF-8. Choose a copy with another name.",
            path.to_string_lossy()
        ))
    })
}
