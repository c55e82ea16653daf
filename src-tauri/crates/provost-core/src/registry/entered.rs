//! Some fields of a version as somebody names them one by one, laid over what stands there.

use serde::Deserialize;
use serde_json::Value;

use super::draft::VersionDraft;
use super::refusal::{Refusal, RefusalKind};
use super::version::{ModelVersion, RiskClass};

/// Some fields of a version. What is not said stays as it is, and empty text empties a field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EnteredVersion {
    /// What the model is called from now on.
    pub name: Option<String>,
    /// Which version.
    pub version: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// What kind of model.
    pub model_type: Option<String>,
    /// Who provides it.
    pub provider: Option<String>,
    /// What the provider calls it.
    pub provider_model_id: Option<String>,
    /// Who answers for it, by e-mail address, name or id: whoever reads this looks the person up.
    pub owner: Option<String>,
    /// Its risk class.
    pub risk_class: Option<String>,
    /// What it is meant for.
    pub intended_use: Option<String>,
    /// What it cannot do.
    pub limitations: Option<String>,
    /// Under which licence.
    pub licence: Option<String>,
    /// The hash of its training data.
    pub training_data_hash: Option<String>,
    /// What it can do: an object, or the text of one.
    pub capabilities: Option<Value>,
    /// The results of its evaluation.
    pub evaluation: Option<Value>,
    /// Its tags.
    pub tags: Option<Value>,
}

impl EnteredVersion {
    /// The same, with what `other` says where this says nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            name: self.name.or(other.name),
            version: self.version.or(other.version),
            description: self.description.or(other.description),
            model_type: self.model_type.or(other.model_type),
            provider: self.provider.or(other.provider),
            provider_model_id: self.provider_model_id.or(other.provider_model_id),
            owner: self.owner.or(other.owner),
            risk_class: self.risk_class.or(other.risk_class),
            intended_use: self.intended_use.or(other.intended_use),
            limitations: self.limitations.or(other.limitations),
            licence: self.licence.or(other.licence),
            training_data_hash: self.training_data_hash.or(other.training_data_hash),
            capabilities: self.capabilities.or(other.capabilities),
            evaluation: self.evaluation.or(other.evaluation),
            tags: self.tags.or(other.tags),
        }
    }

    /// A draft with these fields laid over it, but for the owner.
    ///
    /// # Errors
    /// A [`Refusal`] when there is no such risk class.
    pub fn onto(self, draft: VersionDraft) -> Result<VersionDraft, Refusal> {
        let object = |entered: Option<Value>, kept: Option<String>| match entered {
            Some(Value::String(text)) => Some(text),
            Some(value) => Some(value.to_string()),
            None => kept,
        };
        let risk_class = match self.risk_class.as_deref().map(str::trim) {
            None => draft.risk_class,
            Some("") => None,
            Some(word) => Some(RiskClass::of_word(word).ok_or_else(|| no_risk(word))?),
        };
        Ok(VersionDraft {
            name: self.name.unwrap_or(draft.name),
            version: self.version.unwrap_or(draft.version),
            description: self.description.or(draft.description),
            model_type: self.model_type.unwrap_or(draft.model_type),
            provider: self.provider.unwrap_or(draft.provider),
            provider_model_id: self.provider_model_id.unwrap_or(draft.provider_model_id),
            owner: draft.owner,
            risk_class,
            intended_use: self.intended_use.or(draft.intended_use),
            limitations: self.limitations.or(draft.limitations),
            licence: self.licence.or(draft.licence),
            training_data_hash: self.training_data_hash.or(draft.training_data_hash),
            capabilities: object(self.capabilities, draft.capabilities),
            evaluation: object(self.evaluation, draft.evaluation),
            tags: object(self.tags, draft.tags),
        })
    }
}

impl VersionDraft {
    /// A version of which nothing is entered yet but what it is called.
    #[must_use]
    pub fn called(name: impl Into<String>, version: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            version: version.into(),
            description: None,
            model_type: String::new(),
            provider: String::new(),
            provider_model_id: String::new(),
            owner: None,
            risk_class: None,
            intended_use: None,
            limitations: None,
            licence: None,
            training_data_hash: None,
            capabilities: None,
            evaluation: None,
            tags: None,
        }
    }

    /// What is entered of a version. Its objects are none, which leaves them as they are.
    #[must_use]
    pub fn of(version: &ModelVersion) -> Self {
        Self {
            description: version.description.clone(),
            model_type: version.model_type.clone(),
            provider: version.provider.clone(),
            provider_model_id: version.provider_model_id.clone(),
            owner: version.owner.as_ref().and_then(|owner| owner.id),
            risk_class: version.risk_class,
            intended_use: version.intended_use.clone(),
            limitations: version.limitations.clone(),
            licence: version.licence.clone(),
            training_data_hash: version.training_data_hash.clone(),
            ..Self::called(version.name.clone(), version.version.clone())
        }
    }
}

fn no_risk(word: &str) -> Refusal {
    let words: Vec<&str> = RiskClass::ALL.iter().map(|class| class.as_str()).collect();
    Refusal::new(
        RefusalKind::BadField,
        format!("There is no risk class \"{word}\"."),
        format!(
            "Choose {}, or leave it empty until somebody has judged it.",
            words.join(", ")
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::super::sample::page;
    use super::*;

    fn read(json: &str) -> EnteredVersion {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn what_is_not_said_stays() {
        let version = page(1).version;
        let kept = VersionDraft::of(&version);
        assert_eq!(EnteredVersion::default().onto(kept.clone()).unwrap(), kept);
        assert_eq!(
            (kept.licence.as_deref(), kept.evaluation),
            (Some("Apache-2.0"), None)
        );
    }

    #[test]
    fn fields_are_laid_over_what_stands_and_empty_text_empties_them() {
        let entered = read(
            r#"{"licence": "", "riskClass": "high", "evaluation": {"accuracy": 0.9}, "tags": "{\"a\": 1}", "version": "2"}"#,
        );
        let draft = entered.onto(VersionDraft::of(&page(1).version)).unwrap();
        let kept = draft.checked().unwrap();
        assert_eq!(
            (kept.name.as_str(), kept.version.as_str()),
            ("claims-triage", "2")
        );
        assert_eq!(
            (kept.licence, kept.risk_class),
            (None, Some(RiskClass::High))
        );
        assert_eq!(kept.evaluation.as_deref(), Some("{\"accuracy\":0.9}"));
        assert_eq!(kept.tags.as_deref(), Some("{\"a\": 1}"));
        let judged_no_more = read(r#"{"riskClass": ""}"#).onto(VersionDraft::of(&page(1).version));
        assert_eq!(judged_no_more.unwrap().risk_class, None);
    }

    #[test]
    fn what_is_said_first_wins() {
        let both = read(r#"{"licence": "MIT"}"#).or(read(r#"{"licence": "GPL", "provider": "x"}"#));
        assert_eq!(both, read(r#"{"licence": "MIT", "provider": "x"}"#));
    }

    #[test]
    fn a_word_or_a_field_that_is_not_known_is_refused() {
        let draft = VersionDraft::called("a", "1");
        let refusal = read(r#"{"riskClass": "huge"}"#).onto(draft).unwrap_err();
        assert!(refusal.message.contains("huge"), "{refusal:?}");
        assert!(serde_json::from_str::<EnteredVersion>(r#"{"stage": "production"}"#).is_err());
    }
}
