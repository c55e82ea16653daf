//! Schemas, functions, sequences, types, extensions and the other objects that are no relation.

use serde::{Deserialize, Serialize};

use super::{Grant, QualifiedName};

/// A schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// Its name.
    pub name: String,
    /// The role that owns it.
    pub owner: String,
    /// Its COMMENT.
    pub comment: Option<String>,
    /// Privileges on it.
    pub grants: Vec<Grant>,
    /// The extension that it belongs to.
    pub extension: Option<String>,
    /// Whether the reading role may use it: without USAGE its rows cannot be read, though its definition can.
    pub usable: bool,
}

/// What a function is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FunctionKind {
    /// An ordinary function.
    Function,
    /// A procedure.
    Procedure,
    /// An aggregate.
    Aggregate,
    /// A window function.
    Window,
}

/// What a function promises about its result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Volatility {
    /// Depends on its arguments only.
    Immutable,
    /// Does not change within a statement.
    Stable,
    /// Anything.
    Volatile,
}

/// A function, procedure or aggregate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Schema and name.
    pub name: QualifiedName,
    /// The types of its arguments, as `pg_get_function_identity_arguments` writes them.
    pub arguments: String,
    /// What it returns; none for procedures.
    pub returns: Option<String>,
    /// What it is.
    pub kind: FunctionKind,
    /// `sql`, `plpgsql`, `c` and so on.
    pub language: String,
    /// Whether the language is trusted: an untrusted one can leave the database.
    pub trusted_language: bool,
    /// The role that owns it.
    pub owner: String,
    /// `SECURITY DEFINER`: runs with the owner's rights.
    pub security_definer: bool,
    /// `LEAKPROOF`.
    pub leakproof: bool,
    /// `STRICT`.
    pub strict: bool,
    /// What it promises.
    pub volatility: Volatility,
    /// `PARALLEL`: `s` safe, `r` restricted, `u` unsafe.
    pub parallel: String,
    /// Settings that it fixes, as `name=value`.
    pub settings: Vec<String>,
    /// Its whole definition, for aggregates as `CREATE AGGREGATE` with all that the catalog holds; none where the server
    /// would not say.
    pub definition: Option<String>,
    /// Its COMMENT.
    pub comment: Option<String>,
    /// Privileges on it, the default EXECUTE of PUBLIC included.
    pub grants: Vec<Grant>,
}

impl Function {
    /// Schema, name and argument types, quoted as SQL needs them.
    #[must_use]
    pub fn signature(&self) -> String {
        format!("{}({})", self.name.quoted(), self.arguments)
    }

    /// The value that the function fixes for a setting.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.iter().find_map(|entry| {
            let (key, value) = entry.split_once('=')?;
            (key == name).then_some(value)
        })
    }
}

/// A sequence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    /// Schema and name.
    pub name: QualifiedName,
    /// The role that owns it.
    pub owner: String,
    /// `smallint`, `integer` or `bigint`.
    pub data_type: String,
    /// START.
    pub start: i64,
    /// INCREMENT.
    pub increment: i64,
    /// MINVALUE.
    pub minimum: i64,
    /// MAXVALUE.
    pub maximum: i64,
    /// CACHE.
    pub cache: i64,
    /// CYCLE.
    pub cycles: bool,
    /// The last value given; none when it was never used or may not be read.
    pub last_value: Option<i64>,
    /// Table and column that it feeds.
    pub owned_by: Option<(QualifiedName, String)>,
    /// Whether it stands behind an identity column.
    pub identity: bool,
    /// The type of the column that it feeds, as `format_type` writes it.
    pub column_type: Option<String>,
    /// Its COMMENT.
    pub comment: Option<String>,
    /// Privileges on it.
    pub grants: Vec<Grant>,
}

/// An enumerated type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnumType {
    /// Schema and name.
    pub name: QualifiedName,
    /// The role that owns it.
    pub owner: String,
    /// Its values in their order.
    pub values: Vec<String>,
    /// Its COMMENT.
    pub comment: Option<String>,
    /// Privileges on it.
    pub grants: Vec<Grant>,
}

/// A domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// Schema and name.
    pub name: QualifiedName,
    /// The role that owns it.
    pub owner: String,
    /// The type below it.
    pub base_type: String,
    /// Whether NULL is refused.
    pub not_null: bool,
    /// The default's expression.
    pub default: Option<String>,
    /// The collation, where it is not the type's own.
    pub collation: Option<QualifiedName>,
    /// Its CHECK constraints as name, definition and whether they were validated.
    pub checks: Vec<(String, String, bool)>,
    /// Its COMMENT.
    pub comment: Option<String>,
    /// Privileges on it.
    pub grants: Vec<Grant>,
}

