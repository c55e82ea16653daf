//! Running the server: versions, durability, backups, replication, timeouts.

mod backup;
mod durability;
mod replication;
mod timeouts;
mod version;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    version::SUPPORTED,
    version::MINOR,
    durability::DURABILITY,
    durability::CHECKSUMS,
    durability::CHECKSUM_FAILURES,
    durability::PENDING_RESTART,
    backup::ARCHIVING,
    backup::RESTORE_TEST,
    replication::SLOTS,
    replication::PREPARED_TRANSACTIONS,
    replication::PRIMARY,
    timeouts::IDLE_IN_TRANSACTION,
    timeouts::STATEMENT,
    timeouts::LOCK,
    timeouts::DEADLOCKS,
];
