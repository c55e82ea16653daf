//! `provost registry`: where a version runs, and what it was made from.

use provost_app::AppError;
use provost_app::registry::Acting;
use provost_core::registry::{
    DataPurpose, DatasetUse, DatasetUseDraft, DeploymentStatus, EnteredDeployment, ModelPage,
};
use uuid::Uuid;

use crate::arguments::{
    DatasetCommand, DeployArguments, DeploymentCommand, ListFormat, UseArguments,
};
use crate::output::width;
use crate::registry::{page, version, written};
use crate::registry_belongings_text::datasets_text;

/// Deploys a version.
pub(crate) async fn deploy(
    arguments: &DeployArguments,
    format: ListFormat,
    acting: &Acting,
) -> Result<String, AppError> {
    let id = version(acting, &arguments.version).await?;
    let fields = &arguments.fields;
    let agent = fields.agent.as_deref();
    let deployed = acting.deploy_entered(id, fields.entered(), agent).await?;
    page(format, &deployed)
}

/// Changes or ends a deployment.
pub(crate) async fn change(
    command: &DeploymentCommand,
    format: ListFormat,
    acting: &Acting,
) -> Result<String, AppError> {
    let (deployment, entered, agent) = match command {
        DeploymentCommand::Change {
            deployment,
            fields,
            no_agent,
            ..
        } => {
            let mut entered = fields.entered();
            entered.without_agent = *no_agent;
            (*deployment, entered, fields.agent.as_deref())
        }
        DeploymentCommand::End { deployment, .. } => {
            let entered = EnteredDeployment {
                status: Some(DeploymentStatus::Inactive),
                ..EnteredDeployment::default()
            };
            (*deployment, entered, None)
        }
    };
    let changed = acting.change_entered_deployment(deployment, entered, agent);
    page(format, &changed.await?)
}

/// Lists, enters and takes back uses of datasets.
pub(crate) async fn datasets(
    command: &DatasetCommand,
    format: ListFormat,
    acting: &Acting,
) -> Result<String, AppError> {
    match command {
        DatasetCommand::List {
            version: named,
            words,
            ..
        } => {
            let id = version(acting, named).await?;
            let found = acting.find_datasets(id, &words.join(" ")).await?;
            written(format, &found, |found| datasets_text(found, width()))
        }
        DatasetCommand::Add {
            used,
            purpose,
            run,
            rows,
            used_at,
            ..
        } => {
            let id = version(acting, &used.version).await?;
            let run = match run {
                Some(named) => Some(run_named(&acting.show(id).await?, named)?),
                None => None,
            };
            let draft = DatasetUseDraft {
                dataset_version: acting.dataset_named(id, &used.dataset).await?,
                used_for: (*purpose).into(),
                split: used.split.clone(),
                run,
                rows: *rows,
                used_at: *used_at,
            };
            page(format, &acting.add_dataset_use(id, draft).await?)
        }
        DatasetCommand::Remove { used, purpose, .. } => {
            let id = version(acting, &used.version).await?;
            let shown = acting.show(id).await?;
            let use_id = only_use(&shown, used, purpose.map(DataPurpose::from))?;
            page(format, &acting.remove_dataset_use(use_id).await?)
        }
    }
}

/// The run of a version that has a name or an id.
fn run_named(page: &ModelPage, named: &str) -> Result<Uuid, AppError> {
    let runs = page.runs.iter();
    let mut found = runs.filter(|run| run.name == named || run.id.to_string() == named);
    match (found.next(), found.next()) {
        (Some(run), None) => Ok(run.id),
        (None, _) => Err(AppError::NotFound(format!(
            "The version has no run \"{named}\". `provost registry show` tells its runs."
        ))),
        _ => Err(AppError::BadInput(format!(
            "More than one run is called \"{named}\". Name the id."
        ))),
    }
}

/// The one use of a dataset that is meant.
fn only_use(
    page: &ModelPage,
    used: &UseArguments,
    purpose: Option<DataPurpose>,
) -> Result<Uuid, AppError> {
    let meant = |one: &&DatasetUse| {
        let called = format!("{}@{}", one.dataset, one.version) == used.dataset;
        (called || one.version_id.to_string() == used.dataset)
            && purpose.is_none_or(|purpose| one.used_for == purpose.as_str())
            && (used.split.is_none() || one.split == used.split)
    };
    let mut found = page.datasets.iter().filter(meant);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.id),
        (None, _) => Err(AppError::NotFound(format!(
            "It is not on record that \"{}\" was used so. `provost registry show` tells what was used.",
            used.dataset
        ))),
        _ => Err(AppError::BadInput(format!(
            "\"{}\" was used more than once. Name the purpose or the part.",
            used.dataset
        ))),
    }
}
