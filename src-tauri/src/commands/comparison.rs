//! What a database should be against what it is, and taking that away.

use std::sync::Arc;

use provost_app::reports::{self, Exported};
use provost_app::schema::{
    self, Compared, ComparisonFormat, Definitions, ExpectedChoice, ExpectedSource, SchemaProgress,
    Sources,
};
use provost_app::{AppError, ConsistencyFormat, Opened};
use provost_core::connections::{Environment, ProfileId};
use provost_core::schema::ComparisonReport;
use provost_core::schema::comparison::{ObjectId, Options, TablesPresent, tables_present};
use serde::{Deserialize, Serialize};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};
use uuid::Uuid;

use crate::commands::audit::{Place, chosen};
use crate::commands::schema::open_to_govern;
use crate::commands::sources::{not_kept, require_chosen};
use crate::failure::Failure;
use crate::kept_comparison::KeptComparison;
use crate::state::AppState;

/// A comparison as the window shows it.
#[derive(Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ComparisonView {
    comparison_id: String,
    profile_name: String,
    environment: Environment,
    report: ComparisonReport,
    /// Which of the expected tables are there, by schema and area.
    tables: Vec<TablesPresent>,
    /// What else the person must know: why the choice was not kept.
    notice: Option<String>,
}

/// What the report of an export is made of beside the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ReportSources {
    migrations: Option<String>,
    configurations: Vec<String>,
}

/// Compares the database of a connection with what it should be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare_schema(
    id: ProfileId,
    expected: ExpectedChoice,
    options: Options,
    operation: String,
    progress: Channel<SchemaProgress>,
    state: State<'_, AppState>,
) -> Result<ComparisonView, Failure> {
    let source = source(&state, &expected).await?;
    let opened = open_to_govern(&state, id).await?;
    let mut databases = vec![&opened.database];
    if let ExpectedSource::Database(other) = &source {
        databases.push(&other.database);
    }
    let stop = state.begin(&operation, &databases)?;
    let told = move |step| drop(progress.send(step));
    let run = schema::compared(&opened, source.clone(), options, state.environment(), told);
    let ran = tokio::select! {
        ran = Box::pin(run) => ran,
        () = stop.notified() => Err(AppError::Cancelled),
    };
    state.end(&operation);
    let comparison = Arc::new(KeptComparison {
        id: Uuid::new_v4(),
        connection: id,
        environment: opened.profile.environment,
        compared: Arc::new(ran?),
    });
    state.keep_comparison(&comparison);
    let kept = state
        .sources()
        .change(id, |saved| saved.expected = Some(expected));
    Ok(view(&comparison, not_kept(kept)))
}

/// The latest comparison of a connection in this run of the program.
#[tauri::command]
#[specta::specta]
pub(crate) fn latest_comparison(
    id: ProfileId,
    state: State<'_, AppState>,
) -> Option<ComparisonView> {
    let latest = state.latest_comparison(id)?;
    Some(view(&latest, None))
}

/// How one object is made, as it should be and as it is.
#[tauri::command]
#[specta::specta]
pub(crate) fn read_definitions(
    comparison_id: Uuid,
    object: ObjectId,
    state: State<'_, AppState>,
) -> Result<Definitions, Failure> {
    let comparison = state.comparison(comparison_id)?;
    Ok(comparison.compared.definitions(&object))
}

/// Writes a comparison to a file; nothing when the person closed the dialog.
#[tauri::command]
#[specta::specta]
#[expect(
    clippy::too_many_arguments,
    reason = "the window names each; a struct would only move them"
)]
pub(crate) async fn export_comparison(
    comparison_id: Uuid,
    format: ComparisonFormat,
    sources: ReportSources,
    place: Place,
    operation: String,
    progress: Channel<SchemaProgress>,
    app: AppHandle,
    state: State<'_, AppState>,
) -> Result<Option<Exported>, Failure> {
    let comparison = state.comparison(comparison_id)?;
    let compared = &comparison.compared;
    let path = compared.path_in(&state.environment().reports_folder, format)?;
    let Some(path) = chosen(place, path, app).await? else {
        return Ok(None);
    };
    let told = move |step| drop(progress.send(step));
    let of_report = |form| report(&state, &comparison, &sources, form, &operation, &told);
    let bytes = match format {
        ComparisonFormat::Sql => schema::script_sql(&compared.report).into_bytes(),
        ComparisonFormat::Json => schema::comparison_json(&compared.report)?.into_bytes(),
        ComparisonFormat::Html => of_report(ConsistencyFormat::Html).await?,
        ComparisonFormat::Pdf => of_report(ConsistencyFormat::Pdf).await?,
    };
    let exported = reports::write_bytes(bytes, &path).await?;
    state.remember_exported(&path);
    Ok(Some(exported))
}

/// Makes the consistency report of a comparison.
async fn report(
    state: &AppState,
    comparison: &KeptComparison,
    sources: &ReportSources,
    form: ConsistencyFormat,
    operation: &str,
    told: &(dyn Fn(SchemaProgress) + Send + Sync),
) -> Result<Vec<u8>, AppError> {
    let read = permitted(state, sources)?;
    let opened = open_to_govern(state, comparison.connection).await?;
    let stop = state.begin(operation, &[&opened.database])?;
    let work = async {
        let report = schema::consistency(&opened, &comparison.compared, &read, told).await?;
        told(writing());
        schema::render(report, form).await
    };
    let made = tokio::select! {
        made = Box::pin(work) => made,
        () = stop.notified() => Err(AppError::Cancelled),
    };
    state.end(operation);
    let kept = state.sources().change(comparison.connection, |saved| {
        saved.migrations.clone_from(&sources.migrations);
        saved.configurations.clone_from(&sources.configurations);
    });
    if let Some(notice) = not_kept(kept) {
        tracing::warn!("{notice}");
    }
    made
}

fn writing() -> SchemaProgress {
    SchemaProgress {
        step: "Writing the file".to_owned(),
        done: 0,
        total: 1,
    }
}

/// What a report is to be made of, when a person chose all of it.
fn permitted(state: &AppState, sources: &ReportSources) -> Result<Sources, AppError> {
    let allowed = |path: &String| require_chosen(state, path);
    let files = sources.configurations.iter().map(allowed);
    Ok(Sources {
        migrations: sources.migrations.as_ref().map(allowed).transpose()?,
        configurations: files.collect::<Result<_, _>>()?,
    })
}

async fn source(state: &AppState, expected: &ExpectedChoice) -> Result<ExpectedSource, AppError> {
    Ok(match expected {
        ExpectedChoice::Sql { path } => ExpectedSource::Sql(require_chosen(state, path)?),
        ExpectedChoice::Catalog { path } => ExpectedSource::Catalog(require_chosen(state, path)?),
        ExpectedChoice::Connection { id } => {
            let other: Opened = open_to_govern(state, *id).await?;
            ExpectedSource::Database(Box::new(other))
        }
        ExpectedChoice::Packs => ExpectedSource::Packs,
    })
}

fn view(comparison: &KeptComparison, notice: Option<String>) -> ComparisonView {
    let Compared {
        report,
        expected,
        actual,
        ..
    } = comparison.compared.as_ref();
    ComparisonView {
        comparison_id: comparison.id.to_string(),
        profile_name: report.name.clone(),
        environment: comparison.environment,
        report: report.clone(),
        tables: tables_present(expected, actual, &report.comparison),
        notice,
    }
}
