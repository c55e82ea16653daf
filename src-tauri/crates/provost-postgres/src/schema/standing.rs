//! Where each migration stands in one database: what was applied, compared with what is here.

use provost_core::schema::{
    MigrationState, MigrationStatus, Obstacle, ObstacleKind, Pack, PackState, PackStatus,
};

use super::extensions;
use super::scripts::{Migration, id, scripts};
use super::survey::{History, Record, Survey};

/// One migration of ours in one database.
#[derive(Debug, Clone)]
pub(super) struct Standing<'s> {
    pub(super) migration: &'static Migration,
    pub(super) state: MigrationState,
    pub(super) record: Option<&'s Record>,
    /// Why it cannot be applied now, or why it is in doubt.
    pub(super) obstacle: Option<Obstacle>,
}

/// All migrations of ours, in their order.
#[derive(Debug)]
pub(super) struct Standings<'s> {
    survey: &'s Survey,
    pub(super) all: Vec<Standing<'s>>,
}

impl<'s> Standings<'s> {
    /// Compares what a survey found with what is here.
    pub(super) fn of(survey: &'s Survey, schema: &str) -> Self {
        let mut standings = Self {
            survey,
            all: Vec::new(),
        };
        for migration in scripts() {
            let standing = standings.standing(migration, schema);
            standings.all.push(standing);
        }
        standings
    }

    fn standing(&self, migration: &'static Migration, schema: &str) -> Standing<'s> {
        let record = self.records(migration.pack).iter().find(|record| {
            u32::try_from(record.version).is_ok_and(|version| version == migration.version())
        });
        let altered = record.is_some_and(|record| record.checksum != migration.checksum());
        let obstacle = match record {
            Some(_) if altered => Some(history(altered_reason(migration))),
            Some(_) => None,
            None => self
                .doubt(migration.pack)
                .or_else(|| self.blocking_need(migration))
                .or_else(|| extensions::obstacle(migration, self.survey, schema)),
        };
        let state = match (record, &obstacle) {
            (Some(_), _) if altered => MigrationState::Altered,
            (Some(_), _) => MigrationState::Applied,
            (None, Some(_)) => MigrationState::Blocked,
            (None, None) => MigrationState::Pending,
        };
        Standing {
            migration,
            state,
            record,
            obstacle,
        }
    }

    /// What the database remembers of a pack.
    pub(super) fn records(&self, pack: Pack) -> &'s [Record] {
        match self.survey.histories.get(&pack) {
            Some(History::Known(records)) => records,
            _ => &[],
        }
    }

