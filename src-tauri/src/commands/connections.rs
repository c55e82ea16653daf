//! The list of connections and what is done with one.

use provost_app::{AppError, Opened, WORKSPACE};
use provost_core::connections::{
    ConnectionDraft, ConnectionList, ConnectionReport, Profile, ProfileId, SavedConnection,
    SecretChange,
};
use tauri::State;

use crate::failure::Failure;
use crate::state::AppState;

/// All connections, the local workspace first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_connections(
    state: State<'_, AppState>,
) -> Result<ConnectionList, Failure> {
    let workspace = state.workspace_profile();
    Ok(state.connections().list(&[workspace]).await?)
}

/// Saves a connection, a new one or a changed one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_connection(
    profile: Profile,
    secret: SecretChange,
    state: State<'_, AppState>,
) -> Result<SavedConnection, Failure> {
    Ok(state.connections().save(profile, secret).await?)
}

/// Deletes a connection and its password; what else the person must know.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_connection(
    id: ProfileId,
    state: State<'_, AppState>,
) -> Result<Option<String>, Failure> {
    Ok(state.connections().delete(id).await?)
}

/// Tries a connection that need not be saved yet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn test_connection(
    profile: Profile,
    secret: SecretChange,
    state: State<'_, AppState>,
) -> Result<ConnectionReport, Failure> {
    if profile.id == WORKSPACE {
        return Ok(open(&state, WORKSPACE).await?.probe().await?);
    }
    Ok(state.connections().test(profile, secret).await?)
}

/// Reads a `postgres://` URL. Its password stays here, under the draft's id.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_connection_url(
    url: String,
    state: State<'_, AppState>,
) -> Result<ConnectionDraft, Failure> {
    Ok(state.connections().draft_from_url(&url).await?)
}

/// The connections that `pg_service.conf` describes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_services(
    state: State<'_, AppState>,
) -> Result<Vec<ConnectionDraft>, Failure> {
    Ok(state.connections().drafts_from_services().await?)
}

/// The database of a connection, the local workspace among them.
pub(crate) async fn open(state: &AppState, id: ProfileId) -> Result<Opened, AppError> {
    if id == WORKSPACE {
        return state
            .connections()
            .open_profile(state.workspace().await?.profile().clone(), None);
    }
    state.connections().open(id).await
}
