//! Tables, views and what hangs on them: columns, constraints, indexes, policies, triggers, grants, statistics.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Grant, QualifiedName};

/// A table, view, materialised view or foreign table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// Schema and name.
    pub name: QualifiedName,
    /// What it is.
    pub kind: RelationKind,
    /// The role that owns it.
    pub owner: String,
    /// Whether it survives a crash.
    pub persistence: Persistence,
    /// Its COMMENT.
    pub comment: Option<String>,
    /// The name of the extension that it belongs to.
    pub extension: Option<String>,
    /// Estimated rows (`reltuples`); none when it was never analysed.
    pub row_estimate: Option<i64>,
    /// Bytes of the table itself with its TOAST table, by the pages that the server counted last.
    pub table_bytes: i64,
    /// Bytes of its indexes, by the pages that the server counted last.
    pub index_bytes: i64,
    /// `ENABLE ROW LEVEL SECURITY`.
    pub row_security: bool,
    /// `FORCE ROW LEVEL SECURITY`.
    pub force_row_security: bool,
    /// The parent, when this is a partition.
    pub partition_of: Option<QualifiedName>,
    /// `RANGE (created_at)` and the like, when this is partitioned.
    pub partition_key: Option<String>,
    /// `FOR VALUES …`, when this is a partition.
    pub partition_bound: Option<String>,
    /// The parents of classical inheritance (not of partitions).
    pub inherits: Vec<QualifiedName>,
    /// Storage parameters and view options, as `name=value`.
    pub options: Vec<String>,
    /// What identifies a row to logical replication.
    pub replica_identity: ReplicaIdentity,
    /// The table access method, such as `heap`.
    pub access_method: Option<String>,
    /// The tablespace; none is the database's own.
    pub tablespace: Option<String>,
    /// The query, for views.
    pub definition: Option<String>,
    /// The relations that a view's query reads, without the tables of `pg_catalog` itself, which the server does not note.
    pub reads: Vec<QualifiedName>,
    /// The foreign server, for foreign tables.
    pub foreign_server: Option<String>,
    /// Age of `relfrozenxid` in transactions.
    pub frozen_xid_age: Option<i64>,
    /// Columns by position.
    pub columns: Vec<Column>,
    /// Constraints by name. The NOT NULL constraints that PostgreSQL 18 lists are left out: see [`Column::not_null`].
    pub constraints: Vec<Constraint>,
    /// Indexes by name.
    pub indexes: Vec<Index>,
    /// Row security policies by name.
    pub policies: Vec<Policy>,
    /// Triggers by name, without those that constraints make.
    pub triggers: Vec<Trigger>,
    /// Rewrite rules by name, without the one that makes a view.
    pub rules: Vec<RewriteRule>,
    /// Privileges on the whole relation, the owner's own included.
    pub grants: Vec<Grant>,
    /// Use counts since the statistics were reset.
    pub statistics: Option<TableStatistics>,
}

/// What a relation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// An ordinary table.
    Table,
    /// The parent of partitions.
    PartitionedTable,
    /// A view.
    View,
    /// A materialised view.
    MaterializedView,
    /// A table on a foreign server.
    ForeignTable,
}

/// Whether rows survive a crash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Persistence {
    /// Logged and durable.
    Permanent,
    /// Emptied after a crash.
    Unlogged,
    /// Gone with its session.
    Temporary,
}

/// What identifies an old row to logical replication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplicaIdentity {
    /// The primary key.
    Default,
    /// Nothing.
    Nothing,
    /// The whole row.
    Full,
    /// A named index.
    Index,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// `attnum`: holes are dropped columns.
    pub position: i16,
    /// The type as `format_type` writes it, such as `character varying(40)`.
    pub data_type: String,
    /// The type's name without modifiers, such as `varchar` or `vector`.
    pub type_name: String,
    /// The schema of the type.
    pub type_schema: String,
    /// Whether NULL is refused.
    pub not_null: bool,
    /// The default's expression.
    pub default: Option<String>,
    /// `GENERATED … AS IDENTITY`.
    pub identity: Option<Identity>,
    /// `GENERATED ALWAYS AS (…)`; the expression stands in `default`.
    pub generated: Option<Generated>,
    /// The collation, where it is not the type's own.
    pub collation: Option<QualifiedName>,
    /// `p`, `m`, `e` or `x`: how long values are stored.
    pub storage: String,
    /// `pglz` or `lz4`, where it is set.
    pub compression: Option<String>,
    /// The statistics target, where it is set.
    pub statistics_target: Option<i32>,
    /// Its COMMENT.
    pub comment: Option<String>,
    /// Privileges on this column alone.
    pub grants: Vec<Grant>,
    /// Security labels as `provider: label`.
    pub security_labels: Vec<String>,
    /// Whether it comes from a parent table.
    pub inherited: bool,
}

/// How an identity column takes its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identity {
    /// `GENERATED ALWAYS`.
    Always,
    /// `GENERATED BY DEFAULT`.
    ByDefault,
}

/// How a generated column is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Generated {
    /// Computed when written.
    Stored,
    /// Computed when read (PostgreSQL 18).
    Virtual,
}

