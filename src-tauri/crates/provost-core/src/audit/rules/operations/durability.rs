//! Whether what is committed stays, and whether damage would be seen.

use super::super::wording::{counted, listed};
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::Catalog;

pub(super) const DURABILITY: Rule = Rule {
    id: "operations.durability",
    title: "What is committed survives a crash",
    section: Section::Testing,
    area: Area::Operations,
    severity: Severity::Critical,
    meaning: "fsync off (critical), full_page_writes off (high), synchronous_commit off (low), and the settings that hide \
        damage: zero_damaged_pages and ignore_checksum_failure on (high).",
    reason: "With fsync off a power cut can destroy the whole cluster; the others lose the last transactions or return \
        rows that are not what was written.",
    action: "Switch durability on again",
    references: &[
        "GDPR Art. 32(1)(b)",
        "HIPAA 45 CFR 164.312(c)(1)",
        "PostgreSQL documentation, Write Ahead Log",
    ],
    evidence_sql: "SELECT name, setting, source\n\
        FROM pg_catalog.pg_settings\n\
        WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'\n\
        OR name IN ('zero_damaged_pages', 'ignore_checksum_failure') AND setting = 'on'",
    check: durability,
};

fn durability(catalog: &Catalog) -> Checked {
    const BAD: [(&str, &str, Severity, &str); 5] = [
        (
            "fsync",
            "off",
            Severity::Critical,
            "is off: a crash of the machine can destroy every database of the cluster.",
        ),
        (
            "full_page_writes",
            "off",
            Severity::High,
            "is off: a crash can leave half-written pages that nothing repairs.",
        ),
        (
            "synchronous_commit",
            "off",
            Severity::Low,
            "is off: a crash loses the transactions of the last moments.",
        ),
        (
            "zero_damaged_pages",
            "on",
            Severity::High,
            "is on: damaged pages are read as empty, and their rows vanish.",
        ),
        (
            "ignore_checksum_failure",
            "on",
            Severity::High,
            "is on: damaged pages are read as if they were sound.",
        ),
    ];
    if catalog.setting("fsync").is_none() {
        return Checked::not_determinable("The setting fsync could not be read.");
    }
    let findings = BAD
        .into_iter()
        .filter_map(|(name, bad, severity, statement)| {
            let setting = catalog.setting(name).filter(|setting| setting.value == bad)?;
            let good = if bad == "off" { "on" } else { "off" };
            Some(
                Finding::new(format!("setting {name}"), severity, statement)
                    .fact("source", &setting.source)
                    .fix(format!(
                        "-- What was written meanwhile is not made safe by this: take a backup and check it.\n\
                         ALTER SYSTEM SET {name} = {good};\nSELECT pg_reload_conf();"
                    )),
            )
        })
        .collect();
    Checked::found(BAD.len(), findings)
}

pub(super) const CHECKSUMS: Rule = Rule {
    id: "operations.checksums",
    title: "Data pages carry checksums",
    section: Section::Testing,
    area: Area::Operations,
    severity: Severity::Medium,
    meaning: "The setting data_checksums, which tells how the cluster was made.",
    reason: "Without checksums damage by disk or memory is read as data, and is copied into every backup.",
    action: "Enable data checksums",
    references: &[
        "CIS PostgreSQL 17 §1.4.3",
        "GDPR Art. 5(1)(f)",
        "HIPAA 45 CFR 164.312(c)(2)",
    ],
    evidence_sql: "SELECT name, setting FROM pg_catalog.pg_settings WHERE name = 'data_checksums' AND setting <> 'on'",
    check: checksums,
};

fn checksums(catalog: &Catalog) -> Checked {
    match catalog
        .setting("data_checksums")
        .map(|setting| setting.value.as_str())
    {
        None => Checked::not_determinable("The setting data_checksums could not be read."),
        Some("on") => Checked::found(1, vec![]),
        Some(_) => Checked::found(
            1,
            vec![
                Finding::new(
                    "cluster",
                    Severity::Medium,
                    "was made without data checksums.",
                )
                .fact(
                    "how to mend",
                    "stop the server cleanly, run pg_checksums --enable, start it; standbys too",
                ),
            ],
        ),
    }
}

pub(super) const CHECKSUM_FAILURES: Rule = Rule {
    id: "operations.checksum-failures",
    title: "No page failed its checksum",
    section: Section::Testing,
    area: Area::Operations,
    severity: Severity::Critical,
    meaning: "The count of pages of this database that failed their checksum since the statistics were reset. Not applicable \
        without checksums.",
    reason: "A page is damaged on disk. What stood on it may be gone, and the disk may go on damaging others.",
    action: "Find the damaged pages, replace the disk, restore what was lost",
    references: &[
        "PostgreSQL documentation, pg_stat_database",
        "HIPAA 45 CFR 164.312(c)(2)",
    ],
    evidence_sql: "SELECT datname, checksum_failures, checksum_last_failure\n\
        FROM pg_catalog.pg_stat_database\n\
        WHERE datname = pg_catalog.current_database() AND checksum_failures > 0",
    check: checksum_failures,
};

