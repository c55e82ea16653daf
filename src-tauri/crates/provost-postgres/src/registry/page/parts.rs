//! What belongs to a version and stands in other tables.

use std::collections::BTreeMap;

use provost_core::registry::{
    AGENTS, DatasetUse, Decision, Deployment, DeploymentStatus, DriftLine, ModelEvent, ModelPart,
    StageRequest, TrainingRun, told,
};
use uuid::Uuid;

use super::super::people::Names;
use super::super::place::Place;
use super::super::rows::{
    DatasetRow, DeploymentRow, DriftRow, EventRow, RequestRow, RunRow, facts_of, severity_of,
    stage_of, unknown,
};
use crate::{Error, Session};

pub(super) const AGENT_NAMES: &str = include_str!("../agents.sql");
pub(super) const DATASETS: &str = include_str!("../datasets.sql");
pub(super) const DEPLOYMENTS: &str = include_str!("../deployments.sql");
pub(super) const DRIFT: &str = include_str!("../drift.sql");
pub(super) const EVENTS: &str = include_str!("../events.sql");
pub(super) const LINEAGE: &str = include_str!("../lineage.sql");
pub(super) const REQUESTS: &str = include_str!("../requests.sql");
pub(super) const RUNS: &str = include_str!("../runs.sql");

/// How much of a configuration is shown to be changed, in bytes.
const MOST_CONFIGURATION: usize = 20_000;

/// The rows, before the people in them have names.
pub(super) struct Parts {
    deployments: Vec<DeploymentRow>,
    agents: BTreeMap<Uuid, String>,
    requests: Vec<RequestRow>,
    events: Vec<EventRow>,
    drift: Vec<DriftRow>,
    pub(super) datasets: Vec<DatasetUse>,
    pub(super) runs: Vec<TrainingRun>,
    pub(super) lineage_edges: Option<u32>,
}

impl Parts {
    pub(super) async fn read(
        session: &mut Session,
        place: &Place,
        id: Uuid,
    ) -> Result<Self, Error> {
        let deployments: Vec<DeploymentRow> =
            rows(session, place, ModelPart::Deployments, DEPLOYMENTS, id).await?;
        let datasets: Vec<DatasetRow> =
            rows(session, place, ModelPart::Datasets, DATASETS, id).await?;
        let runs: Vec<RunRow> = rows(session, place, ModelPart::Runs, RUNS, id).await?;
        let edges: Vec<(i64,)> = rows(session, place, ModelPart::Lineage, LINEAGE, id).await?;
        let edges = edges.first();
        Ok(Self {
            agents: read_agents(session, place, &deployments).await?,
            deployments,
            requests: rows(session, place, ModelPart::Requests, REQUESTS, id).await?,
            events: rows(session, place, ModelPart::Events, EVENTS, id).await?,
            drift: rows(session, place, ModelPart::Drift, DRIFT, id).await?,
            datasets: datasets.into_iter().map(dataset).collect(),
            runs: runs.into_iter().map(run).collect(),
            lineage_edges: edges.map(|(edges,)| u32::try_from(*edges).unwrap_or(u32::MAX)),
        })
    }

    /// Everybody who stands in the rows.
    pub(super) fn people(&self) -> impl Iterator<Item = Uuid> {
        let deployers = self.deployments.iter().map(|row| row.deployed_by);
        let requests = self.requests.iter();
        let requesters = requests.flat_map(|row| [row.requested_by, row.decided_by]);
        let actors = self.events.iter().map(|row| row.actor_id);
        deployers.chain(requesters).chain(actors).flatten()
    }

    pub(super) fn deployments(&self, names: &Names) -> Result<Vec<Deployment>, Error> {
        let deployment = |row: &DeploymentRow| {
            Ok(Deployment {
                id: row.id,
                agent_id: row.agent_id,
                agent: row.agent_id.and_then(|id| self.agents.get(&id).cloned()),
                status: DeploymentStatus::of_word(&row.status)
                    .ok_or_else(|| unknown("deployment"))?,
                error_message: row.error_message.clone(),
                configuration: facts_of(&row.configuration),
                configuration_text: Some(row.configuration.clone())
                    .filter(|text| text.len() <= MOST_CONFIGURATION),
                measured: facts_of(&row.measured),
                deployed_by: names.person(row.deployed_by, row.deployer_subject_key),
                deployed_at: row.deployed_at,
                last_used_at: row.last_used_at,
                updated_at: row.updated_at,
            })
        };
        self.deployments.iter().map(deployment).collect()
    }

