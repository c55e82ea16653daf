//! Whether the server log says who came and went.

use crate::audit::rules::authentication::known;
use crate::audit::rules::{Checked, Rule};
use crate::audit::{Area, Finding, Section, Severity};
use crate::catalog::Catalog;

pub(super) const CONNECTIONS: Rule = Rule {
    id: "logging.connections",
    title: "The log says who connected",
    section: Section::ErrorHandling,
    area: Area::Logging,
    severity: Severity::Medium,
    meaning: "Looks at log_connections. Up to PostgreSQL 17 it must be on; from 18 it is a list, which must contain authentication, \
              authorization or all (receipt alone is low: it does not say who came). Left out: settings of single roles.",
    reason: "Without it nobody can say afterwards who was in the database when something happened.",
    action: "Switch log_connections on",
    references: &[
        "CIS PostgreSQL 17 §3.1.20",
        "HIPAA 164.308(a)(5)(ii)(C)",
        "HIPAA 164.312(b)",
        "GDPR Art. 32(1)(d)",
    ],
    evidence_sql: "\
SELECT name, setting
FROM pg_catalog.pg_settings
WHERE name = 'log_connections' AND setting !~ 'on|all|authentication|authorization'",
    check: check_connections,
};

fn check_connections(catalog: &Catalog) -> Checked {
    let value = match known(catalog, "log_connections") {
        Ok(value) => value,
        Err(answer) => return answer,
    };
    let aspects: Vec<&str> = value.split(',').map(str::trim).collect();
    let says = |wanted: &[&str]| aspects.iter().any(|aspect| wanted.contains(aspect));
    let severity = if says(&[
        "on",
        "true",
        "yes",
        "1",
        "all",
        "authentication",
        "authorization",
    ]) {
        return Checked::found(1, vec![]);
    } else if says(&["receipt", "setup_durations"]) {
        Severity::Low
    } else {
        Severity::Medium
    };
    let wanted = if catalog.major_version() >= 18 {
        "receipt,authentication,authorization"
    } else {
        "on"
    };
    let finding = Finding::new(
        "setting log_connections",
        severity,
        "The log does not say who connected",
    )
    .fact("log_connections", if value.is_empty() { "(empty)" } else { value })
    .fix(format!(
        "-- One line or a few for each connection: with many short ones put a pooler in front first.\n\
         ALTER SYSTEM SET log_connections = '{wanted}';\nSELECT pg_reload_conf();"
    ));
    Checked::found(1, vec![finding])
}

pub(super) const DISCONNECTIONS: Rule = Rule {
    id: "logging.disconnections",
    title: "The log says when a session ended",
    section: Section::ErrorHandling,
    area: Area::Logging,
    severity: Severity::Low,
    meaning: "Looks at log_disconnections. Left out: settings of single roles.",
    reason: "The line gives the length of each session: together with the connection it says who was there when.",
    action: "Switch log_disconnections on",
    references: &["CIS PostgreSQL 17 §3.1.21", "HIPAA 164.312(b)"],
    evidence_sql: "\
SELECT name, setting
FROM pg_catalog.pg_settings
WHERE name = 'log_disconnections' AND setting = 'off'",
    check: check_disconnections,
};

fn check_disconnections(catalog: &Catalog) -> Checked {
    let value = match known(catalog, "log_disconnections") {
        Ok(value) => value,
        Err(answer) => return answer,
    };
    let findings = if value == "on" {
        vec![]
    } else {
        vec![
            Finding::new(
                "setting log_disconnections",
                Severity::Low,
                "The log does not say when a session ended",
            )
            .fact("log_disconnections", value)
            .fix("ALTER SYSTEM SET log_disconnections = on;\nSELECT pg_reload_conf();"),
        ]
    };
    Checked::found(1, findings)
}
