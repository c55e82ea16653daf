//! The consistency report: what a database should be against what it is, its migrations, its surroundings, what that risks
//! and what to do, in the twelve sections of a validation report, each statement with its evidence.

mod accounts;
mod actions;
mod assessment;
mod audit_rules;
mod commands;
mod compliance;
mod conclusion;
mod connectivity;
mod costs;
mod credentials;
mod differences;
mod environments;
mod facts;
mod gaps;
mod hashing;
mod integrity;
mod judgement;
mod migrations;
mod missing_indexes;
mod overview;
mod performance;
mod purposes;
mod risks;
mod security;
mod shares;
mod slowness;
mod sql;
mod steps;
mod strategy;
mod subject;
mod tables;
#[cfg(test)]
mod tests;
mod timeline;
mod violations;
mod wording;

pub use assessment::assess;

pub use facts::{
    BreakingRows, Evidence, EvidencePart, Fact, Infrastructure, Pooler, Standing, TableLoad, Tally,
    Tls,
};
pub use hashing::{PasswordColumn, PasswordShapes, Shape, password_columns};
pub use judgement::{
    ComplianceLine, Finding, FindingCode, MissingConstraint, MissingIndex, Requirement, Topic,
};
pub use strategy::{Action, Phase, Priority, Risk, Size};
pub use wording::bytes;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::ComparisonReport;
use super::comparison::Area;
use super::configuration::{Configuration, ConfigurationDifference};
use super::history::History;
use crate::audit::{Audit, Severity};
use crate::catalog::Catalog;
use crate::connections::Environment;

/// The form of a [`Consistency`] as JSON.
pub const CONSISTENCY_SCHEMA: &str = "provost.schema-consistency/1";

/// What the report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// What the connection is called.
    pub name: &'a str,
    /// What the database is for.
    pub environment: Environment,
    /// When the report is made.
    pub generated_at: DateTime<Utc>,
    /// The version of Provost.
    pub product_version: &'a str,
    /// The differences.
    pub comparison: &'a ComparisonReport,
    /// What the database should be.
    pub expected: &'a Catalog,
    /// What it is.
    pub actual: &'a Catalog,
    /// What the rules say of it.
    pub audit: &'a Audit,
    /// Its migrations; none when nobody pointed at a folder and it has no record of any.
    pub history: Option<&'a History>,
    /// The profile first, then the files that somebody pointed at.
    pub configurations: &'a [Configuration],
    /// What the server and the pooler said.
    pub infrastructure: &'a Infrastructure,
    /// How many rows break what is expected and not there.
    pub breaking: &'a [BreakingRows],
}

/// All that the report says. It is made of facts alone, so the same facts give the same report.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Consistency {
    /// [`CONSISTENCY_SCHEMA`].
    pub schema: String,
    /// What the connection is called.
    pub name: String,
    /// What the database is for.
    pub environment: Environment,
    /// When the report was made.
    pub generated_at: DateTime<Utc>,
    /// The version of Provost.
    pub product_version: String,
    /// The conclusion.
    pub conclusion: Conclusion,
    /// All that is wrong, the worst first. Sections show those of their topic; actions and risks name them by place.
    pub findings: Vec<Finding>,
    /// Section 1: the database and its server.
    pub infrastructure: Vec<Fact>,
    /// Section 2: which tables are there.
    pub tables: TableComparison,
    /// Section 2 in full: every difference with the SQL that mends it.
    pub comparison: ComparisonReport,
    /// Section 3: the migrations; none when nobody pointed at a folder and the database has no record of any.
    pub history: Option<History>,
    /// Section 4: what protects accounts and rows.
    pub security: Vec<Fact>,
    /// Section 5: how programs reach the database.
    pub connectivity: Connectivity,
    /// Section 6: what it costs to read.
    pub performance: Performance,
    /// Section 7: what keeps wrong rows out.
    pub integrity: Integrity,
    /// Section 8: what a regulation asks for, and whether it is there.
    pub compliance: Vec<ComplianceLine>,
    /// Section 9: what to do, in order.
    pub actions: Vec<Action>,
    /// Section 10: what can go wrong meanwhile, the worst first.
    pub risks: Vec<Risk>,
    /// Section 11: when, as it follows from the actions and their sizes.
    pub phases: Vec<Phase>,
    /// Section 12: what was asked and what was answered.
    pub evidence: Vec<Evidence>,
    /// What nothing can be said about and why, a sentence each.
    pub not_known: Vec<String>,
}

/// The conclusion of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Conclusion {
    /// How bad the worst finding is; none when nothing was found.
    pub risk: Option<Severity>,
    /// The whole in one sentence.
    pub headline: String,
    /// What else a person must know first, a sentence each, the worst first, five at most.
    pub sentences: Vec<String>,
    /// The least and the most working days that all actions together take; none when there is nothing to do.
    pub days: Option<(u32, u32)>,
}

/// Which tables of those expected are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableComparison {
    /// How many are expected.
    pub expected: u32,
    /// How many of those are there.
    pub present: u32,
    /// How many are there beside them.
    pub unexpected: u32,
    /// By schema and area; those with most missing first.
    pub groups: Vec<TableGroup>,
}

/// The tables of one schema and area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableGroup {
    /// The schema.
    pub schema: String,
    /// What the tables are for.
    pub area: Area,
    /// How many are expected.
    pub expected: u32,
    /// How many of those are there.
    pub present: u32,
    /// The tables: missing first, then changed, then those as they should be, then those that nobody expects.
    pub tables: Vec<TableLine>,
}

/// One table on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableLine {
    /// Its name within the schema.
    pub name: String,
    /// Whether it is there.
    pub state: TableState,
    /// What its COMMENT says it is for.
    pub purpose: Option<String>,
    /// How many columns it should have; none when it is not expected.
    pub columns_expected: Option<u32>,
    /// How many it has; none when it is missing.
    pub columns_present: Option<u32>,
    /// How many differences it and what hangs on it have, without noise.
    pub differences: u32,
    /// How bad the worst of those is.
    pub worst: Option<Severity>,
    /// How many rows it has; none when it is missing.
    pub rows: Option<Tally>,
}

/// Whether a table is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum TableState {
    /// As it should be.
    Same,
    /// There, and different.
    Changed,
    /// There under another name.
    Renamed {
        /// The name that it has.
        from: String,
    },
    /// Not there.
    Missing,
    /// There, and not expected.
    Unexpected,
}

/// How programs reach the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Connectivity {
    /// What the server and the pooler say.
    pub facts: Vec<Fact>,
    /// The profile and the files that somebody pointed at.
    pub configurations: Vec<Configuration>,
    /// In what they differ, the worst first.
    pub differences: Vec<ConfigurationDifference>,
}

/// What it costs to read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Performance {
    /// Cache, connections and so on.
    pub facts: Vec<Fact>,
    /// Indexes that are expected and not there, and foreign keys without one.
    pub missing_indexes: Vec<MissingIndex>,
    /// The tables, the largest first.
    pub tables: Vec<TableLoad>,
}

/// What keeps wrong rows out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Integrity {
    /// What is there.
    pub protections: Vec<Fact>,
    /// What is expected and not there, with the rows that break it now.
    pub missing: Vec<MissingConstraint>,
}
