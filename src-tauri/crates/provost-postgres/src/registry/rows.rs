//! Rows of the registry as the server sends them, and the words in them.

use chrono::{DateTime, Utc};
use provost_core::audit::Severity;
use provost_core::registry::{ModelFact, RiskClass, Stage, facts};
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;

use crate::Error;

/// How much JSON of one column is looked at, in bytes.
const MOST_JSON: usize = 1 << 20;

#[derive(FromRow)]
pub(super) struct ModelRow {
    pub(super) id: Uuid,
    pub(super) tenant_id: Uuid,
    pub(super) name: String,
    pub(super) version: String,
    pub(super) description: Option<String>,
    pub(super) model_type: String,
    pub(super) provider: String,
    pub(super) provider_model_id: String,
    pub(super) owner_id: Option<Uuid>,
    pub(super) risk_class: Option<String>,
    pub(super) intended_use: Option<String>,
    pub(super) limitations: Option<String>,
    pub(super) licence: Option<String>,
    pub(super) capabilities: String,
    pub(super) evaluation: String,
    pub(super) tags: String,
    pub(super) training_data_hash: Option<String>,
    pub(super) stage: String,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
    pub(super) taken_at: DateTime<Utc>,
}

#[derive(FromRow)]
pub(super) struct DeploymentRow {
    pub(super) id: Uuid,
    pub(super) agent_id: Option<Uuid>,
    pub(super) status: String,
    pub(super) error_message: Option<String>,
    pub(super) configuration: String,
    pub(super) measured: String,
    pub(super) deployed_by: Option<Uuid>,
    pub(super) deployer_subject_key: Option<Uuid>,
    pub(super) deployed_at: DateTime<Utc>,
    pub(super) last_used_at: Option<DateTime<Utc>>,
    pub(super) updated_at: DateTime<Utc>,
}

#[derive(FromRow)]
pub(super) struct DatasetRow {
    pub(super) id: Uuid,
    pub(super) dataset_id: Uuid,
    pub(super) version_id: Uuid,
    pub(super) dataset: String,
    pub(super) version: String,
    pub(super) used_for: String,
    pub(super) split: Option<String>,
    pub(super) rows: Option<i64>,
    pub(super) used_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
pub(super) struct RunRow {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) status: String,
    pub(super) base_model: Option<Uuid>,
    pub(super) parameters: String,
    pub(super) metrics: String,
    pub(super) started_at: Option<DateTime<Utc>>,
    pub(super) finished_at: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
pub(super) struct DriftRow {
    pub(super) id: Uuid,
    pub(super) run_id: Option<Uuid>,
    pub(super) kind: String,
    pub(super) severity: String,
    pub(super) feature: Option<String>,
    pub(super) detected_at: DateTime<Utc>,
}

#[derive(FromRow)]
pub(super) struct RequestRow {
    pub(super) id: Uuid,
    pub(super) model_id: Uuid,
    pub(super) from_stage: String,
    pub(super) to_stage: String,
    pub(super) reason: String,
    pub(super) requested_by: Option<Uuid>,
    pub(super) requester_subject_key: Option<Uuid>,
    pub(super) requested_at: DateTime<Utc>,
    pub(super) decision: Option<String>,
    pub(super) decided_by: Option<Uuid>,
    pub(super) decider_subject_key: Option<Uuid>,
    pub(super) decided_at: Option<DateTime<Utc>>,
    pub(super) decision_reason: Option<String>,
}

#[derive(FromRow)]
pub(super) struct EventRow {
    pub(super) id: Uuid,
    pub(super) kind: String,
    pub(super) actor_id: Option<Uuid>,
    pub(super) actor_subject_key: Option<Uuid>,
    pub(super) role: String,
    pub(super) happened_at: DateTime<Utc>,
    pub(super) details: String,
}

/// The facts in the JSON of a column. What is too large or nested too deep to be read is told instead.
pub(super) fn facts_of(json: &str) -> Vec<ModelFact> {
    let read = (json.len() <= MOST_JSON).then(|| serde_json::from_str::<Value>(json));
    match read {
        Some(Ok(value)) => facts(&value),
        _ => vec![ModelFact {
            name: "unread".to_owned(),
            value: format!(
                "{} bytes of JSON that are too large or nested too deep",
                json.len()
            ),
            number: None,
        }],
    }
}

pub(super) fn stage_of(word: &str) -> Result<Stage, Error> {
    Stage::of_word(word).ok_or_else(|| unknown("stage"))
}

pub(super) fn severity_of(word: &str) -> Result<Severity, Error> {
    let mut all = Severity::ALL.into_iter();
    all.find(|severity| severity.as_str() == word)
        .ok_or_else(|| unknown("severity"))
}

pub(super) fn risk_of(word: Option<&str>) -> Option<RiskClass> {
    word.and_then(RiskClass::of_word)
}

/// A word that the check of its column does not let through.
pub(super) fn unknown(what: &str) -> Error {
    Error::ServerData {
        detail: format!("a {what} has a word that the registry does not know"),
    }
}
