//! Where data go to or come from: publications, replication slots, foreign servers.

use std::collections::BTreeMap;

use provost_core::catalog::{
    ForeignServer, Persistence, Publication, PublishedPart, QualifiedName, Relation, RelationKind,
    ReplicationSlot,
};
use sqlx::FromRow;

use super::access::AccessLists;
use super::relations::Frame;
use super::server::ServerRow;
use super::statements;
use super::text::{Text, string, strings};
use crate::{Error, Session};

#[derive(FromRow)]
struct PublicationRow {
    name: Text,
    owner: Text,
    all_tables: bool,
    by_root: bool,
    generated_columns: bool,
    tables: Vec<i64>,
    operations: Vec<Text>,
}

#[derive(FromRow)]
struct PartRow {
    publication: Text,
    relation: i64,
    columns: Vec<Text>,
    rows: Option<Text>,
}

#[derive(FromRow)]
struct SlotRow {
    name: Text,
    kind: Text,
    active: bool,
    retained_bytes: Option<i64>,
    wal_status: Option<Text>,
}

#[derive(FromRow)]
struct ForeignServerRow {
    name: Text,
    wrapper: Text,
    owner: Text,
    options: Vec<Text>,
    user_mappings: i64,
    acl: Text,
}

/// Publications, slots and foreign servers.
pub(super) struct Replication {
    publications: Vec<PublicationRow>,
    whole_schemas: BTreeMap<Text, Vec<Text>>,
    parts: Vec<PartRow>,
    slots: Vec<SlotRow>,
    servers: Vec<ForeignServerRow>,
}

impl Replication {
    /// Reads them.
    pub(super) async fn read(session: &mut Session, server: &ServerRow) -> Result<Self, Error> {
        let mut schemas: Vec<(Text, Text)> = Vec::new();
        let mut parts = Vec::new();
        if server.is_since(150_000) {
            schemas = session.fetch_all(statements::PUBLICATION_SCHEMAS).await?;
            parts = session.fetch_all(statements::PUBLISHED_PARTS).await?;
        }
        let mut whole_schemas: BTreeMap<Text, Vec<Text>> = BTreeMap::new();
        for (publication, schema) in schemas {
            whole_schemas.entry(publication).or_default().push(schema);
        }
        Ok(Self {
            publications: session.fetch_all(statements::PUBLICATIONS).await?,
            whole_schemas,
            parts,
            slots: session.fetch_all(statements::REPLICATION_SLOTS).await?,
            servers: session.fetch_all(statements::FOREIGN_SERVERS).await?,
        })
    }

    /// The publications by name, those with whole schemas with the tables of these.
    pub(super) fn publications(&self, frame: &Frame) -> Vec<Publication> {
        let mut publications: Vec<Publication> = self
            .publications
            .iter()
            .map(|row| Publication {
                name: row.name.clone().into(),
                owner: row.owner.clone().into(),
                all_tables: row.all_tables,
                tables: self.tables(row, frame),
                operations: strings(row.operations.clone()),
                schemas: self.schemas(row),
                parts: self.parts(row, frame),
                by_root: row.by_root,
                generated_columns: row.generated_columns,
            })
            .collect();
        publications.sort_by(|one, other| one.name.cmp(&other.name));
        publications
    }

    fn schemas(&self, row: &PublicationRow) -> Vec<String> {
        let mut schemas = strings(
            self.whole_schemas
                .get(&row.name)
                .cloned()
                .unwrap_or_default(),
        );
        schemas.sort();
        schemas
    }

    fn parts(&self, row: &PublicationRow, frame: &Frame) -> Vec<PublishedPart> {
        let own = self
            .parts
            .iter()
            .filter(|part| part.publication == row.name);
        let mut parts: Vec<PublishedPart> = own
            .filter_map(|part| {
                Some(PublishedPart {
                    table: frame.name(part.relation)?.clone(),
                    columns: strings(part.columns.clone()),
                    rows: string(part.rows.clone()),
                })
            })
            .collect();
        parts.sort_by(|one, other| one.table.cmp(&other.table));
        parts
    }

    fn tables(&self, row: &PublicationRow, frame: &Frame) -> Vec<QualifiedName> {
        let mut tables: Vec<QualifiedName> = row
            .tables
            .iter()
            .filter_map(|id| frame.name(*id).cloned())
            .collect();
        for schema in self.whole_schemas.get(&row.name).into_iter().flatten() {
            let published = |relation: &&Relation| {
                relation.name.schema == schema.as_str()
                    && relation.persistence == Persistence::Permanent
                    && matches!(
                        relation.kind,
                        RelationKind::Table | RelationKind::PartitionedTable
                    )
            };
            tables.extend(
                frame
                    .relations()
                    .filter(published)
                    .map(|relation| relation.name.clone()),
            );
        }
        tables.sort();
        tables.dedup();
        tables
    }

    /// Slots and foreign servers, each by name.
    pub(super) fn facts(self, lists: &AccessLists) -> (Vec<ReplicationSlot>, Vec<ForeignServer>) {
        let mut slots: Vec<ReplicationSlot> = self
            .slots
            .into_iter()
            .map(|row| ReplicationSlot {
                name: row.name.into(),
                kind: row.kind.into(),
                active: row.active,
                retained_bytes: row.retained_bytes,
                wal_status: string(row.wal_status),
            })
            .collect();
        slots.sort_by(|one, other| one.name.cmp(&other.name));
        let mut servers: Vec<ForeignServer> = self
            .servers
            .into_iter()
            .map(|row| {
                let mut options = strings(row.options);
                options.sort();
                ForeignServer {
                    name: row.name.into(),
                    wrapper: row.wrapper.into(),
                    owner: row.owner.into(),
                    options,
                    user_mappings: row.user_mappings,
                    grants: lists.of(&row.acl),
                }
            })
            .collect();
        servers.sort_by(|one, other| one.name.cmp(&other.name));
        (slots, servers)
    }
}
