//! Timeouts: what ends a session, a statement or a wait that went wrong.

use super::super::maturity::too_young;
use super::super::wording::listed;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::{Catalog, Setting, quote_identifier};

pub(super) const IDLE_IN_TRANSACTION: Rule = Rule {
    id: "operations.idle-transaction-timeout",
    title: "Transactions that idle are ended",
    section: Section::ErrorHandling,
    area: Area::Operations,
    severity: Severity::Medium,
    meaning: "idle_in_transaction_session_timeout (or transaction_timeout, PostgreSQL 17): set for the server, the database, \
        or for every role that may connect and is no superuser. What a program sets for its own session is not seen.",
    reason: "A program that hangs within a transaction keeps locks and dead rows until somebody notices; a person who walks \
        away leaves an open session.",
    action: "Limit how long a transaction may idle",
    references: &[
        "HIPAA 45 CFR 164.312(a)(2)(iii)",
        "pgdoctor session settings",
    ],
    evidence_sql: "SELECT r.rolname, s.name, s.setting\n\
        FROM pg_catalog.pg_settings s\n\
        CROSS JOIN pg_catalog.pg_roles r\n\
        WHERE s.name = 'idle_in_transaction_session_timeout' AND s.reset_val = '0' AND r.rolcanlogin AND NOT r.rolsuper\n\
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_db_role_setting d CROSS JOIN LATERAL pg_catalog.unnest(d.setconfig) AS c(entry)\n\
        WHERE d.setrole IN (0, r.oid) AND d.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))\n\
        AND c.entry ~ '^(idle_in_transaction_session_timeout|transaction_timeout)=')\n\
        ORDER BY 1",
    check: idle_in_transaction,
};

fn idle_in_transaction(catalog: &Catalog) -> Checked {
    let names = ["idle_in_transaction_session_timeout", "transaction_timeout"];
    limited(
        catalog,
        &names,
        "5min",
        Severity::Medium,
        "A forgotten transaction is never ended.",
    )
}

pub(super) const STATEMENT: Rule = Rule {
    id: "operations.statement-timeout",
    title: "Statements that run away are ended",
    section: Section::ErrorHandling,
    area: Area::Operations,
    severity: Severity::Low,
    meaning: "statement_timeout (or transaction_timeout, PostgreSQL 17): set for the server, the database, or for every role \
        that may connect and is no superuser. What a program sets for its own session is not seen.",
    reason: "A query that went wrong, of a report or of an AI agent that writes its own SQL, otherwise runs until somebody \
        notices.",
    action: "Limit how long statements of applications may run",
    references: &[
        "pgdoctor session settings",
        "PostgreSQL documentation, Client Connection Defaults",
    ],
    evidence_sql: "SELECT r.rolname, s.name, s.setting\n\
        FROM pg_catalog.pg_settings s\n\
        CROSS JOIN pg_catalog.pg_roles r\n\
        WHERE s.name = 'statement_timeout' AND s.reset_val = '0' AND r.rolcanlogin AND NOT r.rolsuper\n\
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_db_role_setting d CROSS JOIN LATERAL pg_catalog.unnest(d.setconfig) AS c(entry)\n\
        WHERE d.setrole IN (0, r.oid) AND d.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))\n\
        AND c.entry ~ '^(statement_timeout|transaction_timeout)=')\n\
        ORDER BY 1",
    check: statement,
};

fn statement(catalog: &Catalog) -> Checked {
    let names = ["statement_timeout", "transaction_timeout"];
    limited(
        catalog,
        &names,
        "60s",
        Severity::Low,
        "A statement may run for ever.",
    )
}

pub(super) const LOCK: Rule = Rule {
    id: "operations.lock-timeout",
    title: "Statements do not wait for locks without end",
    section: Section::ErrorHandling,
    area: Area::Operations,
    severity: Severity::Info,
    meaning: "lock_timeout (or statement_timeout, which limits the wait too): set for the server, the database, or for every \
        role that may connect and is no superuser. It only informs: a migration should set it for its own session.",
    reason: "An ALTER TABLE that waits for a lock lets everybody else wait behind it.",
    action: "Limit how long migrations wait for locks",
    references: &[
        "pgdoctor session settings",
        "squawk require-timeout-settings",
    ],
    evidence_sql: "SELECT name, setting FROM pg_catalog.pg_settings WHERE name IN ('lock_timeout', 'statement_timeout') AND reset_val = '0'",
    check: lock,
};

fn lock(catalog: &Catalog) -> Checked {
    let names = ["lock_timeout", "statement_timeout", "transaction_timeout"];
    limited(
        catalog,
        &names,
        "5s",
        Severity::Info,
        "A statement may wait for a lock for ever.",
    )
}

