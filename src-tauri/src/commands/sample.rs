//! The sample company in the local workspace.

use provost_app::sample::{self, SampleProgress};
use provost_app::{AppError, Opened};
use provost_core::sample::{SAMPLE_SEED, SampleState};
use tauri::State;
use tauri::ipc::Channel;

use crate::failure::Failure;
use crate::state::AppState;

/// Whether the sample company is there, and how much of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sample_state(state: State<'_, AppState>) -> Result<SampleState, Failure> {
    Ok(sample::state(&workspace(&state).await?).await?)
}

/// Installs all packs in the local workspace and fills them with the sample company.
#[tauri::command]
#[specta::specta]
pub(crate) async fn load_sample(
    operation: String,
    progress: Channel<SampleProgress>,
    state: State<'_, AppState>,
) -> Result<SampleState, Failure> {
    let opened = workspace(&state).await?;
    let told = move |step| drop(progress.send(step));
    run(
        &state,
        &operation,
        &opened,
        sample::load(&opened, SAMPLE_SEED, None, told),
    )
    .await
}

/// Removes the sample company; the packs stay.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_sample(
    operation: String,
    progress: Channel<SampleProgress>,
    state: State<'_, AppState>,
) -> Result<SampleState, Failure> {
    let opened = workspace(&state).await?;
    let told = move |step| drop(progress.send(step));
    run(&state, &operation, &opened, sample::remove(&opened, told)).await
}

async fn run(
    state: &AppState,
    operation: &str,
    opened: &Opened,
    work: impl Future<Output = Result<SampleState, AppError>>,
) -> Result<SampleState, Failure> {
    let stop = state.begin(operation, &[&opened.database])?;
    let ran = tokio::select! {
        ran = work => ran,
        () = stop.notified() => Err(AppError::Cancelled),
    };
    state.end(operation);
    Ok(ran?)
}

/// The local workspace as the superuser of its private server.
async fn workspace(state: &AppState) -> Result<Opened, AppError> {
    let profile = state.workspace().await?.administrator();
    state.connections().open_profile(profile, None)
}
