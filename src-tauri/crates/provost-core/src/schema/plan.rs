//! What a change would do, told before it is done, and what was done.

use serde::{Deserialize, Serialize};

use super::{Adoption, Obstacle, Pack};

/// Whether migrations are applied or taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Up.
    Apply,
    /// Down.
    Revert,
}

/// What a change would do. Making one changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// [`super::PLAN_SCHEMA`].
    pub schema: String,
    /// The database.
    pub database: String,
    /// The schema in which it works.
    pub governance_schema: String,
    /// Up or down.
    pub direction: Direction,
    /// The migrations in the order in which they would run, all in one transaction; empty when there is nothing to do.
    pub steps: Vec<PlannedMigration>,
    /// What stands in the way; the change is refused while any is left.
    pub obstacles: Vec<Obstacle>,
    /// What the change leaves out, and why; the rest can be done.
    pub left_out: Vec<Obstacle>,
}

/// One migration of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PlannedMigration {
    /// `pack/0001`.
    pub id: String,
    /// Its pack.
    pub pack: Pack,
    /// What it makes, or takes back.
    pub title: String,
    /// The SQL as it would run.
    pub sql: String,
    /// Rows that it would destroy; tables without rows are not named.
    pub losses: Vec<Loss>,
    /// Tables of the same names that are there already, compared with ours.
    pub adoptions: Vec<Adoption>,
}

/// Rows that a revert would destroy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Loss {
    /// The table.
    pub table: String,
    /// How many rows it holds.
    pub rows: u32,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Applied {
    /// [`super::APPLIED_SCHEMA`].
    pub schema: String,
    /// The database.
    pub database: String,
    /// The schema in which it was done.
    pub governance_schema: String,
    /// Up or down.
    pub direction: Direction,
    /// The migrations that were run, in order; empty when another program had done it before.
    pub steps: Vec<AppliedStep>,
    /// What was left out, and why.
    pub left_out: Vec<Obstacle>,
}

/// One migration that was run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AppliedStep {
    /// `pack/0001`.
    pub id: String,
    /// What it made, or took back.
    pub title: String,
    /// How long it took.
    pub milliseconds: u32,
    /// Tables that were adopted instead of made.
    pub adopted: Vec<String>,
}
