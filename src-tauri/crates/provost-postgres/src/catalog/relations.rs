//! Tables and views themselves; what hangs on them is added to a [`Frame`].

mod frame;

use chrono::{DateTime, Utc};
use provost_core::catalog::{
    Persistence, QualifiedName, Relation, RelationKind, ReplicaIdentity, TableStatistics,
};
use sqlx::FromRow;

use super::access::AccessLists;
use super::server::ServerRow;
use super::statements;
use super::text::{Text, string, strings};
use crate::{Error, Session};

pub(super) use frame::Frame;

#[derive(FromRow)]
struct RelationRow {
    id: i64,
    schema: Text,
    name: Text,
    kind: Text,
    owner: Text,
    persistence: Text,
    comment: Option<Text>,
    extension: Option<Text>,
    row_estimate: f64,
    no_pages: bool,
    table_bytes: i64,
    row_security: bool,
    force_row_security: bool,
    partition: bool,
    options: Vec<Text>,
    replica_identity: Text,
    access_method: Option<Text>,
    tablespace: Option<Text>,
    foreign_server: Option<Text>,
    foreign_options: Vec<Text>,
    frozen_xid_age: Option<i64>,
    acl: Text,
}

#[derive(FromRow)]
struct InheritanceRow {
    child: i64,
    parent: i64,
}

#[derive(FromRow)]
struct UseCountRow {
    relation: i64,
    sequential_scans: i64,
    sequential_rows: i64,
    index_scans: i64,
    inserted: i64,
    updated: i64,
    deleted: i64,
    live_rows: i64,
    dead_rows: i64,
    changed_since_analyze: i64,
    last_vacuum: Option<DateTime<Utc>>,
    last_analyze: Option<DateTime<Utc>>,
}

#[derive(FromRow)]
struct PartitionRow {
    relation: i64,
    partition_key: Option<Text>,
    partition_bound: Option<Text>,
}

/// The relations, who is whose child, and how they are used.
pub(super) struct Relations {
    rows: Vec<RelationRow>,
    inheritance: Vec<InheritanceRow>,
    use_counts: Vec<UseCountRow>,
    version: i32,
}

impl Relations {
    /// Reads them.
    pub(super) async fn read(session: &mut Session, server: &ServerRow) -> Result<Self, Error> {
        let use_counts = if server.counts_use {
            session.fetch_all(statements::USE_COUNTS).await?
        } else {
            Vec::new()
        };
        Ok(Self {
            rows: session.fetch_all(statements::RELATIONS).await?,
            inheritance: session.fetch_all(statements::INHERITANCE).await?,
            use_counts,
            version: server.version_number,
        })
    }

    /// The frame that columns, constraints and the rest are added to.
    pub(super) fn frame(self, lists: &AccessLists) -> Frame {
        let mut frame = Frame::default();
        let mut partitions = std::collections::BTreeSet::new();
        for row in self.rows {
            let (id, partition) = (row.id, row.partition);
            frame.add(id, row.relation(self.version, lists));
            if partition {
                partitions.insert(id);
            }
        }
        for row in self.inheritance {
            let Some(parent) = frame.name(row.parent).cloned() else {
                continue;
            };
            if let Some(child) = frame.get_mut(row.child) {
                if partitions.contains(&row.child) {
                    child.partition_of = Some(parent);
                } else {
                    child.inherits.push(parent);
                }
            }
        }
        for row in self.use_counts {
            if let Some(relation) = frame.get_mut(row.relation) {
                relation.statistics = Some(row.statistics());
            }
        }
        frame
    }
}

impl RelationRow {
    fn relation(self, version: i32, lists: &AccessLists) -> Relation {
        let mut options = strings(self.options);
        options.extend(strings(self.foreign_options));
        options.sort();
        Relation {
            name: QualifiedName::new(self.schema, self.name),
            kind: match self.kind.as_str() {
                "p" => RelationKind::PartitionedTable,
                "v" => RelationKind::View,
                "m" => RelationKind::MaterializedView,
                "f" => RelationKind::ForeignTable,
                _ => RelationKind::Table,
            },
            owner: self.owner.into(),
            persistence: match self.persistence.as_str() {
                "u" => Persistence::Unlogged,
                "t" => Persistence::Temporary,
                _ => Persistence::Permanent,
            },
            comment: string(self.comment),
            extension: string(self.extension),
            row_estimate: row_estimate(self.row_estimate, self.no_pages, version),
            table_bytes: self.table_bytes,
            index_bytes: 0,
            row_security: self.row_security,
            force_row_security: self.force_row_security,
            partition_of: None,
            partition_key: None,
            partition_bound: None,
            inherits: Vec::new(),
            options,
            replica_identity: match self.replica_identity.as_str() {
                "n" => ReplicaIdentity::Nothing,
                "f" => ReplicaIdentity::Full,
                "i" => ReplicaIdentity::Index,
                _ => ReplicaIdentity::Default,
            },
            access_method: string(self.access_method),
            tablespace: string(self.tablespace),
            definition: None,
            reads: Vec::new(),
            foreign_server: string(self.foreign_server),
            frozen_xid_age: self.frozen_xid_age,
            columns: Vec::new(),
            constraints: Vec::new(),
            indexes: Vec::new(),
            policies: Vec::new(),
            triggers: Vec::new(),
            rules: Vec::new(),
            grants: lists.of(&self.acl),
            statistics: None,
        }
    }
}

/// PostgreSQL 14 and later say -1 of a table that was never analysed; before, 0 rows on 0 pages say the same.
fn row_estimate(rows: f64, no_pages: bool, version: i32) -> Option<i64> {
    let unknown = rows < 0.0 || (version < 140_000 && rows == 0.0 && no_pages);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "an estimate: reltuples is a single-precision number"
    )]
    (!unknown).then_some(rows as i64)
}

impl UseCountRow {
    fn statistics(self) -> TableStatistics {
        TableStatistics {
            sequential_scans: self.sequential_scans,
            sequential_rows: self.sequential_rows,
            index_scans: self.index_scans,
            inserted: self.inserted,
            updated: self.updated,
            deleted: self.deleted,
            live_rows: self.live_rows,
            dead_rows: self.dead_rows,
            changed_since_analyze: self.changed_since_analyze,
            last_vacuum: self.last_vacuum,
            last_analyze: self.last_analyze,
        }
    }
}

/// How partitioned tables are divided.
pub(super) struct Partitions(Vec<PartitionRow>);

impl Partitions {
    /// Reads them.
    pub(super) async fn read(session: &mut Session) -> Result<Self, Error> {
        Ok(Self(session.fetch_all(statements::PARTITIONS).await?))
    }

    /// Adds them to their tables.
    pub(super) fn add_to(self, frame: &mut Frame) {
        for row in self.0 {
            if let Some(relation) = frame.get_mut(row.relation) {
                relation.partition_key = string(row.partition_key);
                relation.partition_bound = string(row.partition_bound);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::row_estimate;

    #[test]
    fn a_table_that_was_never_analysed_has_no_estimate() {
        assert_eq!(row_estimate(-1.0, true, 180_000), None);
        assert_eq!(row_estimate(0.0, true, 130_000), None);
        assert_eq!(row_estimate(0.0, true, 140_000), Some(0));
        assert_eq!(row_estimate(0.0, false, 130_000), Some(0));
        assert_eq!(row_estimate(12.0, false, 180_000), Some(12));
    }
}
