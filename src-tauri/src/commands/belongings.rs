//! What belongs to a version of a model and somebody enters: where it runs, what it was made from, and what to choose from.

use chrono::{DateTime, Utc};
use provost_core::connections::ProfileId;
use provost_core::registry::{
    DatasetUseDraft, DeploymentDraft, FoundAgents, FoundDatasets, FoundVersions, ModelPage,
};
use tauri::State;
use uuid::Uuid;

use crate::commands::registry::acting;
use crate::failure::Failure;
use crate::state::AppState;

/// Deploys a version; its page after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn deploy_version(
    id: ProfileId,
    model_id: Uuid,
    draft: DeploymentDraft,
    state: State<'_, AppState>,
) -> Result<ModelPage, Failure> {
    Ok(acting(&state, id).await?.deploy(model_id, draft).await?)
}

/// Changes a deployment, unless somebody else changed it after `seen_at`; the page of its version after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_deployment(
    id: ProfileId,
    deployment_id: Uuid,
    seen_at: DateTime<Utc>,
    draft: DeploymentDraft,
    state: State<'_, AppState>,
) -> Result<ModelPage, Failure> {
    let acting = acting(&state, id).await?;
    let changed = acting.change_deployment(deployment_id, seen_at, draft);
    Ok(changed.await?)
}

/// Says on which data a version was trained, validated or tested; its page after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_dataset_use(
    id: ProfileId,
    model_id: Uuid,
    draft: DatasetUseDraft,
    state: State<'_, AppState>,
) -> Result<ModelPage, Failure> {
    let acting = acting(&state, id).await?;
    Ok(acting.add_dataset_use(model_id, draft).await?)
}

/// Takes back that data were used; the page of the version after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_dataset_use(
    id: ProfileId,
    use_id: Uuid,
    state: State<'_, AppState>,
) -> Result<ModelPage, Failure> {
    let acting = acting(&state, id).await?;
    Ok(acting.remove_dataset_use(use_id).await?)
}

/// The versions whose name and version hold all words that somebody typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_versions(
    id: ProfileId,
    words: String,
    state: State<'_, AppState>,
) -> Result<FoundVersions, Failure> {
    Ok(acting(&state, id).await?.find_versions(&words).await?)
}

/// The agents of a version's tenant whose name holds all words that somebody typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_agents(
    id: ProfileId,
    model_id: Uuid,
    words: String,
    state: State<'_, AppState>,
) -> Result<FoundAgents, Failure> {
    let acting = acting(&state, id).await?;
    Ok(acting.find_agents(model_id, &words).await?)
}

/// The versions of datasets of a version's tenant whose name and version hold all words that somebody typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_datasets(
    id: ProfileId,
    model_id: Uuid,
    words: String,
    state: State<'_, AppState>,
) -> Result<FoundDatasets, Failure> {
    let acting = acting(&state, id).await?;
    Ok(acting.find_datasets(model_id, &words).await?)
}
