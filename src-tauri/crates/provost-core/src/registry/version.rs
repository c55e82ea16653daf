//! A version of a model, as the registry keeps it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::facts::ModelFact;
use super::people::Person;
use super::stage::Stage;
use crate::audit::Severity;

/// The risk classes of the AI Act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum RiskClass {
    /// Forbidden practices.
    Unacceptable,
    /// High-risk systems.
    High,
    /// Duties of transparency.
    Limited,
    /// No duties beyond the usual.
    Minimal,
}

impl RiskClass {
    /// All, the most serious first.
    pub const ALL: [Self; 4] = [Self::Unacceptable, Self::High, Self::Limited, Self::Minimal];

    /// The word that the database keeps.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unacceptable => "unacceptable",
            Self::High => "high",
            Self::Limited => "limited",
            Self::Minimal => "minimal",
        }
    }

    /// The class of a word; none when there is no such class.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == word)
    }
}

/// The kinds of model that `ai_models` knows.
pub const MODEL_TYPES: [&str; 15] = [
    "llm",
    "embedding",
    "classification",
    "regression",
    "clustering",
    "ranking",
    "recommendation",
    "forecasting",
    "anomaly_detection",
    "vision",
    "speech",
    "image_generation",
    "multimodal",
    "reinforcement_learning",
    "other",
];

/// A line of the list: a version with what tells how it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VersionLine {
    /// Its identity.
    pub id: Uuid,
    /// What the model is called.
    pub name: String,
    /// Which version.
    pub version: String,
    /// What kind of model, one of [`MODEL_TYPES`].
    pub model_type: String,
    /// Who provides it.
    pub provider: String,
    /// Where it stands.
    pub stage: Stage,
    /// Who answers for it.
    pub owner: Option<Person>,
    /// Its risk class, once somebody determined it.
    pub risk_class: Option<RiskClass>,
    /// Its aliases, in order; none when they cannot be read.
    pub aliases: Option<Vec<String>>,
    /// How many deployments are active; none when they cannot be read.
    pub active_deployments: Option<u32>,
    /// How many deployments are in error; none when they cannot be read.
    pub deployments_in_error: Option<u32>,
    /// The worst open drift; none when there is none, or it cannot be read (see [`super::ModelList::hindrances`]).
    pub open_drift: Option<Severity>,
    /// The stage that somebody asked for and nobody decided on.
    pub waiting: Option<Stage>,
    /// When one of its deployments was last used.
    pub last_used_at: Option<DateTime<Utc>>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// The tenant; none when the role may not read its name.
    pub tenant: Option<String>,
    /// Whether it is synthetic sample data.
    pub sample: bool,
}

/// A version in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ModelVersion {
    /// Its identity.
    pub id: Uuid,
    /// To whom it belongs.
    pub tenant_id: Uuid,
    /// What that tenant is called; none when the role may not read it.
    pub tenant: Option<String>,
    /// Whether it is synthetic sample data.
    pub sample: bool,
    /// What the model is called.
    pub name: String,
    /// Which version.
    pub version: String,
    /// What it does.
    pub description: Option<String>,
    /// What kind of model, one of [`MODEL_TYPES`].
    pub model_type: String,
    /// Who provides it.
    pub provider: String,
    /// What the provider calls it.
    pub provider_model_id: String,
    /// Who answers for it.
    pub owner: Option<Person>,
    /// Its risk class, once somebody determined it.
    pub risk_class: Option<RiskClass>,
    /// What it is meant for.
    pub intended_use: Option<String>,
    /// What it cannot do.
    pub limitations: Option<String>,
    /// Under which licence.
    pub licence: Option<String>,
    /// What it can do, flattened.
    pub capabilities: Vec<ModelFact>,
    /// The results of its evaluation, flattened.
    pub evaluation: Vec<ModelFact>,
    /// Its tags, flattened.
    pub tags: Vec<ModelFact>,
    /// The hash of its training data.
    pub training_data_hash: Option<String>,
    /// Where it stands.
    pub stage: Stage,
    /// Its aliases, in order; none when they cannot be read.
    pub aliases: Option<Vec<String>>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed. An edit names it, and is refused when somebody else was faster.
    pub updated_at: DateTime<Utc>,
}
