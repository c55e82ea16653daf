//! Imports the models of an MLflow backend: read on one connection, written on another in one transaction.
//!
//! The backend is only read, in one transaction of one moment. What is written has identities that follow from what it is, so
//! that a second import adds nothing twice; runs and measured values go by in batches and never lie in memory together.

mod reading;
mod statements;
mod writing;

use provost_core::connections::Profile;
use provost_core::registry::mlflow::{
    Backend, Identities, Importing, Kind, MlflowImport, VersionRow, version,
};
use uuid::Uuid;

use crate::{Database, Error};
use reading::{Reading, Workspace};
use writing::Writing;

/// Why an import did not happen.
#[derive(Debug, thiserror::Error)]
pub enum MlflowError {
    /// A database did not do what it was asked.
    #[error(transparent)]
    Database(#[from] Error),
    /// What was asked for cannot be: the backend is none or not known, or nobody says whose the models are to be. A sentence.
    #[error("{0}")]
    Refused(String),
}

/// What somebody asks for.
#[derive(Debug, Clone)]
pub struct MlflowRequest {
    /// The backend as its versions name it: a URL without role and password.
    pub url: String,
    /// The schema of MLflow's tables; the only one that has them when none is named.
    pub schema: Option<String>,
    /// The workspace of MLflow.
    pub workspace: String,
    /// What a model is whose kind MLflow does not say.
    pub model_type: String,
    /// Whose the models are to be; the tenant of the person who acts, or the only one, when none is named.
    pub tenant: Option<Uuid>,
    /// Who acts (`users.id`).
    pub person: Option<Uuid>,
}

/// Imports what is new and what changed. `progress` is told what is being done.
///
/// # Errors
/// [`MlflowError::Refused`] for a backend that is none or of a revision that is not known, and when it is not clear whose the
/// models are to be; what either database says otherwise. Nothing is kept then.
pub async fn import(
    from: &Database,
    to: &Database,
    profile: &Profile,
    request: &MlflowRequest,
    progress: &(dyn Fn(String) + Send + Sync),
) -> Result<MlflowImport, MlflowError> {
    progress("Looking at the backend".to_owned());
    let mut reading = Reading::open(from, request).await?;
    let mut writing = Writing::open(to, profile, request).await?;
    let backend = Backend {
        url: request.url.clone(),
        release: reading.release,
        workspace: request.workspace.clone(),
    };
    let importing = Importing {
        identities: Identities::of(&backend.url, &backend.workspace, writing.tenant),
        backend,
        model_type: request.model_type.clone(),
    };
    let name = writing.tenant_name.clone();
    let mut import = MlflowImport::begun(&importing.backend, writing.tenant, name);
    import.remarks.extend(reading.remarks());
    import.remarks.extend(writing.remarks());
    progress("Reading models and versions".to_owned());
    let workspace = reading.workspace().await?;
    let made = versions(
        &mut reading,
        &mut writing,
        &workspace,
        &importing,
        &mut import,
    )
    .await?;
    writing.aliases(&workspace, &made, &mut import).await?;
    runs(
        &mut reading,
        &mut writing,
        &made,
        &importing,
        &mut import,
        progress,
    )
    .await?;
    reading.finish().await?;
    writing.finish().await?;
    Ok(import)
}

/// How many versions are read with their runs at once.
const VERSIONS: usize = 50;

/// The versions that are here now, each with its run.
async fn versions(
    reading: &mut Reading,
    writing: &mut Writing,
    workspace: &Workspace,
    importing: &Importing,
    import: &mut MlflowImport,
) -> Result<writing::Made, MlflowError> {
    let mut made = writing.made_before(importing).await?;
    for rows in workspace.versions.chunks(VERSIONS) {
        let logged = reading.logged(rows).await?;
        let origin = |row: &VersionRow| {
            let source = row.source.as_deref()?;
            logged.get(source.strip_prefix("models:/").unwrap_or(source))
        };
        // A version may leave it to its logged model to say which run made it.
        let made_by = |row: &VersionRow| {
            let own = row.run.clone().filter(|run| !run.is_empty());
            own.or_else(|| origin(row)?.run.clone())
        };
        let runs = reading.runs_of(rows.iter().filter_map(made_by).collect());
        let runs = runs.await?;
        let mut kept = Vec::new();
        for row in rows {
            let run = made_by(row).and_then(|run| runs.get(&run));
            let (model, aliases) = (workspace.model(&row.name), workspace.aliases_of(row));
            let mapped = version(row, model, origin(row), run, &aliases, importing);
            match mapped {
                Ok(version) => kept.push((version, row, run)),
                Err(reason) => {
                    import.left_out(
                        Kind::Versions,
                        format!("{} {}", row.name, row.version),
                        reason,
                    );
                }
            }
        }
        writing.versions(kept, importing, &mut made, import).await?;
    }
    made.tell_gone(import);
    Ok(made)
}

/// The runs of the workspace with what was measured in them, batch by batch.
async fn runs(
    reading: &mut Reading,
    writing: &mut Writing,
    made: &writing::Made,
    importing: &Importing,
    import: &mut MlflowImport,
    progress: &(dyn Fn(String) + Send + Sync),
) -> Result<(), MlflowError> {
    let mut after = None;
    let mut read = 0;
    loop {
        let rows = reading.runs_after(after.as_deref()).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = Some(last.id.clone());
        read += rows.len();
        progress(format!("{read} runs"));
        let runs = writing.runs(&rows, made, importing, import).await?;
        if !writing.keeps_points() || runs.is_empty() {
            continue;
        }
        let links = reading.dataset_links(&runs).await?;
        reading.declare_metrics(&runs).await?;
        loop {
            let rows = reading.fetch_metrics().await?;
            if rows.is_empty() {
                break;
            }
            writing
                .points(&rows, &runs, &links, importing, import)
                .await?;
        }
        reading.close_metrics().await?;
    }
}
