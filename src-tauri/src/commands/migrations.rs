//! The migrations of a folder, and where a database stands on them.

use std::path::Path;

use provost_app::charts::{self, ThemedChart};
use provost_app::schema::{self, MigrationsRead};
use provost_app::{AppError, Opened, Picture};
use provost_core::connections::ProfileId;
use provost_core::schema::history::History;
use serde::Serialize;
use tauri::State;
use uuid::Uuid;

use crate::commands::schema::open_to_govern;
use crate::commands::sources::{not_kept, require_chosen};
use crate::failure::Failure;
use crate::state::AppState;

/// The most migrations that are drawn as one picture: of more nobody sees anything, and the window has its own drawing.
const DRAWN: usize = 120;

/// A history as the window shows it.
#[derive(Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MigrationsView {
    history: History,
    /// Whether the database records where it stands and the role may not read it.
    hidden: bool,
    /// The graph; none where there is nothing to draw, or too much for one picture.
    picture: Option<MigrationsPicture>,
    /// What else the person must know: why the choice was not kept.
    notice: Option<String>,
}

/// The graph of a history, and the name by which it can be exported.
#[derive(Debug, Serialize, specta::Type)]
pub(crate) struct MigrationsPicture {
    id: Uuid,
    chart: ThemedChart,
}

/// Reads the migrations below a folder and, when a connection is named, where its database stands. Without a folder only what
/// the database records is read.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_migrations(
    id: Option<ProfileId>,
    path: Option<String>,
    operation: String,
    state: State<'_, AppState>,
) -> Result<MigrationsView, Failure> {
    let chosen = path.as_deref().map(|path| require_chosen(&state, path));
    let folder = chosen.transpose()?;
    let opened = match id {
        Some(id) => Some(open_to_govern(&state, id).await?),
        None => None,
    };
    let databases: Vec<_> = opened.iter().map(|opened| &opened.database).collect();
    let stop = state.begin(&operation, &databases)?;
    let ran = tokio::select! {
        ran = read(folder.as_deref(), opened.as_ref()) => ran,
        () = stop.notified() => Err(AppError::Cancelled),
    };
    state.end(&operation);
    let MigrationsRead { history, hidden } = ran?;
    let kept = match (id, &path) {
        (Some(id), Some(path)) => state
            .sources()
            .change(id, |saved| saved.migrations = Some(path.clone())),
        _ => Ok(()),
    };
    let name = opened.as_ref().map(|opened| opened.profile.name.as_str());
    let picture = match folder {
        Some(_) => drawn(&state, &history, name.unwrap_or_default())?,
        None => None,
    };
    Ok(MigrationsView {
        picture,
        history,
        hidden,
        notice: not_kept(kept),
    })
}

async fn read(folder: Option<&Path>, opened: Option<&Opened>) -> Result<MigrationsRead, AppError> {
    match (folder, opened) {
        (Some(folder), opened) => schema::migrations(folder, opened).await,
        (None, Some(opened)) => schema::recorded_migrations(opened).await,
        (None, None) => Err(AppError::BadInput(
            "Choose a folder of migrations, a connection, or both.".to_owned(),
        )),
    }
}

/// The graph as a picture, where somebody could see something on it.
fn drawn(
    state: &AppState,
    history: &History,
    name: &str,
) -> Result<Option<MigrationsPicture>, AppError> {
    if !(1..=DRAWN).contains(&history.graph.nodes.len()) {
        return Ok(None);
    }
    let chart = charts::of_history(history)?;
    let file = charts::history_file(history)?;
    let id = state.keep_picture(Picture::of("migrations", name, file));
    Ok(Some(MigrationsPicture { id, chart }))
}
