//! What can differ: one named object of a database with its properties.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The kinds of objects that are compared, in the order in which a report shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ObjectKind {
    /// An extension.
    Extension,
    /// A schema.
    Schema,
    /// A table, partitioned or not.
    Table,
    /// A column of a table, or of a view where it carries privileges or a comment of its own.
    Column,
    /// A primary key.
    PrimaryKey,
    /// A unique constraint.
    Unique,
    /// A foreign key.
    ForeignKey,
    /// A CHECK.
    Check,
    /// An exclusion constraint.
    Exclusion,
    /// An index that serves no constraint.
    Index,
    /// A view.
    View,
    /// A materialised view.
    MaterializedView,
    /// A table on a foreign server.
    ForeignTable,
    /// A row-security policy.
    Policy,
    /// A trigger.
    Trigger,
    /// A rewrite rule.
    Rule,
    /// A function.
    Function,
    /// A procedure.
    Procedure,
    /// An aggregate.
    Aggregate,
    /// A sequence, also one behind an identity column.
    Sequence,
    /// An enumerated type.
    Enum,
    /// A domain.
    Domain,
    /// A composite or range type.
    Type,
    /// Extended statistics.
    Statistics,
    /// A cast.
    Cast,
    /// A foreign server.
    ForeignServer,
    /// A publication of logical replication.
    Publication,
    /// A subscription of logical replication.
    Subscription,
    /// An event trigger.
    EventTrigger,
    /// Privileges that new objects get.
    DefaultPrivileges,
    /// A setting that the database carries.
    DatabaseSetting,
    /// An object of a kind that is counted and named but not modelled.
    Other,
}

impl ObjectKind {
    /// The word for one of them.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Extension => "extension",
            Self::Schema => "schema",
            Self::Table => "table",
            Self::Column => "column",
            Self::PrimaryKey => "primary key",
            Self::Unique => "unique constraint",
            Self::ForeignKey => "foreign key",
            Self::Check => "check",
            Self::Exclusion => "exclusion constraint",
            Self::Index => "index",
            Self::View => "view",
            Self::MaterializedView => "materialized view",
            Self::ForeignTable => "foreign table",
            Self::Policy => "policy",
            Self::Trigger => "trigger",
            Self::Rule => "rule",
            Self::Function => "function",
            Self::Procedure => "procedure",
            Self::Aggregate => "aggregate",
            Self::Sequence => "sequence",
            Self::Enum => "enum",
            Self::Domain => "domain",
            Self::Type => "type",
            Self::Statistics => "statistics object",
            Self::Cast => "cast",
            Self::ForeignServer => "foreign server",
            Self::Publication => "publication",
            Self::Subscription => "subscription",
            Self::EventTrigger => "event trigger",
            Self::DefaultPrivileges => "default privileges",
            Self::DatabaseSetting => "database setting",
            Self::Other => "object",
        }
    }

    /// Whether it hangs on a table and goes with it.
    #[must_use]
    pub fn belongs_to_table(self) -> bool {
        matches!(
            self,
            Self::Column
                | Self::PrimaryKey
                | Self::Unique
                | Self::ForeignKey
                | Self::Check
                | Self::Exclusion
                | Self::Index
                | Self::Policy
                | Self::Trigger
                | Self::Rule
        )
    }
}

/// What names one object among all of a database.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ObjectId {
    /// The schema; none for what stands in none.
    pub schema: Option<String>,
    /// The table on which it hangs.
    pub table: Option<String>,
    /// What it is.
    pub kind: ObjectKind,
    /// Its name within those; a function's with its arguments.
    pub name: String,
}

impl std::fmt::Display for ObjectId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ", self.kind.word())?;
        for part in [&self.schema, &self.table].into_iter().flatten() {
            write!(f, "{part}.")?;
        }
        f.write_str(&self.name)
    }
}

/// The properties of an object that can differ, by their names, as a person reads them. One that is not there is as one
/// that is empty.
pub(super) type Properties = BTreeMap<&'static str, String>;

/// One object as a catalog has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Object {
    pub(super) id: ObjectId,
    pub(super) properties: Properties,
}
