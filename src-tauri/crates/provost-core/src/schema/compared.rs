//! A comparison with all that a person needs to know of it: what was compared, with what, what was not, and the way back.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::NotCompared;
use super::comparison::Comparison;
use super::comparison::script::Script;
use crate::audit::Severity;

/// The form of a [`ComparisonReport`] as JSON.
pub const COMPARISON_REPORT_SCHEMA: &str = "provost.schema-compared/1";

/// How a database differs from what it should be, and the way back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ComparisonReport {
    /// [`COMPARISON_REPORT_SCHEMA`].
    pub schema: String,
    /// What the database is called here.
    pub name: String,
    /// When it was read, by its server's clock.
    pub taken_at: DateTime<Utc>,
    /// Where the expected state comes from.
    pub expected_from: ExpectedFrom,
    /// The differences.
    pub comparison: Comparison,
    /// The SQL that would bring the database to the expected state. Provost writes it and never runs it.
    pub script: Script,
    /// What nothing can be said about.
    pub not_compared: Vec<NotCompared>,
    /// What else happened while the expected state was made, a sentence each.
    pub notes: Vec<String>,
}

impl ComparisonReport {
    /// How bad the worst difference is.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        let differences = self.comparison.differences.iter();
        differences.map(|difference| difference.severity).max()
    }
}

/// Where an expected state comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "kind", content = "name", rename_all = "kebab-case")]
pub enum ExpectedFrom {
    /// A file or folder of SQL.
    Sql(String),
    /// Another connection.
    Connection(String),
    /// A catalog that was saved.
    Catalog(String),
    /// Provost's own packs, in this schema.
    Packs(String),
}

impl std::fmt::Display for ExpectedFrom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sql(path) => write!(f, "the SQL of {path}"),
            Self::Connection(name) => write!(f, "the database of the connection {name}"),
            Self::Catalog(path) => write!(f, "the catalog {path}"),
            Self::Packs(schema) => write!(f, "Provost's packs in the schema {schema}"),
        }
    }
}
