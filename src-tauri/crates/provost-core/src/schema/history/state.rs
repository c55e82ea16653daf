//! The tables in which the tools keep what they have applied: which they are, and what their rows say.

mod applied;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Tool;

pub(super) use applied::applied;
pub use applied::{AppliedMigration, Outcome};
pub use table::{STATE_TABLES, StateTable, keeps_migrations, state_tables};

/// A row of a state table: its columns, each as text.
pub type Row = BTreeMap<String, Option<String>>;

/// What a database says of its migrations.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct State {
    /// The state table, with its schema; none when the database has none.
    pub table: Option<String>,
    /// The tools that keep such a table, the likeliest first.
    pub tools: Vec<Tool>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether the database has other tables: with none it is fresh, with some it was made without the tool.
    pub other_tables: bool,
    /// Who holds the tool's lock and since when, as its lock table says; none when nobody does.
    pub lock: Option<String>,
}

/// A column of a row; none when it is null or not there.
fn column<'a>(row: &'a Row, name: &str) -> Option<&'a str> {
    row.get(name).and_then(Option::as_deref)
}

/// Whether a column says yes, however the server writes it.
fn says_yes(row: &Row, name: &str) -> bool {
    column(row, name).is_some_and(|value| matches!(value, "t" | "true" | "1" | "TRUE"))
}
