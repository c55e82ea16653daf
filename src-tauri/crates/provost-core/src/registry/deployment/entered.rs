//! Some fields of a deployment as somebody names them one by one, laid over what stands there.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::super::draft::bad;
use super::super::page::{Deployment, DeploymentStatus};
use super::super::refusal::Refusal;
use super::DeploymentDraft;

/// Some fields of a deployment. What is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EnteredDeployment {
    /// The agent that uses it.
    pub agent: Option<Uuid>,
    /// Whether no agent uses it any more.
    pub without_agent: bool,
    /// Whether it runs.
    pub status: Option<DeploymentStatus>,
    /// What is wrong.
    pub error_message: Option<String>,
    /// The whole configuration, the text of a JSON object.
    pub configuration: Option<String>,
    /// Single fields of the configuration; null takes one away.
    pub settings: BTreeMap<String, Value>,
    /// Since when it is there.
    pub deployed_at: Option<DateTime<Utc>>,
    /// When it last answered anything.
    pub last_used_at: Option<DateTime<Utc>>,
}

impl EnteredDeployment {
    /// A draft with these fields laid over what stands there; over an active deployment without an agent where nothing does.
    ///
    /// # Errors
    /// A [`Refusal`] when single fields cannot be laid over a configuration.
    pub fn onto(self, before: Option<&Deployment>) -> Result<DeploymentDraft, Refusal> {
        let kept = before.map(Deployment::draft);
        let status = self.status.or(kept.as_ref().map(|kept| kept.status));
        let configuration = if self.settings.is_empty() {
            self.configuration
        } else {
            let base = match (&self.configuration, before) {
                (Some(text), _) => Some(text.as_str()),
                (None, Some(before)) => before.configuration_text.as_deref(),
                (None, None) => Some("{}"),
            };
            Some(laid(base, self.settings)?)
        };
        Ok(DeploymentDraft {
            agent: self
                .agent
                .or(kept.as_ref().and_then(|kept| kept.agent))
                .filter(|_| !self.without_agent),
            status: status.unwrap_or(DeploymentStatus::Active),
            error_message: self
                .error_message
                .or(kept.and_then(|kept| kept.error_message)),
            configuration,
            deployed_at: self.deployed_at,
            last_used_at: self.last_used_at,
        })
    }
}

/// An object with some fields set anew.
fn laid(base: Option<&str>, settings: BTreeMap<String, Value>) -> Result<String, Refusal> {
    let base = base.map(serde_json::from_str::<Map<String, Value>>);
    let Some(Ok(mut object)) = base else {
        return Err(bad(
            "Its configuration is too large, or no JSON object, to have single fields set: say the whole.".to_owned(),
        ));
    };
    for (name, value) in settings {
        if value.is_null() {
            object.remove(&name);
        } else {
            object.insert(name, value);
        }
    }
    Ok(Value::Object(object).to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::sample::page;
    use super::*;

    fn set(fields: &[(&str, Value)]) -> EnteredDeployment {
        let fields = fields.iter().cloned();
        EnteredDeployment {
            settings: fields
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            ..EnteredDeployment::default()
        }
    }

    #[test]
    fn a_new_one_is_active_and_has_the_fields_that_are_set() {
        let draft = set(&[("environment", json!("testing")), ("replicas", json!(2))]);
        let draft = draft.onto(None).unwrap();
        assert_eq!(
            (draft.status, draft.agent),
            (DeploymentStatus::Active, None)
        );
        let configuration = draft.configuration.unwrap();
        assert_eq!(configuration, r#"{"environment":"testing","replicas":2}"#);
    }

    #[test]
    fn what_is_not_said_stays() {
        let mut before = page(1).deployments.remove(0);
        before.agent_id = Some(Uuid::from_u128(3));
        let unchanged = EnteredDeployment::default().onto(Some(&before)).unwrap();
        assert_eq!(unchanged, before.draft());
        let alias = set(&[("alias", json!("champion")), ("site", Value::Null)]);
        let alias = EnteredDeployment {
            without_agent: true,
            status: Some(DeploymentStatus::Inactive),
            ..alias
        };
        let draft = alias.onto(Some(&before)).unwrap();
        assert_eq!(
            draft.configuration.as_deref(),
            Some(r#"{"alias":"champion"}"#)
        );
        assert_eq!(
            (draft.status, draft.agent),
            (DeploymentStatus::Inactive, None)
        );
    }

    #[test]
    fn single_fields_need_an_object_to_stand_in() {
        let mut before = page(1).deployments.remove(0);
        before.configuration_text = None;
        assert!(set(&[("a", json!(1))]).onto(Some(&before)).is_err());
        let whole = EnteredDeployment {
            configuration: Some("[1]".to_owned()),
            ..set(&[("a", json!(1))])
        };
        assert!(whole.onto(None).is_err());
    }
}
