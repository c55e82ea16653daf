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

/// How files of metrics end.
const METRICS_ENDINGS: &[&str] = &[
    "csv",
    "tsv",
    "tab",
    "jsonl",
    "ndjson",
    "om",
    "prom",
    "openmetrics",
    "txt",
];

/// How files of rows end.
const ROWS_ENDINGS: &[&str] = &["csv", "tsv", "tab", "txt", "parquet", "parq", "pq"];

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
    /// A file of measured values.
    Metrics,
    /// A file of rows that are compared with others.
    Rows,
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
    let folder = |title: &str| app.dialog().file().set_title(title).blocking_pick_folder();
    let file = |title: &str, name: &str, endings: &[&str]| {
        let dialog = app.dialog().file().set_title(title);
        dialog.add_filter(name, endings).blocking_pick_file()
    };
    let chosen = match kind {
        ChosenKind::Folder => folder("Folder of SQL"),
        ChosenKind::Migrations => folder("Folder of migrations"),
        ChosenKind::File => file("File of SQL", "SQL", &["sql"]),
        ChosenKind::Catalog => file("Saved catalog", "Catalog", &["json"]),
        ChosenKind::Metrics => file("File of metrics", "Metrics", METRICS_ENDINGS),
        ChosenKind::Rows => file("File of rows", "CSV and Parquet", ROWS_ENDINGS),
        ChosenKind::Configurations => {
            let dialog = app.dialog().file().set_title("Configuration files");
            return dialog.blocking_pick_files().unwrap_or_default();
        }
    };
    chosen.into_iter().collect()
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
