//! Running an audit, showing it again, taking it away.

use std::path::PathBuf;

use provost_app::audit::AuditProgress;
use provost_app::reports::{self, Exported};
use provost_app::{AppError, AuditReport, Format};
use provost_core::connections::ProfileId;
use serde::{Deserialize, Serialize};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use uuid::Uuid;

use crate::commands::connections::open;
use crate::failure::Failure;
use crate::state::AppState;

/// An audit as the window shows it.
#[derive(Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuditView {
    audit_id: String,
    profile_name: String,
    environment: Option<provost_core::connections::Environment>,
    audit: provost_core::audit::Audit,
    charts: provost_app::charts::AuditCharts,
}

/// Where an export goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Place {
    /// The reports folder.
    ReportsFolder,
    /// Where the person says, in the dialog of the system.
    Choose,
}

/// Audits the database of a connection.
#[tauri::command]
#[specta::specta]
pub(crate) async fn run_audit(
    id: ProfileId,
    operation: String,
    progress: Channel<AuditProgress>,
    state: State<'_, AppState>,
) -> Result<AuditView, Failure> {
    let opened = open(&state, id).await?;
    let stop = state.begin(&operation, &[&opened.database])?;
    // A window that went away hears nothing; the audit itself does not mind.
    let run = provost_app::audit::run(&opened, move |step| drop(progress.send(step)));
    let ran = tokio::select! {
        ran = run => ran,
        () = stop.notified() => Err(AppError::Cancelled),
    };
    state.end(&operation);
    let report = ran?;
    let audit_id = state.keep_audit(id, report.clone());
    view(audit_id, report).map_err(Failure::from)
}

/// The latest audit of a connection in this run of the program.
#[tauri::command]
#[specta::specta]
pub(crate) fn latest_audit(
    id: ProfileId,
    state: State<'_, AppState>,
) -> Result<Option<AuditView>, Failure> {
    let latest = state
        .latest_audit(id)
        .map(|(audit_id, report)| view(audit_id, report));
    latest.transpose().map_err(Failure::from)
}

/// Writes an audit to a file; nothing when the person closed the dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_audit(
    audit_id: Uuid,
    format: Format,
    place: Place,
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<Option<Exported>, Failure> {
    let report = state.audit(audit_id)?;
    let path = reports::path_in(&state.environment().reports_folder, &report, format)?;
    let Some(path) = chosen(place, path, app).await? else {
        return Ok(None);
    };
    let exported = reports::write(report, format, &path).await?;
    state.remember_exported(&path);
    Ok(Some(exported))
}

fn view(audit_id: Uuid, report: AuditReport) -> Result<AuditView, AppError> {
    Ok(AuditView {
        audit_id: audit_id.to_string(),
        charts: provost_app::charts::of(&report.audit)?,
        profile_name: report.profile_name,
        environment: report.environment,
        audit: report.audit.shown(),
    })
}

/// The path as it is, or as the person gives it in the system's own dialog: the window never names one.
pub(crate) async fn chosen(
    place: Place,
    path: PathBuf,
    app: AppHandle,
) -> Result<Option<PathBuf>, AppError> {
    if place == Place::ReportsFolder {
        return Ok(Some(path));
    }
    let mut dialog = app.dialog().file().set_title("Save report");
    if let (Some(folder), Some(name)) = (path.parent(), path.file_name()) {
        dialog = dialog
            .set_directory(folder)
            .set_file_name(name.to_string_lossy());
    }
    let answer = tauri::async_runtime::spawn_blocking(move || dialog.blocking_save_file());
    let answer = answer
        .await
        .map_err(|_| AppError::Internal("The dialog could not be opened.".to_owned()))?;
    answer
        .map(|file| {
            file.into_path()
                .map_err(|_| AppError::BadInput("Choose a folder on this machine.".to_owned()))
        })
        .transpose()
}
