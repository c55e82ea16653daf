//! What somebody defined, apart from what changes by itself.

use chrono::DateTime;

use super::{Catalog, Visible};

impl Catalog {
    /// The catalog without what changes although nobody changes the database: the moment, who read it, sizes, use counts,
    /// ages, sessions. Two readings of a database that nobody changed are equal in this, and so are those of a database
    /// and its copy, but for the database's name.
    #[must_use]
    pub fn definition_only(&self) -> Self {
        let left_out = || "Left out of the definition.".to_owned();
        let mut definition = self.clone();
        definition.taken_at = DateTime::UNIX_EPOCH;
        definition.server.started_at = DateTime::UNIX_EPOCH;
        definition.server.role.clear();
        definition.server.superuser = false;
        definition.server.reads_all_settings = false;
        definition.server.reads_all_statistics = false;
        definition.server.system_identifier = None;
        definition.server.tls = false;
        definition.database.forget_use();
        for schema in &mut definition.schemas {
            schema.usable = true;
        }
        for relation in &mut definition.relations {
            relation.row_estimate = None;
            relation.table_bytes = 0;
            relation.index_bytes = 0;
            relation.frozen_xid_age = None;
            relation.statistics = None;
            for index in &mut relation.indexes {
                index.in_progress = false;
                index.bytes = 0;
                index.scans = None;
            }
        }
        for sequence in &mut definition.sequences {
            sequence.last_value = None;
        }
        for slot in &mut definition.replication_slots {
            slot.active = false;
            slot.retained_bytes = None;
            slot.wal_status = None;
        }
        definition.sessions = Visible::Hidden(left_out());
        definition.archiver = Visible::Hidden(left_out());
        definition
    }
}

impl super::DatabaseFacts {
    fn forget_use(&mut self) {
        self.bytes = Visible::Seen(0);
        self.connections = 0;
        self.frozen_xid_age = 0;
        self.statistics_reset = None;
        self.blocks_hit = 0;
        self.blocks_read = 0;
        self.commits = 0;
        self.rollbacks = 0;
        self.deadlocks = 0;
        self.temporary_bytes = 0;
        self.checksum_failures = None;
        self.old_prepared_transactions = 0;
        self.large_objects = 0;
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::sample;

    #[test]
    fn what_changes_by_itself_is_not_part_of_the_definition() {
        let before = sample::healthy();
        let mut after = before.clone();
        after.taken_at += chrono::TimeDelta::hours(3);
        after.database.commits += 7;
        after.database.connections += 1;
        assert_ne!(before, after);
        assert_eq!(before.definition_only(), after.definition_only());
    }

    #[test]
    fn what_somebody_changes_is() {
        let before = sample::healthy();
        let mut after = before.clone();
        after.database.owner = "somebody".to_owned();
        assert_ne!(before.definition_only(), after.definition_only());
    }
}
