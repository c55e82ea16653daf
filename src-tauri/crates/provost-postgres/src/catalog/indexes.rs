//! The indexes of tables.

use std::collections::{BTreeMap, BTreeSet};

use provost_core::catalog::{Index, IndexKey};
use sqlx::FromRow;

use super::relations::Frame;
use super::server::ServerRow;
use super::statements;
use super::text::{Text, string, strings};
use crate::{Error, Session};

#[derive(FromRow)]
struct IndexRow {
    id: i64,
    relation: i64,
    name: Text,
    method: Text,
    definition: Option<Text>,
    columns: Vec<i16>,
    key_count: i16,
    operator_classes: Vec<i64>,
    options_of_keys: Vec<i16>,
    predicate: Option<Text>,
    unique: bool,
    primary: bool,
    constraint_name: Option<Text>,
    valid: bool,
    ready: bool,
    inherited: bool,
    replica_identity: bool,
    clustered: bool,
    options: Vec<Text>,
    comment: Option<Text>,
    bytes: i64,
    scans: i64,
}

/// The indexes, and what they are told by.
pub(super) struct Indexes {
    rows: Vec<IndexRow>,
    operator_classes: BTreeMap<i64, String>,
    nulls_not_distinct: BTreeSet<i64>,
    in_progress: BTreeSet<i64>,
    counts_use: bool,
}

impl Indexes {
    /// Reads them.
    pub(super) async fn read(session: &mut Session, server: &ServerRow) -> Result<Self, Error> {
        let rows = session.fetch_all(statements::INDEXES).await?;
        let classes: Vec<(i64, Text)> = session.fetch_all(statements::OPERATOR_CLASSES).await?;
        let not_distinct: Vec<(i64,)> = if server.is_since(150_000) {
            session
                .fetch_all(statements::INDEXES_NULLS_NOT_DISTINCT)
                .await?
        } else {
            Vec::new()
        };
        let in_progress: Vec<(i64,)> = session.fetch_all(statements::INDEXES_IN_PROGRESS).await?;
        Ok(Self {
            rows,
            operator_classes: classes
                .into_iter()
                .map(|(id, name)| (id, name.into()))
                .collect(),
            nulls_not_distinct: not_distinct.into_iter().map(|(id,)| id).collect(),
            in_progress: in_progress.into_iter().map(|(id,)| id).collect(),
            counts_use: server.counts_use,
        })
    }

    /// Adds them to their tables, and their bytes to the tables' sums.
    pub(super) fn add_to(mut self, frame: &mut Frame) {
        for row in std::mem::take(&mut self.rows) {
            let relation = row.relation;
            // Without its text the index was dropped while it was read.
            let Some(index) = self.index(row, frame) else {
                continue;
            };
            if let Some(relation) = frame.get_mut(relation) {
                relation.index_bytes += index.bytes;
                relation.indexes.push(index);
            }
        }
    }

    fn index(&self, row: IndexRow, frame: &Frame) -> Option<Index> {
        let key_count = usize::try_from(row.key_count).unwrap_or(0);
        let (keys, included) = row.columns.split_at_checked(key_count)?;
        let keys = keys
            .iter()
            .zip(&row.operator_classes)
            .zip(&row.options_of_keys)
            .map(|((column, class), option)| IndexKey {
                column: frame.column_name(row.relation, *column),
                operator_class: self
                    .operator_classes
                    .get(class)
                    .cloned()
                    .unwrap_or_default(),
                option: *option,
            })
            .collect();
        let mut options = strings(row.options);
        options.sort();
        Some(Index {
            name: row.name.into(),
            method: row.method.into(),
            definition: row.definition?.into(),
            keys,
            included: frame.column_names(row.relation, included),
            predicate: string(row.predicate),
            unique: row.unique,
            nulls_not_distinct: self.nulls_not_distinct.contains(&row.id),
            primary: row.primary,
            constraint: string(row.constraint_name),
            valid: row.valid,
            ready: row.ready,
            in_progress: self.in_progress.contains(&row.id),
            inherited: row.inherited,
            replica_identity: row.replica_identity,
            clustered: row.clustered,
            options,
            comment: string(row.comment),
            bytes: row.bytes,
            scans: self.counts_use.then_some(row.scans),
        })
    }
}
