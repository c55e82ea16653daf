//! What a database has, and what a change would do. Nothing here changes anything.

use provost_core::connections::Profile;
use provost_core::schema::{
    Adopt, Direction, Pack, Plan, PlannedMigration, STATUS_SCHEMA, SchemaStatus,
};

use super::adoption::{self, Found};
use super::draft::{Draft, Prepared, Step};
use super::losses;
use super::obstacles::of_surroundings;
use super::scripts::Migration;
use super::standing::Standings;
use super::survey::survey;
use super::writing::{Last, Written};
use crate::connections::between;
use crate::database::Database;
use crate::error::Error;
use crate::session::Session;

/// What a database has of the packs, and what stands in the way of changing it.
pub async fn status(database: &Database, profile: &Profile) -> Result<SchemaStatus, Error> {
    let schema = &profile.governance_schema;
    let pooler = between(database, profile).await?;
    let mut session = database.records().await?;
    let survey = survey(&mut session, schema).await?;
    session.finish().await?;
    let packs = Standings::of(&survey, schema).packs();
    let obstacles = of_surroundings(profile, pooler.as_deref(), &survey, Direction::Apply);
    let surroundings = survey.surroundings;
    Ok(SchemaStatus {
        schema: STATUS_SCHEMA.to_owned(),
        database: surroundings.database,
        role: surroundings.role,
        governance_schema: schema.clone(),
        schema_exists: surroundings.schema_exists,
        server_version: surroundings.server_version,
        obstacles,
        packs,
    })
}

/// What applying all that is pending of these packs (of all, when none is named) and of those that they need would do.
pub async fn plan_apply(
    database: &Database,
    profile: &Profile,
    packs: &[Pack],
    adopt: &Adopt,
) -> Result<Plan, Error> {
    let prepared = prepare_apply(database, profile, packs, adopt).await?;
    Ok(prepared.plan(profile))
}

/// What taking back all that is there of these packs (of all, when none is named) would do.
pub async fn plan_revert(
    database: &Database,
    profile: &Profile,
    packs: &[Pack],
) -> Result<Plan, Error> {
    let prepared = prepare_revert(database, profile, packs).await?;
    Ok(prepared.plan(profile))
}

/// The same before it is shown.
pub(super) async fn prepare_apply(
    database: &Database,
    profile: &Profile,
    packs: &[Pack],
    adopt: &Adopt,
) -> Result<Prepared, Error> {
    let draft = look(database, profile, Direction::Apply, packs).await?;
    if !draft.is_free() {
        return Ok(up(draft, &profile.governance_schema, &Found::default()));
    }
    // Comparing tables makes ours in a schema of their own; nothing of that is kept.
    let mut session = database.change().await?;
    written_up(&mut session, profile, draft, adopt).await
}

/// The same before it is shown.
pub(super) async fn prepare_revert(
    database: &Database,
    profile: &Profile,
    packs: &[Pack],
) -> Result<Prepared, Error> {
    let draft = look(database, profile, Direction::Revert, packs).await?;
    if !draft.is_free() {
        return Ok(down(draft, &profile.governance_schema));
    }
    let mut session = database.change().await?;
    written_down(&mut session, profile, draft).await
}

async fn look(
    database: &Database,
    profile: &Profile,
    direction: Direction,
    packs: &[Pack],
) -> Result<Draft, Error> {
    let pooler = between(database, profile).await?;
    let mut session = database.records().await?;
    let draft = Draft::make(&mut session, profile, pooler.as_deref(), direction, packs).await?;
    session.finish().await?;
    Ok(draft)
}

/// The steps of a draft, with the tables that are there already.
pub(super) async fn written_up(
    session: &mut Session,
    profile: &Profile,
    mut draft: Draft,
    adopt: &Adopt,
) -> Result<Prepared, Error> {
    let schema = &profile.governance_schema;
    let found = adoption::find(session, schema, &draft, adopt).await?;
    draft.obstacles.extend(found.obstacles.iter().cloned());
    Ok(up(draft, schema, &found))
}

/// The steps of a draft, with the rows that would be lost and the objects that are in the way.
pub(super) async fn written_down(
    session: &mut Session,
    profile: &Profile,
    mut draft: Draft,
) -> Result<Prepared, Error> {
    let schema = &profile.governance_schema;
    let resting = losses::dependents(session, schema, &draft.steps).await?;
    draft.obstacles.extend(resting);
    let mut prepared = down(draft, schema);
    for step in &mut prepared.steps {
        step.planned.losses = losses::of_migration(session, schema, step.migration).await?;
    }
    Ok(prepared)
}

fn up(draft: Draft, schema: &str, found: &Found) -> Prepared {
    let mut written = Written::nothing(&draft.survey, schema);
    let mut steps = Vec::new();
    for migration in draft.steps.iter().copied() {
        let adoptions = found.of(migration);
        let sql = written.up(migration, &found.body(migration, schema));
        steps.push(Step {
            migration,
            planned: PlannedMigration {
                adoptions,
                ..planned(migration, migration.title(), sql)
            },
            ends_history: false,
        });
    }
    Prepared { draft, steps }
}

fn down(draft: Draft, schema: &str) -> Prepared {
    let mut written = Written::nothing(&draft.survey, schema);
    let mut left = draft.there.clone();
    let mut steps = Vec::new();
    for migration in draft.steps.iter().copied() {
        left.retain(|other| *other != migration);
        let last = Last {
            of_pack: left.iter().all(|other| other.pack != migration.pack),
            of_all: left.is_empty(),
            with_extension: left.iter().all(|other| other.extension().is_none()),
        };
        let sql = written.down(migration, last);
        steps.push(Step {
            migration,
            planned: planned(migration, migration.down_title(), sql),
            ends_history: last.of_pack,
        });
    }
    Prepared { draft, steps }
}

fn planned(migration: &Migration, title: &str, sql: String) -> PlannedMigration {
    PlannedMigration {
        id: migration.id(),
        pack: migration.pack,
        title: title.to_owned(),
        sql,
        losses: Vec::new(),
        adoptions: Vec::new(),
    }
}
