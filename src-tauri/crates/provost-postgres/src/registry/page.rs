//! Everything that is known of one version, read at one moment.

mod lineage;
mod parts;

use provost_core::connections::Profile;
use provost_core::registry::{
    AliasTaken, MODEL_SCHEMA, ModelPage, ModelPart, ModelVersion, Sibling,
};
use uuid::Uuid;

use super::RegistryError;
use super::list::{grouped, read_tenants};
use super::people::{Names, read_four_eyes};
use super::place::Place;
use super::rows::{ModelRow, facts_of, risk_of, stage_of};
use crate::{Database, Error, Session};
use parts::Parts;

const ALIASES: &str = include_str!("aliases.sql");
const MODEL: &str = include_str!("model.sql");
const SIBLINGS: &str = include_str!("siblings.sql");
const TAKEN: &str = include_str!("taken.sql");
const TENANT_OF: &str = include_str!("tenant_of.sql");

pub(super) const STATEMENTS: &[(&str, &str)] = &[
    ("registry/aliases.sql", ALIASES),
    ("registry/model.sql", MODEL),
    ("registry/siblings.sql", SIBLINGS),
    ("registry/taken.sql", TAKEN),
    ("registry/tenant_of.sql", TENANT_OF),
    ("registry/agents.sql", parts::AGENT_NAMES),
    ("registry/datasets.sql", parts::DATASETS),
    ("registry/deployments.sql", parts::DEPLOYMENTS),
    ("registry/datasets_named.sql", lineage::DATASETS_NAMED),
    ("registry/drift.sql", parts::DRIFT),
    ("registry/edges.sql", lineage::EDGES),
    ("registry/events.sql", parts::EVENTS),
    ("registry/lineage.sql", parts::LINEAGE),
    ("registry/requests.sql", parts::REQUESTS),
    ("registry/runs.sql", parts::RUNS),
    ("registry/runs_named.sql", lineage::RUNS_NAMED),
    ("registry/versions_named.sql", lineage::VERSIONS_NAMED),
];

/// The page of a version, as the role sees it that acts for `person` where one is named.
///
/// # Errors
/// [`RegistryError::NotFound`] when the version is not there, or versions cannot be read.
pub async fn show(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    id: Uuid,
) -> Result<ModelPage, RegistryError> {
    let mut session = database.records_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    let page = read_page(&mut session, &place, id).await?;
    session.finish().await?;
    Ok(page)
}

/// The page within a transaction that is open.
pub(super) async fn read_page(
    session: &mut Session,
    place: &Place,
    id: Uuid,
) -> Result<ModelPage, RegistryError> {
    place.require(ModelPart::Models)?;
    let row: Option<ModelRow> = session
        .fetch_optional(place.statement(MODEL).bind(id))
        .await?;
    let row = row.ok_or_else(|| absent(place))?;
    let parts = Parts::read(session, place, id).await?;
    let lineage = lineage::read_edges(session, place, id).await?;
    let people = parts.people().chain(row.owner_id);
    let names = Names::read(session, place, people).await?;
    let tenants = read_tenants(session, place).await?;
    let tenant = tenants.get(&row.tenant_id);
    let (aliases, siblings) = read_siblings(session, place, id).await?;
    let four_eyes = read_four_eyes(session, place, row.tenant_id).await?;
    let taken = read_taken(session, place, id, None).await?;
    let taken_at = row.taken_at;
    let mut version = version(row, &names)?;
    version.aliases = aliases;
    version.tenant = tenant.map(|(name, _)| name.clone());
    version.sample = tenant.is_some_and(|(_, sample)| *sample);
    let mut page = ModelPage {
        schema: MODEL_SCHEMA.to_owned(),
        taken_at,
        version,
        siblings,
        deployments: parts.deployments(&names)?,
        requests: parts.requests(&names)?,
        events: parts.events(&names),
        open_drift: parts.drift()?,
        datasets: parts.datasets,
        runs: parts.runs,
        lineage_edges: parts.lineage_edges,
        lineage,
        ways: Vec::new(),
        asking: Vec::new(),
        sourcing: Vec::new(),
        four_eyes,
        hindrances: place.hindrances(),
    };
    page.judge(taken, place.actor.as_ref());
    Ok(page)
}

/// To whom a version belongs.
pub(super) async fn tenant_of(
    session: &mut Session,
    place: &Place,
    id: Uuid,
) -> Result<Uuid, RegistryError> {
    place.require(ModelPart::Models)?;
    let statement = place.statement(TENANT_OF).bind(id);
    let found: Option<(Uuid,)> = session.fetch_optional(statement).await?;
    found.map(|(tenant,)| tenant).ok_or_else(|| absent(place))
}

/// The aliases of a version, or `alias` when it had it, that another version in production answers to; none when that cannot
/// be read.
pub(super) async fn read_taken(
    session: &mut Session,
    place: &Place,
    id: Uuid,
    alias: Option<&str>,
) -> Result<Option<Vec<AliasTaken>>, Error> {
    if !place.reads(ModelPart::Aliases) || !place.reads(ModelPart::Deployments) {
        return Ok(None);
    }
    let statement = place.statement(TAKEN).bind(id);
    let statement = statement.bind(alias.map(str::to_owned));
    let rows: Vec<(String, String)> = session.fetch_all(statement).await?;
    let taken = rows.into_iter();
    let taken = taken.map(|(alias, version)| AliasTaken { alias, version });
    Ok(Some(taken.collect()))
}

fn absent(place: &Place) -> RegistryError {
    RegistryError::NotFound(format!(
        "The version is not there any more, or the role {} may not see it. Look at the list again.",
        place.moment.surroundings.role
    ))
}

fn version(row: ModelRow, names: &Names) -> Result<ModelVersion, Error> {
    Ok(ModelVersion {
        stage: stage_of(&row.stage)?,
        owner: names.person(row.owner_id, None),
        risk_class: risk_of(row.risk_class.as_deref()),
        capabilities: facts_of(&row.capabilities),
        evaluation: facts_of(&row.evaluation),
        tags: facts_of(&row.tags),
        aliases: None,
        tenant: None,
        sample: false,
        id: row.id,
        tenant_id: row.tenant_id,
        name: row.name,
        version: row.version,
        description: row.description,
        model_type: row.model_type,
        provider: row.provider,
        provider_model_id: row.provider_model_id,
        intended_use: row.intended_use,
        limitations: row.limitations,
        licence: row.licence,
        training_data_hash: row.training_data_hash,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// The aliases of the version, where they can be read, and the other versions of its model.
async fn read_siblings(
    session: &mut Session,
    place: &Place,
    id: Uuid,
) -> Result<(Option<Vec<String>>, Vec<Sibling>), Error> {
    let mut aliases = None;
    if place.reads(ModelPart::Aliases) {
        let rows: Vec<(Uuid, String)> =
            session.fetch_all(place.statement(ALIASES).bind(id)).await?;
        aliases = Some(grouped(rows));
    }
    let rows: Vec<(Uuid, String, String)> = session
        .fetch_all(place.statement(SIBLINGS).bind(id))
        .await?;
    let of = |id: Uuid| {
        let all = aliases.as_ref();
        all.map(|all| all.get(&id).cloned().unwrap_or_default())
    };
    let siblings = rows.into_iter().map(|(id, version, stage)| {
        Ok(Sibling {
            id,
            version,
            stage: stage_of(&stage)?,
            aliases: of(id).unwrap_or_default(),
        })
    });
    let siblings = siblings.collect::<Result<Vec<Sibling>, Error>>()?;
    Ok((of(id), siblings))
}
