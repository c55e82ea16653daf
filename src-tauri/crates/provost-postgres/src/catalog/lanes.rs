//! Which parts of a reading share a line: four lanes, as equal in length as the parts allow.

use provost_core::catalog::EventTrigger;

use super::access::{AccessLists, DefaultPrivileges};
use super::columns::{ColumnDefaults, Columns};
use super::constraints::Constraints;
use super::data_types::DataTypes;
use super::extensions::Extensions;
use super::functions::{Functions, event_triggers};
use super::indexes::Indexes;
use super::progress::Progress;
use super::relations::{Partitions, Relations};
use super::replication::Replication;
use super::roles::Roles;
use super::sequences::Sequences;
use super::server::{DatabaseRow, Schemas, ServerRow};
use super::triggers::Triggers;
use super::views::Views;
use crate::{Error, Session};

/// Parts that are read one after the other on one line.
pub(super) trait Lane: Sized {
    /// Reads them.
    async fn read(
        session: &mut Session,
        server: &ServerRow,
        progress: &Progress<'_>,
    ) -> Result<Self, Error>;
}

/// Relations with their columns, and who may do what.
pub(super) struct Surroundings {
    pub(super) relations: Relations,
    pub(super) columns: Columns,
    pub(super) access: AccessLists,
    pub(super) default_privileges: DefaultPrivileges,
    pub(super) database: DatabaseRow,
    pub(super) schemas: Schemas,
    pub(super) roles: Roles,
}

impl Lane for Surroundings {
    async fn read(
        session: &mut Session,
        server: &ServerRow,
        progress: &Progress<'_>,
    ) -> Result<Self, Error> {
        let relations = Relations::read(session, server).await?;
        progress.finished("Tables and views");
        let columns = Columns::read(session, server).await?;
        progress.finished("Columns");
        let access = AccessLists::read(session).await?;
        let default_privileges = DefaultPrivileges::read(session).await?;
        progress.finished("Privileges");
        let database = DatabaseRow::read(session).await?;
        let schemas = Schemas::read(session).await?;
        let roles = Roles::read(session, server).await?;
        progress.finished("Roles and settings");
        Ok(Self {
            relations,
            columns,
            access,
            default_privileges,
            database,
            schemas,
            roles,
        })
    }
}

/// What keeps rows in order.
pub(super) struct Integrity {
    pub(super) constraints: Constraints,
    pub(super) triggers: Triggers,
}

impl Lane for Integrity {
    async fn read(
        session: &mut Session,
        server: &ServerRow,
        progress: &Progress<'_>,
    ) -> Result<Self, Error> {
        let constraints = Constraints::read(session, server).await?;
        progress.finished("Constraints");
        let triggers = Triggers::read(session).await?;
        progress.finished("Triggers, rules and policies");
        Ok(Self {
            constraints,
            triggers,
        })
    }
}

/// Indexes, which cost the server as much as all the rest.
pub(super) struct Indexing {
    pub(super) indexes: Indexes,
}

impl Lane for Indexing {
    async fn read(
        session: &mut Session,
        server: &ServerRow,
        progress: &Progress<'_>,
    ) -> Result<Self, Error> {
        let indexes = Indexes::read(session, server).await?;
        progress.finished("Indexes");
        Ok(Self { indexes })
    }
}

/// Expressions, queries and bodies, types, extensions, sequences and replication.
pub(super) struct Definitions {
    pub(super) defaults: ColumnDefaults,
    pub(super) partitions: Partitions,
    pub(super) views: Views,
    pub(super) functions: Functions,
    pub(super) event_triggers: Vec<EventTrigger>,
    pub(super) data_types: DataTypes,
    pub(super) extensions: Extensions,
    pub(super) sequences: Sequences,
    pub(super) replication: Replication,
}

impl Lane for Definitions {
    async fn read(
        session: &mut Session,
        server: &ServerRow,
        progress: &Progress<'_>,
    ) -> Result<Self, Error> {
        let defaults = ColumnDefaults::read(session).await?;
        let partitions = Partitions::read(session).await?;
        progress.finished("Defaults and partitions");
        let views = Views::read(session).await?;
        let functions = Functions::read(session).await?;
        let event_triggers = event_triggers(session).await?;
        progress.finished("Views and functions");
        let data_types = DataTypes::read(session).await?;
        let extensions = Extensions::read(session, server).await?;
        progress.finished("Types and extensions");
        let sequences = Sequences::read(session).await?;
        let replication = Replication::read(session, server).await?;
        progress.finished("Sequences and replication");
        Ok(Self {
            defaults,
            partitions,
            views,
            functions,
            event_triggers,
            data_types,
            extensions,
            sequences,
            replication,
        })
    }
}
