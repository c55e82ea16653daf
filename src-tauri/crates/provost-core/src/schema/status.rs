//! What a database has of the packs.

use serde::{Deserialize, Serialize};

use super::Pack;

/// What a database has of the packs, and what stands in the way of changing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct SchemaStatus {
    /// [`super::STATUS_SCHEMA`].
    pub schema: String,
    /// The database.
    pub database: String,
    /// The role that asked.
    pub role: String,
    /// The schema that the profile names.
    pub governance_schema: String,
    /// Whether that schema is there.
    pub schema_exists: bool,
    /// The server's version, as it says it.
    pub server_version: String,
    /// What stands in the way of any change; empty when changes can be made.
    pub obstacles: Vec<Obstacle>,
    /// Every pack, in order.
    pub packs: Vec<PackStatus>,
}

/// Something that stands in the way of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct Obstacle {
    /// Which kind.
    pub kind: ObstacleKind,
    /// What it is, a sentence.
    pub message: String,
    /// What to do about it, a sentence.
    pub hint: String,
}

/// The kinds of things that stand in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum ObstacleKind {
    /// The profile is read-only.
    ReadOnlyProfile,
    /// A pooler stands between: locks and settings of a session are not the session's own behind it.
    Pooler,
    /// The server only follows another one.
    Standby,
    /// The server is too old.
    OldServer,
    /// The role lacks a right.
    Permission,
    /// An extension is not installed on the server.
    Extension,
    /// Tables of the same names that somebody else made.
    ForeignTables,
    /// A migration that was applied has another text now, or is not known to this version of Provost.
    History,
    /// Other packs or the person's own objects rest on what would be removed.
    Dependents,
    /// Rows would be lost.
    Rows,
}

/// What a database has of one pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct PackStatus {
    /// Which pack.
    pub pack: Pack,
    /// Its heading.
    pub title: String,
    /// What it is for, a sentence.
    pub purpose: String,
    /// All in one word.
    pub state: PackState,
    /// The tables that it holds when it is installed, in the order of their making.
    pub tables: Vec<String>,
    /// Its migrations, oldest first; those that only the database knows come last.
    pub migrations: Vec<MigrationStatus>,
}

/// A pack in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum PackState {
    /// Nothing of it is there.
    Absent,
    /// All of it is there.
    Installed,
    /// Some of it is there.
    Partial,
    /// A migration of it was altered since it was applied, or is not known.
    Doubtful,
}

/// One migration in one database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub struct MigrationStatus {
    /// `pack/0001`.
    pub id: String,
    /// The number within the pack.
    pub version: u32,
    /// The words of its file name.
    pub name: String,
    /// What it makes, the first line of its file.
    pub title: String,
    /// Where it stands.
    pub state: MigrationState,
    /// When it was applied, RFC 3339 in UTC.
    pub applied_at: Option<String>,
    /// The role that applied it.
    pub applied_by: Option<String>,
    /// How long that took.
    pub milliseconds: Option<u32>,
    /// Tables that were there before and were adopted.
    pub adopted: Vec<String>,
    /// The migrations that must be applied before it, as ids; those of the own pack with a smaller number go without saying.
    pub needs: Vec<String>,
    /// Why it is altered, unknown or blocked, and what to do: a sentence or two.
    pub reason: Option<String>,
}

/// Where a migration stands in one database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "kebab-case")]
pub enum MigrationState {
    /// Applied, with the text that it has here.
    Applied,
    /// Not applied yet.
    Pending,
    /// Not applied, and cannot be now: see the reason.
    Blocked,
    /// Applied with another text than it has here.
    Altered,
    /// Applied, and not known to this version of Provost.
    Unknown,
}
