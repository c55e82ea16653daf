//! Tables of our names that are there already.

use provost_core::catalog::quote_identifier;
use provost_core::schema::{Adopt, Adoption, Obstacle, ObstacleKind};

use super::draft::Draft;
use super::placing::placed;
use super::scripts::Migration;
use crate::error::Error;
use crate::session::{Session, Statement};

pub(super) const TAKEN: &str = include_str!("taken.sql");

/// What was found of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// What stands in the way.
    pub(super) obstacles: Vec<Obstacle>,
}

impl Found {
    /// The tables that a migration meets.
    pub(super) fn of(&self, _migration: &Migration) -> Vec<Adoption> {
        Vec::new()
    }
}

/// Looks for them, and compares them with ours.
pub(super) async fn find(
    session: &mut Session,
    schema: &str,
    draft: &Draft,
    _adopt: &Adopt,
) -> Result<Found, Error> {
    let names: Vec<&str> = draft
        .steps
        .iter()
        .flat_map(|step| step.relations())
        .collect();
    let taken: Vec<(String,)> = session
        .fetch_all(Statement::new(TAKEN).bind(schema).bind(names))
        .await?;
    let names: Vec<String> = taken.into_iter().map(|(name,)| name).collect();
    let obstacle = (!names.is_empty()).then(|| Obstacle {
        kind: ObstacleKind::ForeignTables,
        message: format!(
            "The schema {} has these already, and Provost did not make them: {}.",
            quote_identifier(schema),
            names.join(", ")
        ),
        hint: "Look at the comparison in the plan, and allow their adoption.".to_owned(),
    });
    Ok(Found {
        obstacles: obstacle.into_iter().collect(),
    })
}

/// The SQL of a migration itself.
pub(super) fn body(migration: &Migration, schema: &str, _adoptions: &[Adoption]) -> String {
    placed(migration.up, schema)
}
