//! The model registry of a connection.

use chrono::{DateTime, Utc};
use provost_app::AppError;
use provost_app::registry::{Acting, Asked, CardFormat, Decided, PeopleFile, card_text};
use provost_app::reports::{self, Exported, free_path};
use provost_core::connections::ProfileId;
use provost_core::registry::card::ModelCard;
use provost_core::registry::{
    ActingPeople, ModelList, ModelPage, Stage, VersionComparison, VersionDraft,
};
use serde::Serialize;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use uuid::Uuid;

use crate::commands::audit::{Place, chosen};
use crate::commands::schema::open_to_govern;
use crate::failure::Failure;
use crate::state::AppState;

/// The versions of all models that the role may see. A missing pack or right is told in the list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_models(
    id: ProfileId,
    state: State<'_, AppState>,
) -> Result<ModelList, Failure> {
    Ok(acting(&state, id).await?.list().await?)
}

/// Everything that is known of a version, where it may go, and what the person who acts may do.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_model(
    id: ProfileId,
    model_id: Uuid,
    state: State<'_, AppState>,
) -> Result<ModelPage, Failure> {
    Ok(acting(&state, id).await?.show(model_id).await?)
}

/// Two versions, field by field and metric by metric.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare_models(
    id: ProfileId,
    a: Uuid,
    b: Uuid,
    state: State<'_, AppState>,
) -> Result<VersionComparison, Failure> {
    Ok(acting(&state, id).await?.compare(a, b).await?)
}

/// Asks for a stage of a version; the page with the request.
#[tauri::command]
#[specta::specta]
pub(crate) async fn request_stage(
    id: ProfileId,
    model_id: Uuid,
    to: Stage,
    reason: String,
    state: State<'_, AppState>,
) -> Result<ModelPage, Failure> {
    let asked = Asked {
        model: model_id,
        to,
        reason,
    };
    Ok(acting(&state, id).await?.request_stage(&asked).await?)
}

/// Decides on a request; the page after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn decide_stage(
    id: ProfileId,
    request_id: Uuid,
    approve: bool,
    reason: String,
    state: State<'_, AppState>,
) -> Result<ModelPage, Failure> {
    let decided = Decided {
        request: request_id,
        approve,
        reason,
    };
    Ok(acting(&state, id).await?.decide_stage(&decided).await?)
}

/// Takes a request back; the page after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn withdraw_stage(
    id: ProfileId,
    request_id: Uuid,
    state: State<'_, AppState>,
) -> Result<ModelPage, Failure> {
    Ok(acting(&state, id).await?.withdraw_stage(request_id).await?)
}

/// Points an alias to a version, from wherever it pointed; the page after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_alias(
    id: ProfileId,
    model_id: Uuid,
    alias: String,
    state: State<'_, AppState>,
) -> Result<ModelPage, Failure> {
    Ok(acting(&state, id)
        .await?
        .set_alias(model_id, &alias)
        .await?)
}

/// Takes an alias from a version; the page after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_alias(
    id: ProfileId,
    model_id: Uuid,
    alias: String,
    state: State<'_, AppState>,
) -> Result<ModelPage, Failure> {
    let acting = acting(&state, id).await?;
    Ok(acting.remove_alias(model_id, &alias).await?)
}

/// Registers a version in development, of the person who acts unless an owner is named; its page.
#[tauri::command]
#[specta::specta]
pub(crate) async fn register_version(
    id: ProfileId,
    draft: VersionDraft,
    state: State<'_, AppState>,
) -> Result<ModelPage, Failure> {
    Ok(acting(&state, id).await?.register(draft).await?)
}

/// Changes what was entered of a version, unless somebody else changed it after `seen_at`; the page after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_version(
    id: ProfileId,
    model_id: Uuid,
    seen_at: DateTime<Utc>,
    draft: VersionDraft,
    state: State<'_, AppState>,
) -> Result<ModelPage, Failure> {
    let acting = acting(&state, id).await?;
    Ok(acting.change(model_id, seen_at, draft).await?)
}

/// The model card of a version.
#[tauri::command]
#[specta::specta]
pub(crate) async fn model_card(
    id: ProfileId,
    model_id: Uuid,
    state: State<'_, AppState>,
) -> Result<ModelCard, Failure> {
    Ok(acting(&state, id).await?.card(model_id).await?)
}

/// Writes the model card of a version to a file; nothing when the person closed the dialog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_card(
    id: ProfileId,
    model_id: Uuid,
    format: CardFormat,
    place: Place,
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<Option<Exported>, Failure> {
    let file = acting(&state, id)
        .await?
        .card_file(model_id, format)
        .await?;
    let path = free_path(&state.environment().reports_folder, &file.name)?;
    let Some(path) = chosen(place, path, app).await? else {
        return Ok(None);
    };
    let exported = reports::write_bytes(file.bytes, &path).await?;
    state.remember_exported(&path);
    Ok(Some(exported))
}

/// Reads a model card that the person chooses in a dialog of the system; nothing when it was closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_card(
    id: ProfileId,
    model_id: Uuid,
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<Option<CardRead>, Failure> {
    let asked = tauri::async_runtime::spawn_blocking(move || {
        let dialog = app.dialog().file().set_title("Model card");
        let dialog = dialog.add_filter("Model card", &["md", "markdown", "yaml", "yml"]);
        dialog.blocking_pick_file()
    });
    let file = asked
        .await
        .map_err(|_| AppError::Internal("The dialog could not be opened.".to_owned()))?;
    let Some(file) = file else { return Ok(None) };
    let path = file
        .into_path()
        .map_err(|_| AppError::BadInput("Choose a file on this machine.".to_owned()))?;
    let text = card_text(&path)?;
    let (page, notes) = acting(&state, id).await?.read_card(model_id, &text).await?;
    Ok(Some(CardRead { page, notes }))
}

/// A version after a model card was read for it.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub(crate) struct CardRead {
    /// The version.
    pub page: ModelPage,
    /// What the card says otherwise than the registry, which stays: sentences.
    pub notes: Vec<String>,
}

/// For whom the connection acts and could act.
#[tauri::command]
#[specta::specta]
pub(crate) async fn acting_person(
    id: ProfileId,
    state: State<'_, AppState>,
) -> Result<ActingPeople, Failure> {
    Ok(acting(&state, id).await?.people().await?)
}

/// Chooses for whom the connection acts, or that it acts for nobody.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_acting_person(
    id: ProfileId,
    person: Option<Uuid>,
    state: State<'_, AppState>,
) -> Result<ActingPeople, Failure> {
    PeopleFile::new(state.environment()).choose(id, person)?;
    Ok(acting(&state, id).await?.people().await?)
}

/// Switches four eyes on or off in the tenant of the person who acts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_four_eyes(
    id: ProfileId,
    on: bool,
    state: State<'_, AppState>,
) -> Result<ActingPeople, Failure> {
    Ok(acting(&state, id).await?.set_four_eyes(on).await?)
}

/// The database of a connection, with the person who was chosen for it.
pub(crate) async fn acting(state: &AppState, id: ProfileId) -> Result<Acting, AppError> {
    let person = PeopleFile::new(state.environment()).load(id)?;
    let opened = open_to_govern(state, id).await?;
    Ok(Acting { opened, person })
}
