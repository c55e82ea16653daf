//! Applying and taking back: everything in one transaction, done by one at a time.

use std::time::{Duration, Instant};

use provost_core::connections::Profile;
use provost_core::schema::{
    APPLIED_SCHEMA, Adopt, Applied, AppliedStep, Direction, Obstacle, ObstacleKind, Pack,
};
use sha2::{Digest, Sha256};

use super::draft::{Draft, Prepared, Step};
use super::losses;
use super::plan::{prepare_apply, prepare_revert, written_down, written_up};
use super::survey::placed_for;
use crate::database::Database;
use crate::error::Error;
use crate::session::{Session, Statement};

pub(super) const LOCK: &str = include_str!("lock.sql");
const NOTE: &str = include_str!("note.sql");
const FORGET: &str = include_str!("forget.sql");

/// How long another change to the same schema is waited for.
const TURN: Duration = Duration::from_mins(2);

/// How long a change waits for a lock on a table.
const LOCKS: Duration = Duration::from_secs(5);

/// Where a change stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeStep {
    /// The migration that comes now, as `pack/0001`.
    pub id: String,
    /// What it makes or takes back.
    pub title: String,
    /// Migrations done.
    pub done: usize,
    /// Migrations in all.
    pub total: usize,
}

/// What is told of a change as it goes on.
pub type Progress<'p> = &'p (dyn Fn(ChangeStep) + Send + Sync);

/// Applies all that is pending of these packs (of all, when none is named) and of those that they need.
///
/// All of it happens or nothing. Two at once do it once: the second finds nothing to do.
///
/// # Errors
/// [`Error::Obstructed`] with all that stands in the way; [`Error::Migration`] when the server refused one of them.
pub async fn apply(
    database: &Database,
    profile: &Profile,
    packs: &[Pack],
    adopt: &Adopt,
    progress: Progress<'_>,
) -> Result<Applied, Error> {
    // On the heap: what waits here is large, and whoever waits for it would be too.
    Box::pin(async {
        unobstructed(&prepare_apply(database, profile, packs, adopt).await?)?;
        let (mut session, draft) = begin(database, profile, Direction::Apply, packs).await?;
        let prepared = written_up(&mut session, profile, draft, adopt).await?;
        run(session, profile, prepared, progress).await
    })
    .await
}

/// Takes back all that is there of these packs (of all, when none is named), newest first.
///
/// # Errors
/// [`Error::Obstructed`] with all that stands in the way, rows among it unless `drop_rows` says that they may go;
/// [`Error::Migration`] when the server refused a step.
pub async fn revert(
    database: &Database,
    profile: &Profile,
    packs: &[Pack],
    drop_rows: bool,
    progress: Progress<'_>,
) -> Result<Applied, Error> {
    let keeping = |mut prepared: Prepared| {
        if !drop_rows {
            let lost = lost(&prepared);
            prepared.draft.obstacles.extend(lost);
        }
        prepared
    };
    unobstructed(&keeping(prepare_revert(database, profile, packs).await?))?;
    let (mut session, draft) = begin(database, profile, Direction::Revert, packs).await?;
    let prepared = keeping(written_down(&mut session, profile, draft).await?);
    run(session, profile, prepared, progress).await
}

/// Waits for one's turn, and looks again: somebody else may have done it meanwhile.
async fn begin(
    database: &Database,
    profile: &Profile,
    direction: Direction,
    packs: &[Pack],
) -> Result<(Session, Draft), Error> {
    let mut session = database.change().await?;
    session.limit_locks(TURN).await?;
    let key = key(&profile.governance_schema);
    let waited = session.execute(Statement::new(LOCK).bind(key)).await;
    waited.map_err(|error| match error {
        Error::Timeout { .. } => Error::Timeout {
            what: "Waiting for another change to the same schema",
            seconds: TURN.as_secs(),
        },
        other => other,
    })?;
    session.limit_locks(LOCKS).await?;
    let draft = Draft::make(&mut session, profile, None, direction, packs).await?;
    Ok((session, draft))
}

