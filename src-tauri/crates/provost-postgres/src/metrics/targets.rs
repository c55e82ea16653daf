//! What values should be: the table `metric_targets`.

use provost_core::connections::Profile;
use provost_core::metrics::{Aggregate, MetricTarget, TARGETS, TargetDirection, TargetDraft};
use provost_core::registry::{Refusal, RefusalKind};
use sqlx::FromRow;
use uuid::Uuid;

use super::place::{self, VALUES, look};
use crate::registry::RegistryError;
use crate::{Database, Error, Session, Statement};

const ADMINISTERS: &str = include_str!("administers.sql");
const READ: &str = include_str!("reading/targets.sql");
const SET: &str = include_str!("set_target.sql");
const REMOVE: &str = include_str!("remove_target.sql");
const TENANT_OF: &str = include_str!("tenant_of.sql");

/// What became of a target.
#[derive(Debug, Clone, PartialEq)]
pub enum Set {
    /// It is set.
    Done(MetricTarget),
    /// It cannot be, for this reason: a missing pack or right, or nobody who acts.
    Hindered(String),
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    tenant_id: Uuid,
    metric: String,
    unit: Option<String>,
    model_id: Option<Uuid>,
    agent_id: Option<Uuid>,
    deployment_id: Option<Uuid>,
    model: Option<String>,
    agent: Option<String>,
    aggregate: String,
    direction: String,
    target: f64,
    threshold: Option<f64>,
    window_hours: i32,
    allowed_share: f64,
    source: Option<String>,
}

/// The targets that the role sees, or why it sees none.
pub async fn targets(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
) -> Result<Result<Vec<MetricTarget>, String>, Error> {
    let schema = &profile.governance_schema;
    let mut session = database.records_as(person).await?;
    let place = look(&mut session, schema).await?;
    let answer = if let Some(reason) = hindrance(&place) {
        Err(reason)
    } else {
        let targets = read(&mut session, schema).await?;
        Ok(targets.into_iter().map(|(_, target)| target).collect())
    };
    session.finish().await?;
    Ok(answer)
}

/// Sets a target in the name of a person. One of the same metric, unit, scope and aggregate is replaced.
///
/// # Errors
/// [`RegistryError::Refused`] for who is no administrator, whatever the role may, beside what any statement can fail with.
pub async fn set_target(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    draft: &TargetDraft,
) -> Result<Set, RegistryError> {
    let schema = &profile.governance_schema;
    let mut session = database.write_as(person).await?;
    let place = look(&mut session, schema).await?;
    if let Some(reason) = hindrance(&place) {
        return Ok(Set::Hindered(reason));
    }
    let tenant = match tenant_of(&mut session, schema, draft).await? {
        Ok(tenant) => tenant,
        Err(reason) => return Ok(Set::Hindered(reason)),
    };
    require_administrator(&mut session, schema, tenant).await?;
    let statement = Statement::placed(SET, schema)
        .bind(tenant)
        .bind(draft.metric.clone())
        .bind(draft.unit.clone())
        .bind(draft.model_id)
        .bind(draft.agent_id)
        .bind(draft.deployment_id)
        .bind(draft.aggregate.as_str())
        .bind(draft.direction.as_str())
        .bind(draft.target)
        .bind(draft.threshold)
        .bind(i32::try_from(draft.window_hours).unwrap_or(i32::MAX))
        .bind(draft.allowed_share)
        .bind(draft.source.clone());
    let (id,): (Uuid,) = session.fetch_one(statement).await?;
    let targets = read(&mut session, schema).await?;
    session.finish().await?;
    let set = targets.into_iter().find(|(_, target)| target.id == id);
    let (_, target) = set.ok_or_else(|| Error::ServerData {
        detail: "the target that was set is not there".to_owned(),
    })?;
    Ok(Set::Done(target))
}

