//! Metrics over time of a connection.

use std::path::PathBuf;
use std::pin::pin;

use provost_app::charts::{self, ThemedChart};
use provost_app::metrics::{self, ImportRequest, Stop};
use provost_app::plots::{Frame, Source};
use provost_app::{AppError, Opened};
use provost_core::connections::ProfileId;
use provost_core::metrics::{
    CostQuery, CostsAnswer, ImportProgress, MetricChoices, MetricTarget, MetricsAnswer,
    MetricsFormat, MetricsImport, SeriesQuery, TargetDraft,
};
use serde::Serialize;
use tauri::State;
use tauri::ipc::Channel;
use uuid::Uuid;

use crate::commands::plots::{DrawnPlot, drawn};
use crate::commands::registry::acting;
use crate::failure::Failure;
use crate::state::AppState;

/// The most plots of one answer: more than that nobody looks at.
const MOST_PLOTS: usize = 24;

/// The most plots of burnt budgets.
const MOST_BURNT: usize = 8;

/// Values over time, with a plot for each metric in each unit.
#[derive(Debug, Serialize, specta::Type)]
pub(crate) struct MetricsView {
    answer: MetricsAnswer,
    plots: Vec<DrawnPlot>,
    /// A small line for each series of the answer, in their order; of the first ones, where they are many.
    sparklines: Vec<ThemedChart>,
    /// How fast budgets burnt, the one that is used most first.
    burns: Vec<DrawnPlot>,
}

/// Costs, with a plot for each currency.
#[derive(Debug, Serialize, specta::Type)]
pub(crate) struct CostsView {
    answer: CostsAnswer,
    plots: Vec<DrawnPlot>,
}

/// What was measured of what. A missing pack or right is told in the answer, here and below.
#[tauri::command]
#[specta::specta]
pub(crate) async fn metric_choices(
    id: ProfileId,
    state: State<'_, AppState>,
) -> Result<MetricChoices, Failure> {
    Ok(metrics::choices(&acting(&state, id).await?).await?)
}

/// Values over time with what their targets say. A part of the time is the same question with its ends.
#[tauri::command]
#[specta::specta]
pub(crate) async fn metric_series(
    id: ProfileId,
    query: SeriesQuery,
    frame: Frame,
    state: State<'_, AppState>,
) -> Result<MetricsView, Failure> {
    let answer = metrics::series(&acting(&state, id).await?, &query).await?;
    let plots = drawn_all(&state, metrics::series_plots(&answer), frame).await?;
    let budgets = metrics::burn_plots(&answer).into_iter().take(MOST_BURNT);
    let burns = drawn_all(&state, budgets.map(Source::Time).collect(), frame).await?;
    let sparklines = charts::of_series(&answer)?;
    Ok(MetricsView {
        answer,
        plots,
        sparklines,
        burns,
    })
}

/// What was paid each month, with a forecast.
#[tauri::command]
#[specta::specta]
pub(crate) async fn metric_costs(
    id: ProfileId,
    query: CostQuery,
    frame: Frame,
    state: State<'_, AppState>,
) -> Result<CostsView, Failure> {
    let answer = metrics::costs(&acting(&state, id).await?, &query).await?;
    let plots = drawn_all(&state, metrics::cost_plots(&answer), frame).await?;
    Ok(CostsView { answer, plots })
}

async fn drawn_all(
    state: &AppState,
    sources: Vec<Source>,
    frame: Frame,
) -> Result<Vec<DrawnPlot>, Failure> {
    let mut plots = Vec::new();
    for source in sources.into_iter().take(MOST_PLOTS) {
        plots.push(drawn(state, source, frame).await?);
    }
    Ok(plots)
}

/// Imports a file that the person chose in a dialog. Cancelled in time, it leaves nothing; too late, it is done.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_metrics(
    id: ProfileId,
    path: String,
    format: Option<MetricsFormat>,
    all_or_nothing: bool,
    operation: String,
    progress: Channel<ImportProgress>,
    state: State<'_, AppState>,
) -> Result<MetricsImport, Failure> {
    if !state.was_chosen(&path) {
        return Err(AppError::BadInput("Choose the file in the dialog first.".to_owned()).into());
    }
    let acting = acting(&state, id).await?;
    let request = ImportRequest {
        path: PathBuf::from(path),
        format,
        all_or_nothing,
        taken_at: None,
    };
    let Opened { database, .. } = &acting.opened;
    let stopped = state.begin(&operation, &[database])?;
    let told = move |step| drop(progress.send(step));
    let stop = Stop::default();
    let mut importing = pin!(metrics::import_until(&acting, &request, &stop, told));
    let imported = tokio::select! {
        imported = &mut importing => imported,
        // Once rows are being added only the import knows whether they are there.
        () = stopped.notified() => if stop.ask() { importing.await } else { Err(AppError::Cancelled) },
    };
    state.end(&operation);
    Ok(imported?)
}

/// Sets what values should be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_target(
    id: ProfileId,
    target: TargetDraft,
    state: State<'_, AppState>,
) -> Result<MetricTarget, Failure> {
    Ok(metrics::set_target(&acting(&state, id).await?, target).await?)
}

/// Takes a target back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_target(
    id: ProfileId,
    target: Uuid,
    state: State<'_, AppState>,
) -> Result<(), Failure> {
    Ok(metrics::remove_target(&acting(&state, id).await?, target).await?)
}