/// Whether one of the settings limits every application's role: on the server, in the database or by itself. The
/// first of them is the one to set.
fn limited(
    catalog: &Catalog,
    names: &[&str],
    value: &str,
    severity: Severity,
    harm: &str,
) -> Checked {
    let Some(main) = names.first().and_then(|name| catalog.setting(name)) else {
        return Checked::not_determinable("The settings of the server could not be read.");
    };
    let everywhere = names
        .iter()
        .filter_map(|name| catalog.setting(name))
        .any(|setting| setting.value != "0" && !belongs_to_reader(catalog, setting));
    let applications: Vec<&str> = catalog
        .roles
        .iter()
        .filter(|role| role.login && !role.superuser && !role.predefined)
        .filter(|role| may_connect(catalog, &role.name))
        .map(|role| role.name.as_str())
        .collect();
    if everywhere {
        return Checked::found(applications.len(), vec![]);
    }
    if applications.is_empty() {
        return Checked::not_applicable("No role but superusers may log in to this database.");
    }
    let own = |role: &str| {
        catalog.role_settings.iter().any(|setting| {
            names.contains(&setting.name.as_str())
                && setting
                    .value
                    .trim_start_matches('0')
                    .chars()
                    .any(|c| c.is_ascii_digit())
                && setting.role.as_deref().is_none_or(|name| name == role)
                && setting
                    .database
                    .as_deref()
                    .is_none_or(|name| name == catalog.database.name)
        })
    };
    let unlimited: Vec<&str> = applications
        .iter()
        .copied()
        .filter(|role| !own(role))
        .collect();
    let findings = (!unlimited.is_empty()).then(|| {
        Finding::new(format!("setting {}", main.name), severity, harm)
            .fact("value on the server", &main.value)
            .fact("roles without a limit", listed(&unlimited))
            .fix(format!(
                "-- For every role in this database; a role that needs more gets its own (ALTER ROLE … SET). Holds for new sessions.\n\
                 ALTER DATABASE {} SET {} = '{value}';",
                quote_identifier(&catalog.database.name),
                main.name
            ))
    });
    Checked::found(applications.len(), findings.into_iter().collect())
}

/// Whether a role has CONNECT on the database.
fn may_connect(catalog: &Catalog, role: &str) -> bool {
    let rights = catalog.rights_of(role);
    catalog
        .database
        .grants
        .iter()
        .any(|grant| grant.privilege == "CONNECT" && rights.contains(&grant.grantee))
}

/// Whether the value is what the reading role alone carries (`ALTER ROLE … SET`). Where the reading session set its own,
/// the catalog holds the value that a new session of that role would start with.
fn belongs_to_reader(catalog: &Catalog, setting: &Setting) -> bool {
    let carried = || {
        catalog.role_settings.iter().any(|own| {
            own.name == setting.name && own.role.as_deref() == Some(catalog.server.role.as_str())
        })
    };
    match setting.source.as_str() {
        "user" | "database user" => true,
        "session" | "client" => carried(),
        _ => false,
    }
}

pub(super) const DEADLOCKS: Rule = Rule {
    id: "operations.deadlocks",
    title: "Deadlocks are rare",
    section: Section::ErrorHandling,
    area: Area::Operations,
    severity: Severity::Medium,
    meaning: "Deadlocks of this database in proportion to its transactions: low from ten in a million, medium from a hundred \
        in a million, when there were at least ten. Stale until use has been counted for seven days.",
    reason: "Each deadlock is a transaction that the server gave up. Programs that take locks in different orders lose work, \
        or do it twice.",
    action: "Let programs take locks in one order",
    references: &["PostgreSQL documentation, Deadlocks", "pgwatch"],
    evidence_sql: "SELECT datname, deadlocks, xact_commit + xact_rollback AS transactions, stats_reset\n\
        FROM pg_catalog.pg_stat_database\n\
        WHERE datname = pg_catalog.current_database() AND deadlocks >= 10\n\
        AND deadlocks * 100000 >= xact_commit + xact_rollback",
    check: deadlocks,
};

