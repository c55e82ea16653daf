//! The columns of relations.

use provost_core::catalog::{Column, Generated, Identity, QualifiedName};
use sqlx::FromRow;

use super::access::AccessLists;
use super::relations::Frame;
use super::server::ServerRow;
use super::statements;
use super::text::{Text, string};
use crate::{Error, Session};

#[derive(FromRow)]
struct ColumnRow {
    relation: i64,
    name: Text,
    position: i16,
    data_type: Text,
    type_name: Text,
    type_schema: Text,
    not_null: bool,
    identity: Text,
    generated: Text,
    collation_schema: Option<Text>,
    collation_name: Option<Text>,
    storage: Text,
    statistics_target: Option<i32>,
    comment: Option<Text>,
    acl: Option<Text>,
    inherited: bool,
}

#[derive(FromRow)]
struct CompressionRow {
    relation: i64,
    position: i16,
    compression: Text,
}

#[derive(FromRow)]
struct LabelRow {
    relation: i64,
    position: i16,
    label: Text,
}

#[derive(FromRow)]
struct DefaultRow {
    relation: i64,
    position: i16,
    expression: Option<Text>,
}

/// The columns, without what fills them.
pub(super) struct Columns {
    rows: Vec<ColumnRow>,
    compression: Vec<CompressionRow>,
    labels: Vec<LabelRow>,
}

impl Columns {
    /// Reads them.
    pub(super) async fn read(session: &mut Session, server: &ServerRow) -> Result<Self, Error> {
        let compression = if server.is_since(140_000) {
            session.fetch_all(statements::COLUMN_COMPRESSION).await?
        } else {
            Vec::new()
        };
        Ok(Self {
            rows: session.fetch_all(statements::COLUMNS).await?,
            compression,
            labels: session.fetch_all(statements::COLUMN_LABELS).await?,
        })
    }

    /// Adds them to their relations, by position.
    pub(super) fn add_to(mut self, frame: &mut Frame, lists: &AccessLists) {
        self.rows.sort_by_key(|row| (row.relation, row.position));
        for row in self.rows {
            if let Some(relation) = frame.get_mut(row.relation) {
                relation.columns.push(row.column(lists));
            }
        }
        for row in self.compression {
            if let Some(column) = frame.column_mut(row.relation, row.position) {
                column.compression = Some(row.compression.into());
            }
        }
        for row in self.labels {
            if let Some(column) = frame.column_mut(row.relation, row.position) {
                column.security_labels.push(row.label.into());
            }
        }
    }
}

impl ColumnRow {
    fn column(self, lists: &AccessLists) -> Column {
        Column {
            name: self.name.into(),
            position: self.position,
            data_type: self.data_type.into(),
            type_name: self.type_name.into(),
            type_schema: self.type_schema.into(),
            not_null: self.not_null,
            default: None,
            identity: match self.identity.as_str() {
                "a" => Some(Identity::Always),
                "d" => Some(Identity::ByDefault),
                _ => None,
            },
            generated: match self.generated.as_str() {
                "s" => Some(Generated::Stored),
                "v" => Some(Generated::Virtual),
                _ => None,
            },
            collation: named(self.collation_schema, self.collation_name),
            storage: self.storage.into(),
            compression: None,
            statistics_target: self.statistics_target,
            comment: string(self.comment),
            grants: self.acl.map(|acl| lists.of(&acl)).unwrap_or_default(),
            security_labels: Vec::new(),
            inherited: self.inherited,
        }
    }
}

/// A name of two parts, where both are there.
pub(super) fn named(schema: Option<Text>, name: Option<Text>) -> Option<QualifiedName> {
    Some(QualifiedName::new(schema?, name?))
}

/// What fills columns: defaults and generation expressions.
pub(super) struct ColumnDefaults(Vec<DefaultRow>);

impl ColumnDefaults {
    /// Reads them.
    pub(super) async fn read(session: &mut Session) -> Result<Self, Error> {
        Ok(Self(session.fetch_all(statements::COLUMN_DEFAULTS).await?))
    }

    /// Adds them to their columns.
    pub(super) fn add_to(self, frame: &mut Frame) {
        for row in self.0 {
            if let Some(column) = frame.column_mut(row.relation, row.position) {
                column.default = string(row.expression);
            }
        }
    }
}
