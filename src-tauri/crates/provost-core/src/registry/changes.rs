//! What happened to a version: requests for its next stage, and its events.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::facts::ModelFact;
use super::page::{Hindrance, ModelPage, ModelPart};
use super::people::Person;
use super::refusal::{Refusal, RefusalKind};
use super::stage::Stage;

/// How long a reason may be, in characters.
pub const MOST_REASON: usize = 4_000;

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// The version went to the stage.
    Approved,
    /// It stayed.
    Rejected,
    /// Whoever asked took it back.
    Withdrawn,
}

impl Decision {
    /// All.
    pub const ALL: [Self; 3] = [Self::Approved, Self::Rejected, Self::Withdrawn];

    /// The word that the database keeps.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The decision of a word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// A request for the next stage of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct StageRequest {
    /// Its identity.
    pub id: Uuid,
    /// The version.
    pub model_id: Uuid,
    /// Where the version stood when somebody asked.
    pub from: Stage,
    /// Where it is to go.
    pub to: Stage,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub requested_by: Option<Person>,
    /// When.
    pub requested_at: DateTime<Utc>,
    /// What became of it; none while it waits.
    pub decision: Option<Decision>,
    /// Who decided.
    pub decided_by: Option<Person>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was decided so.
    pub decision_reason: Option<String>,
    /// Of a request that waits: why the person who acts may not approve it now. Empty when the person may, and on those that
    /// are decided.
    pub approving: Vec<Refusal>,
    /// Of a request that waits: why the person who acts may not reject it now.
    pub rejecting: Vec<Refusal>,
    /// Of a request that waits: why the person who acts may not withdraw it.
    pub withdrawing: Vec<Refusal>,
}

/// A reason as it is kept: without blanks around it.
///
/// # Errors
/// A [`Refusal`] when it is blank or longer than [`MOST_REASON`].
pub fn checked_reason(reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    let bad = |message: String| {
        Refusal::new(
            RefusalKind::BadReason,
            message,
            "Say why, for those who ask later.",
        )
    };
    if reason.is_empty() {
        return Err(bad("A reason is missing.".to_owned()));
    }
    if reason.chars().count() > MOST_REASON {
        return Err(bad(format!(
            "The reason is longer than {MOST_REASON} characters."
        )));
    }
    Ok(reason.to_owned())
}

/// An alias as MLflow has them, so that it can stand in an address: letters, digits, dot, dash and underscore, up to 255.
///
/// # Errors
/// A [`Refusal`] when it is none.
pub fn checked_alias(alias: &str) -> Result<String, Refusal> {
    let alias = alias.trim();
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let fits = !alias.is_empty()
        && alias.len() <= 255
        && alias.bytes().all(known)
        && !alias.starts_with('.');
    if fits {
        return Ok(alias.to_owned());
    }
    Err(Refusal::new(
        RefusalKind::BadAlias,
        "An alias is made of letters, digits, dots, dashes and underscores, does not begin with a dot, and has at most 255 characters.",
        "Choose another, such as champion.",
    ))
}

/// Something that happened to a version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ModelEvent {
    /// Its identity.
    pub id: Uuid,
    /// What happened: `registered`, `changed`, `stage_requested`, `stage_approved`, `stage_changed`, `alias_set` and so on; an
    /// open list, for a newer schema may know more.
    pub kind: String,
    /// The same, a sentence.
    pub message: String,
    /// Who did it; none when nobody was named.
    pub actor: Option<Person>,
    /// The role of the database that did it.
    pub role: String,
    /// When.
    pub happened_at: DateTime<Utc>,
    /// What it says, flattened: of a change each field with `from` and `to`.
    pub details: Vec<ModelFact>,
}

/// What happened to one version.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelEvents {
    /// [`super::MODEL_EVENTS_SCHEMA`].
    pub schema: String,
    /// The version.
    pub model_id: Uuid,
    /// What the model is called.
    pub name: String,
    /// Which version.
    pub version: String,
    /// The latest first; at most 500.
    pub events: Vec<ModelEvent>,
    /// Why events cannot be read; empty when they can.
    pub hindrances: Vec<Hindrance>,
}

impl ModelEvents {
    /// The events of a page.
    #[must_use]
    pub fn of(page: ModelPage) -> Self {
        let mut hindrances = page.hindrances;
        hindrances.retain(|one| one.part == ModelPart::Events);
        Self {
            schema: super::MODEL_EVENTS_SCHEMA.to_owned(),
            model_id: page.version.id,
            name: page.version.name,
            version: page.version.version,
            events: page.events,
            hindrances,
        }
    }
}

/// What happened, a sentence, out of the kind and the details.
#[must_use]
pub fn told(kind: &str, details: &[ModelFact]) -> String {
    let said = |name: &str| {
        details
            .iter()
            .find(|fact| fact.name == name)
            .map_or("?", |fact| fact.value.as_str())
    };
    match kind {
        "registered" => format!("Registered in {}.", said("stage")),
        "imported" => format!("Imported in {} from {}.", said("stage"), said("source")),
        "removed" => "Removed.".to_owned(),
        "changed" => format!("Changed: {}.", changed_fields(details).join(", ")),
        "stage_changed" => format!(
            "Went from {} to {}.",
            said("deployment_status.from"),
            said("deployment_status.to")
        ),
        "stage_requested" => format!("{} was asked for: {}", said("to"), said("reason")),
        "stage_approved" => format!("{} was approved: {}", said("to"), said("reason")),
        "stage_rejected" => format!("{} was rejected: {}", said("to"), said("reason")),
        "stage_withdrawn" => format!("The request for {} was withdrawn.", said("to")),
        "alias_set" => format!("Got the alias {}.", said("alias")),
        "alias_removed" => format!("Lost the alias {}.", said("alias")),
        "deployed" => format!("Was deployed, {}.", said("state")),
        "deployment_changed" => format!("A deployment changed and is {}.", said("state")),
        "deployment_removed" => "A deployment was removed.".to_owned(),
        "drift_found" => format!("Drift of severity {} was found.", said("severity")),
        "drift_resolved" => "Drift was resolved.".to_owned(),
        other => {
            let mut words = other.replace('_', " ");
            if let Some(first) = words.get_mut(0..1) {
                first.make_ascii_uppercase();
            }
            words + "."
        }
    }
}

/// The fields that a change touched.
fn changed_fields(details: &[ModelFact]) -> Vec<&str> {
    let mut fields: Vec<&str> = details
        .iter()
        .filter_map(|fact| fact.name.split('.').next())
        .map(|field| field.strip_suffix("_subject_key").unwrap_or(field))
        .collect();
    fields.dedup();
    fields
}

#[cfg(test)]
mod tests;
