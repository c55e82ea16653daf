//! The server, the reading role and the database.

use chrono::{DateTime, Utc};
use provost_core::catalog::{DatabaseFacts, Schema, ServerFacts, Visible};
use sqlx::FromRow;

use super::access::AccessLists;
use super::statements;
use super::text::{Text, string};
use crate::{Error, Session};

/// What the server says of itself and of the role that reads, asked before anything else.
#[derive(FromRow)]
pub(super) struct ServerRow {
    pub(super) taken_at: DateTime<Utc>,
    version: Text,
    pub(super) version_number: i32,
    pub(super) counts_use: bool,
    pub(super) role: Text,
    superuser: bool,
    reads_all_settings: bool,
    pub(super) reads_all_statistics: bool,
    in_recovery: bool,
    started_at: DateTime<Utc>,
    tls: bool,
    pub(super) may_measure_database: bool,
    pub(super) may_read_control_file: bool,
    pub(super) may_read_hba: bool,
    pub(super) may_read_passwords: bool,
    pub(super) may_read_subscriptions: bool,
    pub(super) may_read_archiver: bool,
}

impl ServerRow {
    /// Reads it.
    pub(super) async fn read(session: &mut Session) -> Result<Self, Error> {
        session.fetch_one(statements::SERVER).await
    }

    /// Whether the server has what came with `version`, a `server_version_num`.
    pub(super) fn is_since(&self, version: i32) -> bool {
        self.version_number >= version
    }

    /// As the catalog keeps it.
    pub(super) fn facts(self, system_identifier: Option<String>) -> ServerFacts {
        ServerFacts {
            version: self.version.into(),
            version_number: self.version_number,
            role: self.role.into(),
            superuser: self.superuser,
            reads_all_settings: self.reads_all_settings,
            reads_all_statistics: self.reads_all_statistics,
            in_recovery: self.in_recovery,
            started_at: self.started_at,
            system_identifier,
            tls: self.tls,
        }
    }
}

/// What the server says of the database.
#[derive(FromRow)]
pub(super) struct DatabaseRow {
    name: Text,
    owner: Text,
    comment: Option<Text>,
    encoding: Text,
    collation: Text,
    character_type: Text,
    connection_limit: i32,
    connections: i64,
    frozen_xid_age: i64,
    statistics_reset: Option<DateTime<Utc>>,
    blocks_hit: i64,
    blocks_read: i64,
    commits: i64,
    rollbacks: i64,
    deadlocks: i64,
    temporary_bytes: i64,
    checksum_failures: Option<i64>,
    old_prepared_transactions: i64,
    large_objects: i64,
    acl: Text,
}

impl DatabaseRow {
    /// Reads it.
    pub(super) async fn read(session: &mut Session) -> Result<Self, Error> {
        session.fetch_one(statements::DATABASE).await
    }

    /// As the catalog keeps it.
    pub(super) fn facts(self, bytes: Visible<i64>, lists: &AccessLists) -> DatabaseFacts {
        DatabaseFacts {
            name: self.name.into(),
            owner: self.owner.into(),
            comment: string(self.comment),
            bytes,
            encoding: self.encoding.into(),
            collation: self.collation.into(),
            character_type: self.character_type.into(),
            connection_limit: self.connection_limit,
            connections: self.connections,
            frozen_xid_age: self.frozen_xid_age,
            statistics_reset: self.statistics_reset,
            blocks_hit: self.blocks_hit,
            blocks_read: self.blocks_read,
            commits: self.commits,
            rollbacks: self.rollbacks,
            deadlocks: self.deadlocks,
            temporary_bytes: self.temporary_bytes,
            checksum_failures: self.checksum_failures,
            old_prepared_transactions: self.old_prepared_transactions,
            grants: lists.of(&self.acl),
            large_objects: self.large_objects,
        }
    }
}

#[derive(FromRow)]
struct SchemaRow {
    name: Text,
    owner: Text,
    comment: Option<Text>,
    acl: Text,
    extension: Option<Text>,
    usable: bool,
}

/// The schemas, their access lists not yet spelled out.
pub(super) struct Schemas(Vec<SchemaRow>);

impl Schemas {
    /// Reads them.
    pub(super) async fn read(session: &mut Session) -> Result<Self, Error> {
        Ok(Self(session.fetch_all(statements::SCHEMAS).await?))
    }

    /// By name.
    pub(super) fn facts(self, lists: &AccessLists) -> Vec<Schema> {
        let mut schemas: Vec<Schema> = self
            .0
            .into_iter()
            .map(|row| Schema {
                name: row.name.into(),
                owner: row.owner.into(),
                comment: string(row.comment),
                grants: lists.of(&row.acl),
                extension: string(row.extension),
                usable: row.usable,
            })
            .collect();
        schemas.sort_by(|one, other| one.name.cmp(&other.name));
        schemas
    }
}
