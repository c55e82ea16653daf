//! Tables of our names that somebody else made: how they compare, and whether they can become ours without losing a row.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is to become of tables of our names that are there already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Adopt {
    /// Whether they may become ours. Without it they stand in the way.
    pub allow: bool,
    /// To which tenant their rows belong, when they do not say it themselves.
    pub tenant: Option<Uuid>,
}

/// One table that is there already, compared with ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Adoption {
    /// The table.
    pub table: String,
    /// How many rows it holds.
    pub rows: u32,
    /// Whether it can become ours.
    pub verdict: AdoptionVerdict,
    /// Why not, a sentence; none unless it is refused.
    pub reason: Option<String>,
    /// Its columns and ours: ours in their order, then those that only it has.
    pub columns: Vec<ColumnComparison>,
    /// The SQL that would make it ours; empty when it is refused.
    pub sql: Vec<String>,
}

/// Whether a table can become ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum AdoptionVerdict {
    /// It has all that ours has.
    Same,
    /// It becomes ours by additions and by widening types; no value changes and none is lost.
    Extend,
    /// It is something else, or its rows do not keep our constraints.
    Refuse,
}

/// One column on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct ColumnComparison {
    /// Its name.
    pub column: String,
    /// Our type, with `not null` where it is demanded; none when only the other side has it.
    pub ours: Option<String>,
    /// The type that is there; none when only we have it.
    pub theirs: Option<String>,
    /// How they compare.
    pub verdict: ColumnVerdict,
}

/// How two columns of one name compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ColumnVerdict {
    /// The same type and the same demand for a value.
    Same,
    /// Missing there; it would be added.
    Added,
    /// A narrower type there; it would be widened.
    Widened,
    /// The same type; ours demands a value.
    Tightened,
    /// Only there; it stays.
    Extra,
    /// Another type, which cannot become ours without changing values.
    Differs,
}
