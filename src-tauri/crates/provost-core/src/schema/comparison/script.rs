//! The way back: the SQL that makes a database what it should be, in an order in which it can run, with what each
//! statement costs; and what cannot be written, with the reason.
//!
//! The statements are plain ones, so that all of them can run in one transaction and a failure leaves nothing half done.
//! Where a statement holds a lock for long, the way that does not stands beside it.

mod casts;
mod column_marks;
mod columns;
mod data_types;
mod ddl;
mod default_privileges;
mod dependents;
mod dropping;
mod foreign;
mod functions;
mod groundwork;
mod hanging;
mod identity;
mod later;
mod making;
mod mentions;
mod narrowing;
mod order;
mod other_names;
mod plain;
mod planner;
mod privileges;
mod publications;
mod renaming;
mod sequences;
mod settings;
mod side;
mod staying;
mod step;
mod tables;
mod versions;
mod views;

pub use ddl::ddl;

use crate::catalog::Catalog;
use serde::{Deserialize, Serialize};

use super::object::ObjectId;
use super::{Change, Comparison};

/// The way back from what a database is to what it should be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Script {
    /// What the session is told before the first statement.
    pub preparation: Vec<String>,
    /// The statements, in the order in which they can run.
    pub statements: Vec<ScriptStatement>,
    /// Whether all of them can run in one transaction. When not, a new value of an enum is used by a later statement, and
    /// the server lets a value be used only after it was committed.
    pub transactional: bool,
    /// What cannot be written.
    pub cannot: Vec<Cannot>,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ScriptStatement {
    /// What it changes.
    pub object: ObjectId,
    /// The statement, without the semicolon at its end.
    pub sql: String,
    /// What it costs.
    pub warnings: Vec<Warning>,
}

/// What a statement costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Warning {
    /// In which way.
    pub kind: WarningKind,
    /// A sentence.
    pub text: String,
    /// The way that costs less, as SQL or as words; none where there is none.
    pub safer: Option<String>,
}

/// In which way a statement costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// Data are gone afterwards, or less exact.
    LosesData,
    /// The server writes the whole table anew, under an exclusive lock.
    RewritesTable,
    /// A lock that keeps others out is held for as long as the table is read.
    LocksLong,
    /// Rows, or what the catalog does not hold, can make it fail.
    MayFail,
}

/// A difference that is not in the statements.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Cannot {
    /// What stays different.
    pub object: ObjectId,
    /// Why, a sentence.
    pub reason: String,
}

/// Calls a table of a catalog as it should be called; false when another object has that name.
pub(super) fn call_as_expected(catalog: &mut Catalog, id: &ObjectId, from: &str) -> bool {
    renaming::rename(catalog, id, from).is_some()
}

/// The SQL that brings the actual database to the expected state. The comparison tells what is compared.
#[must_use]
pub fn script(expected: &Catalog, actual: &Catalog, comparison: &Comparison) -> Script {
    let ground = groundwork::lay(expected, actual, &comparison.options);
    let mut planner = planner::Planner::new(expected, &ground.actual, &comparison.options);
    planner.steps = ground.steps;
    planner.cannot = ground.cannot;
    planner.plan(&ground.comparison);
    planner.finish()
}

/// Whether a difference asks for its object to be made.
fn is_missing(change: &Change) -> bool {
    matches!(change, Change::Missing | Change::Renamed { .. })
}