/// A composite or range type that stands alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeFact {
    /// Schema and name.
    pub name: QualifiedName,
    /// The role that owns it.
    pub owner: String,
    /// `composite`, `range` or `base`.
    pub kind: String,
    /// Its attributes as name and type (with a collation of its own) for a composite; for a range what `CREATE TYPE … AS RANGE`
    /// names and the server would not take by itself, the subtype first.
    pub attributes: Vec<(String, String)>,
    /// Its COMMENT.
    pub comment: Option<String>,
    /// Privileges on it.
    pub grants: Vec<Grant>,
}

/// An installed extension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Its name.
    pub name: String,
    /// The schema that it lives in.
    pub schema: String,
    /// The installed version.
    pub version: String,
    /// The version that the server would install now; none where its files are gone.
    pub default_version: Option<String>,
    /// Its COMMENT.
    pub comment: Option<String>,
}

/// An event trigger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventTrigger {
    /// Its name.
    pub name: String,
    /// `ddl_command_end`, `sql_drop` and so on.
    pub event: String,
    /// The function that it calls.
    pub function: QualifiedName,
    /// As [`super::Trigger::enabled`].
    pub enabled: String,
    /// The command tags that it is limited to.
    pub tags: Vec<String>,
    /// The role that owns it.
    pub owner: String,
    /// The extension that it belongs to.
    pub extension: Option<String>,
}

/// A publication of logical replication.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Its name.
    pub name: String,
    /// The role that owns it.
    pub owner: String,
    /// Whether it publishes every table.
    pub all_tables: bool,
    /// The tables that it publishes.
    pub tables: Vec<QualifiedName>,
    /// The operations that it publishes: `insert`, `update`, `delete`, `truncate`.
    pub operations: Vec<String>,
    /// The schemas that it publishes whole; their tables are among [`Publication::tables`].
    #[serde(default)]
    pub schemas: Vec<String>,
    /// The tables of which it publishes only some columns or rows.
    #[serde(default)]
    pub parts: Vec<PublishedPart>,
    /// Whether changes of partitions are published as changes of the whole table.
    #[serde(default)]
    pub by_root: bool,
    /// Whether it publishes the values of stored generated columns, where no list of columns says so.
    #[serde(default)]
    pub generated_columns: bool,
}

impl Publication {
    /// The tables that it names, and does not only publish with their schema.
    pub fn named_tables(&self) -> impl Iterator<Item = &QualifiedName> {
        self.tables.iter().filter(|table| {
            !self.schemas.contains(&table.schema)
                || self.parts.iter().any(|part| part.table == **table)
        })
    }
}

/// What a publication publishes of a table, when that is not all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedPart {
    /// The table.
    pub table: QualifiedName,
    /// The columns; every one when none is named.
    pub columns: Vec<String>,
    /// The condition on its rows; none where every row is published.
    pub rows: Option<String>,
}

/// A subscription of logical replication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Its name.
    pub name: String,
    /// The role that owns it.
    pub owner: String,
    /// Whether it is running.
    pub enabled: bool,
    /// The publications that it takes.
    pub publications: Vec<String>,
}

/// A foreign server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignServer {
    /// Its name.
    pub name: String,
    /// The foreign data wrapper.
    pub wrapper: String,
    /// The role that owns it.
    pub owner: String,
    /// Its options as `name=value`; values that could be secrets are left out.
    pub options: Vec<String>,
    /// How many user mappings it has. Their options are never read.
    pub user_mappings: i64,
    /// Privileges on it.
    pub grants: Vec<Grant>,
}

/// A collation whose version moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollationFact {
    /// Schema and name; the database's own default has the schema `pg_catalog`.
    pub name: QualifiedName,
    /// The version with which its indexes were built.
    pub recorded: String,
    /// The version that the operating system has now.
    pub actual: String,
}

/// An extended statistics object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtendedStatistics {
    /// Schema and name.
    pub name: QualifiedName,
    /// The table that it describes.
    pub table: QualifiedName,
    /// The server's own text of it.
    pub definition: String,
    /// The statistics target, where it is set.
    pub target: Option<i32>,
}

/// A cast that a user made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cast {
    /// From this type.
    pub source: String,
    /// To this type.
    pub target: String,
    /// The function, when one does the work.
    pub function: Option<String>,
    /// `e` explicit, `a` assignment, `i` implicit.
    pub context: String,
}

/// An object of a kind that is not modelled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OtherObject {
    /// The kind, in the server's words: `operator`, `text search configuration` and so on.
    pub kind: String,
    /// Its identity, as `pg_identify_object` writes it.
    pub identity: String,
}

/// One entry of `ALTER DEFAULT PRIVILEGES`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DefaultPrivilege {
    /// Objects that this role will make.
    pub role: String,
    /// In this schema; none means in every schema.
    pub schema: Option<String>,
    /// `r` tables, `S` sequences, `f` functions, `T` types, `n` schemas, `L` large objects.
    pub object_kind: String,
    /// The privilege that the new object will carry.
    pub grant: Grant,
}
