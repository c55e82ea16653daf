//! Where a database stands in the chain of a folder.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::lineage::{Lineage, Places, Resolution};
use super::state::{AppliedMigration, Outcome};
use super::{Tool, django, scripts};

/// What the database has of the folder's migrations, and what it lacks.
#[derive(Debug, Default)]
pub(super) struct Standing {
    /// Whether a database was looked at.
    pub(super) compared: bool,
    /// What the rows say, and what follows from them.
    pub(super) applied: Vec<AppliedMigration>,
    /// Where the database stands.
    pub(super) current: Vec<String>,
    /// The revisions that it has.
    pub(super) done: Places,
    /// Those that it lacks and can be brought to, in order.
    pub(super) pending: Vec<usize>,
    /// Those that it lacks and cannot be brought to.
    pub(super) blocked: Vec<usize>,
    /// What it names and the folder lacks.
    pub(super) unknown: Vec<String>,
    /// Rows that another row includes.
    pub(super) stale: Vec<String>,
}

impl Standing {
    /// Compares the rows with the chain.
    pub(super) fn new(
        tool: Option<Tool>,
        lineage: &Lineage,
        applied: Vec<AppliedMigration>,
        compared: bool,
    ) -> Self {
        let mut standing = Self {
            compared,
            applied,
            ..Self::default()
        };
        let Some(tool) = tool.filter(|_| compared) else {
            return standing;
        };
        let found = standing.match_rows(tool, lineage);
        match tool {
            Tool::Alembic => standing.stand_at_rows(lineage, &found),
            Tool::GolangMigrate => standing.stand_at_last(lineage, &found),
            Tool::Django => standing.stand_at_leaves(lineage),
            _ => standing.stand_behind_last(tool, lineage),
        }
        standing.pending = lineage.order_after(&standing.done);
        let reached: BTreeSet<usize> = standing
            .pending
            .iter()
            .chain(&standing.done)
            .copied()
            .collect();
        standing.blocked = lineage.order_regardless();
        standing.blocked.retain(|place| !reached.contains(place));
        standing
    }

    /// Finds the revision of each row; those of rows that stand go to `done`.
    fn match_rows(&mut self, tool: Tool, lineage: &Lineage) -> Places {
        let mut replaced: BTreeSet<&str> = BTreeSet::new();
        for revision in &lineage.revisions {
            replaced.extend(revision.replaces.iter().map(String::as_str));
        }
        let apps: BTreeSet<&str> = lineage
            .revisions
            .iter()
            .map(|revision| revision.group.as_str())
            .collect();
        for row in &mut self.applied {
            let place = match tool {
                Tool::Alembic => match lineage.resolve(&row.id) {
                    Resolution::One(place) => Some(place),
                    _ => None,
                },
                Tool::Liquibase => lineage
                    .place(&row.id)
                    .or_else(|| elsewhere(lineage, &row.id)),
                _ => lineage.place(&row.id),
            };
            match place {
                Some(place) => {
                    lineage.id(place).clone_into(&mut row.id);
                    if row.outcome.stands() || tool == Tool::GolangMigrate {
                        self.done.insert(place);
                    }
                }
                None if tool == Tool::Django => {
                    // The tables of Django hold the rows of every app, also of those that come from packages.
                    let app = row.id.split('.').next().unwrap_or_default();
                    if apps.contains(app) && !replaced.contains(row.id.as_str()) {
                        self.unknown.push(row.id.clone());
                    }
                }
                None if row.outcome == Outcome::TakenBack || row.outcome == Outcome::Baseline => {}
                None => self.unknown.push(row.id.clone()),
            }
        }
        self.done.clone()
    }

    /// Alembic: the rows are the ends of what is applied.
    fn stand_at_rows(&mut self, lineage: &Lineage, rows: &Places) {
        for row in rows {
            let others: Vec<usize> = rows.iter().filter(|other| *other != row).copied().collect();
            let within = others.iter().any(|other| {
                // In a ring each includes the other: then neither is said to be stale.
                lineage.ancestors([*other]).contains(row)
                    && !lineage.ancestors([*row]).contains(other)
            });
            if within {
                self.stale.push(lineage.id(*row).to_owned());
            }
        }
        self.current = self.applied.iter().map(|one| one.id.clone()).collect();
        self.done = lineage.ancestors(rows.iter().copied());
        self.follow(lineage);
    }

