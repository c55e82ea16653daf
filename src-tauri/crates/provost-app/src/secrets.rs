//! The secret store, from async code: each call waits on a thread that may wait.

use provost_core::connections::{KeyringState, ProfileId, Secret};
use provost_secrets::SecretStore;

use crate::error::AppError;

/// What a connection's password is when it is used.
pub(crate) async fn get(store: &SecretStore, id: ProfileId) -> Result<Option<Secret>, AppError> {
    let store = store.clone();
    Ok(blocking(move || store.get(id)).await??)
}

pub(crate) async fn set(
    store: &SecretStore,
    id: ProfileId,
    secret: Secret,
) -> Result<(), provost_secrets::Error> {
    let store = store.clone();
    blocking(move || store.set(id, &secret))
        .await
        .unwrap_or_else(|error| Err(lost(&error)))
}

pub(crate) async fn delete(
    store: &SecretStore,
    id: ProfileId,
) -> Result<(), provost_secrets::Error> {
    let store = store.clone();
    blocking(move || store.delete(id))
        .await
        .unwrap_or_else(|error| Err(lost(&error)))
}

pub(crate) async fn state(store: &SecretStore) -> KeyringState {
    let store = store.clone();
    blocking(move || store.state())
        .await
        .unwrap_or_else(|error| KeyringState::Absent {
            reason: error.to_string(),
        })
}

fn lost(error: &AppError) -> provost_secrets::Error {
    provost_secrets::Error::Failed {
        detail: error.to_string(),
    }
}

/// Runs what may wait for a disk, a lock or a person where it holds nobody up.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| AppError::Internal("A task ended in the middle of its work.".into()))
}