    /// What was applied of a pack and is not known here.
    fn unknown(&self, pack: Pack) -> impl Iterator<Item = &'s Record> {
        let known = move |record: &&Record| {
            !scripts().iter().any(|one| {
                one.pack == pack && i64::from(one.version()) == i64::from(record.version)
            })
        };
        self.records(pack).iter().filter(known)
    }

    /// Why nothing may be done to a pack, if that is so: what is there is not what is known here.
    pub(super) fn doubt(&self, pack: Pack) -> Option<Obstacle> {
        if let Some(History::Hidden(reason)) = self.survey.histories.get(&pack) {
            return Some(history(format!(
                "The pack {} is in doubt: {reason}",
                pack.key()
            )));
        }
        if let Some(record) = self.unknown(pack).next() {
            return Some(history(unknown_reason(pack, record)));
        }
        scripts()
            .iter()
            .filter(|migration| migration.pack == pack)
            .find(|migration| {
                self.records(pack).iter().any(|record| {
                    i64::from(record.version) == i64::from(migration.version())
                        && record.checksum != migration.checksum()
                })
            })
            .map(|migration| history(altered_reason(migration)))
    }

    /// What stands in the way of something that this migration needs.
    fn blocking_need(&self, migration: &Migration) -> Option<Obstacle> {
        self.all
            .iter()
            .filter(|before| before.state == MigrationState::Blocked)
            .find(|before| migration.rests_on(before.migration.pack, before.migration.version()))
            .and_then(|before| before.obstacle.clone())
    }

    /// The status of every pack.
    pub(super) fn packs(&self) -> Vec<PackStatus> {
        Pack::ALL.into_iter().map(|pack| self.pack(pack)).collect()
    }

    fn pack(&self, pack: Pack) -> PackStatus {
        let own: Vec<&Standing<'_>> = self
            .all
            .iter()
            .filter(|standing| standing.migration.pack == pack)
            .collect();
        let there = |standing: &&&Standing<'_>| {
            matches!(
                standing.state,
                MigrationState::Applied | MigrationState::Altered
            )
        };
        let state = if self.doubt(pack).is_some() {
            PackState::Doubtful
        } else {
            match own.iter().filter(there).count() {
                0 => PackState::Absent,
                all if all == own.len() => PackState::Installed,
                _ => PackState::Partial,
            }
        };
        let migrations = own.iter().map(|standing| standing.told());
        let unknown = self.unknown(pack).map(|record| told_unknown(pack, record));
        PackStatus {
            pack,
            title: pack.title().to_owned(),
            purpose: pack.purpose().to_owned(),
            state,
            tables: own
                .iter()
                .flat_map(|standing| standing.migration.tables())
                .map(str::to_owned)
                .collect(),
            migrations: migrations.chain(unknown).collect(),
        }
    }
}

impl Standing<'_> {
    /// Whether the database has it.
    pub(super) fn is_there(&self) -> bool {
        matches!(
            self.state,
            MigrationState::Applied | MigrationState::Altered
        )
    }

    fn told(&self) -> MigrationStatus {
        let migration = self.migration;
        let needs = migration.needs();
        MigrationStatus {
            title: migration.title().to_owned(),
            needs: needs
                .into_iter()
                .map(|(pack, version)| id(pack, version))
                .collect(),
            reason: self.obstacle.as_ref().map(sentences),
            state: self.state,
            ..of_record(
                migration.pack,
                migration.version(),
                migration.name(),
                self.record,
            )
        }
    }
}

fn told_unknown(pack: Pack, record: &Record) -> MigrationStatus {
    let version = u32::try_from(record.version).unwrap_or_default();
    MigrationStatus {
        title: "Not known to this version of Provost".to_owned(),
        reason: Some(sentences(&history(unknown_reason(pack, record)))),
        state: MigrationState::Unknown,
        ..of_record(pack, version, &record.name, Some(record))
    }
}

fn of_record(pack: Pack, version: u32, name: &str, record: Option<&Record>) -> MigrationStatus {
    MigrationStatus {
        id: id(pack, version),
        version,
        name: name.to_owned(),
        title: String::new(),
        state: MigrationState::Pending,
        applied_at: record.map(|record| record.applied_at.clone()),
        applied_by: record.map(|record| record.applied_by.clone()),
        milliseconds: record.map(|record| u32::try_from(record.milliseconds).unwrap_or_default()),
        adopted: record
            .map(|record| record.adopted.clone())
            .unwrap_or_default(),
        needs: Vec::new(),
        reason: None,
    }
}

fn sentences(obstacle: &Obstacle) -> String {
    format!("{} {}", obstacle.message, obstacle.hint)
}

fn history(message: String) -> Obstacle {
    Obstacle {
        kind: ObstacleKind::History,
        message,
        hint: "Nothing is done to this pack before that is cleared up; the other packs are free."
            .to_owned(),
    }
}

fn altered_reason(migration: &Migration) -> String {
    format!(
        "{} was applied with another text than it has in this version of Provost.",
        migration.id()
    )
}

fn unknown_reason(pack: Pack, record: &Record) -> String {
    let version = u32::try_from(record.version).unwrap_or_default();
    format!(
        "{} ({}) was applied by another version of Provost, and this one does not know it.",
        id(pack, version),
        record.name
    )
}
