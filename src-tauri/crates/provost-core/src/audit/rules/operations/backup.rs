//! Backups: what the server can say of them, and what only a person can.

use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::Catalog;

pub(super) const ARCHIVING: Rule = Rule {
    id: "operations.archiving",
    title: "The write-ahead log is archived without failures",
    section: Section::DataManagement,
    area: Area::Operations,
    severity: Severity::High,
    meaning: "archive_mode and what the archiver reports. High when the last attempt failed or archiving is on without a \
        command, low when nothing was archived for a day. With archiving off a person must say how backups are made: \
        a streaming archiver, snapshots of a provider or dumps leave no trace in the server. Not applicable on a standby \
        that does not archive itself.",
    reason: "Without the log a backup restores only the moment it was taken. A failing archiver also fills the disk until \
        the server stops.",
    action: "Mend the archiving of the write-ahead log",
    references: &[
        "HIPAA 45 CFR 164.308(a)(7)(ii)(A)",
        "GDPR Art. 32(1)(c)",
        "CIS PostgreSQL 17 §7.4",
    ],
    evidence_sql: "SELECT s.setting AS archive_mode, a.archived_count, a.last_archived_time, a.failed_count, a.last_failed_time\n\
        FROM pg_catalog.pg_settings s\n\
        CROSS JOIN pg_catalog.pg_stat_archiver a\n\
        WHERE s.name = 'archive_mode' AND (s.setting = 'off' OR a.last_archived_time IS NULL\n\
        OR a.last_failed_time > a.last_archived_time OR a.last_archived_time < pg_catalog.now() - interval '1 day')",
    check: archiving,
};

fn archiving(catalog: &Catalog) -> Checked {
    let mode = match catalog
        .setting("archive_mode")
        .map(|setting| setting.value.as_str())
    {
        None => return Checked::not_determinable("The setting archive_mode could not be read."),
        Some("off") => {
            return Checked::manual(
                "Archiving is off. How is this database backed up (streaming archiver, snapshots of the provider, dumps), and \
                 how much work would be lost?",
            );
        }
        Some(mode) => mode,
    };
    if catalog.server.in_recovery && mode != "always" {
        return Checked::not_applicable("This is a standby: the primary archives.");
    }
    let facts = match catalog.archiver.seen() {
        Ok(facts) => facts,
        Err(reason) => return Checked::not_determinable(reason),
    };
    let empty = |name: &str| {
        catalog
            .setting(name)
            .is_none_or(|setting| setting.value.is_empty())
    };
    let known = catalog.setting("archive_command").is_some();
    let day = chrono::TimeDelta::days(1);
    let idle = facts
        .last_archived
        .is_none_or(|last| catalog.taken_at.signed_duration_since(last) > day);
    let (severity, statement) = if known && empty("archive_command") && empty("archive_library") {
        (
            Severity::High,
            "is on, but neither archive_command nor archive_library is set: the log piles up.",
        )
    } else if facts.last_failed.is_some() && facts.last_failed > facts.last_archived {
        (Severity::High, "fails: the last attempt did not succeed.")
    } else if idle {
        (Severity::Low, "has archived nothing for a day.")
    } else {
        return Checked::found(1, vec![]);
    };
    let time = |at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map_or_else(
            || "never".to_owned(),
            |at| at.format("%Y-%m-%d %H:%M UTC").to_string(),
        )
    };
    let finding = Finding::new("archiving", severity, statement)
        .fact("archive_mode", mode)
        .fact("archived", facts.archived)
        .fact("last success", time(facts.last_archived))
        .fact("failed", facts.failed)
        .fact("last failure", time(facts.last_failed));
    Checked::found(1, vec![finding])
}

pub(super) const RESTORE_TEST: Rule = Rule {
    id: "operations.restore-test",
    title: "A backup was restored and checked within the last quarter",
    section: Section::Testing,
    area: Area::Operations,
    severity: Severity::High,
    meaning: "No server knows whether its backups can be restored: a person must answer.",
    reason: "A backup that was never restored is a hope. Most failures of backups are found at the restore.",
    action: "Restore a backup on another server and check what came back",
    references: &[
        "HIPAA 45 CFR 164.308(a)(7)(ii)(D)",
        "GDPR Art. 32(1)(c)-(d)",
    ],
    evidence_sql: "SELECT pg_catalog.current_database() AS database, a.last_archived_time, pg_catalog.pg_is_in_recovery() AS standby\n\
        FROM pg_catalog.pg_stat_archiver a",
    check: restore_test,
};

fn restore_test(catalog: &Catalog) -> Checked {
    Checked::manual(format!(
        "When was a backup of {} last restored on another server, what was checked in it, and how long did it take?",
        catalog.database.name
    ))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::{healthy, taken_at};
    use crate::catalog::{ArchiverFacts, Visible};

    fn archived(hours: i64, failed_hours: Option<i64>) -> Catalog {
        let mut catalog = healthy().set("archive_command", "pgbackrest archive-push %p");
        catalog.archiver = Visible::Seen(ArchiverFacts {
            archived: 10,
            failed: 1,
            last_archived: Some(taken_at() - TimeDelta::hours(hours)),
            last_failed: failed_hours.map(|hours| taken_at() - TimeDelta::hours(hours)),
        });
        catalog
    }

    #[test]
    fn the_last_attempt_decides() {
        assert_eq!(ARCHIVING.status(&archived(1, Some(2))), Status::Pass);
        assert_eq!(ARCHIVING.worst(&archived(2, Some(1))), Some(Severity::High));
        assert_eq!(ARCHIVING.worst(&archived(48, None)), Some(Severity::Low));
        assert_eq!(
            ARCHIVING.worst(&archived(1, None).set("archive_command", "")),
            Some(Severity::High)
        );
    }

    #[test]
    fn without_archiving_a_person_is_asked() {
        assert_eq!(
            ARCHIVING.status(&healthy().set("archive_mode", "off")),
            Status::Manual
        );
        assert_eq!(RESTORE_TEST.status(&healthy()), Status::Manual);
    }

    #[test]
    fn what_cannot_be_seen_is_no_pass() {
        let mut catalog = healthy();
        catalog.archiver = Visible::Hidden("pg_monitor is missing".to_owned());
        assert_eq!(ARCHIVING.status(&catalog), Status::NotDeterminable);
        assert_eq!(
            ARCHIVING.status(&healthy().unset("archive_mode")),
            Status::NotDeterminable
        );
        let mut standby = healthy();
        standby.server.in_recovery = true;
        assert_eq!(ARCHIVING.status(&standby), Status::NotApplicable);
    }
}
