//! The words of `provost registry import`.

use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Args, Subcommand};
use provost_core::registry::MODEL_TYPES;
use uuid::Uuid;

use super::ActingArguments;

/// Where models can be imported from.
#[derive(Subcommand)]
pub(crate) enum ImportCommand {
    /// Imports models, versions, aliases, runs and measured values of an MLflow backend in PostgreSQL, which is only read; again
    /// later only what is new and what changed.
    Mlflow(MlflowArguments),
}

/// What `provost registry import mlflow` takes.
#[derive(Args)]
#[command(group = ArgGroup::new("backend").required(true).args(["from_profile", "from_url"]))]
pub(crate) struct MlflowArguments {
    /// Where the models go, and for whom.
    #[command(flatten)]
    pub(crate) acting: ActingArguments,
    /// The saved connection of MLflow's backend.
    #[arg(long, value_name = "NAME")]
    pub(crate) from_profile: Option<String>,
    /// A postgres:// URL of MLflow's backend.
    #[arg(long, value_name = "URL")]
    pub(crate) from_url: Option<String>,
    /// The schema of MLflow's tables; the only one that has them when nothing is said.
    #[arg(long, value_name = "SCHEMA")]
    pub(crate) from_schema: Option<String>,
    /// The workspace of MLflow.
    #[arg(long, value_name = "NAME", default_value = "default")]
    pub(crate) workspace: String,
    /// What a model is whose kind MLflow does not say.
    #[arg(long, value_name = "KIND", default_value = "other", value_parser = PossibleValuesParser::new(MODEL_TYPES))]
    pub(crate) model_type: String,
    /// Whose the models are to be, where that is not clear.
    #[arg(long, value_name = "UUID")]
    pub(crate) tenant: Option<Uuid>,
}
