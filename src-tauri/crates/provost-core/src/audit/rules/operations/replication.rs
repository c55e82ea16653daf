//! What holds the log and dead rows back, and which server was read.

use super::super::wording::{bytes, counted};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, ReplicationSlot, quote_literal};

pub(super) const SLOTS: Rule = Rule {
    id: "operations.replication-slots",
    title: "No replication slot holds the log for nobody",
    section: Section::ErrorHandling,
    area: Area::Operations,
    severity: Severity::High,
    meaning: "Slots that nobody uses: low, medium from 1 GiB of retained log, high from 10 GiB; slots that are lost, which \
        nobody can use again: medium. A slot in use is medium when it is 50 GiB behind. On a standby unused slots are \
        copies of the primary's and pass.",
    reason: "The server keeps the log, and dead rows, until the slot's owner has read them: the disk fills and writes stop.",
    action: "Drop replication slots that nobody uses, and set max_slot_wal_keep_size",
    references: &[
        "PostgreSQL documentation, Replication Slots",
        "pgdoctor replication slots (1/5 GiB)",
    ],
    evidence_sql: "SELECT slot_name, slot_type, active, wal_status, restart_lsn\n\
        FROM pg_catalog.pg_replication_slots\n\
        WHERE NOT active OR wal_status = 'lost'\n\
        ORDER BY 1",
    check: slots,
};

fn slots(catalog: &Catalog) -> Checked {
    let findings = catalog
        .replication_slots
        .iter()
        .filter(|slot| slot.active || !catalog.server.in_recovery)
        .filter_map(|slot| held(catalog, slot))
        .collect();
    Checked::found(catalog.replication_slots.len(), findings)
}

fn held(catalog: &Catalog, slot: &ReplicationSlot) -> Option<Finding> {
    const GIB: i64 = 1 << 30;
    let retained = slot.retained_bytes.unwrap_or(0);
    let lost = slot.wal_status.as_deref() == Some("lost");
    let (severity, statement) = if lost {
        (Severity::Medium, "is lost: the log that it needs is gone.")
    } else if slot.active {
        if retained < 50 * GIB {
            return None;
        }
        (Severity::Medium, "is far behind.")
    } else if retained >= 10 * GIB {
        (Severity::High, "is used by nobody and holds the log back.")
    } else if retained >= GIB {
        (
            Severity::Medium,
            "is used by nobody and holds the log back.",
        )
    } else {
        (Severity::Low, "is used by nobody at the moment.")
    };
    let keep = catalog
        .setting("max_slot_wal_keep_size")
        .map_or("not seen", |setting| setting.value.as_str());
    let finding = Finding::new(
        format!("replication slot {}", slot.name),
        severity,
        statement,
    )
    .fact("kind", &slot.kind)
    .fact(
        "retained",
        slot.retained_bytes
            .map_or_else(|| "not known".to_owned(), bytes),
    )
    .fact(
        "wal_status",
        slot.wal_status.as_deref().unwrap_or("not known"),
    )
    .fact("max_slot_wal_keep_size", keep);
    Some(if slot.active {
        finding
    } else {
        finding.fix(format!(
            "-- Make sure that its standby or subscriber will not come back: it must then be built anew.\n\
             SELECT pg_drop_replication_slot({});",
            quote_literal(&slot.name)
        ))
    })
}

pub(super) const PREPARED_TRANSACTIONS: Rule = Rule {
    id: "operations.prepared-transactions",
    title: "No prepared transaction was forgotten",
    section: Section::ErrorHandling,
    area: Area::Operations,
    severity: Severity::Medium,
    meaning: "Transactions of this database that were prepared (PREPARE TRANSACTION) more than an hour ago.",
    reason: "They survive restarts, keep their locks and keep every later dead row, until somebody ends them by name.",
    action: "Commit or roll back forgotten prepared transactions",
    references: &["PostgreSQL documentation, PREPARE TRANSACTION"],
    evidence_sql: "SELECT gid, prepared, owner, database\n\
        FROM pg_catalog.pg_prepared_xacts\n\
        WHERE database = pg_catalog.current_database() AND prepared < pg_catalog.now() - interval '1 hour'\n\
        ORDER BY prepared",
    check: prepared_transactions,
};

