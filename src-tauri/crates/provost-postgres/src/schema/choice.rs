//! Which migrations a change runs, in which order, and which it leaves out.

use std::collections::BTreeSet;

use provost_core::schema::{MigrationState, Obstacle, ObstacleKind, Pack};

use super::standing::{Standing, Standings};

/// What a change would run.
#[derive(Debug, Default)]
pub(super) struct Choice<'c, 's> {
    /// The migrations, in the order of their running.
    pub(super) steps: Vec<&'c Standing<'s>>,
    /// What stands in the way of the whole.
    pub(super) obstacles: Vec<Obstacle>,
    /// What is left out.
    pub(super) left_out: Vec<Obstacle>,
}

/// What is pending of the packs that were asked for (all when none is named), and of the packs that they need.
pub(super) fn to_apply<'c, 's>(standings: &'c Standings<'s>, packs: &[Pack]) -> Choice<'c, 's> {
    let mut wanted: Vec<&Standing<'_>> = Vec::new();
    for standing in standings.all.iter().rev() {
        let migration = standing.migration;
        let asked = packs.is_empty() || packs.contains(&migration.pack);
        let needed = || {
            wanted.iter().any(|later| {
                later
                    .migration
                    .rests_on(migration.pack, migration.version())
            })
        };
        if !standing.is_there() && (asked || needed()) {
            wanted.push(standing);
        }
    }
    wanted.reverse();
    let mut choice = Choice::default();
    for pack in in_question(packs) {
        if let Some(doubt) = standings.doubt(pack) {
            choice.leave(doubt, packs);
        }
    }
    for standing in wanted {
        match (standing.state, &standing.obstacle) {
            (MigrationState::Pending, _) => choice.steps.push(standing),
            (_, Some(obstacle)) => choice.leave(obstacle.clone(), packs),
            _ => {}
        }
    }
    if choice.steps.is_empty() && !packs.is_empty() {
        choice.obstacles.append(&mut choice.left_out);
    }
    choice
}

/// What is there of the packs that were asked for (all when none is named), newest first.
pub(super) fn to_revert<'c, 's>(standings: &'c Standings<'s>, packs: &[Pack]) -> Choice<'c, 's> {
    let mut choice = Choice::default();
    for pack in in_question(packs) {
        match standings.doubt(pack) {
            Some(doubt) => choice.leave(doubt, packs),
            None => choice.steps.extend(
                standings
                    .all
                    .iter()
                    .filter(|standing| standing.migration.pack == pack && standing.is_there()),
            ),
        }
    }
    choice.steps.reverse();
    let going: BTreeSet<String> = choice
        .steps
        .iter()
        .map(|step| step.migration.id())
        .collect();
    let staying: BTreeSet<(Pack, Pack)> = standings
        .all
        .iter()
        .filter(|later| later.is_there() && !going.contains(&later.migration.id()))
        .flat_map(|later| {
            let rests = |step: &&&Standing<'_>| {
                let migration = step.migration;
                later
                    .migration
                    .rests_on(migration.pack, migration.version())
            };
            choice
                .steps
                .iter()
                .filter(rests)
                .map(|step| (step.migration.pack, later.migration.pack))
                .collect::<Vec<_>>()
        })
        .collect();
    for (needed, by) in staying {
        choice.obstacles.push(Obstacle {
            kind: ObstacleKind::Dependents,
            message: format!(
                "The pack {} cannot be taken back: the pack {} rests on it.",
                needed.key(),
                by.key()
            ),
            hint: format!("Take the pack {} back as well, or first.", by.key()),
        });
    }
    choice
}

/// The packs that were asked for, in order.
fn in_question(packs: &[Pack]) -> impl Iterator<Item = Pack> {
    Pack::ALL
        .into_iter()
        .filter(move |pack| packs.is_empty() || packs.contains(pack))
}

impl Choice<'_, '_> {
    /// Leaves something out. A pack in doubt that was asked for by name stands in the way of the whole.
    fn leave(&mut self, obstacle: Obstacle, packs: &[Pack]) {
        let list = if obstacle.kind == ObstacleKind::History && !packs.is_empty() {
            &mut self.obstacles
        } else {
            &mut self.left_out
        };
        if !list.contains(&obstacle) {
            list.push(obstacle);
        }
    }
}
