//! What somebody enters of a version, and what of it can be kept.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::refusal::{Refusal, RefusalKind};
use super::version::{MODEL_TYPES, RiskClass};

/// How long a name may be, in characters.
const MOST_NAME: usize = 255;
/// How long any other field may be, in bytes.
pub(super) const MOST_TEXT: usize = 100_000;

/// What somebody enters of a version. Empty text is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct VersionDraft {
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
    pub owner: Option<Uuid>,
    /// Its risk class.
    pub risk_class: Option<RiskClass>,
    /// What it is meant for.
    pub intended_use: Option<String>,
    /// What it cannot do.
    pub limitations: Option<String>,
    /// Under which licence.
    pub licence: Option<String>,
    /// The hash of its training data.
    pub training_data_hash: Option<String>,
    /// What it can do, a JSON object as text; none leaves it as it is.
    pub capabilities: Option<String>,
    /// The results of its evaluation, a JSON object as text; none leaves them as they are.
    pub evaluation: Option<String>,
    /// Its tags, a JSON object as text; none leaves them as they are.
    pub tags: Option<String>,
}

impl VersionDraft {
    /// The same as it is kept: without blanks around texts, and none for an empty one.
    ///
    /// # Errors
    /// A [`Refusal`] for each field that cannot be kept.
    pub fn checked(mut self) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        for (field, text) in [
            ("name", &mut self.name),
            ("version", &mut self.version),
            ("provider", &mut self.provider),
            ("provider's id", &mut self.provider_model_id),
        ] {
            *text = text.trim().to_owned();
            if text.is_empty() || text.chars().count() > MOST_NAME {
                refusals.push(bad(format!("The {field} has 1 to {MOST_NAME} characters.")));
            }
        }
        for (field, text) in [
            ("description", &mut self.description),
            ("intended use", &mut self.intended_use),
            ("limitations", &mut self.limitations),
            ("licence", &mut self.licence),
            ("hash of training data", &mut self.training_data_hash),
        ] {
            *text = text.take().and_then(|text| trimmed(&text));
            if text.as_ref().is_some_and(|text| text.len() > MOST_TEXT) {
                refusals.push(bad(format!(
                    "The {field} is longer than {MOST_TEXT} bytes."
                )));
            }
        }
        if !MODEL_TYPES.contains(&self.model_type.as_str()) {
            refusals.push(bad(format!(
                "The kind of model is one of {}.",
                MODEL_TYPES.join(", ")
            )));
        }
        for (field, text) in [
            ("capabilities", &mut self.capabilities),
            ("evaluation", &mut self.evaluation),
            ("tags", &mut self.tags),
        ] {
            *text = text.take().and_then(|text| trimmed(&text));
            if let Some(problem) = text.as_deref().and_then(no_object) {
                refusals.push(bad(format!("The {field} {problem}.")));
            }
        }
        if refusals.is_empty() {
            Ok(self)
        } else {
            Err(refusals)
        }
    }
}

/// Text without blanks around it; none for an empty one.
pub(super) fn trimmed(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Why a text is no JSON object that can be kept, after words such as "the tags"; none when it is one.
pub(super) fn no_object(text: &str) -> Option<String> {
    if text.len() > MOST_TEXT {
        return Some(format!("are longer than {MOST_TEXT} bytes"));
    }
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(_)) if text.contains("\\u0000") => {
            Some("hold a character that PostgreSQL cannot keep".to_owned())
        }
        Ok(Value::Object(_)) => None,
        Ok(_) => Some("are no JSON object".to_owned()),
        Err(error) => Some(format!(
            "are no JSON: line {}, column {}",
            error.line(),
            error.column()
        )),
    }
}

/// A field that cannot be kept.
pub(super) fn bad(message: String) -> Refusal {
    Refusal::new(RefusalKind::BadField, message, "Correct the field.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> VersionDraft {
        VersionDraft {
            name: " claims-triage ".to_owned(),
            version: "1.10".to_owned(),
            description: Some("  ".to_owned()),
            model_type: "classification".to_owned(),
            provider: "sklearn".to_owned(),
            provider_model_id: "m-1".to_owned(),
            owner: None,
            risk_class: None,
            intended_use: None,
            limitations: Some(" few ".to_owned()),
            licence: None,
            training_data_hash: None,
            capabilities: None,
            evaluation: Some("{\"accuracy\": 0.9}".to_owned()),
            tags: Some(String::new()),
        }
    }

    #[test]
    fn texts_are_kept_without_blanks_and_empty_ones_as_none() {
        let kept = draft().checked().unwrap();
        assert_eq!(kept.name, "claims-triage");
        assert_eq!((kept.description, kept.tags), (None, None));
        assert_eq!(kept.limitations.as_deref(), Some("few"));
        assert_eq!(kept.evaluation.as_deref(), Some("{\"accuracy\": 0.9}"));
    }

    #[test]
    fn each_field_that_cannot_be_kept_is_told() {
        let bad = VersionDraft {
            name: " ".to_owned(),
            version: "1".repeat(300),
            model_type: "magic".to_owned(),
            evaluation: Some("[1]".to_owned()),
            capabilities: Some("{\"a\": \"\\u0000\"}".to_owned()),
            tags: Some("{".to_owned()),
            licence: Some("x".repeat(MOST_TEXT + 1)),
            ..draft()
        };
        let refusals = bad.checked().unwrap_err();
        let said: Vec<&str> = refusals.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(said.len(), 7, "{said:?}");
        for (message, word) in said.iter().zip([
            "name",
            "version",
            "licence",
            "kind",
            "character",
            "no JSON object",
            "line 1",
        ]) {
            assert!(message.contains(word), "{message}");
        }
    }
}
