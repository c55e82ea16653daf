//! Where the registry is read or written: who acts, what is there, and what the role may do with it.

use provost_core::connections::Profile;
use provost_core::overview::{Need, TENANTS};
use provost_core::registry::{
    AGENTS, Actor, Hindrance, ModelPart, Refusal, RefusalKind, SWITCHES, USERS,
};
use sqlx::FromRow;

use super::RegistryError;
use super::people::read_actor;
use crate::overview::surroundings::{Moment, read_surroundings_of};
use crate::{Error, Session, Statement};

const RIGHTS: &str = include_str!("rights.sql");
const SELECTABLE: &str = include_str!("selectable.sql");

pub(super) const STATEMENTS: &[(&str, &str)] = &[
    ("registry/rights.sql", RIGHTS),
    ("registry/selectable.sql", SELECTABLE),
];

/// What holds for one transaction on the registry.
pub(super) struct Place {
    pub(super) moment: Moment,
    /// For whom the transaction acts; none for nobody, and where people cannot be read.
    pub(super) actor: Option<Actor>,
    schema: String,
}

/// What is done to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Insert,
    Update,
    Delete,
}

#[derive(FromRow)]
struct Rights {
    may_insert: bool,
    may_update: bool,
    may_delete: bool,
}

impl Place {
    pub(super) async fn look(session: &mut Session, profile: &Profile) -> Result<Self, Error> {
        let schema = profile.governance_schema.clone();
        let parts = ModelPart::ALL.into_iter().flat_map(ModelPart::needs);
        let needs = parts.chain([&USERS, &AGENTS, &TENANTS, &SWITCHES]);
        let mut moment = read_surroundings_of(session, &schema, needs).await?;
        // Of the people some columns are kept from most roles: those that are read here must be readable.
        let statement = Statement::new(SELECTABLE).bind(schema.clone());
        let statement = statement.bind(USERS.table).bind(USERS.columns.to_vec());
        let (selectable,): (bool,) = session.fetch_one(statement).await?;
        let mut tables = moment.surroundings.tables.iter_mut();
        if let Some(users) = tables.find(|table| table.name == USERS.table) {
            users.readable |= selectable;
        }
        let mut place = Self {
            moment,
            actor: None,
            schema,
        };
        if place.obstructed(&USERS).is_none() && place.obstructed(&TENANTS).is_none() {
            place.actor = read_actor(session, &place).await?;
        }
        Ok(place)
    }

    /// A statement that is written for the governance schema.
    pub(super) fn statement(&self, text: &'static str) -> Statement {
        Statement::placed(text, &self.schema)
    }

    /// Why a table cannot be read. None when it can.
    pub(super) fn obstructed(&self, need: &Need) -> Option<String> {
        self.moment.surroundings.obstructed(need)
    }

    /// Why a part cannot be read. None when it can.
    pub(super) fn hindrance(&self, part: ModelPart) -> Option<String> {
        part.needs().iter().find_map(|need| self.obstructed(need))
    }

    pub(super) fn reads(&self, part: ModelPart) -> bool {
        self.hindrance(part).is_none()
    }

    /// The parts that cannot be read.
    pub(super) fn hindrances(&self) -> Vec<Hindrance> {
        let hindered = |part| Some((part, self.hindrance(part)?));
        let parts = ModelPart::ALL.into_iter().filter_map(hindered);
        parts
            .map(|(part, reason)| Hindrance { part, reason })
            .collect()
    }

    /// Refuses when a part cannot be read.
    pub(super) fn require(&self, part: ModelPart) -> Result<(), RegistryError> {
        match self.hindrance(part) {
            Some(reason) => Err(RegistryError::NotFound(reason)),
            None => Ok(()),
        }
    }

    /// Who acts.
    pub(super) fn require_actor(&self) -> Result<&Actor, RegistryError> {
        let nobody = || RegistryError::Refused(vec![provost_core::registry::nobody_acts()]);
        self.actor.as_ref().ok_or_else(nobody)
    }

    /// Refuses what the role has no right to, before it is tried.
    pub(super) async fn require_right(
        &self,
        session: &mut Session,
        part: ModelPart,
        act: Act,
    ) -> Result<(), RegistryError> {
        self.require(part)?;
        let Some(need) = part.needs().first() else {
            return Ok(());
        };
        let statement = Statement::new(RIGHTS).bind(self.schema.clone());
        let rights: Option<Rights> = session.fetch_optional(statement.bind(need.table)).await?;
        let (held, word) = match act {
            Act::Insert => (rights.is_some_and(|rights| rights.may_insert), "INSERT"),
            Act::Update => (rights.is_some_and(|rights| rights.may_update), "UPDATE"),
            Act::Delete => (rights.is_some_and(|rights| rights.may_delete), "DELETE"),
        };
        if held {
            return Ok(());
        }
        let role = &self.moment.surroundings.role;
        Err(RegistryError::Refused(vec![Refusal::new(
            RefusalKind::NoRight,
            format!("The role {role} has no right to {word} on {}.", need.table),
            format!("The owner of the table can grant {word} on it to the role."),
        )]))
    }
}
