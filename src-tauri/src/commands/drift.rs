//! Drift of a connection's models: comparing, keeping, listing, and saying what was done.

use provost_app::AppError;
use provost_app::drift::{self, MOST_ROWS, Origin, Request};
use provost_app::environment::now;
use provost_app::plots::{DriftShape, Frame, drift_plot_of};
use provost_core::connections::ProfileId;
use provost_core::drift::{
    Answers, Asked, DriftKind, DriftList, DriftReport, DriftRunPage, Method,
};
use serde::Deserialize;
use tauri::State;
use tauri::ipc::Channel;
use uuid::Uuid;

use crate::commands::connections::open;
use crate::commands::plots::{DrawnPlot, drawn};
use crate::commands::registry::acting;
use crate::commands::sources::require_chosen;
use crate::failure::Failure;
use crate::state::AppState;

/// What is to be compared.
#[derive(Debug, Clone, PartialEq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DriftAsked {
    /// Then: a file that was chosen, `query:SQL`, or `table:SCHEMA.NAME@COLUMN=FROM..TO`.
    reference: String,
    /// Now.
    current: String,
    /// Only these columns; all when none is named.
    columns: Vec<String>,
    /// The test for every column that it fits.
    test: Option<Method>,
    /// Where drift begins, for the test that was chosen.
    threshold: Option<f64>,
    /// The columns of a model's answers, where performance and concept drift are looked for too.
    answers: Option<Answers>,
    /// How many rows of each side are compared at most.
    sample: Option<u32>,
    /// The seed of the sample.
    seed: u32,
    /// The version for which it is kept, and what is looked for; nothing is kept without.
    keep: Option<DriftKept>,
}

/// Where a comparison is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DriftKept {
    model: Uuid,
    kind: DriftKind,
}

/// A comparison that was run: kept, or only shown.
#[derive(Debug, serde::Serialize, specta::Type)]
pub(crate) struct DriftRan {
    report: DriftReport,
    /// Where it is kept; none when that was not asked for.
    page: Option<DriftRunPage>,
}

/// The drift that is kept, of one version where one is named. A missing pack or right is told in the list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn list_drift(
    id: ProfileId,
    model: Option<Uuid>,
    open: bool,
    state: State<'_, AppState>,
) -> Result<DriftList, Failure> {
    Ok(drift::list(&acting(&state, id).await?, model, open).await?)
}

/// A kept comparison with its result and what it found.
#[tauri::command]
#[specta::specta]
pub(crate) async fn show_drift(
    id: ProfileId,
    run: Uuid,
    state: State<'_, AppState>,
) -> Result<DriftRunPage, Failure> {
    Ok(drift::show(&acting(&state, id).await?, run).await?)
}

/// Both sides of a column of a kept comparison, as histograms or cumulative.
#[tauri::command]
#[specta::specta]
pub(crate) async fn drift_plot(
    id: ProfileId,
    run: Uuid,
    column: String,
    shape: DriftShape,
    frame: Frame,
    state: State<'_, AppState>,
) -> Result<DrawnPlot, Failure> {
    let page = drift::show(&acting(&state, id).await?, run).await?;
    let columns = page.report.iter().flat_map(|report| &report.columns);
    let found = columns.into_iter().find(|one| one.name == column);
    let source = found.and_then(|one| drift_plot_of(one, shape));
    let source = source.ok_or_else(|| {
        AppError::NotFound(
            "The comparison has nothing of this column that can be drawn so.".to_owned(),
        )
    })?;
    drawn(&state, source, frame).await
}

/// Says what was done about drift, all of it or nothing; the drift that is kept after it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn resolve_drift(
    id: ProfileId,
    drift_ids: Vec<Uuid>,
    action: String,
    state: State<'_, AppState>,
) -> Result<DriftList, Failure> {
    let acting = acting(&state, id).await?;
    drift::resolve(&acting, &drift_ids, &action).await?;
    Ok(drift::list(&acting, None, false).await?)
}

/// Compares two sources with the rights of the connection, and keeps the comparison where that is asked for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn run_drift(
    id: ProfileId,
    asked: DriftAsked,
    operation: String,
    progress: Channel<String>,
    state: State<'_, AppState>,
) -> Result<DriftRan, Failure> {
    let request = request(&state, &asked)?;
    let opened = open(&state, id).await?;
    let started_at = now();
    let stop = state.begin(&operation, &[&opened.database])?;
    let told = move |step: String| drop(progress.send(step));
    let ran = tokio::select! {
        ran = Box::pin(drift::compare(&request, Some(&opened), told)) => ran,
        () = stop.notified() => Err(AppError::Cancelled),
    };
    state.end(&operation);
    let report = ran?;
    let page = match asked.keep {
        Some(DriftKept { model, kind }) => {
            let acting = acting(&state, id).await?;
            Some(drift::record(&acting, model, kind, report.clone(), started_at).await?)
        }
        None => None,
    };
    Ok(DriftRan { report, page })
}

fn request(state: &AppState, asked: &DriftAsked) -> Result<Request, AppError> {
    let origin = |text: &str| -> Result<Origin, AppError> {
        let origin: Origin = text
            .parse()
            .map_err(|error| AppError::BadInput(format!("{text}: {error}.")))?;
        match origin {
            Origin::File(_) => Ok(Origin::File(require_chosen(state, text)?)),
            other => Ok(other),
        }
    };
    Ok(Request {
        reference: origin(&asked.reference)?,
        current: origin(&asked.current)?,
        columns: asked.columns.clone(),
        asked: Asked {
            method: asked.test,
            threshold: asked
                .threshold
                .filter(|one| asked.test.is_some() && one.is_finite() && *one > 0.0),
            answers: asked.answers.clone(),
            ..Asked::default()
        },
        rows: asked.sample.unwrap_or(MOST_ROWS).max(1),
        seed: asked.seed,
    })
}
