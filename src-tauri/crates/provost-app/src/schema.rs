//! The governance schema of a database: what it has, what a change would do, and the change.

mod comparing;
mod configurations;
mod consistency;
mod expecting;
mod format;
mod migrations;
mod name_order;
mod script_text;
mod sources;
mod steps;

pub use comparing::{Compared, Definitions, compared};
pub use configurations::configurations;
pub use consistency::{Sources, consistency, render};
pub use expecting::ExpectedSource;
pub use format::ComparisonFormat;
pub use migrations::{MigrationsRead, migrations, recorded_migrations};
pub use script_text::{comparison_json, script_sql};
pub use sources::{ExpectedChoice, SavedSources, SourcesFile};

use provost_core::connections::Environment;
use provost_core::schema::{Adopt, Applied, Direction, Pack, Plan, SchemaStatus};
use provost_postgres::schema::{self, ChangeStep};

use crate::connections::Opened;
use crate::error::AppError;

/// Where a change stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SchemaProgress {
    /// What is being done, in words.
    pub step: String,
    /// Steps done.
    pub done: u32,
    /// Steps in all.
    pub total: u32,
}

/// A change, as somebody asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Up or down.
    pub direction: Direction,
    /// Which packs; all when none is named.
    pub packs: Vec<Pack>,
    /// What is to become of tables that are there already; on the way up only.
    pub adopt: Adopt,
    /// Whether rows may be lost; on the way down only.
    pub drop_rows: bool,
    /// Whether the person was told that it is a production database, and agreed.
    pub confirmed: bool,
}

/// What a database has of the packs. The local workspace is opened as [`crate::Workspace::administrator`], here and below.
pub async fn status(Opened { database, profile }: &Opened) -> Result<SchemaStatus, AppError> {
    Ok(schema::status(database, profile).await?)
}

/// What a change would do; changes nothing.
pub async fn plan(
    Opened { database, profile }: &Opened,
    direction: Direction,
    packs: &[Pack],
    adopt: &Adopt,
) -> Result<Plan, AppError> {
    Ok(match direction {
        Direction::Apply => schema::plan_apply(database, profile, packs, adopt).await?,
        Direction::Revert => schema::plan_revert(database, profile, packs).await?,
    })
}

/// Makes a change: all of it or nothing.
///
/// # Errors
/// [`AppError::BadInput`] for a production database unless the change is confirmed, beside what the database can refuse.
pub async fn change(
    Opened { database, profile }: &Opened,
    change: &Change,
    progress: impl Fn(SchemaProgress) + Send + Sync,
) -> Result<Applied, AppError> {
    if profile.environment == Environment::Production && !change.confirmed {
        return Err(AppError::BadInput(format!(
            "\"{}\" is a production database, so nothing was changed. Look at the plan, then confirm the change.",
            profile.name
        )));
    }
    let told = |step: ChangeStep| progress(of_step(change.direction, &step));
    let (packs, adopt) = (&change.packs, &change.adopt);
    Ok(match change.direction {
        Direction::Apply => schema::apply(database, profile, packs, adopt, &told).await?,
        Direction::Revert => {
            schema::revert(database, profile, packs, change.drop_rows, &told).await?
        }
    })
}

fn of_step(direction: Direction, step: &ChangeStep) -> SchemaProgress {
    let doing = match direction {
        Direction::Apply => "Applying",
        Direction::Revert => "Taking back",
    };
    SchemaProgress {
        step: format!("{doing} {}", step.id),
        done: count(step.done),
        total: count(step.total),
    }
}

/// A number of steps, as the doors are told it.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
