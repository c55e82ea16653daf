//! What a person chooses from, found by words, and what is named on the command line.

use provost_core::connections::Profile;
use provost_core::registry::{
    AGENTS, DATASETS_SCHEMA, FoundAgent, FoundAgents, FoundDataset, FoundDatasets, FoundVersion,
    FoundVersions, MOST_CHOICES, ModelPart, words_of,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::RegistryError;
use super::list::read_tenants;
use super::page::tenant_of;
use super::place::Place;
use super::rows::stage_of;
use crate::{Database, Session};

const AGENT_NAMED: &str = include_str!("agent_named.sql");
const DATASET_NAMED: &str = include_str!("dataset_named.sql");
const FIND_AGENTS: &str = include_str!("find_agents.sql");
const FIND_DATASETS: &str = include_str!("find_datasets.sql");
const FIND_VERSIONS: &str = include_str!("find_versions.sql");

pub(super) const STATEMENTS: &[(&str, &str)] = &[
    ("registry/agent_named.sql", AGENT_NAMED),
    ("registry/dataset_named.sql", DATASET_NAMED),
    ("registry/find_agents.sql", FIND_AGENTS),
    ("registry/find_datasets.sql", FIND_DATASETS),
    ("registry/find_versions.sql", FIND_VERSIONS),
];

#[derive(FromRow)]
struct VersionRow {
    id: Uuid,
    name: String,
    version: String,
    stage: String,
    tenant_id: Uuid,
    total: i64,
}

#[derive(FromRow)]
struct AgentRow {
    id: Uuid,
    name: String,
    status: String,
    total: i64,
}

#[derive(FromRow)]
struct DatasetRow {
    id: Uuid,
    dataset: String,
    version: String,
    rows: i64,
    splits: Vec<String>,
    withdrawn: Option<String>,
    total: i64,
}

/// The versions whose name and version hold all words that somebody typed.
pub async fn find_versions(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    typed: &str,
) -> Result<FoundVersions, RegistryError> {
    let mut session = database.records_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    let hindrance = place.hindrance(ModelPart::Models);
    let mut rows: Vec<VersionRow> = Vec::new();
    if hindrance.is_none() {
        let statement = place.statement(FIND_VERSIONS).bind(words_of(typed));
        let statement = statement.bind(i64::from(MOST_CHOICES));
        rows = session.fetch_all(statement).await?;
    }
    let tenants = read_tenants(&mut session, &place).await?;
    session.finish().await?;
    let total = total(rows.first().map(|row| row.total));
    let lines = rows.into_iter().map(|row| {
        Ok(FoundVersion {
            stage: stage_of(&row.stage)?,
            tenant: tenants.get(&row.tenant_id).map(|(name, _)| name.clone()),
            id: row.id,
            name: row.name,
            version: row.version,
        })
    });
    Ok(FoundVersions {
        lines: lines.collect::<Result<_, crate::Error>>()?,
        total,
        hindrance,
    })
}

/// The agents that can use a version: those of its tenant whose name holds all words that somebody typed.
///
/// # Errors
/// [`RegistryError::NotFound`] when the version is not there, here and below.
pub async fn find_agents(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    model: Uuid,
    typed: &str,
) -> Result<FoundAgents, RegistryError> {
    let mut session = database.records_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    let tenant = tenant_of(&mut session, &place, model).await?;
    let hindrance = place.obstructed(&AGENTS);
    let mut rows: Vec<AgentRow> = Vec::new();
    if hindrance.is_none() {
        let statement = place.statement(FIND_AGENTS).bind(words_of(typed));
        let statement = statement.bind(i64::from(MOST_CHOICES)).bind(tenant);
        rows = session.fetch_all(statement).await?;
    }
    session.finish().await?;
    let total = total(rows.first().map(|row| row.total));
    let lines = rows.into_iter().map(|row| FoundAgent {
        id: row.id,
        name: row.name,
        status: row.status,
    });
    Ok(FoundAgents {
        lines: lines.collect(),
        total,
        hindrance,
    })
}

/// The versions of datasets of a version's tenant whose name and version hold all words that somebody typed.
pub async fn find_datasets(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    model: Uuid,
    typed: &str,
) -> Result<FoundDatasets, RegistryError> {
    let mut session = database.records_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    let tenant = tenant_of(&mut session, &place, model).await?;
    let hindrance = place.hindrance(ModelPart::Datasets);
    let mut rows: Vec<DatasetRow> = Vec::new();
    if hindrance.is_none() {
        let statement = place.statement(FIND_DATASETS).bind(words_of(typed));
        let statement = statement.bind(i64::from(MOST_CHOICES)).bind(tenant);
        rows = session.fetch_all(statement).await?;
    }
    session.finish().await?;
    let total = total(rows.first().map(|row| row.total));
    let lines = rows.into_iter().map(|row| FoundDataset {
        id: row.id,
        dataset: row.dataset,
        version: row.version,
        rows: row.rows,
        splits: row.splits,
        withdrawn: row.withdrawn,
    });
    Ok(FoundDatasets {
        schema: DATASETS_SCHEMA.to_owned(),
        lines: lines.collect(),
        total,
        hindrance,
    })
}

/// The agent of a version's tenant that has a name or an id.
///
/// # Errors
/// [`RegistryError::NotFound`] when there is none, or more than one.
pub async fn agent_named(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    model: Uuid,
    named: &str,
) -> Result<Uuid, RegistryError> {
    let mut session = database.records_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    if let Some(reason) = place.obstructed(&AGENTS) {
        return Err(RegistryError::NotFound(reason));
    }
    let asked = (
        "agent",
        "Write its name as the table ai_agents has it, or its id.",
    );
    let found = only(&mut session, &place, AGENT_NAMED, model, named, asked).await?;
    session.finish().await?;
    Ok(found)
}

/// The version of a dataset of a version's tenant that is called `NAME@VERSION`, or has an id.
///
/// # Errors
/// As [`agent_named`].
pub async fn dataset_named(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    model: Uuid,
    named: &str,
) -> Result<Uuid, RegistryError> {
    let mut session = database.records_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    place.require(ModelPart::Datasets)?;
    let asked = (
        "version of a dataset",
        "Write NAME@VERSION or the id; `provost registry dataset list` tells which there are.",
    );
    let found = only(&mut session, &place, DATASET_NAMED, model, named, asked).await?;
    session.finish().await?;
    Ok(found)
}

async fn only(
    session: &mut Session,
    place: &Place,
    text: &'static str,
    model: Uuid,
    named: &str,
    (what, remedy): (&str, &str),
) -> Result<Uuid, RegistryError> {
    let statement = place.statement(text).bind(model).bind(named.to_owned());
    let found: Vec<(Uuid,)> = session.fetch_all(statement).await?;
    match found.as_slice() {
        [(id,)] => Ok(*id),
        [] => Err(RegistryError::NotFound(format!(
            "The tenant of the version has no {what} \"{named}\" that the role {} may see. {remedy}",
            place.moment.surroundings.role
        ))),
        _ => Err(RegistryError::NotFound(format!(
            "More than one {what} is called \"{named}\". Name the id."
        ))),
    }
}

/// How many there are in all, of which each line tells.
fn total(of_first: Option<i64>) -> u32 {
    of_first.map_or(0, |total| u32::try_from(total).unwrap_or(u32::MAX))
}
