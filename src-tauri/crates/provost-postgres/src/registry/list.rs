//! The versions of all models.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use provost_core::audit::Severity;
use provost_core::connections::Profile;
use provost_core::overview::TENANTS;
use provost_core::registry::{
    MODELS_SCHEMA, MOST_VERSIONS, ModelList, ModelPart, Stage, VersionLine,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::people::Names;
use super::place::Place;
use super::rows::{risk_of, severity_of, stage_of};
use crate::{Database, Error, Session};

const ALIASES: &str = include_str!("list_aliases.sql");
const DEPLOYMENTS: &str = include_str!("list_deployments.sql");
const DRIFT: &str = include_str!("list_drift.sql");
const LIST: &str = include_str!("list.sql");
const TENANT_NAMES: &str = include_str!("tenants.sql");
const WAITING: &str = include_str!("list_waiting.sql");

pub(super) const STATEMENTS: &[(&str, &str)] = &[
    ("registry/list.sql", LIST),
    ("registry/list_aliases.sql", ALIASES),
    ("registry/list_deployments.sql", DEPLOYMENTS),
    ("registry/list_drift.sql", DRIFT),
    ("registry/list_waiting.sql", WAITING),
    ("registry/tenants.sql", TENANT_NAMES),
];

#[derive(FromRow)]
struct Line {
    id: Uuid,
    tenant_id: Uuid,
    name: String,
    version: String,
    model_type: String,
    provider: String,
    stage: String,
    owner_id: Option<Uuid>,
    risk_class: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    total: i64,
}

#[derive(FromRow)]
struct Running {
    model_id: Uuid,
    active: i64,
    in_error: i64,
    last_used_at: Option<DateTime<Utc>>,
}

/// What is known beside the versions themselves, by their ids; none where it cannot be read.
struct Beside {
    running: Option<BTreeMap<Uuid, Running>>,
    aliases: Option<BTreeMap<Uuid, Vec<String>>>,
    waiting: BTreeMap<Uuid, Stage>,
    drift: BTreeMap<Uuid, Severity>,
    tenants: BTreeMap<Uuid, (String, bool)>,
}

/// The versions that the role sees, acting for `person` where one is named. A missing pack or right is told in the list and is
/// no error.
pub async fn list(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
) -> Result<ModelList, Error> {
    let mut session = database.records_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    let samples = place.moment.samples(&mut session).await?;
    let mut lines: Vec<Line> = Vec::new();
    if place.reads(ModelPart::Models) {
        let statement = place.statement(LIST).bind(i64::from(MOST_VERSIONS));
        lines = session.fetch_all(statement).await?;
    }
    let beside = Beside::read(&mut session, &place).await?;
    let owners = lines.iter().filter_map(|line| line.owner_id);
    let names = Names::read(&mut session, &place, owners).await?;
    session.finish().await?;
    let total = lines.first().map_or(0, |line| line.total);
    let versions = lines
        .into_iter()
        .map(|line| beside.line(line, &names))
        .collect::<Result<Vec<VersionLine>, Error>>()?;
    Ok(ModelList {
        schema: MODELS_SCHEMA.to_owned(),
        versions,
        total: u32::try_from(total).unwrap_or(u32::MAX),
        samples,
        restricted: place.moment.surroundings.restricted(),
        hindrances: place.hindrances(),
    })
}

/// What the tenants that the role sees are called, and whether they are sample data.
pub(super) async fn read_tenants(
    session: &mut Session,
    place: &Place,
) -> Result<BTreeMap<Uuid, (String, bool)>, Error> {
    if place.obstructed(&TENANTS).is_some() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(Uuid, String, bool)> = session.fetch_all(place.statement(TENANT_NAMES)).await?;
    let named = rows
        .into_iter()
        .map(|(id, name, sample)| (id, (name, sample)));
    Ok(named.collect())
}

impl Beside {
    async fn read(session: &mut Session, place: &Place) -> Result<Self, Error> {
        let running = if place.reads(ModelPart::Deployments) {
            let rows: Vec<Running> = session.fetch_all(place.statement(DEPLOYMENTS)).await?;
            Some(rows.into_iter().map(|row| (row.model_id, row)).collect())
        } else {
            None
        };
        let aliases = if place.reads(ModelPart::Aliases) {
            let rows: Vec<(Uuid, String)> = session.fetch_all(place.statement(ALIASES)).await?;
            Some(grouped(rows))
        } else {
            None
        };
        let mut waiting = BTreeMap::new();
        if place.reads(ModelPart::Requests) {
            let rows: Vec<(Uuid, String)> = session.fetch_all(place.statement(WAITING)).await?;
            for (model, stage) in rows {
                waiting.insert(model, stage_of(&stage)?);
            }
        }
        let mut drift: BTreeMap<Uuid, Severity> = BTreeMap::new();
        if place.reads(ModelPart::Drift) {
            let rows: Vec<(Uuid, String)> = session.fetch_all(place.statement(DRIFT)).await?;
            for (model, severity) in rows {
                let severity = severity_of(&severity)?;
                let worst = drift.entry(model).or_insert(severity);
                *worst = severity.max(*worst);
            }
        }
        Ok(Self {
            running,
            aliases,
            waiting,
            drift,
            tenants: read_tenants(session, place).await?,
        })
    }

    fn line(&self, line: Line, names: &Names) -> Result<VersionLine, Error> {
        let running = self.running.as_ref();
        let of = running.map(|running| running.get(&line.id));
        let count = |number: fn(&Running) -> i64| {
            of.map(|of| u32::try_from(of.map_or(0, number)).unwrap_or(u32::MAX))
        };
        let aliases = self.aliases.as_ref();
        let tenant = self.tenants.get(&line.tenant_id);
        Ok(VersionLine {
            stage: stage_of(&line.stage)?,
            owner: names.person(line.owner_id, None),
            risk_class: risk_of(line.risk_class.as_deref()),
            aliases: aliases.map(|all| all.get(&line.id).cloned().unwrap_or_default()),
            active_deployments: count(|running| running.active),
            deployments_in_error: count(|running| running.in_error),
            open_drift: self.drift.get(&line.id).copied(),
            waiting: self.waiting.get(&line.id).copied(),
            last_used_at: of.flatten().and_then(|running| running.last_used_at),
            tenant: tenant.map(|(name, _)| name.clone()),
            sample: tenant.is_some_and(|(_, sample)| *sample),
            id: line.id,
            name: line.name,
            version: line.version,
            model_type: line.model_type,
            provider: line.provider,
            created_at: line.created_at,
            updated_at: line.updated_at,
        })
    }
}

/// Values by their keys, in their order.
pub(super) fn grouped(rows: Vec<(Uuid, String)>) -> BTreeMap<Uuid, Vec<String>> {
    let mut groups: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
    for (key, value) in rows {
        groups.entry(key).or_default().push(value);
    }
    groups
}
