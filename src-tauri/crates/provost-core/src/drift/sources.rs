//! Where the values of a comparison came from.

use serde::{Deserialize, Serialize};

/// Both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct DriftSources {
    /// Then.
    pub reference: SourceRead,
    /// Now.
    pub current: SourceRead,
}

/// One source, as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SourceRead {
    /// The file, the query or the window of a table, as it was named.
    pub name: String,
    /// How many rows it has.
    pub rows: u32,
    /// How the rows that were compared were taken from them; none when all were.
    pub sample: Option<SampleTaken>,
}

/// How a sample was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SampleTaken {
    /// The method: always `reservoir` (Vitter's algorithm R, every row with the same chance).
    pub method: String,
    /// The seed of the generator (`SplitMix64`); the same rows in the same order with the same seed give the same sample.
    pub seed: u32,
    /// How many rows were taken.
    pub rows: u32,
}