    /// golang-migrate: one row names the last one.
    fn stand_at_last(&mut self, lineage: &Lineage, rows: &Places) {
        self.current = self.applied.iter().map(|one| one.id.clone()).collect();
        self.done = lineage.ancestors(rows.iter().copied());
        let failed = self
            .applied
            .iter()
            .filter(|one| one.outcome == Outcome::Failed);
        for place in failed.filter_map(|one| lineage.place(&one.id)) {
            self.done.remove(&place);
        }
        self.follow(lineage);
    }

    /// Adds what follows from the rows to what they say.
    fn follow(&mut self, lineage: &Lineage) {
        let named: BTreeMap<String, AppliedMigration> = self
            .applied
            .drain(..)
            .map(|one| (one.id.clone(), one))
            .collect();
        let followed = lineage
            .order_regardless()
            .into_iter()
            .filter(|place| self.done.contains(place) && !named.contains_key(lineage.id(*place)));
        self.applied = followed
            .filter_map(|place| lineage.revisions.get(place))
            .map(|revision| AppliedMigration {
                id: revision.id.clone(),
                title: None,
                at: None,
                by: None,
                outcome: Outcome::Applied,
                checksum: None,
                recorded: false,
            })
            .collect();
        self.applied.extend(named.into_values());
    }

    /// Django: a squashed migration counts when all that it replaces do; the ends of what is applied are where it stands.
    fn stand_at_leaves(&mut self, lineage: &Lineage) {
        let rows: BTreeSet<String> = self.applied.iter().map(|one| one.id.clone()).collect();
        for (place, revision) in lineage.revisions.iter().enumerate() {
            if django::is_applied(revision, &rows) {
                self.done.insert(place);
            }
        }
        let followed: Places = self
            .done
            .iter()
            .filter_map(|place| lineage.parents.get(*place))
            .flatten()
            .copied()
            .collect();
        self.current = lineage.ids(self.done.difference(&followed));
    }

    /// The others keep a row for each: the last of them in the folder's order is where the database stands.
    fn stand_behind_last(&mut self, tool: Tool, lineage: &Lineage) {
        let baseline = self
            .applied
            .iter()
            .find(|one| one.outcome == Outcome::Baseline);
        if let (Tool::Flyway, Some(baseline)) = (tool, baseline) {
            for (place, revision) in lineage.revisions.iter().enumerate() {
                let before =
                    scripts::compare_flyway(&revision.id, &baseline.id) != Ordering::Greater;
                if before && !revision.repeatable {
                    self.done.insert(place);
                }
            }
        }
        let chained = |place: &&usize| {
            lineage
                .revisions
                .get(**place)
                .is_some_and(|revision| !revision.repeatable)
        };
        let last = self
            .done
            .iter()
            .rfind(chained)
            .map(|place| lineage.id(*place).to_owned());
        let row = || {
            self.applied
                .iter()
                .rev()
                .find(|one| one.outcome.stands())
                .map(|one| one.id.clone())
        };
        self.current = last.or_else(row).into_iter().collect();
    }
}

/// Liquibase keeps the path as it was called: the same change set under a longer or shorter path.
fn elsewhere(lineage: &Lineage, name: &str) -> Option<usize> {
    let (path, rest) = name.split_once("::")?;
    let same = |known: &str| {
        known.split_once("::").is_some_and(|(other, own)| {
            own == rest
                && (other.ends_with(&format!("/{path}")) || path.ends_with(&format!("/{other}")))
        })
    };
    let mut fitting = lineage
        .revisions
        .iter()
        .enumerate()
        .filter(|(_, revision)| same(&revision.id));
    match (fitting.next(), fitting.next()) {
        (Some((place, _)), None) => Some(place),
        _ => None,
    }
}
