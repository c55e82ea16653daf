//! The words of `provost registry` for what somebody enters of a version.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use provost_core::registry::{EnteredVersion, MODEL_TYPES};
use serde_json::Value;

use super::{
    ActingArguments, DatasetCommand, DeployArguments, DeploymentCommand, VersionArguments,
};

/// What can be entered.
#[derive(Subcommand)]
pub(crate) enum EntryCommand {
    /// Registers a version in development, of the person who acts unless an owner is named.
    Register(Box<EntryArguments>),
    /// Changes what was entered of a version. What is not named stays; empty text empties a field.
    Change(Box<ChangeArguments>),
    /// Tells everything that happened to a version, the latest first.
    Events(VersionArguments),
    /// Says that a version runs somewhere.
    Deploy(Box<DeployArguments>),
    /// Changes and ends deployments.
    #[command(subcommand)]
    Deployment(DeploymentCommand),
    /// Enters the data that a version was trained, validated or tested on.
    #[command(subcommand)]
    Dataset(DatasetCommand),
}

impl EntryCommand {
    /// Where, and for whom.
    pub(crate) fn acting(&self) -> &ActingArguments {
        match self {
            Self::Register(arguments) => &arguments.acting,
            Self::Change(arguments) => &arguments.entry.acting,
            Self::Events(arguments) => &arguments.acting,
            Self::Deploy(arguments) => &arguments.acting,
            Self::Deployment(
                DeploymentCommand::Change { acting, .. } | DeploymentCommand::End { acting, .. },
            )
            | Self::Dataset(
                DatasetCommand::List { acting, .. }
                | DatasetCommand::Add { acting, .. }
                | DatasetCommand::Remove { acting, .. },
            ) => acting,
        }
    }
}

/// A version and its fields.
#[derive(Args)]
pub(crate) struct EntryArguments {
    /// The version: NAME@VERSION; one that is there already also as NAME@ALIAS or by its id.
    pub(crate) version: String,
    /// A JSON file with fields, named as in `provost.model/1`: {"modelType": "llm", "evaluation": {"accuracy": 0.91}}. What is
    /// said on the command line wins.
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// The fields.
    #[command(flatten)]
    pub(crate) fields: FieldArguments,
    /// Where, and for whom.
    #[command(flatten)]
    pub(crate) acting: ActingArguments,
}

/// A version, what it is called from now on, and its fields.
#[derive(Args)]
pub(crate) struct ChangeArguments {
    /// The version and its fields.
    #[command(flatten)]
    pub(crate) entry: EntryArguments,
    /// What it is called from now on.
    #[arg(long, value_name = "NAME@VERSION")]
    pub(crate) rename: Option<String>,
}

/// The fields of a version.
#[derive(Args)]
pub(crate) struct FieldArguments {
    /// What kind of model.
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(MODEL_TYPES))]
    kind: Option<String>,
    /// Who provides it, such as openai, mlflow or in-house.
    #[arg(long, value_name = "TEXT")]
    provider: Option<String>,
    /// What the provider calls it.
    #[arg(long, value_name = "TEXT")]
    provider_id: Option<String>,
    /// Who answers for it: e-mail address, name or id.
    #[arg(long, value_name = "PERSON")]
    owner: Option<String>,
    /// Its risk class under the AI Act: unacceptable, high, limited or minimal.
    #[arg(long, value_name = "CLASS")]
    risk_class: Option<String>,
    /// Under which licence, an SPDX identifier where there is one.
    #[arg(long, value_name = "TEXT")]
    licence: Option<String>,
    /// What it does.
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// What it is meant for, and by whom.
    #[arg(long, value_name = "TEXT")]
    intended_use: Option<String>,
    /// What it does badly.
    #[arg(long, value_name = "TEXT")]
    limitations: Option<String>,
    /// A hash of the data that it was trained on.
    #[arg(long, value_name = "HASH")]
    training_data_hash: Option<String>,
    /// What it can do, as a JSON object, instead of what stands there.
    #[arg(long, value_name = "JSON")]
    capabilities: Option<String>,
    /// The results of its evaluation, instead of what stands there: {"accuracy": 0.91}.
    #[arg(long, value_name = "JSON")]
    evaluation: Option<String>,
    /// Its tags, instead of what stands there: {"team": "claims"}.
    #[arg(long, value_name = "JSON")]
    tags: Option<String>,
}

impl FieldArguments {
    /// What was said.
    pub(crate) fn entered(&self) -> EnteredVersion {
        EnteredVersion {
            name: None,
            version: None,
            description: self.description.clone(),
            model_type: self.kind.clone(),
            provider: self.provider.clone(),
            provider_model_id: self.provider_id.clone(),
            owner: self.owner.clone(),
            risk_class: self.risk_class.clone(),
            intended_use: self.intended_use.clone(),
            limitations: self.limitations.clone(),
            licence: self.licence.clone(),
            training_data_hash: self.training_data_hash.clone(),
            capabilities: self.capabilities.clone().map(Value::String),
            evaluation: self.evaluation.clone().map(Value::String),
            tags: self.tags.clone().map(Value::String),
        }
    }
}
