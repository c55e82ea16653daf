//! One immutable picture of a database, as its system catalogs report it at one moment.
//!
//! Everything that judges a database reads a [`Catalog`] and never goes back to ask, so a judgement can be made again
//! on a catalog that was saved. What the reading role may not see is [`Visible::Hidden`] with the reason, never absent.
//! Lists are sorted by name (columns by position), so two readings of the same state are equal.

mod definition;
mod lookup;
mod objects;
mod quoting;
mod relations;
#[cfg(test)]
mod round_trip;
#[cfg(test)]
pub(crate) mod sample;
mod server;
mod visible;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use objects::{
    Cast, CollationFact, DefaultPrivilege, Domain, EnumType, EventTrigger, ExtendedStatistics,
    Extension, ForeignServer, Function, FunctionKind, OtherObject, Publication, PublishedPart,
    Schema, Sequence, Subscription, TypeFact, Volatility,
};
pub use quoting::{quote_identifier, quote_literal};
pub use relations::{
    Column, Constraint, ConstraintKind, Generated, Identity, Index, IndexKey, Persistence, Policy,
    PolicyCommand, Relation, RelationKind, ReplicaIdentity, RewriteRule, TableStatistics, Trigger,
};
pub use server::{
    ArchiverFacts, DatabaseFacts, HbaRule, PasswordHash, ReplicationSlot, Role, RoleMembership,
    RoleSetting, ServerFacts, SessionFacts, Setting,
};
pub use visible::{CodePoint, visible};

/// The name of the JSON form of a [`Catalog`]; the number grows when a reader of the old form would be misled.
pub const CATALOG_SCHEMA: &str = "provost.catalog/1";

/// What one reading of a database found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalog {
    /// [`CATALOG_SCHEMA`].
    pub schema: String,
    /// When the reading began, by the server's clock.
    pub taken_at: DateTime<Utc>,
    /// The server that was read.
    pub server: ServerFacts,
    /// The database that was read.
    pub database: DatabaseFacts,
    /// Schemas, without those of the system and of temporary tables.
    pub schemas: Vec<Schema>,
    /// Tables, views, materialised views and foreign tables with all that hangs on them.
    pub relations: Vec<Relation>,
    /// Functions, procedures and aggregates that belong to no extension.
    pub functions: Vec<Function>,
    /// Sequences, with the column that owns each.
    pub sequences: Vec<Sequence>,
    /// Enumerated types with their values in order.
    pub enums: Vec<EnumType>,
    /// Domains.
    pub domains: Vec<Domain>,
    /// Composite and range types that stand alone.
    pub types: Vec<TypeFact>,
    /// Extensions that are installed.
    pub extensions: Vec<Extension>,
    /// Names of the extensions that the server could install.
    pub available_extensions: Vec<String>,
    /// Event triggers.
    pub event_triggers: Vec<EventTrigger>,
    /// Publications of logical replication.
    pub publications: Vec<Publication>,
    /// Subscriptions of logical replication; connection strings are never read.
    pub subscriptions: Visible<Vec<Subscription>>,
    /// Foreign servers.
    pub foreign_servers: Vec<ForeignServer>,
    /// Collations whose recorded version differs from the one that the operating system has now.
    pub outdated_collations: Vec<CollationFact>,
    /// Extended statistics objects.
    pub extended_statistics: Vec<ExtendedStatistics>,
    /// Casts that users made.
    pub casts: Vec<Cast>,
    /// Objects of kinds that are counted and named but not modelled: operators, text search configurations and so on.
    pub other_objects: Vec<OtherObject>,
    /// `ALTER DEFAULT PRIVILEGES` entries.
    pub default_privileges: Vec<DefaultPrivilege>,
    /// Roles of the cluster.
    pub roles: Vec<Role>,
    /// Who is a member of which role.
    pub memberships: Vec<RoleMembership>,
    /// Settings that a role or a database carries (`ALTER ROLE … SET`).
    pub role_settings: Vec<RoleSetting>,
    /// Configuration settings, by name. Those that the role may not read are missing; [`ServerFacts::reads_all_settings`] says so.
    pub settings: Vec<Setting>,
    /// The lines of `pg_hba.conf`.
    pub hba_rules: Visible<Vec<HbaRule>>,
    /// The kind of stored password for each login role; never the password.
    pub password_hashes: Visible<Vec<PasswordHash>>,
    /// Sessions of other clients, without their statements.
    pub sessions: Visible<Vec<SessionFacts>>,
    /// Replication slots.
    pub replication_slots: Vec<ReplicationSlot>,
    /// Archiving of the write-ahead log.
    pub archiver: Visible<ArchiverFacts>,
}

/// A fact, or the reason why the reading role could not see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visible<T> {
    /// What was seen.
    Seen(T),
    /// Why it could not be seen, in words a person can act on.
    Hidden(String),
}

impl<T> Visible<T> {
    /// The fact, or the reason why it is hidden.
    pub fn seen(&self) -> Result<&T, &str> {
        match self {
            Self::Seen(fact) => Ok(fact),
            Self::Hidden(reason) => Err(reason),
        }
    }

    /// The fact as `change` makes it; the reason stays.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Visible<U> {
        match self {
            Self::Seen(fact) => Visible::Seen(change(fact)),
            Self::Hidden(reason) => Visible::Hidden(reason),
        }
    }
}

/// A name inside a schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QualifiedName {
    /// The schema.
    pub schema: String,
    /// The name within it.
    pub name: String,
}

impl QualifiedName {
    /// Joins the two parts.
    pub fn new(schema: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            schema: schema.into(),
            name: name.into(),
        }
    }

    /// As SQL writes it, both parts quoted when they must be.
    #[must_use]
    pub fn quoted(&self) -> String {
        format!(
            "{}.{}",
            quote_identifier(&self.schema),
            quote_identifier(&self.name)
        )
    }
}

impl std::fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.schema, self.name)
    }
}

/// One privilege that one role holds on one object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// Who holds it; [`PUBLIC`] for everyone.
    pub grantee: String,
    /// Who gave it.
    pub grantor: String,
    /// `SELECT`, `INSERT`, `EXECUTE` and so on.
    pub privilege: String,
    /// Whether the holder may pass it on.
    pub grantable: bool,
}

/// The grantee that stands for every role. A role cannot have this name: the server reserves `public`.
pub const PUBLIC: &str = "PUBLIC";
