//! Reads a live database into a [`Catalog`]: a few set-based statements on the system catalogs, side by side.
//!
//! What costs the server most is writing expressions, constraints and indexes out as text. So a reading runs on up to four
//! lines that all see the same snapshot; where the server or a pooler gives no more than one, it runs on that one.

mod access;
mod columns;
mod constraints;
mod data_types;
mod extensions;
mod functions;
mod indexes;
mod lanes;
mod progress;
mod relations;
mod replication;
mod restricted;
mod roles;
mod sequences;
mod server;
mod statements;
mod text;
mod triggers;
mod views;

use std::time::Duration;

use provost_core::catalog::{CATALOG_SCHEMA, Catalog};

use crate::{Database, Error, Session, SnapshotId};

use access::AccessLists;
use lanes::{Definitions, Indexing, Integrity, Lane, Surroundings};
use progress::Progress;
use restricted::Restricted;
use server::ServerRow;
use text::Text;

pub use progress::ReadingStep;
pub(crate) use statements::{STATEMENTS, oldest_server};

/// How long a further line may take to open before the reading goes on without it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Reads everything that the role of `database` may see, and tells `progress` after each part.
///
/// Two readings of a database that nobody changed are equal but for the moment and the use counts. What the role may not
/// see is `Hidden` with the right to ask for.
///
/// # Errors
/// Those of any statement; [`Error::Cancelled`] after [`Database::cancel_running`]; [`Error::Timeout`] when somebody holds a
/// table so that not even its definition can be read.
pub async fn read(
    database: &Database,
    progress: &(dyn Fn(ReadingStep) + Send + Sync),
) -> Result<Catalog, Error> {
    // Four lanes make a future that is too large to be carried about in those of every caller.
    Box::pin(read_side_by_side(database, progress)).await
}

async fn read_side_by_side(
    database: &Database,
    progress: &(dyn Fn(ReadingStep) + Send + Sync),
) -> Result<Catalog, Error> {
    let mut lead = open(database, None).await?;
    let server = ServerRow::read(&mut lead).await?;
    let snapshot = match lead.export_snapshot().await {
        Ok(snapshot) => Some(snapshot),
        Err(Error::Cancelled) => return Err(Error::Cancelled),
        Err(_) => {
            lead = open(database, None).await?;
            None
        }
    };
    let progress = Progress::new(progress);
    let context = Context {
        database,
        server: &server,
        snapshot,
        progress: &progress,
    };
    let (surroundings, integrity, indexing, definitions) = tokio::join!(
        Surroundings::read(&mut lead, &server, &progress),
        context.beside::<Integrity>(),
        context.beside::<Indexing>(),
        context.definitions(),
    );
    // All four have ended here, so that an error in one leaves no statement of another running.
    let surroundings = surroundings?;
    let integrity = context.completed(integrity?, &mut lead).await?;
    let indexing = context.completed(indexing?, &mut lead).await?;
    let (definitions, restricted) = if let Some(both) = definitions? {
        lead.finish().await?;
        both
    } else {
        let definitions = context.completed(None, &mut lead).await?;
        lead.finish().await?;
        let restricted = context.restricted(&definitions).await?;
        (definitions, restricted)
    };
    Ok(assemble(
        server,
        surroundings,
        integrity,
        indexing,
        definitions,
        restricted,
    ))
}

/// What every lane of a reading is given.
struct Context<'a> {
    database: &'a Database,
    server: &'a ServerRow,
    snapshot: Option<SnapshotId>,
    progress: &'a Progress<'a>,
}

