//! What somebody enters of a deployment, and what may not run.

mod entered;

pub use entered::EnteredDeployment;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::changes::checked_alias;
use super::draft::{MOST_TEXT, bad, no_object, trimmed};
use super::page::{Deployment, DeploymentStatus, ModelPage};
use super::refusal::{Refusal, RefusalKind};
use super::stage::{AliasTaken, Stage, taken};

/// What somebody enters of a deployment. Empty text is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DeploymentDraft {
    /// The agent that uses it.
    pub agent: Option<Uuid>,
    /// Whether it runs.
    pub status: DeploymentStatus,
    /// What is wrong; kept with the status error only.
    pub error_message: Option<String>,
    /// How it is set up, a JSON object as text: environment, alias, site and so on; none leaves it as it is.
    pub configuration: Option<String>,
    /// Since when it is there; none is now, and leaves it as it is.
    pub deployed_at: Option<DateTime<Utc>>,
    /// When it last answered anything; none leaves it as it is.
    pub last_used_at: Option<DateTime<Utc>>,
}

impl DeploymentDraft {
    /// The same as it is kept.
    ///
    /// # Errors
    /// A [`Refusal`] for each field that cannot be kept.
    pub fn checked(mut self) -> Result<Self, Vec<Refusal>> {
        let mut refusals = Vec::new();
        self.error_message = self.error_message.take().and_then(|text| trimmed(&text));
        if self.status != DeploymentStatus::Error {
            self.error_message = None;
        } else if self.error_message.is_none() {
            refusals.push(bad("What is wrong is missing.".to_owned()));
        }
        let message = self.error_message.as_ref();
        if message.is_some_and(|text| text.len() > MOST_TEXT) {
            refusals.push(bad(format!(
                "What is wrong is longer than {MOST_TEXT} bytes."
            )));
        }
        self.configuration = self.configuration.take().and_then(|text| trimmed(&text));
        if let Some(problem) = self.configuration.as_deref().and_then(no_object) {
            refusals.push(bad(format!("The fields of the configuration {problem}.")));
        } else if let Some(alias) = self.entered("alias") {
            match alias {
                Value::String(alias) => refusals.extend(unfit(&alias)),
                _ => refusals.push(bad("The alias in the configuration is no text.".to_owned())),
            }
        }
        if refusals.is_empty() {
            Ok(self)
        } else {
            Err(refusals)
        }
    }

    /// A field of the configuration that is entered.
    fn entered(&self, field: &str) -> Option<Value> {
        let object = serde_json::from_str::<Value>(self.configuration.as_deref()?);
        object.ok()?.get(field).cloned()
    }
}

/// An alias is the same in a configuration as among the aliases: without blanks around it.
fn unfit(alias: &str) -> Option<Refusal> {
    match checked_alias(alias) {
        Ok(fit) if fit == alias => None,
        Ok(_) => Some(bad(
            "The alias in the configuration has blanks around it.".to_owned()
        )),
        Err(refusal) => Some(refusal),
    }
}

impl Deployment {
    /// What is entered of it. The configuration is none, which leaves it as it is.
    #[must_use]
    pub fn draft(&self) -> DeploymentDraft {
        DeploymentDraft {
            agent: self.agent_id,
            status: self.status,
            error_message: self.error_message.clone(),
            configuration: None,
            deployed_at: None,
            last_used_at: None,
        }
    }
}

impl ModelPage {
    /// Why a deployment may not be as a draft says; of one that is there already, `before` is how it is now. `aliases` are
    /// those that another version in production answers to; none when they cannot be read. Only what is active can be in the
    /// way of anything: no version that is not to be used runs, and no two versions in production answer to one alias.
    #[must_use]
    pub fn deploying(
        &self,
        draft: &DeploymentDraft,
        before: Option<&Deployment>,
        aliases: Option<&[AliasTaken]>,
    ) -> Vec<Refusal> {
        let mut refusals = self.asking.clone();
        refusals.extend(self.order(draft, before));
        if draft.status != DeploymentStatus::Active {
            return refusals;
        }
        match self.version.stage {
            Stage::Deprecated => refusals.push(Refusal::new(
                RefusalKind::OutOfUse,
                "The version is deprecated: nothing should run on it.",
                "Deploy another version, or ask first that this one goes back to testing.",
            )),
            Stage::Production => refusals.extend(taken(aliases)),
            Stage::Development | Stage::Testing => {}
        }
        refusals
    }

    /// The alias under which a draft would run: the one that it names, else the one that stands there.
    #[must_use]
    pub fn deployed_as(draft: &DeploymentDraft, before: Option<&Deployment>) -> Option<String> {
        if draft.configuration.is_some() {
            return draft.entered("alias")?.as_str().map(str::to_owned);
        }
        let mut facts = before?.configuration.iter();
        let alias = facts.find(|fact| fact.name == "alias");
        alias.map(|fact| fact.value.clone())
    }

    /// It is deployed, then used, and neither tomorrow.
    fn order(&self, draft: &DeploymentDraft, before: Option<&Deployment>) -> Vec<Refusal> {
        let now = self.taken_at;
        let deployed = draft.deployed_at.or(before.map(|one| one.deployed_at));
        let used = draft
            .last_used_at
            .or(before.and_then(|one| one.last_used_at));
        let entered = [draft.deployed_at, draft.last_used_at];
        let mut refusals = Vec::new();
        if entered
            .iter()
            .flatten()
            .any(|at| *at > now || at.timestamp() < 0)
        {
            refusals.push(bad(format!(
                "A deployment is there and was used between 1970 and now, which is {} on the server.",
                now.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
            )));
        }
        if used.is_some_and(|used| used < deployed.unwrap_or(now)) {
            refusals.push(bad("It was last used before it was deployed.".to_owned()));
        }
        refusals
    }
}

#[cfg(test)]
mod tests;
