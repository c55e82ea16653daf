//! What an import did.

use serde::{Deserialize, Serialize};

use super::{MetricsFormat, RowError};

/// The form of a [`MetricsImport`] as JSON.
pub const IMPORT_SCHEMA: &str = "provost.metrics-import/1";

/// The most refused rows that are told one by one.
pub const MOST_TOLD: u32 = 1_000;

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MetricsImport {
    /// [`IMPORT_SCHEMA`].
    pub schema: String,
    /// The file.
    pub file: String,
    /// What it was read as.
    pub format: MetricsFormat,
    /// How many rows it has, good and bad.
    pub rows: u32,
    /// How many are in the table now because of this import.
    pub landed: u32,
    /// How many were refused.
    pub refused_count: u32,
    /// How many of them say only what the file or the table says already.
    pub duplicates: u32,
    /// The first [`MOST_TOLD`] of them, by their lines.
    pub refused: Vec<RowError>,
    /// Whether one refused row was to keep all others out.
    pub all_or_nothing: bool,
    /// What a reader must know, a sentence each.
    pub notes: Vec<String>,
}

/// Where an import stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ImportProgress {
    /// What is being done, in words.
    pub step: String,
    /// Rows that were read.
    pub rows: u32,
    /// Rows that were refused.
    pub refused: u32,
}
