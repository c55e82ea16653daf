//! Everything that is known of one version.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::changes::{ModelEvent, StageRequest};
use super::facts::ModelFact;
use super::people::Person;
use super::refusal::Refusal;
use super::sources::LineageEdge;
use super::stage::Stage;
use super::version::ModelVersion;
use crate::audit::Severity;

/// A version with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ModelPage {
    /// [`super::MODEL_SCHEMA`].
    pub schema: String,
    /// When it was read, by the clock of the server.
    pub taken_at: DateTime<Utc>,
    /// The version.
    pub version: ModelVersion,
    /// The other versions of the model, the newest first; at most 200.
    pub siblings: Vec<Sibling>,
    /// Where it runs, the latest first; at most 200.
    pub deployments: Vec<Deployment>,
    /// The datasets that it was trained, validated or tested on.
    pub datasets: Vec<DatasetUse>,
    /// The runs that made it.
    pub runs: Vec<TrainingRun>,
    /// How many edges of lineage lead to it; none when they cannot be read.
    pub lineage_edges: Option<u32>,
    /// Those edges, the latest first, and after them those that lead to where they come from; at most 200 of each.
    pub lineage: Vec<LineageEdge>,
    /// Drift that nobody resolved, the worst first; at most 200.
    pub open_drift: Vec<DriftLine>,
    /// Requests for its stages, the latest first; at most 200.
    pub requests: Vec<StageRequest>,
    /// What happened to it, the latest first; at most 500.
    pub events: Vec<ModelEvent>,
    /// The other stages, each with why it may not go there now.
    pub ways: Vec<StageWay>,
    /// Why the person who acts may not ask for a stage, set an alias or edit; empty when the person may.
    pub asking: Vec<Refusal>,
    /// Why that person may not enter what it was made from; empty when the person may.
    pub sourcing: Vec<Refusal>,
    /// Whether whoever asks may not decide; none when it cannot be read.
    pub four_eyes: Option<bool>,
    /// What cannot be read, with the reason. Its lists are empty and its numbers are none.
    pub hindrances: Vec<Hindrance>,
}

/// Another version of the same model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Sibling {
    /// Its identity.
    pub id: Uuid,
    /// Which version.
    pub version: String,
    /// Where it stands.
    pub stage: Stage,
    /// Its aliases.
    pub aliases: Vec<String>,
}

/// Whether a deployment runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum DeploymentStatus {
    /// It runs.
    Active,
    /// It is switched off.
    Inactive,
    /// It should run and does not.
    Error,
}

impl DeploymentStatus {
    /// The status of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        match word {
            "active" => Some(Self::Active),
            "inactive" => Some(Self::Inactive),
            "error" => Some(Self::Error),
            _ => None,
        }
    }

    /// The word that the database keeps.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Error => "error",
        }
    }
}

/// Where a version runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Deployment {
    /// Its identity.
    pub id: Uuid,
    /// The agent that uses it, where there is one.
    pub agent_id: Option<Uuid>,
    /// What the agent is called; none when the role may not read it.
    pub agent: Option<String>,
    /// Whether it runs.
    pub status: DeploymentStatus,
    /// What is wrong, in the deployer's words.
    pub error_message: Option<String>,
    /// How it is set up, flattened.
    pub configuration: Vec<ModelFact>,
    /// The same as it is kept, the text of a JSON object, to be changed; none beyond 20,000 bytes.
    pub configuration_text: Option<String>,
    /// What was measured of it, flattened.
    pub measured: Vec<ModelFact>,
    /// Who deployed it.
    pub deployed_by: Option<Person>,
    /// When.
    pub deployed_at: DateTime<Utc>,
    /// When it was last used.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was last changed. A change names it, and is refused when somebody else was faster.
    pub updated_at: DateTime<Utc>,
}

/// A version of a dataset, and what for it was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DatasetUse {
    /// Its identity.
    pub id: Uuid,
    /// The dataset.
    pub dataset_id: Uuid,
    /// The version of it.
    pub version_id: Uuid,
    /// What it is called.
    pub dataset: String,
    /// Which version of it.
    pub version: String,
    /// `training`, `fine_tuning`, `validation` or `testing`.
    pub used_for: String,
    /// Which part of it.
    pub split: Option<String>,
    /// How many rows.
    #[cfg_attr(feature = "bindings", specta(type = Option<f64>))]
    pub rows: Option<i64>,
    /// When.
    pub used_at: Option<DateTime<Utc>>,
}

/// A run that made a version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct TrainingRun {
    /// Its identity.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// `training`, `fine_tuning`, `distillation` or `evaluation`.
    pub kind: String,
    /// `queued`, `running`, `succeeded`, `failed` or `cancelled`.
    pub status: String,
    /// The version that it started from.
    pub base_model: Option<Uuid>,
    /// Its settings, flattened.
    pub parameters: Vec<ModelFact>,
    /// Its results, flattened.
    pub metrics: Vec<ModelFact>,
    /// When it began.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
}

/// Drift of a version that nobody resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DriftLine {
    /// Its identity.
    pub id: Uuid,
    /// The comparison that found it; none where it was found otherwise.
    pub run: Option<Uuid>,
    /// `data`, `concept` or `performance`.
    pub kind: String,
    /// How bad.
    pub severity: Severity,
    /// Of which feature, where it is of one.
    pub feature: Option<String>,
    /// When it was found.
    pub detected_at: DateTime<Utc>,
}

/// Another stage, and why the version may not go there now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct StageWay {
    /// The stage.
    pub to: Stage,
    /// Why not; empty when it may.
    pub refusals: Vec<Refusal>,
}

/// A part that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Hindrance {
    /// Which.
    pub part: ModelPart,
    /// Why: a missing pack or right, a sentence or two.
    pub reason: String,
}

/// The parts that are read beside the version itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ModelPart {
    /// The versions themselves.
    Models,
    /// Where they run.
    Deployments,
    /// Their aliases.
    Aliases,
    /// Requests for their stages.
    Requests,
    /// Whether four eyes are needed.
    Settings,
    /// What happened to them.
    Events,
    /// The datasets that they were made from.
    Datasets,
    /// The runs that made them.
    Runs,
    /// The edges of lineage that lead to them.
    Lineage,
    /// Their drift.
    Drift,
}

impl ModelPart {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 10] = [
        Self::Models,
        Self::Deployments,
        Self::Aliases,
        Self::Requests,
        Self::Settings,
        Self::Events,
        Self::Datasets,
        Self::Runs,
        Self::Lineage,
        Self::Drift,
    ];
}