fn checksum_failures(catalog: &Catalog) -> Checked {
    let Some(failures) = catalog.database.checksum_failures else {
        return Checked::not_applicable("The cluster was made without data checksums.");
    };
    let findings = (failures > 0).then(|| {
        Finding::new(
            format!("database {}", catalog.database.name),
            Severity::Critical,
            format!("had {}.", counted(usize::try_from(failures).unwrap_or(usize::MAX), "checksum failure")),
        )
        .fact("failures since the reset", failures)
        .fact("how to find them", "pg_amcheck and the server's log name the relations; pg_checksums --check on a stopped copy finds all")
    });
    Checked::found(1, findings.into_iter().collect())
}

pub(super) const PENDING_RESTART: Rule = Rule {
    id: "operations.pending-restart",
    title: "The server runs with the settings that are written down",
    section: Section::Testing,
    area: Area::Operations,
    severity: Severity::Low,
    meaning: "Settings whose configured value holds only after a restart.",
    reason: "Until then the server does something else than its configuration says; after the next crash it changes by itself.",
    action: "Restart the server at a time of your choice",
    references: &["PostgreSQL documentation, pg_settings"],
    evidence_sql: "SELECT name, setting, source FROM pg_catalog.pg_settings WHERE pending_restart ORDER BY 1",
    check: pending_restart,
};

fn pending_restart(catalog: &Catalog) -> Checked {
    let waiting: Vec<String> = catalog
        .settings
        .iter()
        .filter(|setting| setting.pending_restart)
        .map(|setting| format!("{} (now {})", setting.name, setting.value))
        .collect();
    let findings = (!waiting.is_empty()).then(|| {
        Finding::new(
            "server",
            Severity::Low,
            format!(
                "waits for a restart with {}.",
                counted(waiting.len(), "setting")
            ),
        )
        .fact("settings", listed(&waiting))
    });
    if findings.is_none() && !catalog.server.reads_all_settings {
        return Checked::not_determinable(
            "Some settings may not be read: grant pg_read_all_settings (part of pg_monitor).",
        );
    }
    Checked::found(catalog.settings.len(), findings.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::healthy;

    #[test]
    fn durability_is_judged_by_what_can_be_lost() {
        assert_eq!(
            DURABILITY.worst(&healthy().set("fsync", "off")),
            Some(Severity::Critical)
        );
        assert_eq!(
            DURABILITY.worst(&healthy().set("full_page_writes", "off")),
            Some(Severity::High)
        );
        assert_eq!(
            DURABILITY.worst(&healthy().set("synchronous_commit", "off")),
            Some(Severity::Low)
        );
        assert_eq!(
            DURABILITY.worst(&healthy().set("zero_damaged_pages", "on")),
            Some(Severity::High)
        );
        assert_eq!(DURABILITY.status(&healthy()), Status::Pass);
        assert_eq!(
            DURABILITY.status(&healthy().unset("fsync")),
            Status::NotDeterminable
        );
        let fix = DURABILITY.findings(&healthy().set("fsync", "off"))[0]
            .fix_sql
            .clone()
            .unwrap();
        assert!(fix.contains("ALTER SYSTEM SET fsync = on;"));
    }

    #[test]
    fn checksums_are_on() {
        assert_eq!(CHECKSUMS.status(&healthy()), Status::Pass);
        assert_eq!(
            CHECKSUMS.worst(&healthy().set("data_checksums", "off")),
            Some(Severity::Medium)
        );
        assert_eq!(
            CHECKSUMS.status(&healthy().unset("data_checksums")),
            Status::NotDeterminable
        );
    }

    #[test]
    fn a_failed_checksum_is_critical() {
        let with = |failures| {
            let mut catalog = healthy();
            catalog.database.checksum_failures = failures;
            catalog
        };
        assert_eq!(
            CHECKSUM_FAILURES.worst(&with(Some(1))),
            Some(Severity::Critical)
        );
        assert_eq!(CHECKSUM_FAILURES.status(&with(Some(0))), Status::Pass);
        assert_eq!(CHECKSUM_FAILURES.status(&with(None)), Status::NotApplicable);
    }

    #[test]
    fn settings_that_wait_are_named() {
        let mut catalog = healthy();
        assert_eq!(PENDING_RESTART.status(&catalog), Status::Pass);
        catalog.server.reads_all_settings = false;
        assert_eq!(PENDING_RESTART.status(&catalog), Status::NotDeterminable);
        for setting in &mut catalog.settings {
            setting.pending_restart = setting.name == "wal_level";
        }
        assert_eq!(
            PENDING_RESTART.findings(&catalog)[0].facts[0].value,
            "wal_level (now replica)"
        );
    }
}
