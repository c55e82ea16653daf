//! A change before its SQL is written: what was found, and which migrations it runs.

use provost_core::connections::Profile;
use provost_core::schema::{Direction, Obstacle, PLAN_SCHEMA, Pack, Plan, PlannedMigration};

use super::choice::{to_apply, to_revert};
use super::obstacles::of_surroundings;
use super::scripts::Migration;
use super::standing::Standings;
use super::survey::{Survey, survey};
use crate::error::Error;
use crate::session::Session;

/// One step of a change: what is shown of it, and what it runs.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) migration: &'static Migration,
    pub(super) planned: PlannedMigration,
    /// Whether the table that keeps the state of the pack goes with it.
    pub(super) ends_history: bool,
}

/// A change whose SQL is written.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    pub(super) draft: Draft,
    pub(super) steps: Vec<Step>,
}

impl Prepared {
    /// What is shown of it.
    pub(super) fn plan(self, profile: &Profile) -> Plan {
        Plan {
            schema: PLAN_SCHEMA.to_owned(),
            database: self.draft.survey.surroundings.database,
            governance_schema: profile.governance_schema.clone(),
            direction: self.draft.direction,
            steps: self.steps.into_iter().map(|step| step.planned).collect(),
            obstacles: self.draft.obstacles,
            left_out: self.draft.left_out,
        }
    }
}

/// What was found, and what follows from it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) direction: Direction,
    pub(super) survey: Survey,
    /// The migrations that are there before.
    pub(super) there: Vec<&'static Migration>,
    /// The migrations that it runs, in their order.
    pub(super) steps: Vec<&'static Migration>,
    pub(super) obstacles: Vec<Obstacle>,
    pub(super) left_out: Vec<Obstacle>,
}

impl Draft {
    /// Whether the change could begin, and has something to do.
    pub(super) fn is_free(&self) -> bool {
        self.obstacles.is_empty() && !self.steps.is_empty()
    }

    /// Looks at the database and chooses.
    pub(super) async fn make(
        session: &mut Session,
        profile: &Profile,
        pooler: Option<&str>,
        direction: Direction,
        packs: &[Pack],
    ) -> Result<Self, Error> {
        let schema = &profile.governance_schema;
        let survey = survey(session, schema).await?;
        let standings = Standings::of(&survey, schema);
        let choice = match direction {
            Direction::Apply => to_apply(&standings, packs),
            Direction::Revert => to_revert(&standings, packs),
        };
        let there = standings.all.iter().filter(|standing| standing.is_there());
        let there = there.map(|standing| standing.migration).collect();
        let steps = choice.steps.iter().map(|step| step.migration).collect();
        let mut obstacles = of_surroundings(profile, pooler, &survey, direction);
        obstacles.extend(choice.obstacles);
        Ok(Self {
            direction,
            there,
            steps,
            obstacles,
            left_out: choice.left_out,
            survey,
        })
    }
}