fn prepared_transactions(catalog: &Catalog) -> Checked {
    let old = catalog.database.old_prepared_transactions;
    let findings = (old > 0).then(|| {
        Finding::new(
            format!("database {}", catalog.database.name),
            Severity::Medium,
            format!("holds {} for more than an hour.", counted(usize::try_from(old).unwrap_or(usize::MAX), "prepared transaction")),
        )
        .fact("prepared transactions", old)
        .fact("how to mend", "ask the transaction manager, then COMMIT PREPARED or ROLLBACK PREPARED by the gid that the evidence names")
    });
    Checked::found(1, findings.into_iter().collect())
}

pub(super) const PRIMARY: Rule = Rule {
    id: "operations.primary-read",
    title: "The audit read the primary",
    section: Section::Testing,
    area: Area::Operations,
    severity: Severity::Info,
    meaning: "Whether the server that was read is a hot standby. It only informs.",
    reason: "A standby has the primary's rows and roles, but its own settings, sessions and use counts: what was judged by \
        those says nothing of the primary.",
    action: "Audit the primary too",
    references: &["PostgreSQL documentation, Hot Standby"],
    evidence_sql: "SELECT pg_catalog.pg_is_in_recovery() AS standby WHERE pg_catalog.pg_is_in_recovery()",
    check: primary,
};

fn primary(catalog: &Catalog) -> Checked {
    let findings = catalog.server.in_recovery.then(|| {
        Finding::new(
            "server",
            Severity::Info,
            "is a standby: settings, sessions and use counts are its own.",
        )
        .fact("version", &catalog.server.version)
    });
    Checked::found(1, findings.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::healthy;

    fn slot(active: bool, gib: i64, status: &str) -> Catalog {
        let mut catalog = healthy();
        catalog.replication_slots.push(ReplicationSlot {
            name: "it's old".to_owned(),
            kind: "physical".to_owned(),
            active,
            retained_bytes: Some(gib << 30),
            wal_status: Some(status.to_owned()),
        });
        catalog
    }

    #[test]
    fn an_unused_slot_counts_by_what_it_holds() {
        assert_eq!(
            SLOTS.worst(&slot(false, 0, "reserved")),
            Some(Severity::Low)
        );
        assert_eq!(
            SLOTS.worst(&slot(false, 2, "extended")),
            Some(Severity::Medium)
        );
        assert_eq!(
            SLOTS.worst(&slot(false, 20, "extended")),
            Some(Severity::High)
        );
        assert_eq!(SLOTS.worst(&slot(false, 0, "lost")), Some(Severity::Medium));
        assert_eq!(
            SLOTS.worst(&slot(true, 60, "extended")),
            Some(Severity::Medium)
        );
        assert_eq!(SLOTS.status(&slot(true, 2, "reserved")), Status::Pass);
    }

    #[test]
    fn names_of_slots_are_quoted() {
        let findings = SLOTS.findings(&slot(false, 2, "extended"));
        assert!(
            findings[0]
                .fix_sql
                .as_deref()
                .unwrap()
                .ends_with("SELECT pg_drop_replication_slot('it''s old');")
        );
    }

    #[test]
    fn a_standby_copies_slots_and_is_mentioned() {
        let mut standby = slot(false, 20, "extended");
        standby.server.in_recovery = true;
        assert_eq!(SLOTS.status(&standby), Status::Pass);
        assert_eq!(PRIMARY.worst(&standby), Some(Severity::Info));
        assert_eq!(PRIMARY.status(&healthy()), Status::Pass);
    }

    #[test]
    fn prepared_transactions_are_ended() {
        let mut catalog = healthy();
        assert_eq!(PREPARED_TRANSACTIONS.status(&catalog), Status::Pass);
        catalog.database.old_prepared_transactions = 2;
        assert_eq!(
            PREPARED_TRANSACTIONS.worst(&catalog),
            Some(Severity::Medium)
        );
    }
}
