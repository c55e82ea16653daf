//! What series are called: versions, deployments and agents by their names.

use std::collections::{BTreeMap, BTreeSet};

use provost_core::metrics::{AgentChoice, DeploymentChoice, ModelChoice, SeriesSplit};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Error, Session, Statement};

const MODELS: &str = include_str!("reading/models.sql");
const DEPLOYMENTS: &str = include_str!("reading/deployments.sql");
const AGENTS: &str = include_str!("reading/agents.sql");

/// What each of the statements gives at most.
const MOST_LISTED: usize = 10_000;

/// What values can be measured of.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub(super) models: Vec<ModelChoice>,
    pub(super) deployments: Vec<DeploymentChoice>,
    pub(super) agents: Vec<AgentChoice>,
    names: BTreeMap<Uuid, String>,
    tenants: BTreeMap<Uuid, String>,
}

#[derive(FromRow)]
struct Model {
    id: Uuid,
    name: String,
    version: String,
    stage: String,
    tenant_id: Uuid,
    tenant: String,
}

#[derive(FromRow)]
struct Deployment {
    id: Uuid,
    label: String,
    model_id: Uuid,
    status: String,
}

#[derive(FromRow)]
struct Agent {
    id: Uuid,
    name: String,
}

impl Labels {
    /// Reads them all.
    pub(super) async fn read(session: &mut Session, schema: &str) -> Result<Self, Error> {
        let models: Vec<Model> = session.fetch_all(Statement::placed(MODELS, schema)).await?;
        let deployments: Vec<Deployment> = session
            .fetch_all(Statement::placed(DEPLOYMENTS, schema))
            .await?;
        let agents: Vec<Agent> = session.fetch_all(Statement::placed(AGENTS, schema)).await?;
        let tenants: BTreeMap<Uuid, String> = models
            .iter()
            .map(|model| (model.tenant_id, model.tenant.clone()))
            .collect();
        let several = tenants.len() > 1;
        let mut names = BTreeMap::new();
        let mut label = |id: Uuid, name: String| drop(names.insert(id, name));
        for model in &models {
            label(model.id, format!("{} {}", model.name, model.version));
        }
        for deployment in &deployments {
            label(deployment.id, deployment.label.clone());
        }
        for agent in &agents {
            label(agent.id, agent.name.clone());
        }
        Ok(Self {
            names,
            models: models
                .into_iter()
                .map(|model| ModelChoice {
                    id: model.id,
                    name: model.name,
                    version: model.version,
                    stage: model.stage,
                    tenant: several.then_some(model.tenant),
                })
                .collect(),
            deployments: deployments
                .into_iter()
                .map(|deployment| DeploymentChoice {
                    id: deployment.id,
                    label: deployment.label,
                    model_id: deployment.model_id,
                    status: deployment.status,
                })
                .collect(),
            agents: agents
                .into_iter()
                .map(|agent| AgentChoice {
                    id: agent.id,
                    name: agent.name,
                })
                .collect(),
            tenants,
        })
    }

    /// Whether a list may have more than its statement gives.
    pub(super) fn is_cut(&self) -> bool {
        [self.models.len(), self.deployments.len(), self.agents.len()]
            .into_iter()
            .any(|length| length >= MOST_LISTED)
    }

    /// What a series is called, with its organisation where `several` are told.
    pub(super) fn of(
        &self,
        split: SeriesSplit,
        id: Option<Uuid>,
        tenant: Uuid,
        several: &BTreeSet<Uuid>,
    ) -> String {
        let label = match (id, split) {
            (Some(id), _) => self
                .names
                .get(&id)
                .cloned()
                .unwrap_or_else(|| id.to_string()),
            (None, SeriesSplit::None | SeriesSplit::Auto) => "All".to_owned(),
            (None, SeriesSplit::Model) => "No model".to_owned(),
            (None, SeriesSplit::Deployment) => "No deployment".to_owned(),
            (None, SeriesSplit::Agent) => "No agent".to_owned(),
        };
        match self.tenants.get(&tenant) {
            Some(organisation) if several.len() > 1 => format!("{label} ({organisation})"),
            _ => label,
        }
    }
}