fn deadlocks(catalog: &Catalog) -> Checked {
    if let Some(answer) = too_young(catalog) {
        return answer;
    }
    let facts = &catalog.database;
    let transactions = facts.commits.saturating_add(facts.rollbacks).max(1);
    let rate = i128::from(facts.deadlocks) * 1_000_000 / i128::from(transactions);
    let severity = match rate {
        _ if facts.deadlocks < 10 => return Checked::found(1, vec![]),
        100.. => Severity::Medium,
        10.. => Severity::Low,
        _ => return Checked::found(1, vec![]),
    };
    let finding = Finding::new(
        format!("database {}", facts.name),
        severity,
        format!("has {rate} deadlocks in a million transactions."),
    )
    .fact("deadlocks", facts.deadlocks)
    .fact("transactions", transactions);
    Checked::found(1, vec![finding])
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::audit::Status;
    use crate::catalog::RoleSetting;
    use crate::catalog::sample::{healthy, taken_at};

    fn unlimited() -> Catalog {
        healthy()
            .set("idle_in_transaction_session_timeout", "0")
            .set("statement_timeout", "0")
            .set("lock_timeout", "0")
    }

    fn with(role: Option<&str>, database: Option<&str>, value: &str) -> Catalog {
        let mut catalog = unlimited();
        catalog.role_settings.push(RoleSetting {
            role: role.map(str::to_owned),
            database: database.map(str::to_owned),
            name: "idle_in_transaction_session_timeout".to_owned(),
            value: value.to_owned(),
        });
        catalog
    }

    #[test]
    fn a_limit_for_the_server_is_enough() {
        assert_eq!(IDLE_IN_TRANSACTION.status(&healthy()), Status::Pass);
        assert_eq!(
            IDLE_IN_TRANSACTION.worst(&unlimited()),
            Some(Severity::Medium)
        );
        assert_eq!(STATEMENT.worst(&unlimited()), Some(Severity::Low));
        assert_eq!(LOCK.worst(&unlimited()), Some(Severity::Info));
        let fix = IDLE_IN_TRANSACTION.findings(&unlimited())[0]
            .fix_sql
            .clone()
            .unwrap();
        assert!(
            fix.ends_with("ALTER DATABASE shop SET idle_in_transaction_session_timeout = '5min';")
        );
    }

    #[test]
    fn a_limit_for_the_role_or_the_database_is_enough() {
        assert_eq!(
            IDLE_IN_TRANSACTION.status(&with(Some("app"), None, "1min")),
            Status::Pass
        );
        assert_eq!(
            IDLE_IN_TRANSACTION.status(&with(None, Some("shop"), "60000")),
            Status::Pass
        );
        assert_eq!(
            IDLE_IN_TRANSACTION.status(&with(Some("app"), Some("other"), "1min")),
            Status::Fail
        );
        assert_eq!(
            IDLE_IN_TRANSACTION.status(&with(Some("app"), None, "0")),
            Status::Fail
        );
    }

    #[test]
    fn a_limit_that_only_the_reading_role_carries_says_nothing() {
        let from = |source: &str| {
            let mut catalog = unlimited().set("statement_timeout", "30000");
            for setting in &mut catalog.settings {
                source.clone_into(&mut setting.source);
            }
            catalog
        };
        assert_eq!(STATEMENT.status(&from("user")), Status::Fail);
        assert_eq!(STATEMENT.status(&from("session")), Status::Pass);
        let mut carried = from("session");
        carried.role_settings.push(RoleSetting {
            role: Some("postgres".to_owned()),
            database: None,
            name: "statement_timeout".to_owned(),
            value: "30s".to_owned(),
        });
        assert_eq!(STATEMENT.status(&carried), Status::Fail);
    }

    #[test]
    fn a_total_limit_covers_idling() {
        let catalog = unlimited().set("transaction_timeout", "60000");
        assert_eq!(IDLE_IN_TRANSACTION.status(&catalog), Status::Pass);
    }

    #[test]
    fn roles_of_other_databases_do_not_count() {
        let mut catalog = unlimited();
        catalog
            .database
            .grants
            .retain(|grant| grant.privilege != "CONNECT");
        assert_eq!(STATEMENT.status(&catalog), Status::NotApplicable);
    }

    #[test]
    fn nobody_to_limit_and_nothing_to_read() {
        let mut catalog = unlimited();
        catalog.roles.retain(|role| role.superuser);
        assert_eq!(STATEMENT.status(&catalog), Status::NotApplicable);
        assert_eq!(
            STATEMENT.status(&healthy().unset("statement_timeout")),
            Status::NotDeterminable
        );
    }

    #[test]
    fn deadlocks_are_measured_by_transactions() {
        let with = |deadlocks, commits| {
            let mut catalog = healthy();
            catalog.database.deadlocks = deadlocks;
            catalog.database.commits = commits;
            catalog
        };
        assert_eq!(
            DEADLOCKS.worst(&with(200, 1_000_000)),
            Some(Severity::Medium)
        );
        assert_eq!(DEADLOCKS.worst(&with(20, 1_000_000)), Some(Severity::Low));
        assert_eq!(DEADLOCKS.worst(&with(20, 1_000_000_000)), None);
        assert_eq!(DEADLOCKS.worst(&with(9, 10)), None);
        let mut young = with(200, 1_000_000);
        young.database.statistics_reset = Some(taken_at() - TimeDelta::days(1));
        assert_eq!(DEADLOCKS.status(&young), Status::Stale);
    }
}