    pub(super) fn requests(&self, names: &Names) -> Result<Vec<StageRequest>, Error> {
        let request = |row: &RequestRow| {
            let word = row.decision.as_deref();
            let decision =
                word.map(|word| Decision::of_word(word).ok_or_else(|| unknown("decision")));
            Ok(StageRequest {
                id: row.id,
                model_id: row.model_id,
                from: stage_of(&row.from_stage)?,
                to: stage_of(&row.to_stage)?,
                reason: row.reason.clone(),
                requested_by: names.person(row.requested_by, row.requester_subject_key),
                requested_at: row.requested_at,
                decision: decision.transpose()?,
                decided_by: names.person(row.decided_by, row.decider_subject_key),
                decided_at: row.decided_at,
                decision_reason: row.decision_reason.clone(),
                approving: Vec::new(),
                rejecting: Vec::new(),
                withdrawing: Vec::new(),
            })
        };
        self.requests.iter().map(request).collect()
    }

    pub(super) fn events(&self, names: &Names) -> Vec<ModelEvent> {
        let event = |row: &EventRow| {
            let details = facts_of(&row.details);
            ModelEvent {
                id: row.id,
                message: told(&row.kind, &details),
                kind: row.kind.clone(),
                actor: names.person(row.actor_id, row.actor_subject_key),
                role: row.role.clone(),
                happened_at: row.happened_at,
                details,
            }
        };
        self.events.iter().map(event).collect()
    }

    pub(super) fn drift(&self) -> Result<Vec<DriftLine>, Error> {
        let line = |row: &DriftRow| {
            Ok(DriftLine {
                id: row.id,
                run: row.run_id,
                kind: row.kind.clone(),
                severity: severity_of(&row.severity)?,
                feature: row.feature.clone(),
                detected_at: row.detected_at,
            })
        };
        self.drift.iter().map(line).collect()
    }
}

/// The rows of a part for one version; none where it cannot be read.
async fn rows<T>(
    session: &mut Session,
    place: &Place,
    part: ModelPart,
    text: &'static str,
    id: Uuid,
) -> Result<Vec<T>, Error>
where
    T: for<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> + Send + Unpin,
{
    if place.reads(part) {
        session.fetch_all(place.statement(text).bind(id)).await
    } else {
        Ok(Vec::new())
    }
}

async fn read_agents(
    session: &mut Session,
    place: &Place,
    deployments: &[DeploymentRow],
) -> Result<BTreeMap<Uuid, String>, Error> {
    let ids: Vec<Uuid> = deployments.iter().filter_map(|row| row.agent_id).collect();
    if ids.is_empty() || place.obstructed(&AGENTS).is_some() {
        return Ok(BTreeMap::new());
    }
    let statement = place.statement(AGENT_NAMES).bind(ids);
    let rows: Vec<(Uuid, String)> = session.fetch_all(statement).await?;
    Ok(rows.into_iter().collect())
}

fn dataset(row: DatasetRow) -> DatasetUse {
    DatasetUse {
        id: row.id,
        dataset_id: row.dataset_id,
        version_id: row.version_id,
        dataset: row.dataset,
        version: row.version,
        used_for: row.used_for,
        split: row.split,
        rows: row.rows,
        used_at: row.used_at,
    }
}

fn run(row: RunRow) -> TrainingRun {
    TrainingRun {
        id: row.id,
        name: row.name,
        kind: row.kind,
        status: row.status,
        base_model: row.base_model,
        parameters: facts_of(&row.parameters),
        metrics: facts_of(&row.metrics),
        started_at: row.started_at,
        finished_at: row.finished_at,
    }
}
