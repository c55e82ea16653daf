//! The sample company: a year of an invented insurer, so that every screen has something to show before anybody's own data do.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The form of [`SampleState`] as JSON.
pub const SAMPLE_SCHEMA: &str = "provost.sample/1";

/// What the company is called. There is none of that name.
pub const SAMPLE_COMPANY: &str = "Halvard Mutual Insurance";

/// The id of its tenant, the same wherever it is loaded.
pub const SAMPLE_TENANT: Uuid = Uuid::from_u128(0x5a3b_1e00_c0de_4000_8000_0000_0000_0001);

/// The seed that is taken when nobody names another.
pub const SAMPLE_SEED: u32 = 1;

/// Whether the sample company is in a database, and how much of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SampleState {
    /// [`SAMPLE_SCHEMA`].
    pub schema: String,
    /// Whether any of it is there.
    pub loaded: bool,
    /// [`SAMPLE_COMPANY`].
    pub tenant: String,
    /// When it was loaded, RFC 3339 in UTC; none when it is not there.
    pub loaded_at: Option<String>,
    /// The day on which its year ends, `2026-11-22`; none when it is not there.
    pub day: Option<String>,
    /// The seed of its numbers; none when it is not there.
    pub seed: Option<u32>,
    /// How many rows it has in each governance table that has any, by the name of the table.
    pub counts: Vec<SampleCount>,
}

/// The rows of the sample company in one table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SampleCount {
    /// The table, without its schema.
    pub table: String,
    /// How many rows.
    pub rows: u32,
}
