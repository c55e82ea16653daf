//! The words of `provost registry` for what belongs to a version: where it runs and what it was made from.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand, ValueEnum};
use provost_core::registry::{DataPurpose, DeploymentStatus, EnteredDeployment, SPLITS};
use serde_json::Value;
use uuid::Uuid;

use super::ActingArguments;

/// What is deployed.
#[derive(Args)]
pub(crate) struct DeployArguments {
    /// The version: NAME@VERSION, NAME@ALIAS or the id.
    pub(crate) version: String,
    /// How.
    #[command(flatten)]
    pub(crate) fields: DeploymentFields,
    /// Where, and for whom.
    #[command(flatten)]
    pub(crate) acting: ActingArguments,
}

/// What can be done with a deployment.
#[derive(Subcommand)]
pub(crate) enum DeploymentCommand {
    /// Changes a deployment. What is not named stays.
    Change {
        /// The id of the deployment, as `provost registry show` tells it.
        deployment: Uuid,
        /// How.
        #[command(flatten)]
        fields: Box<DeploymentFields>,
        /// No agent uses it any more.
        #[arg(long, conflicts_with = "agent")]
        no_agent: bool,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
    /// Switches a deployment off: it stays on record, inactive.
    End {
        /// The id of the deployment.
        deployment: Uuid,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
}

/// The fields of a deployment.
#[derive(Args)]
pub(crate) struct DeploymentFields {
    /// The agent that uses it: name or id.
    #[arg(long, value_name = "AGENT")]
    pub(crate) agent: Option<String>,
    /// Whether it runs; a new one does unless something else is said.
    #[arg(long, value_enum, value_name = "STATUS")]
    status: Option<StatusWord>,
    /// What is wrong, with the status error.
    #[arg(long, value_name = "TEXT")]
    error: Option<String>,
    /// Where it runs, such as production: sets the field environment of its configuration.
    #[arg(long, value_name = "TEXT")]
    environment: Option<String>,
    /// Under which alias it answers: sets the field alias of its configuration.
    #[arg(long, value_name = "ALIAS")]
    alias: Option<String>,
    /// Sets a field of its configuration, or takes it away where nothing follows the sign; may be said several times. What is
    /// JSON is kept as such, all else as text. No secrets: everybody of the tenant reads it.
    #[arg(long, value_name = "NAME=VALUE", value_parser = setting)]
    set: Vec<(String, Value)>,
    /// Its whole configuration instead of what stands there: {"site": "oslo"}.
    #[arg(long, value_name = "JSON")]
    configuration: Option<String>,
    /// Since when it is there, such as 2026-11-01T09:00:00Z; a new one is there since now.
    #[arg(long, value_name = "TIME")]
    deployed_at: Option<DateTime<Utc>>,
    /// When it last answered anything.
    #[arg(long, value_name = "TIME")]
    last_used: Option<DateTime<Utc>>,
}

impl DeploymentFields {
    /// What was said, but for the agent.
    pub(crate) fn entered(&self) -> EnteredDeployment {
        let mut settings: BTreeMap<String, Value> = self.set.iter().cloned().collect();
        for (name, text) in [("environment", &self.environment), ("alias", &self.alias)] {
            match text.as_deref().map(str::trim) {
                None => {}
                Some("") => drop(settings.insert(name.to_owned(), Value::Null)),
                Some(text) => drop(settings.insert(name.to_owned(), text.into())),
            }
        }
        EnteredDeployment {
            agent: None,
            without_agent: false,
            status: self.status.map(DeploymentStatus::from),
            error_message: self.error.clone(),
            configuration: self.configuration.clone(),
            settings,
            deployed_at: self.deployed_at,
            last_used_at: self.last_used,
        }
    }
}

/// A field of a configuration with its value; null where there is none.
fn setting(said: &str) -> Result<(String, Value), String> {
    let (name, value) = said
        .split_once('=')
        .ok_or_else(|| format!("\"{said}\" is no NAME=VALUE"))?;
    if name.trim().is_empty() {
        return Err(format!("\"{said}\" names no field"));
    }
    let value = match serde_json::from_str(value) {
        Ok(value) => value,
        Err(_) if value.is_empty() => Value::Null,
        Err(_) => value.into(),
    };
    Ok((name.trim().to_owned(), value))
}

/// What can be done with the data that a version was made from.
#[derive(Subcommand)]
pub(crate) enum DatasetCommand {
    /// Lists the versions of datasets that a version of a model may have been made from.
    List {
        /// The version: NAME@VERSION, NAME@ALIAS or the id.
        version: String,
        /// Only those that have these words in their name or version.
        words: Vec<String>,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
    /// Says that a version was trained, validated or tested on a version of a dataset.
    Add {
        /// What was used.
        #[command(flatten)]
        used: UseArguments,
        /// For what.
        #[arg(long, value_enum, value_name = "PURPOSE")]
        purpose: PurposeWord,
        /// In which of the version's runs: name or id.
        #[arg(long, value_name = "RUN")]
        run: Option<String>,
        /// How many rows.
        #[arg(long, value_name = "COUNT")]
        rows: Option<i64>,
        /// When, such as 2026-11-01T09:00:00Z.
        #[arg(long, value_name = "TIME")]
        used_at: Option<DateTime<Utc>>,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
    /// Takes that back. A version in production keeps something that it was made from.
    Remove {
        /// What was used.
        #[command(flatten)]
        used: UseArguments,
        /// For what; only needed where it was used for several.
        #[arg(long, value_enum, value_name = "PURPOSE")]
        purpose: Option<PurposeWord>,
        /// Where, and for whom.
        #[command(flatten)]
        acting: ActingArguments,
    },
}

/// A version of a model, and one of a dataset.
#[derive(Args)]
pub(crate) struct UseArguments {
    /// The version: NAME@VERSION, NAME@ALIAS or the id.
    pub(crate) version: String,
    /// The version of the dataset: NAME@VERSION or its id.
    pub(crate) dataset: String,
    /// Which part of it; without it all of it.
    #[arg(long, value_name = "PART", value_parser = clap::builder::PossibleValuesParser::new(SPLITS))]
    pub(crate) split: Option<String>,
}

/// The states of a deployment as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatusWord {
    /// It runs.
    Active,
    /// It is switched off.
    Inactive,
    /// It should run and does not.
    Error,
}

impl From<StatusWord> for DeploymentStatus {
    fn from(word: StatusWord) -> Self {
        match word {
            StatusWord::Active => Self::Active,
            StatusWord::Inactive => Self::Inactive,
            StatusWord::Error => Self::Error,
        }
    }
}

/// The purposes of data as words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PurposeWord {
    /// The model learnt from them.
    Training,
    /// A model that had learnt already learnt from them.
    FineTuning,
    /// Its settings were chosen by them.
    Validation,
    /// It was tested on them.
    Testing,
}

impl From<PurposeWord> for DataPurpose {
    fn from(word: PurposeWord) -> Self {
        match word {
            PurposeWord::Training => Self::Training,
            PurposeWord::FineTuning => Self::FineTuning,
            PurposeWord::Validation => Self::Validation,
            PurposeWord::Testing => Self::Testing,
        }
    }
}
