//! For whom a connection acts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use provost_core::connections::Profile;
use provost_core::overview::TENANTS;
use provost_core::registry::{
    ActingPeople, Actor, FourEyesSwitch, ModelPart, PEOPLE_SCHEMA, Person, SWITCHES, USERS,
    administering,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::RegistryError;
use super::place::{Act, Place};
use crate::{Database, Error, Session};

const ACTING: &str = include_str!("acting.sql");
const FOUR_EYES: &str = include_str!("four_eyes.sql");
const NAMES: &str = include_str!("names.sql");
const PEOPLE: &str = include_str!("people.sql");
const PERSON_NAMED: &str = include_str!("person_named.sql");
const SET_FOUR_EYES: &str = include_str!("set_four_eyes.sql");
const SWITCHED: &str = include_str!("switches.sql");

pub(super) const STATEMENTS: &[(&str, &str)] = &[
    ("registry/acting.sql", ACTING),
    ("registry/four_eyes.sql", FOUR_EYES),
    ("registry/names.sql", NAMES),
    ("registry/people.sql", PEOPLE),
    ("registry/person_named.sql", PERSON_NAMED),
    ("registry/set_four_eyes.sql", SET_FOUR_EYES),
    ("registry/switches.sql", SWITCHED),
];

#[derive(FromRow)]
struct ActorRow {
    id: Uuid,
    subject_key: Uuid,
    name: String,
    email: Option<String>,
    tenant: Uuid,
    tenant_name: Option<String>,
    admin: bool,
}

#[derive(FromRow)]
struct SwitchRow {
    before: bool,
    switched_on: bool,
    actor_id: Option<Uuid>,
    actor_subject_key: Option<Uuid>,
    role: String,
    happened_at: DateTime<Utc>,
}

impl From<ActorRow> for Actor {
    fn from(row: ActorRow) -> Self {
        Self {
            id: row.id,
            subject_key: row.subject_key,
            name: row.name,
            email: row.email,
            tenant: row.tenant,
            tenant_name: row.tenant_name,
            admin: row.admin,
        }
    }
}

/// For whom the transaction acts.
pub(super) async fn read_actor(
    session: &mut Session,
    place: &Place,
) -> Result<Option<Actor>, Error> {
    let row: Option<ActorRow> = session.fetch_optional(place.statement(ACTING)).await?;
    Ok(row.map(Actor::from))
}

/// Whether four eyes are needed in a tenant; none when that cannot be read.
pub(super) async fn read_four_eyes(
    session: &mut Session,
    place: &Place,
    tenant: Uuid,
) -> Result<Option<bool>, Error> {
    if !place.reads(ModelPart::Settings) {
        return Ok(None);
    }
    let statement = place.statement(FOUR_EYES).bind(tenant);
    let (four_eyes,): (bool,) = session.fetch_one(statement).await?;
    Ok(Some(four_eyes))
}

/// Names for the ids of people, as far as the role may read them.
pub(super) struct Names(BTreeMap<Uuid, (Uuid, String)>);

impl Names {
    pub(super) async fn read(
        session: &mut Session,
        place: &Place,
        ids: impl Iterator<Item = Uuid>,
    ) -> Result<Self, Error> {
        let ids: BTreeSet<Uuid> = ids.collect();
        if ids.is_empty() || place.obstructed(&USERS).is_some() {
            return Ok(Self(BTreeMap::new()));
        }
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let rows: Vec<(Uuid, Uuid, String)> =
            session.fetch_all(place.statement(NAMES).bind(ids)).await?;
        let known = rows.into_iter().map(|(id, key, name)| (id, (key, name)));
        Ok(Self(known.collect()))
    }

    /// A person of whom the row and the pseudonym may be known; nobody when neither is.
    pub(super) fn person(&self, id: Option<Uuid>, subject_key: Option<Uuid>) -> Option<Person> {
        if id.is_none() && subject_key.is_none() {
            return None;
        }
        let known = id.and_then(|id| self.0.get(&id));
        Some(Person {
            id,
            subject_key: subject_key.or(known.map(|(key, _)| *key)),
            name: known.map(|(_, name)| name.clone()),
        })
    }
}

/// For whom the connection acts and could act. `person` is who was chosen for it.
pub async fn acting_people(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
) -> Result<ActingPeople, RegistryError> {
    let mut session = database.records_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    let people = read_people(&mut session, &place).await?;
    session.finish().await?;
    Ok(people)
}

async fn read_people(session: &mut Session, place: &Place) -> Result<ActingPeople, Error> {
    let hindrance = place
        .obstructed(&USERS)
        .or_else(|| place.obstructed(&TENANTS));
    let mut people = Vec::new();
    if hindrance.is_none() {
        let rows: Vec<ActorRow> = session.fetch_all(place.statement(PEOPLE)).await?;
        people = rows.into_iter().map(Actor::from).collect();
    }
    let chosen = place.actor.clone();
    let four_eyes = match &chosen {
        Some(actor) => read_four_eyes(session, place, actor.tenant).await?,
        None => None,
    };
    let switches_hindrance = place.obstructed(&SWITCHES);
    let switches = match &chosen {
        Some(actor) if switches_hindrance.is_none() => {
            read_switches(session, place, actor.tenant).await?
        }
        _ => Vec::new(),
    };
    Ok(ActingPeople {
        schema: PEOPLE_SCHEMA.to_owned(),
        people,
        chosen,
        four_eyes,
        switches,
        switches_hindrance,
        hindrance,
    })
}

/// Each switch of the four eyes in a tenant, the latest first.
async fn read_switches(
    session: &mut Session,
    place: &Place,
    tenant: Uuid,
) -> Result<Vec<FourEyesSwitch>, Error> {
    let statement = place.statement(SWITCHED).bind(tenant);
    let rows: Vec<SwitchRow> = session.fetch_all(statement).await?;
    let actors = rows.iter().filter_map(|row| row.actor_id);
    let names = Names::read(session, place, actors).await?;
    let switch = |row: SwitchRow| FourEyesSwitch {
        actor: names.person(row.actor_id, row.actor_subject_key),
        before: row.before,
        on: row.switched_on,
        role: row.role,
        happened_at: row.happened_at,
    };
    Ok(rows.into_iter().map(switch).collect())
}

/// The active person with an e-mail address, a name or an id. A role that policies bind finds only whom it may see.
///
/// # Errors
/// [`RegistryError::NotFound`] when there is none, or more than one.
pub async fn find_person(
    database: &Database,
    profile: &Profile,
    named: &str,
) -> Result<Uuid, RegistryError> {
    // An id may be that of somebody whom the role sees only when it acts for that person.
    let id = Uuid::parse_str(named).ok();
    let mut session = database.records_as(id).await?;
    let place = Place::look(&mut session, profile).await?;
    if let Some(reason) = place.obstructed(&USERS) {
        return Err(RegistryError::NotFound(reason));
    }
    let statement = place.statement(PERSON_NAMED).bind(named.to_owned());
    let found: Vec<(Uuid,)> = session.fetch_all(statement).await?;
    session.finish().await?;
    match found.as_slice() {
        [(person,)] => Ok(*person),
        [] => Err(RegistryError::NotFound(format!(
            "There is no active person \"{named}\" that the role {} may see. Name the e-mail address or the id.",
            place.moment.surroundings.role
        ))),
        _ => Err(RegistryError::NotFound(format!(
            "More than one person is called \"{named}\". Name the id."
        ))),
    }
}

/// Switches four eyes on or off in the tenant of the person who acts.
pub async fn set_four_eyes(
    database: &Database,
    profile: &Profile,
    person: Option<Uuid>,
    on: bool,
) -> Result<ActingPeople, RegistryError> {
    let mut session = database.write_as(person).await?;
    let place = Place::look(&mut session, profile).await?;
    place.require(ModelPart::Settings)?;
    let refusals = administering(place.actor.as_ref());
    if !refusals.is_empty() {
        return Err(RegistryError::Refused(refusals));
    }
    let actor = place.require_actor()?;
    for act in [Act::Insert, Act::Update] {
        place
            .require_right(&mut session, ModelPart::Settings, act)
            .await?;
    }
    let statement = place.statement(SET_FOUR_EYES);
    let statement = statement.bind(actor.tenant).bind(on).bind(actor.id);
    session.execute(statement).await?;
    let people = read_people(&mut session, &place).await?;
    session.finish().await?;
    Ok(people)
}