/// Takes a target back in the name of a person. False when there is none that this person may take back.
///
/// # Errors
/// As [`set_target`].
pub async fn remove_target(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    target: Uuid,
) -> Result<bool, RegistryError> {
    let schema = &profile.governance_schema;
    let mut session = database.write_as(person).await?;
    let place = look(&mut session, schema).await?;
    if hindrance(&place).is_some() {
        return Ok(false);
    }
    let statement = Statement::placed(REMOVE, schema).bind(target);
    let removed: Option<(Uuid,)> = session.fetch_optional(statement).await?;
    if let Some((tenant,)) = removed {
        require_administrator(&mut session, schema, tenant).await?;
    }
    session.finish().await?;
    Ok(removed.is_some())
}

/// Refuses a person who acts and is no administrator of a tenant, whatever the role may. Where nobody in particular acts, the
/// rights of the role decide.
async fn require_administrator(
    session: &mut Session,
    schema: &str,
    tenant: Uuid,
) -> Result<(), RegistryError> {
    let statement = Statement::placed(ADMINISTERS, schema).bind(tenant);
    let (administers,): (Option<bool>,) = session.fetch_one(statement).await?;
    if administers == Some(false) {
        return Err(RegistryError::Refused(vec![Refusal::new(
            RefusalKind::NoRight,
            "The person who acts is no administrator of the organisation whose target it is.",
            "Let an administrator of that organisation do it.",
        )]));
    }
    Ok(())
}

/// The targets, each with its organisation.
pub(super) async fn read(
    session: &mut Session,
    schema: &str,
) -> Result<Vec<(Uuid, MetricTarget)>, Error> {
    let rows: Vec<Row> = session.fetch_all(Statement::placed(READ, schema)).await?;
    rows.into_iter().map(told).collect()
}

fn hindrance(place: &crate::overview::surroundings::Moment) -> Option<String> {
    place::hindrance(place, &VALUES).or_else(|| place::hindrance(place, &[&TARGETS]))
}

async fn tenant_of(
    session: &mut Session,
    schema: &str,
    draft: &TargetDraft,
) -> Result<Result<Uuid, String>, Error> {
    let named = [draft.model_id, draft.agent_id, draft.deployment_id];
    if named.iter().all(Option::is_none) {
        return place::tenant(session, schema).await;
    }
    let statement = Statement::placed(TENANT_OF, schema)
        .bind(draft.model_id)
        .bind(draft.agent_id)
        .bind(draft.deployment_id);
    let tenants: Vec<(Uuid,)> = session.fetch_all(statement).await?;
    Ok(match tenants.as_slice() {
        [(only,)] => Ok(*only),
        [] => Err("What the target is for is not there.".to_owned()),
        _ => Err("What the target is for belongs to several organisations.".to_owned()),
    })
}

fn told(row: Row) -> Result<(Uuid, MetricTarget), Error> {
    let strange = |word: &str| Error::ServerData {
        detail: format!("a target has the word {word:?}, which means nothing"),
    };
    let parts = [
        row.model.clone(),
        row.agent.clone().map(|agent| format!("agent {agent}")),
        row.deployment_id.map(|id| format!("deployment {id}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let target = MetricTarget {
        id: row.id,
        metric: row.metric,
        unit: row.unit,
        model_id: row.model_id,
        agent_id: row.agent_id,
        deployment_id: row.deployment_id,
        scope: if parts.is_empty() {
            "all".to_owned()
        } else {
            parts.join(", ")
        },
        aggregate: Aggregate::of_word(&row.aggregate).ok_or_else(|| strange(&row.aggregate))?,
        direction: TargetDirection::of_word(&row.direction)
            .ok_or_else(|| strange(&row.direction))?,
        target: row.target,
        threshold: row.threshold,
        window_hours: u32::try_from(row.window_hours).unwrap_or(1),
        allowed_share: row.allowed_share,
        source: row.source,
    };
    Ok((row.tenant_id, target))
}