async fn run(
    mut session: Session,
    profile: &Profile,
    prepared: Prepared,
    progress: Progress<'_>,
) -> Result<Applied, Error> {
    unobstructed(&prepared)?;
    let Prepared { draft, steps } = prepared;
    let mut done = Vec::with_capacity(steps.len());
    for step in &steps {
        progress(ChangeStep {
            id: step.planned.id.clone(),
            title: step.planned.title.clone(),
            done: done.len(),
            total: steps.len(),
        });
        let milliseconds = take(&mut session, profile, draft.direction, step)
            .await
            .map_err(|cause| refused(cause, step, draft.direction))?;
        done.push(AppliedStep {
            id: step.planned.id.clone(),
            title: step.planned.title.clone(),
            milliseconds,
            adopted: adopted(step),
        });
    }
    session.finish().await?;
    Ok(Applied {
        schema: APPLIED_SCHEMA.to_owned(),
        database: draft.survey.surroundings.database,
        governance_schema: profile.governance_schema.clone(),
        direction: draft.direction,
        steps: done,
        left_out: draft.left_out,
    })
}

/// Takes a step and writes down that it was taken; how many milliseconds it took.
async fn take(
    session: &mut Session,
    profile: &Profile,
    direction: Direction,
    step: &Step,
) -> Result<u32, Error> {
    let begun = Instant::now();
    session.run_script(&step.planned.sql).await?;
    let milliseconds = i32::try_from(begun.elapsed().as_millis()).unwrap_or(i32::MAX);
    let migration = step.migration;
    let version = i32::try_from(migration.version()).unwrap_or_default();
    let text = |text| placed_for(text, migration.pack, &profile.governance_schema);
    let written = match direction {
        Direction::Apply => Some(
            Statement::assembled(text(NOTE))
                .bind(version)
                .bind(migration.name())
                .bind(migration.checksum())
                .bind(milliseconds)
                .bind(adopted(step)),
        ),
        Direction::Revert if step.ends_history => None,
        Direction::Revert => Some(Statement::assembled(text(FORGET)).bind(version)),
    };
    if let Some(statement) = written {
        session.execute(statement).await?;
    }
    Ok(u32::try_from(milliseconds).unwrap_or_default())
}

fn adopted(step: &Step) -> Vec<String> {
    let adoptions = step.planned.adoptions.iter();
    adoptions.map(|adoption| adoption.table.clone()).collect()
}

fn unobstructed(prepared: &Prepared) -> Result<(), Error> {
    let obstacles = &prepared.draft.obstacles;
    if obstacles.is_empty() {
        return Ok(());
    }
    Err(Error::Obstructed {
        obstacles: obstacles.clone(),
    })
}

/// The rows that would be lost, as what they are: in the way.
fn lost(prepared: &Prepared) -> Option<Obstacle> {
    let losses: Vec<String> = prepared
        .steps
        .iter()
        .flat_map(|step| &step.planned.losses)
        .map(|loss| format!("{} ({})", loss.table, loss.rows))
        .collect();
    (!losses.is_empty()).then(|| Obstacle {
        kind: ObstacleKind::Rows,
        message: format!("Rows would be lost: {}.", losses.join(", ")),
        hint: "Save them first, with pg_dump for one; then say that the rows may go.".to_owned(),
    })
}

/// What it means that the server refused a step.
fn refused(cause: Error, step: &Step, direction: Direction) -> Error {
    match cause {
        Error::Cancelled | Error::Aborted | Error::Lost { .. } => cause,
        Error::Database { refusal }
            if direction == Direction::Revert && refusal.sqlstate == "2BP01" =>
        {
            let objects: Vec<String> = refusal
                .detail
                .iter()
                .flat_map(|detail| detail.lines())
                .map(str::to_owned)
                .collect();
            Error::Obstructed {
                obstacles: vec![losses::resting(&objects)],
            }
        }
        cause => Error::Migration {
            id: step.migration.id(),
            cause: Box::new(cause),
        },
    }
}

/// The number of the advisory lock of a schema; a lock of this kind holds for one database.
fn key(schema: &str) -> i64 {
    let digest = Sha256::digest(format!("provost schema {schema}"));
    let bytes = digest.first_chunk::<8>().copied().unwrap_or_default();
    i64::from_be_bytes(bytes)
}
