//! What a database should be against what it is, and taking that away.

use std::path::PathBuf;
use std::sync::Arc;

use provost_app::reports::{self, Exported};
use provost_app::schema::{
    self, Compared, ComparisonFormat, Definitions, ExpectedChoice, ExpectedSource, SavedSources,
    SchemaProgress,
};
use provost_app::{AppError, Opened};
use provost_core::connections::{Environment, ProfileId};
use provost_core::schema::ComparisonReport;
use provost_core::schema::comparison::{ObjectId, Options, TablesPresent, tables_present};
use serde::{Deserialize, Serialize};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::{DialogExt, FilePath};
use uuid::Uuid;

use crate::commands::audit::{Place, chosen};
use crate::commands::schema::open_to_govern;
use crate::failure::Failure;
use crate::kept_comparison::KeptComparison;
use crate::state::AppState;

/// A comparison as the window shows it.
#[derive(Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparisonView {
    comparison_id: String,
    profile_name: String,
    environment: Environment,
    report: ComparisonReport,
    /// Which of the expected tables are there, by schema and area.
    tables: Vec<TablesPresent>,
    /// What else the person must know: why the choice was not kept.
    notice: Option<String>,
}

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

/// What the report of an export is made of beside the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReportSources {
    migrations: Option<String>,
    configurations: Vec<String>,
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

/// Compares the database of a connection with what it should be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare_schema(
    id: ProfileId,
    expected: ExpectedChoice,
    options: Options,
    operation: String,
    progress: Channel<SchemaProgress>,
    state: State<'_, AppState>,
) -> Result<ComparisonView, Failure> {
    let source = source(&state, &expected).await?;
    let opened = open_to_govern(&state, id).await?;
    let mut databases = vec![&opened.database];
    if let ExpectedSource::Database(other) = &source {
        databases.push(&other.database);
    }
    let stop = state.begin(&operation, &databases)?;
    let told = move |step| drop(progress.send(step));
    let run = schema::compared(&opened, source.clone(), options, state.environment(), told);
    let ran = tokio::select! {
        ran = Box::pin(run) => ran,
        () = stop.notified() => Err(AppError::Cancelled),
    };
    state.end(&operation);
    let comparison = Arc::new(KeptComparison {
        id: Uuid::new_v4(),
        connection: id,
        environment: opened.profile.environment,
        compared: ran?,
    });
    state.keep_comparison(&comparison);
    let kept = state
        .sources()
        .change(id, |saved| saved.expected = Some(expected));
    Ok(view(&comparison, not_kept(kept)))
}

/// The latest comparison of a connection in this run of the program.
#[tauri::command]
#[specta::specta]
pub(crate) fn latest_comparison(
    id: ProfileId,
    state: State<'_, AppState>,
) -> Option<ComparisonView> {
    let latest = state.latest_comparison(id)?;
    Some(view(&latest, None))
}

/// How one object is made, as it should be and as it is.
#[tauri::command]
#[specta::specta]
pub(crate) fn read_definitions(
    comparison_id: Uuid,
    object: ObjectId,
    state: State<'_, AppState>,
) -> Result<Definitions, Failure> {
    let comparison = state.comparison(comparison_id)?;
    Ok(comparison.compared.definitions(&object))
}

/// Writes a comparison to a file; nothing when the person closed the dialog.
#[tauri::command]
#[specta::specta]
#[expect(
    clippy::too_many_arguments,
    reason = "the window names each; a struct would only move them"
)]
pub(crate) async fn export_comparison(
    comparison_id: Uuid,
    format: ComparisonFormat,
    sources: ReportSources,
    place: Place,
    operation: String,
    progress: Channel<SchemaProgress>,
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<Option<Exported>, Failure> {
    let comparison = state.comparison(comparison_id)?;
    let compared = &comparison.compared;
    let path = compared.path_in(&state.environment().reports_folder, format)?;
    let Some(path) = chosen(place, path, app).await? else {
        return Ok(None);
    };
    remember(&state, comparison.connection, sources)?;
    let stop = state.begin(&operation, &[])?;
    drop(progress.send(writing()));
    let write = async { reports::write_bytes(compared.file(format)?, &path).await };
    let written = tokio::select! {
        written = write => written,
        () = stop.notified() => Err(AppError::Cancelled),
    };
    state.end(&operation);
    let exported = written?;
    state.remember_exported(&path);
    Ok(Some(exported))
}

fn writing() -> SchemaProgress {
    SchemaProgress {
        step: "Writing the file".to_owned(),
        done: 0,
        total: 1,
    }
}

/// Keeps what a report is to be made of, for the next time too.
fn remember(state: &AppState, id: ProfileId, sources: ReportSources) -> Result<(), AppError> {
    for path in sources.migrations.iter().chain(&sources.configurations) {
        require_chosen(state, path)?;
    }
    state.sources().change(id, |saved| {
        saved.migrations = sources.migrations;
        saved.configurations = sources.configurations;
    })
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

async fn source(state: &AppState, expected: &ExpectedChoice) -> Result<ExpectedSource, AppError> {
    Ok(match expected {
        ExpectedChoice::Sql { path } => ExpectedSource::Sql(require_chosen(state, path)?),
        ExpectedChoice::Catalog { path } => ExpectedSource::Catalog(require_chosen(state, path)?),
        ExpectedChoice::Connection { id } => {
            let other: Opened = open_to_govern(state, *id).await?;
            ExpectedSource::Database(Box::new(other))
        }
        ExpectedChoice::Packs => ExpectedSource::Packs,
    })
}

fn view(comparison: &KeptComparison, notice: Option<String>) -> ComparisonView {
    let Compared {
        report,
        expected,
        actual,
    } = &comparison.compared;
    ComparisonView {
        comparison_id: comparison.id.to_string(),
        profile_name: report.name.clone(),
        environment: comparison.environment,
        report: report.clone(),
        tables: tables_present(expected, actual, &report.comparison),
        notice,
    }
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
