//! What can be asked for.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::MetricTarget;

/// The metrics of a database and what they were measured of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MetricChoices {
    /// Why nothing can be read: a missing pack or right. All lists are empty then.
    pub hindered: Option<String>,
    /// The clock of the server.
    pub now: DateTime<Utc>,
    /// What was measured.
    pub metrics: Vec<MetricChoice>,
    /// The versions of models.
    pub models: Vec<ModelChoice>,
    /// Whether there are more versions, deployments or agents than these lists hold.
    pub cut: bool,
    /// The deployments.
    pub deployments: Vec<DeploymentChoice>,
    /// The agents.
    pub agents: Vec<AgentChoice>,
    /// What values should be.
    pub targets: Vec<MetricTarget>,
    /// Time zones to offer; every name of the IANA database is allowed.
    pub zones: Vec<String>,
}

/// A metric in one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MetricChoice {
    /// What was measured.
    pub metric: String,
    /// The unit.
    pub unit: Option<String>,
    /// How many values an hour the latest ones of a version come to, of the version that has most; zero where there is one value.
    #[serde(rename = "perHour")]
    #[cfg_attr(feature = "bindings", specta(type = i32))]
    pub per_hour: f64,
    /// When the first was measured.
    pub first: DateTime<Utc>,
    /// When the last was measured.
    pub last: DateTime<Utc>,
}

/// A version of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ModelChoice {
    /// Its identity.
    pub id: Uuid,
    /// The name of the model.
    pub name: String,
    /// Which version.
    pub version: String,
    /// Its stage.
    pub stage: String,
    /// Whose it is, where several organisations are seen.
    pub tenant: Option<String>,
}

/// Where a version runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DeploymentChoice {
    /// Its identity.
    pub id: Uuid,
    /// The version and the agent in words.
    pub label: String,
    /// The version.
    pub model_id: Uuid,
    /// Whether it runs: active, inactive or error.
    pub status: String,
}

/// An agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct AgentChoice {
    /// Its identity.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}
