//! The governance schema of a connection.

use provost_app::schema::{self, Change, SchemaProgress};
use provost_app::{AppError, Opened, WORKSPACE};
use provost_core::connections::ProfileId;
use provost_core::schema::{Adopt, Applied, Direction, Pack, Plan, SchemaStatus};
use tauri::State;
use tauri::ipc::Channel;

use crate::commands::connections::open;
use crate::failure::Failure;
use crate::state::AppState;

/// What a database has of the packs, and what stands in the way of changing it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn schema_status(
    id: ProfileId,
    state: State<'_, AppState>,
) -> Result<SchemaStatus, Failure> {
    Ok(schema::status(&open_to_govern(&state, id).await?).await?)
}

/// What a change would do, with its SQL; no packs are all packs. Changes nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_schema(
    id: ProfileId,
    direction: Direction,
    packs: Vec<Pack>,
    adopt: Adopt,
    state: State<'_, AppState>,
) -> Result<Plan, Failure> {
    let opened = open_to_govern(&state, id).await?;
    Ok(schema::plan(&opened, direction, &packs, &adopt).await?)
}

/// Makes a change: all of it or nothing. A production database wants it confirmed.
#[tauri::command]
#[specta::specta]
#[expect(
    clippy::too_many_arguments,
    reason = "the window names each; a struct would only move them"
)]
pub(crate) async fn change_schema(
    id: ProfileId,
    direction: Direction,
    packs: Vec<Pack>,
    adopt: Adopt,
    drop_rows: bool,
    confirmed: bool,
    operation: String,
    progress: Channel<SchemaProgress>,
    state: State<'_, AppState>,
) -> Result<Applied, Failure> {
    let change = Change {
        direction,
        packs,
        adopt,
        drop_rows,
        confirmed,
    };
    let opened = open_to_govern(&state, id).await?;
    let stop = state.begin(&operation, &[&opened.database])?;
    let run = schema::change(&opened, &change, move |step| drop(progress.send(step)));
    let ran = tokio::select! {
        ran = run => ran,
        () = stop.notified() => Err(AppError::Cancelled),
    };
    state.end(&operation);
    Ok(ran?)
}

/// The database of a connection for work with the governance tables: the local workspace as the superuser of its private
/// server, since the role of its audits only looks.
pub(crate) async fn open_to_govern(state: &AppState, id: ProfileId) -> Result<Opened, AppError> {
    if id == WORKSPACE {
        let profile = state.workspace().await?.administrator();
        return state.connections().open_profile(profile, None);
    }
    open(state, id).await
}
