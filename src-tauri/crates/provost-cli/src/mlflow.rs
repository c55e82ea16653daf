//! `provost registry import mlflow`.

use provost_app::environment::Environment;
use provost_app::registry::mlflow::{self, MlflowAsked};
use provost_app::{AppError, Connections, Opened};
use provost_core::registry::mlflow::MlflowImport;

use crate::arguments::{ActingArguments, ImportCommand, ListFormat, MlflowArguments};
use crate::mlflow_text::import_text;
use crate::output::{Ending, say, say_bytes, say_step, width};
use crate::registry::acting;
use crate::source;

/// Imports and tells what came.
pub(crate) async fn run(
    command: ImportCommand,
    environment: &Environment,
) -> Result<Ending, AppError> {
    let ImportCommand::Mlflow(arguments) = command;
    let from = backend(&arguments, environment).await?;
    let ActingArguments {
        source: place,
        person,
        format,
    } = &arguments.acting;
    let open = source::open_to_govern(place, environment).await?;
    let outcome = match acting(&open, person.as_deref(), place, environment).await {
        Ok(to) => {
            let asked = asked(&arguments);
            mlflow::import(&from, &to, &asked, |step| say_step(&step)).await
        }
        Err(error) => Err(error),
    };
    open.close().await;
    let import = outcome?;
    match format {
        ListFormat::Text => say(&import_text(&import, width()))?,
        ListFormat::Json => say_bytes(json(&import)?.as_bytes())?,
    }
    Ok(Ending::Done)
}

async fn backend(
    arguments: &MlflowArguments,
    environment: &Environment,
) -> Result<Opened, AppError> {
    let connections = Connections::new(environment);
    match (&arguments.from_profile, &arguments.from_url) {
        (Some(name), _) => connections.open_named(name, None).await,
        (None, Some(url)) => connections.open_url(url, None),
        (None, None) => Err(AppError::BadInput(
            "Name MLflow's backend with --from-profile or --from-url.".to_owned(),
        )),
    }
}

fn asked(arguments: &MlflowArguments) -> MlflowAsked {
    MlflowAsked {
        schema: arguments.from_schema.clone(),
        workspace: arguments.workspace.clone(),
        model_type: arguments.model_type.clone(),
        tenant: arguments.tenant,
    }
}

fn json(import: &MlflowImport) -> Result<String, AppError> {
    let text = serde_json::to_string_pretty(import).map_err(|error| {
        AppError::Internal(format!("The answer could not be written as JSON: {error}."))
    })?;
    Ok(text + "\n")
}
