//! What belongs to a version and somebody enters: where it runs, and what it was made from.

use chrono::{DateTime, Utc};
use provost_core::registry::{
    DatasetUseDraft, DeploymentDraft, EnteredDeployment, FoundAgents, FoundDatasets, FoundVersions,
    ModelPage,
};
use provost_postgres::registry;
use uuid::Uuid;

use super::Acting;
use crate::connections::Opened;
use crate::error::AppError;

impl Acting {
    /// Deploys a version; its page after it.
    ///
    /// # Errors
    /// [`AppError::Refused`] with every reason, here and below.
    pub async fn deploy(&self, model: Uuid, draft: DeploymentDraft) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::deploy(database, profile, self.person, model, draft).await?)
    }

    /// Changes a deployment, unless somebody else changed it after `seen_at`; the page of its version after it.
    pub async fn change_deployment(
        &self,
        deployment: Uuid,
        seen_at: DateTime<Utc>,
        draft: DeploymentDraft,
    ) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        let person = self.person;
        let changed =
            registry::change_deployment(database, profile, person, deployment, seen_at, draft);
        Ok(changed.await?)
    }

    /// Changes the fields of a deployment that are named; the others stay. Whoever names an agent names one of the tenant.
    pub async fn change_entered_deployment(
        &self,
        deployment: Uuid,
        mut entered: EnteredDeployment,
        agent: Option<&str>,
    ) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        let model = registry::deployed_model(database, profile, self.person, deployment).await?;
        let page = self.show(model).await?;
        let mut deployments = page.deployments.iter();
        let before = deployments.find(|one| one.id == deployment);
        // A page has the latest deployments only.
        let before = before.ok_or_else(|| {
            AppError::NotFound(format!(
                "The deployment {deployment} is not among the latest of its version."
            ))
        })?;
        if let Some(named) = agent {
            entered.agent = Some(self.agent_named(model, named).await?);
        }
        let draft = entered.onto(Some(before)).map_err(refused)?;
        self.change_deployment(deployment, before.updated_at, draft)
            .await
    }

    /// Deploys a version of which some fields are named. Whoever names an agent names one of the tenant.
    pub async fn deploy_entered(
        &self,
        model: Uuid,
        mut entered: EnteredDeployment,
        agent: Option<&str>,
    ) -> Result<ModelPage, AppError> {
        if let Some(named) = agent {
            entered.agent = Some(self.agent_named(model, named).await?);
        }
        let draft = entered.onto(None).map_err(refused)?;
        self.deploy(model, draft).await
    }

    /// Says on which data a version was trained, validated or tested.
    pub async fn add_dataset_use(
        &self,
        model: Uuid,
        draft: DatasetUseDraft,
    ) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::add_dataset_use(database, profile, self.person, model, draft).await?)
    }

    /// Takes back that data were used.
    pub async fn remove_dataset_use(&self, used: Uuid) -> Result<ModelPage, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::remove_dataset_use(database, profile, self.person, used).await?)
    }

    /// The versions whose name and version hold all words that somebody typed.
    pub async fn find_versions(&self, typed: &str) -> Result<FoundVersions, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::find_versions(database, profile, self.person, typed).await?)
    }

    /// The agents of a version's tenant whose name holds all words that somebody typed.
    pub async fn find_agents(&self, model: Uuid, typed: &str) -> Result<FoundAgents, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::find_agents(database, profile, self.person, model, typed).await?)
    }

    /// The versions of datasets of a version's tenant whose name and version hold all words that somebody typed.
    pub async fn find_datasets(&self, model: Uuid, typed: &str) -> Result<FoundDatasets, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::find_datasets(database, profile, self.person, model, typed).await?)
    }

    /// The version of a dataset that is called `NAME@VERSION` or has an id.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none, or more than one.
    pub async fn dataset_named(&self, model: Uuid, named: &str) -> Result<Uuid, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::dataset_named(database, profile, self.person, model, named).await?)
    }

    async fn agent_named(&self, model: Uuid, named: &str) -> Result<Uuid, AppError> {
        let Opened { database, profile } = &self.opened;
        Ok(registry::agent_named(database, profile, self.person, model, named).await?)
    }
}

fn refused(refusal: provost_core::registry::Refusal) -> AppError {
    AppError::Refused(vec![refusal])
}
