//! What a database should be, as SQL says it, and what of that could not be found out.

mod completing;
pub mod supabase;

pub use completing::complete;

use serde::{Deserialize, Serialize};

use crate::catalog::Catalog;

/// What a database should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// What was made of the SQL.
    pub catalog: Catalog,
    /// What was left out or stood in for, so that nothing can be said about it.
    pub not_compared: Vec<NotCompared>,
    /// What else happened on the way, a sentence each.
    pub notes: Vec<String>,
}

impl Expected {
    /// [`complete`], after which the list names of what a platform makes by itself only what the actual database has.
    pub fn complete(&mut self, actual: &Catalog) {
        supabase::tell_unplaced(self, actual);
        complete(&mut self.catalog, actual, &self.not_compared);
        supabase::settle(&mut self.not_compared, actual);
    }
}

/// A part of a schema about which nothing can be said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct NotCompared {
    /// Which part, where its name is known.
    pub part: Option<Part>,
    /// The same in words, such as `index app.docs_near`.
    pub what: String,
    /// Why, a sentence.
    pub reason: String,
}

/// A part of a schema by its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename = "SchemaPart", rename_all = "camelCase")]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its schema, where the SQL names one.
    pub schema: Option<String>,
    /// The table on which it hangs.
    pub table: Option<String>,
    /// Its name; that of a function without its arguments.
    pub name: String,
}

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// A table, view or foreign table.
    Relation,
    /// A column.
    Column,
    /// An index.
    Index,
    /// A constraint.
    Constraint,
    /// A policy.
    Policy,
    /// A trigger.
    Trigger,
    /// A rewrite rule.
    Rule,
    /// A function, procedure or aggregate.
    Function,
    /// A type or domain.
    Type,
    /// A sequence.
    Sequence,
    /// Extended statistics.
    Statistics,
    /// An extension.
    Extension,
    /// An event trigger.
    EventTrigger,
    /// A publication.
    Publication,
    /// A subscription.
    Subscription,
    /// A foreign server.
    ForeignServer,
    /// A tablespace that tables should stand in.
    Tablespace,
    /// A schema.
    Schema,
    /// A schema that the platform of the database makes and fills by itself.
    PlatformSchema,
}

impl PartKind {
    /// The word for one of them.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Relation => "table or view",
            Self::Column => "column",
            Self::Index => "index",
            Self::Constraint => "constraint",
            Self::Policy => "policy",
            Self::Trigger => "trigger",
            Self::Rule => "rule",
            Self::Function => "function",
            Self::Type => "type",
            Self::Sequence => "sequence",
            Self::Statistics => "statistics object",
            Self::Extension => "extension",
            Self::EventTrigger => "event trigger",
            Self::Publication => "publication",
            Self::Subscription => "subscription",
            Self::ForeignServer => "foreign server",
            Self::Tablespace => "tablespace",
            Self::Schema | Self::PlatformSchema => "schema",
        }
    }
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ", self.kind.word())?;
        for place in [&self.schema, &self.table].into_iter().flatten() {
            write!(f, "{place}.")?;
        }
        f.write_str(&self.name)
    }
}