/// A constraint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constraint {
    /// Its name.
    pub name: String,
    /// What it demands.
    pub kind: ConstraintKind,
    /// The server's own text of it.
    pub definition: String,
    /// The columns that it constrains, in its order; empty for a CHECK on no column.
    pub columns: Vec<String>,
    /// The referenced table of a foreign key.
    pub references: Option<QualifiedName>,
    /// The referenced columns of a foreign key.
    pub referenced_columns: Vec<String>,
    /// `a` no action, `r` restrict, `c` cascade, `n` set null, `d` set default; empty for other kinds.
    pub on_delete: String,
    /// As `on_delete`, for updates.
    pub on_update: String,
    /// False for a constraint that was added NOT VALID and never validated.
    pub validated: bool,
    /// False for `NOT ENFORCED` (PostgreSQL 18).
    pub enforced: bool,
    /// Whether it may be deferred.
    pub deferrable: bool,
    /// Whether it starts deferred.
    pub initially_deferred: bool,
    /// Whether it was made by a parent table or a partitioned parent, not by hand.
    pub inherited: bool,
    /// Its COMMENT.
    pub comment: Option<String>,
}

/// What a constraint demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConstraintKind {
    /// PRIMARY KEY.
    PrimaryKey,
    /// UNIQUE.
    Unique,
    /// FOREIGN KEY.
    ForeignKey,
    /// CHECK.
    Check,
    /// EXCLUDE.
    Exclusion,
    /// A constraint trigger.
    Trigger,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Its name; the schema is the table's.
    pub name: String,
    /// `btree`, `gin`, `hnsw` and so on.
    pub method: String,
    /// The server's own text of it.
    pub definition: String,
    /// Its keys in order.
    pub keys: Vec<IndexKey>,
    /// The columns of INCLUDE.
    pub included: Vec<String>,
    /// The WHERE of a partial index.
    pub predicate: Option<String>,
    /// Whether it forbids duplicates.
    pub unique: bool,
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// Whether it is the primary key's.
    pub primary: bool,
    /// The constraint that it serves.
    pub constraint: Option<String>,
    /// False after a failed `CREATE INDEX CONCURRENTLY`, or on a partitioned parent that lacks some child's.
    pub valid: bool,
    /// Whether writes keep it up to date.
    pub ready: bool,
    /// Whether a `CREATE INDEX` is building it now.
    pub in_progress: bool,
    /// Whether it hangs on a partitioned parent's index.
    pub inherited: bool,
    /// `REPLICA IDENTITY USING INDEX`.
    pub replica_identity: bool,
    /// Whether CLUSTER last used it.
    pub clustered: bool,
    /// Storage parameters as `name=value`.
    pub options: Vec<String>,
    /// Its COMMENT.
    pub comment: Option<String>,
    /// Bytes, by the pages that the server counted last.
    pub bytes: i64,
    /// Scans since the statistics were reset; none where statistics cannot be seen.
    pub scans: Option<i64>,
}

/// One key of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexKey {
    /// The column, or none for an expression.
    pub column: Option<String>,
    /// The operator class, schema left out.
    pub operator_class: String,
    /// Bit 0: descending; bit 1: nulls first (`indoption`).
    pub option: i16,
}

/// A row security policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// PERMISSIVE (any one suffices) or, when false, RESTRICTIVE (all must hold).
    pub permissive: bool,
    /// The command that it governs.
    pub command: PolicyCommand,
    /// The roles that it governs; [`super::PUBLIC`] for everyone.
    pub roles: Vec<String>,
    /// USING: which rows are seen.
    pub using: Option<String>,
    /// WITH CHECK: which rows may be written.
    pub with_check: Option<String>,
    /// Its COMMENT.
    pub comment: Option<String>,
}

/// The command that a policy governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyCommand {
    /// Every command.
    All,
    /// SELECT.
    Select,
    /// INSERT.
    Insert,
    /// UPDATE.
    Update,
    /// DELETE.
    Delete,
}

/// A trigger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// Its name.
    pub name: String,
    /// The server's own text of it.
    pub definition: String,
    /// The function that it calls.
    pub function: QualifiedName,
    /// `O` fires normally, `D` disabled, `R` on replicas, `A` always.
    pub enabled: String,
    /// Whether it is the server's own trigger that enforces a foreign key. Only disabled ones are listed.
    pub internal: bool,
    /// Whether a partitioned parent made it.
    pub inherited: bool,
    /// Its COMMENT.
    pub comment: Option<String>,
}

/// A rewrite rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RewriteRule {
    /// Its name.
    pub name: String,
    /// The server's own text of it.
    pub definition: String,
    /// As [`Trigger::enabled`].
    pub enabled: String,
}

/// Use counts of a table since the statistics were reset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableStatistics {
    /// Sequential scans.
    pub sequential_scans: i64,
    /// Rows that sequential scans read.
    pub sequential_rows: i64,
    /// Index scans.
    pub index_scans: i64,
    /// Rows inserted.
    pub inserted: i64,
    /// Rows updated.
    pub updated: i64,
    /// Rows deleted.
    pub deleted: i64,
    /// Estimated live rows.
    pub live_rows: i64,
    /// Estimated dead rows.
    pub dead_rows: i64,
    /// Rows changed since the last ANALYZE.
    pub changed_since_analyze: i64,
    /// The last VACUUM of either kind.
    pub last_vacuum: Option<DateTime<Utc>>,
    /// The last ANALYZE of either kind.
    pub last_analyze: Option<DateTime<Utc>>,
}
