//! What the rows of a state table say: which migration, when, by whom, and what became of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::Tool;
use super::super::scripts::{change_set, flyway_version};
use super::{Row, column, says_yes};

/// A migration that the database says was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct AppliedMigration {
    /// Its name, as [`super::super::Migration::id`].
    pub id: String,
    /// What the row says that it does.
    pub title: Option<String>,
    /// When it was applied, as the server writes it; none where the tool does not keep it.
    pub at: Option<String>,
    /// By which role or change set's author; none where the tool does not keep it.
    pub by: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// What the tool keeps to know a changed file again.
    pub checksum: Option<String>,
    /// Whether a row names it; else it follows from a row that names a later one.
    pub recorded: bool,
}

/// What became of a migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was applied.
    Applied,
    /// The history begins with it: what comes before was there already.
    Baseline,
    /// It was marked as applied and never run.
    MarkedOnly,
    /// It failed, or was broken off, and nobody has said what became of it.
    Failed,
    /// It was taken back.
    TakenBack,
}

impl Outcome {
    /// Whether the database has what the migration makes.
    #[must_use]
    pub const fn stands(self) -> bool {
        matches!(self, Self::Applied | Self::Baseline | Self::MarkedOnly)
    }
}

/// Reads the rows of a tool's table, in the order in which the migrations were applied.
pub(in super::super) fn applied(tool: Tool, rows: &[Row]) -> Vec<AppliedMigration> {
    let mut rows: Vec<&Row> = rows.iter().collect();
    rows.sort_by_cached_key(|row| order(tool, row));
    let read = rows.into_iter().filter_map(|row| one(tool, row));
    last_of_each(read.collect())
}

/// By the column that counts up, or else by when or by name.
fn order(tool: Tool, row: &Row) -> (i128, String) {
    let name = match tool {
        Tool::Flyway => "installed_rank",
        Tool::Liquibase => "orderexecuted",
        Tool::Prisma => "started_at",
        Tool::Django | Tool::Knex | Tool::TypeOrm | Tool::Goose | Tool::Drizzle => "id",
        Tool::Alembic => "version_num",
        Tool::Sequelize => "name",
        Tool::EfCore => "MigrationId",
        _ => "version",
    };
    let value = column(row, name)
        .or(column(row, "migration_id"))
        .unwrap_or_default();
    (value.parse().unwrap_or(i128::MAX), value.to_owned())
}

/// A migration that was tried, failed and tried again, or taken back and applied again, is what it was last. A
/// failure that was followed by success is none any more.
fn last_of_each(list: Vec<AppliedMigration>) -> Vec<AppliedMigration> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (place, one) in list.iter().enumerate() {
        places.insert(one.id.clone(), place);
    }
    let kept = list
        .into_iter()
        .enumerate()
        .filter(|(place, one)| places.get(&one.id) == Some(place));
    kept.map(|(_, one)| one).collect()
}

fn one(tool: Tool, row: &Row) -> Option<AppliedMigration> {
    let get = |name: &str| column(row, name).map(str::to_owned);
    let any = |names: &[&str]| names.iter().find_map(|name| get(name));
    let id = match tool {
        Tool::Alembic => get("version_num")?,
        Tool::Django => format!("{}.{}", column(row, "app")?, column(row, "name")?),
        Tool::Flyway => return flyway(row),
        Tool::Liquibase => change_set(
            column(row, "filename")?,
            column(row, "id")?,
            column(row, "author")?,
        ),
        Tool::Prisma => get("migration_name")?,
        Tool::Knex | Tool::TypeOrm | Tool::Sequelize => get("name")?,
        Tool::EfCore => any(&["MigrationId", "migration_id"])?,
        Tool::Drizzle => get("created_at")?,
        Tool::Goose => get("version_id").filter(|id| id != "0")?,
        _ => get("version")?,
    };
    let title = match tool {
        Tool::Sqlx => get("description"),
        Tool::Supabase | Tool::Refinery => get("name"),
        Tool::Liquibase => get("comments")
            .filter(|text| !text.is_empty())
            .or(get("description")),
        _ => None,
    };
    let at = any(&[
        "installed_on",
        "applied",
        "finished_at",
        "dateexecuted",
        "migration_time",
        "run_on",
        "tstamp",
        "inserted_at",
        "applied_on",
        "started_at",
    ]);
    let by = any(&["created_by", "author"]);
    let checksum = any(&["checksum", "md5sum", "hash", "statements"]);
    Some(AppliedMigration {
        id,
        title,
        at,
        by,
        outcome: outcome(tool, row),
        checksum,
        recorded: true,
    })
}

fn outcome(tool: Tool, row: &Row) -> Outcome {
    match tool {
        Tool::Sqlx if !says_yes(row, "success") => Outcome::Failed,
        Tool::GolangMigrate if says_yes(row, "dirty") => Outcome::Failed,
        Tool::Goose if !says_yes(row, "is_applied") => Outcome::TakenBack,
        Tool::Prisma if column(row, "rolled_back_at").is_some() => Outcome::TakenBack,
        Tool::Prisma if column(row, "finished_at").is_none() => Outcome::Failed,
        Tool::Liquibase => match column(row, "exectype") {
            Some("FAILED") => Outcome::Failed,
            Some("MARK_RAN") => Outcome::MarkedOnly,
            Some("SKIPPED") => Outcome::TakenBack,
            _ => Outcome::Applied,
        },
        _ => Outcome::Applied,
    }
}

/// A row of Flyway has no version for a repeatable migration, and a type that tells what happened.
fn flyway(row: &Row) -> Option<AppliedMigration> {
    let get = |name: &str| column(row, name).map(str::to_owned);
    let kind = column(row, "type").unwrap_or_default();
    let script = column(row, "script").unwrap_or_default();
    let name = script.rsplit(['/', '\\']).next().unwrap_or_default();
    let id = match column(row, "version") {
        Some(version) => flyway_version(version),
        None if kind == "SCHEMA" => return None,
        None => name
            .rsplit_once('.')
            .map_or(name, |(stem, _)| stem)
            .to_owned(),
    };
    let outcome = match kind {
        _ if !says_yes(row, "success") => Outcome::Failed,
        "DELETE" => Outcome::TakenBack,
        _ if kind.starts_with("UNDO") => Outcome::TakenBack,
        "BASELINE" => Outcome::Baseline,
        _ => Outcome::Applied,
    };
    Some(AppliedMigration {
        id,
        title: get("description"),
        at: get("installed_on"),
        by: get("installed_by"),
        outcome,
        checksum: get("checksum"),
        recorded: true,
    })
}
