//! Statements that a report repeats as its evidence.

use serde::{Deserialize, Serialize};

/// A statement that was asked for a report. Whoever has the same rights can ask it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedStatement {
    /// What it tells.
    pub title: String,
    /// The statement, with the schema in which it was asked.
    pub sql: String,
    /// The values of `$1`, `$2` and so on, in words.
    pub parameters: Vec<String>,
    /// How many rows of its answer the report holds; none where they were taken together with others.
    pub rows: Option<u32>,
}