impl Context<'_> {
    /// Reads a lane on a line of its own; none where there is no line for it.
    async fn beside<L: Lane>(&self) -> Result<Option<L>, Error> {
        let Some(snapshot) = &self.snapshot else {
            return Ok(None);
        };
        let opening = open(self.database, Some(snapshot));
        let mut session = match tokio::time::timeout(PATIENCE, opening).await {
            Ok(Ok(session)) => session,
            Ok(Err(Error::Cancelled)) => return Err(Error::Cancelled),
            // Too many connections, a pooler that gave another database's line, a snapshot that cannot travel.
            Ok(Err(_)) | Err(_) => return Ok(None),
        };
        let lane = L::read(&mut session, self.server, self.progress).await?;
        session.finish().await?;
        Ok(Some(lane))
    }

    /// Reads the definitions on a line of their own and then, on the same line, what only some roles may read.
    async fn definitions(&self) -> Result<Option<(Definitions, Restricted)>, Error> {
        match self.beside().await? {
            Some(definitions) => {
                let restricted = self.restricted(&definitions).await?;
                Ok(Some((definitions, restricted)))
            }
            None => Ok(None),
        }
    }

    async fn restricted(&self, definitions: &Definitions) -> Result<Restricted, Error> {
        let sequences = definitions.sequences.readable();
        let restricted = Restricted::read(self.database, self.server, &sequences).await?;
        self.progress.finished("Sessions and access rules");
        Ok(restricted)
    }

    /// The lane, read on the leading line where it had none of its own.
    async fn completed<L: Lane>(&self, lane: Option<L>, lead: &mut Session) -> Result<L, Error> {
        match lane {
            Some(lane) => Ok(lane),
            None => L::read(lead, self.server, self.progress).await,
        }
    }
}

/// Begins a transaction in which text comes as it is, also from a database without an encoding.
async fn open(database: &Database, snapshot: Option<&SnapshotId>) -> Result<Session, Error> {
    let mut session = match snapshot {
        Some(snapshot) => database.read_at(snapshot).await?,
        None => database.read().await?,
    };
    session
        .fetch_optional::<(Text,)>(statements::RAW_TEXT)
        .await?;
    Ok(session)
}

fn assemble(
    server: ServerRow,
    surroundings: Surroundings,
    integrity: Integrity,
    indexing: Indexing,
    definitions: Definitions,
    restricted: Restricted,
) -> Catalog {
    let lists: AccessLists = surroundings.access;
    let mut frame = surroundings.relations.frame(&lists);
    surroundings.columns.add_to(&mut frame, &lists);
    definitions.defaults.add_to(&mut frame);
    definitions.partitions.add_to(&mut frame);
    definitions.views.add_to(&mut frame);
    integrity.constraints.add_to(&mut frame);
    integrity.triggers.add_to(&mut frame);
    indexing.indexes.add_to(&mut frame);
    let publications = definitions.replication.publications(&frame);
    let (replication_slots, foreign_servers) = definitions.replication.facts(&lists);
    let (enums, domains, types) = definitions.data_types.facts(&lists);
    Catalog {
        schema: CATALOG_SCHEMA.to_owned(),
        taken_at: server.taken_at,
        server: server.facts(restricted.system_identifier),
        database: surroundings.database.facts(restricted.bytes, &lists),
        schemas: surroundings.schemas.facts(&lists),
        relations: frame.into_relations(),
        functions: definitions.functions.facts(&lists),
        sequences: definitions
            .sequences
            .facts(&restricted.sequence_values, &lists),
        enums,
        domains,
        types,
        extensions: definitions.extensions.installed,
        available_extensions: definitions.extensions.available,
        event_triggers: definitions.event_triggers,
        publications,
        subscriptions: restricted.subscriptions,
        foreign_servers,
        outdated_collations: definitions.extensions.collations,
        extended_statistics: definitions.extensions.statistics,
        casts: definitions.extensions.casts,
        other_objects: definitions.extensions.others,
        default_privileges: surroundings.default_privileges.spelled_out(&lists),
        roles: surroundings.roles.cluster,
        memberships: surroundings.roles.memberships,
        role_settings: surroundings.roles.role_settings,
        settings: surroundings.roles.settings,
        hba_rules: restricted.hba_rules,
        password_hashes: restricted.password_hashes,
        sessions: restricted.sessions,
        replication_slots,
        archiver: restricted.archiver,
    }
}
