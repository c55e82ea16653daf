//! Sessions that hold on to something, and room for more of them.

use super::super::wording::percent;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::Catalog;

pub(super) const IDLE_TRANSACTIONS: Rule = Rule {
    id: "performance.idle-transactions",
    title: "No transaction is left open",
    section: Section::ErrorHandling,
    area: Area::Performance,
    severity: Severity::High,
    meaning: "Sessions that are idle in a transaction that began five minutes ago or earlier, at the moment of the reading: \
        low, medium from an hour, high from a day.",
    reason: "An open transaction keeps its locks, and no row that died since it began can be removed anywhere in the cluster.",
    action: "End forgotten transactions, and limit them with idle_in_transaction_session_timeout",
    references: &[
        "HIPAA 45 CFR 164.312(a)(2)(iii)",
        "pghero long running queries",
        "pgwatch idle in transaction",
    ],
    evidence_sql: "SELECT pid, usename, datname, application_name, state, xact_start, state_change\n\
        FROM pg_catalog.pg_stat_activity\n\
        WHERE state LIKE 'idle in transaction%' AND xact_start < pg_catalog.now() - interval '5 minutes'\n\
        ORDER BY xact_start",
    check: idle_transactions,
};

fn idle_transactions(catalog: &Catalog) -> Checked {
    let sessions = match catalog.sessions.seen() {
        Ok(sessions) => sessions,
        Err(reason) => return Checked::not_determinable(reason),
    };
    if !catalog.server.reads_all_statistics {
        return Checked::not_determinable(
            "The state of other roles' sessions may not be read: grant pg_read_all_stats (part of pg_monitor).",
        );
    }
    let findings = sessions
        .iter()
        .filter(|session| session.state.starts_with("idle in transaction"))
        .filter_map(|session| {
            let seconds = session.transaction_seconds?;
            let severity = match seconds {
                86_400.. => Severity::High,
                3_600.. => Severity::Medium,
                300.. => Severity::Low,
                _ => return None,
            };
            Some(
                Finding::new(
                    format!("session of role {}", session.role),
                    severity,
                    format!("has been idle in a transaction for {}.", lasting(seconds)),
                )
                .fact("database", &session.database)
                .fact("application", &session.application)
                .fact("state", &session.state)
                .fact("seconds since the transaction began", seconds),
            )
        })
        .collect();
    Checked::found(sessions.len(), findings)
}

fn lasting(seconds: i64) -> String {
    match seconds {
        172_800.. => format!("{} days", seconds / 86_400),
        7_200.. => format!("{} hours", seconds / 3_600),
        _ => format!("{} minutes", seconds / 60),
    }
}

pub(super) const CONNECTION_HEADROOM: Rule = Rule {
    id: "performance.connection-headroom",
    title: "There is room for more connections",
    section: Section::PerformanceOptimization,
    area: Area::Performance,
    severity: Severity::High,
    meaning: "Client connections at the moment of the reading against max_connections without the reserved ones: medium from \
        80 %, high from 95 %.",
    reason: "When none is left, applications fail, and so does the administrator who wants to see why.",
    action: "Put a pooler before the server or close connections that idle",
    references: &["pghero too many connections", "pgwatch"],
    evidence_sql: "SELECT s.connections, m.setting::pg_catalog.int4 - r.setting::pg_catalog.int4 AS available\n\
        FROM (SELECT pg_catalog.sum(numbackends) AS connections FROM pg_catalog.pg_stat_database) s\n\
        CROSS JOIN (SELECT setting FROM pg_catalog.pg_settings WHERE name = 'max_connections') m\n\
        CROSS JOIN (SELECT setting FROM pg_catalog.pg_settings WHERE name = 'superuser_reserved_connections') r\n\
        WHERE s.connections >= 0.8 * (m.setting::pg_catalog.int4 - r.setting::pg_catalog.int4)",
    check: connection_headroom,
};

fn connection_headroom(catalog: &Catalog) -> Checked {
    let number = |name: &str| -> Option<i64> { catalog.setting(name)?.value.parse().ok() };
    let Some(most) = number("max_connections") else {
        return Checked::not_determinable("The setting max_connections could not be read.");
    };
    let reserved = number("superuser_reserved_connections").unwrap_or(0)
        + number("reserved_connections").unwrap_or(0);
    let available = (most - reserved).max(1);
    let used = percent(catalog.database.connections, available);
    let severity = match used {
        95.. => Severity::High,
        80.. => Severity::Medium,
        _ => return Checked::found(1, vec![]),
    };
    let finding = Finding::new(
        "server",
        severity,
        format!("{used} % of the connections are in use."),
    )
    .fact("connections", catalog.database.connections)
    .fact("max_connections", most)
    .fact("reserved", reserved);
    Checked::found(1, vec![finding])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Status;
    use crate::catalog::sample::healthy;
    use crate::catalog::{SessionFacts, Visible};

    fn idle(seconds: i64) -> Checked {
        let mut catalog = healthy();
        catalog.sessions = Visible::Seen(vec![SessionFacts {
            role: "app".to_owned(),
            database: "shop".to_owned(),
            application: "web".to_owned(),
            address: None,
            tls: true,
            state: "idle in transaction (aborted)".to_owned(),
            transaction_seconds: Some(seconds),
            state_seconds: Some(1),
            blocked_by: 0,
        }]);
        idle_transactions(&catalog)
    }

    #[test]
    fn severity_follows_the_time() {
        let severities = [299, 300, 3_600, 90_000].map(|seconds| idle(seconds).answer.worst());
        assert_eq!(
            severities,
            [
                None,
                Some(Severity::Low),
                Some(Severity::Medium),
                Some(Severity::High)
            ]
        );
        assert_eq!(
            idle(90_000).answer.findings()[0].statement,
            "has been idle in a transaction for 25 hours."
        );
        assert_eq!(idle(299).answer.status(), Status::Pass);
    }

    #[test]
    fn sessions_that_cannot_be_seen_are_no_pass() {
        let mut catalog = healthy();
        catalog.server.reads_all_statistics = false;
        assert_eq!(
            idle_transactions(&catalog).answer.status(),
            Status::NotDeterminable
        );
        catalog.sessions = Visible::Hidden("pg_monitor is missing".to_owned());
        assert_eq!(
            idle_transactions(&catalog).answer.status(),
            Status::NotDeterminable
        );
    }

    #[test]
    fn reserved_connections_are_nobodys() {
        let with = |connections| {
            let mut catalog = healthy().set("superuser_reserved_connections", "3");
            catalog.database.connections = connections;
            connection_headroom(&catalog).answer.worst()
        };
        assert_eq!(with(50), None);
        assert_eq!(with(78), Some(Severity::Medium));
        assert_eq!(with(93), Some(Severity::High));
        assert_eq!(
            connection_headroom(&healthy().unset("max_connections"))
                .answer
                .status(),
            Status::NotDeterminable
        );
    }
}
