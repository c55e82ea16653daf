//! The migrations of a folder, and where a database stands on them.

use provost_app::AppError;
use provost_app::charts::{self, ThemedChart};
use provost_app::schema::{self, MigrationsRead};
use provost_core::connections::ProfileId;
use provost_core::schema::history::History;
use serde::Serialize;
use tauri::State;

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
    chart: Option<ThemedChart>,
    /// What else the person must know: why the choice was not kept.
    notice: Option<String>,
}

/// Reads the migrations below a folder and, when a connection is named, where its database stands.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_migrations(
    id: Option<ProfileId>,
    path: String,
    operation: String,
    state: State<'_, AppState>,
) -> Result<MigrationsView, Failure> {
    let folder = require_chosen(&state, &path)?;
    let opened = match id {
        Some(id) => Some(open_to_govern(&state, id).await?),
        None => None,
    };
    let databases: Vec<_> = opened.iter().map(|opened| &opened.database).collect();
    let stop = state.begin(&operation, &databases)?;
    let ran = tokio::select! {
        ran = schema::migrations(&folder, opened.as_ref()) => ran,
        () = stop.notified() => Err(AppError::Cancelled),
    };
    state.end(&operation);
    let MigrationsRead { history, hidden } = ran?;
    let kept = id.map_or(Ok(()), |id| {
        state
            .sources()
            .change(id, |saved| saved.migrations = Some(path))
    });
    let drawable = (1..=DRAWN).contains(&history.graph.nodes.len());
    let chart = drawable.then(|| charts::of_history(&history));
    Ok(MigrationsView {
        chart: chart.transpose()?,
        history,
        hidden,
        notice: not_kept(kept),
    })
}
